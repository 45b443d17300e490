"""A system as numbers: what is needed first, which needs are musts and which are gates, and in what order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from eop_tools.analysis.and_or_system import System
from eop_tools.analysis.components import components


class Shape(NamedTuple):
    """The nodes of a system by number: its keys first, then its gates, the needs that several can meet.

    `children` holds what each node leads to. `most` holds of each gate its members, and how many of them must be down
    to take it down. `order` holds the components, each after those it leads to; `hopeless` what is down from the start.
    """

    keys: tuple[str, ...]
    number: Mapping[str, int]
    children: Sequence[Sequence[int]]
    most: Mapping[int, tuple[tuple[int, ...], int]]
    order: Sequence[Sequence[int]]
    hopeless: frozenset[int]

    @property
    def is_circular(self) -> bool:
        """Whether anything needs itself, at any remove."""
        return any(len(group) > 1 or group[0] in self.children[group[0]] for group in self.order)


@lru_cache(maxsize=1)
def shape_of(system: System) -> Shape:
    """Return the shape of a system: the same for every set of losses."""
    nodes = system.nodes
    members = (member for needs in nodes.values() for need in needs for member in need.members)
    number = {key: index for index, key in enumerate(dict.fromkeys((*nodes, *members)))}
    children: list[list[int]] = [[] for _ in number]
    gates: dict[tuple[tuple[int, ...], int], int] = {}
    hopeless = set()
    for mine, needs in enumerate(nodes.values()):
        for need in needs:
            if not need.essential or need.least < 1:
                continue
            if len(need.members) == 1 == need.least:
                children[mine].append(number[need.members[0]])
                continue
            group = tuple(sorted({number[member] for member in need.members}))
            most = len(group) - need.least + 1
            if most < 1:
                hopeless.add(mine)
            elif most == 1:
                children[mine] += group
            else:
                children[mine].append(gates.setdefault((group, most), len(number) + len(gates)))
    children += [list(group) for group, _ in gates]
    most_of = {gate: (group, most) for (group, most), gate in gates.items()}
    return Shape(tuple(number), number, children, most_of, components(children), frozenset(hopeless))
