"""Events: things that happened and call for another look at the plan."""

from __future__ import annotations

from typing import Literal

from eop_tools.field_meaning import Past
from eop_tools.kind import ANY, Entity, kind, public, relation
from eop_tools.values import Day, Ref


@kind("event", "events", title="Events", section="Upkeep")
class Event(Entity):
    """Something that triggers a review (CPG 101): an incident, a new law, a turnover, an activation.

    ```yaml
    name: Spring flood
    date: 2021-04-12
    type: incident
    affects: [procedure:declare-emergency]
    ```
    """

    date: Day = public("The day it happened.", past=Past("on which it happened", when="is_unplanned"))
    type: Literal[
        "incident",
        "activation",
        "exercise",
        "law",
        "guidance",
        "turnover",
        "election",
        "resource-change",
        "hazard-change",
        "reorganization",
    ] = public("Why it calls for a review.")
    hazard: Ref | None = relation(
        "hazard", says=("was a case of", "happened as"), description="The hazard, for an incident.", default=None
    )
    level: Ref | None = relation(
        "level", says=("reached", "was reached in"), description="The activation level reached.", default=None
    )
    affects: list[Ref] = relation(
        ANY,
        says=("calls for a review of", "is to be reviewed after"),
        description="What must be looked at again.",
        default=list,
    )

    @property
    def is_unplanned(self) -> bool:
        """Whether it cannot be known beforehand: an election, or a law that will hold from a day on, can."""
        return self.type in ("incident", "activation")
