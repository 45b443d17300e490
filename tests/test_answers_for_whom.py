"""Answers say for whom they are, and nothing of what they leave out can be inferred from them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from eop_tools.cli import main

TOWN = Path(__file__).parent / "plans" / "town"
ASKED = [
    ["what-if"],
    ["what-if", "--lose", "agency:power"],
    ["what-if", "--lose-kind", "resource"],
    ["weak-points"],
    ["rehearse", "--level", "partial"],
    ["show", "role:mayor"],
    ["show", "facility:eoc"],
]
WITHHELD = [  # from the public: whose number, over what, how long, who holds what, and the people themselves
    ("contacts.yaml", "612-555-0161", "612-555-0169"),
    ("contacts.yaml", "612-555-0162, over: [resource:cellular]", "612-555-0162, over: [resource:network]"),
    ("facilities.yaml", "runs_for: 48 h", "runs_for: 4 h"),
    ("roles.yaml", "holders: [ann, bob, cat], ", "holders: [cat], "),
    ("roles.yaml", "holders: [dee]", "holders: [ann]"),
    ("channels.yaml", "over: [resource:cellular]", "over: [resource:network]"),
]


def said(capsys: pytest.CaptureFixture[str], plan: Path, asked: list[str], *more: str) -> str:
    status = main([*asked, "--folder", str(plan), "--as-of", "2026-11-23", *more])
    out, err = capsys.readouterr()
    return f"{status}\n{out}\n{err}".replace(str(plan), "PLAN")


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_what_is_withheld_cannot_be_inferred(
    asked: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forms = [[]] if asked[0] == "show" else [[], ["--format", "json"]]
    before = [said(capsys, TOWN, asked, *form, "--edition", "public") for form in forms]
    for index, (file, old, new) in enumerate(WITHHELD):
        plan = shutil.copytree(TOWN, tmp_path / str(index))
        text = (plan / file).read_text()
        assert old in text, old
        (plan / file).write_text(text.replace(old, new))
        assert [said(capsys, plan, asked, *form, "--edition", "public") for form in forms] == before, (old, new)


@pytest.mark.parametrize("verb", [["what-if"], ["weak-points"], ["rehearse", "--level", "partial"]], ids=" ".join)
def test_an_answer_says_for_whom_it_is(verb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert "\nFrom the whole plan (command edition).\n" in said(capsys, TOWN, verb)
    told = json.loads(said(capsys, TOWN, verb, "--format", "json").partition("\n")[2])
    assert (told["edition"], told["not_seen"]) == ("command", "")
    for edition in ("public", "responder") if verb[0] != "rehearse" else ("responder",):
        text = " ".join(said(capsys, TOWN, verb, "--edition", edition).split())
        told = json.loads(said(capsys, TOWN, verb, "--format", "json", "--edition", edition).partition("\n")[2])
        assert told["edition"] == edition
        if edition == "public":
            assert "Worked out from what the public edition shows. It leaves out" in text
            assert told["not_seen"] in text
    with pytest.raises(SystemExit):
        main([verb[0], "--help"])
    assert "(default: command, the whole plan)" in " ".join(capsys.readouterr().out.split())


def test_nobody_is_said_to_hold_nothing_where_that_is_withheld(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, TOWN, ["rehearse", "--level", "partial"], "--edition", "public")
    assert "eop: the public edition does not say who holds the roles\n" in text


@pytest.mark.parametrize("verb", [["what-if", "--lose"], ["weak-points", "--for"], ["show"],
                                  ["rehearse", "--level", "partial", "--lose"]], ids=" ".join)  # fmt: skip
def test_whether_the_plan_has_it_is_not_said(
    verb: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = shutil.copytree(TOWN, tmp_path / "plan")
    for file in ("contacts.yaml", "roles.yaml"):
        text = (other / file).read_text()
        (other / file).write_text(text.replace("ann:", "zed:").replace("[ann,", "[zed,"))
    there, not_there = (said(capsys, plan, [*verb, "contact:ann"], "--edition", "public") for plan in (TOWN, other))
    assert there.startswith("2\n")
    assert verb[0] == "rehearse" or "there is no “contact:ann” in this plan as the public edition shows it" in there
    assert there == not_there
