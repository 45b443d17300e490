"""What a reader looks for first: entities in the order people count them, agencies by their sort."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from eop_tools.kind import Entity
from eop_tools.kinds.agency import Agency
from eop_tools.labels import Key, Labels, natural

Kept = TypeVar("Kept", bound=Entity)

SORTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("City departments", ("jurisdiction", "department")),
    ("City offices and boards", ("office", "board")),
    ("County and region", ("county", "regional")),
    ("State, federal and tribal", ("state", "federal", "tribal")),
    ("Utilities and railroads", ("utility", "railroad")),
    ("Hospitals and schools", ("hospital", "school")),
    ("Nonprofits and others", ("nonprofit", "faith-based", "private", "contextual")),
)


def by_sort(agencies: Iterable[Agency]) -> dict[str, list[Agency]]:
    """Return agencies by their sort, by name in each; sorts that none has are left out."""
    words_of = {type: words for words, types in SORTS for type in types}
    found: dict[str, list[Agency]] = {words: [] for words, _ in SORTS}
    for agency in sorted(agencies, key=lambda agency: natural(agency.name)):
        found[words_of[agency.type]].append(agency)
    return {words: held for words, held in found.items() if held}


def in_order(entities: Iterable[Kept]) -> list[Kept]:
    """Return entities in the order people look for them: by rank, number or label, the newest day first, else by name.

    A level's rank says more than its label, for published labels run both ways.
    """
    held = list(entities)
    by_label = Labels(str(getattr(entity, "label", "")) for entity in held).key

    def key(entity: Kept) -> tuple[float, Key, Key]:
        day, rank, number = (getattr(entity, name, None) for name in ("date", "rank", "number"))
        if isinstance(day, date):
            return -day.toordinal(), (), natural(entity.name)
        place = -rank if isinstance(rank, int) else number if isinstance(number, int) else 0
        return place, by_label(str(getattr(entity, "label", ""))), natural(entity.name)

    return sorted(held, key=key)
