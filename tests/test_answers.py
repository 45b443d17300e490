"""What a build keeps for the next one never shows: kept answers and pages are those that would be made anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from eop_tools.cli import main
from eop_tools.io import cache
from eop_tools.project import Project
from eop_tools.render import graphviz
from eop_tools.render.fragment_cache import Once
from eop_tools.render.graphviz import Frame, Size, placed

DAY = date(2026, 11, 23)
SIZES = [Size(60, 30), Size(80, 30), Size(70, 30)]
PAIRS = [(0, 1), (1, 2), (0, 1)]
FILES = {
    "plan.yaml": "name: Plan\njurisdiction: City\npromulgation: {text: It holds., effective: 2026-01-15}\nreview: {}\n",
    "agencies/city.yaml": "name: City\ntype: jurisdiction\ndescription: See [[agency:police]] and *read*.\n",
    "agencies/police.yaml": "name: Police\ntype: office\ndepends_on: [agency:city]\n",
}


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EOP_CACHE_DIR", str(tmp_path / "cache"))
    stamp = cache.tool_stamp()  # whoever works on the tool while the tests run may not empty the cache
    monkeypatch.setattr(cache, "tool_stamp", lambda: stamp)
    return tmp_path / "cache"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What Graphviz was asked."""
    texts: list[str] = []
    laid_out = graphviz._graphviz
    monkeypatch.setattr(graphviz, "_graphviz", lambda source: texts.append(source) or laid_out(source))
    return texts


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for file, text in FILES.items():
        path = tmp_path / "plan" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def drawn() -> graphviz.Places:
    return placed(SIZES, [Frame((1, 2), 40)], PAIRS, across=True)


def in_a_run() -> graphviz.Places:
    with cache.ANSWERS.kept("answers"):
        return drawn()


def build(to: str) -> None:
    assert main(["build", "--as-of", DAY.isoformat(), "--edition", "command", "--to", to]) == 0


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_was_answered_is_not_asked_again(asked: list[str]) -> None:
    made = drawn()
    assert [in_a_run(), in_a_run()] == [made, made]
    assert len(asked) == 2, "once by itself, once in the first run"


def test_outside_a_run_nothing_is_held(asked: list[str], cache_folder: Path) -> None:
    assert drawn() == drawn()
    assert len(asked) == 2
    assert not cache_folder.exists()


def test_what_another_tool_kept_is_not_used(asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    in_a_run()
    monkeypatch.setattr(cache, "tool_stamp", lambda: "another")
    in_a_run()
    assert len(asked) == 2


@pytest.mark.parametrize("held", [None, 1, "text", [], {}, [[1, 2], {}, {}, []], [[1, 2], {"0": "x"}, {}, [[0, 1, 2]]]])
def test_an_answer_that_is_none_is_asked_anew(held: Any, asked: list[str], cache_folder: Path) -> None:
    made = in_a_run()
    file = cache_folder / "answers.json"
    cache.keep(file.stem, dict.fromkeys(cache.recall(file.stem), held))
    assert in_a_run() == made
    assert len(asked) == 2


def test_only_many_new_answers_are_worth_keeping(cache_folder: Path) -> None:
    file = cache_folder / "answers.json"
    for count, kept in ((40, 40), (41, 40), (50, 50)):
        with cache.ANSWERS.kept("answers"):
            assert [cache.ANSWERS.of(str.upper, str(number), str) for number in range(count)]
        assert len(cache.recall(file.stem)) == kept


def test_a_build_that_remembers_makes_the_same_bytes(repository: Path) -> None:
    build("site")
    site, file = repository / "site", repository / "plan/agencies/police.yaml"
    inodes = {name: (site / name).stat().st_ino for name in tree(site)}
    file.write_text(FILES["agencies/police.yaml"].replace("Police", "Constables"), encoding="utf-8")
    build("site")
    build("fresh")
    assert tree(site) == tree(repository / "fresh")
    assert (site / "about.html").stat().st_ino == inodes["about.html"]
    assert (site / "agencies/police.html").stat().st_ino != inodes["agencies/police.html"]


def test_a_project_that_remembers_says_the_same(repository: Path) -> None:
    from eop_tools.project import project_of

    first, again = project_of(repository / "plan", DAY), project_of(repository / "plan", DAY)
    fresh = Project(repository / "plan", DAY)
    assert first.judgement == again.judgement == fresh.judgement
    assert list(first.plan) == list(again.plan) == list(fresh.plan)


def test_once_for_each_folder_with_the_page_marked() -> None:
    made: list[str] = []

    def menu(*of: str) -> str:
        made.append("".join(of))
        return '<a href="a.html">A</a><a href="b.html">B</a>'

    menu.name = "menu"  # type: ignore[attr-defined]
    once = Once()
    pages = [SimpleNamespace(url=url) for url in ("a.html", "b.html", "x/a.html", "x/c.html")]
    shown = [once(page, menu) for page in (*pages, None)]
    mark = ' aria-current="page"'
    assert [text.count(mark) for text in shown] == [1, 1, 1, 0, 0]
    assert f'"b.html"{mark}>B' in shown[1]
    assert made == ["", "", ""], "one each for the top, for the folder, and for what is no page"
    once(pages[0], menu, "part")
    assert made[-1] == "part"
