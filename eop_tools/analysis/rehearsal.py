"""An activation on paper: who is called when, who fills each position, and how the procedures run in time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import NamedTuple

from eop_tools.analysis.and_or_system import System
from eop_tools.analysis.assumptions import TRAVEL, Presumption, assumptions
from eop_tools.analysis.call_down import call_down
from eop_tools.analysis.calls import CallDown
from eop_tools.analysis.effort import StepKey
from eop_tools.analysis.needs import lost_with
from eop_tools.analysis.reachability import Reach, is_on_duty, silent_on_hours
from eop_tools.analysis.schedule import People, Run, schedule
from eop_tools.analysis.staffing import Staffing, staffing
from eop_tools.errors import EopError
from eop_tools.kinds.hazard import Hazard
from eop_tools.kinds.level import Level
from eop_tools.kinds.procedure import Procedure
from eop_tools.kinds.role import Role
from eop_tools.plan import Plan
from eop_tools.plan.queries import rank_of
from eop_tools.text.phrases import listed
from eop_tools.text.suggest import did_you_mean
from eop_tools.values import minutes, near_duration

NIGHT = time(2)
"""The hour that is rehearsed where none is asked for."""


@dataclass(frozen=True)
class Rehearsal:
    """One activation on paper. Times are minutes from `at`; references are those of the plan."""

    level: str
    hazard: str
    lost: tuple[str, ...]
    at: datetime
    eoc: str
    """Where it is run from: the first place that can be used; empty where there is none, or none is left."""
    calls: CallDown
    staffing: Staffing
    runs: tuple[Run, ...]
    assumptions: tuple[Presumption, ...]


@dataclass(frozen=True)
class Setting:
    """A level that is activated at a time, after losses (references of the plan); worked out once for all hazards."""

    plan: Plan
    system: System
    """What everything in the plan needs."""
    level: Level
    at: datetime
    lost: tuple[str, ...] = ()

    @cached_property
    def reach(self) -> Reach:
        """Who can be reached."""
        return Reach(self.plan, self.system.fall(lost_with(self.lost)), self.at, self.lost)

    @cached_property
    def whole(self) -> Setting:
        """The same with nothing lost, by which everybody's turn to be called goes."""
        return replace(self, lost=())

    @cached_property
    def staffing(self) -> Staffing:
        """Who fills each position."""
        return staffing(self.plan, self.reach, self.level)

    @cached_property
    def eoc(self) -> str:
        """The id of the first EOC that can be used; nothing where there is none."""
        refs = ((id, f"facility:{id}") for id in self.level.eoc)
        return next((id for id, ref in refs if ref in self.plan and ref not in self.reach.fall.down), "")


def rehearse(setting: Setting, hazard: Hazard | None = None, travel: str = TRAVEL) -> Rehearsal:
    """Return how a level is activated, with the first hour of a hazard; it takes people `travel` to get to their place.

    What the hazard takes out is lost, besides what the setting says.

    Raises EopError where nobody can be called because no role is held by anybody.
    """
    if hazard and hazard.takes_out:
        lost = (*setting.lost, *(ref for ref in hazard.takes_out if ref in setting.plan))
        setting = replace(setting, lost=tuple(dict.fromkeys(lost)))
    plan, level, reach = setting.plan, setting.level, setting.reach
    if not any(role.holders for role in plan.of(Role)):
        raise EopError("no role of this plan is held by anybody, so nobody can be called", "write `holders` into roles")
    outset = _outset(setting, hazard)
    before = _called(setting.whole, _outset(setting.whole, hazard)) if setting.lost else None
    calls = _called(setting, outset, before)
    people = _people(reach, outset.acting, calls, minutes(travel))
    return Rehearsal(
        level.ref,
        hazard.ref if hazard else "",
        setting.lost,
        setting.at,
        f"facility:{setting.eoc}" if setting.eoc else "",
        calls,
        setting.staffing,
        schedule(plan, reach, outset.run, _started_by(outset), people),
        assumptions(travel, calls.watched, silent_on_hours(plan)),
    )


class _Outset(NamedTuple):
    """What an activation begins with: the procedures that lead it, those that run, and who acts in which role."""

    leading: list[Procedure]
    opening: Procedure | None
    openings: set[str]
    run: list[Procedure]
    acting: dict[str, tuple[str, ...]]


