"""Draw or write out what is connected to what."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from eop_tools.cli.command_line import edition_argument, form_argument, plan_argument, several_argument, to_argument

EXAMPLES = """\
  eop graph --kind agency,function                        sentences, at the terminal
  eop graph --around agency:example-power --depth 2 --format svg --to power.svg
  eop graph --format graphml --to plan.graphml            for Gephi or yEd
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    plan_argument(parser)
    several_argument(parser, "--kind", "KIND", "only these kinds")
    parser.add_argument("--around", default="", metavar="REF", help="only what is near this entity, written kind:id")
    parser.add_argument("--depth", type=int, default=1, metavar="N", help="how far, with --around (default: 1)")
    form_argument(parser, ("text", "svg", "dot", "graphml", "json"))
    to_argument(parser, "a file, or - for standard output", "standard output")
    edition_argument(parser)


def run(parsed: argparse.Namespace) -> int:
    """Cut the graph of one edition and write it in one format."""
    from datetime import date

    from eop_tools.io.atomic import write_file
    from eop_tools.kind import KINDS
    from eop_tools.plan.graph import Graph
    from eop_tools.plan.graph_formats import as_dot, as_graphml, as_json, as_text
    from eop_tools.project import Project
    from eop_tools.render.diagrams import as_svg
    from eop_tools.values import Audience

    plan = Project(parsed.folder, date.min).edition(Audience(parsed.edition)).plan
    for name in parsed.kind:
        KINDS.must(name)
    if parsed.around:
        plan.must(parsed.around)
    cut = Graph(plan).cut(parsed.kind, parsed.around, parsed.depth)
    size = f"{len(cut.entities)} entities, {len(cut.edges)} connections"
    if parsed.format == "svg":
        text, left = as_svg(cut, parsed.around)
        if left:
            size = left
            print(f"eop: {left}\n     --kind and --around draw another part; --format dot has it all", file=sys.stderr)
    else:
        text = {"text": as_text, "dot": as_dot, "graphml": as_graphml, "json": as_json}[parsed.format](cut)
    if parsed.to in (None, Path("-")):
        sys.stdout.write(text)
    else:
        write_file(parsed.to, text.encode())
        print(f"{parsed.to}: {size}, {parsed.edition} edition")
    return 0
