"""Functions: what has to be done in any emergency, and which agency plays which part in it."""

from __future__ import annotations

from typing import Literal

from eop_tools.kind import Entity, Part, kind, public, relation
from eop_tools.values import CoreCapability, Label, Lifeline, Ref


class Assignment(Part):
    """The part one agency plays in a function, and what that means."""

    agency: Ref = relation("agency", says=("is carried out by", "takes part in"), description="The agency.")
    part: Literal["coordinator", "primary", "support", "cooperating"] = public(
        "Coordinator: one that keeps several primaries together. Primary: in charge. Support: helps when asked. "
        "Cooperating: works alongside, under its own direction."
    )
    responsibilities: list[str] = public("What the agency does in this function.", list)


@kind("function", "functions", title="Functions", section="What")
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
        responsibilities: [Open and run shelters with the Red Cross]
    ```
    """

    label: Label = public("Its letter or number in the plan.", "")
    scheme: Literal["annex", "esf", "mission"] = public("Which numbering the label belongs to.", "annex")
    purpose: str = public("What is achieved, in one sentence.")
    lifelines: list[Lifeline] = public("FEMA's community lifelines it keeps up.", list)
    core_capabilities: list[CoreCapability] = public("Core capabilities of the National Preparedness Goal.", list)
    federal_esf: list[int] = public("The federal Emergency Support Functions it answers to, 1 to 15.", list)
    assignments: list[Assignment] = public("Who plays which part.", list)
    works_with: list[Ref] = relation(
        "function",
        says=("works with", "works with"),
        description="Functions it has to be coordinated with.",
        default=list,
    )
    limits: list[str] = public("What the jurisdiction cannot do alone here, and where the help comes from.", list)
    authorities: list[Ref] = relation(
        "authority", says=("rests on", "is cited by"), description="Laws that bear on it.", default=list
    )
