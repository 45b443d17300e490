"""Search knows the words of the night: whoever asks as people talk at 2 a.m. finds what to do first."""

from __future__ import annotations

import csv
import gzip
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from asking import found, index, stems
from hypothesis import given, settings
from hypothesis import strategies as st

from eop_tools.cli import main
from eop_tools.errors import EopError
from eop_tools.io.resources import own_site
from eop_tools.kinds.agency import Agency
from eop_tools.kinds.contact import Contact
from eop_tools.mkdocs_plugin import SEARCH_INDEX
from eop_tools.page import SearchTerms
from eop_tools.project import Project
from eop_tools.render.search import entry, script
from eop_tools.render.search_language import PART, language_in, words
from eop_tools.render.search_terms import search_terms
from eop_tools.values import Audience

pytestmark = pytest.mark.xdist_group("search")  # the reference plan's site is built once, on one core

ROOT = Path(__file__).parent.parent
PLAN = ROOT / "plan"
TABLE = Path(__file__).parent / "search" / "questions_of_the_night.csv"
SPANISH_TABLE = TABLE.with_name("preguntas_de_la_noche.csv")
AS_OF = ("--as-of", "2026-11-23")
ENGLISH = language_in([own_site() / PART], "en")
SPANISH = language_in([own_site() / PART], "es")
DESK = "contacts/police-watch-desk.html"


@pytest.fixture(scope="module")
def responder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference plan's site, as those who respond have it."""
    folder = tmp_path_factory.mktemp("search") / "responder"
    assert main(["build", str(PLAN), "--edition", "responder", "--to", str(folder), *AS_OF]) == 0
    return folder


