"""The small values a plan is written in: audiences, ids, days, durations, times of day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from eop_tools.notation.opening_hours import HOURS_PATTERN


class Audience(StrEnum):
    """Who may see a value. Each audience sees all that the ones before it see."""

    order: int
    """0 for the public, more for a narrower circle."""

    public = "public"
    responder = "responder"
    command = "command"

    def __init__(self, _: str) -> None:
        self.order = len(type(self).__members__)

    def may_see(self, other: Audience) -> bool:
        """Whether this audience may see what is meant for `other`."""
        return self.order >= other.order


ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
REF_PATTERN = r"^[a-z]+:[a-z0-9]+(-[a-z0-9]+)*$"
_DURATION = re.compile(r"^(\d{1,5}(?:\.\d{1,2})?) (s|min|h|days?|weeks?|months?|years?)$")
_HOURS = re.compile(HOURS_PATTERN)
_MINUTES = {"s": 1 / 60, "min": 1, "h": 60, "day": 1440, "week": 10080, "month": 43830, "year": 525960}
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


def _day(value: Any) -> Any:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise PydanticCustomError("day", "write the date as year-month-day, for example 2026-11-23")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("no_such_day", "there is no such day in the calendar") from None


def _duration(value: str) -> str:
    if not _DURATION.fullmatch(value):
        raise PydanticCustomError(
            "duration", "write the time as a number and a unit, for example 15 min, 2 h, 3 days or 12 months"
        )
    return value


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Ref = str
"""A reference as written: a bare id where the field points at one kind, `kind:id` where it may point at several."""
Day = Annotated[date, BeforeValidator(_day)]
Duration = Annotated[
    str,
    AfterValidator(_duration),
    Field(
        json_schema_extra={
            "pattern": _DURATION.pattern,
            "examples": ["15 min", "2 h", "3 days", "12 months"],
            "x-common": True,
        }
    ),
]
Hours = Annotated[
    str,
    StringConstraints(pattern=HOURS_PATTERN),
    Field(json_schema_extra={"examples": ["24/7", "weekdays 08:00-16:30", "daily 19:00-07:00"], "x-common": True}),
]
Label = Annotated[str, WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}]})]
"""Text that often looks like a number (a talkgroup, a frequency, an annex number): unquoted digits are welcome."""
MEGAHERTZ_PATTERN = r"^(\d{1,5}(\.\d{1,6})?)?$"
Megahertz = Annotated[
    str,
    StringConstraints(pattern=MEGAHERTZ_PATTERN),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": MEGAHERTZ_PATTERN}, {"type": "number"}]}),
]
Prose = Annotated[str, Field(json_schema_extra={"x-prose": True})]
"""Markdown in which `[[kind:id]]` and `[[kind:id|words]]` are checked links; raw HTML is shown as text."""
LINK_PATTERN = r"^https?://[^\s<>\x22]+$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"
Language = Annotated[
    str,
    StringConstraints(pattern=LANGUAGE_PATTERN),
    Field(json_schema_extra={"examples": ["dak", "oj", "es", "so"], "x-common": True}),
]
"""A language by its tag (BCP 47): `dak` for Dakota, `sr-Latn` with its script. Screen readers read a name by it."""
WebAddress = Annotated[str, StringConstraints(pattern=LINK_PATTERN)]

Lifeline = Literal[
    "safety-and-security",
    "food-hydration-shelter",
    "health-and-medical",
    "energy",
    "communications",
    "transportation",
    "hazardous-materials",
    "water-systems",
]
CoreCapability = Literal[
    "planning",
    "public-information-and-warning",
    "operational-coordination",
    "intelligence-and-information-sharing",
    "interdiction-and-disruption",
    "screening-search-and-detection",
    "forensics-and-attribution",
    "access-control-and-identity-verification",
    "cybersecurity",
    "physical-protective-measures",
    "risk-management-for-protection-programs-and-activities",
    "supply-chain-integrity-and-security",
    "community-resilience",
    "long-term-vulnerability-reduction",
    "risk-and-disaster-resilience-assessment",
    "threats-and-hazards-identification",
    "critical-transportation",
    "environmental-response-health-and-safety",
    "fatality-management-services",
    "fire-management-and-suppression",
    "infrastructure-systems",
    "logistics-and-supply-chain-management",
    "mass-care-services",
    "mass-search-and-rescue-operations",
    "on-scene-security-protection-and-law-enforcement",
    "operational-communications",
    "public-health-healthcare-and-emergency-medical-services",
    "situational-assessment",
    "economic-recovery",
    "health-and-social-services",
    "housing",
    "natural-and-cultural-resources",
]


_UNITS = {
    "s": r"s|secs?|seconds?", "min": r"min|mins|minutes?", "h": r"h|hrs?|hours?", "day": r"d|days?",
    "week": r"w|wks?|weeks?", "month": r"mos?|mths?|months?", "year": r"y|yrs?|years?",
}  # fmt: skip
_LONG = ("day", "week", "month", "year")
_AMOUNT = re.compile(r"(\d{1,5}(?:\.\d{1,2})?)[\s-]*([a-z]+)\.?")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NAMED = r"([a-z]{3,9})\.?"
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_MONTH_FIRST = re.compile(rf"{_NAMED}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})")
_DAY_FIRST = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?\.?\s+{_NAMED},?\s+(\d{{4}})")
_BARE_LINK = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#][^\s<>\x22]*)?", re.I)


def near_duration(text: str) -> str | None:
    """Return a duration that is written in another usual form (`15 minutes`) as the plan language has it (`15 min`)."""
    said = _AMOUNT.fullmatch(text.strip().casefold())
    unit = next((unit for unit in _UNITS if said and re.fullmatch(_UNITS[unit], said[2])), None)
    if said is None or unit is None:
        return None
    return f"{said[1]} {unit}{'s' if unit in _LONG and float(said[1]) != 1 else ''}"


def near_day(text: str) -> str | None:
    """Return a day that is written in another usual form (`March 5, 2026`) as `2026-03-05`; None in doubt."""
    text = text.strip().casefold()
    if said := _YEAR_FIRST.fullmatch(text):
        days = {(said[1], said[3], said[4])}
    elif said := _MONTH_FIRST.fullmatch(text):
        days = {(said[3], _month(said[1]), said[2])}
    elif said := _DAY_FIRST.fullmatch(text):
        days = {(said[3], _month(said[2]), said[1])}
    elif said := _YEAR_LAST.fullmatch(text):
        days = {(said[3], said[1], said[2]), (said[3], said[2], said[1])}
    else:
        return None
    real = [day for year, month, number in days if (day := _real_day(int(year), int(month), int(number)))]
    return real[0].isoformat() if len(real) == 1 else None


def _month(name: str) -> str:
    name = "sep" if name == "sept" else name
    return str(next((at for at, month in enumerate(_MONTHS, start=1) if month.startswith(name)), 0))


def _real_day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


_YES_NO = {
    **dict.fromkeys(("yes", "y", "on", "true"), "true"),
    **dict.fromkeys(("no", "n", "off", "false"), "false"),
}


def near_yes_no(text: str) -> str | None:
    """Return `true` for yes and `false` for no, as people write them."""
    return _YES_NO.get(text.strip().casefold())


def near_link(text: str) -> str | None:
    """Return a web address that lacks its beginning (`www.example.org`) whole."""
    return f"https://{text}" if _BARE_LINK.fullmatch(text) else None


def minutes(duration: str) -> float:
    """Return a duration such as `15 min` in minutes (a month counts 30.4375 days)."""
    match = _DURATION.fullmatch(duration)
    if match is None:
        raise ValueError(duration)
    return float(match[1]) * _MINUTES[match[2].rstrip("s") or "s"]


def is_time(text: str) -> bool:
    """Whether a text is a length of time or hours, as the plan language writes them."""
    return bool(_DURATION.fullmatch(text) or _HOURS.fullmatch(text))


def later(day: date, duration: str) -> date:
    """Return the day that lies `duration` after `day`; months and years are calendar months and years."""
    match = _DURATION.fullmatch(duration)
    if match is None:
        raise ValueError(duration)
    amount, unit = float(match[1]), match[2].rstrip("s")
    if unit not in ("month", "year"):
        return day + min(timedelta(minutes=minutes(duration)), date.max - day)
    months = day.month - 1 + round(amount * (12 if unit == "year" else 1))
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1])) if year <= date.max.year else date.max
