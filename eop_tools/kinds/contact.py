"""Contacts: people and always-staffed desks, and every way to reach them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import StrictBool, model_validator

from eop_tools.field_meaning import Past
from eop_tools.kind import Entity, Part, kind, public, relation, responder
from eop_tools.need import ITSELF, Need
from eop_tools.text.catalog import say, to_say
from eop_tools.text.phrases import humane
from eop_tools.values import Audience, Day, Hours, Label, Ref

MethodType = Literal["voice", "text", "email", "pager", "radio", "satellite", "web", "fax", "in-person"]


class Method(Part):
    """One way to reach a contact."""

    told_apart_by = ("type", "value", "channel")

    type: MethodType = public("How the message travels.")
    value: Label = responder("The number, address or call sign.", "")
    channel: Ref | None = relation(
        "channel",
        says=("can be reached on", "reaches"),
        description="The radio channel, for type radio.",
        default=None,
        counts=True,
        audience=Audience.responder,
    )
    hours: Hours | None = public(
        "When somebody answers: 24/7, daily 19:00-07:00, weekdays 08:00-12:00, 13:00-16:30, 2nd Mon 09:00-12:00, by "
        "appointment. Leave it out where it is not known.",
        None,
    )
    over: list[Ref] = relation(
        "agency",
        "resource",
        "facility",
        says=("runs over", "carries"),
        description="The networks and systems this method needs, so that two methods that share one are seen as one.",
        default=list,
        counts=True,
        audience=Audience.responder,
    )
    verified: Day | None = responder(
        "The day somebody last tried it and got through.", None, past=Past("on which it was last tried")
    )
    audience: Audience | None = public("Who may see this method, if not responders.", None)
    audience_reason: str = public("Why more people may see it, for example a published switchboard.", "")
    carried: StrictBool = public(
        "Whether a radio or the like is with the person at any time, at home too; else it counts on duty only.", False
    )
    note: str = responder("What the caller needs to know.", "")

    @model_validator(mode="after")
    def _reaches(self) -> Method:
        if not self.value and self.channel is None:
            raise ValueError("give the number or address as value, or a channel")
        return self


@kind(
    "contact",
    "contacts",
    title="Contacts",
    section="Who",
    audience=Audience.responder,
    losable=True,
    for_use=True,
    gravity=10,
    kit="Who to call",
)
class Contact(Entity):
    """A person, or a desk. People are for responders unless a reason says otherwise.

    ```yaml
    name: EOC duty desk
    type: desk
    agency: emergency-management
    audience: public
    audience_reason: The desk is published by the City.
    methods:
      - type: voice
        value: 222-555-0140
        audience: public
        audience_reason: The number is published by the City.
        hours: 24/7
        verified: 2026-09-01
      - {type: email, value: eoc-desk@example.org}
    illustrative: true
    ```
    """

    type: Literal["person", "desk"] = public("A person, or a desk, at which more than one person may answer.")
    title: str = public("The person's job title.", "")
    agency: Ref = relation("agency", says=("works for", "employs"), description="Whom the contact works for.")
    methods: list[Method] = public(
        "Every way to reach the contact, the best one first; none for somebody who only signs.", list
    )
    languages: list[str] = public("Languages besides English.", list)

    def own_needs(self) -> Iterator[Need]:
        """Yield what it needs: the agency as it stands, and one way to be reached."""
        yield Need((f"{ITSELF}agency:{self.agency}",), to_say("works for {it}"), path=("agency",))
        ways = tuple(f"{self.ref}/methods/{index}" for index in range(len(self.methods)))
        yield Need(ways, to_say("cannot be reached"), path=("methods",))

    def part_needs(self) -> Iterator[tuple[str, list[Need]]]:
        """Yield each way to be reached with the networks it runs over."""
        for index, method in enumerate(self.methods):
            over = [*method.over, *([f"channel:{method.channel}"] if method.channel else [])]
            path = ("methods", index, "over")
            yield f"methods/{index}", [Need((ref,), to_say("runs over {it}"), path=path) for ref in over]

    def part_name(self, part: str) -> str:
        """Return what people call a way to be reached."""
        way = humane(self.methods[int(part.rpartition("/")[2])].type).lower()
        return say("{name} by {way}", name=self.name, way=way)
