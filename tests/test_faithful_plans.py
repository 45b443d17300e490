"""Slices of plans as they are written elsewhere: nothing false is found in them, and all of it stands in its order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from eop_tools.cli import main
from eop_tools.text.labels import Labels, natural
from eop_tools.text.phrases import aside, first_down, first_up

HERE = Path(__file__).parent
CASES = sorted(path.name for path in (HERE / "plans" / "faithful").iterdir())
GOLDEN = HERE / "golden" / "faithful"


@pytest.mark.parametrize("case", CASES)
def test_what_is_found_in_a_faithful_plan_is_true(
    case: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(HERE / "plans" / "faithful" / case)
    main(["check", "--as-of", "2026-06-01"])
    found = capsys.readouterr().out
    golden = GOLDEN / f"{case}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8"), (
        "if each is true: UPDATE_GOLDEN=1 pytest tests/test_faithful_plans.py"
    )


@pytest.mark.parametrize(
    "said",
    [
        "1 2 2a 2b 3 10",
        "A B H I J Z AA AB",
        "A Z AA BB CC",
        "I II III IV V IX X XL",
        "ESF-1|ESF 2|ESF #2a|ESF#3|ESF #10",
        "Annex 2|Annex 10|Annex A|Appendix 1",
        "1.1|1.2|1.10",
    ],
)
def test_labels_sort_as_people_count(said: str) -> None:
    labels = said.split("|") if "|" in said else said.split()
    mixed = labels[::-1]
    assert sorted(mixed, key=Labels(labels).key) == labels


def test_names_sort_as_people_count() -> None:
    names = ["Annex", "annex 2", "Annex 10", "Station 2", "station 10 north", "Station 10 South", "Zoo"]
    mixed = names[::-1]
    assert sorted(mixed, key=natural) == names


def test_what_is_labeled_stands_in_one_order_everywhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(HERE / "plans" / "faithful" / "hospital")  # its functions are 1, 2 and 10
    in_order = ["Surge of patients", "Loss of utilities", "Transfer"]
    main(["pages", "--to", str(tmp_path), "--as-of", "2026-06-01"])
    texts = [(tmp_path / f"{page}.md").read_text() for page in ("functions", "responsibility-matrix", "function-map")]
    capsys.readouterr()
    for asked in (
        ["export", "plan", "--to", "-"],
        ["export", "graph-json", "--to", "-"],
        ["graph", "--format", "json"],
    ):
        assert main(asked) == 0
        texts.append(capsys.readouterr().out)
    for text in texts:
        assert all(name in text for name in in_order)
        assert sorted(in_order, key=text.find) == in_order


def test_names_keep_their_letters() -> None:
    for text in ("haʔɬ comes", "ʔalʔal", "xʷməθkʷəy̓əm", "iHub"):
        assert first_up(text) == text
    assert first_down("Haʔɬ comes") == "Haʔɬ comes"
    assert (first_up("école"), first_up("the hall"), first_down("The hall")) == ("École", "The hall", "the hall")


def test_a_label_is_said_once() -> None:
    assert aside("Level III", "Level III") == aside("", "Full") == aside("Level 2", "Level 2: partial") == ""
    assert aside("Level 2", "Partial activation") == " (Level 2)"
    assert aside("F", "Fire") == " (F)"
