"""Say what falls when something is lost, and what is left to act with."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from eop_tools.cli.command_line import day_argument

EXAMPLES = """\
  eop what-if --lose resource:city-network
  eop what-if --lose agency:example-power --lose agreement:fuel-supply
  eop what-if --lose-zone "River, north reach"       every place that one event can take out
  eop what-if --lose-kind channel                         every channel at once
  eop what-if                                             what is down as the plan stands
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument(
        "--lose", action="append", default=[], metavar="REF", help="what is lost, written kind:id; may be repeated"
    )
    parser.add_argument(
        "--lose-zone", action="append", default=[], metavar="ZONE", help="every facility in a hazard zone"
    )
    parser.add_argument("--lose-kind", action="append", default=[], metavar="KIND", help="everything of a kind")
    parser.add_argument("--folder", type=Path, default=Path("plan"), help="the plan folder (default: plan)")
    day_argument(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(parsed: argparse.Namespace) -> int:
    """Answer from the whole plan, as a check does: the answer is for those who keep the plan, not for publishing."""
    from eop_tools.analysis.what_if import impact, in_zone, of_kind
    from eop_tools.cli.command_line import today, warn_of
    from eop_tools.project import Project
    from eop_tools.resilience_report import impact_json, impact_text

    project = Project(parsed.folder, today(parsed))
    plan = project.plan
    lost = [plan.must(ref).ref for ref in parsed.lose]
    lost += [ref for zone in parsed.lose_zone for ref in in_zone(plan, zone)]
    lost += [ref for kind in parsed.lose_kind for ref in of_kind(plan, kind)]
    found = impact(plan, project.needs, list(dict.fromkeys(lost)))
    warn_of(project.left_out, parsed.folder)
    as_json = parsed.format == "json"
    sys.stdout.write(impact_json(plan, found, project.left_out) if as_json else impact_text(plan, found))
    return 0
