"""Seasons as planners write them: `April to September, most often in the evening`, `All year; worst May to October`."""

from __future__ import annotations

import re

_NAMED = "january|february|march|april|may|june|july|august|september|october|november|december"
_MONTHS = tuple(_NAMED.split("|"))
_SPAN = re.compile(rf"\b({_NAMED})\b(?:\s*(?:to|through|until|-|–)\s*({_NAMED})\b)?", re.I)


def likeliness(season: str, month: int) -> int:
    """Return how a month (1 to 12) fits a season: 2 within the months that are named, 1 in a whole year, 0 outside.

    What names no month is taken for the whole year: nobody has said that it cannot be now.
    """
    spans = [_months(*found.groups()) for found in _SPAN.finditer(season)]
    if any(month in span for span in spans):
        return 2
    return 1 if not spans or "all year" in season.casefold() else 0


def _months(first: str, last: str | None) -> list[int]:
    begins, ends = (_MONTHS.index(name.casefold()) for name in (first, last or first))
    return [at % 12 + 1 for at in range(begins, ends + 1 if begins <= ends else ends + 13)]
