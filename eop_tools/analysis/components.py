"""The order in which a system is worked through: what is needed first, and what needs each other together."""

from __future__ import annotations

from collections.abc import Sequence


def components(children: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the strongly connected components of a graph, each after those it leads to (Tarjan 1972).

    `children[i]` are the numbers that node i leads to. Linear, and without recursion.
    """
    count = len(children)
    found: list[list[int]] = []
    seen, low, held = [-1] * count, [0] * count, [False] * count
    stack: list[int] = []
    clock = 0
    for root in range(count):
        if seen[root] >= 0:
            continue
        seen[root] = low[root] = clock
        clock += 1
        stack.append(root)
        held[root] = True
        work = [(root, iter(children[root]))]
        while work:
            node, rest = work[-1]
            for child in rest:
                if seen[child] < 0:
                    seen[child] = low[child] = clock
                    clock += 1
                    stack.append(child)
                    held[child] = True
                    work.append((child, iter(children[child])))
                    break
                if held[child] and seen[child] < low[node]:
                    low[node] = seen[child]
            else:
                work.pop()
                if work and low[node] < low[work[-1][0]]:
                    low[work[-1][0]] = low[node]
                if low[node] == seen[node]:
                    group = _down_to(node, stack)
                    for member in group:
                        held[member] = False
                    found.append(group)
    return found


def _down_to(node: int, stack: list[int]) -> list[int]:
    """Take from a stack all that lies above a node, and the node."""
    group = [stack.pop()]
    while group[-1] != node:
        group.append(stack.pop())
    return group
