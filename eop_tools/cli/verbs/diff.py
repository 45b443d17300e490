"""Say what changed between two plans, and what follows from it, in plain words."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from eop_tools.cli.command_line import (
    day_argument,
    edition_argument,
    fail_on_argument,
    form_argument,
    plan_argument,
    today,
)
from eop_tools.cli.progress import working
from eop_tools.io.gc_pause import leave_it_at_the_end, no_garbage_collection

if TYPE_CHECKING:
    from eop_tools.changes.consequences import Outlook
    from eop_tools.plan.loader import Loaded
    from eop_tools.plan.location import PlanFolder
    from eop_tools.source import SourceDocument

EXAMPLES = """\
  eop diff main                               what the plan on the disk changes of the branch main
  eop diff v2026.1 v2026.2                    between two revisions
  eop diff ../last-year/plan plan             between two folders
  eop diff main --edition command             with the names and numbers that are not for everybody
  eop diff main --format markdown             as a comment on a pull request
  eop diff main --fail-on error               for a gate: exit 1 where something grave changed
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("old", metavar="OLD", help="the plan before: a folder, or a revision of git")
    parser.add_argument("new", metavar="NEW", nargs="?", default="", help="the plan now (default: the plan folder)")
    plan_argument(parser, as_place=False)
    day_argument(parser)
    edition_argument(parser)
    form_argument(parser, ("text", "markdown", "json"))
    fail_on_argument(parser, None)


def run(parsed: argparse.Namespace) -> int:
    """Read both plans, compare, report, and exit 1 only where that was asked for."""
    from eop_tools.finding import Severity
    from eop_tools.report.changes import fails, report

    leave_it_at_the_end()
    with working("comparing"), no_garbage_collection():
        outlook = _outlook(parsed)
        text = report(outlook, parsed.format)
    sys.stdout.write(text)
    return 1 if parsed.fail_on and fails(outlook, Severity(parsed.fail_on)) else 0


def _outlook(parsed: argparse.Namespace) -> Outlook:
    from eop_tools.changes import compared
    from eop_tools.changes.consequences import Outlook
    from eop_tools.plan.loader import load, understood
    from eop_tools.values import Audience

    old, new = _places(parsed)
    before = understood(load(old))
    after = understood(load(new, lambda file: _unchanged(new, file, before) or new.read(file)))
    return Outlook(compared(before, after, today(parsed), Audience(parsed.edition)))


def _places(parsed: argparse.Namespace) -> Sequence[PlanFolder]:
    """Return the places of both plans; what is no folder is a revision."""
    from eop_tools.io.git import Repository
    from eop_tools.plan.location import InGit, OnDisk

    said = (parsed.old, parsed.new or str(parsed.folder))
    repository = None if all(Path(each).is_dir() for each in said) else Repository(parsed.folder)
    return [
        OnDisk(Path(each)) if repository is None or Path(each).is_dir() else InGit(repository.tree(each))
        for each in said
    ]


def _unchanged(place: PlanFolder, file: str, before: Loaded) -> SourceDocument | None:
    """Return the document of a file that is the same as before, so that it is not parsed anew."""
    known = before.documents.get(file)
    return known if known and not known.faults and place.content(file) == known.text.encode() else None
