"""Procedures: steps that a person in a role can carry out at 2 a.m."""

from __future__ import annotations

from typing import Literal

from eop_tools.kind import AnyOf, Entity, Part, kind, public, relation
from eop_tools.values import Duration, Id, Ref

START = "start"


class Branch(Part):
    """A decision at a step: when this holds, another procedure starts."""

    when: str = public("The condition, as a person would see it.")
    start: Ref = relation(
        "procedure", says=("leads on to", "is reached from"), description="The procedure to start then."
    )


class Step(Part):
    """One thing for one role to do, in an imperative sentence.

    A step with `when` is left out where that does not hold; what comes after it then does not wait for it.
    """

    id: Id | None = public("A short name, so that other steps can come after this one.", None)
    when: str = public("Do this step only when this holds; leave it out where it is always done.", "")
    do: str = public("What to do, in one imperative sentence.", min_length=3)
    who: Ref = relation("role", says=("is carried out by", "carries out"), description="The role that does it.")
    within: Duration | None = public("By when, counted from the start of the procedure.", None)
    call: list[Ref] = relation(
        "role",
        "agency",
        "contact",
        says=("calls", "is called in"),
        description="Whom to reach in this step.",
        default=list,
    )
    on: list[Ref] = relation(
        "channel",
        "contact",
        says=("communicates on", "is used in"),
        description="How to reach them: primary, alternate, contingency, emergency (PACE), in this order.",
        default=list,
    )
    at: Ref | None = relation(
        "facility", says=("takes place at", "is the place of"), description="Where it is done.", default=None
    )
    using: list[Ref | AnyOf] = relation(
        "resource",
        says=("uses", "is used in"),
        description="What is needed to do it; use any_of where one of several is enough.",
        default=list,
    )
    under: list[Ref] = relation(
        "agreement",
        says=("relies on", "is relied on by"),
        description="The agreement that makes it possible.",
        default=list,
    )
    after: list[Id] = public(
        "Steps that must be done first; without it, the step before. `start` stands for the start of the procedure.",
        list,
    )
    branches: list[Branch] = public("Decisions at this step that start another procedure.", list)
    authorities: list[Ref] = relation(
        "authority", says=("rests on", "is cited by"), description="The law that allows or asks for it.", default=list
    )
    note: str = public("What helps to do it right.", "")


@kind("procedure", "procedures", title="Procedures", section="Act now")
class Procedure(Entity):
    """What to do, step by step: who, when, where, on which channel, with what.

    ```yaml
    name: Open the EOC
    phase: respond
    trigger: The duty officer decides on partial activation or higher.
    target: 60 min
    level: partial
    function: direction-and-control
    steps:
      - do: Announce the activation and the place to the EOC staff.
        who: duty-officer
        within: 10 min
        on: [channel:notification-system, channel:phone-tree]
      - do: Unlock the EOC and start the generator test.
        who: logistics-section-chief
        within: 30 min
        at: main-eoc
      - do: Put up the paper status boards.
        when: The shared log or the network is down
        who: planning-section-chief
        within: 45 min
    done_when: Every position of the level is staffed.
    ```
    """

    phase: Literal["prevent", "prepare", "respond", "recover", "maintain"] = public("When in the life of an emergency.")
    trigger: str = public("What starts it.")
    target: Duration | None = public("How soon the last step must be done.", None)
    level: Ref | None = relation(
        "level",
        says=("is used from", "uses"),
        description="The lowest activation level at which it is used.",
        default=None,
    )
    function: Ref | None = relation(
        "function", says=("serves", "is served by"), description="The function it belongs to.", default=None
    )
    provides_for: list[Ref] = relation(
        "population",
        says=("provides for", "is provided for by"),
        description="People whose needs it meets.",
        default=list,
    )
    steps: list[Step] = public("The steps, in order.", min_length=1)
    done_when: str = public("How one sees that it is done.", "")
    authorities: list[Ref] = relation(
        "authority", says=("rests on", "is cited by"), description="Laws that bear on it.", default=list
    )
