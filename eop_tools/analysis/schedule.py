"""When each step of the procedures that run together starts and ends, and which targets are missed, and why.

A step waits for the steps before it, for all who do it (one thing at a time, the one that is due first goes first, and
nobody stops halfway), until they know and are there, and for a radio channel that carries another message.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Literal, NamedTuple

from eop_tools.analysis.effort import StepKey, Work, steps_before, works_of
from eop_tools.analysis.reachability import Reach
from eop_tools.kinds.procedure import Procedure, Step
from eop_tools.plan import Plan
from eop_tools.text.catalog import say
from eop_tools.values import minutes

NOBODY = "nobody is there to do it"
"""Marks a step that nobody can do; whose it is says it better (`why_undone`)."""
_DONE, _READY, _QUEUE, _PICK = 0, 1, 2, 3


class Hold(NamedTuple):
    """What a step waited for last, before it could start: which step, person or channel, and until when."""

    sort: Literal["start", "step", "known", "there", "busy", "channel"]
    what: StepKey | str
    until: float


class Timed(NamedTuple):
    """A step in time, in minutes from the start of the whole; `start` and `end` are None where it is not done.

    `soonest` is when it would end if everybody were there, with nothing else to do; `due` is None without a target.
    """

    key: StepKey
    people: tuple[str, ...]
    start: float | None
    end: float | None
    soonest: float | None
    due: float | None
    hold: Hold
    work: Work

    @property
    def late(self) -> float:
        """By how many minutes the target is missed; 0 where it is met, where there is none, or when it is not done."""
        return _late(self.end, self.due)


class Run(NamedTuple):
    """A procedure in time: when it started, by which step of another (None: at once), when the last step ends."""

    procedure: str
    started: float | None
    by: StepKey | None
    end: float | None
    soonest: float | None
    due: float | None
    steps: tuple[Timed, ...]

    @property
    def late(self) -> float:
        """By how many minutes the procedure's target is missed; 0 where it is met or where there is none."""
        return _late(self.end, self.due)


@dataclass(frozen=True)
class People:
    """Who does what: the contacts who act in each role, when each of them knows, and when they are at their place.

    `moves` is how long each needs from there to another place, `wanted` how many people a step of a role takes.
    """

    acting: Mapping[str, Sequence[str]]
    known: Mapping[str, float]
    there: Mapping[str, float]
    moves: Mapping[str, float]
    wanted: Mapping[str, int]


def schedule(
    plan: Plan,
    reach: Reach,
    procedures: Sequence[Procedure],
    started_by: Mapping[str, Sequence[StepKey]],
    people: People,
) -> tuple[Run, ...]:
    """Return when procedures run that are started together, or by steps of others (`started_by`, the first one counts).

    What waits for itself in a circle is never done.
    """
    before = {procedure.ref: steps_before(procedure) for procedure in procedures}
    works: dict[StepKey, Work] = {}
    for procedure in procedures:
        works |= works_of(plan, reach, procedure, before[procedure.ref])
    alone = _Course(procedures, before, started_by, works, None)
    alone.run()
    course = _Course(procedures, before, started_by, works, people)
    course.run()
    return tuple(_told(procedure, course, alone.ends, works) for procedure in procedures)


def _late(end: float | None, due: float | None) -> float:
    return max(0.0, round(end - due, 3)) if end is not None and due is not None else 0.0


def _told(
    procedure: Procedure, course: _Course, soonest: Mapping[StepKey, float], works: Mapping[StepKey, Work]
) -> Run:
    started = course.began.get(procedure.ref)
    begun = started[0] if started else None

    def due(text: str | None) -> float | None:
        return begun + minutes(text) if text and begun is not None else None

    steps = []
    for index, step in enumerate(procedure.steps):
        key = (procedure.ref, index)
        span = course.spans.get(key)
        hold = course.holds.get(key, Hold("start", "", begun or 0.0))
        failed = works[key].failed or ("" if key in course.ends else say("waits for itself in a circle of steps"))
        if not failed and span is None:
            failed = course.short[key]
        steps.append(
            Timed(
                key,
                course.team.get(key, ()),
                span[0] if span else None,
                span[1] if span else None,
                soonest.get(key),
                due(step.within),
                hold,
                works[key]._replace(failed=failed),
            )
        )
    ends = [each.end for each in steps if each.end is not None]
    first = [each.soonest for each in steps if each.soonest is not None]
    return Run(
        procedure.ref,
        begun,
        started[1] if started else None,
        max(ends, default=None),
        max(first, default=None),
        due(procedure.target),
        tuple(steps),
    )


