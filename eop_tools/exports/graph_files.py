"""The graph of the plan for other programs."""

from __future__ import annotations

from eop_tools.export import export
from eop_tools.page import View
from eop_tools.plan.graph_formats import as_dot, as_graphml, as_json


@export("graph", ".graphml")
def graphml(view: View) -> bytes:
    """The graph as GraphML, for Gephi, yEd and other graph programs."""
    return as_graphml(view.graph.cut()).encode()


@export("graph-json", ".json")
def graph_json(view: View) -> bytes:
    """The graph as JSON: nodes with kind and name, edges with a word for each direction."""
    return as_json(view.graph.cut()).encode()


@export("graph-dot", ".dot")
def graph_dot(view: View) -> bytes:
    """The graph as DOT, for Graphviz."""
    return as_dot(view.graph.cut()).encode()
