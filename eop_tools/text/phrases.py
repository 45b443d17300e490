"""Words for readers: names of fields, choices, days, ages and counts, in plain language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache

from eop_tools.text.catalog import (
    ENGLISH,
    Words,
    alike,
    as_said,
    in_english,
    language,
    plan_language,
    say,
    say_counted,
    to_count,
    to_say,
)
from eop_tools.text.languages import day_in, linking_in

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SPELLED = {
    "eoc": "EOC",
    "nims": "NIMS",
    "esf": "ESF",
    "mhz": "MHz",
    "rx": "receive",
    "tx": "transmit",
    "url": "address",
    "id": "number",
    "ics": "ICS",
    "fema": "FEMA",
    "jic": "JIC",
    "lat": "latitude",
    "lon": "longitude",
    "ngo": "NGO",
    "api": "API",
    "gps": "GPS",
    "naics": "NAICS",
    "pod": "POD",
    "ada": "ADA",
}
_UNITS = ((365.25, to_count("year", "years")), (30.4375, to_count("month", "months")), (1, to_count("day", "days")))
NOTATION = tuple(
    to_say(words)
    for words in (
        "except holidays", "only by appointment", "otherwise by appointment", "by appointment", "weekdays", "weekends",
        "holidays", "daily", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "1st", "2nd", "3rd", "4th", "5th", "last",
        "days", "day", "weeks", "week", "months", "month", "years", "year",
    )
)  # fmt: skip
"""The words of hours (weekdays 08:00-16:30) and of lengths of time (3 days) in the plan language, longest first."""
_IN_NOTATION = re.compile(rf"\b(?:{'|'.join(NOTATION)})\b")
_NAMES = {  # names of FEMA's lists that are more than their words
    "food-hydration-shelter": "Food, hydration, shelter",
    "screening-search-and-detection": "Screening, search and detection",
    "environmental-response-health-and-safety": "Environmental response, health and safety",
    "public-health-healthcare-and-emergency-medical-services": (
        "Public health, health care and emergency medical services"
    ),
    "on-scene-security-protection-and-law-enforcement": "On-scene security, protection and law enforcement",
}
_SPELLED_ITS_WAY = re.compile(r"[^\W\d_]*[\u0250-\u036f]|[a-z]+[A-Z]")
_AND = to_say("and")
_MINOR = frozenset({"and", "of", "the", "to", "for", "in", "on", "at", "or", "by", "from"})


def spoken(day: date) -> str:
    """Return a day as people write it: 23 November 2026, in the words of the interface."""
    if language() != ENGLISH and (said := day_in(day, language())):
        return as_said(said)
    return in_english(f"{day.day} {_MONTHS[day.month - 1]} {day.year}")


def humane(name: str) -> str:
    """Return a name of the plan language (`reports_to`, `mutual-aid`) as words that start a line."""
    return say(in_words(name))


@cache
def in_words(name: str) -> str:
    """Return a name of the plan language as English words, by which the catalogs know it."""
    if name in _NAMES:
        return _NAMES[name]
    words = re.split(r"[_\-]+", name)
    return first_up(" ".join(_SPELLED.get(word.lower(), word) for word in words if word))


def notation(text: str | None) -> str:
    """Return hours or a length of time, as the plan language writes them, in the words of the interface."""
    text = text or ""
    if language() == ENGLISH:
        return text
    return as_said(_IN_NOTATION.sub(lambda match: say(match[0]), text))


def first_up(text: str) -> str:
    """Return a text with its first letter large, unless it starts with a word that is spelled otherwise: haʔɬ, iHub."""
    return text if _SPELLED_ITS_WAY.match(text) else alike(text[:1].upper() + text[1:], text)


def first_down(text: str) -> str:
    """Return a text with its first letter small, unless it starts with a short form such as EOC."""
    short = len(text) > 1 and (text[1].isupper() or not text[1].isalpha()) and not text.startswith("A ")
    return text if short or _SPELLED_ITS_WAY.match(text) else alike(text[:1].lower() + text[1:], text)


def in_small(text: str) -> str:
    """Return a word of the interface in small letters, as it stands in the middle of a sentence."""
    return alike(text.lower(), text)


def is_said_in(label: str, name: str) -> bool:
    """Whether a label stands in a name already, or is empty, so that nobody need say it: Level III of “Level III”."""
    said, whole = (" ".join(re.findall(r"[^\W_]+", text.casefold())) for text in (label, name))
    return not said or f" {said} " in f" {whole} "


def aside(label: str, name: str) -> str:
    """Return a label in brackets to stand behind a name, or an empty text where the name says it already."""
    return "" if is_said_in(label, name) else f" ({label})"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: 1 procedure, 12 procedures, no procedures."""
    noun = say_counted(number, one, many or f"{one}s")
    return say("{number} {noun}", number=f"{number:,}", noun=noun) if number else say("no {noun}", noun=noun)


def listed(items: Iterable[str], last: str = _AND) -> str:
    """Return items as a phrase: A, B and C."""
    held = list(items)
    if len(held) > 1:
        return alike(f"{', '.join(held[:-1])} {_linking(say(last), held[-1])} {held[-1]}", held[0])
    return held[0] if held else ""


def _linking(word: str, following: str) -> str:
    """Return “and” or “or” as it stands before words of the same language; before the plan's own it stays as it is."""
    own = isinstance(following, Words) or language() == plan_language()
    return alike(linking_in(word, following, language()), word) if own else word


def few(items: Iterable[str], most: int = 4, last: str = _AND) -> str:
    """Return items as a phrase, the first ones by name and the rest by their number."""
    held = list(items)
    rest = len(held) - most
    return listed(held if rest <= 0 else [*held[:most], say("{number} more", number=rest)], last) or say("nothing")


def article(noun: str) -> str:
    """Return a noun with “a” or “an”."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def age(day: date, today: date) -> str:
    """Return how long ago a day was, or how far off it is: 3 months ago, in 2 days, today."""
    days = (today - day).days
    if days == 0:
        return say("today")
    size = abs(days)
    for length, unit in _UNITS:
        if size >= 2 * length or length == 1 or (size >= 31 and length < 31):
            words = counted(int(size / length), *unit)
            return say("{time} ago", time=words) if days > 0 else say("in {time}", time=words)
    return ""


def sentence(text: str) -> str:
    """Return a text that starts large and ends in a full stop."""
    start = first_up(text.strip())
    return start if not start or start.rstrip("”’\"')")[-1:] in tuple(".!?:…") else alike(f"{start}.", text)


def shortened(text: str, length: int) -> str:
    """Return a text cut at a word, with a mark that it was cut."""
    return text if len(text) <= length else f"{text[:length].rsplit(' ', 1)[0].rstrip(' ,;:–—')} …"


def inside(name: str) -> str:
    """Return words for use in the middle of a sentence: Activation levels → activation levels."""
    return " ".join(
        first_down(word) if index == 0 or word.lower() in _MINOR else word for index, word in enumerate(name.split())
    )


def every(number: int, noun: str) -> str:
    """Return “both ways”, “all 3 ways”."""
    return say("both {noun}", noun=noun) if number == 2 else say("all {number} {noun}", number=number, noun=noun)


@lru_cache(maxsize=1024)
def short(text: str, longest: int = 60) -> str:
    """Return a text in quotation marks, cut where it is long, for a message; of one that many name, once."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= longest else text[: longest - 1].rstrip() + '…'}”"
