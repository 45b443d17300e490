"""Which agency is part of which, worked out once for a plan: a long chain costs no more than a wide tree."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from eop_tools.kinds.agency import Agency
from eop_tools.kinds.role import Role
from eop_tools.plan import Plan, once
from eop_tools.plan.chains import circles, follow

_CITY_HALL = frozenset({"jurisdiction", "department", "office"})
_GOVERNMENTS = frozenset({"jurisdiction", "county", "regional", "tribal", "state", "federal", "board", "school"})
_GOVERNMENT = _CITY_HALL | {"county", "regional", "state", "tribal"}
_SIGNING = frozenset({"jurisdiction", "county", "regional", "tribal", "state"})
_JOINED = re.compile(r"\b(?:and|with)\b|[&/+;–—]", re.I)
_SORTS = ("city", "county", "town", "township", "village", "borough", "parish", "tribe", "nation", "state")
_SORT_FIRST = re.compile(rf"(?P<sort>{'|'.join(_SORTS)}) of (?P<own>.+)")
_SORT_LAST = re.compile(rf"(?P<own>.+) (?P<sort>{'|'.join(_SORTS)})")
_LONGEST = 200  # characters: no jurisdiction has a longer name
_COUNCIL = re.compile(r"\b(?:council|commissioners|supervisors|alder\w+|select\s?board|select\s?men)\b", re.I)


@once
def own_agencies(plan: Plan) -> tuple[Agency, ...]:
    """Return the agencies whose plan this is: a city, a county, a tribal nation, a university; two of a joint plan.

    They are those that the cover names as its jurisdiction, and the governments whose officials put the plan in force.
    """
    cover = plan.cover
    found = {each.id: each for each in (_named(plan, cover.jurisdiction) if cover else ())}
    for signature in cover.promulgation.signed_by if cover else ():
        role = plan.find(Role, signature.role)
        top = outermost(plan, role.agency) if role else None
        if top and top.type in _SIGNING:
            found[top.id] = top
    return tuple(found.values())


def _named(plan: Plan, jurisdiction: str) -> list[Agency]:
    """Return the agencies that the cover names; of a city with the county it lies in after it, the city."""
    said = _plain(jurisdiction[:_LONGEST])
    if not said.strip():
        return []
    agencies = [
        (each, {form for name in (each.name, *each.aliases) for form in _forms(name)}) for each in plan.of(Agency)
    ]
    if exact := [each for each, forms in agencies if not forms.isdisjoint(_forms(jurisdiction))]:
        return exact
    tops = [(each, forms) for each, forms in agencies if plan.find(Agency, each.parent) is None]
    within = [(at, -len(form), each) for each, forms in tops for form in forms if (at := _stands(form, said)) >= 0]
    within += [
        (at, -len(core), each) for each, forms in tops if (core := _core(forms)) and (at := _stands(core, said)) >= 0
    ]
    found: dict[str, Agency] = {}
    reached = 0
    for begin, size, each in sorted(within, key=lambda held: held[:2]):
        if begin >= reached:  # a name inside another one is not meant
            found.setdefault(each.id, each)
            reached = begin - size - 1
    if found:
        return list(found.values())[: None if _JOINED.search(jurisdiction) else 1]
    near = [each for each, forms in tops if any(said in form for form in forms)]
    return near if len(near) == 1 else []


def _forms(name: str) -> set[str]:
    """Return a name as others may write it, too: the City of Elm, and Elm City."""
    plain = _plain(name[:_LONGEST])
    apart = _SORT_FIRST.fullmatch(plain.strip()) or _SORT_LAST.fullmatch(plain.strip())
    return {plain, f" {apart['own']} {apart['sort']} ", f" {apart['sort']} of {apart['own']} "} if apart else {plain}


def _core(forms: set[str]) -> str:
    """Return the name alone of a city or a county: Elm."""
    apart = next((apart for form in sorted(forms) if (apart := _SORT_FIRST.fullmatch(form.strip()))), None)
    return f" {apart['own']} " if apart else ""


def _stands(form: str, said: str) -> int:
    """Return where a form of a name stands in what is said, and is not a part of another one's: Elm of Elm County."""
    at = said.find(form)
    after = said[at + len(form) :].partition(" ")[0]
    before = said[: at + 1].split()[-2:]
    return -1 if at >= 0 and (after in _SORTS or (before[-1:] == ["of"] and before[0] in _SORTS)) else at


def outermost(plan: Plan, id: str) -> Agency | None:
    """Return the organization that an agency is part of at last; None where its parents go in a circle."""

    def above(here: str) -> str | None:
        agency = plan.find(Agency, here)
        return agency.parent if agency and plan.find(Agency, agency.parent) else None

    *_, last = follow(id, above)
    return plan.find(Agency, last) if above(last) is None else None


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
        self._own = own_agencies(plan)

    def _found_circles(self) -> dict[str, list[str]]:
        """Return the circle of each agency that stands in one, from the inside out."""
        above = {id: parent for id, parent in self._above.items() if parent}
        return {id: circle for circle in circles(above) for id in circle}

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
        own = next((own for own in self._own if self.is_part(agency, own.id)), None)
        if own:
            return types <= _GOVERNMENT | {own.type}
        outermost = self._agencies[self._outermost[agency]]
        if outermost.type == "jurisdiction":
            return not self._own and types <= _GOVERNMENT
        return types <= _CITY_HALL

    def organization(self, agency: str) -> str:
        """Return the id of the organization that an agency belongs to at last.

        A department or an office that is said to be part of nothing is one of the jurisdiction, if there is but one.
        """
        outermost = self._outermost.get(agency, agency)
        held = self._agencies.get(outermost)
        if held and held.type in ("department", "office") and len(self._own) == 1:
            return self._own[0].id
        return outermost

    def heads(self, agency: str) -> bool:
        """Whether an agency is itself a government that is part of nothing, so that its officials head it."""
        held = self._agencies.get(agency)
        return held is not None and held.type in _GOVERNMENTS and self._outermost[agency] == agency

    def government(self, agency: str) -> Agency | None:
        """Return the government that an agency belongs to at last; None where it belongs to none."""
        held = self._agencies.get(self.organization(agency))
        return held if held and held.type in _GOVERNMENTS else None

    def is_part(self, inner: str, outer: str) -> bool:
        """Whether an agency is another one, or part of it at any depth."""
        begin, end = self._stretches.get(outer, (0, 0))
        return begin <= self._stretches.get(inner, (-1, -1))[0] < end

    def some(self, ids: Iterable[str]) -> AgencyGroup:
        """Return some of the agencies, for questions about all of them at once."""
        return AgencyGroup(self._stretches, ids)


class AgencyGroup:
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
    words = " ".join(re.findall(r"[^\W_]+", name.casefold()))
    return f" {words.removeprefix('the ')} "


@once
def kinship(plan: Plan) -> Kinship:
    """Return the kinship of a plan's agencies."""
    return Kinship(plan)
