"""Dates: laws and assessments that nobody has looked at lately, and days that cannot be right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from eop_tools.field import Holder
from eop_tools.finding import FieldPath
from eop_tools.kinds.authority import Authority
from eop_tools.kinds.hazard import Hazard
from eop_tools.plan import Plan
from eop_tools.plan.declared import declared
from eop_tools.plan.queries import unread
from eop_tools.rule import Verdict, rule
from eop_tools.text.phrases import short
from eop_tools.upkeep.evidence import reading
from eop_tools.values import later

_ASSESSED_EVERY = "5 years"


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
    for entity in plan:
        for path, day, past, _, holders in declared(entity, "past"):
            if day > today and (not past.when or getattr(holders[-1][1], past.when)):
                what = f"{day} has not come yet, but stands for the day {past.words}"
                yield Verdict(entity.at(*path), what, "correct the date")


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
    for entity in plan:
        for path, day, order, _, holders in declared(entity, "not_before"):
            first = _nearest(order.field, holders)
            if first and day < first[1]:
                yield Verdict(
                    entity.at(*path),
                    f"{day} is {order.words} {first[1]}",
                    "correct one of the two",
                    ((entity.at(*first[0]), "the other day"),),
                )


def _nearest(field: str, holders: Sequence[Holder]) -> tuple[FieldPath, date] | None:
    """Return path and value of a field of what holds a day, or else of what holds that; None where nothing is said."""
    for path, part in reversed(holders):
        if field in type(part).model_fields:
            day = getattr(part, field)
            return ((*path, field), day) if day else None
    return None
