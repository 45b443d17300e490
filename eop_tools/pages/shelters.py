"""Where people can go tonight: shelters, warming and cooling centers, the largest first, and who opens them."""

from __future__ import annotations

from eop_tools.document import Content, Document, Trail, table
from eop_tools.kinds.facility import SHELTERING, Facility
from eop_tools.page import View, page
from eop_tools.plan.queries import sheltering
from eop_tools.render.presenter import Presenter
from eop_tools.render.reaching import reached
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say
from eop_tools.text.phrases import counted


@page("shelters", title="Shelters", section="Where", order=5, kit="Places")
def shelters(view: View) -> Document:
    """Places that take people in: how many each holds, pets, steps, who opens it and whom to call."""
    presenter = Presenter(view)
    sheet = Sheet()
    places = sheltering(presenter.plan)
    sheet.add(Trail(((say("Home"), "@/index.html"), (say("Where"), ""))))
    sheet.heading(say("Shelters"), 1)
    if not places:
        sheet.lead(say("This edition shows no shelter."))
        return sheet.document
    sheet.lead(
        say(
            "Where people can go, for whoever has to open a place for them: {places}, those that hold most first. The "
            "procedure says who opens it, and what to look at before.",
            places=counted(len(places), "place"),
        )
    )
    heads = [
        say("Place"),
        say("Holds"),
        say("Call"),
        say("Pets"),
        say("Step-free"),
        say("Address"),
        say("Open it with"),
    ]
    for kind, title in SHELTERING.items():
        rows = [_row(presenter, place) for place in places if place.type == kind]
        sheet.section(say(title), table(heads, rows))
    return sheet.document


def _row(presenter: Presenter, place: Facility) -> list[Content]:
    free = place.accessibility.step_free if place.accessibility else None
    return [
        presenter.link(place.ref),
        say("not said") if place.capacity is None else f"{place.capacity:,}",
        reached(presenter, f"agency:{place.agency}"),
        _yes(place.pets),
        _yes(free),
        place.address,
        presenter.link(f"procedure:{place.opened_by}") if place.opened_by else None,
    ]


def _yes(told: bool | None) -> str:
    if told is None:
        return say("not said")
    return say("Yes") if told else say("No")
