"""The first hour: for everything that can happen, the procedures to start at once."""

from __future__ import annotations

from eop_tools.document import Checklist, Content, Document, Item, Tick, Trail, bullets, numbered, table
from eop_tools.document.saying import said
from eop_tools.kinds.hazard import Hazard
from eop_tools.page import View, page
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say
from eop_tools.text.labels import natural


@page("first-hour", title="The first hour", section="Act now", order=5, kit="What happened?")
def first_hour(view: View) -> Document:
    """What happened, on what sign to activate, and which procedures to start at once."""
    presenter = Presenter(view)
    sheet = Sheet()
    sheet.add(Trail(((say("Home"), "@/index.html"), (say("Act now"), ""))))
    sheet.heading(say("The first hour"), 1)
    hazards = sorted(presenter.plan.of(Hazard), key=lambda hazard: natural(hazard.name))
    ready = [hazard for hazard in hazards if hazard.first_hour]
    if not ready:
        sheet.lead(say("This edition shows no first-hour procedures."))
        return sheet.document
    sheet.lead(
        say(
            "What to start at once, for whoever is on duty: find what happened, then start the procedures in this "
            "order."
        )
    )
    sheet.add(
        table(
            [say("What happened"), say("Start"), say("Activate when")],
            [
                [
                    presenter.link(hazard.ref),
                    _started(presenter, hazard),
                    bullets(
                        [sign.when, [": ", presenter.link(f"level:{sign.level}")] if sign.level else None]
                        for sign in hazard.triggers
                    ),
                ]
                for hazard in ready
            ],
        )
    )
    others = [hazard.ref for hazard in hazards if not hazard.first_hour]
    if others:
        sheet.add(
            said("Without procedures of their own for the first hour: {hazards}.", hazards=presenter.links(others))
        )
    return sheet.document


def _started(presenter: Presenter, hazard: Hazard) -> Content:
    items = (
        Item(presenter.link(f"procedure:{id}"), tick=Tick(number)) for number, id in enumerate(hazard.first_hour, 1)
    )
    return numbered(items, checklist=Checklist(f"first-hour.html#{hazard.id}", hazard.name))
