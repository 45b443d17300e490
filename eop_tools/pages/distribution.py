"""The record of distribution: who holds a copy, in which form, and whether they said so."""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.document import Trail, table
from eop_tools.page import Page, View, page
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say
from eop_tools.text.phrases import humane


@page("distribution", title="Record of distribution", section="The plan", order=61)
def distribution(view: View) -> Iterator[Page]:
    """Who holds a copy of the plan; there is no such page where the edition does not show it."""
    presenter = Presenter(view)
    cover = presenter.plan.cover
    if cover is None or not cover.distribution:
        return
    sheet = Sheet()
    sheet.add(Trail(((say("Home"), "@/index.html"), (say("The plan"), ""))))
    sheet.heading(say("Record of distribution"), 1)
    sheet.lead(say("Who holds a copy of the plan, for whoever sends out the next version."))
    sheet.add(
        table(
            [say("Agency"), say("Form"), say("Version"), say("Delivered"), say("Acknowledged")],
            [
                [
                    presenter.link(f"agency:{item.to}"),
                    humane(item.medium),
                    item.version,
                    presenter.day(item.delivered),
                    presenter.day(item.acknowledged) or say("not yet"),
                ]
                for item in cover.distribution
            ],
        )
    )
    yield Page(
        "distribution.html",
        say("Record of distribution"),
        sheet.document,
        "The plan",
        description=sheet.summary,
        in_menu=True,
        order=61,
    )
