"""What points at an entity, in words: “leads”, “is the place of”, each with where it is said."""

from __future__ import annotations

from collections.abc import Iterable

from eop_tools.kind import Entity
from eop_tools.kinds.procedure import Procedure
from eop_tools.plan.graph import Edge
from eop_tools.render.html import Html, joined, tag
from eop_tools.render.writer import Writer
from eop_tools.text.labels import natural
from eop_tools.text.phrases import first_up


def connections(writer: Writer, entity: Entity, told: Iterable[str] = ()) -> Html:
    """Return the relations that the entity's own fields do not show: what points at it, and what follows from others.

    `told` are words that the page has said already.
    """
    said = set(told)
    rows: dict[tuple[str, bool], dict[str, list[Edge]]] = {}
    for edge in writer.view.graph.out(entity.ref):
        if edge.derived and edge.forward not in said and edge.target != entity.ref:
            rows.setdefault((edge.forward, True), {}).setdefault(edge.target, []).append(edge)
    for edge in writer.view.graph.into(entity.ref):
        if edge.backward not in said and edge.source != entity.ref:
            rows.setdefault((edge.backward, edge.derived), {}).setdefault(edge.source, []).append(edge)
    held = [
        tag(
            "div",
            tag("dt", first_up(words), _derived(derived)),
            tag("dd", joined((_one(writer, ref, edges) for ref, edges in _in_order(writer, others)), ", ")),
        )
        for (words, derived), others in rows.items()
    ]
    return tag("dl", held, class_="eop-relations") if held else Html("")


def _derived(derived: bool) -> Html | None:
    return tag("span", " (follows from other pages)", class_="eop-note") if derived else None


def _in_order(writer: Writer, others: dict[str, list[Edge]]) -> list[tuple[str, list[Edge]]]:
    return sorted(others.items(), key=lambda item: natural(writer.plan.label(item[0])))


def _one(writer: Writer, ref: str, edges: list[Edge]) -> Html:
    steps = steps_in(edges) if isinstance(writer.plan.get(ref), Procedure) else []
    if not steps:
        return writer.link(ref)
    words = "step " if len(steps) == 1 else "steps "
    path = writer.view.path(ref)
    numbers = (tag("a", str(number), href=f"@/{path}#step-{number}") for number in steps)
    return joined([writer.link(ref), joined([" (", words, joined(numbers, ", "), ")"])])


def steps_in(edges: Iterable[Edge]) -> list[int]:
    """Return the numbers of the steps, counted from 1, in which edges start."""
    return sorted(
        {
            edge.path[1] + 1
            for edge in edges
            if len(edge.path) > 1 and edge.path[0] == "steps" and isinstance(edge.path[1], int)
        }
    )
