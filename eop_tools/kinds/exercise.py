"""Exercises: what was tried, what worked, what did not, and who mends it by when (HSEEP)."""

from __future__ import annotations

from typing import Literal

from eop_tools.field_meaning import NotBefore, Past
from eop_tools.kind import ANY, Entity, Part, kind, public, relation, responder
from eop_tools.values import CoreCapability, Day, Ref


class Objective(Part):
    """One objective and how it went: P performed, S with some challenges, M with major challenges, U unable."""

    objective: str = public("What was to be shown.")
    capability: CoreCapability | None = public("The core capability it belongs to.", None)
    rating: Literal["P", "S", "M", "U"] | None = public("The rating of the evaluators.", None)


class CorrectiveAction(Part):
    """One line of the improvement plan."""

    action: str = public("What will be done.")
    element: Literal["planning", "organization", "equipment", "training", "exercises"] = public("POETE element.")
    owner: Ref = relation("role", says=("is mended by", "has to mend"), description="The role that sees to it.")
    due: Day | None = public("By when; leave it out for what goes on and on.", None)
    status: Literal["open", "in-progress", "done", "dropped"] = public("How far it is.", "open")
    completed: Day | None = public(
        "The day it was done.",
        None,
        past=Past("on which an action was completed"),
        not_before=NotBefore("date", "the day the action was completed, but the exercise was held on"),
    )


class AreaForImprovement(Part):
    """What did not work, why, and what follows."""

    finding: str = responder("What was seen.")
    actions: list[CorrectiveAction] = responder("What will be done.", list)


@kind("exercise", "exercises", title="Exercises", section="Upkeep")
class Exercise(Entity):
    """An exercise or the after-action review of a real incident, in the form of HSEEP.

    ```yaml
    name: Tornado tabletop
    date: 2026-04-15
    type: tabletop
    objectives:
      - {objective: Open the EOC within 60 minutes, rating: S}
    tested: [procedure:open-eoc]
    strengths: [Departments knew their seats.]
    illustrative: true
    ```
    """

    date: Day = public("The day it was held or began.")
    type: Literal["seminar", "workshop", "tabletop", "game", "drill", "functional", "full-scale", "incident"] = public(
        "HSEEP's type, or incident for a real one."
    )
    scenario: Ref | None = relation(
        "hazard", says=("plays through", "was exercised in"), description="The hazard of the scenario.", default=None
    )
    objectives: list[Objective] = public("What was to be shown.", list)
    tested: list[Ref] = relation(
        ANY, says=("tested", "was tested in"), description="What in the plan was put to use.", default=list
    )
    participants: list[Ref] = relation(
        "agency", says=("was attended by", "took part in"), description="Who took part.", default=list
    )
    strengths: list[str] = public("What went well.", list)
    improvements: list[AreaForImprovement] = responder("What did not, and what follows.", list)
