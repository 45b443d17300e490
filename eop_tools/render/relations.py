"""What points at an entity, in words: “leads”, “is the place of”, each with where it is said."""

from __future__ import annotations

from collections.abc import Iterable

from eop_tools.document import Content, Facts, Phrase, between, bracketed, facts
from eop_tools.kind import Entity
from eop_tools.kinds.procedure import Procedure
from eop_tools.plan.graph import Edge
from eop_tools.render.presenter import Presenter
from eop_tools.render.steps import steps_named
from eop_tools.text.catalog import say
from eop_tools.text.labels import natural
from eop_tools.text.phrases import first_up


def connections(presenter: Presenter, entity: Entity, told: Iterable[str] = ()) -> Facts | None:
    """Return the relations that the entity's own fields do not show: what points at it, and what follows from others.

    `told` are words that the page has said already.
    """
    shown = set(told)
    rows: dict[tuple[str, bool], dict[str, list[Edge]]] = {}
    for edge in presenter.view.graph.out(entity.ref):
        if edge.derived and edge.forward not in shown and edge.target != entity.ref:
            rows.setdefault((edge.forward, True), {}).setdefault(edge.target, []).append(edge)
    for edge in presenter.view.graph.into(entity.ref):
        if edge.backward not in shown and edge.source != entity.ref:
            rows.setdefault((edge.backward, edge.derived), {}).setdefault(edge.source, []).append(edge)
    return facts(
        (
            (
                [first_up(say(words)), _derived(derived)],
                between(_one(presenter, *each) for each in _in_order(presenter, others)),
            )
            for (words, derived), others in rows.items()
        ),
        "relations",
    )


def _derived(derived: bool) -> Phrase | None:
    return Phrase([" ", say("(follows from other pages)")], "note") if derived else None


def _in_order(presenter: Presenter, others: dict[str, list[Edge]]) -> list[tuple[str, list[Edge]]]:
    return sorted(others.items(), key=lambda item: natural(presenter.plan.label(item[0])))


def _one(presenter: Presenter, ref: str, edges: list[Edge]) -> Content:
    steps = steps_in(edges) if isinstance(presenter.plan.get(ref), Procedure) else []
    if not steps:
        return presenter.link(ref)
    return [presenter.link(ref), bracketed(steps_named(f"@/{presenter.view.path(ref)}", steps))]


def steps_in(edges: Iterable[Edge]) -> list[int]:
    """Return the numbers of the steps, counted from 1, in which edges start."""
    return sorted(
        {
            edge.path[1] + 1
            for edge in edges
            if len(edge.path) > 1 and edge.path[0] == "steps" and isinstance(edge.path[1], int)
        }
    )
