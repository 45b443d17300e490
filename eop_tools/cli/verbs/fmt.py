"""Bring plan files into the canonical form; comments and values stay."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from eop_tools.cli.command_line import plan_argument

EXAMPLES = """\
  eop fmt                            every file in ./plan
  eop fmt plan/contacts              one folder
  eop fmt --check                    change nothing; exit 1 where something would change
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("paths", nargs="*", type=Path, help="files or folders (default: the plan folder)")
    plan_argument(parser, as_place=False)
    parser.add_argument("--check", action="store_true", help="only say which files would change")


def run(parsed: argparse.Namespace) -> int:
    """Format, and name what changed."""
    from eop_tools.source.format import format_plan

    changed, left = format_plan(parsed.paths or [parsed.folder], write=not parsed.check)
    for path in changed:
        print(f"{'would change' if parsed.check else 'changed'}  {path}")
    for path, reason in left.items():
        print(f"left alone   {path}:{reason}", file=sys.stderr)
    print(f"{len(changed)} of the files {'would change' if parsed.check else 'changed'}")
    return 1 if parsed.check and changed else 0
