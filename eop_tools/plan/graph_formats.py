"""A part of the graph as text that other programs read: JSON, GraphML, DOT, or plain sentences."""

from __future__ import annotations

import io
import json
import re
from collections import Counter

from eop_tools.plan.graph import Edge, Excerpt

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_json(cut: Excerpt) -> str:
    """Return the node-link form, as networkx, D3 and others read it.

    `{"directed": true, "multigraph": true, "graph": {}, "nodes": [{id, kind, name}],
    "edges": [{source, target, key, forward, backward, derived}]}`; `key` counts the edges between the same two nodes.
    """
    between: Counter[tuple[str, str]] = Counter()

    def key(edge: Edge) -> int:
        between[edge.source, edge.target] += 1
        return between[edge.source, edge.target] - 1

    nodes = [{"id": each.ref, "kind": each.ref.partition(":")[0], "name": each.name} for each in cut.entities]
    edges = [
        {
            "source": edge.source,
            "target": edge.target,
            "key": key(edge),
            "forward": edge.forward,
            "backward": edge.backward,
            "derived": edge.derived,
        }
        for edge in cut.edges
    ]
    form = {"directed": True, "multigraph": True, "graph": {}, "nodes": nodes, "edges": edges}
    return json.dumps(form, ensure_ascii=False, indent=1) + "\n"


def as_graphml(cut: Excerpt) -> str:
    """Return GraphML, for Gephi, yEd and other graph programs."""
    import networkx

    graph, buffer = cut.networkx, io.BytesIO()
    for _, said in graph.nodes(data=True):
        said["name"] = _NOT_IN_XML.sub("\ufffd", said["name"])
    networkx.write_graphml(graph, buffer)
    return buffer.getvalue().decode() + "\n"


def as_dot(cut: Excerpt) -> str:
    """Return DOT, for Graphviz."""
    lines = ["digraph plan {", "  rankdir=LR;", "  node [shape=box];"]
    lines += [f"  {_quoted(each.ref)} [label={_quoted(each.name)}];" for each in cut.entities]
    lines += [
        f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [label={_quoted(edge.forward)}"
        f"{', style=dashed' if edge.derived else ''}];"
        for edge in cut.edges
    ]
    return "\n".join([*lines, "}"]) + "\n"


def as_text(cut: Excerpt) -> str:
    """Return a sentence for each edge, under the entity it starts at."""
    names = {each.ref: each.name for each in cut.entities}
    said: dict[str, dict[str, None]] = {}
    for edge in cut.edges:
        said.setdefault(edge.source, {})[f"  {edge.forward} {names[edge.target]}"] = None
    lines: list[str] = []
    for entity in cut.entities:
        if entity.ref in said:
            lines += [f"{entity.name} ({entity.ref})", *said[entity.ref]]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'
