"""Print or write the JSON Schemas that teach an editor the plan language."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

EXAMPLES = """\
  eop schema contact                 the schema of one kind
  eop schema --write                 all of them into ./schemas
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("kind", nargs="?", default="", help="a kind, for example contact; without it, the list")
    parser.add_argument(
        "--write",
        nargs="?",
        type=Path,
        const=Path("schemas"),
        metavar="DIR",
        help="write every schema into a folder (default: schemas)",
    )


def run(parsed: argparse.Namespace) -> int:
    """Print one schema, write all, or list their names."""
    from eop_tools.disk import write_files
    from eop_tools.errors import EopError, did_you_mean
    from eop_tools.schema import schemas

    files = schemas()
    if parsed.write:
        changed = write_files(parsed.write, {name: text.encode() for name, text in files.items()})
        print(f"{len(files)} schemas in {parsed.write}, {changed} of them new or changed")
        return 0
    names = [name.removesuffix(".schema.json") for name in files]
    if not parsed.kind:
        print("\n".join(names))
        return 0
    if parsed.kind not in names:
        raise EopError(
            f"there is no kind “{parsed.kind}”", did_you_mean(parsed.kind, names) or "`eop schema` lists them"
        )
    sys.stdout.write(files[f"{parsed.kind}.schema.json"])
    return 0
