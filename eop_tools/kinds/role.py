"""Roles: the positions that act, whom they answer to, and who steps in when somebody is missing."""

from __future__ import annotations

from pydantic import StrictBool, model_validator

from eop_tools.field_meaning import Last
from eop_tools.kind import Entity, Part, kind, public, relation
from eop_tools.values import Audience, Ref


class Successor(Part):
    """The next in line: a role, a body such as the council, or an open slot. Exactly one of the three."""

    role: Ref | None = relation(
        "role",
        says=("is succeeded by", "succeeds"),
        description="The role that steps in.",
        default=None,
        counts=True,
    )
    body: str = public("A body that steps in, for example the Board of Commissioners.", "")
    slot: str = public("An open slot, for example the next Council Member to arrive.", "")

    @model_validator(mode="after")
    def _one(self) -> Successor:
        if sum(map(bool, (self.role, self.body, self.slot))) != 1:
            raise ValueError("name exactly one of role, body or slot")
        return self


class Succession(Part):
    """Who steps in, in which order, when, and until when (CPG 101: lines of succession)."""

    order: list[Successor] = public("Who steps in, the first one first.", min_length=1)
    trigger: str = public("What makes the next in line take over.", "")
    ends: str = public("What gives the role back.", "")
    authorities: list[Ref] = relation(
        "authority",
        says=("rests on", "is cited by"),
        description="The law behind the line of succession.",
        default=list,
    )


class FirstAction(Part):
    """Something to do at once, and whom to reach for it."""

    do: str = public("What to do, in one imperative sentence.", min_length=3)
    call: list[Ref] = relation(
        "role",
        "agency",
        "contact",
        says=("calls", "is called in"),
        description="Whom to reach for it, so that the number stands beside it.",
        default=list,
    )


class Delegation(Part):
    """Something this role may decide, and the limit of it (CPG 101: delegation of authority)."""

    may: str = public("What the role may decide or sign.")
    limit: str = public("Where that ends.", "")
    authorities: list[Ref] = relation(
        "authority", says=("rests on", "is cited by"), description="The law that gives the power.", default=list
    )


@kind("role", "roles", title="Roles", section="Who", gravity=70, bearing=20, kit="Who are you?")
class Role(Entity):
    """A position in the organisation: one person at a time, one line of reporting (ICS: unity of command).

    ```yaml
    name: EOC Director
    agency: emergency-management
    section: Command
    reports_to: policy-group-chair
    staffed_from: partial
    holders: [avery-example]
    first_actions:
      - {do: Take the situation report from the duty desk., call: [contact:duty-desk]}
    duties:
      - Direct the EOC and set the objectives of each operational period.
    succession:
      order: [{role: planning-section-chief}]
      trigger: The director cannot be reached within 15 minutes.
      ends: The director reports for duty.
    illustrative: true
    ```
    """

    agency: Ref = relation("agency", says=("belongs to", "has the role"), description="The agency that fills it.")
    section: str = public("The part of the organisation it stands in, for example Command, Operations or Logistics.")
    reports_to: Ref | None = relation(
        "role",
        says=("reports to", "leads"),
        description="The one role it answers to; only the head has none.",
        default=None,
    )
    works_with: list[Ref] = relation(
        "role",
        says=("works with", "works with"),
        description="Roles it deals with directly, across the lines of reporting.",
        default=list,
    )
    staffed_from: Ref | None = relation(
        "level",
        says=("is staffed from", "staffs"),
        description="The lowest activation level at which the position is staffed; so it is at every higher one.",
        default=None,
    )
    people: int | None = public("How many people one shift needs.", None, ge=1, le=500)
    round_the_clock: StrictBool = public("Whether somebody must be reachable at any hour.", False)
    holders: list[Ref] = relation(
        "contact",
        says=("is held by", "holds"),
        description="Who holds the role, the first choice first.",
        default=list,
        counts=True,
        last=Last("no-holder", 80, "has no holder any more"),
        audience=Audience.responder,
    )
    succession: Succession | None = public("Who steps in.", None)
    first_actions: list[str | FirstAction] = public(
        "What to do first, one action a line, each an imperative sentence; as {do: …, call: […]} where somebody is to "
        "be reached for it.",
        list,
    )
    duties: list[str] = public("What the role is there for.", list)
    powers: list[Delegation] = public("What the role may decide, and the limits.", list)
    training: list[str] = public("Courses and exercises the holder must have, for example ICS-300.", list)

    @property
    def to_do_first(self) -> list[FirstAction]:
        """Its first actions, each with those it calls, however they are written."""
        return [FirstAction(do=said) if isinstance(said, str) else said for said in self.first_actions]
