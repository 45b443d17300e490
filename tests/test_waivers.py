"""Waivers: silence needs a reason and an end, and is counted."""

from __future__ import annotations

from datetime import date

import pytest

from eop_tools.finding import Judgement, Severity
from eop_tools.lint.engine import MAX_FINDINGS, judge
from eop_tools.plan.graph import Graph
from eop_tools.rule import Selection
from eop_tools.testing import TODAY, plan_of

HARBOR = """
agencies/harbor:
  name: Harbor Office
  type: office
  description: Bridges, and locks (TBD).{waiver}
roles/harbor-master: {{name: Harbor Master, agency: harbor, section: Operations, reports_to: mayor}}
"""
COVER = """
plan:
  waivers:
    - {{rule: {rule}, {of}reason: The harbor master is asked., until: {until}}}
"""


def judged(overlay: str, today: date = TODAY, selection: Selection | None = None) -> Judgement:
    loaded = plan_of(overlay)
    assert not loaded.faults
    return judge(loaded, Graph(loaded.plan), today, selection)


def names(judgement: Judgement) -> list[str]:
    return [found.name for found in judgement.standing]


def test_without_a_waiver_the_finding_stands() -> None:
    judgement = judged(HARBOR.format(waiver=""))
    assert names(judgement) == ["unfinished-text"]
    assert judgement.waived == 0
    assert judgement.fails(Severity.warning)


@pytest.mark.parametrize("rule", ["EOP406", "unfinished-text"])
def test_a_waiver_on_the_line(rule: str) -> None:
    judgement = judged(HARBOR.format(waiver=f"  # eop: allow {rule} until 2027-03-01, the harbor master is asked"))
    assert names(judgement) == []
    assert [found.waived for found in judgement.findings] == ["the harbor master is asked"]
    assert judgement.waived == 1
    assert judgement.count(Severity.warning) == 0
    assert not judgement.fails(Severity.info)


def test_a_waiver_on_the_line_above() -> None:
    text = HARBOR.format(waiver="").replace(
        "  description", "  # eop: allow EOP406 until 2027-03-01, the harbor master is asked\n  description"
    )
    assert names(judged(text)) == []


def test_a_waiver_two_lines_above_is_unused() -> None:
    text = HARBOR.format(waiver="").replace(
        "  type: office", "  # eop: allow EOP406 until 2027-03-01, the harbor master is asked\n  type: office"
    )
    assert sorted(names(judged(text))) == ["unfinished-text", "unused-waiver"]


@pytest.mark.parametrize("of", ["", "of: 'agency:harbor', "])
def test_a_waiver_on_the_cover(of: str) -> None:
    judgement = judged(HARBOR.format(waiver="") + COVER.format(rule="unfinished-text", of=of, until="2027-03-01"))
    assert names(judgement) == []
    assert [found.waived for found in judgement.findings] == ["The harbor master is asked."]


def test_a_waiver_on_the_cover_for_something_else() -> None:
    cover = COVER.format(rule="unfinished-text", of="of: 'agency:example-city', ", until="2027-03-01")
    judgement = judged(HARBOR.format(waiver="") + cover)
    assert sorted(names(judgement)) == ["unfinished-text", "unused-waiver"]
    unused = next(found for found in judgement.standing if found.name == "unused-waiver")
    assert (unused.file, unused.severity) == ("plan.yaml", Severity.warning)


def test_a_waiver_holds_through_its_last_day() -> None:
    text = HARBOR.format(waiver="  # eop: allow EOP406 until 2026-06-01, the harbor master is asked")
    assert names(judged(text, date(2026, 6, 1))) == []
    assert sorted(names(judged(text, date(2026, 6, 2)))) == ["expired-waiver", "unfinished-text"]


def test_an_expired_waiver_on_the_cover_silences_nothing() -> None:
    cover = COVER.format(rule="EOP406", of="", until="2026-03-01")
    assert sorted(names(judged(HARBOR.format(waiver="") + cover))) == ["expired-waiver", "unfinished-text"]


@pytest.mark.parametrize(
    "comment",
    [
        "# eop: allow EOP406",
        "# eop: allow EOP406 until 2027-03-01",
        "# eop: allow EOP406 until 2027-03-01, later",
        "# eop: allow EOP406 until 2027-02-30, the harbor master is asked",
        "# eop: allow EOP406 until next spring, the harbor master is asked",
        "# eop: allow EOP999 until 2027-03-01, the harbor master is asked",
        "# eop: allow everything until 2027-03-01, the harbor master is asked",
    ],
)
def test_a_malformed_waiver_silences_nothing(comment: str) -> None:
    judgement = judged(HARBOR.format(waiver=f"  {comment}"))
    assert sorted(names(judgement)) == ["malformed-waiver", "unfinished-text"]
    malformed = next(found for found in judgement.standing if found.name == "malformed-waiver")
    assert (malformed.file, malformed.span.line, malformed.severity) == ("agencies/harbor.yaml", 3, Severity.error)
    assert malformed.hint


def test_a_hash_inside_a_text_is_no_waiver() -> None:
    text = HARBOR.format(waiver="").replace("Bridges, and locks (TBD).", "'Locks, # eop: allow everything'")
    assert names(judged(text)) == []


def test_a_waiver_that_is_used_twice_is_used() -> None:
    cover = COVER.format(rule="EOP406", of="", until="2027-03-01")
    more = "name: Harbor Office\n  responsibilities: [Locks (TBD)]"
    judgement = judged(HARBOR.format(waiver="").replace("name: Harbor Office", more) + cover)
    assert names(judgement) == []
    assert judgement.waived == 2


def test_waivers_are_not_judged_where_only_some_rules_run() -> None:
    text = HARBOR.format(waiver="  # eop: allow EOP803 until 2027-03-01, the harbor master is asked")
    assert names(judged(text, selection=Selection(("EOP201",)))) == []
    assert sorted(names(judged(text))) == ["unfinished-text", "unused-waiver"]


def test_severity_on_the_cover() -> None:
    cover = "plan:\n  severity: {unfinished-text: info}\n"
    judgement = judged(HARBOR.format(waiver="") + cover)
    assert [found.severity for found in judgement.standing] == [Severity.info]
    assert names(judged(HARBOR.format(waiver="") + cover.replace("info", "off"))) == []


def test_a_line_waiver_never_hides_the_count_of_the_rest() -> None:
    duties = "\n".join("    - TBD" for _ in range(MAX_FINDINGS + 7))
    text = (
        HARBOR.format(waiver="")
        .replace("(TBD)", "")
        .replace("  type: office\n", "  type: office\n  responsibilities:\n" + duties + "\n")
    )
    lines = text.split("\n")
    last = lines.index("    - TBD") + MAX_FINDINGS - 1
    lines.insert(last, "    # eop: allow unfinished-text until 2027-03-01, the harbor master is asked")
    standing = [found.message for found in judged("\n".join(lines)).standing]
    assert "and 7 more like this in this file" in standing
