"""Words for readers: names of fields, choices, days, ages and counts, in plain language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache

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
_MINOR = frozenset({"and", "of", "the", "to", "for", "in", "on", "at", "or", "by", "from"})


def spoken(day: date) -> str:
    """Return a day as people write it: 23 November 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


@cache
def humane(name: str) -> str:
    """Return a name of the plan language (`reports_to`, `mutual-aid`) as words that start a line."""
    if name in _NAMES:
        return _NAMES[name]
    words = re.split(r"[_\-]+", name)
    return first_up(" ".join(_SPELLED.get(word.lower(), word) for word in words if word))


def first_up(text: str) -> str:
    """Return a text with its first letter large, unless it starts with a word that is spelled otherwise: haʔɬ, iHub."""
    return text if _SPELLED_ITS_WAY.match(text) else text[:1].upper() + text[1:]


def first_down(text: str) -> str:
    """Return a text with its first letter small, unless it starts with a short form such as EOC."""
    short = len(text) > 1 and (text[1].isupper() or not text[1].isalpha()) and not text.startswith("A ")
    return text if short or _SPELLED_ITS_WAY.match(text) else text[:1].lower() + text[1:]


def is_said_in(label: str, name: str) -> bool:
    """Whether a label stands in a name already, or is empty, so that nobody need say it: Level III of “Level III”."""
    said, whole = (" ".join(re.findall(r"[^\W_]+", text.casefold())) for text in (label, name))
    return not said or f" {said} " in f" {whole} "


def aside(label: str, name: str) -> str:
    """Return a label in brackets to stand behind a name, or an empty text where the name says it already."""
    return "" if is_said_in(label, name) else f" ({label})"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: 1 procedure, 12 procedures, no procedures."""
    noun = one if number == 1 else many or f"{one}s"
    return f"{number or 'no':,} {noun}" if number else f"no {noun}"


def listed(items: Iterable[str], last: str = "and") -> str:
    """Return items as a phrase: A, B and C."""
    held = list(items)
    if len(held) > 1:
        return f"{', '.join(held[:-1])} {last} {held[-1]}"
    return "".join(held)


def few(items: Iterable[str], most: int = 4, last: str = "and") -> str:
    """Return items as a phrase, the first ones by name and the rest by their number."""
    held = list(items)
    rest = len(held) - most
    return listed(held if rest <= 0 else [*held[:most], f"{rest} more"], last) or "nothing"


def article(noun: str) -> str:
    """Return a noun with “a” or “an”."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def age(day: date, today: date) -> str:
    """Return how long ago a day was, or how far off it is: 3 months ago, in 2 days, today."""
    days = (today - day).days
    if days == 0:
        return "today"
    size = abs(days)
    for length, unit in ((365.25, "year"), (30.4375, "month"), (1, "day")):
        if size >= 2 * length or (unit == "day") or (unit == "month" and size >= 31):
            words = counted(int(size / length), unit)
            return f"{words} ago" if days > 0 else f"in {words}"
    return ""


def sentence(text: str) -> str:
    """Return a text that starts large and ends in a full stop."""
    text = first_up(text.strip())
    return text if not text or text.rstrip("”’\"')")[-1:] in tuple(".!?:…") else f"{text}."


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
    return f"both {noun}" if number == 2 else f"all {number} {noun}"


@lru_cache(maxsize=1024)
def short(text: str, longest: int = 60) -> str:
    """Return a text in quotation marks, cut where it is long, for a message; of one that many name, once."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= longest else text[: longest - 1].rstrip() + '…'}”"
