"""Chains, in which each thing has at most one next: where they lead, and the circles in them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import TypeVar

Linked = TypeVar("Linked", bound=Hashable)


def follow(start: Linked | None, then: Callable[[Linked], Linked | None]) -> Iterator[Linked]:
    """Yield a thing, its next, and so on, until there is none or one that came already."""
    seen: set[Linked] = set()
    while start is not None and start not in seen:
        seen.add(start)
        yield start
        start = then(start)


def circles(then: Mapping[Linked, Linked]) -> Iterator[list[Linked]]:
    """Yield each circle once, from where it is first entered."""
    seen: set[Linked] = set()
    for start in then:
        trail = dict.fromkeys(follow(start, lambda here: None if here in seen else then.get(here)))
        last = next(reversed(trail))
        back = then.get(last) if last not in seen else None
        if back is not None and back in trail:
            order = list(trail)
            yield order[order.index(back) :]
        seen.update(trail)
