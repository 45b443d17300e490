"""What a reader looks for first: entities in the order people count them, agencies by their government or sort."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from eop_tools.kind import Entity
from eop_tools.kinds.agency import Agency
from eop_tools.plan import Plan
from eop_tools.plan.org_tree import outermost, own_agencies
from eop_tools.text.catalog import say, to_say
from eop_tools.text.labels import Labels, SortKey, natural

Kept = TypeVar("Kept", bound=Entity)

_PARTS = ("jurisdiction", "department", "office", "board")
_GOVERNMENTS = (*_PARTS[:1], "county", "regional", "tribal", "state")
_NO_GOVERNMENT = to_say("Departments, offices and boards")
_OTHERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (to_say("Counties and regions"), ("county", "regional")),
    (to_say("State, federal and tribal"), ("state", "federal", "tribal")),
    (to_say("Utilities and railroads"), ("utility", "railroad")),
    (to_say("Hospitals and schools"), ("hospital", "school")),
    (to_say("Nonprofits and others"), ("nonprofit", "faith-based", "private", "contextual")),
)


def by_sort(plan: Plan, agencies: Iterable[Agency]) -> dict[str, list[Agency]]:
    """Return agencies by their sort, by name in each: whose plan it is first; sorts that none has are left out.

    The offices of a government stand under the name that the plan gives it, whether a city, a county or a tribe.
    """
    own = own_agencies(plan)
    words_of = {type: say(words) for words, types in _OTHERS for type in types}
    offices: dict[str, list[Agency]] = {each.name: [] for each in own}
    others: dict[str, list[Agency]] = {say(words): [] for words, _ in _OTHERS}
    for agency in sorted(agencies, key=lambda agency: natural(agency.name)):
        top = outermost(plan, agency.id)
        if agency.type in _PARTS or top in own:
            name = top.name if top and top.type in _GOVERNMENTS else say(_NO_GOVERNMENT)
            offices.setdefault(name, []).append(agency)
        else:
            others[words_of[agency.type]].append(agency)
    return {words: held for words, held in {**offices, **others}.items() if held}


def in_order(entities: Iterable[Kept]) -> list[Kept]:
    """Return entities in the order people look for them: by rank, number or label, the newest day first, else by name.

    A level's rank says more than its label, for published labels run both ways.
    """
    held = list(entities)
    by_label = Labels(str(getattr(entity, "label", "")) for entity in held).key

    def key(entity: Kept) -> tuple[float, SortKey, SortKey]:
        day, rank, number = (getattr(entity, name, None) for name in ("date", "rank", "number"))
        if isinstance(day, date):
            return -day.toordinal(), (), natural(entity.name)
        place = number if isinstance(number, int) else 0
        if isinstance(rank, int):
            place = -rank
        return place, by_label(str(getattr(entity, "label", ""))), natural(entity.name)

    return sorted(held, key=key)
