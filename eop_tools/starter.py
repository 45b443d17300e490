"""A first file for a new entity: its kind's example, and every other field as a comment that explains it."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from eop_tools.disk import write_file
from eop_tools.errors import EopError
from eop_tools.kind import Kind, the_kind
from eop_tools.values import ID_PATTERN


def start(folder: Path, kind_name: str, id: str) -> Path:
    """Write the file of a new entity and return its path. Raises EopError rather than touch what exists."""
    kind = the_kind(kind_name)
    if not folder.is_dir():
        raise EopError(f"there is no folder “{folder}”", "name the plan folder with --folder")
    if not re.fullmatch(ID_PATTERN, id):
        raise EopError(f"“{id}” cannot be an id", "use small letters, digits and single hyphens, for example duty-desk")
    if kind.is_single:
        path = folder / f"{kind.plural}.yaml"
    else:
        path = folder / kind.plural / f"{id}{'.md' if kind.prose else '.yaml'}"
    many = folder / f"{kind.plural}.yaml"
    if path.exists():
        raise EopError(f"“{path}” exists already", "choose another id")
    if many.exists() and re.search(rf"(?m)^{re.escape(id)}:", many.read_text(encoding="utf-8", errors="replace")):
        raise EopError(f"{kind.name}:{id} stands in “{many}” already", "choose another id")
    write_file(path, text_of(kind).encode())
    return path


def text_of(kind: Kind) -> str:
    """Return the starting text: a modeline for editors, the example, and the other fields as comments."""
    depth = "../" if kind.is_single else "../../"
    modeline = f"# yaml-language-server: $schema={depth}schemas/{kind.name}.schema.json"
    head = [modeline, *(f"# {line}" for line in textwrap.wrap(kind.summary, 98))]
    example = kind.example.rstrip()
    used = set(re.findall(r"(?m)^(\w+):", example))
    others = []
    for name, info in kind.model.model_fields.items():
        if name in used or name == "id":
            continue
        others += [f"# {line}" for line in textwrap.wrap(f"{name}: {info.description}", 98, subsequent_indent="    ")]
    lines = [*head, example, "", "# More fields, for when they are needed:", *others]
    if not kind.prose:
        return "\n".join(lines) + "\n"
    front, _, body = example.partition("\nbody: ")
    return "\n".join(["---", *head, front, "", *others, "---", "", body]) + "\n"