@pytest.fixture(scope="module")
def spanish(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same plan, in English as it is written, for those who read and ask in Spanish."""
    folder = tmp_path_factory.mktemp("search") / "spanish"
    assert main(["build", str(PLAN), "--language", "es", "--edition", "command", "--to", str(folder), *AS_OF]) == 0
    return folder


def site_of(folder: Path, files: dict[str, str]) -> Path:
    """The site of a small plan in a repository of its own."""
    cover = "name: P\njurisdiction: J\npromulgation: {text: t, effective: 2026-01-01}\nreview: {}\n"
    city = "name: Example City\ntype: jurisdiction\n"
    for name, text in ({"plan/plan.yaml": cover, "plan/agencies/city.yaml": city} | files).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    assert main(["build", str(folder / "plan"), "--to", str(folder / "out"), *AS_OF]) == 0
    return folder / "out"


# ---- What is found first ----


def test_each_question_of_the_night_finds_its_page_first(responder: Path) -> None:
    """A row of the table is a question and the page that must come first; several where each of them helps at once."""
    assert not_first(responder, TABLE, 150) == []


def test_each_question_in_spanish_finds_its_page_first_in_a_plan_in_english(spanish: Path) -> None:
    assert not_first(spanish, SPANISH_TABLE, 100) == []


def not_first(site: Path, table: Path, least: int) -> list[tuple[str, list[str]]]:
    """The questions of a table, of at least so many, whose page is not found first, with what is found instead."""
    with table.open(encoding="utf-8", newline="") as stream:
        rows = [(row["question"], row["page"].split()) for row in csv.DictReader(stream)]
    assert len(rows) >= least
    assert [page for _, pages in rows for page in pages if not (site / page).is_file()] == []
    answers = found(site, *(question for question, _ in rows))
    return [
        (question, answer[:3]) for (question, pages), answer in zip(rows, answers, strict=True)
        if not answer or answer[0] not in pages
    ]  # fmt: skip


def test_accents_and_endings_do_not_matter_in_spanish(spanish: Path) -> None:
    same = [
        ("evacuar", "evacuación", "evacuacion", "EVACUACIONES", "evacuando"),
        ("apagón", "apagon", "apagones", "no hay luz"),
        ("descarriló un tren", "descarrilamiento", "tren descarrilado"),
        ("niños perdidos", "niño perdido", "ninos perdidos"),
    ]
    for questions in same:
        first = [answer[0] for answer in found(spanish, *questions)]
        assert len(set(first)) == 1, dict(zip(questions, first, strict=True))
    where, _ = found(spanish, "dónde está el EOC", "donde esta el EOC")
    assert where[0] == "facilities/main-eoc.html"


def test_what_is_done_first_comes_first_in_spanish(spanish: Path) -> None:
    said = json.loads((spanish / SEARCH_INDEX).read_text(encoding="utf-8").removeprefix("eopSearchIndex="))
    parts = {page[2] for page in said["pages"]} - {""}
    assert parts <= set(said["worth"])
    assert set(said["asks"].values()) <= parts


@pytest.mark.parametrize(
    "typed",
    ["612-555-0103", "6125550103", "(612) 555 0103", "+1 612 555 0103", "1.612.555.0103", "+16125550103",
     "0016125550103", "612/555-0103", "612–555–0103", "whose number is 612-555-0103?", "call 612 555 0103 now"],
)  # fmt: skip
def test_a_number_finds_its_owner_however_it_is_typed(responder: Path, typed: str) -> None:
    assert found(responder, typed) == [[DESK]]


def test_the_end_of_a_number_finds_all_who_have_it(responder: Path) -> None:
    (owners,) = found(responder, "555-0103")
    assert DESK in owners
    assert len(owners) > 1
    (nobody,) = found(responder, "612-555-9999")
    assert [page for page in nobody if page.startswith("contacts/")] == []


def test_endings_joined_words_codes_and_typing_errors(responder: Path) -> None:
    same = [
        ("derailed", "derailment", "derailments", "train derailing"),
        ("evacuate", "evacuation", "evacuating", "evcuation", "evacuaton"),
        ("blackout", "black out", "blackouts", "lights out", "power's out", "bleckout"),
        ("ESF6", "ESF 6", "esf-6"),
        ("VTAC11", "vtac 11", "VTAC-11"),
        ("firefighters", "fire fighters", "firemen"),
        ("staging area", "stagingarea"),
    ]
    for questions in same:
        first = [answer[0] for answer in found(responder, *questions)]
        assert len(set(first)) == 1, dict(zip(questions, first, strict=True))


def test_what_is_done_first_comes_before_what_was_exercised(responder: Path) -> None:
    background = ("exercises/", "events/", "records/", "standards/", "rehearsals/", "rules.html", "language.html")
    asked = ("tornado", "ransomware", "radio", "heat", "shelter", "phone tree", "siren", "water", "flood", "unrest")
    for question, answer in zip(asked, found(responder, *asked), strict=True):
        assert not answer[0].startswith(background), question
    exercise, rule = found(responder, "ransomware exercise", "EOP505")
    assert exercise[0].startswith("exercises/")
    assert rule == ["rules.html"]


def test_nothing_is_found_for_nothing(responder: Path) -> None:
    assert found(responder, "", " ", "?!", "zzqqy") == [[], [], [], []]


# ---- What is in the index ----


def test_the_index_of_the_largest_edition_is_small(tmp_path: Path, spanish: Path) -> None:
    """In English, as the plan is, and in another language, whose labels come to it."""
    english = tmp_path / "site"
    assert main(["build", str(PLAN), "--edition", "command", "--to", str(english), *AS_OF]) == 0
    sizes = [len(gzip.compress((site / SEARCH_INDEX).read_bytes(), mtime=0)) for site in (english, spanish)]
    assert max(sizes) <= 100_000, sizes


def test_an_edition_finds_only_what_it_shows(responder: Path, tmp_path: Path) -> None:
    assert main(["build", str(PLAN), "--to", str(tmp_path / "public"), *AS_OF]) == 0
    public = tmp_path / "public"
    asked = ("612-555-0103", "Imani Calloway", "Calloway")
    assert all(found(responder, *asked))
    assert found(public, "612-555-0103") == [[]]
    for answer in found(public, *asked):
        assert [page for page in answer if page.startswith("contacts/") and not (public / page).is_file()] == []
    texts = json.dumps(index(public))
    assert "5550103" not in texts
    assert "alloway" not in texts


def test_an_entity_is_found_by_what_it_says_and_not_by_what_it_is_connected_with() -> None:
    project = Project(PLAN, date(2026, 11, 23))
    view = project.view(Audience.public)
    role = view.plan.get("role:mayor")
    assert role is not None
    terms = search_terms(view, role)
    assert "Chief executive" in terms.names
    assert "Succession" in terms.text
    assert "role:" not in terms.text
    assert "true" not in terms.text.casefold().split()


def test_the_script_and_the_index_take_words_apart_alike(responder: Path) -> None:
    texts = [" ".join(record) for record in index(responder).values()]
    texts += [path.read_text(encoding="utf-8") for path in sorted((PLAN / "procedures").glob("*.yaml"))]
    for text, said in zip(texts, stems(responder, *texts), strict=True):
        assert {word for word in said if word} >= ENGLISH.stems(text)
        assert ENGLISH.stems(" ".join(words(text))) <= set(said)


def test_the_script_and_the_index_take_spanish_words_apart_alike(spanish: Path) -> None:
    texts = list(SPANISH.texts())
    for text, said in zip(texts, stems(spanish, *texts), strict=True):
        assert SPANISH.stems(text) <= set(said), text


@settings(max_examples=5, deadline=None)
@given(st.lists(st.text("abdeginorstuy'’éß -", min_size=1, max_size=24), min_size=200, max_size=300))
def test_words_nobody_thought_of_are_taken_apart_alike(responder: Path, texts: list[str]) -> None:
    plain = [text.replace("ß", "ss") for text in texts]
    for text, said in zip(plain, stems(responder, *plain), strict=True):
        assert ENGLISH.stems(text) == {word for word in said if word not in ENGLISH.dull} or set(words(text)) & set(
            ENGLISH.dull
        )


def test_a_step_over_many_pages_is_read_as_it_is_written(tmp_path: Path, responder: Path) -> None:
    numbers = (0, 69, 70, 1609, 1610, 5000)
    texts = dict.fromkeys(numbers, "needle")
    pages = [
        entry(f"a/{number:05}.html", f"P{number}", "Who", "", SearchTerms(text=texts.get(number, "hay")), ENGLISH)
        for number in range(5001)
    ]
    (tmp_path / "assets").mkdir()
    shutil.copy(responder / "assets" / "finding.js", tmp_path / "assets")
    (tmp_path / "search").mkdir()
    (tmp_path / SEARCH_INDEX).write_text(script(pages, ENGLISH), encoding="utf-8")
    assert sorted(found(tmp_path, "needle")[0]) == [f"a/{number:05}.html" for number in numbers]


# ---- Everyday words ----


def test_other_names_of_any_kind_are_found_and_shown(tmp_path: Path) -> None:
    hall = "name: Sports hall\naliases: [Blue barn]\ntype: shelter\nagency: city\n"
    site = site_of(tmp_path, {"plan/facilities/hall.yaml": hall})
    assert found(site, "blue barn", "bluebarn", "place to sleep")[0][0] == "facilities/hall.html"
    assert "Blue barn" in (site / "facilities" / "hall.html").read_text(encoding="utf-8")


def test_a_repository_may_have_everyday_words_of_its_own(tmp_path: Path) -> None:
    own = "dull: the a\nasks: {}\nendings: {0: s}\nwords:\n  sports hall: [zork]\n"
    hall = "name: Sports hall\ntype: shelter\nagency: city\n"
    site = site_of(tmp_path, {"plan/facilities/hall.yaml": hall, "site/search/en.yaml": own})
    own_words, other = found(site, "the zorks", "place to sleep")
    assert own_words[0] == "facilities/hall.html"
    assert "facilities/hall.html" not in other


@pytest.mark.parametrize(
    ("text", "said"),
    [("words: [", "en.yaml"), ("dull: a\n", "no list of everyday words"), ("- a\n", "en.yaml")],
)
def test_words_that_cannot_be_read_stop_the_build_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "en.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(EopError) as caught:
        language_in([tmp_path], "en")
    assert said in caught.value.message
    assert "\n" not in caught.value.message
    assert caught.value.hint


def test_a_language_that_is_not_there_is_searched_without_everyday_words(tmp_path: Path) -> None:
    assert language_in([tmp_path], "es").everyday == ()


def test_the_everyday_words_are_nobodys_own() -> None:
    """They go with every plan: no place, no company and no person stands in them."""
    said = set(words(" ".join([*ENGLISH.texts(), *SPANISH.texts()])))
    plan = Project(PLAN, date(2026, 11, 23)).edition(Audience.command).plan
    people = {word for each in plan.of(Contact) if each.type == "person" for word in words(each.name) if len(word) > 3}
    cities = {word for each in plan.of(Agency) if each.type == "jurisdiction" for word in words(each.name)}
    assert said & (people | cities - {"city", "of"}) == set()
