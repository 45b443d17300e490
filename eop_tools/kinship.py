"""Which agency is part of which, worked out once for a plan: a long chain costs no more than a wide tree."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from eop_tools.kinds.agency import Agency
from eop_tools.plan import Plan, once

_CITY_HALL = frozenset({"jurisdiction", "department", "office"})
_GOVERNMENT = _CITY_HALL | {"county", "regional", "state", "tribal"}
_LONGEST = 200  # characters: no jurisdiction has a longer name
_COUNCIL = re.compile(r"\b(?:council|commissioners|supervisors|alder\w+|select\s?board|select\s?men)\b", re.I)


@once
def own_agency(plan: Plan) -> Agency | None:
    """Return the agency whose plan this is, by the cover: a city, or a county, a tribal nation, a university."""
    said = _plain(plan.cover.jurisdiction) if plan.cover else ""
    agencies = [(each, [_plain(name) for name in (each.name, *each.aliases)]) for each in plan.of(Agency)]
    exact = [each for each, names in agencies if said in names]
    tops = [(each, names) for each, names in agencies if plan.find(Agency, each.parent) is None]
    near = [each for each, names in tops if any(said in name or name in said[:_LONGEST] for name in names)]
    found = exact or near
    return found[0] if said and len(found) == 1 else None


class Kinship:
    """The agencies of a plan as a tree, in which each knows the stretch of the order that all its parts stand in.

    Agencies that are part of each other in a circle share one place of the tree.
    """

    def __init__(self, plan: Plan) -> None:
        self._agencies = {agency.id: agency for agency in plan.of(Agency)}
        self._above = {id: each.parent for id, each in self._agencies.items() if each.parent in self._agencies}
        self._circles = self._found_circles()
        self._types: dict[str, frozenset[str]] = {}
        self._outermost: dict[str, str] = {}
        self._stretches: dict[str, tuple[int, int]] = {}
        self._walk()
        self.own = own_agency(plan)

    def _found_circles(self) -> dict[str, list[str]]:
        """Return the circle of each agency that stands in one, from the inside out."""
        circles: dict[str, list[str]] = {}
        seen: set[str] = set()
        for here in self._above:
            trail: dict[str, int] = {}
            while here in self._above and here not in seen:
                seen.add(here)
                trail[here] = len(trail)
                here = self._above[here] or ""
            if here in trail:
                circle = list(trail)[trail[here] :]
                circles |= dict.fromkeys(circle, circle)
        return circles

    def _walk(self) -> None:
        """Number the agencies from the outside in, and hand down to each what it has from those it is part of."""
        below: dict[str, list[str]] = {}
        tops = []
        for id in self._agencies:
            above = self._above.get(id)
            if id in self._circles:
                tops += [id] if self._circles[id][0] == id else []
            elif above:
                below.setdefault(self._circles.get(above, [above])[0], []).append(id)
            else:
                tops.append(id)
        begins: dict[str, int] = {}
        waiting = [(top, False) for top in tops]
        while waiting:
            id, is_done = waiting.pop()
            here = self._circles.get(id, [id])
            if is_done:
                self._stretches |= dict.fromkeys(here, (begins[id], len(begins)))
            else:
                begins |= dict.fromkeys(here, len(begins))
                self._inherit(here)
                waiting += [(id, True), *((each, False) for each in below.get(id, ()))]

    def _inherit(self, here: list[str]) -> None:
        above = self._above.get(here[0]) if here[0] not in self._circles else None
        agencies = [self._agencies[id] for id in here]
        types = {each.type for each in agencies if each.type != "board" or not _COUNCIL.search(each.name)}
        whole = frozenset(types) | (self._types[above] if above else frozenset())
        for place, id in enumerate(here):
            self._types[id] = whole
            self._outermost[id] = self._outermost[above] if above else here[place - 1]

    def is_ours(self, agency: str) -> bool:
        """Whether an agency is a part of the jurisdiction itself: no board, no partner, no other government.

        A council or a board of commissioners governs the jurisdiction, so it and its offices are. Another jurisdiction
        is not, where the cover says whose plan this is. What cannot be found, and placeholders, have the benefit of
        the doubt.
        """
        types = self._types.get(agency)
        if types is None or "contextual" in types:
            return True
        if self.own and self.is_part(agency, self.own.id):
            return types <= _GOVERNMENT | {self.own.type}
        outermost = self._agencies[self._outermost[agency]]
        if outermost.type == "jurisdiction":
            return not self.own and types <= _GOVERNMENT
        return types <= _CITY_HALL

    def is_part(self, inner: str, outer: str) -> bool:
        """Whether an agency is another one, or part of it at any depth."""
        begin, end = self._stretches.get(outer, (0, 0))
        return begin <= self._stretches.get(inner, (-1, -1))[0] < end

    def some(self, ids: Iterable[str]) -> Some:
        """Return some of the agencies, for questions about all of them at once."""
        return Some(self._stretches, ids)


class Some:
    """Some agencies of a plan, and what is above and below them."""

    def __init__(self, stretches: dict[str, tuple[int, int]], ids: Iterable[str]) -> None:
        self._all = stretches
        self._own = sorted({stretches[id] for id in ids if id in stretches}, key=lambda own: (own[0], -own[1]))
        self._widest: list[tuple[int, int]] = []
        for begin, end in self._own:
            if not self._widest or begin >= self._widest[-1][1]:
                self._widest.append((begin, end))

    def hold(self, agency: str) -> bool:
        """Whether an agency is one of them, or part of one."""
        place = self._all.get(agency, (-1, -1))[0]
        at = bisect_right(self._widest, place, key=lambda own: own[0]) - 1
        return at >= 0 and place < self._widest[at][1]

    def are_in(self, agency: str) -> bool:
        """Whether one of them is this agency, or part of it."""
        begin, end = self._all.get(agency, (0, 0))
        at = bisect_left(self._own, begin, key=lambda own: own[0])
        return at < len(self._own) and self._own[at][0] < end


def _plain(name: str) -> str:
    return f" {' '.join(name.casefold().split())} "


@once
def kinship(plan: Plan) -> Kinship:
    """Return the kinship of a plan's agencies."""
    return Kinship(plan)
