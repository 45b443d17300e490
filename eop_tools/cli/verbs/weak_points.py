"""Say which losses, alone or together, stop what the plan must be able to do."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from eop_tools.cli.command_line import day_argument, edition_argument, form_argument, plan_argument, several_argument

EXAMPLES = """\
  eop weak-points                                    levels, functions, and the first hours of the hazards
  eop weak-points --for procedure:tornado-first-hour --order 3
  eop weak-points --for level:full-activation --format json
  eop weak-points --for procedure:tornado-first-hour --picture tornado.svg
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    meaning = "what must go on, written kind:id (default: levels, functions and first hours)"
    several_argument(parser, "--for", "REF", meaning, dest="asked")
    parser.add_argument(
        "--order", type=int, choices=(1, 2, 3), default=2, help="how many losses at a time (default: 2)"
    )
    plan_argument(parser)
    day_argument(parser)
    edition_argument(parser, default="command")
    form_argument(parser, ("text", "json"))
    parser.add_argument(
        "--picture", type=Path, default=None, metavar="FILE.svg", help="draw why the one thing named with --for stops"
    )


def run(parsed: argparse.Namespace) -> int:
    """Answer from what an audience may see, and say so; by default from the whole plan, for those who keep it."""
    from eop_tools.analysis.weak_points import critical, weak_points
    from eop_tools.cli.command_line import today, warn_of
    from eop_tools.errors import EopError
    from eop_tools.io.atomic import write_file
    from eop_tools.project import Project
    from eop_tools.render.fault_tree import fault_tree_file, undrawn, worst
    from eop_tools.report.resilience import headed, weak_points_json, weak_points_text
    from eop_tools.values import Audience

    if parsed.picture:
        _check_picture(parsed.picture, parsed.asked)
    basis = Project(parsed.folder, today(parsed)).basis(Audience(parsed.edition))
    plan = basis.plan
    asked = tuple(dict.fromkeys(basis.must(ref) for ref in parsed.asked)) or critical(plan)
    found = weak_points(plan, basis.needs, asked, parsed.order)
    warn_of(basis.left_out, parsed.folder)
    if parsed.format == "json":
        sys.stdout.write(weak_points_json(plan, found, basis.said))
    else:
        sys.stdout.write(headed(basis.head, weak_points_text(plan, found)))
    if parsed.picture:
        left = undrawn(found, asked[0])
        drawn = fault_tree_file(plan, basis.needs, asked[0], worst(found, asked[0]), left)
        if not drawn:
            raise EopError(f"nothing to draw: no loss that was looked for stops {asked[0]}", "try --order 3")
        write_file(parsed.picture, drawn.encode())
        why = f"why {plan.label(asked[0])} stops, {parsed.edition} edition"
        print(f"{parsed.picture}: {why}{f'; {left}' if left else ''}", file=sys.stderr)
    return 0


def _check_picture(path: Path, asked: Sequence[str]) -> None:
    """Raise EopError, before anything is worked out, where the picture asked for cannot be drawn or kept."""
    from eop_tools.errors import EopError

    if len(asked) != 1:
        raise EopError("a picture shows why one thing stops", "name it with --for, once")
    if path.suffix.lower() != ".svg":
        raise EopError("--picture takes the name of a file that ends in .svg", "for example --picture tornado.svg")
    if not path.parent.is_dir():
        raise EopError(f"there is no folder “{path.parent}” to keep the picture in", "make it first, or name another")
