"""What a rehearsal says, in sentences: the verdict, who is not told, what stays unfilled, how the call-down goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from eop_tools.analysis.call_down import Call
from eop_tools.analysis.staffing import Lack
from eop_tools.report.rehearsal.timeline import InTime, duration
from eop_tools.text.phrases import counted, few, first_down, humane, spoken
from eop_tools.values import minutes

_ALIKE = 3
"""From so many on, what cannot be had for one and the same reason is told in one line."""
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Caller(NamedTuple):
    """Somebody who calls others, with whom they call by themselves, the earliest first."""

    contact: str
    calls: tuple[Call, ...]


@dataclass(frozen=True)
class RehearsalSentences(InTime):
    """A rehearsal and its plan, in sentences."""

    # -- The whole ---------------------------------------------------------------------------------------------------

    @property
    def occasion(self) -> str:
        """What is rehearsed, when, and without what: the first half of the verdict."""
        found = self.rehearsal
        lost = f", without {few(map(self.plan.label, found.lost), 5)}" if found.lost else ""
        hazard = f", {self.plan.label(found.hazard)}" if found.hazard else ""
        return f"{self.plan.label(found.level)} at {self.clock(0)} on {self.day}{hazard}{lost}"

    @property
    def day(self) -> str:
        """The day that is rehearsed, with its weekday."""
        at = self.rehearsal.at
        return f"{_DAYS[at.weekday()]} {spoken(at.date())}"

    @property
    def verdict(self) -> str:
        """The answer in one sentence."""
        said = [self.placed, self.told, self.filled, self.in_time]
        return f"{self.occasion}: {'; '.join(filter(None, said)) or 'there is nobody to call and nothing to do'}."

    @property
    def nothing_lost(self) -> str:
        """That a hazard takes nothing down by itself, where nothing is lost; else empty."""
        found = self.rehearsal
        return "Nothing is taken as lost; --lose says what is." if found.hazard and not found.lost else ""

    @property
    def placed(self) -> str:
        """Where it is run from, where that is not the first choice."""
        places = [f"facility:{id}" for id in (self.level.eoc if self.level else ())]
        found = self.rehearsal.eoc
        if not places or found == places[0]:
            return ""
        first = self.plan.label(places[0])
        return f"it is run from {self.plan.label(found)}, not from {first}" if found else f"{first} cannot be used"

    @property
    def told(self) -> str:
        """Whether all who must know do, by when, and whether that is soon enough."""
        calls = self.rehearsal.calls
        must = [call for call in calls.calls if call.must_know]
        silent = calls.missing
        if not calls.decides:
            able = self.level and self.level.activated_by
            return f"nobody who may activate {self.plan.label(self.rehearsal.level)} can be reached" if able else ""
        if not must and not silent:
            return ""
        if not must:
            return f"none of {counted(silent, 'party', 'parties')} who must know can be reached"
        known, worst = max(call.known for call in must), max(call.worst for call in must)
        who = "everybody who must know is told"
        if silent:
            who = f"{silent} of {len(must) + silent} who must know cannot be reached, the others are told"
        return f"{who} by {self.clock(known)}{self._against(known, worst)}"

    def _against(self, known: float, worst: float) -> str:
        text = self.level.notify_within if self.level else None
        at_worst = f"at worst by {self.clock(worst)}"
        if not text:
            return f", {at_worst}"
        over = known - minutes(text)
        return f" (target {text}: {f'missed by {duration(over)}' if over > 0 else 'met'}; {at_worst})"

    @property
    def filled(self) -> str:
        """How many positions are filled."""
        staffing = self.rehearsal.staffing
        if not staffing.positions:
            return ""
        if not staffing.empty:
            filled = "the one position is" if staffing.positions == 1 else f"all {staffing.positions:,} positions are"
            return f"{filled} filled"
        stay = "stays" if len(staffing.empty) == 1 else "stay"
        return f"{len(staffing.empty)} of {counted(staffing.positions, 'position')} {stay} unfilled"

    @property
    def in_time(self) -> str:
        """How many steps miss their targets or cannot be done."""
        if not self.steps:
            return ""
        missed = sum(bool(step.late) for step in self.steps)
        ended = sum(bool(run.late) for run in self.rehearsal.runs)
        undone = len(self.undone)
        aimed = sum(step.due is not None for step in self.steps)
        said = f"{missed} of {counted(aimed, 'step target')} {'is' if missed == 1 else 'are'} missed"
        if not missed:
            said = "every step that can be done is in time" if undone else "every step is in time"
        if ended:
            said += f", {counted(ended, 'procedure ends', 'procedures end')} too late"
        return f"{said}, {counted(undone, 'step')} cannot be done" if undone else said

    # -- People ------------------------------------------------------------------------------------------------------

    @property
    def unheard(self) -> list[str]:
        """Who cannot be told, and why."""
        rows = []
        for silent in self.rehearsal.calls.silent:
            after = f" So {silent.missing} of the {silent.wanted} cannot be told." if silent.wanted > 1 else ""
            rows.append((silent.ref, self._reasons(silent.tried), after))
        return self._grouped(rows, "whom to call")

    @property
    def unfilled(self) -> list[str]:
        """Which positions stay unfilled, why, and what the plan says to do then."""
        rows = []
        for empty in self.rehearsal.staffing.empty:
            instead = [first_down(each) if each.startswith("The ") else each for each in empty.instead]
            after = f" Next by the plan: {few(instead, 2)}." if instead else ""
            rows.append((empty.role, self._reasons([self._lack(each) for each in empty.lacks]), after))
        return self._grouped(rows, "to fill it")

    @property
    def second_choices(self) -> list[str]:
        """Which positions are filled by another than the first choice, and what keeps that one away."""
        label = self.plan.label
        return [
            f"{label(seat.role)}: {label(seat.contact)}"
            f"{f', as {label(seat.through)}' if seat.through != seat.role else ''}; "
            f"{self._without(seat.role, self._reasons([self._lack(each) for each in seat.passed]))}."
            for seat in self.rehearsal.staffing.seats
            if seat.passed or seat.role in self.rehearsal.lost
        ]

    def _lack(self, lack: Lack) -> tuple[str, str]:
        return lack.contact, f"fills {self.plan.label(lack.fills)}" if lack.fills else lack.why

    def _without(self, ref: str, reasons: Mapping[str, Sequence[str]]) -> str:
        """Return what keeps everybody away; of a role that is lost, that it is."""
        lost = "it is taken as lost" if ref in self.rehearsal.lost else ""
        return "; ".join(filter(None, (lost, _said(reasons))))

    def _reasons(self, lacks: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
        """Return what keeps people away, with the names of those whom it keeps away."""
        grouped: dict[str, list[str]] = {}
        for ref, why in lacks:
            grouped.setdefault(why, []).append(self.plan.label(ref))
        return grouped

    def _grouped(self, rows: Sequence[tuple[str, dict[str, list[str]], str]], nobody: str) -> list[str]:
        """Return a line each; several from whom one reason keeps everybody away share a line, which goes first."""
        alike: dict[str, list[str]] = {}
        for ref, reasons, after in rows:
            one = len(reasons) == 1 and not next(iter(reasons)).startswith("fills ")
            if one and not after and ref not in self.rehearsal.lost:
                alike.setdefault(next(iter(reasons)), []).append(ref)
        shared = {why: refs for why, refs in alike.items() if len(refs) >= _ALIKE}
        told = {ref for refs in shared.values() for ref in refs}
        return [
            *(
                f"{few(map(self.plan.label, refs), 6)}: all whom the plan names for them {_many(why)}."
                for why, refs in sorted(shared.items(), key=lambda each: -len(each[1]))
            ),
            *(
                f"{self.plan.label(ref)}: {self._without(ref, reasons) or f'the plan names nobody {nobody}'}.{after}"
                for ref, reasons, after in rows
                if ref not in told
            ),
        ]

    @property
    def callers(self) -> list[Caller]:
        """Who calls somebody by themselves, as expected: whoever begins first goes first."""
        lists: dict[str, list[Call]] = {}
        for call in self.rehearsal.calls.calls:
            if call.caller and not call.by_notice:
                lists.setdefault(call.caller, []).append(call)
        found = [Caller(contact, tuple(held)) for contact, held in lists.items()]
        known = self.rehearsal.calls.known
        return sorted(found, key=lambda each: (known[each.contact], min(call.known for call in each.calls)))

    def calls_of(self, caller: Caller) -> str:
        """Return whom somebody calls, and when the last of them knows."""
        names = few([self.plan.label(call.contact) for call in caller.calls], 5)
        last, worst = max(call.known for call in caller.calls), max(call.worst for call in caller.calls)
        times = self.clock(last) if worst == last else f"{self.clock(last)}, at worst {self.clock(worst)}"
        if len(caller.calls) == 1:
            return f"{self.plan.label(caller.contact)} calls {names} ({times})."
        return (
            f"{self.plan.label(caller.contact)} calls {len(caller.calls)}, one after the other: {names}. "
            f"The last knows at {times}."
        )

    @property
    def started(self) -> list[str]:
        """How the call-down starts: who hears of it, who decides, and the notice."""
        calls, label = self.rehearsal.calls, self.plan.label
        if not calls.decides:
            return []
        said = [f"{self.clock(0)}: {label(calls.watch)} hears of it."]
        if calls.decides == calls.watch:
            said = [f"{self.clock(0)}: {label(calls.watch)} hears of it and decides."]
        else:
            said.append(f"{self.clock(calls.decided)}: {label(calls.decides)} decides.")
        if calls.notice:
            heard = [call for call in calls.calls if call.by_notice]
            when = f", who know by {self.clock(max(call.known for call in heard))}" if heard else ""
            said.append(
                f"{self.clock(calls.notice.sent)}: {label(calls.notice.sender)} sends a notice on "
                f"{label(calls.notice.channel)} to {len(heard)} at once{when}."
            )
        elif calls.lost_notice:
            said.append(f"{label(calls.lost_notice)} cannot be used: no notice goes to all at once, all are called.")
        return said

    def way(self, call: Call) -> str:
        """Return how somebody is reached first, in a word."""
        method = getattr(self.plan.get(call.contact), "methods")[call.way]  # noqa: B009
        return humane(method.type).lower()

    def assumed(self) -> list[str]:
        """Return what is taken for granted, each with where it comes from."""
        return [f"{each.says} ({each.source})" for each in self.rehearsal.assumptions]


def _said(reasons: Mapping[str, Sequence[str]]) -> str:
    """Return people with what keeps them away."""
    return "; ".join(
        f"{few(names, 3)} {_many(why) if len(names) > 1 else why}" for why, names in list(reasons.items())[:3]
    )


def _many(why: str) -> str:
    """Return a reason as it is said of several people."""
    for one, many in (
        ("is ", "are "),
        ("answers ", "answer "),
        ("reads ", "read "),
        ("works ", "work "),
        ("has ", "have "),
    ):
        if why.startswith(one):
            return many + why.removeprefix(one)
    return why.replace("fills ", "fill ", 1)
