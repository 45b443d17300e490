"""What may be left out is left out: a plan of every kind that says only what it must is judged, shown and asked."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from hostile_plan import hostile_plan

from eop_tools.cli import main
from eop_tools.export import EXPORTS
from eop_tools.kind import KINDS

NOTHING = re.compile(r"\bNone\b")
DAY = ["--as-of", "2026-11-23"]
ANSWERS = {
    "check": ["check"],
    "what-if": ["what-if", "--lose", "agency:x"],
    "weak-points": ["weak-points"],
    "graph": ["graph", "--format", "json"],
    **{
        f"show {kind.name}": ["show", "plan:plan" if kind.is_single else f"{kind.name}:x", "--edition", "command"]
        for kind in KINDS
    },
    **{f"export {name}": ["export", name, "--to", "-"] for name in EXPORTS.names()},
}


@pytest.fixture(scope="module")
def barest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("barest") / "plan"
    hostile_plan(folder, barest=True)
    return folder


def folder_of(command: list[str], plan: Path) -> list[str]:
    return [*command, "--folder", str(plan), *([] if command[0] == "graph" else DAY)]


@pytest.mark.parametrize("asked", ANSWERS)
def test_every_answer_can_be_given(asked: str, barest: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    status = main(folder_of(ANSWERS[asked], barest))
    said = capsysbinary.readouterr()
    assert status in (0, 1), said.err
    told = texts_in(said.out)
    assert told.strip()
    assert not NOTHING.search(told), "Python's word for nothing is no word of the reader's"


def texts_in(made: bytes) -> str:
    """What can be read in an answer; a document of an office program is an archive."""
    if not made.startswith(b"PK"):
        return made.decode()
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist() if name.endswith(".xml")]
    return " ".join(re.sub(r"<[^>]*>", " ", part) for part in parts)


def test_a_plan_without_people_says_why_it_cannot_be_rehearsed(
    barest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(folder_of(["rehearse", "--level", "level:x"], barest)) == 2
    assert capsys.readouterr().err == (
        "eop: no role of this plan is held by anybody, so nobody can be called\n     write `holders` into roles\n"
    )


@pytest.mark.parametrize("edition", ["public", "responder", "command"])
def test_every_edition_can_be_built(edition: str, barest: Path, tmp_path: Path) -> None:
    assert main(["build", str(barest), "--edition", edition, "--to", str(tmp_path / "site"), *DAY]) == 0
    pages = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "site").rglob("*.html")}
    assert [name for name, text in pages.items() if NOTHING.search(re.sub("<[^>]*>", " ", text))] == []


def test_what_was_said_and_is_said_no_more_can_be_told(
    barest: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile_plan(tmp_path / "full")
    for old, new in ((tmp_path / "full", barest), (barest, tmp_path / "full")):
        assert main(["diff", str(old), str(new), "--edition", "command", "--format", "json", *DAY]) == 0
        assert json.loads(capsys.readouterr().out)["changes"]
