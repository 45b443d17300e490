"""Facilities: the places where the plan happens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import StrictBool

from eop_tools.field_meaning import Last
from eop_tools.finding import Severity
from eop_tools.kind import Entity, Part, kind, public, relation, responder
from eop_tools.need import Need
from eop_tools.text.catalog import say, to_say
from eop_tools.values import Audience, Duration, Lifeline, Ref

GENERATOR = "generator"


class Position(Part):
    """A point on the map, WGS 84, in decimal degrees."""

    lat: float = public("Latitude, north is positive.", ge=-90, le=90)
    lon: float = public("Longitude, west is negative.", ge=-180, le=180)


class Power(Part):
    """Where the electricity comes from, and for how long when it does not."""

    supplied_by: Ref | None = relation(
        "agency",
        says=("is powered by", "powers"),
        description="The utility.",
        default=None,
        counts=True,
        audience=Audience.responder,
    )
    generator: StrictBool | None = responder("Whether there is a generator on site.", None)
    runs_for: Duration | None = responder("How long the generator runs on the fuel on site.", None)
    fuel_from: Ref | None = relation(
        "agency",
        "agreement",
        says=("is fuelled by", "fuels"),
        description="Who brings more fuel.",
        default=None,
        counts=True,
        audience=Audience.responder,
    )


class Accessibility(Part):
    """Whether people with disabilities can use the place."""

    step_free: StrictBool = public("Whether one can get in and about without steps.")
    notes: str = public("Restrooms, hearing loop, parking, what is missing.", "")


FacilityType = Literal[
    "eoc",
    "alternate-eoc",
    "joint-information-center",
    "shelter",
    "warming-center",
    "cooling-center",
    "staging-area",
    "point-of-distribution",
    "reunification-center",
    "family-assistance-center",
    "command-post",
    "dispatch-center",
    "city-hall",
    "fire-station",
    "police-station",
    "hospital",
    "water-works",
    "depot",
    "other",
]


SHELTERING: dict[FacilityType, str] = {
    "shelter": to_say("Shelters"),
    "warming-center": to_say("Warming centers"),
    "cooling-center": to_say("Cooling centers"),
    "reunification-center": to_say("Reunification centers"),
    "family-assistance-center": to_say("Family assistance centers"),
}
"""The places that take in people who cannot stay where they are, and what several of a type are called."""


@kind(
    "facility",
    "facilities",
    title="Facilities",
    section="Where",
    losable=True,
    for_use=True,
    gravity=60,
    bearing=10,
    kit="Places",
)
class Facility(Entity):
    """A place: an EOC, a shelter, a staging area, a point of distribution, a critical building.

    ```yaml
    name: Emergency operations center
    type: eoc
    address: 100 Example Street, Example City
    position: {lat: 40.0, lon: -100.0}
    agency: emergency-management
    backed_up_by: [alternate-eoc]
    opened_by: open-eoc
    power: {supplied_by: example-power, generator: true, runs_for: 48 h}
    accessibility: {step_free: true}
    hazard_zones: [River, north reach]
    ```
    """

    type: FacilityType = public("What the place is used as.")
    address: str = public("Street address.", "")
    position: Position | None = public("Where it lies on the map.", None)
    agency: Ref = relation("agency", says=("is run by", "runs"), description="Who runs it.")
    lifelines: list[Lifeline] = responder("FEMA's community lifelines that stand on this place.", list)
    capacity: int | None = public("How many people it holds.", None, ge=0)
    pets: StrictBool | None = public("Whether pets are taken in.", None)
    power: Power | None = responder("Its electricity.", None)
    accessibility: Accessibility | None = public("Whether everybody can use it.", None)
    hazard_zones: list[str] = responder("Zones that a single event can take out together.", list)
    equipment: list[str] = responder("What stands ready there.", list)
    backed_up_by: list[Ref] = relation(
        "facility",
        says=("is backed up by", "backs up"),
        description="Where to go when it is lost, in order.",
        default=list,
        last=Last("no-alternate", 50, "has no place to fall back on any more"),
    )
    opened_by: Ref | None = relation(
        "procedure",
        says=("is opened by", "opens"),
        description="The procedure that opens it, or moves to it.",
        default=None,
    )
    agreements: list[Ref] = relation(
        "agreement",
        says=("may be used under", "covers"),
        description="Agreements that let us use it.",
        default=list,
        counts=True,
        last=Last("no-use-agreement", 40, "is no longer covered by any agreement to use it", severity=Severity.warning),
    )

    def other_names(self) -> Iterator[str]:
        """Yield its other names, and its address."""
        yield from super().other_names()
        yield self.address

    def own_needs(self) -> Iterator[Need]:
        """Yield its need of power: the utility's, or that of its own generator."""
        if self.power:
            utility = (f"agency:{self.power.supplied_by}",) if self.power.supplied_by else ()
            generator = (f"{self.ref}/{GENERATOR}",) if self.power.generator else ()
            yield Need((*utility, *generator), to_say("has no power"), path=("power",))

    def part_needs(self) -> Iterator[tuple[str, list[Need]]]:
        """Yield its generator with whoever brings fuel for it."""
        power = self.power
        if power and power.generator:
            fuel = (power.fuel_from,) if power.fuel_from else ()
            need = Need(fuel, to_say("gets no more fuel"), path=("power", "fuel_from"))
            if power.runs_for:
                need = need._replace(lack=to_say("gets no more fuel after {time}"), parts=(("time", power.runs_for),))
            yield GENERATOR, [need]

    def part_name(self, part: str) -> str:
        """Return what people call its generator."""
        return say("the generator of {name}", name=self.name)
