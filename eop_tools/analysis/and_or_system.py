"""A monotone AND/OR system: each thing has needs, a need is met by one or some of several, and losses spread.

A thing works if it is not lost and each of its needs is met (Rauzy 1993 and the fault trees of IEC 61025, turned
round: needs instead of failures). What falls with a lost set is the least fixed point: things that hold each other up
in a circle stand until something outside the circle takes one of them down.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from eop_tools.analysis.components import components
from eop_tools.need import ITSELF, Need


class Backup(NamedTuple):
    """A thing that works on with fewer members of a need than it has: those it lost, and the best that is left."""

    key: str
    need: Need
    lost: tuple[str, ...]
    left: str


@dataclass(frozen=True)
class Fall:
    """What a lost set takes down.

    `why` holds every key that does not work, the nearest to the loss first, with the need that is not met; None where
    it is lost itself.
    """

    system: System
    lost: frozenset[str]
    why: Mapping[str, Need | None]

    @cached_property
    def down(self) -> frozenset[str]:
        """The keys that do not work any more."""
        return frozenset(self.why)

    @cached_property
    def backups(self) -> tuple[Backup, ...]:
        """What still works, but no longer on its first choice."""
        return tuple(backup for backup in self._thinner() if backup.need.members[0] in self.why)

    @cached_property
    def hindered(self) -> Mapping[str, tuple[Need, ...]]:
        """What still works although a need that is not essential is not met."""
        found = {
            key: tuple(need for need in needs if not need.essential and not self._is_met(need))
            for key, needs in self.system.nodes.items()
            if key not in self.why
        }
        return {key: needs for key, needs in found.items() if needs}

    def causes(self, key: str) -> tuple[str, ...]:
        """Return the members whose fall took a key down, in the order of the plan; each fell before it."""
        need = self.why[key]
        members = dict.fromkeys(need.members if need else ())
        return tuple(member for member in members if self.order.get(member, len(self.order)) < self.order[key])

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of each fallen key: what fell first, first."""
        return {key: place for place, key in enumerate(self.why)}

    def _is_met(self, need: Need) -> bool:
        return sum(member not in self.why for member in need.members) >= need.least

    def _thinner(self) -> Iterator[Backup]:
        touched = dict.fromkeys(user for key in self.why for user in self.system.users(key))
        for key in (key for key in touched if key not in self.why):
            for need in (need for need in self.system.nodes[key] if not need.wanted):
                lost = tuple(member for member in need.members if member in self.why)
                if lost and len(lost) < len(need.members):
                    yield Backup(key, need, lost, next(each for each in need.members if each not in self.why))


class System:
    """The needs of every thing, by its key. A member that has no needs of its own need not be a key."""

    def __init__(self, nodes: Mapping[str, tuple[Need, ...]]) -> None:
        self.nodes = nodes

    @cached_property
    def _uses(self) -> Mapping[str, list[tuple[str, int]]]:
        """Of each key, who needs it at once, and in which of its needs."""
        found: dict[str, list[tuple[str, int]]] = {}
        for key, needs in self.nodes.items():
            for place, need in enumerate(needs):
                for member in dict.fromkeys(need.members):
                    found.setdefault(member, []).append((key, place))
        return found

    def users(self, key: str) -> tuple[str, ...]:
        """Return who needs a key at once, in the order of the system."""
        return tuple(dict.fromkeys(user for user, _ in self._uses.get(key, ())))

    def fall(self, lost: Iterable[str] = ()) -> Fall:
        """Return what falls when some keys are lost; what cannot work from the start has fallen in any case.

        Keys that nothing knows are lost without consequence. Linear in the size of the system.
        """
        gone = frozenset(lost)
        itself = (f"{ITSELF}{key}" for key in sorted(gone))
        why: dict[str, Need | None] = dict.fromkeys((*sorted(gone), *(key for key in itself if key in self._uses)))
        for key, needs in self.nodes.items():
            if key not in why and (
                hopeless := next((each for each in needs if each.essential and each.spare < 0), None)
            ):
                why[key] = hopeless
        missing: Counter[tuple[str, int]] = Counter()
        queue = deque(why)
        while queue:
            for use in self._uses.get(queue.popleft(), ()):
                user, place = use
                need = self.nodes[user][place]
                missing[use] += 1
                if need.essential and missing[use] > need.spare and user not in why:
                    why[user] = need
                    queue.append(user)
        return Fall(self, gone, why)

    def above(self, key: str) -> frozenset[str]:
        """Return all that a thing needs, at any remove, itself included."""
        seen = {key}
        stack = [key]
        while stack:
            for need in self.nodes.get(stack.pop(), ()):
                fresh = [member for member in need.members if member not in seen]
                seen.update(fresh)
                stack += fresh
        return frozenset(seen)

    @cached_property
    def things(self) -> frozenset[str]:
        """Every key: what has needs, and what is needed; of what is needed as it stands, the thing."""
        members = (member for needs in self.nodes.values() for need in needs for member in need.members)
        return frozenset(key.removeprefix(ITSELF) for key in (*self.nodes, *members))

    def part(self, key: str) -> System:
        """Return the system of one thing and all that it needs."""
        above = self.above(key)
        return System({each: needs for each, needs in self.nodes.items() if each in above})

    @cached_property
    def circles(self) -> tuple[tuple[str, ...], ...]:
        """The sets of things that need each other in a circle."""
        keys = list(self.nodes)
        number = {key: index for index, key in enumerate(keys)}
        children = [
            sorted({number[m] for need in needs for m in need.members if m in number}) for needs in self.nodes.values()
        ]
        return tuple(
            tuple(keys[index] for index in sorted(group))
            for group in components(children)
            if len(group) > 1 or group[0] in children[group[0]]
        )
