"""How long it takes to know what every loss, and every pair of losses, stops: beside the naive way, in one process.

`python tests/benchmarks/test_graph_speed.py system|plan` prints what one process measured, as JSON: of a system of
20,000 nodes, or of the corpus of 20,000 entities once it is loaded and its needs are gathered. The systems are made up
of five layers (utilities, means, people, steps, work) with alternatives, and with circles among utilities and means.
The naive way walks each scenario anew over a networkx graph, as a script of an afternoon would.
"""

from __future__ import annotations

import gc
import json
import random
import resource
import sys
import time
from collections import deque
from itertools import combinations
from pathlib import Path

import corpus
import measure
import networkx
import pytest

from eop_tools.analysis.and_or_system import System
from eop_tools.analysis.cut_sets import Sweep
from eop_tools.analysis.needs import needs_of
from eop_tools.analysis.weak_points import critical, losable
from eop_tools.need import Need
from eop_tools.plan.loader import load

pytestmark = pytest.mark.bench
LAYERS = {"utility": 0.02, "means": 0.13, "people": 0.25, "step": 0.4, "work": 0.2}
SINGLES, PAIRS = 2_000, 200
"""Nodes of the systems on which the naive way finishes all single losses, and all pairs."""


def a_system(size: int, seed: int = 1) -> tuple[System, list[str], list[str]]:
    """Return a system, what can be lost in it, and what must go on."""
    rng = random.Random(seed)
    layers = {name: [f"{name}-{number}" for number in range(int(size * share))] for name, share in LAYERS.items()}
    utilities, means, people, steps, work = layers.values()
    near = {key: number for layer in layers.values() for number, key in enumerate(layer)}

    def some(layer: list[str], count: int, of: str) -> tuple[str, ...]:
        """Return members of a layer of the same part of the town, where most needs lie; some lie with the few large."""
        if rng.random() < 0.05:
            return tuple({layer[rng.randrange(min(10, len(layer)))] for _ in range(count)})
        part = near[of] * len(layer) // max(1, len(layers[of.partition("-")[0]]))
        return tuple({layer[(part + rng.randint(-8, 8)) % len(layer)] for _ in range(count)})

    nodes: dict[str, tuple[Need, ...]] = {}
    for key in utilities:
        nodes[key] = (Need(some(utilities, 2, key), "has no supply"),) if rng.random() < 0.6 else ()
    for key in means:
        circle = (Need(some(means, 1, key), "runs over {}"),) if rng.random() < 0.1 else ()
        nodes[key] = (Need(some(utilities, 2, key), "has no power"), *circle)
    for key in people:
        nodes[key] = (Need(some(means, 3, key), "cannot be reached"),)
    for key in steps:
        ways, who = (
            Need(some(means, 3, key), "has no way to communicate"),
            Need(some(people, 2, key), "has nobody"),
        )
        nodes[key] = (
            ways,
            who,
            Need(some(means, 1, key), "lacks {}"),
            Need(some(means, 2, key), "has no place"),
        )
    for number, key in enumerate(work):
        nodes[key] = tuple(Need((step,), "cannot be carried out") for step in steps[number * 2 : number * 2 + 2])
    return System(nodes), [*utilities, *means, *people], work


def a_plan(size: int) -> tuple[System, list[str], list[str]]:
    """Return the same three of a plan of so many entities."""
    plan = load(corpus.cached(size)).plan
    return needs_of(plan, corpus.AS_OF), losable(plan), list(critical(plan))


class Naive:
    """The system as a networkx graph from members to users: copied for each scenario, and tried until nothing falls."""

    def __init__(self, system: System) -> None:
        self.graph = networkx.DiGraph()
        self.needs = {key: [set(need.members) for need in needs] for key, needs in system.nodes.items()}
        self.graph.add_nodes_from(system.nodes)
        self.graph.add_edges_from((m, key) for key, needs in self.needs.items() for need in needs for m in need)

    def falls(self, lost: tuple[str, ...]) -> set[str]:
        left = self.graph.copy()
        left.remove_nodes_from(lost)
        while True:
            standing = set(left)
            fallen = [key for key in left if any(need.isdisjoint(standing) for need in self.needs[key])]
            if not fallen:
                return set(self.graph) - standing
            left.remove_nodes_from(fallen)