# -- The course of things --------------------------------------------------------------------------------------------


class _Course:
    """One run through all steps; without `people` everybody is there at once and can do any number of things."""

    def __init__(
        self,
        procedures: Sequence[Procedure],
        before: Mapping[str, Sequence[Sequence[int]]],
        started_by: Mapping[str, Sequence[StepKey]],
        works: Mapping[StepKey, Work],
        people: People | None,
    ) -> None:
        self.works = works
        self.limited, self.people = people is not None, people or People({}, {}, {}, {}, {})
        self.steps = {(each.ref, index): step for each in procedures for index, step in enumerate(each.steps)}
        self.procedures = {each.ref: each for each in procedures}
        self.started_by = started_by
        self.missing = {(ref, index): len(held) for ref, lists in before.items() for index, held in enumerate(lists)}
        self.then: dict[StepKey, list[StepKey]] = {}
        for ref, lists in before.items():
            for index, held in enumerate(lists):
                for each in held:
                    self.then.setdefault((ref, each), []).append((ref, index))
        self.starts: dict[StepKey, list[str]] = {}
        for ref, keys in started_by.items():
            for key in keys:
                self.starts.setdefault(key, []).append(ref)
        self.order = {key: place for place, key in enumerate(self.steps)}
        self.began: dict[str, tuple[float, StepKey | None]] = {}
        self.spans: dict[StepKey, tuple[float, float]] = {}
        self.ends: dict[StepKey, float] = {}
        self.holds: dict[StepKey, Hold] = {}
        self.team: dict[StepKey, tuple[str, ...]] = {}
        self.short: dict[StepKey, str] = {}
        """Why there are too few people for a step."""
        self.plans: dict[str, tuple[float, str]] = {}
        """Of each person when they will be done with all that they are to do, and at which place."""
        self.place: dict[str, str] = {}
        self.events: list[tuple[float, int, int, StepKey | str]] = []
        self.waiting: dict[str, list[tuple[float, int, StepKey]]] = {}
        self.queued: dict[StepKey, float] = {}
        self.busy: dict[str, float] = {}
        self.last: dict[str, StepKey] = {}
        self.air: dict[str, float] = {}

    def run(self) -> None:
        """Let everything happen in its time."""
        for ref in self.procedures:
            if not self.started_by.get(ref):
                self._begin(ref, 0.0, None)
        happen = {_DONE: self._done, _READY: self._ready, _QUEUE: self._queue}
        while self.events:
            now, sort, _, what = heappop(self.events)
            if isinstance(what, str):
                self._pick(what, now)
            else:
                happen[sort](what, now)

    def _at(self, when: float, sort: int, what: StepKey | str) -> None:
        heappush(self.events, (when, sort, self.order[what] if isinstance(what, tuple) else 0, what))

    def _begin(self, ref: str, now: float, by: StepKey | None) -> None:
        self.began[ref] = now, by
        for index in range(len(self.procedures[ref].steps)):
            if not self.missing[ref, index]:
                self.holds[ref, index] = Hold("step", by, now) if by else Hold("start", "", now)
                self._at(now, _READY, (ref, index))

    def _done(self, key: StepKey, now: float) -> None:
        self.ends[key] = now
        for each in self.then.get(key, ()):
            self.missing[each] -= 1
            if not self.missing[each]:
                self.holds[each] = Hold("step", key, now)
                self._at(now, _READY, each)
        for ref in self.starts.get(key, ()):
            if ref not in self.began:
                self._begin(ref, now, key)

    def _ready(self, key: StepKey, now: float) -> None:
        step, work = self.steps[key], self.works[key]
        if not self.limited:
            self.spans[key] = now, now + work.takes
            self._at(now + work.takes, _DONE, key)
            return
        acting = self.people.acting.get(f"role:{step.who}", ())
        wanted = self.people.wanted.get(f"role:{step.who}", 1)
        able = [
            (self._free(each, step, now), place, each) for place, each in enumerate(acting) if each in self.people.known
        ]
        if work.failed or len(able) < wanted:
            self.short[key] = _too_few(wanted, len(able))
            self._at(now, _DONE, key)
            return
        chosen = sorted(able)[:wanted]
        self.team[key] = team = tuple(each for *_, each in chosen)
        for each in team:
            self.plans[each] = chosen[-1][0] + work.takes, step.at or self.plans.get(each, (0.0, ""))[1]
        there, last = max((self._from(each, step), each) for each in team)
        if there > now:
            travels = bool(step.at) and there > self.people.known[last]
            self.holds[key] = Hold("there" if travels else "known", last, there)
        self._at(max(now, there), _QUEUE, key)

    def _from(self, person: str, step: Step) -> float:
        """Return from when on a person can do a step."""
        return self.people.there[person] if step.at else self.people.known[person]

    def _free(self, person: str, step: Step, now: float) -> float:
        """Return when a person can do a step after all that they are to do already."""
        done, place = self.plans.get(person, (0.0, ""))
        return max(now, done, self._from(person, step)) + self._way(person, place, step)

    def _way(self, person: str, place: str, step: Step) -> float:
        """Return how long a person needs to the place of a step from where they are; nothing to their first place."""
        return self.people.moves[person] if step.at and place and place != step.at else 0.0

    def _queue(self, key: StepKey, now: float) -> None:
        within = self.steps[key].within
        due = self.began[key[0]][0] + minutes(within) if within else float("inf")
        for person in self.team[key]:
            heappush(self.waiting.setdefault(person, []), (due, self.order[key], key))
            self._at(now, _PICK, person)
        self.queued[key] = now

    def _pick(self, person: str, now: float) -> None:
        """Let a person who is free begin what is due first, of all for which the others who do it are free, too."""
        waiting, passed = self.waiting.get(person, []), []
        while waiting and self.busy.get(person, 0.0) <= now:
            entry = heappop(waiting)
            key = entry[-1]
            if key in self.spans:
                continue
            if all(self.busy.get(each, 0.0) <= now for each in self.team[key]):
                self._start(key, now)
            else:
                passed.append(entry)
        for entry in passed:
            heappush(waiting, entry)

    def _start(self, key: StepKey, now: float) -> None:
        """Begin a step: those who do it go to its place, and wait until the air is free."""
        step, work, team = self.steps[key], self.works[key], self.team[key]
        if now > self.queued[key]:
            last = max(team, key=lambda each: self.busy.get(each, 0.0))
            self.holds[key] = Hold("busy", self.last[last], now)
        way, slowest = max((self._way(each, self.place.get(each, ""), step), each) for each in team)
        start = now + way
        if way:
            self.holds[key] = Hold("there", slowest, start)
        if work.talks and self.air.get(work.way, 0.0) > start:
            start = self.air[work.way]
            self.holds[key] = Hold("channel", work.way, start)
        if work.talks:
            self.air[work.way] = start + work.talks
        self.spans[key] = start, start + work.takes
        self._at(start + work.takes, _DONE, key)
        for each in team:
            self.busy[each], self.last[each] = start + work.takes, key
            self.place[each] = step.at or self.place.get(each, "")
            self._at(start + work.takes, _PICK, each)


def _too_few(wanted: int, there: int) -> str:
    """Return that fewer people are there than a step needs."""
    if not there:
        return NOBODY
    if there == 1:
        return say("needs {number} people, and 1 is there", number=wanted)
    return say("needs {number} people, and {there} are there", number=wanted, there=there)
