"""Hours: what the language can say, which minutes that covers, a gap in words, and hours as people write them."""

# ruff: noqa: E501 (tables are read across)
from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eop_tools.notation.opening_hours import (
    ALL_WEEK,
    DAYS,
    EVERY_HOUR,
    HOURS_FORM,
    HOURS_PATTERN,
    WEEK_LONG,
    opening_hours,
    when,
)
from eop_tools.notation.other_hours import near_hours
from eop_tools.testing import plan_of

MONDAY = datetime(2026, 11, 23)


@pytest.mark.parametrize(
    ("hours", "at", "holds"),
    [
        ("24/7", "2026-11-24 02:00", True),
        ("weekdays 08:00-16:30", "2026-11-24 08:00", True),
        ("weekdays 08:00-16:30", "2026-11-24 16:29", True),
        ("weekdays 08:00-16:30", "2026-11-24 16:30", False),
        ("weekdays 08:00-16:30", "2026-11-28 10:00", False),  # a Saturday
        ("weekends 08:00-16:30", "2026-11-28 10:00", True),
        ("daily 22:00-06:00", "2026-11-24 02:00", True),
        ("daily 22:00-06:00", "2026-11-24 12:00", False),
        ("weekdays 22:00-06:00", "2026-11-28 02:00", True),  # Friday's night
        ("weekdays 22:00-06:00", "2026-11-23 02:00", False),  # Sunday's
        ("weekdays 22:00-06:00", "2026-11-23 23:00", True),
        ("Sun 22:00-06:00", "2026-11-23 02:00", True),  # Sunday's night is Monday's morning
        ("weekdays 08:00-12:00, 13:00-16:30", "2026-11-24 12:30", False),
        ("weekdays 08:00-12:00, 13:00-16:30", "2026-11-24 13:00", True),
        ("Mon-Thu 08:00-17:00, Fri 08:00-12:00", "2026-11-27 13:00", False),
        ("Mon-Thu 08:00-17:00, Fri 08:00-12:00", "2026-11-26 13:00", True),
        ("Mon, Wed, Fri 09:00-12:00", "2026-11-24 10:00", False),
        ("Mon, Wed, Fri 09:00-12:00", "2026-11-25 10:00", True),
        ("Fri-Mon 09:00-12:00", "2026-11-29 10:00", True),
        ("Fri-Mon 09:00-12:00", "2026-11-25 10:00", False),
        ("daily 00:00-24:00", "2026-11-25 23:59", True),
        ("daily 00:00-23:59", "2026-11-25 23:59", True),
        ("daily 00:00-00:00", "2026-11-25 00:00", True),
        ("2nd Mon, 4th Mon 09:00-12:00", "2026-11-23 10:00", True),
        ("2nd Mon, 4th Mon 09:00-12:00", "2026-11-16 10:00", False),
        ("2nd Mon 22:00-02:00", "2026-11-10 01:00", True),
        ("last Mon 09:00-12:00", "2026-11-30 10:00", True),
        ("last Mon 09:00-12:00", "2026-11-23 10:00", False),
        ("5th Mon 09:00-12:00", "2026-11-30 10:00", True),
        ("by appointment", "2026-11-24 10:00", False),
        ("weekdays 08:00-16:30, only by appointment", "2026-11-24 10:00", False),
        ("weekdays 08:00-16:30, otherwise by appointment", "2026-11-24 10:00", True),
        ("weekdays 08:00-16:30, except holidays", "2026-11-24 10:00", True),
        ("holidays 09:00-12:00", "2026-11-26 10:00", False),  # which day is one is not known
    ],
)
def test_hours_hold(hours: str, at: str, holds: bool) -> None:
    assert opening_hours(hours).holds(datetime.fromisoformat(at)) is holds


