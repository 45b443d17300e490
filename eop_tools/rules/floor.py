"""The floor: what a plan has to say before anything else about it can be judged."""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.kinds.contact import Contact
from eop_tools.kinds.cover import Cover
from eop_tools.kinds.facility import Facility
from eop_tools.kinds.hazard import Hazard
from eop_tools.kinds.level import Level
from eop_tools.notation.opening_hours import EVERY_HOUR, opening_hours
from eop_tools.plan import Plan
from eop_tools.rule import Verdict, rule
from eop_tools.text.phrases import listed

_AT_ONCE = ("voice", "text", "pager", "radio", "satellite")


@rule("EOP621", "warning")
def below_the_floor(cover: Cover, plan: Plan) -> Iterator[Verdict]:
    """The plan does not say the least that a plan says, so that nothing else found in it means much.

    Why it matters: rules find fault with what is written. A cover, three laws and a telephone give nothing to find, and
    nobody can act by them. A plan names at least one hazard, one activation level, what is done in the first hour of a
    hazard, one place, and a number that answers at any hour, be it of several desks in turn. A township says that with
    some twenty entities.

    What to do: write what is missing. Where another plan says it for you, such as the county's, name that plan on the
    cover under `related_plans`, and under its `stands_for` what you leave to it.

    ```yaml flagged
    plan:
      related_plans: [{title: County plan, agency: example-city, stands_for: [hazards, first-hours, places]}]
    ```

    ```yaml clean
    plan:
      related_plans: [{title: County plan, agency: example-city, stands_for: [hazards, first-hours, places]}]
    contacts/duty-desk:
      name: Duty desk
      type: desk
      agency: emergency-management
      methods: [{type: voice, value: 222-555-0140, hours: 24/7, verified: 2026-05-01}]
    levels/full: {name: Full activation, rank: 2, triggers: [Many departments], activated_by: [emergency-manager]}
    ```
    """
    if plan.unread:
        return
    left = {what for other in cover.related_plans for what in other.stands_for}
    if any(ref.startswith("hazard:") for other in cover.related_plans for ref in other.covers):
        left.add("first-hours")
    said = {
        "hazards": ("hazard", bool(plan.of(Hazard))),
        "levels": ("activation level", any(level.rank for level in plan.of(Level))),
        "first-hours": ("first hour of a hazard", any(hazard.first_hour for hazard in plan.of(Hazard))),
        "places": ("place", bool(plan.of(Facility))),
        "numbers": ("number that answers at any hour", _is_answered_at_any_hour(plan)),
    }
    missing = [words for what, (words, is_said) in said.items() if not is_said and what not in left]
    if missing:
        yield Verdict(
            cover.at("name"),
            f"this plan says too little to be judged: it has no {listed(missing, 'and no')}",
            "write it, or name the plan that says it under related_plans, with stands_for",
        )


def _is_answered_at_any_hour(plan: Plan) -> bool:
    """Whether the numbers of all contacts together answer at every hour, as far as the plan says their hours."""
    lacking = EVERY_HOUR
    methods = (method for contact in plan.of(Contact) for method in contact.methods if method.type in _AT_ONCE)
    for hours in {method.hours for method in methods if method.hours}:
        lacking &= ~opening_hours(hours).coverage
    return not lacking