class Walking(Naive):
    """The same with some thought: only what stands next to what has fallen is looked at."""

    def falls(self, lost: tuple[str, ...]) -> set[str]:
        down, queue = set(lost), deque(lost)
        while queue:
            for user in self.graph.successors(queue.popleft()):
                if user not in down and any(need <= down for need in self.needs[user]):
                    down.add(user)
                    queue.append(user)
        return down


def measured(system: System, losses: list[str], work: list[str]) -> dict[str, float]:
    """Measure everything once in this process."""
    edges = sum(len(need.members) for needs in system.nodes.values() for need in needs)
    gc.disable()  # as the commands do
    start = time.perf_counter()
    things = [key for key in system.nodes if "/" not in key]
    sweep = Sweep(system, losses)
    falls, behind = sweep.counts(things), sweep.behind(things)
    singles = time.perf_counter()
    boxes = sum(len(sweep.pairs(key)) for key in work)
    end = time.perf_counter()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform != "darwin" else 1024)
    return {
        "nodes": len(system.nodes),
        "edges": edges,
        "circles": len(system.circles),
        "s for impact and singles": singles - start,
        "s for pairs": end - singles,
        "s for all": end - start,
        "most that falls": max(falls.values()),
        "most behind": max(behind.values()),
        "groups of pairs": boxes,
        "megabytes": most / 1024,
    }


@pytest.mark.parametrize("what", ["system", "plan"])
def test_all_losses_and_all_pairs(what: str) -> None:
    here = Path(__file__)
    runs = [json.loads(measure.run([measure.PYTHON, here.name, what], cwd=here.parent).out) for _ in range(7)]
    best = min(runs, key=lambda run: run["s for all"])
    measure.table(f"{what} of 20,000, best of 7", [["what", "value"], *([name, value] for name, value in best.items())])
    assert best["s for all"] <= 1
    assert best["megabytes"] <= 1000


def test_beside_the_naive_way() -> None:
    rows: list[list[object]] = [["scenarios", "copying s", "walking s", "ours s", "times faster", "than walking"]]
    for size, order in ((SINGLES, 1), (PAIRS, 2)):
        system, losses, _ = a_system(size)
        falls, taken = {}, []
        for way in (Naive(system), Walking(system)):
            start = time.perf_counter()
            falls = {lost: way.falls(lost) for lost in combinations(losses, order)}
            taken.append(time.perf_counter() - start)
        start = time.perf_counter()
        sweep = Sweep(system, losses)
        assert order == 1 or sweep.pairs(max(system.nodes))
        taken.append(time.perf_counter() - start)
        for key in list(system.nodes)[::7]:  # the same answer
            alone = sweep.singles(key)
            told = {lost for lost, down in falls.items() if key in down and (order == 1 or not alone & set(lost))}
            boxes = sweep.pairs(key) if order == 2 else ()
            pairs = {frozenset((a, b)) for one, other in boxes for a in sweep.named(one) for b in sweep.named(other)}
            assert set(map(frozenset, told)) == (pairs if order == 2 else {frozenset([loss]) for loss in alone})
        rows.append([f"order {order}, {len(system.nodes):,} nodes: {len(falls):,}", *taken, taken[0] / taken[2],
                     taken[1] / taken[2]])  # fmt: skip
    measure.table("beside the naive way", rows)
    assert all(float(str(row[4])) >= 100 for row in rows[1:])


if __name__ == "__main__":
    print(json.dumps(measured(*(a_plan if sys.argv[1] == "plan" else a_system)(20_000))))
