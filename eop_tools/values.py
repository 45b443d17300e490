"""The small values a plan is written in: audiences, ids, days, durations, times of day, telephone numbers."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema


class Audience(StrEnum):
    """Who may see a value. Each audience sees all that the ones before it see."""

    public = "public"
    responder = "responder"
    command = "command"

    @property
    def order(self) -> int:
        """0 for the public, more for a narrower circle."""
        return list(Audience).index(self)

    def may_see(self, other: Audience) -> bool:
        """Whether this audience may see what is meant for `other`."""
        return self.order >= other.order


ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
REF_PATTERN = r"^[a-z]+:[a-z0-9]+(-[a-z0-9]+)*$"
_DURATION = re.compile(r"^(\d{1,5}(?:\.\d{1,2})?) (s|min|h|days?|weeks?|months?|years?)$")
_MINUTES = {"s": 1 / 60, "min": 1, "h": 60, "day": 1440, "week": 10080, "month": 43830, "year": 525960}
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


def _day(value: Any) -> Any:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("write the date as year-month-day, for example 2026-11-23")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("there is no such day in the calendar") from None


def _duration(value: str) -> str:
    if not _DURATION.fullmatch(value):
        raise ValueError("write the time as a number and a unit, for example 15 min, 2 h, 3 days or 12 months")
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
    StringConstraints(pattern=r"^(24/7|(daily|weekdays|weekends) ([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)$"),
    Field(json_schema_extra={"examples": ["24/7", "weekdays 08:00-16:30"], "x-common": True}),
]
Label = Annotated[str, WithJsonSchema({"type": ["string", "number"]})]
"""Text that often looks like a number (a talkgroup, a frequency, an annex number): unquoted digits are welcome."""
Prose = Annotated[str, Field(json_schema_extra={"x-prose": True})]
"""Markdown in which `[[kind:id]]` and `[[kind:id|words]]` are checked links; raw HTML is shown as text."""
Link = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\x22]+$")]

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


def minutes(duration: str) -> float:
    """Return a duration such as `15 min` in minutes (a month counts 30.4375 days)."""
    match = _DURATION.fullmatch(duration)
    if match is None:
        raise ValueError(duration)
    return float(match[1]) * _MINUTES[match[2].rstrip("s") or "s"]


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


def phone_number(text: str, region: str) -> str | None:
    """Return a telephone number in E.164 form (`+16125550100`), or None where it is none in `region`.

    555-01xx, reserved for fiction by the North American Numbering Plan, counts as valid.
    """
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    fictional = number.country_code == 1 and str(number.national_number)[3:8] == "55501"
    if not (phonenumbers.is_valid_number(number) or (fictional and phonenumbers.is_possible_number(number))):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
