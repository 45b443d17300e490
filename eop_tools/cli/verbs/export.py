"""Export the plan, or a part of it, as a file for another program."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from eop_tools.cli.command_line import (
    day_argument,
    edition_argument,
    plan_argument,
    print_columns,
    to_argument,
    today,
)
from eop_tools.cli.plan_folder import beside_plan

EXAMPLES = """\
  eop export --list                           what can be exported
  eop export contacts --edition responder     the contact list, to build/export/
  eop export plan --to - | jq .               to standard output
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("name", nargs="?", default="", help="which export; see --list")
    plan_argument(parser)
    edition_argument(parser)
    day_argument(parser)
    parser.add_argument("--list", action="store_true", help="list the exports")
    to_argument(parser, "a folder, the file itself, or - for standard output", "build/export beside the plan")


def run(parsed: argparse.Namespace) -> int:
    """Write one export of one edition."""
    from eop_tools.export import EXPORTS
    from eop_tools.io.atomic import write_file
    from eop_tools.project import Project
    from eop_tools.render.speech import speech_of
    from eop_tools.text.catalog import ENGLISH, Catalog, speaking
    from eop_tools.values import Audience

    if parsed.list or not parsed.name:
        print_columns([(leaf.name, leaf.suffix, leaf.summary) for leaf in EXPORTS])
        return 0
    leaf = EXPORTS.must(parsed.name)
    view = Project(parsed.folder, today(parsed)).view(Audience(parsed.edition))
    speech = speech_of(view, parsed.folder.resolve().parent) if leaf.is_read else (Catalog(), ENGLISH)
    with speaking(*speech):
        content = leaf.make(view)
    if parsed.to == Path("-"):
        sys.stdout.buffer.write(content)
        return 0
    to = parsed.to or beside_plan(parsed.folder, "export")
    path = to if to.suffix == leaf.suffix and not to.is_dir() else to / f"{leaf.name}{leaf.suffix}"
    write_file(path, content)
    print(f"{path} ({len(content):,} bytes, {parsed.edition} edition)")
    return 0
