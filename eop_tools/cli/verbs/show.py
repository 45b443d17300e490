"""Show one entity: its fields, what it points at, and what points at it."""

from __future__ import annotations

import argparse

from eop_tools.cli.command_line import edition_argument

EXAMPLES = """\
  eop show role:mayor
  eop show agency:fire --edition command
  eop show procedure:open-eoc --folder ../other/plan
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    from pathlib import Path

    parser.add_argument("ref", help="the entity, written kind:id")
    parser.add_argument("--folder", type=Path, default=Path("plan"), help="the plan folder (default: plan)")
    edition_argument(parser)


def run(parsed: argparse.Namespace) -> int:
    """Print the entity of one edition."""
    from datetime import date

    from eop_tools.describe import described
    from eop_tools.project import Project
    from eop_tools.values import Audience

    project = Project(parsed.folder, date.min)
    print(described(project.edition(Audience(parsed.edition)), project.loaded, parsed.ref))
    return 0
