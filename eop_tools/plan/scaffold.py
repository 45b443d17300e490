"""A first file for a new entity: every field explained, and nothing stated that nobody has written."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from eop_tools.errors import EopError
from eop_tools.io.atomic import write_file
from eop_tools.kind import ANY, KINDS, FieldDefinition, Kind, fields_of
from eop_tools.values import ID_PATTERN


def start(folder: Path, kind_name: str, id: str) -> Path:
    """Write the file of a new entity and return its path. Raises EopError rather than touch what exists."""
    kind = KINDS.must(kind_name)
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
    """Return the starting text: every field explained, those it cannot be without open, the others as remarks.

    It states nothing: as long as a field stands open, `eop check` says so. The example is a remark, too.
    """
    depth = "../" if kind.is_single else "../../"
    elsewhere = {"id", "body"} if kind.prose else {"id"}
    fields = [field for field in fields_of(kind.model) if field.name not in elsewhere]
    lines = [
        f"# yaml-language-server: $schema={depth}schemas/{kind.name}.schema.json",
        *_remark(kind.summary),
        "#",
        "# Write a value behind each of these; none can be left out.",
        *(line for field in fields if field.required for line in _open(field)),
        "",
        "# More fields, for when they are needed: take away the # and write a value.",
        *(line for field in fields if not field.required for line in _explained(field)),
    ]
    if kind.example:
        lines += ["#", "# An example, of nowhere:", *(f"#   {line}".rstrip() for line in kind.example.splitlines())]
    return "\n".join(["---", *lines, "---", ""] if kind.prose else [*lines, ""])


def _open(field: FieldDefinition) -> list[str]:
    """Return a field without its value, below what it is; of a group of fields or a list of such, each in its place."""
    lines = [*_remark(_meaning(field)), f"{field.name}:"]
    inner = [within for part in field.parts[:1] for within in fields_of(part)]
    needed = [line for within in inner if within.required for line in _open(within)]
    others = [line for within in inner if not within.required for line in _explained(within)]
    below = [*needed, *others]
    if field.many and needed:
        first = next(at for at, line in enumerate(below) if not line.startswith("#"))
        lead, rest = below[:first], below[first + 1 :]
        return [*lines, *(f"  {line}" for line in lead), f"  - {below[first]}", *(f"    {line}" for line in rest)]
    # Remarks alone make no group: where nothing must be written in it, they stand as far left as it does.
    return lines + [f"  {line}" if needed else line for line in below]


def _explained(field: FieldDefinition) -> list[str]:
    """Return a field as a remark that says what it is."""
    return _remark(f"{field.name}: {_meaning(field)}", "    ")


def _meaning(field: FieldDefinition) -> str:
    """Return what a field is, and what may stand there where that is not free."""
    relation = field.relation
    form = f"One of: {', '.join(field.choices)}." if field.choices else ""
    if relation:
        kind = "agency" if relation.kinds[0] == ANY else relation.kinds[0]
        id = "id" if relation.single else f"{kind}:id"
        form = f"Written as [{id}], with commas between several." if field.many else f"Written as {id}."
    return f"{field.description} {form}".strip()


def _remark(text: str, indent: str = "") -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text, 96, subsequent_indent=indent, break_on_hyphens=False)]
