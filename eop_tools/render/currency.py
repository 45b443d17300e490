"""How current a copy is: what is overdue as far as this edition may say it, and in one sentence what was found."""

from __future__ import annotations

from datetime import date

from eop_tools.finding import Severity
from eop_tools.page import View
from eop_tools.text.catalog import say
from eop_tools.text.phrases import counted, listed
from eop_tools.upkeep.evidence import Deadline, overdue, rewrite, whole_review
from eop_tools.values import later


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


def in_words(severity: Severity, number: int) -> str:
    """Return so many findings of a severity in words: 2 errors."""
    if severity is Severity.error:
        return counted(number, "error")
    return counted(number, "warning") if severity is Severity.warning else counted(number, "remark")


def found(view: View) -> tuple[str, str]:
    """Return what was found as the end of a sentence, and its tone: error, warning or ok.

    That nothing is wrong is said only where nothing is overdue, accepted for now or switched off either.
    """
    judgement, cover = view.judgement, view.plan.cover
    held = [(severity, number) for severity in Severity if (number := judgement.count(severity))]
    if held:
        worst, counts = held[0][0], listed([in_words(severity, number) for severity, number in held])
        return say("the rules find {findings}", findings=counts), {
            Severity.error: "error",
            Severity.warning: "warning",
        }.get(worst, "ok")
    but = []
    if judgement.waived:
        but.append(counted(judgement.waived, "finding accepted for now", "findings accepted for now"))
    if late := len(told_overdue(view)):
        but.append(counted(late, "thing overdue", "things overdue"))
    if cover and "off" in cover.severity.values():
        but.append(say("what the plan switches off"))
    if but:
        return say("the rules find nothing else wrong, apart from {those}", those=listed(but)), "warning"
    return say("the rules find nothing wrong"), "ok"
