"""A facility's page: where it is, whether everybody can use it, what keeps it running, where to go when it is lost."""

from __future__ import annotations

from eop_tools.document import Content, Link, Strong, between, bullets, facts, numbered
from eop_tools.document.saying import said
from eop_tools.kinds.facility import Facility, Power
from eop_tools.render.layout import layout
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say, to_say
from eop_tools.text.phrases import humane, listed, notation, sentence

_MAP = "https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=16/{lat}/{lon}"

_PETS = {True: to_say("taken in"), False: to_say("not taken in")}


@layout(
    Facility,
    shows="type address position agency capacity pets power accessibility hazard_zones lifelines equipment "
    "backed_up_by",
    group="type",
    columns="address agency capacity backed_up_by",
)
def facility(sheet: Sheet, presenter: Presenter, entity: Facility) -> None:
    """Write the facility: address first."""
    sheet.lead(
        Strong(sentence(humane(entity.type))),
        " ",
        said("Run by {agency}.", agency=presenter.link(f"agency:{entity.agency}")),
        " ",
        presenter.described(entity),
    )
    sheet.section(
        say("Getting there"),
        facts(
            [
                (say("Address"), entity.address),
                (say("On the map"), _position(entity)),
                (say("Step-free"), _step_free(entity)),
            ]
        ),
    )
    sheet.section(
        say("What it offers"),
        facts(
            [
                (say("Holds"), _capacity(entity)),
                (say("Pets"), say(_PETS[entity.pets]) if entity.pets is not None else None),
                (say("Power"), _power(presenter, entity)),
                (say("Lifelines that stand on it"), listed(map(humane, entity.lifelines))),
                (say("Zones of one event"), listed(entity.hazard_zones)),
            ]
        ),
    )
    sheet.section(say("Ready there"), bullets(entity.equipment))
    sheet.section(say("If it is lost, go to"), numbered(presenter.link(f"facility:{id}") for id in entity.backed_up_by))


def _capacity(entity: Facility) -> str | None:
    return None if entity.capacity is None else say("{number} people", number=f"{entity.capacity:,}")


def _step_free(entity: Facility) -> Content:
    access = entity.accessibility
    if access is None:
        return say("not known")
    return [say("Yes") if access.step_free else say("No"), f". {sentence(access.notes)}" if access.notes else None]


def _position(entity: Facility) -> Content:
    if entity.position is None:
        return None
    lat, lon = f"{entity.position.lat:.5f}", f"{entity.position.lon:.5f}"
    return [f"{lat}, {lon} (", Link(_MAP.format(lat=lat, lon=lon), say("open a map")), ")"]


def _generator(power: Power) -> str:
    if power.generator is None:
        return say("whether there is a generator is not said")
    if not power.generator:
        return say("no generator")
    if power.runs_for:
        return say("a generator that runs {time} on the fuel on site", time=notation(power.runs_for))
    return say("a generator")


def _power(presenter: Presenter, entity: Facility) -> Content:
    power = entity.power
    if power is None:
        return None
    return between(
        [
            said("from {agency}", agency=presenter.link(f"agency:{power.supplied_by}")) if power.supplied_by else None,
            _generator(power),
            said("more fuel from {source}", source=presenter.link(power.fuel_from)) if power.fuel_from else None,
        ],
        "; ",
    )