@pytest.mark.parametrize(
    ("hours", "gap"),
    [
        ("daily 05:00-18:00", "daily from 18:00 to 05:00"),
        ("daily 00:00-24:00, except holidays", "on holidays"),
        ("weekdays 00:00-24:00, holidays 00:00-24:00", "from Sat 00:00 to Sun 24:00"),
        ("Mon-Sat 00:00-24:00", "on Sun all day"),
        ("weekdays 08:00-16:30", "on Mon-Thu from 16:30 to 08:00 and from Fri 16:30 to Mon 08:00"),
        ("by appointment", "at any hour"),
        (
            "Mon 01:00-24:00, Tue 02:00-24:00, Wed 03:00-24:00, Thu 04:00-24:00, Fri 05:00-24:00, weekends 00:00-24:00",
            "on Mon from 00:00 to 01:00 and on Tue from 00:00 to 02:00 and on Wed from 00:00 to 03:00 and at 2 more times",
        ),
        ("weekdays 00:00-24:00, Sat, Sun 00:00-24:00, except holidays", "on holidays"),
        ("daily 08:00-24:00, holidays 00:00-12:00", "daily from 00:00 to 08:00"),
        ("daily 00:00-24:00, holidays 00:00-12:00", "on holidays, daily from 12:00 to 24:00"),
    ],
)
def test_a_gap_in_words(hours: str, gap: str) -> None:
    assert when(EVERY_HOUR & ~opening_hours(hours).coverage) == gap


