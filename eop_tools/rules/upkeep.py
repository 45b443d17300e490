"""Upkeep: the clocks of the plan, and what has run out, is due, or was never done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from eop_tools.kinds.agreement import Agreement
from eop_tools.kinds.cover import Cover
from eop_tools.kinds.event import Event
from eop_tools.kinds.exercise import Exercise
from eop_tools.plan import Plan
from eop_tools.plan.queries import unread
from eop_tools.rule import Mend, Order, Verdict, rule
from eop_tools.text.phrases import short
from eop_tools.upkeep.evidence import reviewed, reviews, rewrite, whole_review

_SOON = timedelta(days=90)
_OPEN = ("open", "in-progress")


@rule("EOP701", "warning")
def overdue_review(plan: Plan, today: date) -> Iterator[Verdict]:
    """The plan, or a part of it with a date of its own, was not reviewed within the time that the cover sets.

    Why it matters: plans grow stale unseen. CPG 101 wants no part to go longer than two years without review, and many
    states ask for one a year; the cover's `review_every` says how often here.

    What to do: review it, then write the day under `reviewed`, or add a record with the action `reviewed`. A part
    without a date of its own goes with the review of the whole plan.

    ```yaml flagged
    plan:
      review: {review_every: 12 months, reviewed: 2025-01-15, rewritten: 2025-01-15}
      promulgation:
        text: This plan governs the response of the City to any emergency.
        effective: 2025-01-15
        authorities: [city-charter, state-act, stafford-act]
        signed_by: [{role: emergency-manager, signed: 2025-01-10}]
    ```

    ```yaml clean
    plan:
      review: {review_every: 12 months, reviewed: 2026-01-15}
    ```
    """
    if plan.cover is None or unread(plan, "record"):
        return
    whole = whole_review(plan, plan.cover)
    if whole.is_overdue(today):
        message = "no review of the plan is on record"
        if whole.last:
            message = f"the plan was last reviewed on {whole.since}; the next review was due on {whole.due}"
        elif whole.since:
            message = f"{message}; one was due on {whole.due}"
        yield Verdict(whole.place, message, "review it, then write the day under reviewed")
    for part in reviews(plan, plan.cover):
        if part.own and part.is_overdue(today):
            what = part.ref.partition(":")[0]
            yield Verdict(
                part.place,
                f"the {what} {short(plan.label(part.ref))} was last reviewed on {part.last}; the next review was due "
                f"on {part.due}",
                "review it, then write the day under reviewed",
            )


@rule("EOP702", "warning")
def overdue_rewrite(cover: Cover, today: date) -> Iterator[Verdict]:
    """The plan was not written anew and promulgated again within the time that the cover sets.

    Why it matters: an adoption runs out. Minnesota's plans, for one, are promulgated anew at least every four years;
    the cover's `rewrite_every` says how often here.

    What to do: rewrite the plan, have it signed, and write the days under `promulgation` and `rewritten`.

    ```yaml flagged
    plan:
      review: {rewrite_every: 48 months, reviewed: 2026-01-15, rewritten: 2021-01-15}
      promulgation:
        text: This plan governs the response of the City to any emergency.
        effective: 2021-01-15
        authorities: [city-charter, state-act, stafford-act]
        signed_by: [{role: emergency-manager, signed: 2021-01-10}]
    ```

    ```yaml clean
    plan:
      review: {rewrite_every: 48 months, reviewed: 2026-01-15, rewritten: 2026-01-15}
    ```
    """
    clock = rewrite(cover)
    if clock.is_overdue(today):
        yield Verdict(
            clock.place,
            f"the plan was last written anew on {clock.since}; the next rewrite was due on {clock.due}"
            if clock.since
            else "nothing says since when the plan is in force, or when it was last written anew",
            "rewrite it and have it signed" if clock.since else "write the day under effective, once it is signed",
        )


@rule("EOP703", "error")
def expired_agreement(agreement: Agreement, today: date) -> Iterator[Verdict]:
    """An agreement has run out, and does not renew itself.

    Why it matters: an expired agreement supplies nothing; whoever counts on it counts on goodwill.

    What to do: renew it and write the new date; or, if it is over, take it out where the plan relies on it.

    ```yaml flagged
    agreements/pumps:
      {name: Pumps from the county, type: mutual-aid, parties: [example-city, emergency-management], scope: Pumps.,
       expires: 2026-03-31, custodian: emergency-manager}
    facilities/depot: {name: City depot, type: depot, agency: example-city, agreements: [pumps]}
    resources/pumps: {name: Pumps, category: equipment, agency: example-city, location: depot}
    functions/water:
      name: Flood control
      purpose: Keep the water out.
      assignments: [{agency: emergency-management, part: primary}]
      depends_on: ["resource:pumps"]
    ```

    ```yaml clean
    agreements/pumps:
      {name: Pumps from the county, type: mutual-aid, parties: [example-city, emergency-management], scope: Pumps.,
       expires: 2026-03-31, renewal: automatic, custodian: emergency-manager}
    facilities/depot: {name: City depot, type: depot, agency: example-city, agreements: [pumps]}
    resources/pumps: {name: Pumps, category: equipment, agency: example-city, location: depot}
    functions/water:
      name: Flood control
      purpose: Keep the water out.
      assignments: [{agency: emergency-management, part: primary}]
      depends_on: ["resource:pumps"]
    ```
    """
    began = agreement.effective or date.min
    if agreement.expires and began <= agreement.expires < today and agreement.renewal != "automatic":
        yield Verdict(
            agreement.at("expires"),
            f"{short(agreement.name)} ended on {agreement.expires}",
            "renew it and write the new date, or stop relying on it",
        )


@rule("EOP704", "info")
def expiring_agreement(agreement: Agreement, today: date) -> Iterator[Verdict]:
    """An agreement runs out within ninety days, and does not renew itself.

    Why it matters: to renew it takes signatures on both sides, and councils meet rarely.

    What to do: begin now; the role named under `custodian` watches the dates.

    ```yaml flagged
    agreements/pumps:
      {name: Pumps from the county, type: mutual-aid, parties: [example-city, emergency-management], scope: Pumps.,
       expires: 2026-07-31, custodian: emergency-manager}
    resources/pumps: {name: Pumps, category: equipment, agency: example-city, supplied_under: [pumps]}
    agencies/example-city: {name: Example City, type: jurisdiction, depends_on: ["resource:pumps"]}
    ```

    ```yaml clean
    agreements/pumps:
      {name: Pumps from the county, type: mutual-aid, parties: [example-city, emergency-management], scope: Pumps.,
       expires: 2028-07-31, custodian: emergency-manager}
    resources/pumps: {name: Pumps, category: equipment, agency: example-city, supplied_under: [pumps]}
    agencies/example-city: {name: Example City, type: jurisdiction, depends_on: ["resource:pumps"]}
    ```
    """
    if agreement.expires and agreement.renewal != "automatic" and today <= agreement.expires <= today + _SOON:
        yield Verdict(
            agreement.at("expires"),
            f"{short(agreement.name)} ends on {agreement.expires}, in {(agreement.expires - today).days} days",
            "renew it now; signatures take time",
        )


@rule("EOP705", "warning")
def event_after_review(plan: Plan, today: date) -> Iterator[Verdict]:
    """Something happened that calls for another look at the plan, and nobody has looked since.

    Why it matters: the calendar does not know about incidents, new laws and people who leave. CPG 101 lists what calls
    for a review: a major incident, an activation, a large exercise, new officials, changed resources, hazards or laws.

    What to do: review what the event `affects`, and add a record with the action `reviewed`; a full review of the plan
    (`reviewed` on the cover) counts for everything.

    ```yaml flagged
    events/storm: {name: Storm of April 2026, date: 2026-04-20, type: incident, affects: ["role:emergency-manager"]}
    ```

    ```yaml clean
    events/storm: {name: Storm of April 2026, date: 2026-04-20, type: incident, affects: ["role:emergency-manager"]}
    records/after-storm:
      name: Review after the storm
      date: 2026-05-04
      action: reviewed
      by: emergency-manager
      of: ["role:emergency-manager"]
    ```
    """
    if plan.cover is None or unread(plan, "record"):
        return
    whole = whole_review(plan, plan.cover).since
    told = f"the plan was last reviewed on {whole}" if whole else "no review of the plan is on record"
    for event in plan.of(Event):
        if event.date > today or (whole and event.date <= whole):
            continue
        if not event.affects:
            yield Verdict(
                event.at("date"),
                f"{short(event.name)} was on {event.date}; {told}",
                "review the plan, or say under affects what it concerns",
            )
        for index, ref in enumerate(event.affects):
            last = reviewed(plan, ref)
            if last is None or last < event.date:
                yield Verdict(
                    event.at("affects", index),
                    f"{short(plan.label(ref))} was not reviewed since {short(event.name)} on {event.date}",
                    "review it, and add a record with the action “reviewed”",
                )


@rule("EOP706", "warning")
def unordered_changes(cover: Cover) -> Iterator[Verdict]:
    """The record of changes is not in the order of its dates.

    Why it matters: readers take the last line for the newest change. In published records, a date out of order is
    most often a typing error.

    What to do: correct the date, or move the line; the oldest change stands first.

    ```yaml flagged
    plan:
      changes:
        - {date: 2026-03-01, by: emergency-manager, summary: New telephone numbers.}
        - {date: 2025-11-01, by: emergency-manager, summary: New shelter list.}
    ```

    ```yaml clean
    plan:
      changes:
        - {date: 2025-11-01, by: emergency-manager, summary: New shelter list.}
        - {date: 2026-03-01, by: emergency-manager, summary: New telephone numbers.}
    ```
    """
    by_date = sorted(range(len(cover.changes)), key=lambda index: cover.changes[index].date)
    versions = [_numbers(cover.changes[index].version) for index in by_date]
    # Where each has a version, and the versions follow the dates, the lines are out of order; else it may be a date.
    safe = all(one < other for one, other in pairwise([[], *versions]))
    mend = Mend("put the oldest change first", (Order(cover.at("changes"), tuple(by_date)),), safe)
    for index, change in enumerate(cover.changes[1:], start=1):
        before = cover.changes[index - 1]
        if change.date < before.date:
            yield Verdict(
                cover.at("changes", index, "date"),
                f"this change of {change.date} stands after one of {before.date}",
                "correct the date, or put the oldest change first",
                ((cover.at("changes", index - 1, "date"), "the change before it"),),
                mend,
            )


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


@rule("EOP707", "warning")
def overdue_action(exercise: Exercise, today: date) -> Iterator[Verdict]:
    """A corrective action is past its day and still open.

    Why it matters: what an exercise has shown happens again until it is mended. HSEEP gives each action an owner and a
    day for that reason.

    What to do: finish it and set its `status` to `done`; or agree on a new day, or drop it, and say so.

    ```yaml flagged
    exercises/tabletop:
      name: Flood tabletop
      date: 2025-10-15
      type: tabletop
      improvements:
        - finding: Nobody had the key.
          actions:
            - {action: Put a key in the lock box., element: equipment, owner: emergency-manager, due: 2026-01-31}
    ```

    ```yaml clean
    exercises/tabletop:
      name: Flood tabletop
      date: 2025-10-15
      type: tabletop
      improvements:
        - finding: Nobody had the key.
          actions:
            - action: Put a key in the lock box.
              element: equipment
              owner: emergency-manager
              due: 2026-01-31
              status: done
              completed: 2026-01-20
    ```
    """
    for at, area in enumerate(exercise.improvements):
        for index, action in enumerate(area.actions):
            if action.status in _OPEN and action.due and action.due < today:
                yield Verdict(
                    exercise.at("improvements", at, "actions", index, "due"),
                    f"{short(action.action)} was due on {action.due} and is still {action.status.replace('-', ' ')}",
                    "finish it and set its status to done, or agree on a new day",
                )


@rule("EOP708", "warning")
def unsigned_promulgation(cover: Cover, plan: Plan) -> Iterator[Verdict]:
    """The promulgation is not signed, or one of those who have to sign has not.

    Why it matters: the signature gives the plan its standing (CPG 101: promulgation document). State reviewers find an
    unsigned approval page again and again.

    What to do: have it signed, and write role and day under `signed_by`.

    ```yaml flagged
    plan:
      promulgation:
        text: This plan governs the response of the City to any emergency.
        effective: 2026-01-15
        authorities: [city-charter, state-act, stafford-act]
        signed_by: [{role: emergency-manager}]
    ```

    ```yaml clean
    plan:
      promulgation:
        text: This plan governs the response of the City to any emergency.
        effective: 2026-01-15
        authorities: [city-charter, state-act, stafford-act]
        signed_by: [{role: emergency-manager, signed: 2026-01-10}]
    ```
    """
    if not cover.promulgation.signed_by:
        yield Verdict(cover.at("promulgation"), "nobody has signed the promulgation", "write role and day in signed_by")
    for index, signature in enumerate(cover.promulgation.signed_by):
        if signature.signed is None:
            yield Verdict(
                cover.at("promulgation", "signed_by", index),
                f"the signature of {short(plan.label(f'role:{signature.role}'))} is missing",
                "have it signed, and write the day under signed",
            )
