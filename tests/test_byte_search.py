"""What was made for an audience is searched, byte by byte, before it is handed over."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from eop_tools.cli import main
from eop_tools.plan.edition import Edition, edition_for
from eop_tools.site_build.byte_search import leaks_in
from eop_tools.testing import plan_of, write_plan
from eop_tools.values import Audience

PLAN = """
contacts/avery:
  name: Avery "Ace" Secretpérson
  type: person
  agency: emergency-management
  title: Officer
  methods:
    - {type: voice, value: 612-555-0111, note: Ask for the blue door at the back.}
    - {type: email, value: avery.s@example.org}
    - {type: pager, value: 4711}
"""
VALUES = ['Avery "Ace" Secretpérson', "612-555-0111", "avery.s@example.org", "Ask for the blue door at the back."]


def zipped(text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner/deep.json", gzip.compress(text.encode()))
    return packed.getvalue()


WAYS: dict[str, Callable[[str], bytes]] = {
    "plain": lambda text: f"<p>{text}</p>".encode(),
    "html": lambda text: f"<p title='{escape(text)}'>".encode(),
    "entities": lambda text: "".join(f"&#{ord(char)};" if not char.isalnum() else char for char in text).encode(),
    "ascii-html": lambda text: text.encode("ascii", "xmlcharrefreplace"),
    "json": lambda text: json.dumps({"a": text}).encode(),
    "gzip": lambda text: gzip.compress(b"x" * 99 + b" " + text.encode()),
    "zip": zipped,
    "upper": lambda text: text.upper().encode(),
    "broken over lines": lambda text: text.replace(" ", "\n   ").encode(),
    "in much else": lambda text: b"\xff\xfe\x00<svg>" * 1000 + text.encode() + b"\x00" * 100,
}


@pytest.fixture(scope="module")
def public() -> Edition:
    return edition_for(plan_of(PLAN).plan, Audience.public)


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("way", WAYS)
def test_a_planted_value_is_found(way: str, value: str, public: Edition, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>Nothing here. 612-555-0110 4711 Officer</p>", encoding="utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.bin").write_bytes(WAYS[way](value))
    (leak,) = leaks_in(tmp_path, public)
    assert (leak.file, leak.item.ref) == ("deep/b.bin", "contact:avery")


@pytest.mark.parametrize(
    "text",
    ["tel:+16125550111", "(612) 555-0111", "612.555.0111", "1 612 555 0111", "6125550111", "612&#45;555&#45;0111"],
)
def test_a_number_is_found_however_it_is_written(text: str, public: Edition, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(text, encoding="utf-8")
    assert [leak.file for leak in leaks_in(tmp_path, public)] == ["a.html"]


def test_the_name_of_a_file_is_searched_too(public: Edition, tmp_path: Path) -> None:
    (tmp_path / "Avery.S@example.org").touch()
    assert [leak.file for leak in leaks_in(tmp_path, public)] == ["Avery.S@example.org"]


@pytest.mark.parametrize(
    "text", ["", "4711 Officer Avery", "612-555-01112", "7612-555-0111", "9612 555 01 11", "\x1f\x8b", "PK\x03\x04"]
)
def test_chance_is_no_leak(text: str, public: Edition, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(text.encode("latin-1"))
    assert leaks_in(tmp_path, public) == []


def test_whoever_may_see_it_is_told(public: Edition, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(" ".join(VALUES), encoding="utf-8")
    assert leaks_in(tmp_path, edition_for(plan_of(PLAN).plan, Audience.responder)) == []


def test_what_may_be_seen_elsewhere_is_no_leak(tmp_path: Path) -> None:
    shown = f"agencies/watch: {{name: Watch, type: office, parent: example-city, description: {VALUES[3]}}}\n"
    (tmp_path / "a.html").write_text(VALUES[3], encoding="utf-8")
    assert leaks_in(tmp_path, edition_for(plan_of(PLAN + shown).plan, Audience.public)) == []


def test_a_word_of_the_plan_language_is_no_leak(tmp_path: Path) -> None:
    held = """
facilities/works:
  name: Works
  type: water-works
  agency: emergency-management
  lifelines: [hazardous-materials, safety-and-security]
  audience: command
"""
    (tmp_path / "language.html").write_text("lifelines: hazardous-materials, safety-and-security", encoding="utf-8")
    assert leaks_in(tmp_path, edition_for(plan_of(PLAN + held).plan, Audience.public)) == []


@pytest.mark.parametrize("verb", [["build"], ["publish", "1"]])
def test_nothing_is_put_in_place_where_something_is_given_away(
    verb: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_plan(tmp_path / "plan", PLAN.replace("    - {type: pager, value: 4711}\n", ""))
    page = tmp_path / "site" / "pages" / "help.md"
    page.parent.mkdir(parents=True)
    page.write_text("# Help\n\nCall (612) 555\\-0111.\n", encoding="utf-8")
    asked = [*verb, str(tmp_path / "plan"), "--to", str(tmp_path / "out"), "--as-of", "2026-06-01"]
    assert main(asked) == 2
    said = capsys.readouterr().err
    assert "help.html says contact:avery" in said
    assert "0111" not in said
    assert not [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    page.unlink()
    assert main(asked) == 0
