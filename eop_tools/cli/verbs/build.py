"""Build the site of a plan: plain files that need no server and no network."""

from __future__ import annotations

import argparse
import sys

from eop_tools.cli.command_line import day_argument, edition_argument, language_argument, plan_argument, to_argument
from eop_tools.io.gc_pause import leave_it_at_the_end, no_garbage_collection

EXAMPLES = """\
  eop build                            ./plan into build/site, for the public
  eop build --edition responder --to /srv/eop
  eop build --language es              the words around the plan's own in Spanish
  eop build --strict                   stop where the plan has an error
  eop build --as-of 2026-11-23         the same bytes on any day
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    plan_argument(parser)
    edition_argument(parser, else_mkdocs=True)
    day_argument(parser)
    language_argument(parser)
    to_argument(parser, "a folder", "build/site beside the plan, or what mkdocs.yml says")
    parser.add_argument("--version-name", default="", metavar="NAME", help="the version shown (default: the cover's)")
    parser.add_argument(
        "--strict", action="store_true", help="exit 1, with the old site kept, where the plan has an error"
    )


def run(parsed: argparse.Namespace) -> int:
    """Build, say in one line what was made, and exit 1 where --strict stopped it."""
    leave_it_at_the_end()
    with no_garbage_collection():  # while importing, too, there is little
        return _run(parsed)


def _run(parsed: argparse.Namespace) -> int:
    from eop_tools.site_build import PlanIsWrong, build

    asked = {
        "edition": parsed.edition,
        "version": parsed.version_name,
        "as_of": str(parsed.as_of or ""),
        "language": parsed.language,
    }
    try:
        built = build(parsed.folder, parsed.to, asked, strict=parsed.strict)
    except PlanIsWrong as error:
        print(f"eop: {error.message}\n     {error.hint}", file=sys.stderr)
        return 1
    news = "" if built.changed else ", nothing new"
    print(f"{built.pages} pages, {built.edition} edition{news}: {built.where}")
    return 0
