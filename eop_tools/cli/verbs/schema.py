"""Print or write the JSON Schemas that teach an editor the plan language."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from eop_tools.cli.command_line import to_argument

EXAMPLES = """\
  eop schema contact                 the schema of one kind
  eop schema --write                 all of them into ./schemas, and which is for which file into ./.vscode
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("kind", nargs="?", default="", help="a kind, for example contact; without it, the list")
    parser.add_argument(
        "--write", action="store_true", help="write every schema into a folder, and the settings of Visual Studio Code"
    )
    to_argument(parser, "a folder for the schemas alone, with --write", "schemas")


def run(parsed: argparse.Namespace) -> int:
    """Print one schema, write all, or list their names."""
    from eop_tools.errors import EopError
    from eop_tools.io.atomic import write_file, write_files
    from eop_tools.plan.schema import SETTINGS, editor_settings, schemas
    from eop_tools.text.suggest import did_you_mean

    files = schemas()
    if parsed.write:
        to = parsed.to or Path("schemas")
        place = Path(SETTINGS)
        if parsed.to is None:
            settings = editor_settings(place.read_bytes() if place.is_file() else b"")
            write_file(place, settings.encode())
        changed = write_files(to, {name: text.encode() for name, text in files.items()})
        print(f"{len(files)} schemas in {to}, {changed} of them new or changed")
        return 0
    if parsed.to:
        raise EopError("--to goes with --write", "for example: eop schema --write --to schemas")
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
