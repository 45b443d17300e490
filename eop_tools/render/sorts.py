"""The sorts of agency that a reader knows apart: the city, the county, the state and the nation, partners."""

from __future__ import annotations

from collections.abc import Iterable

from eop_tools.kinds.agency import Agency

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
    for agency in sorted(agencies, key=lambda agency: agency.name.casefold()):
        found[words_of[agency.type]].append(agency)
    return {words: held for words, held in found.items() if held}
