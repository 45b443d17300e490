"""The steps of a rehearsal in sentences: when they are done, which are late or not done and why, and what ends when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import NamedTuple

from eop_tools.analysis.effort import StepKey
from eop_tools.analysis.rehearsal import Rehearsal
from eop_tools.analysis.schedule import NOBODY, Run, Timed
from eop_tools.kinds.channel import Channel
from eop_tools.kinds.level import Level
from eop_tools.kinds.procedure import Procedure, Step
from eop_tools.plan import Plan
from eop_tools.plan.chains import follow
from eop_tools.text.catalog import say
from eop_tools.text.phrases import counted, few, first_down, shortened


class Late(NamedTuple):
    """A step that misses its target, why, and the steps that are late because it is."""

    step: Timed
    why: str
    others: tuple[Timed, ...]


@dataclass(frozen=True)
class InTime:
    """A rehearsal and its plan: what there is to say about time."""

    plan: Plan
    rehearsal: Rehearsal

    @cached_property
    def level(self) -> Level | None:
        """The level that is rehearsed."""
        return self.plan.find(Level, self.rehearsal.level.partition(":")[2])

    def clock(self, after: float) -> str:
        """Return the time of day so many minutes after the start; with the day where it is not the first."""
        at = self.rehearsal.at
        minute = at.hour * 60 + at.minute + int(after + 0.5)
        days, rest = divmod(minute, 1440)
        text = f"{rest // 60:02}:{rest % 60:02}"
        if not days:
            return text
        if days == 1:
            return say("{time} the next day", time=text)
        return say("{time} {number} days later", time=text, number=days)

    def moment(self, after: float) -> str:
        """Return day and time so many minutes after the start, for programs; nothing past the end of the calendar."""
        try:
            return f"{self.rehearsal.at + timedelta(minutes=int(after + 0.5)):%Y-%m-%dT%H:%M}"
        except OverflowError:
            return ""

    @cached_property
    def steps(self) -> list[Timed]:
        """All steps of all procedures that run."""
        return [step for run in self.rehearsal.runs for step in run.steps]

    @cached_property
    def undone(self) -> list[Timed]:
        """The steps that cannot be done."""
        return [step for step in self.steps if step.start is None]

    @cached_property
    def _timed(self) -> dict[StepKey, Timed]:
        return {step.key: step for step in self.steps}

    def step(self, key: StepKey) -> Step:
        """Return a step of the plan."""
        procedure = self.plan.get(key[0])
        if not isinstance(procedure, Procedure):
            raise KeyError(key)
        return procedure.steps[key[1]]

    def named(self, key: StepKey, longest: int = 60) -> str:
        """Return a step by its procedure, number and words."""
        words = shortened(self.step(key).do.rstrip("."), longest)
        return say(
            "{procedure}, step {number} “{words}”", procedure=self.plan.label(key[0]), number=key[1] + 1, words=words
        )

    def numbered(self, key: StepKey) -> str:
        """Return a step by its number and its procedure."""
        return say("step {number} of {procedure}", number=key[1] + 1, procedure=self.plan.label(key[0]))

    def not_done(self, step: Timed) -> str:
        """Return why a step cannot be done."""
        return say("{step}: {why}.", step=self.named(step.key), why=self.why_undone(step))

    def why_undone(self, step: Timed) -> str:
        """Return why a step cannot be done, as a clause."""
        id = self.step(step.key).who
        role = f"role:{id}"
        if step.work.failed != NOBODY:
            return step.work.failed
        if role not in self.plan:
            return say("the plan has no role “{id}”", id=id)
        who = self.plan.label(role)
        if role in self.rehearsal.lost:
            return say("{role} is taken as lost", role=who)
        return say("nobody is there as {role}", role=who)

    @cached_property
    def late(self) -> list[Late]:
        """The steps that miss their targets and why, the latest first; those that wait for a late one stand with it."""
        behind: dict[StepKey, list[Timed]] = {}
        for step in self.steps:
            if step.late:
                root = self._root(step)
                behind.setdefault(root.key, [])
                if root is not step:
                    behind[root.key].append(step)
        found = [Late(self._timed[key], self._why(self._timed[key]), tuple(held)) for key, held in behind.items()]
        return sorted(found, key=lambda late: -max(each.late for each in (late.step, *late.others)))

    def _root(self, step: Timed) -> Timed:
        """Return the first late step in the chain of those that a late step waits for; each chain is walked once."""
        line: dict[StepKey, Timed] = {}
        while step.key not in self._roots and step.key not in line:
            line[step.key] = step
            if step.hold.sort != "step" or not isinstance(step.hold.what, tuple) or self._overrun(step) >= step.late:
                break
            before = self._timed[step.hold.what]
            if not before.late:
                break
            step = before
        root = self._roots.get(step.key, step)
        self._roots.update(dict.fromkeys(line, root))
        return root

    @cached_property
    def _roots(self) -> dict[StepKey, Timed]:
        return {}

    @staticmethod
    def _overrun(step: Timed) -> float:
        return max(0.0, step.work.takes - step.work.gives) if step.work.gives is not None else 0.0

    def _why(self, step: Timed) -> str:
        hold, label = step.hold, self.plan.label
        if self._overrun(step) >= step.late or hold.sort == "start":
            return self._takes_too_long(step)
        until = self.clock(hold.until)
        if isinstance(hold.what, tuple):
            other = self.numbered(hold.what)
            if hold.sort == "busy":
                both = [each for each in step.people if each in self._timed[hold.what].people]
                return say("{who} is busy until {time} with {step}", who=label(both[0]), time=until, step=other)
            return say("it waits for {step} until {time}", step=other, time=until)
        if hold.sort == "there":
            return say("{who} is there only at {time}", who=label(hold.what), time=until)
        if hold.sort == "channel":
            return say("{channel} carries another message until {time}", channel=label(hold.what), time=until)
        return say("{who} does not know until {time}", who=label(hold.what), time=until)

    def _takes_too_long(self, step: Timed) -> str:
        work = step.work
        takes = duration(work.takes)
        if work.calls:
            takes = say("{length} for {calls}", length=takes, calls=counted(work.calls, "call"))
        elif work.way:
            takes = say("{length} on {channel}", length=takes, channel=self.plan.label(work.way))
        return say("it takes {takes}, the plan leaves {gives}", takes=takes, gives=duration(work.gives or 0))

    def lateness(self, late: Late) -> str:
        """Return what is late, by how much, why, and what else is late because of it."""
        step = late.step
        said = say(
            "{step}: done {done}, due {due}, {length} late: {why}.",
            step=self.named(step.key),
            done=self.clock(step.end or 0.0),
            due=self.clock(step.due or 0.0),
            length=duration(step.late),
            why=late.why,
        )
        if not late.others:
            return said
        most = duration(max(each.late for each in late.others))
        steps = counted(len(late.others), "more step is late because of it", "more steps are late because of it")
        return say("{said} {more}", said=said, more=say("{steps}, by up to {length}.", steps=steps, length=most))

    def ran(self, run: Run) -> str:
        """Return the name of a procedure, with its course."""
        return say("{procedure}: {course}.", procedure=self.plan.label(run.procedure), course=self.course(run))

    def course(self, run: Run) -> str:
        """Return when a procedure starts and ends, whether that is in time, and what starts it, as a clause."""
        if run.started is None or run.end is None:
            return say("nothing of it is done")
        said = say("{start} to {end}", start=self.clock(run.started), end=self.clock(run.end))
        if run.due is not None:
            said = self._aimed(said, run, run.due, run.end)
        return say("{course}; {step} starts it", course=said, step=self.numbered(run.by)) if run.by else said

    def _aimed(self, said: str, run: Run, due: float, end: float) -> str:
        """Return the course of a procedure with how it stands to its target."""
        target = self.clock(due)
        if not run.late:
            return say("{course}, target {time}: met", course=said, time=target)
        missed = duration(run.late)
        said = say("{course}, target {time}: missed by {length}", course=said, time=target, length=missed)
        if run.soonest is None or run.soonest >= end:
            return said
        return say(
            "{course} ({time} if everybody were there at once, with nothing else to do)",
            course=said,
            time=self.clock(run.soonest),
        )

    def chain(self, run: Run) -> list[Timed]:
        """Return the steps that decide when a procedure ends: the last, what it waited for, and so on to the start."""
        ending = [step for step in run.steps if step.end is not None and step.end == run.end]
        keys = follow(ending[0].key if ending else None, self._waited_for)
        return [self._timed[key] for key in keys][::-1]

    def _waited_for(self, key: StepKey) -> StepKey | None:
        what = self._timed[key].hold.what
        return what if isinstance(what, tuple) else None

    @property
    def branches(self) -> list[str]:
        """The procedures that steps may start besides, with the conditions."""
        run = {each.procedure for each in self.rehearsal.runs}
        eocs = [f"facility:{id}" for id in (self.level.eoc if self.level else ())]
        gone = set(eocs[: eocs.index(self.rehearsal.eoc)] if self.rehearsal.eoc in eocs else eocs)
        said: dict[str, list[str]] = {}
        for step in self.steps:
            for branch in self.step(step.key).branches:
                ref = f"procedure:{branch.start}"
                started = self.plan.get(ref)
                if ref in run or not isinstance(started, Procedure):
                    continue
                if not any(f"facility:{each.at}" in gone for each in started.steps):
                    said.setdefault(ref, []).append(branch.when)
        return [
            say(
                "{procedure}, if {condition}.",
                procedure=self.plan.label(ref),
                condition=first_down(whens[0].rstrip(".")),
            )
            for ref, whens in said.items()
        ]

    @property
    def announced(self) -> list[str]:
        """Who has to be told that a channel is used: a line for each set of channels with the same people to tell."""
        used: dict[tuple[str, ...], dict[str, None]] = {}
        for step in self.steps:
            channel = self.plan.get(step.work.way) if step.end is not None else None
            if isinstance(channel, Channel) and channel.notify_on_use:
                used.setdefault(tuple(channel.notify_on_use), {})[channel.name] = None
        return [
            say(
                "Whoever uses {channels} tells {who}; no time is counted for it.",
                channels=few(names, 6, "or"),
                who=few(map(self.plan.label, refs), 3),
            )
            for refs, names in used.items()
        ]

    @property
    def conditional(self) -> int:
        """How many of the steps are done only when something holds."""
        return sum(bool(self.step(step.key).when) for step in self.steps)


def duration(length: float) -> str:
    """Return a length of time: 41 min, 2 h, 1 h 40 min, 3 days."""
    whole = int(length + 0.5)
    if whole < 1:
        return f"{int(length * 60 + 0.5)} s"
    if whole >= 2880:
        return counted(whole // 1440, "day")
    if whole < 100:
        return f"{whole} min"
    hours, rest = divmod(whole, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"
