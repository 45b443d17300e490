"""Systems of needs: every answer is that of brute force, and of networkx where there are no alternatives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

import networkx
from hypothesis import given, settings
from hypothesis import strategies as st

from eop_tools.analysis.and_or_system import System
from eop_tools.analysis.components import components
from eop_tools.analysis.cut_sets import Pairs, Sweep
from eop_tools.need import ITSELF, Need

KEYS = [f"n{number}" for number in range(8)]
Nodes = Mapping[str, tuple[Need, ...]]


# -- Random systems, against the plainest way to work them out -------------------------------------------------------


@st.composite
def a_need(draw: st.DrawFn) -> Need:
    members = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True))
    marks = draw(st.lists(st.sampled_from(["", "", "", "", "", ITSELF]), min_size=4, max_size=4))
    least = draw(st.sampled_from([1, 1, 1, len(members), max(1, len(members) - 1), len(members) + 1]))
    return Need(tuple(f"{mark}{key}" for mark, key in zip(marks, members, strict=False)), "lacks it", least,
                draw(st.integers(0, 9)) > 0)  # fmt: skip


SYSTEMS = st.fixed_dictionaries({key: st.lists(a_need(), max_size=2).map(tuple) for key in KEYS})


def down(nodes: Nodes, lost: Iterable[str]) -> set[str]:
    """Return what falls, found by trying until nothing more does."""
    fallen = {*lost, *(f"{ITSELF}{key}" for key in lost)}
    while True:
        more = {
            key
            for key, needs in nodes.items()
            if key not in fallen
            and any(need.essential and sum(m not in fallen for m in need.members) < need.least for need in needs)
        }
        if not more:
            return {key for key in fallen if not key.startswith(ITSELF)}
        fallen |= more


def minimal_cuts(nodes: Nodes, key: str, order: int) -> set[frozenset[str]]:
    """Return the minimal cut sets of a key up to an order, found by trying all."""
    found: set[frozenset[str]] = set()
    if key in down(nodes, ()):
        return found
    for size in range(1, order + 1):
        for some in combinations(KEYS, size):
            if not any(cut <= set(some) for cut in found) and key in down(nodes, some):
                found.add(frozenset(some))
    return found


def named(sweep: Sweep, boxes: Iterable[Pairs]) -> set[frozenset[str]]:
    return {frozenset((a, b)) for one, other in boxes for a in sweep.named(one) for b in sweep.named(other)}


@settings(max_examples=600)
@given(SYSTEMS, st.sets(st.sampled_from(KEYS), max_size=3))
def test_a_fall_is_the_least_fixed_point(nodes: Nodes, lost: set[str]) -> None:
    fall = System(nodes).fall(lost)
    assert {key for key in fall.down if not key.startswith(ITSELF)} == down(nodes, lost)
    order = list(fall.why)
    for key, need in fall.why.items():  # each fall is explained by what fell before it
        assert (need is None) == (key.removeprefix(ITSELF) in lost)
        assert all(order.index(cause) < order.index(key) for cause in fall.causes(key))
        assert need is None or len(need.members) - len(fall.causes(key)) < need.least


@settings(max_examples=600)
@given(SYSTEMS)
def test_single_losses_and_pairs_are_those_of_brute_force(nodes: Nodes) -> None:
    sweep, never = Sweep(System(nodes), KEYS), down(nodes, ())
    fallen = {loss: down(nodes, [loss]) for loss in KEYS}
    for key in KEYS:
        assert sweep.is_down(key) == (key in never)
        cuts = minimal_cuts(nodes, key, 2)
        assert sweep.singles(key) == {loss for cut in cuts if len(cut) == 1 for loss in cut}
        assert named(sweep, sweep.pairs(key)) == {cut for cut in cuts if len(cut) == 2}
    assert sweep.counts(KEYS) == {loss: len(fallen[loss] - never) for loss in KEYS}


@settings(max_examples=200)
@given(SYSTEMS)
def test_what_stands_behind_what(nodes: Nodes) -> None:
    sweep, never = Sweep(System(nodes), KEYS), down(nodes, ())
    graph = networkx.DiGraph((f"loss of {key}", mark + key) for key in KEYS for mark in ("", ITSELF))
    for key in set(KEYS) - never:
        needs = (need.members for need in nodes[key] if need.essential)
        graph.add_edges_from((member, key) for members in needs for member in members if member not in never)
    standing = {key for key in KEYS if key not in never}
    told = {key: len(networkx.descendants(graph, f"loss of {key}") & standing) for key in KEYS}
    assert sweep.behind(standing) == told


@settings(max_examples=150)
@given(SYSTEMS, st.sets(st.sampled_from(KEYS), min_size=1, max_size=2))
def test_a_sweep_after_losses_is_that_of_the_system_without_them(nodes: Nodes, lost: set[str]) -> None:
    sweep = Sweep(System(nodes), KEYS, lost)
    for key in set(KEYS) - down(nodes, lost):
        assert sweep.singles(key) == {loss for loss in set(KEYS) - lost if key in down(nodes, {loss, *lost})}


@settings(max_examples=150)
@given(SYSTEMS)
def test_losses_shared_by_several_things(nodes: Nodes) -> None:
    sweep, never = Sweep(System(nodes), KEYS), down(nodes, ())
    for some in combinations(KEYS, 3):
        standing = [key for key in some if key not in never]
        shared = {loss for loss in KEYS if standing and down(nodes, [loss]).issuperset(standing)}
        assert sweep.shared(some) == shared


EDGES = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)), max_size=18)


@settings(max_examples=200)
@given(EDGES)
def test_components_are_those_of_networkx_in_order(edges: list[tuple[str, str]]) -> None:
    graph = networkx.DiGraph(edges)
    graph.add_nodes_from(KEYS)
    found = components([[KEYS.index(other) for other in graph[key]] for key in KEYS])
    assert {frozenset(KEYS[index] for index in group) for group in found} == set(
        map(frozenset, networkx.strongly_connected_components(graph))
    )
    place = {KEYS[index]: at for at, group in enumerate(found) for index in group}
    assert all(place[other] <= place[key] for key, other in graph.edges)


@settings(max_examples=300)
@given(EDGES)
def test_without_alternatives_single_losses_are_descendants(edges: list[tuple[str, str]]) -> None:
    """Where everything is a must, what a loss stops is what leads to it."""
    graph = networkx.DiGraph(edges)
    graph.add_nodes_from(KEYS)
    sweep = Sweep(System({key: tuple(Need((other,), "needs {}") for other in graph[key]) for key in KEYS}), KEYS)
    for key in KEYS:
        assert sweep.singles(key) == {key, *networkx.descendants(graph, key)}
        assert sweep.pairs(key) == []


@settings(max_examples=300)
@given(st.permutations(KEYS[1:]), EDGES)
def test_any_way_to_the_source_will_do_single_losses_are_dominators(
    order: list[str], edges: list[tuple[str, str]]
) -> None:
    """Where any one way is enough, what stops a thing is what every way from the source goes through."""
    rank = {key: place for place, key in enumerate([KEYS[0], *order])}
    graph = networkx.DiGraph((a, b) if rank[a] < rank[b] else (b, a) for a, b in edges if a != b)
    graph.add_nodes_from(KEYS)
    reached = {KEYS[0], *networkx.descendants(graph, KEYS[0])}
    graph = graph.subgraph(reached).copy()
    nodes = {key: (Need(tuple(graph.predecessors(key)), "is cut off"),) if key != KEYS[0] else () for key in graph}
    sweep, above = Sweep(System(nodes), KEYS), networkx.immediate_dominators(graph, KEYS[0])
    for thing in graph:
        at, chain = thing, {thing}
        while at != KEYS[0]:
            at = above[at]
            chain.add(at)
        assert sweep.singles(thing) == chain


@settings(max_examples=200)
@given(EDGES)
def test_what_an_articulation_point_cuts_off_it_stops(edges: list[tuple[str, str]]) -> None:
    """A thing that any neighbour can hold up, in an undirected net: losing an articulation point cuts off a side."""
    graph = networkx.Graph((a, b) for a, b in edges if a != b)
    graph.add_nodes_from(KEYS)
    whole = graph.subgraph(networkx.node_connected_component(graph, KEYS[0])).copy()
    if len(whole) < 3:
        return
    tree = networkx.bfs_tree(whole, KEYS[0])
    cut = set(networkx.articulation_points(whole)) - {KEYS[0]}
    held = {}
    for loss in cut:
        rest = whole.subgraph(set(whole) - {loss})
        held[loss] = set(whole) - set(networkx.node_connected_component(rest, KEYS[0]))
    depth = networkx.shortest_path_length(tree, KEYS[0])
    layered = {
        key: (Need(tuple(near for near in whole[key] if depth[near] < depth[key]), "is cut off"),) if depth[key] else ()
        for key in whole
    }
    sweep = Sweep(System(layered), KEYS)
    for loss, off in held.items():  # what an articulation point cuts off, it stops in the layered system as well
        assert all(loss in sweep.singles(key) for key in off)


# -- A plan ----------------------------------------------------------------------------------------------------------
