"""A facility's page: where it is, whether everybody can use it, what keeps it running, where to go when it is lost."""

from __future__ import annotations

from eop_tools.document import Content, Link, Strong, between, bullets, facts, numbered
from eop_tools.kinds.facility import Facility, Power
from eop_tools.render.layout import layout
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.phrases import humane, listed, sentence

_MAP = "https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=16/{lat}/{lon}"

_PETS = {None: None, True: "taken in", False: "not taken in"}


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
        Strong(f"{humane(entity.type)}."),
        " Run by ",
        presenter.link(f"agency:{entity.agency}"),
        ". ",
        presenter.described(entity),
    )
    sheet.section(
        "Getting there",
        facts(
            [
                ("Address", entity.address),
                ("On the map", _position(entity)),
                ("Step-free", _step_free(entity)),
            ]
        ),
    )
    sheet.section(
        "What it offers",
        facts(
            [
                ("Holds", f"{entity.capacity:,} people" if entity.capacity is not None else None),
                ("Pets", _PETS[entity.pets]),
                ("Power", _power(presenter, entity)),
                ("Lifelines that stand on it", listed(map(humane, entity.lifelines))),
                ("Zones of one event", listed(entity.hazard_zones)),
            ]
        ),
    )
    sheet.section("Ready there", bullets(entity.equipment))
    sheet.section("If it is lost, go to", numbered(presenter.link(f"facility:{id}") for id in entity.backed_up_by))


def _step_free(entity: Facility) -> Content:
    access = entity.accessibility
    if access is None:
        return "not known"
    return ["Yes" if access.step_free else "No", f". {sentence(access.notes)}" if access.notes else None]


def _position(entity: Facility) -> Content:
    if entity.position is None:
        return None
    lat, lon = f"{entity.position.lat:.5f}", f"{entity.position.lon:.5f}"
    return [f"{lat}, {lon} (", Link(_MAP.format(lat=lat, lon=lon), "open a map"), ")"]


def _generator(power: Power) -> str:
    if power.generator is None:
        return "whether there is a generator is not said"
    if not power.generator:
        return "no generator"
    return f"a generator that runs {power.runs_for} on the fuel on site" if power.runs_for else "a generator"


def _power(presenter: Presenter, entity: Facility) -> Content:
    power = entity.power
    if power is None:
        return None
    return between(
        [
            ["from ", presenter.link(f"agency:{power.supplied_by}")] if power.supplied_by else None,
            _generator(power),
            ["more fuel from ", presenter.link(power.fuel_from)] if power.fuel_from else None,
        ],
        "; ",
    )
