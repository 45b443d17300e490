"""The contact list as a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.export import csv_table, export, xlsx_table
from eop_tools.kinds.contact import Contact
from eop_tools.page import View
from eop_tools.upkeep.evidence import tried

_HEAD = ("agency", "name", "title", "method", "value", "hours", "verified", "note")


@export("contacts", ".csv")
def contacts(view: View) -> bytes:
    """Every way to reach every contact, a line each: agency, name, title, method, value, hours, verified."""
    return csv_table(_HEAD, _rows(view))


@export("contacts-workbook", ".xlsx")
def contacts_workbook(view: View) -> bytes:
    """The same as a workbook: every cell is text, with a filter above each column."""
    return xlsx_table(_HEAD, _rows(view), view.today)


def _rows(view: View) -> Iterator[tuple[str, ...]]:
    for contact in view.plan.of(Contact):
        for method in contact.methods:
            if method.value or method.channel:
                reached = method.value or view.plan.label(f"channel:{method.channel}")
                last = tried(view.plan, contact, method)
                verified = last.isoformat() if last else ""
                who = (view.plan.label(f"agency:{contact.agency}"), contact.name, contact.title)
                yield (*who, method.type, reached, method.hours or "", verified, method.note)
