"""A rehearsal for programs: every reference with its name, times in minutes from the start and as they stand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from eop_tools.analysis.call_down import RULE
from eop_tools.analysis.rehearsal import Rehearsal
from eop_tools.analysis.schedule import Timed
from eop_tools.analysis.staffing import Lack
from eop_tools.plan import Plan
from eop_tools.report.rehearsal.sentences import RehearsalSentences


def as_json(plan: Plan, rehearsal: Rehearsal, basis: Mapping[str, object]) -> str:
    """Return a rehearsal as one JSON document, with all that the text leaves out."""
    telling = RehearsalSentences(plan, rehearsal)
    calls = rehearsal.calls
    why = {each.key: late.why for late in telling.late for each in (late.step, *late.others)}

    def named(ref: str) -> dict[str, str] | None:
        return {"ref": ref, "name": plan.label(ref)} if ref else None

    def moment(after: float | None) -> dict[str, Any] | None:
        return None if after is None else {"min": round(after, 2), "at": telling.moment(after)}

    def lacking(lack: Lack) -> dict[str, str]:
        return {"ref": lack.contact, "why": lack.why, "fills": lack.fills}

    def timed(step: Timed) -> dict[str, Any]:
        said = telling.step(step.key)
        return {
            "step": step.key[1] + 1,
            "do": said.do,
            "when": said.when,
            "role": named(f"role:{said.who}"),
            "people": [named(ref) for ref in step.people],
            "start": moment(step.start),
            "end": moment(step.end),
            "due": moment(step.due),
            "soonest_end": moment(step.soonest),
            "way": named(step.work.way),
            "late_min": round(step.late, 2),
            "why_late": why.get(step.key, ""),
            "why_not_done": telling.why_undone(step) if step.start is None else "",
            "may_start": [{"when": branch.when, "procedure": f"procedure:{branch.start}"} for branch in said.branches],
        }

    document = {
        **basis,
        "verdict": telling.verdict,
        "level": named(rehearsal.level),
        "hazard": named(rehearsal.hazard),
        "lost": [named(ref) for ref in rehearsal.lost],
        "at": telling.moment(0),
        "eoc": named(rehearsal.eoc),
        "assumptions": [{"says": each.says, "source": each.source} for each in rehearsal.assumptions],
        "call_down": {
            "rule": RULE,
            "watch": named(calls.watch),
            "decides": named(calls.decides),
            "decided": moment(calls.decided) if calls.decides else None,
            "notice": calls.notice
            and {
                "channel": named(calls.notice.channel),
                "sender": named(calls.notice.sender),
                "sent": moment(calls.notice.sent),
                "sent_at_worst": moment(calls.notice.worst),
            },
            "notice_lost": named(calls.lost_notice),
            "calls": [
                {
                    **(named(call.contact) or {}),
                    "roles": [named(ref) for ref in call.roles],
                    "caller": named(call.caller),
                    "must_know": call.must_know,
                    "by_notice": call.by_notice,
                    "way": telling.way(call),
                    "method": call.way,
                    "last_method": call.last,
                    "known": moment(call.known),
                    "known_at_worst": moment(call.worst),
                }
                for call in calls.calls
            ],
            "cannot_be_told": [
                {
                    **(named(each.ref) or {}),
                    "missing": each.missing,
                    "wanted": each.wanted,
                    "tried": [{"ref": ref, "why": said} for ref, said in each.tried],
                }
                for each in calls.silent
            ],
        },
        "positions": [
            {
                "role": named(seat.role),
                "filled_by": named(seat.contact),
                "through": seat.through,
                "instead_of": [lacking(each) for each in seat.passed],
            }
            for seat in rehearsal.staffing.seats
        ],
        "unfilled": [
            {
                "role": named(each.role),
                "could": [lacking(lack) for lack in each.lacks],
                "next_by_the_plan": list(each.instead),
            }
            for each in rehearsal.staffing.empty
        ],
        "procedures": [
            {
                **(named(run.procedure) or {}),
                "started": moment(run.started),
                "started_by": {"procedure": run.by[0], "step": run.by[1] + 1} if run.by else None,
                "end": moment(run.end),
                "due": moment(run.due),
                "soonest_end": moment(run.soonest),
                "late_min": round(run.late, 2),
                "steps": [timed(step) for step in run.steps],
            }
            for run in rehearsal.runs
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
