"""Beside what is to be done stands the number to tap and who answers; what an edition withholds is not among them."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from views import pages_of, view_of

from eop_tools.page import all_pages
from eop_tools.values import Audience

PLAN = """
agencies/fire: {name: Fire Department, type: department}
roles/chief:
  name: Fire Chief
  agency: fire
  section: Command
  holders: [ann, ben]
  succession: {order: [{role: deputy}]}
roles/deputy: {name: Deputy Chief, agency: fire, section: Command, reports_to: chief, holders: [cat]}
roles/clerk:
  name: Clerk
  agency: fire
  section: Command
  reports_to: chief
  first_actions:
    - Write down the hour.
    - {do: Call the chief., call: [role:chief]}
    - {do: Call the chief again., call: [role:chief]}
contacts/ann: {name: Ann One, type: person, agency: fire, methods: [ANN]}
contacts/ben: {name: Ben Two, type: person, agency: fire, methods: [BEN]}
contacts/cat: {name: Cat Three, type: person, agency: fire, methods: [CAT]}
contacts/desk:
  name: Fire desk
  type: desk
  agency: fire
  audience: public
  audience_reason: It is published.
  methods: [{type: voice, value: 612-555-0190, hours: 24/7, audience: public, audience_reason: It is published.}]
"""


def voice(number: str, hours: str = "") -> str:
    return f"{{type: voice, value: {number}{f', hours: {hours}' if hours else ''}}}"


class Case(NamedTuple):
    """The hours of three people, and what stands beside “Call the chief”."""

    ann: str
    ben: str
    cat: str
    said: str


CASES = {
    "she answers at any hour": Case("24/7", "24/7", "24/7", "612-555-0101 Fire Chief ( Ann One ) · at any hour"),
    "by night the second holder does": Case(
        "weekdays 08:00-16:30", "24/7", "24/7",
        "612-555-0101 Fire Chief ( Ann One ) · weekdays 08:00-16:30 Else: 612-555-0102 Ben Two · at any hour",
    ),
    "by night the successor does": Case(
        "weekdays 08:00-16:30", "weekdays 08:00-16:30", "24/7",
        "612-555-0101 Fire Chief ( Ann One ) · weekdays 08:00-16:30 Else: 612-555-0103 Cat Three · at any hour",
    ),
    "somebody does at more hours": Case(
        "weekdays 08:00-16:30", "weekdays 08:00-16:30", "daily 07:00-22:00",
        "612-555-0101 Fire Chief ( Ann One ) · weekdays 08:00-16:30 Else: 612-555-0103 Cat Three · daily 07:00-22:00",
    ),
    "nobody does": Case(
        "weekdays 08:00-16:30", "weekdays 08:00-16:30", "weekdays 08:00-16:30",
        "612-555-0101 Fire Chief ( Ann One ) · weekdays 08:00-16:30 At other hours nobody is named.",
    ),
    "nothing is known": Case(
        "", "", "", "612-555-0101 Fire Chief ( Ann One ) · hours not said Or: 612-555-0102 Ben Two · hours not said",
    ),
}  # fmt: skip


def plan(ann: str = "24/7", ben: str = "24/7", cat: str = "24/7") -> str:
    hours = {"ANN": voice("612-555-0101", ann), "BEN": voice("612-555-0102", ben), "CAT": voice("612-555-0103", cat)}
    return re.sub("ANN|BEN|CAT", lambda found: hours[found[0]], PLAN)


def clerk(overlay: str, audience: Audience) -> str:
    return pages_of(view_of(overlay, audience))["roles/clerk.html"]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_who_answers_and_who_else(case: Case) -> None:
    said = clerk(plan(case.ann, case.ben, case.cat), Audience.responder)
    after = said.partition("Call the chief. ")[2].partition(" Call the chief again.")[0]
    assert re.sub(r" \d more ways? .*", "", after) == case.said


def test_what_was_told_is_not_told_again() -> None:
    said = clerk(plan("weekdays 08:00-16:30"), Audience.responder)
    assert "Call the chief again. 612-555-0101 Fire Chief About this role" in said


def test_the_public_reads_of_the_desk_that_reaches_them() -> None:
    said = clerk(plan(), Audience.public)
    assert "Call the chief. 612-555-0190 Fire Chief through Fire desk · at any hour" in said
    assert not re.search(r"612-555-010\d|Ann|Ben|Cat Three", said)


def test_the_public_reads_that_a_number_is_withheld() -> None:
    overlay = plan().replace("audience: public", "audience: responder")
    assert "Call the chief. Fire Chief : number withheld Call the chief again." in clerk(overlay, Audience.public)


def test_a_fax_is_no_number_to_call() -> None:
    overlay = PLAN.replace("ANN", "{type: fax, value: 612-555-0101}").replace(
        "BEN", "{type: email, value: b@example.org}"
    )
    overlay = overlay.replace("CAT", voice("612-555-0103"))
    said = clerk(overlay, Audience.command)
    assert "Call the chief. 612-555-0190 Fire Chief through Fire desk · at any hour" in said


def test_a_number_can_be_tapped() -> None:
    page = next(page for page in all_pages(view_of(plan(), Audience.responder)) if page.path == "roles/clerk.html")
    assert '<a href="tel:+16125550101" class="eop-call">612-555-0101</a>' in page.written.html


@pytest.mark.parametrize("action", ["{call: [role:chief]}", "{foo: bar}", "{do: Call., cal: [role:chief]}", "[a, b]"])
def test_a_mistake_in_a_first_action_is_one_finding(action: str, tmp_path: object) -> None:
    from eop_tools.testing import plan_of

    faults = plan_of(plan().replace("{do: Call the chief., call: [role:chief]}", action)).faults
    assert len(faults) == 1, [fault.message for fault in faults]