@pytest.mark.parametrize(
    "text",
    ["", "24/7 ", "weekdays", "08:00-16:30", "weekdays 8:00-16:30", "Mon 24:00-08:00", "mon 08:00-16:30", "24/7\n",
     "6th Mon 08:00-16:30", "by appointment, except holidays", "weekdays 08:00-16:30,13:00-14:00", "2nd Mon-Fri 08:00-09:00"],
)  # fmt: skip
def test_no_hours(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (it says but the text)
        opening_hours(text)


CLOCK = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
SPANS = st.lists(st.builds("{}-{}".format, CLOCK, st.one_of(CLOCK, st.just("24:00"))), min_size=1, max_size=3)
DAY = st.sampled_from(DAYS)
ITEM = st.one_of(
    st.sampled_from(("daily", "weekdays", "weekends")), DAY, st.builds("{}-{}".format, DAY, DAY),
    st.builds("{} {}".format, st.sampled_from(("1st", "2nd", "3rd", "4th", "5th", "last")), DAY),
)  # fmt: skip
GROUP = st.tuples(st.lists(ITEM, min_size=1, max_size=3), SPANS).map(lambda g: f"{', '.join(g[0])} {', '.join(g[1])}")
HOURS = st.lists(GROUP, min_size=1, max_size=3).map(", ".join)


def slowly(hours: str, at: datetime) -> bool:
    """Whether hours hold, worked out from the text a day at a time."""
    for group in re.findall(r"((?:[A-Za-z\d -]+, )*?[A-Za-z\d -]*?) ((?:\d\d:\d\d-\d\d:\d\d(?:, )?)+)", hours + ", "):
        for day in (at, at - timedelta(days=1)):
            name, number = DAYS[day.weekday()], day.day
            nth = (number - 1) // 7
            last = (day + timedelta(days=7)).month != day.month
            meant = {"daily", name, "weekends" if name in ("Sat", "Sun") else "weekdays",
                     f"{('1st', '2nd', '3rd', '4th', '5th')[nth]} {name}", f"last {name}" if last else ""}  # fmt: skip
            for item in group[0].strip(", ").split(", "):
                first, _, until = item.partition("-")
                in_a_row = (
                    until and (DAYS.index(name) - DAYS.index(first)) % 7 <= (DAYS.index(until) - DAYS.index(first)) % 7
                )
                if item not in meant and not in_a_row:
                    continue
                for span in group[1].strip(", ").split(", "):
                    begins, ends = (int(time[:2]) * 60 + int(time[3:]) for time in span.split("-"))
                    ends = 1440 if ends == 1439 else ends
                    ends += 1440 * (ends <= begins)
                    now = at.hour * 60 + at.minute + 1440 * (day is not at)
                    if begins <= now < ends:
                        return True
    return False


@given(HOURS, st.integers(0, 60 * WEEK_LONG))
def test_hours_hold_as_the_text_says(hours: str, minute: int) -> None:
    at = MONDAY + timedelta(minutes=minute)
    assert opening_hours(hours).holds(at) is slowly(hours, at)


@given(HOURS)
def test_what_is_sayable_is_left_alone_and_a_gap_can_be_told(hours: str) -> None:
    assert re.fullmatch(HOURS_PATTERN, hours)
    week = opening_hours(hours).week
    assert 0 <= week <= ALL_WEEK
    if gap := ALL_WEEK & ~week:
        assert when(gap)


NEAR = {
    "24/7": ("24x7", "24/7/365", "24 hours a day", "24 hours a day, 7 days a week", "around the clock", "24-7", "Open 24 hours",
             "daily 12am-12am", "always", "7x24", "day and night", "24 hrs/day"),
    "by appointment": ("By Appointment Only", "by appointment only.", "Open by appointment only", "by appt"),
    "daily 19:00-07:00": ("daily 1900-0700", "7p-7a daily", "daily 7 p.m. to 7 a.m.", "every day, 7PM–7AM", "Daily 19:00 - 07:00"),
    "weekdays 08:30-16:30": ("8:30am-4:30pm, M-F", "Mon.-Fri., 8:30 a.m. - 4:30 p.m.", "Mondays-Fridays 8:30AM–4:30PM",
                             "weekdays 0830 to 16:30", "M-F 8:30am-430pm", "Monday through Friday: 8:30 am to 4:30 pm local time",
                             "8:30 a.m. to 4:30 p.m. Monday through Friday", "weekdays 8:30-16:30", "Mon-Fri 8.30-16.30"),
    "weekdays 09:00-17:30": ("M-F 9-5:30pm", "Mon-Fri 9am-5:30", "M - F: 9:00AM - 5:30PM"),
    "weekdays 09:00-13:00, 14:30-17:00": ("weekdays 9AM-1PM and 2:30PM-5PM",),
    "weekdays 08:00-12:00, 13:00-16:30": ("Mon-Fri 8am to noon, 1pm to 4:30pm", "Mon-Fri 8:00-12:00, 13:00-16:30"),
    "Mon-Thu 08:00-17:00, Fri 08:00-12:00": ("M-Th 8am-5pm; F 8am-noon", "Mon-Thu 8am-5pm / Fri 8am-12pm"),
    "weekdays 12:00-24:00": ("weekdays noon-midnight",),
    "Mon, Wed, Fri 09:00-17:00": ("MWF 9am-5pm", "M,W,F 9AM-5PM", "Monday, Wednesday and Friday 9-5pm", "Mon/Wed/Fri 0900-1700"),
    "Tue, Thu 09:30-16:30": ("T, Th 9:30am-4:30pm", "TTh 9:30am-4:30pm", "Tuesdays & Thursdays, 9:30 AM - 4:30 PM"),
    "2nd Mon, 4th Mon 10:00-16:00": ("2nd and 4th Mondays 10:00AM–4:00PM", "Second and fourth Monday of every month 10AM-4PM"),
    "1st Wed, 3rd Wed, 5th Wed 12:00-16:00": ("Every 1st,3rd, and 5th Wednesday, 12pm-4pm",),
    "last Fri 09:00-12:00": ("last Friday of the month 9am-noon",),
    "Thu 10:00-16:30, otherwise by appointment": ("Thursday 10AM-4:30PM or by appointment",),
    "Tue 09:00-13:00, only by appointment": ("Tuesday 9:00AM-1:00PM by appointment",),
    "weekdays 08:00-17:00, except holidays": ("Mon-Fri 8am-5pm (except holidays)", "weekdays 8am-5pm, closed holidays"),
    "weekdays 17:00-08:00, weekends 00:00-24:00": ("weekdays 5pm-8am, weekends 24 hours",),
    "weekends 00:00-12:00": ("Sat & Sun 12 am - 12 pm",),
    "Mon-Sat 08:00-17:00": ("weekdays and Sat 8am-5pm",),
    "Mon 09:00-12:00": ("Monday 09:00-12:00", "mon 09:00-12:00", "Mondays from 9 am until 12 pm"),
    "daily 09:00-17:00": ("daily 9 am-17:00",),
}  # fmt: skip


@pytest.mark.parametrize(("form", "text"), [(form, text) for form, texts in NEAR.items() for text in texts])
def test_hours_as_people_write_them(form: str, text: str) -> None:
    near = near_hours(text)
    assert near is not None
    assert (near.text, near.sure) == (form, True)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("weekdays 1-4pm", "weekdays 13:00-16:00"),
        ("weekdays 12-4pm", "weekdays 12:00-16:00"),
        ("weekdays 10-6am", "weekdays 22:00-06:00"),
        ("Mon-Fri 8:00AM-5:00PM CT", "weekdays 08:00-17:00"),
        ("9:00am-5:00pm (PT), Weekdays", "weekdays 09:00-17:00"),
        ("M-F 8am-5pm except federal holidays", "weekdays 08:00-17:00, except holidays"),
        ("Call to make an appointment", "by appointment"),
        ("00:00-23:59", "24/7"),
    ],
)
def test_what_is_likely_is_never_safe(text: str, form: str) -> None:
    near = near_hours(text)
    assert near is not None
    assert (near.text, near.sure) == (form, False)