def _outset(setting: Setting, hazard: Hazard | None) -> _Outset:
    plan = setting.plan
    leading, opening, openings = _activation(plan, setting.level, setting.eoc)
    first = [found for id in (hazard.first_hour if hazard else ()) if (found := plan.find(Procedure, id))]
    starting = first if any(_starts(each, openings) for each in first) else [*first, *leading]
    run = list({each.ref: each for each in [*starting, opening] if each and each.ref not in setting.lost}.values())
    return _Outset(leading, opening, openings, run, _acting(setting, run))


def _called(setting: Setting, outset: _Outset, before: CallDown | None = None) -> CallDown:
    return call_down(setting.plan, setting.reach, setting.level, outset.acting, outset.leading, before)


def when(text: str, today: date) -> datetime:
    """Return the time that is meant: `02:00` the next time after a day, or `2026-12-25 02:00`. Raises EopError."""
    day, _, hour = text.strip().replace("T", " ").rpartition(" ")
    try:
        clock = time.fromisoformat(hour.zfill(5))
        return datetime.combine(date.fromisoformat(day.strip()) if day else _after(today), clock.replace(second=0))
    except ValueError:
        raise EopError(
            f"“{text}” is no time", "write a time such as 02:00, or a day and a time such as “2026-12-25 02:00”"
        ) from None


def travel_time(text: str) -> str:
    """Return how long people need to their place, as the plan language writes it. Raises EopError."""
    try:
        minutes(text)
    except ValueError:
        hint = f"did you mean “{near}”?" if (near := near_duration(text)) else "write for example 45 min or 1 h"
        raise EopError(f"“{text}” is no length of time", hint) from None
    return text


def _after(today: date) -> date:
    return today if today == date.max else today + timedelta(days=1)


def level_of(plan: Plan, id: str) -> Level:
    """Return a level by its id or its reference. Raises EopError with the nearest one, or where there are none."""
    levels = sorted(plan.of(Level), key=lambda level: -level.rank)
    if not levels:
        raise EopError("this plan has no activation levels, so there is nothing to rehearse")
    found = plan.find(Level, id.removeprefix("level:"))
    if found is None:
        known = [level.id for level in levels]
        asked = f"there is no level “{id}” in this plan" if id else "say which level is rehearsed, with --level"
        raise EopError(asked, (did_you_mean(id, known) if id else "") or f"the levels are: {listed(known)}")
    return found


def lost_of(plan: Plan, refs: Iterable[str]) -> tuple[str, ...]:
    """Return what is lost, each once. Raises EopError where the plan has no such thing, or where it is a level."""
    found = tuple(plan.must(ref).ref for ref in dict.fromkeys(refs))
    if any(ref.startswith("level:") for ref in found):
        raise EopError("a level is not lost: it is what is rehearsed", "say with --level which one that is")
    return found


def hazard_of(plan: Plan, id: str) -> Hazard:
    """Return a hazard by its id or its reference. Raises EopError with the nearest one."""
    found = plan.find(Hazard, id.removeprefix("hazard:"))
    if found is None:
        known = [hazard.id for hazard in plan.of(Hazard)]
        hint = did_you_mean(id.removeprefix("hazard:"), known) or (
            f"the hazards are: {listed(known)}" if known else "this plan has no hazards"
        )
        raise EopError(f"there is no hazard “{id}” in this plan", hint)
    return found


def taken_out(plan: Plan, id: str) -> list[str]:
    """Return what a hazard takes out, by its id or its reference. EopError: there is none, or it is unsaid."""
    hazard = hazard_of(plan, id)
    if not hazard.takes_out:
        raise EopError(
            f"the plan does not say what {hazard.name} takes out",
            f"write `takes_out` into hazards/{hazard.id}.yaml, or say with --lose what is lost",
        )
    return hazard.takes_out


