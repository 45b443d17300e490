"""Assumptions: what the plan takes for granted until an exercise or an incident shows otherwise."""

from __future__ import annotations

from eop_tools.field_meaning import Past
from eop_tools.kind import Entity, kind, public, relation
from eop_tools.values import Day, Ref


@kind("assumption", "assumptions", title="Planning assumptions", section="The plan")
class Assumption(Entity):
    """Something the plan treats as a fact (CPG 101: planning assumptions).

    ```yaml
    name: One way of calling people will fail.
    so: Each step names at least two channels that share nothing.
    if_wrong: Steps are slower by the time it takes to send a runner.
    tested_in: [event:spring-flood]
    reviewed: 2026-09-01
    ```
    """

    so: str = public("What the plan does because of it.", "")
    if_wrong: str = public("What happens, and what is done, when it does not hold.", "")
    tested_in: list[Ref] = relation(
        "exercise",
        "event",
        says=("was put to the test in", "tested the assumption"),
        description="Exercises and events that bore it out or shook it.",
        default=list,
    )
    reviewed: Day | None = public("The day it was last reviewed.", None, past=Past("of the last review"))
