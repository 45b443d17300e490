"""Hazards: what can happen here, how likely and how bad, and what is done in the first hour."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from eop_tools.field_meaning import Last, Past
from eop_tools.kind import Entity, Part, Source, kind, public, relation
from eop_tools.need import Need
from eop_tools.text.catalog import to_say
from eop_tools.values import Day, Ref

Grade = Literal["low", "medium", "high"]


class Assessment(Part):
    """Where the grades come from (CPG 101: hazard analysis summary)."""

    source: str = public("The document, for example the county's hazard mitigation plan.")
    assessed: Day = public("The day or the year's first day of that assessment.", past=Past("of the assessment"))


class Trigger(Part):
    """A sign that calls for an activation level."""

    when: str = public("What is seen or announced.")
    level: Ref | None = relation(
        "level", says=("activates", "is activated by"), description="The level it calls for.", default=None
    )


class PastEvent(Part):
    """When it happened here before."""

    date: Day = public("The day it happened or began.", past=Past("on which it happened"))
    what: str = public("What happened, in a sentence.")
    sources: list[Source] = public("Where that is told.", list)


@kind("hazard", "hazards", title="Hazards", section="What", work=True, gravity=120, bearing=50, kit="What happened?")
class Hazard(Entity):
    """Something that can go wrong here, natural, technological or caused by people.

    ```yaml
    name: Tornado
    category: natural
    probability: medium
    impact: high
    areas: [Whole city]
    season: April to September
    takes_out: [resource:public-cellular]
    assessment: {source: Example County hazard mitigation plan, assessed: 2024-01-01}
    triggers:
      - {when: Tornado warning for any part of the city}
    protective_actions:
      - Shelter in a basement or an inner room away from windows.
    ```
    """

    category: Literal["natural", "technological", "human-caused"] = public("Where it comes from.")
    probability: Grade | None = public(
        "How likely it is in the planning period; leave it out where nobody has said.", None
    )
    impact: Grade | None = public("How bad it would be; leave it out where nobody has said.", None)
    areas: list[str] = public("Which parts of the jurisdiction it threatens.", list)
    season: str = public("When it is likely.", "")
    assessment: Assessment | None = public("Where the grades come from.", None)
    triggers: list[Trigger] = public("Signs to act on.", list)
    protective_actions: list[str] = public("What people should do, one action a line.", list)
    mitigation: list[str] = public("What is done beforehand to lessen it, and who does it.", list)
    annex: Ref | None = relation(
        "section",
        "function",
        says=("is planned for in", "plans for"),
        description="The annex that covers it.",
        default=None,
        counts=True,
        last=Last("no-annex", 20, "is a high hazard and is planned for in no annex any more", when="is_high"),
    )
    first_hour: list[Ref] = relation(
        "procedure",
        says=("is met first with", "is the first answer to"),
        description="The procedures of the first hour, in order.",
        default=list,
        counts=True,
        last=Last("no-first-hour", 30, "is a high hazard and has no first-hour procedure any more", when="is_high"),
    )
    takes_out: list[Ref] = relation(
        *("agency", "agreement", "channel", "contact", "facility", "resource"),
        says=("takes out", "is taken out by"),
        description="What is lost with it, as has to be expected: what-if and rehearsals of it begin without these.",
        default=list,
    )
    functions: list[Ref] = relation(
        "function", says=("calls for", "is called for by"), description="The functions it calls on most.", default=list
    )
    history: list[PastEvent] = public("When it happened here before.", list)

    @property
    def is_high(self) -> bool:
        """Whether the plan must be ready for it in detail: neither grade low or not said, and one high."""
        grades = (self.probability, self.impact)
        return "high" in grades and "low" not in grades and None not in grades

    def own_needs(self) -> Iterator[Need]:
        """Yield its need of each procedure of the first hour."""
        for index, id in enumerate(self.first_hour):
            lack = to_say("is not met in full in the first hour")
            yield Need((f"procedure:{id}",), lack, path=("first_hour", index))
