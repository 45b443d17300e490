"""Procedures: steps that can be carried out, by somebody, in time, in an order that has an end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eop_tools.kinds.level import Level
from eop_tools.kinds.procedure import START, Procedure
from eop_tools.kinds.role import Role
from eop_tools.plan import Plan
from eop_tools.plan.chains import circles
from eop_tools.plan.queries import rank_of
from eop_tools.rule import Correction, Mend, Verdict, rule
from eop_tools.text.phrases import short
from eop_tools.text.suggest import meant, nearest
from eop_tools.values import minutes

_GUESSES = 20


@rule("EOP401", "error")
def unknown_step(procedure: Procedure) -> Iterator[Verdict]:
    """A step comes after a step that is not in the procedure.

    Why it matters: whoever follows the steps stops there and searches.

    What to do: give the step that is meant an `id`, and use it. Steps are counted among the procedure's own; `start`
    stands for the start of the procedure.

    ```yaml flagged
    procedures/open-eoc:
      name: Open the EOC
      phase: respond
      trigger: The Emergency Manager decides on it.
      steps:
        - {id: unlock, do: Unlock the EOC., who: emergency-manager}
        - {do: Start the generator test., who: emergency-manager, after: [unlok]}
    ```

    ```yaml clean
    procedures/open-eoc:
      name: Open the EOC
      phase: respond
      trigger: The Emergency Manager decides on it.
      steps:
        - {id: unlock, do: Unlock the EOC., who: emergency-manager}
        - {do: Start the generator test., who: emergency-manager, after: [unlock]}
    ```
    """
    known = dict.fromkeys((START, *(step.id for step in procedure.steps if step.id)))
    guesses = 0
    for index, step in enumerate(procedure.steps):
        for at, id in enumerate(step.after):
            if id in known:
                continue
            guesses += 1
            hint = nearest(id, known) if guesses <= _GUESSES else ""
            place, near = procedure.at("steps", index, "after", at), meant(hint)
            yield Verdict(
                place,
                f"there is no step {short(id)} in {short(procedure.name)}",
                hint or "give the step that is meant this id",
                mend=Mend(f"write {near}", (Correction(place, near),), safe=False) if near else None,
            )


@rule("EOP402", "error")
def repeated_step_id(procedure: Procedure) -> Iterator[Verdict]:
    """Two steps of a procedure have the same id, or a step is called `start`.

    Why it matters: “after this step” then means either of the two; `start` is the start of the procedure.

    What to do: rename one, here and where it is meant.

    ```yaml flagged
    procedures/open-eoc:
      name: Open the EOC
      phase: respond
      trigger: The Emergency Manager decides on it.
      steps:
        - {id: unlock, do: Unlock the EOC., who: emergency-manager}
        - {id: unlock, do: Unlock the store., who: emergency-manager}
    ```

    ```yaml clean
    procedures/open-eoc:
      name: Open the EOC
      phase: respond
      trigger: The Emergency Manager decides on it.
      steps:
        - {id: unlock, do: Unlock the EOC., who: emergency-manager}
        - {id: unlock-store, do: Unlock the store., who: emergency-manager}
    ```
    """
    seen: dict[str, int] = {}
    taken = {step.id for step in procedure.steps}
    free: dict[str, str] = {}
    for index, step in enumerate(procedure.steps):
        if step.id == START:
            yield Verdict(
                procedure.at("steps", index, "id"), "“start” is the start of the procedure", "rename the step"
            )
        elif step.id and seen.setdefault(step.id, index) != index:
            first = (procedure.at("steps", seen[step.id], "id"), "the first one")
            place = procedure.at("steps", index, "id")
            if step.id not in free:
                free[step.id] = _free(step.id, taken)
            mend = Mend(f"rename it {free[step.id]}", (Correction(place, free[step.id]),))
            yield Verdict(place, f"two steps are called {short(step.id)}", "rename one of them", (first,), mend)


def _free(id: str, taken: set[str | None]) -> str:
    """Return an id like that one that is not taken: unlock-2."""
    return next(f"{id}-{number}" for number in range(2, len(taken) + 3) if f"{id}-{number}" not in taken)


def _before(procedure: Procedure) -> list[list[int]]:
    """Return for each step the steps that must be done first: those under `after`, or else the one before it."""
    place = {step.id: index for index, step in reversed(list(enumerate(procedure.steps))) if step.id}
    return [
        [place[id] for id in step.after if id in place] if step.after else list(range(index)[-1:])
        for index, step in enumerate(procedure.steps)
    ]


def _in_order(before: Sequence[Sequence[int]]) -> list[int]:
    """Return the steps in an order in which each follows what it comes after; steps in a circle are left out."""
    follows: list[list[int]] = [[] for _ in before]
    waits = [len(set(first)) for first in before]
    for index, first in enumerate(before):
        for other in set(first):
            follows[other].append(index)
    ready = [index for index, count in enumerate(waits) if not count]
    for index in ready:
        for other in follows[index]:
            waits[other] -= 1
            if not waits[other]:
                ready.append(other)
    return ready


@rule("EOP403", "error")
def circular_steps(procedure: Procedure) -> Iterator[Verdict]:
    """Steps wait for each other in a circle.

    Why it matters: none of them can ever begin.

    What to do: take one of them out of the other's `after`. A step without `after` comes after the one before it.

    ```yaml flagged
    procedures/open-eoc:
      name: Open the EOC
      phase: respond
      trigger: The Emergency Manager decides on it.
      steps:
        - {id: unlock, do: Unlock the EOC., who: emergency-manager, after: [announce]}
        - {id: announce, do: Announce the place., who: emergency-manager, after: [unlock]}
    ```

    ```yaml clean
    procedures/open-eoc:
      name: Open the EOC
      phase: respond
      trigger: The Emergency Manager decides on it.
      steps:
        - {id: unlock, do: Unlock the EOC., who: emergency-manager}
        - {id: announce, do: Announce the place., who: emergency-manager, after: [unlock]}
    ```
    """
    before = _before(procedure)
    left = set(range(len(before))) - set(_in_order(before))
    waits_for = {index: next(other for other in before[index] if other in left) for index in sorted(left)}
    for circle in circles(waits_for):
        first = min(circle)  # it says what it waits for: a step that says nothing waits for the one before it
        others = [index for index in circle if index != first]
        what = f"{_step(procedure, first)} waits for itself"
        if others:
            what = f"{_step(procedure, first)} and {_step(procedure, others[0])} wait for each other"
            what += f", in a circle of {len(circle)} steps" if len(others) > 1 else ""
        yield Verdict(
            procedure.at("steps", first, "after"),
            what,
            "take one of them out of the other's after",
            tuple((procedure.at("steps", index), "stands in the circle") for index in others[:5]),
        )


def _step(procedure: Procedure, index: int) -> str:
    return f"step {index + 1} ({short(procedure.steps[index].do, 40)})"


@rule("EOP404", "warning")
def late_step(procedure: Procedure) -> Iterator[Verdict]:
    """A step is due after the procedure's target, or before a step that has to be done first.

    Why it matters: the times contradict each other, so one of them cannot be kept.

    What to do: correct the time, the target, or the order. `within` counts from the start of the procedure, not from
    the step before.

    ```yaml flagged
    procedures/open-eoc:
      name: Open the EOC
      phase: respond
      trigger: The Emergency Manager decides on it.
      target: 60 min
      steps:
        - {do: Unlock the EOC., who: emergency-manager, within: 30 min}
        - {do: Announce the place., who: emergency-manager, within: 2 h}
    ```

    ```yaml clean
    procedures/open-eoc:
      name: Open the EOC
      phase: respond
      trigger: The Emergency Manager decides on it.
      target: 60 min
      steps:
        - {do: Unlock the EOC., who: emergency-manager, within: 30 min}
        - {do: Announce the place., who: emergency-manager, within: 45 min}
    ```
    """
    late = _beyond_target(procedure)
    yield from _told_of_target(procedure, late)
    before = _before(procedure)
    early: dict[int, list[int]] = {}
    latest: dict[int, tuple[float, int]] = {}  # the latest time among a step and all that come before it, and whose
    for index in _in_order(before):
        step = procedure.steps[index]
        known = max((latest[other] for other in before[index] if other in latest), default=None)
        if step.within and index not in late:  # a time that is wrong already says nothing of what comes after
            due = minutes(step.within)
            if known and due < known[0]:
                early.setdefault(known[1], []).append(index)
            known = max(known, (due, index)) if known else (due, index)
        if known:
            latest[index] = known
    for first, followers in early.items():
        index, others = followers[0], followers[1:]
        yield Verdict(
            procedure.at("steps", index, "within"),
            f"{_step(procedure, index)} is due within {procedure.steps[index].within}, but comes after "
            f"{_step(procedure, first)}, which may take {procedure.steps[first].within}",
            "correct one of the times, or say under after what the step really waits for",
            (
                (procedure.at("steps", first, "within"), "the step that is done first"),
                *((procedure.at("steps", other, "within"), "comes after it, too") for other in others[:4]),
            ),
        )


def _beyond_target(procedure: Procedure) -> dict[int, str]:
    """Return the steps that are due after the target, by their place in the row, with their times."""
    target = minutes(procedure.target) if procedure.target else None
    times = {index: step.within for index, step in enumerate(procedure.steps) if step.within}
    return {index: within for index, within in times.items() if target is not None and minutes(within) > target}


def _told_of_target(procedure: Procedure, late: dict[int, str]) -> Iterator[Verdict]:
    """Yield each step that is due after the target; where most are, it is rather the target that is wrong."""
    timed = sum(1 for step in procedure.steps if step.within)
    if len(late) > 2 and 2 * len(late) > timed:
        yield Verdict(
            procedure.at("target"),
            f"{len(late)} of {timed} steps with a time are due later than the target of {procedure.target}; the last "
            f"within {max(late.values(), key=minutes)}",
            "correct the target, or the times of the steps",
        )
        return
    for index, within in late.items():
        yield Verdict(
            procedure.at("steps", index, "within"),
            f"{_step(procedure, index)} is due within {within}, later than the target of {procedure.target}",
            "correct the time of the step, or the target",
            ((procedure.at("target"), "the target"),),
        )


@rule("EOP405", "warning")
def unstaffed_step(procedure: Procedure, plan: Plan) -> Iterator[Verdict]:
    """A step belongs to a role that is not yet staffed at the level at which the procedure is used.

    Why it matters: the step waits for somebody who has not been called in.

    What to do: give it to a role that is there, staff the role earlier, or use the procedure from a higher level.

    ```yaml flagged
    levels/partial: {name: Partial activation, rank: 1, triggers: [Two departments], activated_by: [emergency-manager]}
    levels/full: {name: Full activation, rank: 2, triggers: [The whole city], activated_by: [emergency-manager]}
    roles/logistics-chief:
      name: Logistics Section Chief
      agency: emergency-management
      section: Logistics
      reports_to: emergency-manager
      staffed_from: full
      holders: [duty-desk]
    procedures/open-eoc:
      name: Open the EOC
      phase: respond
      trigger: The Emergency Manager decides on it.
      level: partial
      steps:
        - {do: Unlock the EOC., who: logistics-chief}
    ```

    ```yaml clean
    levels/partial: {name: Partial activation, rank: 1, triggers: [Two departments], activated_by: [emergency-manager]}
    levels/full: {name: Full activation, rank: 2, triggers: [The whole city], activated_by: [emergency-manager]}
    roles/logistics-chief:
      name: Logistics Section Chief
      agency: emergency-management
      section: Logistics
      reports_to: emergency-manager
      staffed_from: partial
      holders: [duty-desk]
    procedures/open-eoc:
      name: Open the EOC
      phase: respond
      trigger: The Emergency Manager decides on it.
      level: partial
      steps:
        - {do: Unlock the EOC., who: logistics-chief}
    ```
    """
    rank = rank_of(plan, procedure.level)
    if rank is None:
        return
    used_from = short(plan.label(f"level:{procedure.level}"))
    for index, step in enumerate(procedure.steps):
        role = plan.find(Role, step.who)
        level = plan.find(Level, role.staffed_from) if role and role.staffed_from else None
        if role and level and level.rank > rank:
            yield Verdict(
                procedure.at("steps", index, "who"),
                f"{short(role.name)} is staffed only from {short(level.name)}, "
                f"but the procedure is used from {used_from}",
                "give the step to a role that is there, or staff this one earlier",
                ((role.at("staffed_from"), short(role.name)),),
            )
