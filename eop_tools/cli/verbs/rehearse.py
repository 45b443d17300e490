"""Rehearse an activation on paper: who is called when, who fills each position, which targets are missed, and why."""

from __future__ import annotations

import argparse
import sys

from eop_tools.cli.command_line import day_argument, edition_argument, form_argument, lose_argument, plan_argument

EXAMPLES = """\
  eop rehearse --level full-activation
  eop rehearse --level full-activation --hazard tornado
  eop rehearse --level partial-activation --lose resource:city-network --lose resource:public-cellular
  eop rehearse --level full-activation --lose contact:duty-desk       somebody is not there
  eop rehearse --level full-activation --at "2026-12-25 14:00" --travel "45 min"
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    from eop_tools.analysis.assumptions import TRAVEL

    parser.add_argument("--level", default="", metavar="LEVEL", help="the activation level, by its id")
    parser.add_argument("--hazard", default="", metavar="HAZARD", help="what happened: its first hour runs, too")
    lose_argument(parser)
    parser.add_argument(
        "--at", default="02:00", metavar="TIME",
        help="a time, meaning the next one after the day to judge by, or a day and a time (default: 02:00)",
    )  # fmt: skip
    parser.add_argument(
        "--travel", default=TRAVEL, metavar="TIME", help=f"how long people need to their place (default: {TRAVEL})"
    )
    plan_argument(parser)
    day_argument(parser)
    edition_argument(parser, default="command")
    form_argument(parser, ("text", "json"))


def run(parsed: argparse.Namespace) -> int:
    """Answer from what an audience may see, and say so; by default from the whole plan, for those who keep it."""
    from eop_tools.analysis.rehearsal import Setting, hazard_of, level_of, lost_of, rehearse, travel_time, when
    from eop_tools.cli.command_line import today, warn_of
    from eop_tools.errors import EopError
    from eop_tools.kinds.role import Role
    from eop_tools.project import Project
    from eop_tools.report.rehearsal import as_json, as_text
    from eop_tools.report.resilience import headed
    from eop_tools.values import Audience

    project = Project(parsed.folder, today(parsed))
    at, travel = when(parsed.at, project.today), travel_time(parsed.travel)
    basis = project.basis(Audience(parsed.edition), at.date())
    plan = basis.plan
    if basis.edition.unseen and not any(role.holders for role in plan.of(Role)):
        name = parsed.edition
        raise EopError(f"the {name} edition does not say who holds the roles", "rehearse for those who may know it")
    level = level_of(plan, parsed.level)
    hazard = hazard_of(plan, parsed.hazard) if parsed.hazard else None
    lost = lost_of(plan, map(basis.must, parsed.lose))
    found = rehearse(Setting(plan, basis.needs, level, at, lost), hazard, travel)
    warn_of(basis.left_out, parsed.folder)
    for_programs = parsed.format == "json"
    sys.stdout.write(as_json(plan, found, basis.said) if for_programs else headed(basis.head, as_text(plan, found)))
    return 0
