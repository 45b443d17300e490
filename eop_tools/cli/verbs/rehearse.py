"""Rehearse an activation on paper: who is called when, who fills each position, which targets are missed, and why."""

from __future__ import annotations

import argparse
import sys

from eop_tools.cli.command_line import day_argument, form_argument, lose_argument, plan_argument

EXAMPLES = """\
  eop rehearse --level full-activation
  eop rehearse --level full-activation --hazard tornado
  eop rehearse --level partial-activation --lose resource:city-network --lose resource:public-cellular
  eop rehearse --level full-activation --lose contact:duty-desk       somebody is not there
  eop rehearse --level full-activation --at "2026-12-25 14:00" --travel "45 min"
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    from eop_tools.analysis.assumed import TRAVEL

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
    form_argument(parser, ("text", "json"))


def run(parsed: argparse.Namespace) -> int:
    """Answer from the whole plan, as a check does: the answer is for those who keep the plan, not for publishing."""
    from eop_tools.analysis.needs import needs_of
    from eop_tools.analysis.rehearsal import Setting, hazard_of, level_of, lost_of, rehearse, travel_time, when
    from eop_tools.cli.command_line import today, warn_of
    from eop_tools.project import Project
    from eop_tools.rehearsal_report import as_json, as_text

    project = Project(parsed.folder, today(parsed))
    plan = project.plan
    at, travel = when(parsed.at, project.today), travel_time(parsed.travel)
    level = level_of(plan, parsed.level)
    hazard = hazard_of(plan, parsed.hazard) if parsed.hazard else None
    lost = lost_of(plan, parsed.lose)
    found = rehearse(Setting(plan, needs_of(plan, at.date()), level, at, lost), hazard, travel)
    warn_of(project.left_out, parsed.folder)
    sys.stdout.write((as_json if parsed.format == "json" else as_text)(plan, found))
    return 0
