"""Where people can go tonight: shelters, warming and cooling centers, the largest first, and who opens them."""

from __future__ import annotations

from eop_tools.document import Content, Document, Trail, table
from eop_tools.kinds.facility import SHELTERING, Facility
from eop_tools.page import View, page
from eop_tools.plan.queries import sheltering
from eop_tools.render.presenter import Presenter
from eop_tools.render.reaching import reached
from eop_tools.render.sheet import Sheet
from eop_tools.text.phrases import counted


@page("shelters", title="Shelters", section="Where", order=5, kit="Places")
def shelters(view: View) -> Document:
    """Places that take people in: how many each holds, pets, steps, who opens it and whom to call."""
    presenter = Presenter(view)
    sheet = Sheet()
    places = sheltering(presenter.plan)
    sheet.add(Trail((("Home", "@/index.html"), ("Where", ""))))
    sheet.heading("Shelters", 1)
    if not places:
        sheet.lead("This edition shows no shelter.")
        return sheet.document
    sheet.lead(
        f"Where people can go, for whoever has to open a place for them: {counted(len(places), 'place')}, those that "
        "hold most first. The procedure says who opens it, and what to look at before."
    )
    for kind, title in SHELTERING.items():
        rows = [_row(presenter, place) for place in places if place.type == kind]
        sheet.section(title, table(["Place", "Holds", "Pets", "Step-free", "Address", "Open it with", "Call"], rows))
    return sheet.document


def _row(presenter: Presenter, place: Facility) -> list[Content]:
    free = place.accessibility.step_free if place.accessibility else None
    return [
        presenter.link(place.ref),
        "not said" if place.capacity is None else f"{place.capacity:,}",
        _yes(place.pets),
        _yes(free),
        place.address,
        presenter.link(f"procedure:{place.opened_by}") if place.opened_by else None,
        reached(presenter, f"agency:{place.agency}"),
    ]


def _yes(said: bool | None) -> str:
    if said is None:
        return "not said"
    return "Yes" if said else "No"
