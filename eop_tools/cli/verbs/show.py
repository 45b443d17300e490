"""Show one entity: its fields, what it points at, what points at it, what it needs, and what needs it."""

from __future__ import annotations

import argparse

from eop_tools.cli.command_line import day_argument, edition_argument, plan_argument, today

EXAMPLES = """\
  eop show role:mayor
  eop show agency:fire --edition command
  eop show procedure:open-eoc --folder ../other/plan
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("ref", help="the entity, written kind:id")
    plan_argument(parser, as_place=False)
    day_argument(parser)
    edition_argument(parser)


def run(parsed: argparse.Namespace) -> int:
    """Print the entity of one edition."""
    from eop_tools.project import Project
    from eop_tools.report.entity import described
    from eop_tools.values import Audience

    project = Project(parsed.folder, today(parsed))
    print(described(project.basis(Audience(parsed.edition)), project.loaded, parsed.ref))
    return 0
