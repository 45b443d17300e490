"""Names of languages, from their tags (BCP 47), and days as a language writes them."""

from __future__ import annotations

import re
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
    """Return a day as people write it in a language, with its month in words; empty where CLDR does not know it."""
    from babel.dates import format_date

    locale = _locale(tag)
    return format_date(day, "long", locale) if locale.language == tag.partition("-")[0] else ""


@cache
def direction(tag: str) -> str:
    """Return in which direction a language is written: `ltr` or `rtl`."""
    return str(_locale(tag).text_direction)


_BEFORE = {  # what a word becomes before words that start with its own sound
    "es": {"y": ("e", re.compile(r"h?[ií](?![aeo])", re.IGNORECASE)), "o": ("u", re.compile("h?[oó]", re.IGNORECASE))},
}


def linking_in(word: str, following: str, tag: str) -> str:
    """Return a word such as “and” as it is before others: in Spanish planes y normas, but planes e instalaciones."""
    other, start = _BEFORE.get(tag, {}).get(word, (word, None))
    return other if start and start.match(following) else word


@cache
def _locale(tag: str) -> Any:
    """Return what CLDR knows of a language; of one that it does not know, what it knows of English."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-")
    except UnknownLocaleError:
        return Locale("en")
