"""Upkeep: the rules, every page and every table say the same of what was done last and what is due."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
from views import pages_of, view_of

from eop_tools.export import EXPORTS
from eop_tools.page import View
from eop_tools.text.phrases import spoken
from eop_tools.upkeep.evidence import overdue
from eop_tools.values import Audience

CLOCKS = ("EOP701", "EOP702", "EOP709", "EOP314")
SECTION = "sections/a: {name: A, part: basic-plan, number: 1, owner: emergency-manager%s, body: We act.}\n"
DESK = "contacts/duty-desk: {name: Duty desk, type: desk, agency: emergency-management, methods: [%s]}\n"
VOICE = "{type: voice, value: 222-555-0140, hours: 24/7%s}"
RECORD = "records/r%s: {name: R, date: %s, action: %s, by: emergency-manager, of: ['%s']}\n"
PROMULGATED = """  promulgation:
    text: This plan governs.
    effective: 2024-01-10
    authorities: [city-charter, state-act, stafford-act]
    signed_by: [{role: emergency-manager, signed: 2024-01-09}]
"""
OLD = "plan:\n  review: {reviewed: %s, rewritten: 2024-01-15}\n" + PROMULGATED


def table_of(view: View) -> list[dict[str, str]]:
    export = EXPORTS.get("contacts")
    assert export is not None
    made = export.make(view)
    assert isinstance(made, bytes)
    return list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("own", "recorded", "last", "late"),
    [
        ("2024-05-01", "2026-05-20", "2026-05-20", False),
        ("2026-05-20", "2024-05-01", "2026-05-20", False),
        ("2024-05-01", "2024-06-01", "2024-06-01", True),
        ("", "2026-05-20", "2026-05-20", False),
    ],
)
def test_the_later_of_day_and_record_counts_everywhere(own: str, recorded: str, last: str, late: bool) -> None:
    overlay = (
        OLD % (own or "2024-01-15")
        + SECTION % (f", reviewed: {own}" if own else "")
        + DESK % (VOICE % (f", verified: {own}" if own else ""))
        + RECORD % ("a", recorded, "reviewed", "plan:plan")
        + RECORD % ("b", recorded, "reviewed", "section:a")
        + RECORD % ("c", recorded, "verified", "contact:duty-desk")
    )
    view = view_of(overlay)
    pages, told = pages_of(view), spoken(date.fromisoformat(last))
    found = [finding.code for finding in view.judgement.standing if finding.code in CLOCKS]
    assert sorted(found) == (["EOP314", "EOP701", "EOP701"] if late else [])
    for path in ("sections/a.html", "contacts/duty-desk.html", "plan.html", "index.html", "status.html"):
        assert told in pages[path], path
    assert told in pages["sections.html"] or own == ""
    assert [row["verified"] for row in table_of(view)] == [last]
    status = pages["status.html"]
    assert ("Overdue" in status or "are due" in status) is late
    assert ("(overdue)" in pages["plan.html"]) is late


def test_a_section_without_a_day_goes_with_the_plan() -> None:
    fresh, stale = (view_of(OLD % day + SECTION % "") for day in ("2026-01-15", "2024-01-20"))
    assert "Sections | not said (ours: 12 months) | | All 1 are within the time" in pages_of(fresh)["status.html"]
    assert "with the whole plan" in pages_of(fresh)["sections/a.html"]
    assert "Sections | not said (ours: 12 months) | | 1 of 1 are due" in pages_of(stale)["status.html"]
    assert [finding.code for finding in fresh.judgement.standing if finding.code in CLOCKS] == []
    assert [finding.ref for finding in stale.judgement.standing if finding.code == "EOP701"] == ["plan:plan"]


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("waived", ["", "severity: {EOP7: 'off', EOP3: 'off', EOP6: 'off', EOP4: 'off'}", "waivers"])
def test_nothing_wrong_never_stands_beside_overdue(waived: str, audience: Audience) -> None:
    """Neither where the rule is switched off nor where its finding is accepted, in no edition."""
    reason = "reason: The office is being rebuilt., until: 2027-01-01"
    waivers = f"waivers: [{{rule: EOP701, {reason}}}]"
    more = waivers if waived == "waivers" else waived
    pages = pages_of(view_of(OLD % "2024-01-15" + (f"  {more}\n" if more else ""), audience))
    assert "Overdue" in pages["status.html"]
    for path in ("status.html", "index.html"):
        assert not re.search(r"[Ff]ind nothing wrong", pages[path]), pages[path]


def test_an_edition_that_hides_the_evidence_does_not_say_that_there_is_none() -> None:
    secret = RECORD.replace("by:", "audience: command, by:") % ("a", "2026-05-20", "reviewed", "plan:plan")
    for audience in (Audience.public, Audience.responder):
        pages = pages_of(view_of(OLD % "2024-01-15" + secret, audience))
        assert "Overdue" not in pages["status.html"]
        assert "(overdue)" not in pages["plan.html"]
        assert "Not said in this edition" in pages["status.html"]
        assert "20 May 2026" not in "".join(pages.values())


def test_whatever_is_overdue_is_found_and_the_other_way_round() -> None:
    """Over many days, on a plan in which everything grows old: page, findings and clocks agree on each."""
    overlay = (
        "plan:\n  review: {review_every: 3 months, "
        "reviewed: 2026-01-15, rewritten: 2024-02-01, rewrite_every: 30 months}\n"
        + PROMULGATED
        + SECTION % ", reviewed: 2026-02-01"
        + DESK % (VOICE % ", verified: 2026-03-01")
        + RECORD % ("a", "2026-04-01", "reviewed", "section:a")
        + RECORD % ("b", "2026-04-20", "verified", "contact:duty-desk")
    )
    for month in range(5, 13):
        today = date(2026, month, 17)
        view = view_of(overlay, today=today)
        late = {clock.ref for clock in overdue(view.plan, today)}
        assert late == {finding.ref for finding in view.judgement.standing if finding.code in CLOCKS}
        status = pages_of(view)["status.html"]
        assert ("Overdue" in status or "are due" in status) is bool(late)
