"""How current a copy is: what is overdue as far as this edition may say it, and in one sentence what was found."""

from __future__ import annotations

from datetime import date

from eop_tools.finding import Severity
from eop_tools.page import View
from eop_tools.text.phrases import counted, listed
from eop_tools.upkeep.evidence import Deadline, overdue, rewrite, whole_review
from eop_tools.values import later

_WORDS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "remark"}


def hides_records(view: View) -> bool:
    """Whether an edition leaves out records, so that it cannot tell whether anything was reviewed."""
    return any(item.ref.startswith("record:") and not item.path for item in view.edition.withheld)


def told_overdue(view: View) -> list[Deadline]:
    """Return what is overdue; nothing where this edition leaves out evidence and so cannot tell."""
    return [] if hides_records(view) else overdue(view.plan, view.today)


def trusted_until(view: View) -> date | None:
    """Return the last day on which a copy of an edition can be trusted unasked; None for a plan without a cover.

    By then all telephone numbers have been tried once more, counted from the day of the copy, or the whole plan is due
    for review or rewrite, whichever comes first. What was never reviewed cannot be trusted beyond the copy's own day.
    An edition that leaves out the evidence of reviews goes by the numbers alone.
    """
    plan, cover, today = view.plan, view.plan.cover, view.today
    if cover is None:
        return None
    clocks = [] if hides_records(view) else [whole_review(plan, cover), rewrite(cover)]
    return min([later(today, cover.review.every("verify_contacts_every")), *(clock.due or today for clock in clocks)])


def found(view: View) -> tuple[str, str]:
    """Return what was found as the end of a sentence, and its tone: error, warning or ok.

    That nothing is wrong is said only where nothing is overdue, accepted for now or switched off either.
    """
    judgement, cover = view.judgement, view.plan.cover
    held = [(severity, number) for severity in Severity if (number := judgement.count(severity))]
    if held:
        counts = listed([counted(number, _WORDS[severity]) for severity, number in held])
        worst = held[0][0]
        return f"the rules find {counts}", {Severity.error: "error", Severity.warning: "warning"}.get(worst, "ok")
    but = []
    if judgement.waived:
        but.append(f"{counted(judgement.waived, 'finding')} accepted for now")
    if late := len(told_overdue(view)):
        but.append(f"{counted(late, 'thing')} overdue")
    if cover and "off" in cover.severity.values():
        but.append("what the plan switches off")
    if but:
        return f"the rules find nothing else wrong, apart from {listed(but)}", "warning"
    return "the rules find nothing wrong", "ok"
