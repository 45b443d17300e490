"""Who fills each position of a level: as many positions as can be filled, nobody twice, first choices first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from eop_tools.analysis.reachability import Away, Candidate, Reach
from eop_tools.kinds.level import Level
from eop_tools.kinds.role import Role
from eop_tools.plan import Plan
from eop_tools.plan.queries import rank_of


class Lack(NamedTuple):
    """Why one who could have filled a position does not: they cannot be reached, or they fill another position."""

    contact: str
    why: Away | None
    fills: str = ""


class Seat(NamedTuple):
    """A filled position: who fills it, through which role they may, and those who come before them and do not."""

    role: str
    contact: str
    through: str
    passed: tuple[Lack, ...]


class Empty(NamedTuple):
    """A position that stays unfilled: all who could have filled it, and the body or slot that steps in by the plan."""

    role: str
    lacks: tuple[Lack, ...]
    instead: tuple[str, ...]


class Staffing(NamedTuple):
    """The positions of a level, the filled and the empty ones; one entry for each person that a position needs."""

    seats: tuple[Seat, ...]
    empty: tuple[Empty, ...]

    @property
    def positions(self) -> int:
        """How many there are."""
        return len(self.seats) + len(self.empty)


def positions_of(plan: Plan, level: Level) -> list[Role]:
    """Return the roles that are staffed at a level: those of the lowest levels and those nearest the head first."""
    ranked = [(rank, role) for role in plan.of(Role) if (rank := rank_of(plan, role.staffed_from)) is not None]
    depths = _depths(plan)
    chosen = [(rank, depths[role.id], role.name, role.id, role) for rank, role in ranked if rank <= level.rank]
    return [role for *_, role in sorted(chosen, key=lambda each: each[:4])]


def staffing(plan: Plan, reach: Reach, level: Level) -> Staffing:
    """Return who fills each position of a level.

    No other way fills more positions. Among those, the positions that come first are filled first, and then the places
    of those who fill them are the lowest in sum, so that holders go before successors and first choices before others.
    """
    roles = positions_of(plan, level)
    named = {role.id: list(reach.candidates(role)) for role in roles}
    wanted = [role for role in roles for _ in range(reach.wanted(role))]
    there = {role.id: [each for each in named[role.id] if reach.ways(each.contact)] for role in roles}
    numbers: dict[str, int] = {}
    lists = [
        [(numbers.setdefault(each.contact.ref, len(numbers)), each.place) for each in there[role.id]] for role in wanted
    ]
    chosen = [
        there[role.id][place] if place is not None else None
        for role, place in zip(wanted, first_choices(lists), strict=True)
    ]
    fills = {each.contact.ref: role.ref for role, each in zip(wanted, chosen, strict=True) if each}

    def lacks(role: Role, some: Sequence[Candidate]) -> tuple[Lack, ...]:
        refs = ((each.contact.ref, reach.why_not(each.contact)) for each in some)
        return tuple(Lack(ref, why, fills.get(ref, "")) for ref, why in refs if why or fills.get(ref) != role.ref)

    seats, empty = [], []
    for role, each in zip(wanted, chosen, strict=True):
        could = named[role.id]
        if each:
            passed = lacks(role, could[: could.index(each)])
            seats.append(Seat(role.ref, each.contact.ref, each.role, passed))
        else:
            order = role.succession.order if role.succession else []
            instead = tuple(after.body or after.slot for after in order if not after.role)
            empty.append(Empty(role.ref, lacks(role, could), instead))
    return Staffing(tuple(seats), tuple(empty))


def _depths(plan: Plan) -> dict[str, int]:
    """Return how far each role stands below the head; roles that answer to each other in a circle stand at the top."""
    depths: dict[str, int] = {}
    for role in plan.of(Role):
        line: dict[str, None] = {}
        each: Role | None = role
        while each and each.id not in depths and each.id not in line:
            line[each.id] = None
            each = plan.find(Role, each.reports_to)
        depth = depths.get(each.id, -1) if each else -1
        for id in reversed(line):
            depth = depths.setdefault(id, depth + 1)
    return depths


def first_choices(lists: Sequence[Sequence[tuple[int, int]]]) -> list[int | None]:
    """Return for each list of members, with what each costs, the index of the one it gets, or None; nobody goes twice.

    The lists are served in order, each by the cheapest chain of exchanges (Kuhn 1955, Munkres 1957, by shortest paths):
    as many lists as possible get a member, the first ones before the later ones, and of all ways to serve just these
    lists the sum of the costs is the least. Members from which no chain leads to a free one are never tried again.
    """
    exchange = _Exchange(lists)
    for first in range(len(lists)):
        exchange.serve(first)
    held = exchange.held
    return [
        next(index for index, (member, _) in enumerate(each) if member == held[taker]) if taker in held else None
        for taker, each in enumerate(lists)
    ]


class _Exchange:
    """Which list holds which member so far, and the prices at which no exchange among them would be cheaper."""

    def __init__(self, lists: Sequence[Sequence[tuple[int, int]]]) -> None:
        self.lists = lists
        self.owner: dict[int, int] = {}
        self.held: dict[int, int] = {}
        self.price: dict[int, int] = {}
        self.offer = [0] * len(lists)
        self.hopeless: set[int] = set()

    def serve(self, first: int) -> None:
        """Give a list a member by the cheapest chain of exchanges that leads to a free one, if any does."""
        price, hopeless = self.price, self.hopeless
        best: dict[int, int] = {}
        came: dict[int, int] = {}
        done: dict[int, int] = {}
        heap: list[tuple[int, int]] = []
        taker, so_far = first, 0
        self.offer[first] = min((cost - price.get(member, 0) for member, cost in self.lists[first]), default=0)
        while True:
            for member, own in self.lists[taker]:
                if member in hopeless or member in done:
                    continue
                cost = so_far + own - self.offer[taker] - price.get(member, 0)
                if cost < best.get(member, cost + 1):
                    best[member], came[member] = cost, taker
                    heappush(heap, (cost, member))
            while heap and heap[0][1] in done:
                heappop(heap)
            if not heap:
                hopeless |= done.keys()
                return
            so_far, member = heappop(heap)
            done[member] = so_far
            if member not in self.owner:
                break
            taker = self.owner[member]
        self._reprice(first, done, so_far)
        self._pass_on(first, member, came)

    def _reprice(self, first: int, done: Mapping[int, int], whole: int) -> None:
        """Let the prices follow the chain: each member that it passed costs more, the nearer it was."""
        for each, cost in done.items():
            self.price[each] = self.price.get(each, 0) - (whole - cost)
            if each in self.owner:
                self.offer[self.owner[each]] += whole - cost
        self.offer[first] += whole

    def _pass_on(self, first: int, free: int, came: Mapping[int, int]) -> None:
        """Go back along the chain from a free member: each list takes one, and leaves the one that it held."""
        member, taker = free, -1
        while taker != first:
            taker = came[member]
            self.owner[member] = taker
            self.held[taker], member = member, self.held.get(taker, member)
