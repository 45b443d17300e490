"""Say which losses, alone or together, stop what the plan must be able to do."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from eop_tools.cli.command_line import day_argument, form_argument, plan_argument, several_argument

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
    form_argument(parser, ("text", "json"))
    parser.add_argument(
        "--picture", type=Path, default=None, metavar="FILE.svg", help="draw why the one thing named with --for stops"
    )


def run(parsed: argparse.Namespace) -> int:
    """Answer from the whole plan, as a check does: the answer is for those who keep the plan, not for publishing."""
    from eop_tools.analysis.weak_points import critical, weak_points
    from eop_tools.cli.command_line import today, warn_of
    from eop_tools.disk import write_file
    from eop_tools.errors import EopError
    from eop_tools.project import Project
    from eop_tools.render.fault_tree import fault_tree_file, undrawn, worst
    from eop_tools.resilience_report import weak_points_json, weak_points_text

    if parsed.picture:
        _check_picture(parsed.picture, parsed.asked)
    project = Project(parsed.folder, today(parsed))
    asked = tuple(dict.fromkeys(project.plan.must(ref).ref for ref in parsed.asked)) or critical(project.plan)
    found = weak_points(project.plan, project.needs, asked, parsed.order)
    warn_of(project.left_out, parsed.folder)
    as_json = parsed.format == "json"
    said = weak_points_json(project.plan, found, project.left_out) if as_json else weak_points_text(project.plan, found)
    sys.stdout.write(said)
    if parsed.picture:
        left = undrawn(found, asked[0])
        drawn = fault_tree_file(project.plan, project.needs, asked[0], worst(found, asked[0]), left)
        if not drawn:
            raise EopError(f"nothing to draw: no loss that was looked for stops {asked[0]}", "try --order 3")
        write_file(parsed.picture, drawn.encode())
        print(
            f"{parsed.picture}: why {project.plan.label(asked[0])} stops{f'; {left}' if left else ''}", file=sys.stderr
        )
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
