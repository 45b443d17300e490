"""A part of the graph as text that other programs read: JSON, GraphML, DOT, or plain sentences."""

from __future__ import annotations

import io
import json

from eop_tools.graph import Cut


def as_json(cut: Cut) -> str:
    """Return `{"nodes": [{id, kind, name}], "edges": [{source, target, forward, backward, derived}]}`."""
    nodes = [{"id": each.ref, "kind": each.ref.partition(":")[0], "name": each.name} for each in cut.entities]
    edges = [
        {
            "source": edge.source,
            "target": edge.target,
            "forward": edge.forward,
            "backward": edge.backward,
            "derived": edge.derived,
        }
        for edge in cut.edges
    ]
    return json.dumps({"nodes": nodes, "edges": edges}, ensure_ascii=False, indent=1) + "\n"


def as_graphml(cut: Cut) -> str:
    """Return GraphML, for Gephi, yEd and other graph programs."""
    import networkx

    buffer = io.BytesIO()
    networkx.write_graphml(cut.networkx, buffer)
    return buffer.getvalue().decode() + "\n"


def as_dot(cut: Cut) -> str:
    """Return DOT, for Graphviz."""
    lines = ["digraph plan {", "  rankdir=LR;", "  node [shape=box];"]
    lines += [f"  {_quoted(each.ref)} [label={_quoted(each.name)}];" for each in cut.entities]
    lines += [
        f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [label={_quoted(edge.forward)}"
        f"{', style=dashed' if edge.derived else ''}];"
        for edge in cut.edges
    ]
    return "\n".join([*lines, "}"]) + "\n"


def as_text(cut: Cut) -> str:
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
