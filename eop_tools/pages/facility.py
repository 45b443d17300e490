"""A facility's page: where it is, whether everybody can use it, what keeps it running, where to go when it is lost."""

from __future__ import annotations

from eop_tools.kinds.facility import Facility
from eop_tools.render.html import Html, anchor, bullets, facts, joined, numbered, tag
from eop_tools.render.layout import layout
from eop_tools.render.sheet import Sheet
from eop_tools.render.writer import Writer
from eop_tools.text.phrases import humane, listed, sentence

_MAP = "https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=16/{lat}/{lon}"


@layout(
    Facility,
    shows="type address position agency capacity pets power accessibility hazard_zones lifelines equipment "
    "backed_up_by",
    group="type",
    columns="address agency capacity backed_up_by",
)
def facility(sheet: Sheet, writer: Writer, entity: Facility) -> None:
    """Write the facility: address first."""
    sheet.lead(
        tag("strong", f"{humane(entity.type)}."),
        " Run by ",
        writer.link(f"agency:{entity.agency}"),
        ". ",
        writer.described(entity),
    )
    access = entity.accessibility
    sheet.section(
        "Getting there",
        facts(
            [
                ("Address", entity.address),
                ("On the map", _position(entity)),
                (
                    "Step-free",
                    joined([_yes(access.step_free), f". {sentence(access.notes)}" if access.notes else None])
                    if access
                    else "not known",
                ),
            ]
        ),
    )
    sheet.section(
        "What it offers",
        facts(
            [
                ("Holds", f"{entity.capacity:,} people" if entity.capacity is not None else None),
                ("Pets", None if entity.pets is None else "taken in" if entity.pets else "not taken in"),
                ("Power", _power(writer, entity)),
                ("Lifelines that stand on it", listed(map(humane, entity.lifelines))),
                ("Zones of one event", listed(entity.hazard_zones)),
            ]
        ),
    )
    sheet.section("Ready there", bullets(entity.equipment))
    sheet.section("If it is lost, go to", numbered(writer.link(f"facility:{id}") for id in entity.backed_up_by))


def _yes(value: bool) -> str:
    return "Yes" if value else "No"


def _position(entity: Facility) -> Html | None:
    if entity.position is None:
        return None
    lat, lon = f"{entity.position.lat:.5f}", f"{entity.position.lon:.5f}"
    return joined([f"{lat}, {lon} (", anchor(_MAP.format(lat=lat, lon=lon), "open a map"), ")"])


def _power(writer: Writer, entity: Facility) -> Html | None:
    power = entity.power
    if power is None:
        return None
    return joined(
        [
            joined(["from ", writer.link(f"agency:{power.supplied_by}")]) if power.supplied_by else None,
            f"a generator{f' that runs {power.runs_for} on the fuel on site' if power.runs_for else ''}"
            if power.generator
            else "no generator"
            if power.generator is False
            else "whether there is a generator is not said",
            joined(["more fuel from ", writer.link(power.fuel_from)]) if power.fuel_from else None,
        ],
        "; ",
    )
