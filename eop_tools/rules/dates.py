"""Dates: laws and assessments that nobody has looked at lately, and days that cannot be right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from eop_tools.finding import Place
from eop_tools.kinds.agreement import Agreement
from eop_tools.kinds.assumption import Assumption
from eop_tools.kinds.authority import Authority
from eop_tools.kinds.contact import Contact
from eop_tools.kinds.event import Event
from eop_tools.kinds.exercise import Exercise
from eop_tools.kinds.function import Function
from eop_tools.kinds.hazard import Hazard
from eop_tools.kinds.record import Record
from eop_tools.kinds.section import Section
from eop_tools.plan import COVER, Plan
from eop_tools.plan.queries import unread
from eop_tools.rule import Verdict, rule
from eop_tools.text.phrases import short
from eop_tools.upkeep.evidence import reading
from eop_tools.values import later

_ASSESSED_EVERY = "5 years"
_UNPLANNED = ("incident", "activation")


@rule("EOP709", "info")
def unchecked_authority(plan: Plan, today: date) -> Iterator[Verdict]:
    """Nobody has read a law within the time in which the plan is written anew.

    Why it matters: laws change and are renumbered; a declaration that cites a repealed section can be contested.

    What to do: read it, and write the day under `checked`; or add a record with the action `verified`. The time is the
    cover's `rewrite_every`.

    ```yaml flagged
    authorities/state-act:
      name: State Emergency Management Act
      citation: State Code 12
      level: state
      says: Cities plan for emergencies, and mayors may declare one.
      checked: 2019-03-01
    ```

    ```yaml clean
    authorities/state-act:
      name: State Emergency Management Act
      citation: State Code 12
      level: state
      says: Cities plan for emergencies, and mayors may declare one.
      checked: 2026-03-01
    ```
    """
    if plan.cover is None or unread(plan, "record"):
        return
    for authority in plan.of(Authority):
        clock = reading(plan, plan.cover, authority)
        if clock.is_overdue(today):
            since = f"nobody has read it since {clock.last}" if clock.last else "nothing says that anybody has read it"
            yield Verdict(
                clock.place,
                f"{short(authority.name)}: {since}",
                "read it, and write the day under checked",
            )


@rule("EOP710", "info")
def stale_assessment(hazard: Hazard, today: date) -> Iterator[Verdict]:
    """The grades of a hazard rest on an assessment that is more than five years old.

    Why it matters: people have moved and the weather has changed since. Local hazard mitigation plans are reviewed
    and approved anew every five years (44 CFR 201.6(d)(3)), so there should be a newer one.

    What to do: take the grades from the newer assessment, and write its day under `assessed`.

    ```yaml flagged
    hazards/flood:
      {name: River flood, category: natural, probability: low, impact: high,
       assessment: {source: County mitigation plan, assessed: 2019-01-01}}
    ```

    ```yaml clean
    hazards/flood:
      {name: River flood, category: natural, probability: low, impact: high,
       assessment: {source: County mitigation plan, assessed: 2024-01-01}}
    ```
    """
    if hazard.assessment and later(hazard.assessment.assessed, _ASSESSED_EVERY) < today:
        yield Verdict(
            hazard.at("assessment", "assessed"),
            f"the grades of {short(hazard.name)} rest on an assessment of {hazard.assessment.assessed}, "
            "more than five years ago",
            "take them from a newer assessment",
        )


@rule("EOP712", "warning")
def future_date(plan: Plan, today: date) -> Iterator[Verdict]:
    """Something is said to be done on a day that has not come yet.

    Why it matters: most often a digit of the year is wrong; and until that day no clock will ring.

    What to do: correct the date. What is planned does not belong there.

    ```yaml flagged
    plan:
      review: {reviewed: 2062-01-15, rewritten: 2026-01-15}
    ```

    ```yaml clean
    plan:
      review: {reviewed: 2026-01-15, rewritten: 2026-01-15}
    ```
    """
    for place, day, what in _done(plan):
        if day and day > today:
            yield Verdict(place, f"{day} has not come yet, but stands for the day {what}", "correct the date")


def _done(plan: Plan) -> Iterator[tuple[Place, date | None, str]]:
    """Yield each day on which something is said to have been done."""
    if cover := plan.cover:
        yield cover.at("review", "reviewed"), cover.review.reviewed, "of the last review"
        yield cover.at("review", "rewritten"), cover.review.rewritten, "of the last rewrite"
        for index, signature in enumerate(cover.promulgation.signed_by):
            yield cover.at("promulgation", "signed_by", index, "signed"), signature.signed, "of a signature"
        for index, change in enumerate(cover.changes):
            yield cover.at("changes", index, "date"), change.date, "of a change that was made"
        for index, delivery in enumerate(cover.distribution):
            yield cover.at("distribution", index, "delivered"), delivery.delivered, "of a delivery"
            yield cover.at("distribution", index, "acknowledged"), delivery.acknowledged, "of an acknowledgment"
    parts: list[Section | Function | Assumption] = [*plan.of(Section), *plan.of(Function), *plan.of(Assumption)]
    for part in parts:
        yield part.at("reviewed"), part.reviewed, "of the last review"
    for contact in plan.of(Contact):
        for index, method in enumerate(contact.methods):
            yield contact.at("methods", index, "verified"), method.verified, "on which it was last tried"
    for authority in plan.of(Authority):
        yield authority.at("checked"), authority.checked, "on which it was last read"
    for hazard in plan.of(Hazard):
        if hazard.assessment:
            yield hazard.at("assessment", "assessed"), hazard.assessment.assessed, "of the assessment"
        for index, past in enumerate(hazard.history):
            yield hazard.at("history", index, "date"), past.date, "on which it happened"
    for event in plan.of(Event):
        if event.type in _UNPLANNED:  # an election, or a law that will hold from a day on, may stand there before
            yield event.at("date"), event.date, "on which it happened"
    for record in plan.of(Record):
        yield record.at("date"), record.date, "on which the record's work was done"
    for exercise in plan.of(Exercise):
        for at, area in enumerate(exercise.improvements):
            for index, action in enumerate(area.actions):
                place = exercise.at("improvements", at, "actions", index, "completed")
                yield place, action.completed, "on which an action was completed"


@rule("EOP713", "warning")
def reversed_dates(plan: Plan) -> Iterator[Verdict]:
    """Two days stand in an order that cannot be: an end before its beginning, an answer before its question.

    Why it matters: one of the two is a slip of the pen, and clocks run by it.

    What to do: correct the wrong one.

    ```yaml flagged
    agencies/example-city: {name: Example City, type: jurisdiction, depends_on: ["agreement:pumps"]}
    agreements/pumps:
      {name: Pumps, type: contract, parties: [example-city, emergency-management], scope: Pumps.,
       effective: 2029-01-01, expires: 2028-12-31, custodian: emergency-manager}
    ```

    ```yaml clean
    agencies/example-city: {name: Example City, type: jurisdiction, depends_on: ["agreement:pumps"]}
    agreements/pumps:
      {name: Pumps, type: contract, parties: [example-city, emergency-management], scope: Pumps.,
       effective: 2026-01-01, expires: 2028-12-31, custodian: emergency-manager}
    ```
    """
    for later_place, last, words, first, earlier_place in _pairs(plan):
        if first and last and last < first:
            yield Verdict(
                later_place, f"{last} is {words} {first}", "correct one of the two", ((earlier_place, "the other day"),)
            )


def _pairs(plan: Plan) -> Iterator[tuple[Place, date | None, str, date | None, Place]]:
    """Yield pairs of days of which the first must not lie before the second, with the words between them."""
    for agreement in plan.of(Agreement):
        words = "the last day of the agreement, but it begins on"
        yield agreement.at("expires"), agreement.expires, words, agreement.effective, agreement.at("effective")
    cover = plan.cover
    for index, delivery in enumerate(cover.distribution) if cover else ():
        words = "the day of the acknowledgment, but the copy was delivered on"
        place, other = (Place(COVER, ("distribution", index, field)) for field in ("acknowledged", "delivered"))
        yield place, delivery.acknowledged, words, delivery.delivered, other
    for exercise in plan.of(Exercise):
        for at, area in enumerate(exercise.improvements):
            for index, action in enumerate(area.actions):
                place = exercise.at("improvements", at, "actions", index, "completed")
                words = "the day the action was completed, but the exercise was held on"
                yield place, action.completed, words, exercise.date, exercise.at("date")
