"""The record of distribution: who holds a copy, in which form, and whether they said so."""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.page import Page, View, page
from eop_tools.render.html import crumbs, table
from eop_tools.render.sheet import Sheet
from eop_tools.render.writer import Writer
from eop_tools.text.phrases import humane


@page("distribution", title="Record of distribution", section="The plan", order=61)
def distribution(view: View) -> Iterator[Page]:
    """Who holds a copy of the plan; there is no such page where the edition does not show it."""
    writer = Writer(view)
    cover = writer.plan.cover
    if cover is None or not cover.distribution:
        return
    sheet = Sheet()
    sheet.add(crumbs([("Home", "@/index.html"), ("The plan", "")]))
    sheet.heading("Record of distribution", 1)
    sheet.lead("Who holds a copy of the plan, for whoever sends out the next version.")
    sheet.add(
        table(
            ["Agency", "Form", "Version", "Delivered", "Acknowledged"],
            [
                [
                    writer.link(f"agency:{item.to}"),
                    humane(item.medium),
                    item.version,
                    writer.day(item.delivered),
                    writer.day(item.acknowledged) or "not yet",
                ]
                for item in cover.distribution
            ],
        )
    )
    yield Page(
        "distribution.html",
        "Record of distribution",
        sheet.markdown,
        "The plan",
        description=sheet.summary,
        in_menu=True,
        order=61,
    )
