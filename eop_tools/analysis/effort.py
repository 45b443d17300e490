"""What the steps of a procedure take: which ones each waits for, which way works, how long, and what cannot be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from eop_tools.analysis.assumptions import CALL, MESSENGER, ON_THE_AIR, STEP
from eop_tools.analysis.explain import because
from eop_tools.analysis.reachability import Reach, answered_within, takes
from eop_tools.kind import Entity
from eop_tools.kinds.channel import Channel
from eop_tools.kinds.contact import Contact
from eop_tools.kinds.procedure import START, Procedure, Step
from eop_tools.plan import Plan
from eop_tools.text.catalog import say
from eop_tools.values import minutes

StepKey = tuple[str, int]
"""A step: the reference of its procedure, and its place in it."""
_ON_THE_AIR = ("talkgroup", "conventional")
_TO_ALL = ("web", "broadcast")


class Work(NamedTuple):
    """What a step takes: minutes in all and on the air, the way it uses, and why it cannot be done (else empty)."""

    takes: float
    talks: float
    way: str
    calls: int
    gives: float | None
    failed: str


def works_of(plan: Plan, reach: Reach, procedure: Procedure, before: Sequence[Sequence[int]]) -> dict[StepKey, Work]:
    """Return what each step takes. A way to communicate is tried after those before it were in vain."""
    found = {}
    for index, step in enumerate(procedure.steps):
        gives = _given(procedure, index, before[index])
        way, talk = _way(plan, reach, step)
        takes = talk
        if not step.call:
            takes = max(talk, STEP if gives is None else min(STEP, max(gives, 1.0)))
        channel = plan.get(way) if way else None
        aloud = ON_THE_AIR if isinstance(channel, Channel) and channel.type in _ON_THE_AIR else 0.0
        failed = _failed(plan, reach, f"{procedure.ref}/steps/{index}")
        if step.on and not way and not failed:
            failed = say("has no way to communicate that works at {time}", time=f"{reach.at:%H:%M}")
        found[procedure.ref, index] = Work(takes, aloud, way, len(step.call), gives, failed)
    return found


def _failed(plan: Plan, reach: Reach, key: str) -> str:
    """Return why a step cannot be done with what is left; who does it is another question."""
    need = reach.fall.why.get(key)
    return because(plan, reach.fall, key) if need and need.path[-1:] != ("who",) else ""


def _way(plan: Plan, reach: Reach, step: Step) -> tuple[str, float]:
    """Return the first way to communicate that works, and how long it takes, with those that are tried in vain."""
    called = max(1, len(step.call))
    spent = 0.0 if step.on else CALL * len(step.call)
    for place, ref in enumerate(step.on):
        entity = plan.get(ref)
        spent += _talk(reach, entity, called, meant=place == 0)
        if entity and (reach.ways(entity) if isinstance(entity, Contact) else ref not in reach.fall.down):
            return ref, spent
    return "", spent


def _talk(reach: Reach, entity: Entity | None, called: int, *, meant: bool) -> float:
    """Return how long it takes to reach so many on one way; sending out messengers, where they are meant, is quick."""
    if isinstance(entity, Contact):
        *vain, last = [entity.methods[way].type for way in reach.tries(entity)] or ["voice"]
        return sum(map(takes, vain)) + CALL * called + answered_within(last)
    if not isinstance(entity, Channel):
        return 0.0
    if entity.type == "runner":
        return CALL if meant else MESSENGER
    if entity.type in _ON_THE_AIR:
        return ON_THE_AIR
    return CALL if entity.type in _TO_ALL else CALL * called


def _given(procedure: Procedure, index: int, before: Sequence[int]) -> float | None:
    """Return how many minutes the plan leaves for a step, after the latest of those before it."""
    within = procedure.steps[index].within
    earlier = [minutes(text) for each in before if (text := procedure.steps[each].within)]
    return minutes(within) - max(earlier, default=0.0) if within else None


def steps_before(procedure: Procedure) -> list[list[int]]:
    """Return for each step which ones it waits for, by their places."""
    places: dict[str, int] = {}
    for index, step in enumerate(procedure.steps):
        if step.id:
            places.setdefault(step.id, index)
    return [
        [places[id] for id in dict.fromkeys(step.after) if id != START and id in places]
        if step.after
        else [index - 1][: index > 0]
        for index, step in enumerate(procedure.steps)
    ]
