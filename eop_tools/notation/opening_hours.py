"""Hours: when somebody answers, as a plan says it, which minutes of a week that covers, and a gap in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MANY = {"daily": range(7), "weekdays": range(5), "weekends": range(5, 7)}
NTH = ("1st", "2nd", "3rd", "4th", "5th", "last")
_DAY = rf"({'|'.join(DAYS)})"
_ITEM = rf"({'|'.join(_MANY)}|holidays|{_DAY}-{_DAY}|(({'|'.join(NTH)}) )?{_DAY})"
_TIME = r"([01]\d|2[0-3]):[0-5]\d"
_SPAN = rf"{_TIME}-({_TIME}|24:00)"
_GROUP = rf"{_ITEM}(, {_ITEM})* {_SPAN}(, {_SPAN})*"
HOURS_PATTERN = (
    rf"^(24/7|by appointment|{_GROUP}(, {_GROUP})*(, except holidays)?(, (only|otherwise) by appointment)?)$"
)
HOURS_FORM = (
    "write for example 24/7, daily 19:00-07:00, weekdays 08:00-12:00, 13:00-16:30, “Mon-Thu 08:00-17:00, Fri "
    "08:00-12:00”, 2nd Mon 09:00-12:00, or by appointment"
)
DAY_LONG = 24 * 60
WEEK_LONG = 7 * DAY_LONG
ALL_WEEK = (1 << WEEK_LONG) - 1
_MOST_GAPS = 3
_LONG_SHIFT = 16 * 60
"""Minutes. A desk that opens in the morning is open no longer, or always: the afternoon was written as a morning."""


class Monthly(NamedTuple):
    """A span on the first, second … or last (`nth` 6) of a weekday in a month; minutes, the end after the beginning."""

    nth: int
    weekday: int
    begins: int
    ends: int


class OpeningHours(NamedTuple):
    """When somebody answers. A week is a number with a bit for each of its minutes, the first that of Monday 00:00.

    `holidays` is the same for a week in which each day is a holiday; a plan that says nothing of holidays means that
    they are days like others. `monthly` does not count for every week, and an appointment for no hour.
    """

    week: int
    holidays: int
    monthly: tuple[Monthly, ...] = ()

    @property
    def coverage(self) -> int:
        """Both weeks as one number, the one of holidays behind the other."""
        return self.week | self.holidays << WEEK_LONG

    def holds(self, at: datetime) -> bool:
        """Whether somebody answers at a time, which is taken to be on no holiday."""
        minute = at.hour * 60 + at.minute
        if self.week >> (at.weekday() * DAY_LONG + minute) & 1:
            return True
        return any(
            _is_nth(day, span) and span.begins <= since < span.ends
            for span in self.monthly
            for day, since in ((at, minute), (at - timedelta(days=1), minute + DAY_LONG))
        )


EVERY_HOUR = ALL_WEEK | ALL_WEEK << WEEK_LONG
"""The coverage of 24/7."""
_ALWAYS = OpeningHours(ALL_WEEK, ALL_WEEK)


def _is_nth(day: datetime, span: Monthly) -> bool:
    if day.weekday() != span.weekday:
        return False
    return (day + timedelta(days=7)).month != day.month if span.nth == 6 else (day.day - 1) // 7 + 1 == span.nth


@lru_cache(maxsize=4096)
def opening_hours(text: str) -> OpeningHours:
    """Return hours such as `weekdays 08:00-12:00, 13:00-16:30` as a value. Raises ValueError for any other text."""
    if not re.fullmatch(HOURS_PATTERN, text):
        raise ValueError(text)
    if text == "24/7":
        return _ALWAYS
    if text.endswith("by appointment") and "otherwise" not in text:
        return OpeningHours(0, 0)
    week, on_holidays, monthly = 0, 0, list[Monthly]()
    says_holidays = ", except holidays" in text
    for items, spans in _groups(text):
        for begins, ends in spans:
            for item in items:
                if item == "holidays":
                    says_holidays = True
                    on_holidays |= _minutes(range(7), begins, ends)
                elif item[0].isdigit() or item.startswith("last"):
                    nth, day = item.split()
                    monthly.append(Monthly(NTH.index(nth) + 1, DAYS.index(day), begins, ends))
                else:
                    week |= _minutes(_weekdays(item), begins, ends)
    return OpeningHours(week, on_holidays if says_holidays else week, tuple(monthly))


def _groups(text: str) -> Iterator[tuple[list[str], list[tuple[int, int]]]]:
    """Yield the days of each group, and their spans in minutes."""
    for group in re.finditer(_GROUP, text):
        words = re.split(r", |(?<=[a-z]) (?=\d\d:)", group[0])
        spans = [_span(word) for word in words if ":" in word]
        yield [word for word in words if ":" not in word], spans


def _span(text: str) -> tuple[int, int]:
    """Return a span as minutes, the end after the beginning; 23:59 is what people write for midnight."""
    begins, ends = (int(time[:2]) * 60 + int(time[3:]) for time in text.split("-"))
    ends += ends == DAY_LONG - 1
    return begins, ends if begins < ends else ends + DAY_LONG


def _weekdays(item: str) -> list[int]:
    if item in _MANY:
        return list(_MANY[item])
    first, _, last = item.partition("-")
    start, end = DAYS.index(first), DAYS.index(last or first)
    return [day % 7 for day in range(start, end + 1 if start <= end else end + 8)]


def _minutes(days: range | list[int], begins: int, ends: int) -> int:
    week = 0
    for day in days:
        week |= ((1 << ends - begins) - 1) << day * DAY_LONG + begins
    return (week | week >> WEEK_LONG) & ALL_WEEK  # Sunday's night ends on Monday


def in_form(items: list[str], spans: list[tuple[int, int]]) -> str:
    """Return days and spans (minutes, the end after the beginning) as the language writes them."""
    return f"{', '.join(items)} {', '.join(_written(*span) for span in spans)}"


def _written(begins: int, ends: int) -> str:
    return f"{_clock(begins)}-{_until(ends)}"


def day_names(days: set[int]) -> list[str]:
    """Return weekdays as the language writes them, those in a row as one: weekdays, Mon-Thu, Sat."""
    for name, many in _MANY.items():
        if days == set(many):
            return [name]
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    named: list[str] = []
    for run in runs:
        ends = [DAYS[run[0]], DAYS[run[-1]]]
        named += ["-".join(ends)] if len(run) > 2 else [DAYS[day] for day in run]
    return named


def overlong(text: str) -> str:
    """Return the first span of a morning that runs on through the night, as `08:00-05:00` does; else nothing."""
    spans = (span for _, spans in _groups(text) for span in spans)
    return next((_written(*span) for span in spans if is_overlong(*span)), "")


def is_overlong(begins: int, ends: int) -> bool:
    """Whether a span of a morning runs on through the night, and is no shift of a whole day."""
    return begins < DAY_LONG // 2 and ends > DAY_LONG and _LONG_SHIFT < ends - begins < DAY_LONG


def when(coverage: int) -> str:
    """Return in words which hours a coverage holds: `daily from 18:00 to 05:00`, `on holidays`, `at any hour`."""
    week, holidays = coverage & ALL_WEEK, coverage >> WEEK_LONG
    if week:
        return _hours_of(week)
    return "on holidays" if holidays == ALL_WEEK else f"on holidays, {_hours_of(holidays)}"


def _hours_of(week: int) -> str:
    if week == ALL_WEEK:
        return "at any hour"
    alike: dict[tuple[int, int], set[int]] = {}
    long: list[str] = []
    for begins, ends in sorted(_runs(week)):
        if ends - begins <= DAY_LONG:
            alike.setdefault((begins % DAY_LONG, ends - begins), set()).add(begins // DAY_LONG)
        else:
            last = (ends - 1) // DAY_LONG % 7
            until = ends - (ends - 1) // DAY_LONG * DAY_LONG
            long.append(f"from {DAYS[begins // DAY_LONG]} {_clock(begins)} to {DAYS[last]} {_until(until)}")
    told = [f"{_on(days)} {_from(begins, length)}" for (begins, length), days in alike.items()] + long
    more = [f"at {len(told) - _MOST_GAPS} more times"] if len(told) > _MOST_GAPS else []
    return " and ".join(told[:_MOST_GAPS] + more)


def _on(days: set[int]) -> str:
    names = day_names(days)
    return names[0] if names == ["daily"] else f"on {', '.join(names)}"


def _from(begins: int, length: int) -> str:
    if length == DAY_LONG and begins == 0:
        return "all day"
    return f"from {_clock(begins)} to {_until(begins + length)}"


def _until(minute: int) -> str:
    return "24:00" if minute == DAY_LONG else _clock(minute)


def _clock(minute: int) -> str:
    minute %= DAY_LONG
    return f"{minute // 60:02}:{minute % 60:02}"


def _runs(week: int) -> Iterator[tuple[int, int]]:
    """Yield the beginning and the end of each run of minutes; one over the end of the week goes on behind it."""
    first_shut = ((~week) & (week + 1)).bit_length() - 1  # the first minute that is not covered
    turned = week >> first_shut | (week & ((1 << first_shut) - 1)) << WEEK_LONG - first_shut
    at = 0
    while turned:
        skip = (turned & -turned).bit_length() - 1
        turned >>= skip
        length = ((~turned) & (turned + 1)).bit_length() - 1
        turned >>= length
        begins = (at + skip + first_shut) % WEEK_LONG
        yield begins, begins + length
        at += skip + length