@pytest.mark.parametrize(
    "text",
    ["weekdays 8-5", "weekdays 8:00-5:00", "weekdays 6-10pm", "weekdays 7-11am", "weekdays 9am-11", "weekdays 8am-5am",
     "weekdays 08:00-05:00", "daily 25-26", "daily 13 pm-2 pm", "Mon-Fri 9am-5pm, Sat", "Mon 9am-5pm, Wed", "MF 9am-5pm",
     "every other Monday 9am-5pm", "business hours", "Tuesday-Thursday", "S 9am-5pm", "9am-5pm Mon, Tue 10am-4pm", "soon", "",
     "weekdays 9am-5pm except 12pm-1pm", "not weekdays 9am-5pm", "no weekends 9am-5pm", "Fri 9am-5pm Sat-Sun", "nights 7p-7a",
     "Monday-Wednesday 9:00AM-5:00PM, Thursday and Friday by appointment only", "weekdays 9am-5pm 7pm", "weekdays 9:75-17:00",
     "weekdays 9am-5pm UTC", "weekdays 9am-", "Mon- 9am-5pm", "x" * 300],
)  # fmt: skip
def test_hours_that_may_mean_two_things(text: str) -> None:
    assert near_hours(text) is None


def test_days_that_are_not_said_are_asked_for() -> None:
    near = near_hours("9AM-1PM and 2:30PM-5PM")
    assert near == ("", True, "say on which days, for example “weekdays 09:00-13:00, 14:30-17:00”")


@given(HOURS)
def test_near_hours_of_sayable_hours_cover_the_same(hours: str) -> None:
    near = near_hours(hours)
    if near and near.sure:
        mine, theirs = opening_hours(hours), opening_hours(near.text)
        assert (mine.week, set(mine.monthly)) == (theirs.week, set(theirs.monthly))


def the_hint(hours: str) -> tuple[str, str, bool | None]:
    """What a plan with such hours is told: the hint, what would be written, and whether that is safe."""
    loaded = plan_of(
        "contacts/duty-desk: {name: Duty desk, type: desk, agency: emergency-management, methods: "
        f"[{{type: voice, value: 222-555-0140, hours: '{hours}'}}]}}"
    )
    (fault,) = loaded.faults
    return fault.hint, fault.fix.title if fault.fix else "", fault.fix.safe if fault.fix else None


def test_what_the_check_says_of_other_forms() -> None:
    assert the_hint("daily 1900-0700") == ("write “daily 19:00-07:00”", "write daily 19:00-07:00", True)
    assert the_hint("weekdays 1-4pm") == ("write “weekdays 13:00-16:00”", "write weekdays 13:00-16:00", False)
    assert the_hint("8:30am-5pm") == ("say on which days, for example “weekdays 08:30-17:00”", "", None)
    assert the_hint("when we are there") == (HOURS_FORM, "", None)


def test_the_schema_says_what_the_check_says() -> None:
    schema = (Path(__file__).parent.parent / "schemas" / "contact.schema.json").read_text(encoding="utf-8")
    assert HOURS_PATTERN.replace("\\", "\\\\") in schema
