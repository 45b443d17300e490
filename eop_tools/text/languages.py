"""Names of languages, from their tags (BCP 47), and days as a language writes them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from eop_tools.text.catalog import language


def language_name(tag: str) -> str:
    """Return what a language is called: `hmn` is Hmong; the tag itself where CLDR does not know it."""
    return _name(tag, language())


@cache
def _name(tag: str, speaking: str) -> str:
    known = _locale(speaking).languages
    return str(known.get(tag.replace("-", "_")) or known.get(tag.partition("-")[0]) or tag)


@cache
def day_in(day: date, tag: str) -> str:
    """Return a day as people write it in a language, with its month in words (CLDR)."""
    from babel.dates import format_date

    return format_date(day, "long", _locale(tag))


@cache
def _locale(tag: str) -> Any:
    """Return what CLDR knows of a language; of one that it does not know, what it knows of English."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-")
    except UnknownLocaleError:
        return Locale("en")
