"""Questions: the essential elements of information, who answers them, for whom and how often."""

from __future__ import annotations

from eop_tools.kind import Entity, kind, public, relation
from eop_tools.text.catalog import to_say
from eop_tools.values import Duration, Lifeline, Ref


@kind(
    "question",
    "questions",
    title="Essential elements of information",
    section="What",
    work=True,
    gravity=90,
    bearing=30,
)
class Question(Entity):
    """A question that must be answered early and again and again (CPG 101: essential elements of information).

    ```yaml
    name: Which roads and bridges to the hospitals are open?
    lifelines: [transportation, health-and-medical]
    answered_by: [public-works-branch-director]
    needed_by: [operations-section-chief, situation-unit-leader]
    first_within: 60 min
    every: 1 h
    reported_on: [channel:status-board, channel:runner]
    because: Ambulances and rescue crews are sent by these roads.
    ```
    """

    lifelines: list[Lifeline] = public("FEMA's community lifelines it is about.", list)
    answered_by: list[Ref] = relation(
        "role",
        says=("is answered by", "answers"),
        description="Who finds out.",
        default=list,
        lack=to_say("is answered by nobody"),
    )
    needed_by: list[Ref] = relation(
        "role", says=("is answered for", "needs the answer to"), description="Who acts on the answer.", default=list
    )
    first_within: Duration | None = public("How soon the first answer is needed.", None)
    every: Duration | None = public("How often the answer is renewed.", None)
    reported_on: list[Ref] = relation(
        "channel",
        "contact",
        says=("is reported on", "carries the answer to"),
        description="How the answer travels, the first choice first.",
        default=list,
        lack=to_say("has no way to be reported"),
    )
    because: str = public("The decision that hangs on it.", "")
