"""Publish a checked plan as a release that is never changed again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from eop_tools.cli.command_line import alias_argument, day_argument, edition_argument, plan_argument, to_argument, today
from eop_tools.cli.progress import working

EXAMPLES = """\
  eop publish 2026.1 --to /srv/eop                 the release, and “latest” leads to it
  eop publish 2026.1 --to /srv/eop --alias stable  the same, by another name
  eop promote 2026.1 --to /srv/eop                 going back to it later
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("version", help="the name of the release, for example 2026.1")
    plan_argument(parser)
    to_argument(parser, "the folder that holds all releases", "", needed=True)
    alias_argument(parser)
    edition_argument(parser)
    day_argument(parser)


def run(parsed: argparse.Namespace) -> int:
    """Check, build, publish; exit 1 where the plan has an error."""
    from eop_tools.finding import Severity
    from eop_tools.io.cache import unread
    from eop_tools.project import Project
    from eop_tools.publish import STATUS, publish
    from eop_tools.site_build import build

    day = today(parsed)
    errors = Project(parsed.folder, day).judgement.count(Severity.error)
    if errors:
        print(f"eop: not published: the plan has {errors} error{'' if errors == 1 else 's'}", file=sys.stderr)
        print("     `eop check` says what they are", file=sys.stderr)
        return 1
    asked = {
        "edition": parsed.edition,
        "version": parsed.version,
        "as_of": day.isoformat(),
        "status_url": f"../{STATUS}",
    }

    def made(folder: Path) -> None:
        with unread():
            build(parsed.folder, folder, asked)

    with working("publishing"):
        release = publish(parsed.version, parsed.to, alias=parsed.alias, edition=parsed.edition, today=day, build=made)
    news = "was published before, unchanged" if release.already else f"{release.pages} pages"
    print(f"{release.folder}: {news}, {parsed.edition} edition, digest {release.digest[:12]}")
    print(f"{parsed.to / parsed.alias} leads to it.")
    return 0
