"""What has no second: the losses, one, two or three at a time, that stop what a plan must be able to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from eop_tools.analysis.and_or_system import System
from eop_tools.analysis.cut_sets import Pairs, Sweep
from eop_tools.analysis.explain import because
from eop_tools.analysis.what_if import Fallen
from eop_tools.kind import KINDS
from eop_tools.kinds.contact import Contact
from eop_tools.kinds.hazard import Hazard
from eop_tools.kinds.procedure import Procedure
from eop_tools.kinds.role import Role
from eop_tools.plan import Plan

ORDERS = (1, 2, 3)
_ROLES = 3
"""A person who is the first choice for as many positions, or the only one, carries too much."""


class CutSet(NamedTuple):
    """Losses that together stop things: one of each group is enough. `stops` are references, `falls` how much falls.

    `behind` is how many of the asked things lean on the first loss at all, backups or not. `because` says of the one
    thing that is asked about why it stops: what follows its name in a sentence.
    """

    groups: tuple[tuple[str, ...], ...]
    stops: tuple[str, ...]
    falls: int = 0
    behind: int = 0
    because: str = ""


class Standing(NamedTuple):
    """Something whose loss alone stops nothing, and how many of the asked things lean on it, backups or not."""

    ref: str
    behind: int


class Shared(NamedTuple):
    """Ways to communicate that look independent and share what is named: where they are used, and what they share."""

    key: str
    ways: tuple[str, ...]
    over: tuple[str, ...]


class Burden(NamedTuple):
    """A person and the positions that he or she is the first to fill; `alone` are those that nobody else can."""

    contact: str
    first: tuple[str, ...]
    alone: tuple[str, ...]


class WeakPoints(NamedTuple):
    """What was asked about, what of it is down already, the cuts by their order, what is shared, who carries much.

    `standing` is what something stands in for wherever it is needed, most leaned on first.
    """

    asked: tuple[str, ...]
    down: tuple[Fallen, ...]
    cuts: Mapping[int, tuple[CutSet, ...]]
    standing: tuple[Standing, ...]
    shared: tuple[Shared, ...]
    burdens: tuple[Burden, ...]


def critical(plan: Plan) -> tuple[str, ...]:
    """Return what a plan must be able to do: its levels, its functions, and the first hours of its hazards.

    This is what the answers are about if nothing else is asked, and what their words and pages say; no kind decides it.
    """
    first = dict.fromkeys(f"procedure:{id}" for hazard in plan.of(Hazard) for id in hazard.first_hour)
    whole = (entity.ref for kind in ("level", "function") for entity in plan.of_kind(kind))
    return (*whole, *(ref for ref in first if ref in plan))


def losable(plan: Plan) -> list[str]:
    """Return what can be lost in the world."""
    return [entity.ref for kind in KINDS if kind.losable for entity in plan.of_kind(kind.name)]


def weak_points(plan: Plan, system: System, asked: Sequence[str], order: int) -> WeakPoints:
    """Return the minimal cut sets, up to an order, of what is asked about, ranked by how much they stop.

    Those of things, places and people go first: a second one of them can be had. That an organization which carries
    something out is needed for it is true, and seldom to be acted on.
    """
    sweep, never = Sweep(system, losable(plan)), system.fall()
    behind = sweep.behind(asked)
    singles = _singles(plan, sweep, asked, behind)
    if len(asked) == 1:
        falls = ((cut, system.fall(cut.groups[0])) for cut in singles)
        singles = (cut._replace(because=because(plan, fall, asked[0])) for cut, fall in falls)
    cuts = {1: tuple(singles)}
    alone = {cut.groups[0][0] for cut in cuts[1]}
    standing = (Standing(ref, number) for ref, number in behind.items() if number and ref not in alone)
    if order > 1:
        cuts[2] = tuple(_pairs(sweep, asked))
    if order > 2:
        cuts[3] = tuple(_triples(system, sweep, asked, losable(plan)))
    return WeakPoints(
        tuple(asked),
        tuple(Fallen(key, because(plan, never, key)) for key in asked if key in never.why),
        cuts,
        tuple(sorted(standing, key=lambda each: (-each.behind, each.ref))),
        tuple(_shared(plan, sweep, system, asked)),
        tuple(burdens(plan)),
    )


def _singles(plan: Plan, sweep: Sweep, asked: Sequence[str], behind: Mapping[str, int]) -> Iterator[CutSet]:
    stops: dict[str, list[str]] = defaultdict(list)
    for key in asked:
        for loss in sweep.singles(key) - {key}:
            stops[loss].append(key)
    falls = sweep.counts(entity.ref for entity in plan)
    for loss in sorted(stops, key=lambda loss: (_organizations([loss]), -len(stops[loss]), -falls[loss], loss)):
        yield CutSet(((loss,),), tuple(stops[loss]), falls[loss] - 1, behind[loss])


def _pairs(sweep: Sweep, asked: Sequence[str]) -> Iterator[CutSet]:
    """Yield the pairs as boxes, each with all that it stops: any of one group together with any of the other."""
    stops: dict[Pairs, dict[str, None]] = defaultdict(dict)
    for key in asked:
        for box in sweep.pairs(key):
            stops[box][key] = None
    large = sorted(stops, key=lambda box: (-len(stops[box]), -box[0].bit_count() * box[1].bit_count(), box))
    cuts = [CutSet((sweep.named(box[0]), sweep.named(box[1])), tuple(stops[box])) for box in large]
    yield from sorted(cuts, key=lambda cut: sum(_organizations(group) == len(group) for group in cut.groups))


def _triples(system: System, sweep: Sweep, asked: Sequence[str], losses: Collection[str]) -> Iterator[CutSet]:
    """Yield the sets of three losses: for each first loss, the pairs of the system without it."""
    stops: dict[frozenset[str], list[str]] = defaultdict(list)
    for key in asked:
        if sweep.is_down(key):
            continue
        part = system.part(key)
        near = [loss for loss in losses if loss in part.things and loss not in sweep.singles(key)]
        two = {frozenset(pair) for box in sweep.pairs(key) for pair in _each(sweep, box)}
        found: set[frozenset[str]] = set()
        for place, first in enumerate(near, 1):
            without = Sweep(part, near[place:], [first])
            for box in without.pairs(key):
                for one, other in _each(without, box):
                    three = frozenset((first, one, other))
                    if len(three) == 3 and not any(frozenset(pair) in two for pair in combinations(three, 2)):
                        found.add(three)
        for three in found:
            stops[three].append(key)
    for three in sorted(stops, key=lambda three: (_organizations(three), -len(stops[three]), sorted(three))):
        yield CutSet(tuple((loss,) for loss in sorted(three)), tuple(stops[three]))


def _organizations(losses: Collection[str]) -> int:
    """Return how many of some losses are organizations."""
    return sum(ref.startswith("agency:") for ref in losses)


def pair_count(found: WeakPoints) -> int:
    """Return how many different pairs of losses stop something that neither stops alone."""
    groups = (cut.groups for cut in found.cuts.get(2, ()))
    return len({frozenset((one, other)) for ones, others in groups for one in ones for other in others})


def _each(sweep: Sweep, box: Pairs) -> Iterator[tuple[str, str]]:
    others = sweep.named(box[1])
    return ((one, other) for one in sweep.named(box[0]) for other in others)


def _shared(plan: Plan, sweep: Sweep, system: System, asked: Sequence[str]) -> Iterator[Shared]:
    """Yield each step of the asked procedures whose several ways to communicate share something."""
    for key in asked:
        procedure = plan.get(key)
        for index, step in enumerate(procedure.steps if isinstance(procedure, Procedure) else ()):
            ways = [ref for ref in step.on if ref in system.nodes]
            together = sweep.shared(ways) if len(ways) > 1 else frozenset[str]()
            if together:
                yield Shared(f"{key}/steps/{index}", tuple(ways), tuple(sorted(together)))


def burdens(plan: Plan) -> list[Burden]:
    """Return the people who are the first to fill many positions, those with most of them first."""
    first, alone = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for role in plan.of(Role):
        if role.holders:
            first[role.holders[0]].append(role.ref)
            if len(set(role.holders)) == 1 and not role.succession:
                alone[role.holders[0]].append(role.ref)
    people = [contact for contact in plan.of(Contact) if contact.type == "person" and len(first[contact.id]) >= _ROLES]
    found = [Burden(each.ref, tuple(first[each.id]), tuple(alone[each.id])) for each in people]
    return sorted(found, key=lambda burden: (-len(burden.first), burden.contact))
