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
        return f"{text} the next day" if days == 1 else f"{text} {days} days later"

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
        return f"{self.plan.label(key[0])}, step {key[1] + 1} “{words}”"

    def numbered(self, key: StepKey) -> str:
        """Return a step by its number and its procedure."""
        return f"step {key[1] + 1} of {self.plan.label(key[0])}"

    def not_done(self, step: Timed) -> str:
        """Return why a step cannot be done."""
        return f"{self.named(step.key)}: {self.why_undone(step)}."

    def why_undone(self, step: Timed) -> str:
        """Return why a step cannot be done, as a clause."""
        id = self.step(step.key).who
        role = f"role:{id}"
        if step.work.failed != NOBODY:
            return step.work.failed
        if role not in self.plan:
            return f"the plan has no role “{id}”"
        who = self.plan.label(role)
        return f"{who} is taken as lost" if role in self.rehearsal.lost else f"nobody is there as {who}"

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
            calls = f" for {counted(step.work.calls, 'call')}" if step.work.calls else ""
            way = f" on {label(step.work.way)}" if step.work.way and not step.work.calls else ""
            return (
                f"it takes {duration(step.work.takes)}{calls or way}, the plan leaves {duration(step.work.gives or 0)}"
            )
        until = self.clock(hold.until)
        if isinstance(hold.what, tuple):
            other = self.numbered(hold.what)
            if hold.sort == "busy":
                both = [each for each in step.people if each in self._timed[hold.what].people]
                return f"{label(both[0])} is busy until {until} with {other}"
            return f"it waits for {other} until {until}"
        if hold.sort == "there":
            return f"{label(hold.what)} is there only at {until}"
        waits = "carries another message" if hold.sort == "channel" else "does not know"
        return f"{label(hold.what)} {waits} until {until}"

    def lateness(self, late: Late) -> str:
        """Return what is late, by how much, why, and what else is late because of it."""
        step = late.step
        done, due = self.clock(step.end or 0.0), self.clock(step.due or 0.0)
        said = f"{self.named(step.key)}: done {done}, due {due}, {duration(step.late)} late: {late.why}."
        if late.others:
            most = max(each.late for each in late.others)
            steps = counted(len(late.others), "more step is", "more steps are")
            said += f" {steps} late because of it, by up to {duration(most)}."
        return said

    def ran(self, run: Run) -> str:
        """Return when a procedure starts and ends, whether that is in time, and what starts it."""
        name = self.plan.label(run.procedure)
        if run.started is None or run.end is None:
            return f"{name}: nothing of it is done."
        target = ""
        if run.due is not None:
            target = f", target {self.clock(run.due)}: {f'missed by {duration(run.late)}' if run.late else 'met'}"
            if run.late and run.soonest is not None and run.soonest < run.end:
                target += f" ({self.clock(run.soonest)} if everybody were there at once, with nothing else to do)"
        by = f"; {self.numbered(run.by)} starts it" if run.by else ""
        return f"{name}: {self.clock(run.started)} to {self.clock(run.end)}{target}{by}."

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
        return [f"{self.plan.label(ref)}, if {first_down(whens[0].rstrip('.'))}." for ref, whens in said.items()]

    @property
    def announced(self) -> list[str]:
        """Who has to be told that a channel is used: a line for each set of channels with the same people to tell."""
        used: dict[tuple[str, ...], dict[str, None]] = {}
        for step in self.steps:
            channel = self.plan.get(step.work.way) if step.end is not None else None
            if isinstance(channel, Channel) and channel.notify_on_use:
                used.setdefault(tuple(channel.notify_on_use), {})[channel.name] = None
        return [
            f"Whoever uses {few(names, 6, 'or')} tells {few(map(self.plan.label, refs), 3)}; no time is counted for it."
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
        return f"{whole // 1440} days"
    if whole < 100:
        return f"{whole} min"
    hours, rest = divmod(whole, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"
