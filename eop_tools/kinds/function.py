"""Functions: what has to be done in any emergency, and which agency plays which part in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from eop_tools.field_meaning import Last, Past
from eop_tools.kind import Entity, Part, kind, public, relation
from eop_tools.need import Need
from eop_tools.text.catalog import to_say
from eop_tools.text.phrases import is_said_in
from eop_tools.values import CoreCapability, Day, Label, Lifeline, Prose, Ref

_SCHEMES = {"annex": "Annex", "esf": "ESF", "mission": "Mission"}


class Assignment(Part):
    """The part one agency plays in a function, and what that means."""

    agency: Ref = relation(
        "agency", says=("is carried out by", "takes part in"), description="The agency.", counts=True
    )
    part: Literal["coordinator", "primary", "support", "cooperating"] = public(
        "Coordinator: one that keeps several primaries together. Primary: in charge. Support: helps when asked. "
        "Cooperating: works alongside, under its own direction."
    )
    responsibilities: list[str] = public("What the agency does in this function.", list)


class Limit(Part):
    """Something the jurisdiction cannot do alone, and who or what fills the gap (CPG 101: capability assessment)."""

    gap: str = public("What is missing, as plainly as a number allows.")
    filled_by: list[Ref] = relation(
        "agency",
        "agreement",
        "resource",
        "procedure",
        says=("is filled by", "fills a gap in"),
        description="Where the help comes from.",
        default=list,
        counts=True,
    )


@kind("function", "functions", title="Functions", section="What", work=True, gravity=110, bearing=60)
class Function(Entity):
    """Something that has to be done whatever the emergency is: an ESF, a functional annex or a mission.

    ```yaml
    name: Mass care and sheltering
    label: H
    scheme: annex
    purpose: Shelter, feed and reunite people who cannot stay at home.
    lifelines: [food-hydration-shelter]
    core_capabilities: [mass-care-services]
    federal_esf: [6]
    assignments:
      - agency: health-department
        part: primary
        responsibilities: [Open and run shelters with the Example Relief Society]
    limits:
      - gap: The City has no shelter staff of its own after the first day
        filled_by: [agreement:relief-society-shelter]
    reviewed: 2026-09-01
    ```

    Where the functions are the annexes of a plan, `situation`, `concept_of_operations`, `direction_and_control` and
    `limits` hold what CPG 101 asks of each annex; who does what stands under `assignments`.
    """

    label: Label = public("Its letter or number in the plan.", "")
    scheme: Literal["annex", "esf", "mission"] = public("Which numbering the label belongs to.", "annex")
    purpose: str = public("What is achieved, in one sentence.", "")
    lifelines: list[Lifeline] = public("FEMA's community lifelines it keeps up.", list)
    core_capabilities: list[CoreCapability] = public("Core capabilities of the National Preparedness Goal.", list)
    federal_esf: list[Annotated[int, Field(ge=1, le=15)]] = public(
        "The federal Emergency Support Functions it answers to, 1 to 15.", list
    )
    assignments: list[Assignment] = public(
        "Who plays which part.", list, last=Last("no-primary", 10, "has nobody in charge any more", held="primaries")
    )
    works_with: list[Ref] = relation(
        "function",
        says=("works with", "works with"),
        description="Functions it has to be coordinated with.",
        default=list,
    )
    situation: Prose = public("What to expect, and what is taken for granted.", "")
    concept_of_operations: Prose = public("How the work goes, from the first minutes to the end.", "")
    direction_and_control: Prose = public("Who decides on what, and how decisions reach the people at work.", "")
    limits: list[Limit] = public("What the jurisdiction cannot do alone here, and where the help comes from.", list)
    reviewed: Day | None = public("The day it was last reviewed.", None, past=Past("of the last review"))
    authorities: list[Ref] = relation(
        "authority", says=("rests on", "is cited by"), description="Laws that bear on it.", default=list
    )

    @property
    def primaries(self) -> list[str]:
        """The agencies in charge, as references."""
        return [f"agency:{each.agency}" for each in self.assignments if each.part == "primary"]

    @property
    def full_label(self) -> str:
        """Its label with what it is a label of, such as Annex H; empty where it has none or its name says it."""
        return "" if is_said_in(self.label, self.name) else f"{_SCHEMES[self.scheme]} {self.label}"

    def other_names(self) -> Iterator[str]:
        """Yield its other names, its label, and the federal Emergency Support Functions: Annex H, ESF 6."""
        yield from super().other_names()
        yield self.full_label
        yield from (f"ESF {number}" for number in self.federal_esf)

    def own_needs(self) -> Iterator[Need]:
        """Yield its need of somebody in charge, and what helps it."""
        leading = (f"agency:{each.agency}" for each in self.assignments if each.part in ("primary", "coordinator"))
        yield Need(tuple(leading), to_say("has nobody in charge"), path=("assignments",))
        for index, each in enumerate(self.assignments):
            if each.part == "support":
                path = ("assignments", index)
                yield Need((f"agency:{each.agency}",), to_say("does without {it}"), essential=False, path=path)
