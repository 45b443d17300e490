"""Say what falls when something is lost, and what is left to act with."""

from __future__ import annotations

import argparse
import sys

from eop_tools.cli.command_line import (
    day_argument,
    edition_argument,
    form_argument,
    lose_argument,
    plan_argument,
    several_argument,
)

EXAMPLES = """\
  eop what-if --lose resource:city-network
  eop what-if --lose agency:example-power --lose agreement:fuel-supply
  eop what-if --hazard tornado                            what it takes out, as its page says
  eop what-if --lose-zone "River, north reach"       every place that one event can take out
  eop what-if --lose-kind channel                         every channel at once
  eop what-if                                             what is down as the plan stands
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    lose_argument(parser)
    parser.add_argument("--hazard", default="", metavar="HAZARD", help="what happened: all that it takes out is lost")
    parser.add_argument(
        "--lose-zone",
        action="append",
        default=[],
        metavar="ZONE",
        help="every facility in a hazard zone; may be repeated",
    )
    several_argument(parser, "--lose-kind", "KIND", "everything of a kind")
    plan_argument(parser)
    day_argument(parser)
    edition_argument(parser, default="command")
    form_argument(parser, ("text", "json"))


def run(parsed: argparse.Namespace) -> int:
    """Answer from what an audience may see, and say so; by default from the whole plan, for those who keep it."""
    from eop_tools.analysis.rehearsal import taken_out
    from eop_tools.analysis.what_if import impact, in_zone, of_kind
    from eop_tools.cli.command_line import today, warn_of
    from eop_tools.project import Project
    from eop_tools.report.resilience import headed, impact_json, impact_text
    from eop_tools.values import Audience

    basis = Project(parsed.folder, today(parsed)).basis(Audience(parsed.edition))
    plan = basis.plan
    lost = [basis.must(ref) for ref in parsed.lose]
    lost += taken_out(plan, parsed.hazard) if parsed.hazard else []
    lost += [ref for zone in parsed.lose_zone for ref in in_zone(plan, zone)]
    lost += [ref for kind in parsed.lose_kind for ref in of_kind(plan, kind)]
    found = impact(plan, basis.needs, list(dict.fromkeys(lost)))
    warn_of(basis.left_out, parsed.folder)
    as_json = parsed.format == "json"
    sys.stdout.write(impact_json(plan, found, basis.said) if as_json else headed(basis.head, impact_text(plan, found)))
    return 0
