"""The record of changes: what was changed, when, by whom, in which version."""

from __future__ import annotations

from eop_tools.document import Document, Time, Trail, table
from eop_tools.page import View, page
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say
from eop_tools.text.phrases import sentence


@page("record-of-changes", title="Record of changes", section="The plan", order=60)
def record_of_changes(view: View) -> Document:
    """What was changed in the plan, when, and by whom."""
    presenter = Presenter(view)
    cover = presenter.plan.cover
    sheet = Sheet()
    sheet.add(Trail(((say("Home"), "@/index.html"), (say("The plan"), ""))))
    sheet.heading(say("Record of changes"), 1)
    changes = list(reversed(cover.changes)) if cover else []
    sheet.lead(
        say("What was changed, for everybody who holds a copy; the newest first.")
        if changes
        else say("No changes are on record.")
    )
    sheet.add(
        table(
            [say("Date"), say("Change"), say("By"), say("Version")],
            [
                [Time(change.date), sentence(change.summary), presenter.link(f"role:{change.by}"), change.version]
                for change in changes
            ],
        )
    )
    return sheet.document
