"""What a rehearsal says, in sentences: the verdict, who is not told, what stays unfilled, how the call-down goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from eop_tools.analysis.calls import Call, NoticeToAll
from eop_tools.analysis.reachability import Away
from eop_tools.analysis.staffing import Lack, Seat
from eop_tools.report.rehearsal.timeline import InTime, duration
from eop_tools.text.catalog import say, to_say
from eop_tools.text.phrases import counted, few, first_down, humane, in_small, notation, spoken
from eop_tools.values import minutes

_ALIKE = 3
"""From so many on, what cannot be had for one and the same reason is told in one line."""
_DAYS = (
    to_say("Monday"), to_say("Tuesday"), to_say("Wednesday"), to_say("Thursday"), to_say("Friday"), to_say("Saturday"),
    to_say("Sunday"),
)  # fmt: skip


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
        found, label = self.rehearsal, self.plan.label
        said = say("{level} at {time} on {day}", level=label(found.level), time=self.clock(0), day=self.day)
        if found.hazard:
            said = say("{occasion}, {hazard}", occasion=said, hazard=label(found.hazard))
        return (
            say("{occasion}, without {lost}", occasion=said, lost=few(map(label, found.lost), 5))
            if found.lost
            else said
        )

    @property
    def day(self) -> str:
        """The day that is rehearsed, with its weekday."""
        at = self.rehearsal.at
        return say("{weekday} {day}", weekday=say(_DAYS[at.weekday()]), day=spoken(at.date()))

    @property
    def verdict(self) -> str:
        """The answer in one sentence."""
        said = "; ".join(filter(None, (self.placed, self.told, self.filled, self.in_time)))
        findings = said or say("there is nobody to call and nothing to do")
        return say("{occasion}: {findings}.", occasion=self.occasion, findings=findings)

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
        if not found:
            return say("{place} cannot be used", place=first)
        return say("it is run from {place}, not from {first}", place=self.plan.label(found), first=first)

    @property
    def told(self) -> str:
        """Whether all who must know do, by when, and whether that is soon enough."""
        calls = self.rehearsal.calls
        must = [call for call in calls.calls if call.must_know]
        silent = calls.missing
        if not calls.decides:
            if not self.level or not self.level.activated_by:
                return ""
            return say("nobody who may activate {level} can be reached", level=self.level.name)
        if not must and not silent:
            return ""
        if not must:
            parties = counted(silent, "party", "parties")
            return say("none of {parties} who must know can be reached", parties=parties)
        known, worst = max(call.known for call in must), max(call.worst for call in must)
        said = say("everybody who must know is told by {time}", time=self.clock(known))
        if silent:
            said = say(
                "{number} of {whole} who must know cannot be reached, the others are told by {time}",
                number=silent,
                whole=len(must) + silent,
                time=self.clock(known),
            )
        return self._against(said, known, self.clock(worst))

    def _against(self, told: str, known: float, worst: str) -> str:
        """Return by when all are told, with how that stands to the target, and how it is at worst."""
        text = self.level.notify_within if self.level else None
        if not text:
            return say("{told}, at worst by {time}", told=told, time=worst)
        over, target = known - minutes(text), notation(text)
        if over <= 0:
            return say("{told} (target {target}: met; at worst by {time})", told=told, target=target, time=worst)
        return say(
            "{told} (target {target}: missed by {length}; at worst by {time})",
            told=told,
            target=target,
            length=duration(over),
            time=worst,
        )

    @property
    def filled(self) -> str:
        """How many positions are filled."""
        staffing = self.rehearsal.staffing
        if not staffing.positions:
            return ""
        if not staffing.empty and staffing.positions == 1:
            return say("the one position is filled")
        if not staffing.empty:
            return say("all {number} positions are filled", number=f"{staffing.positions:,}")
        whole = counted(staffing.positions, "position")
        if len(staffing.empty) == 1:
            return say("1 of {positions} stays unfilled", positions=whole)
        return say("{number} of {positions} stay unfilled", number=len(staffing.empty), positions=whole)

    @property
    def in_time(self) -> str:
        """How many steps miss their targets or cannot be done."""
        if not self.steps:
            return ""
        missed = sum(bool(step.late) for step in self.steps)
        ended = sum(bool(run.late) for run in self.rehearsal.runs)
        undone = len(self.undone)
        said = [self._missed(missed)]
        if not missed:
            said = [say("every step that can be done is in time") if undone else say("every step is in time")]
        if ended:
            said.append(counted(ended, "procedure ends too late", "procedures end too late"))
        if undone:
            said.append(counted(undone, "step cannot be done", "steps cannot be done"))
        return ", ".join(said)

    def _missed(self, missed: int) -> str:
        targets = counted(sum(step.due is not None for step in self.steps), "step target")
        if missed == 1:
            return say("1 of {targets} is missed", targets=targets)
        return say("{number} of {targets} are missed", number=missed, targets=targets)

    # -- People ------------------------------------------------------------------------------------------------------

    @property
    def unheard(self) -> list[str]:
        """Who cannot be told, and why."""
        rows = []
        for silent in self.rehearsal.calls.silent:
            after = say("So {number} of the {whole} cannot be told.", number=silent.missing, whole=silent.wanted)
            rows.append((silent.ref, self._reasons(silent.tried), after if silent.wanted > 1 else ""))
        return self._grouped(rows, say("the plan names nobody whom to call"))

    @property
    def unfilled(self) -> list[str]:
        """Which positions stay unfilled, why, and what the plan says to do then."""
        rows = []
        for empty in self.rehearsal.staffing.empty:
            instead = [first_down(each) if each.startswith("The ") else each for each in empty.instead]
            after = say("Next by the plan: {those}.", those=few(instead, 2)) if instead else ""
            rows.append((empty.role, self._reasons([self._lack(each) for each in empty.lacks]), after))
        return self._grouped(rows, say("the plan names nobody to fill it"))

    @property
    def second_choices(self) -> list[str]:
        """Which positions are filled by another than the first choice, and what keeps that one away."""
        seats = self.rehearsal.staffing.seats
        return [self._second(seat) for seat in seats if seat.passed or seat.role in self.rehearsal.lost]

    def _second(self, seat: Seat) -> str:
        label = self.plan.label
        role, person = label(seat.role), label(seat.contact)
        why = self._without(seat.role, self._reasons([self._lack(each) for each in seat.passed]))
        if seat.through == seat.role:
            return say("{role}: {person}; {why}.", role=role, person=person, why=why)
        return say("{role}: {person}, as {other}; {why}.", role=role, person=person, other=label(seat.through), why=why)

    def _lack(self, lack: Lack) -> tuple[str, Away]:
        role = self.plan.label(lack.fills)
        filling = Away(say("fills {role}", role=role), say("fill {role}", role=role), fills=True)
        return lack.contact, filling if lack.fills or lack.why is None else lack.why

    def _without(self, ref: str, reasons: Mapping[Away, Sequence[str]]) -> str:
        """Return what keeps everybody away; of a role that is lost, that it is."""
        lost = say("it is taken as lost") if ref in self.rehearsal.lost else ""
        return "; ".join(filter(None, (lost, _said(reasons))))

    def _reasons(self, lacks: Iterable[tuple[str, Away]]) -> dict[Away, list[str]]:
        """Return what keeps people away, with the names of those whom it keeps away."""
        grouped: dict[Away, list[str]] = {}
        for ref, why in lacks:
            grouped.setdefault(why, []).append(self.plan.label(ref))
        return grouped

    def _grouped(self, rows: Sequence[tuple[str, dict[Away, list[str]], str]], nobody: str) -> list[str]:
        """Return a line each; several from whom one reason keeps everybody away share a line, which goes first."""
        alike: dict[Away, list[str]] = {}
        for ref, reasons, after in rows:
            one = len(reasons) == 1 and not next(iter(reasons)).fills
            if one and not after and ref not in self.rehearsal.lost:
                alike.setdefault(next(iter(reasons)), []).append(ref)
        shared = {why: refs for why, refs in alike.items() if len(refs) >= _ALIKE}
        told = {ref for refs in shared.values() for ref in refs}
        label = self.plan.label
        lines = [
            say("{those}: all whom the plan names for them {away}.", those=few(map(label, refs), 6), away=why.many)
            for why, refs in sorted(shared.items(), key=lambda each: -len(each[1]))
        ]
        for ref, reasons, after in rows:
            if ref not in told:
                line = say("{who}: {why}.", who=label(ref), why=self._without(ref, reasons) or nobody)
                lines.append(say("{said} {more}", said=line, more=after) if after else line)
        return lines

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
        times = self.clock(last)
        if worst != last:
            times = say("{time}, at worst {worst}", time=times, worst=self.clock(worst))
        who = self.plan.label(caller.contact)
        if len(caller.calls) == 1:
            return say("{who} calls {name} ({times}).", who=who, name=names, times=times)
        return say(
            "{who} calls {number}, one after the other: {names}. The last knows at {times}.",
            who=who,
            number=len(caller.calls),
            names=names,
            times=times,
        )

    @property
    def started(self) -> list[str]:
        """How the call-down starts: who hears of it, who decides, and the notice."""
        calls, label = self.rehearsal.calls, self.plan.label
        if not calls.decides:
            return []
        watch = label(calls.watch)
        if calls.decides == calls.watch:
            said = [say("{time}: {who} hears of it and decides.", time=self.clock(0), who=watch)]
        else:
            said = [say("{time}: {who} hears of it.", time=self.clock(0), who=watch)]
            said.append(say("{time}: {who} decides.", time=self.clock(calls.decided), who=label(calls.decides)))
        if calls.notice:
            said.append(self._notice(calls.notice))
        elif calls.lost_notice:
            said.append(
                say(
                    "{channel} cannot be used: no notice goes to all at once, all are called.",
                    channel=label(calls.lost_notice),
                )
            )
        return said

    def _notice(self, notice: NoticeToAll) -> str:
        heard = [call.known for call in self.rehearsal.calls.calls if call.by_notice]
        parts = {
            "time": self.clock(notice.sent), "who": self.plan.label(notice.sender),
            "channel": self.plan.label(notice.channel), "number": str(len(heard)),
        }  # fmt: skip
        if not heard:
            return say("{time}: {who} sends a notice on {channel} to {number} at once.", **parts)
        return say(
            "{time}: {who} sends a notice on {channel} to {number} at once, who know by {known}.",
            known=self.clock(max(heard)),
            **parts,
        )

    def way(self, call: Call) -> str:
        """Return how somebody is reached first, in a word."""
        method = getattr(self.plan.get(call.contact), "methods")[call.way]  # noqa: B009
        return in_small(humane(method.type))

    def assumed(self) -> list[str]:
        """Return what is taken for granted, each with where it comes from."""
        return [
            say("{assumption} ({source})", assumption=each.says, source=each.source)
            for each in self.rehearsal.assumptions
        ]


def _said(reasons: Mapping[Away, Sequence[str]]) -> str:
    """Return people with what keeps them away."""
    return "; ".join(
        say("{who} {away}", who=few(names, 3), away=why.many if len(names) > 1 else why.one)
        for why, names in list(reasons.items())[:3]
    )
