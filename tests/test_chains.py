"""Chains and the circles in them, against an independent library."""

from __future__ import annotations

import networkx
from hypothesis import given
from hypothesis import strategies as st

from eop_tools.plan.chains import circles, follow

THINGS = st.integers(0, 9)


@given(st.dictionaries(THINGS, THINGS, max_size=10))
def test_circles_are_those_of_a_graph(then: dict[int, int]) -> None:
    found = list(circles(then))
    assert {frozenset(circle) for circle in found} == set(
        map(frozenset, networkx.simple_cycles(networkx.DiGraph(then.items())))
    )
    assert all(
        then[here] == there for circle in found for here, there in zip(circle, [*circle[1:], circle[0]], strict=True)
    )


@given(st.dictionaries(THINGS, THINGS, max_size=10), THINGS)
def test_to_follow_ends_and_passes_all_that_comes_after(then: dict[int, int], start: int) -> None:
    line = list(follow(start, then.get))
    assert set(line) == {start, *networkx.descendants(networkx.DiGraph([*then.items(), (start, start)]), start)}
    assert len(set(line)) == len(line)