def _activation(plan: Plan, level: Level, eoc: str) -> tuple[list[Procedure], Procedure | None, set[str]]:
    """Return the procedures that lead to the opening of an EOC, the one for the EOC in use, and all that open one.

    Those that lead are no first hours of a hazard, and somebody who may decide on the level starts the opening in them.
    The one that opens has the most steps at the place, those first that another procedure starts. Where it is decided
    to open one EOC and another has to do, that one is opened then.
    """
    respond = [each for each in plan.of(Procedure) if each.phase == "respond"]
    respond = [each for each in respond if (rank_of(plan, each.level) or 0) <= level.rank]
    deciding = {each.id: _decided_in(each, level) for each in respond}
    started = {id for starts in deciding.values() for id in starts}
    opening = _opening(respond, started, eoc)
    places = {id for each in plan.of(Level) for id in each.eoc}
    openings = {each.id for each in plan.of(Procedure) if each.id in started and _steps_at(each, places)}
    first_hours = {id for hazard in plan.of(Hazard) for id in hazard.first_hour}
    leading = [each for each in respond if each.id not in first_hours and deciding[each.id] & openings]
    return [each for each in leading if each is not opening], opening, openings | ({opening.id} if opening else set())


def _decided_in(procedure: Procedure, level: Level) -> set[str]:
    """Return the procedures that somebody who may decide on the level starts in one."""
    return {branch.start for step in procedure.steps if step.who in level.activated_by for branch in step.branches}


def _opening(procedures: Iterable[Procedure], started: Collection[str], eoc: str) -> Procedure | None:
    """Return the procedure that opens an EOC: of those with steps there the first among equals, or None."""
    there = [each for each in procedures if eoc and _steps_at(each, {eoc})]
    return max(there, key=lambda each: (each.id in started, _steps_at(each, {eoc})), default=None)


def _steps_at(procedure: Procedure, places: set[str]) -> int:
    return sum(step.at in places for step in procedure.steps)


def _starts(procedure: Procedure, others: set[str]) -> bool:
    """Whether a step of a procedure starts one of others."""
    return any(branch.start in others for step in procedure.steps for branch in step.branches)


def _started_by(outset: _Outset) -> dict[str, list[StepKey]]:
    """Return for each procedure the steps of those before it that start it; an EOC is opened in place of another."""
    starting: dict[str, list[StepKey]] = {}
    found = {}
    for procedure in outset.run:
        ids = outset.openings if procedure is outset.opening else {procedure.id}
        found[procedure.ref] = sorted(key for id in ids for key in starting.get(id, ()))
        for index, step in enumerate(procedure.steps):
            for branch in step.branches:
                starting.setdefault(branch.start, []).append((procedure.ref, index))
    return found


def _acting(setting: Setting, run: Sequence[Procedure]) -> dict[str, tuple[str, ...]]:
    """Return who acts in each role that is called: positions as they are filled, offices by those who answer."""
    plan, staffed = setting.plan, setting.staffing
    acting: dict[str, tuple[str, ...]] = {each.role: () for each in staffed.empty}
    for seat in staffed.seats:
        acting[seat.role] = (*acting.get(seat.role, ()), seat.contact)
    seated = {seat.contact for seat in staffed.seats}
    for id in dict.fromkeys(step.who for procedure in run for step in procedure.steps):
        role = plan.find(Role, id)
        if role and role.ref not in acting:
            acting[role.ref] = _office(setting.reach, role, seated)
    return acting


def _office(reach: Reach, role: Role, seated: Collection[str]) -> tuple[str, ...]:
    """Return who may act in an office: the first who answers; if it needs several, so many, and who is there anyway."""
    able = [each.contact.ref for each in reach.candidates(role) if reach.ways(each.contact)]
    wanted = reach.wanted(role)
    if wanted == 1:
        return tuple(able[:1])
    called = [ref for ref in able if ref not in seated][:wanted]
    return tuple(ref for ref in able if ref in seated or ref in called)


def _people(reach: Reach, acting: dict[str, tuple[str, ...]], calls: CallDown, travel: float) -> People:
    """Return when everybody knows and is there: who is on duty at once, the others after the way to their place."""
    roles = {ref: role for ref in acting if (role := reach.plan.find(Role, ref.removeprefix("role:")))}
    on_duty = {contact for ref, role in roles.items() if is_on_duty(reach.plan, role) for contact in acting[ref]}
    desks = {ref for ref, contact in reach.people.items() if contact.type == "desk"}
    known = {**calls.known, **dict.fromkeys(on_duty, 0.0)}
    there = {ref: at if ref in on_duty or ref in desks else at + travel for ref, at in known.items()}
    moves = {ref: 0.0 if ref in desks else travel for ref in known}
    return People(acting, known, there, moves, {ref: reach.wanted(role) for ref, role in roles.items()})
