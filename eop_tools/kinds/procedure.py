"""Procedures: steps that a person in a role can carry out at 2 a.m."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from eop_tools.finding import FieldPath
from eop_tools.kind import AnyOf, Entity, Part, kind, public, relation
from eop_tools.need import BACKUPS, WHO_ANSWERS, Need
from eop_tools.text.catalog import say, to_say
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
    who: Ref = relation(
        "role", says=("is carried out by", "carries out"), description="The role that does it.", counts=True
    )
    within: Duration | None = public("By when, counted from the start of the procedure.", None)
    call: list[Ref] = relation(
        "role",
        "agency",
        "contact",
        says=("calls", "is called in"),
        description="Whom to reach in this step.",
        default=list,
        counts=True,
    )
    on: list[Ref] = relation(
        "channel",
        "contact",
        says=("communicates on", "is used in"),
        description="How to reach them: primary, alternate, contingency, emergency (PACE), in this order.",
        default=list,
        counts=True,
    )
    at: Ref | None = relation(
        "facility",
        says=("takes place at", "is the place of"),
        description="Where it is done.",
        default=None,
        counts=True,
    )
    using: list[Ref | AnyOf] = relation(
        "resource",
        says=("uses", "is used in"),
        description="What is needed to do it; use any_of where one of several is enough.",
        default=list,
        counts=True,
    )
    under: list[Ref] = relation(
        "agreement",
        says=("relies on", "is relied on by"),
        description="The agreement that makes it possible.",
        default=list,
        counts=True,
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

    def needs(self, path: FieldPath) -> Iterator[Need]:
        """Yield what it takes to do the step that stands at a path: somebody, ways to communicate, a place, means."""
        yield Need((f"role:{self.who}",), to_say("has nobody to do it"), path=(*path, "who"))
        yield Need(tuple(self.on), to_say("has no way to communicate"), path=(*path, "on"))
        if self.at:
            places = (f"facility:{self.at}", f"facility:{self.at}{BACKUPS}")
            yield Need(places, to_say("has no place"), path=(*path, "at"))
        for index, use in enumerate(self.using):
            refs = use.any_of if isinstance(use, AnyOf) else [f"resource:{use}"]
            lack = to_say("lacks {it}") if len(refs) == 1 else to_say("lacks what it takes")
            yield Need(tuple(refs), lack, path=(*path, "using", index))
        for index, id in enumerate(self.under):
            yield Need((f"agreement:{id}",), to_say("rests on {it}"), path=(*path, "under", index))
        called = tuple(f"{ref}{WHO_ANSWERS}" for ref in self.call)
        yield Need(called, to_say("reaches nobody whom it calls"), path=(*path, "call"), wanted=True)
        for index, key in enumerate(called if len(called) > 1 else ()):
            yield Need((key,), to_say("does not reach {it}"), essential=False, path=(*path, "call", index))


@kind(
    "procedure",
    "procedures",
    title="Procedures",
    section="Act now",
    work=True,
    gravity=100,
    bearing=80,
    kit="Procedures",
)
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

    def own_needs(self) -> Iterator[Need]:
        """Yield its need of each step; one that is done only when something holds does not stop it."""
        own = self.ref
        for index, step in enumerate(self.steps):
            yield Need(
                (f"{own}/steps/{index}",),
                to_say("cannot be carried out in full"),
                essential=not step.when,
                path=("steps", index),
            )

    def part_needs(self) -> Iterator[tuple[str, list[Need]]]:
        """Yield each step with what it takes."""
        for index, step in enumerate(self.steps):
            yield f"steps/{index}", list(step.needs(("steps", index)))

    def part_name(self, part: str) -> str:
        """Return what people call a step."""
        number = int(part.rpartition("/")[2]) + 1
        return say("step {number} of {procedure}", number=number, procedure=self.name)
