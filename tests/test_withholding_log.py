"""The withholding log: each thing an edition leaves out is in it, with why and under which law, and nothing leaks."""

from __future__ import annotations

import csv
import io
import os
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from eop_tools.cli import main
from eop_tools.project import Project
from eop_tools.values import Audience

HERE = Path(__file__).parent
GOLDEN = HERE / "golden" / "withholding"
DAY = ["--as-of", "2026-11-23"]
WITHHOLDING = """\
withholding:
  - {under: data-act, what: [contact, facility.power], because: Private numbers and weak points are security data}
  - {under: secret-order, what: [contact.methods]}
"""
LAWS = """\
data-act: {name: Data act, citation: State Code 13, level: state, says: Security data may be withheld.}
secret-order: {name: Quiet order, citation: Order 99, level: city, says: Quiet., audience: command}
"""
CONTACTS = {
    "jo": """
name: Jo Secretperson
type: person
title: Director
agency: police
methods:
  - {type: voice, value: 612-555-0163}
  - {type: voice, value: 612-555-0177, audience: command}
""",
    "mole": """
name: Mole Quietly
type: person
agency: police
audience: command
methods: [{type: voice, value: 612-555-0188}]
""",
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The small plan, with laws, one contact and one number that only those in command may see."""
    plan = tmp_path / "plan"
    shutil.copytree(HERE / "plans" / "small", plan)
    with (plan / "plan.yaml").open("a", encoding="utf-8") as cover:
        cover.write(WITHHOLDING)
    (plan / "authorities.yaml").write_text(LAWS, encoding="utf-8")
    for name, text in CONTACTS.items():
        (plan / "contacts" / f"{name}.yaml").write_text(text.lstrip(), encoding="utf-8")
    return plan


def kept(name: str, written: str) -> None:
    """Compare with the kept text; UPDATE_GOLDEN=1 writes it anew."""
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written, encoding="utf-8")
    assert written == path.read_text(encoding="utf-8")


def file_of(plan: Path, edition: str) -> str:
    """Return the log as a file, as the command writes it."""
    to = plan.parent / f"{edition}.csv"
    assert main(["export", "withheld", "--folder", str(plan), "--edition", edition, "--to", str(to), *DAY]) == 0
    return to.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")


def page_of(plan: Path, edition: str) -> str | None:
    """Return the log as a page, as the command writes it; None where there is none."""
    to = plan.parent / f"{edition}-pages"
    assert main(["pages", "--folder", str(plan), "--edition", edition, "--to", str(to), *DAY]) == 0
    page = to / "left-out.md"
    return page.read_text(encoding="utf-8") if page.is_file() else None


@pytest.mark.parametrize("edition", ["public", "responder", "command"])
def test_the_log_of_an_edition(plan: Path, edition: str) -> None:
    kept(f"{edition}.csv", file_of(plan, edition))
    page = page_of(plan, edition)
    assert (page is None) is (edition == "public")
    if page is not None:
        kept(f"{edition}.md", page)


def test_the_page_for_responders_names_nothing_they_may_not_see(plan: Path) -> None:
    page, whole = page_of(plan, "responder") or "", page_of(plan, "command") or ""
    for secret in ("Mole Quietly", "mole", "Order 99", "Quiet order", "0177"):
        assert secret not in page
        assert secret in whole or secret in ("0177", "Quiet order")
    assert "Jo Secretperson" in page


def test_every_detail_is_counted(plan: Path) -> None:
    project = Project(plan, date(2026, 11, 23))
    for audience in (Audience.public, Audience.responder):
        rows = list(csv.DictReader(io.StringIO(file_of(plan, audience.value))))
        counts: Counter[str] = Counter()
        for row in rows:
            counts[row["kind"]] += int(row["count"])
        assert counts == Counter(item.ref.partition(":")[0] for item in project.edition(audience).withheld)


def test_a_classified_plan_leaves_out_everything_for_that_reason(plan: Path) -> None:
    cover = plan / "plan.yaml"
    cover.write_text(f"{cover.read_text(encoding='utf-8')}classification: command\n", encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(file_of(plan, "responder"))))
    assert {row["field"] for row in rows} == {"(the whole entry)"}
    assert {row["why"] for row in rows if row["kind"] == "agency"} == {
        "the cover's classification keeps the plan as a whole to fewer people"
    }
    assert {row["law"] for row in rows} == {""}, "who may not read the cover is not told its laws either"


def test_the_file_lies_in_the_release_with_its_digest(plan: Path, tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    assert main(["publish", "1", "--folder", str(plan), "--to", str(releases), *DAY]) == 0
    written = (releases / "1" / "withheld.csv").read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    assert written == file_of(plan, "public")
    sums = (releases / "1" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert any(line.endswith("  withheld.csv") for line in sums)


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("contcat", "there is no kind “contcat”; did you mean “contact”?"),
        ("contact.numbers", "a contact has no field “numbers” there"),
        ("contact.methods.valeu", "a contact has no field “valeu” there; did you mean “value”?"),
        ("contact.name.first", "a contact has no field “first” there"),
    ],
)
def test_a_law_for_what_is_not_there_is_found(
    plan: Path, what: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cover = plan / "plan.yaml"
    cover.write_text(cover.read_text(encoding="utf-8").replace("facility.power", what), encoding="utf-8")
    assert main(["check", "--folder", str(plan), *DAY]) == 1
    assert said in capsys.readouterr().out


def test_a_law_without_more_covers_whatever_is_withheld(plan: Path) -> None:
    cover = plan / "plan.yaml"
    text = cover.read_text(encoding="utf-8").replace(
        "under: data-act, what: [contact, facility.power]", "under: data-act"
    )
    cover.write_text(text, encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(file_of(plan, "public"))))
    own = [row for row in rows if row["why"] != "what it points at is withheld"]
    assert {row["law"] for row in own} == {"State Code 13 (Data act)"}
