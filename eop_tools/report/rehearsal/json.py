"""A rehearsal for programs: every reference with its name, times in minutes from the start and as they stand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from eop_tools.analysis.call_down import RULE
from eop_tools.analysis.calls import Call, CallDown, NoticeToAll, Silent
from eop_tools.analysis.rehearsal import Rehearsal
from eop_tools.analysis.schedule import Run, Timed
from eop_tools.analysis.staffing import Empty, Lack, Seat
from eop_tools.plan import Plan
from eop_tools.report.rehearsal.sentences import RehearsalSentences


def as_json(plan: Plan, rehearsal: Rehearsal, basis: Mapping[str, object]) -> str:
    """Return a rehearsal as one JSON document, with all that the text leaves out."""
    parts = _Parts(plan, rehearsal)
    document = {
        **basis,
        "verdict": parts.telling.verdict,
        "level": parts.named(rehearsal.level),
        "hazard": parts.named(rehearsal.hazard),
        "lost": parts.all_named(rehearsal.lost),
        "at": parts.telling.moment(0),
        "eoc": parts.named(rehearsal.eoc),
        "assumptions": [{"says": each.says, "source": each.source} for each in rehearsal.assumptions],
        "call_down": parts.call_down(rehearsal.calls),
        "positions": [parts.seat(each) for each in rehearsal.staffing.seats],
        "unfilled": [parts.empty(each) for each in rehearsal.staffing.empty],
        "procedures": [parts.run(each) for each in rehearsal.runs],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


class _Parts:
    """The parts of the document, each as JSON's types."""

    def __init__(self, plan: Plan, rehearsal: Rehearsal) -> None:
        self.plan = plan
        self.telling = RehearsalSentences(plan, rehearsal)
        self.why = {each.key: late.why for late in self.telling.late for each in (late.step, *late.others)}

    def named(self, ref: str) -> dict[str, str] | None:
        return {"ref": ref, "name": self.plan.label(ref)} if ref else None

    def all_named(self, refs: Iterable[str]) -> list[dict[str, str] | None]:
        return [self.named(ref) for ref in refs]

    def moment(self, after: float | None) -> dict[str, Any] | None:
        return None if after is None else {"min": round(after, 2), "at": self.telling.moment(after)}

    def call_down(self, calls: CallDown) -> dict[str, Any]:
        return {
            "rule": RULE,
            "watch": self.named(calls.watch),
            "decides": self.named(calls.decides),
            "decided": self.moment(calls.decided) if calls.decides else None,
            "notice": calls.notice and self.notice(calls.notice),
            "notice_lost": self.named(calls.lost_notice),
            "calls": [self.call(each) for each in calls.calls],
            "cannot_be_told": [self.silent(each) for each in calls.silent],
        }

    def notice(self, notice: NoticeToAll) -> dict[str, Any]:
        return {
            "channel": self.named(notice.channel),
            "sender": self.named(notice.sender),
            "sent": self.moment(notice.sent),
            "sent_at_worst": self.moment(notice.worst),
        }

    def call(self, call: Call) -> dict[str, Any]:
        return {
            **(self.named(call.contact) or {}),
            "roles": self.all_named(call.roles),
            "caller": self.named(call.caller),
            "must_know": call.must_know,
            "by_notice": call.by_notice,
            "way": self.telling.way(call),
            "method": call.way,
            "last_method": call.last,
            "known": self.moment(call.known),
            "known_at_worst": self.moment(call.worst),
        }

    def silent(self, silent: Silent) -> dict[str, Any]:
        return {
            **(self.named(silent.ref) or {}),
            "missing": silent.missing,
            "wanted": silent.wanted,
            "tried": [{"ref": ref, "why": away.one} for ref, away in silent.tried],
        }

    def seat(self, seat: Seat) -> dict[str, Any]:
        return {
            "role": self.named(seat.role),
            "filled_by": self.named(seat.contact),
            "through": seat.through,
            "instead_of": _lacking(seat.passed),
        }

    def empty(self, empty: Empty) -> dict[str, Any]:
        return {
            "role": self.named(empty.role),
            "could": _lacking(empty.lacks),
            "next_by_the_plan": list(empty.instead),
        }

    def run(self, run: Run) -> dict[str, Any]:
        return {
            **(self.named(run.procedure) or {}),
            "started": self.moment(run.started),
            "started_by": {"procedure": run.by[0], "step": run.by[1] + 1} if run.by else None,
            "end": self.moment(run.end),
            "due": self.moment(run.due),
            "soonest_end": self.moment(run.soonest),
            "late_min": round(run.late, 2),
            "steps": [self.step(each) for each in run.steps],
        }

    def step(self, step: Timed) -> dict[str, Any]:
        said = self.telling.step(step.key)
        return {
            "step": step.key[1] + 1,
            "do": said.do,
            "when": said.when,
            "role": self.named(f"role:{said.who}"),
            "people": self.all_named(step.people),
            "start": self.moment(step.start),
            "end": self.moment(step.end),
            "due": self.moment(step.due),
            "soonest_end": self.moment(step.soonest),
            "way": self.named(step.work.way),
            "late_min": round(step.late, 2),
            "why_late": self.why.get(step.key, ""),
            "why_not_done": self.telling.why_undone(step) if step.start is None else "",
            "may_start": [{"when": branch.when, "procedure": f"procedure:{branch.start}"} for branch in said.branches],
        }


def _lacking(lacks: Iterable[Lack]) -> list[dict[str, str]]:
    return [{"ref": lack.contact, "why": lack.why.one if lack.why else "", "fills": lack.fills} for lack in lacks]
