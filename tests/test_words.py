"""The words of the interface: all of them come from the catalogs, each catalog is whole, and passages say their language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import words
from babel.messages.pofile import read_po
from lxml.html import HtmlElement, document_fromstring

from eop_tools.cli import main
from eop_tools.io.catalogs import catalog_in
from eop_tools.text.catalog import Catalog

ROOT = Path(__file__).parent.parent
CATALOGS = sorted((ROOT / "site" / "words").glob("*.po"))
TOWN = ROOT / "tests" / "plans" / "town"
PLACE = re.compile(r"\{\w+\}")
SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-label")
MADE_UP, PLANS_OWN = "eo", "fi"


def test_the_template_holds_what_is_said() -> None:
    assert words.TEMPLATE.read_bytes() == words.template(), "run nox -s generate"


@pytest.mark.parametrize("path", CATALOGS, ids=[path.stem for path in CATALOGS])
def test_a_catalog_is_whole(path: Path) -> None:
    text = path.read_bytes()
    assert text == words.updated(text, path.stem), "run nox -s generate, and translate what is empty"
    with path.open("rb") as stream:
        entries = [entry for entry in read_po(stream) if entry.id]
    assert [entry.id for entry in entries if not all(forms(entry.string)) or entry.fuzzy] == []
    changed = [entry.id for entry in entries for form in forms(entry.string) if places(form) != places(entry.id)]
    assert changed == []


def forms(said: Any) -> tuple[str, ...]:
    """The one text of a message, or all forms of one that is counted."""
    return (said,) if isinstance(said, str) else tuple(said)


def places(said: Any) -> list[str]:
    """The parts that a message has room for."""
    return sorted(PLACE.findall(forms(said)[0]))


class Asked(Mapping[str, Any]):
    """A catalog of a made-up language; it remembers what it was asked for and did not have."""

    def __init__(self, held: dict[str, Any], missing: set[str]) -> None:
        self._held, self._missing = held, missing

    def __getitem__(self, message: str) -> Any:
        if message not in self._held:
            self._missing.add(message)
        return self._held[message]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    """A site whose every word of the interface is in a made-up language, and the words that no catalog would have."""
    folder, missing = tmp_path_factory.mktemp("made_up"), set[str]()
    single = {each.one: f"⟦{each.one}⟧" for each in words.messages()}
    counted = {each.one: lambda number, each=each: f"⟦{each.one if number == 1 else each.many}⟧" for each in words.messages() if each.many}
    catalog = Catalog(MADE_UP, Asked(single, missing), counted)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("eop_tools.render.speech.catalog_in", lambda folders, tag: catalog)
        patch.setattr("eop_tools.kinds.cover.Cover.language", PLANS_OWN, raising=False)
        to = folder / "site"
        assert main(["build", str(TOWN), "--edition", "command", "--language", MADE_UP, "--to", str(to)]) == 0
    return to, missing
