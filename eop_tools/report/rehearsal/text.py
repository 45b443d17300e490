"""A rehearsal for a reader at a terminal: the answer, then what goes wrong, then how it runs, then what is assumed."""

from __future__ import annotations

from collections.abc import Sequence

from eop_tools.analysis.call_down import RULE
from eop_tools.analysis.rehearsal import Rehearsal
from eop_tools.plan import Plan
from eop_tools.report.rehearsal.sentences import RehearsalSentences
from eop_tools.report.terminal import wrapped
from eop_tools.text.phrases import counted

_MOST = 8
"""Of one sort in the text; the JSON has all."""


def as_text(plan: Plan, rehearsal: Rehearsal) -> str:
    """Return a rehearsal as text."""
    telling = RehearsalSentences(plan, rehearsal)
    lines = [*wrapped(telling.verdict), *wrapped(telling.nothing_lost), ""]
    empty = rehearsal.staffing.empty
    lines += _section(f"Cannot be told ({rehearsal.calls.missing})", telling.unheard)
    lines += _section(f"Positions that stay unfilled ({len(empty)})", telling.unfilled)
    undone = [telling.not_done(step) for step in telling.undone]
    lines += _section(f"Steps that cannot be done ({len(undone)})", undone)
    missed = sum(1 + len(each.others) for each in telling.late)
    lines += _section(f"Targets that are missed ({missed})", [telling.lateness(each) for each in telling.late])
    callers = [telling.calls_of(each) for each in telling.callers]
    lines += _section("The call-down", [*telling.started, *callers], _MOST + len(telling.started))
    second = telling.second_choices
    lines += _section(f"Positions that are not filled by the first choice ({len(second)})", second)
    runs = [telling.ran(run) for run in rehearsal.runs]
    if telling.conditional:
        runs.append(f"{counted(telling.conditional, 'step')} of these only if something holds: counted as done.")
    runs += telling.announced
    lines += _section("The procedures", runs, len(runs))
    if telling.branches:
        lines += _section("They may start others, which are not rehearsed here", telling.branches, 5)
    lines += _section("What this rests on", [RULE, *telling.assumed()], 99)
    return "\n".join(lines).rstrip() + "\n"


def _section(title: str, texts: Sequence[str], most: int = _MOST) -> list[str]:
    if not texts:
        return []
    shown = [line for text in texts[:most] for line in wrapped(text, "  ")]
    if len(texts) > most:
        shown.append(f"  and {len(texts) - most} more; --format json has all")
    return [title, *shown, ""]
