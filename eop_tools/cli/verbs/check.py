"""Check a plan and say what is wrong, where, and what to do."""

from __future__ import annotations

import argparse
import sys

from eop_tools.cli.command_line import day_argument, plan_argument, today
from eop_tools.cli.progress import working

EXAMPLES = """\
  eop check                          the plan in ./plan
  eop check --select EOP2            only what concerns references
  eop check --format json > out.json for a program
  eop check --as-of 2027-06-01       what will be overdue next June
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    plan_argument(parser)
    day_argument(parser)
    parser.add_argument(
        "--select", action="append", default=[], metavar="CODE", help="only these rules: code, prefix or name"
    )
    parser.add_argument("--ignore", action="append", default=[], metavar="CODE", help="not these rules")
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "info"),
        default="warning",
        help="exit 1 at or above this severity (default: warning)",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to say it (default: text)")
    parser.add_argument("--no-cache", action="store_true", help="read everything anew")


def run(parsed: argparse.Namespace) -> int:
    """Check, report, and exit 1 where something stands at or above the threshold."""
    from eop_tools.finding import Severity
    from eop_tools.memory import checked
    from eop_tools.report import report

    chosen = (tuple(parsed.select), tuple(parsed.ignore))
    with working("checking"):
        judgement = checked(parsed.folder, today(parsed), chosen, fresh=parsed.no_cache)
    sys.stdout.write(report(judgement, parsed.format, parsed.folder))
    return 1 if judgement.fails(Severity(parsed.fail_on)) else 0
