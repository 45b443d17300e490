"""The contact list as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io

from eop_tools.export import export
from eop_tools.kinds.contact import Contact
from eop_tools.page import View


@export("contacts", ".csv")
def contacts(view: View) -> bytes:
    """Every way to reach every contact, a line each: agency, name, title, method, value, hours, verified."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(["agency", "name", "title", "method", "value", "hours", "verified", "note"])
    for contact in view.plan.of(Contact):
        for method in contact.methods:
            if method.value or method.channel:
                reached = method.value or view.plan.label(f"channel:{method.channel}")
                verified = method.verified.isoformat() if method.verified else ""
                row = [view.plan.label(f"agency:{contact.agency}"), contact.name, contact.title, method.type, reached]
                writer.writerow([_inert(cell) for cell in (*row, method.hours or "", verified, method.note)])
    return buffer.getvalue().encode("utf-8-sig")


def _inert(cell: str) -> str:
    """Keep a spreadsheet from taking a cell for a formula; a telephone number may begin with a plus."""
    formula = cell[:1] in ("=", "@", "\t", "\r") or (cell[:1] in ("+", "-") and not cell[1:2].isdigit())
    return f"'{cell}" if formula else cell
