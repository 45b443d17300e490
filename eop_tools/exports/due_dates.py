"""What has to be done again and by when, as a calendar that any calendar program subscribes to."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b

from eop_tools.export import export
from eop_tools.page import View
from eop_tools.render.currency import hides_records
from eop_tools.text.phrases import counted, first_up, spoken
from eop_tools.upkeep.evidence import Deadline, deadlines


@export("due-dates", ".ics")
def due_dates(view: View) -> bytes:
    """Reviews, trials of contacts and readings of laws as days of a calendar; what is overdue stands on today."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//eop-tools//due dates//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{view.plan.cover.name if view.plan.cover else 'Plan'}: what is due")
    if hides_records(view):
        calendar.add("x-wr-caldesc", "Empty: this edition does not show the records that say what was done.")
    for (what, ref), held in ({} if hides_records(view) else _together(view)).items():
        first = min(held, key=lambda deadline: deadline.due or date.min)
        day = max(first.due or view.today, view.today)
        event = Event()
        event.add("uid", _uid(what, ref))
        event.add("dtstamp", datetime.combine(view.today, time(), UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", f"{first_up(what)}: {view.plan.label(ref)}{' (overdue)' if day != first.due else ''}")
        event.add("description", _said(first, len(held)))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def _together(view: View) -> dict[tuple[str, str], list[Deadline]]:
    """Return what is due by what is done and of which entity: all ways to reach somebody are tried together."""
    found: dict[tuple[str, str], list[Deadline]] = {}
    for deadline in deadlines(view.plan):
        found.setdefault((deadline.what, deadline.ref), []).append(deadline)
    return found


def _said(first: Deadline, number: int) -> str:
    last = f"Last done on {spoken(first.last)}." if first.last else "Never done, as far as is known."
    ways = f" {counted(number, 'way')} to reach them, the oldest first." if number > 1 else ""
    return f"Every {first.told}. {last}{ways}"


def _uid(what: str, ref: str) -> str:
    """Return what stays the same for a deadline, so that a calendar moves its event instead of adding one."""
    return f"{blake2b(f'{what} {ref}'.encode(), digest_size=12).hexdigest()}@eop-tools"
