"""The words of the interface: they come from the catalogs, each catalog is whole, passages say their language."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

import pytest
import words
from babel.messages.pofile import read_po
from lxml.html import HtmlElement, document_fromstring

from eop_tools import site_build
from eop_tools.cli import main
from eop_tools.errors import EopError
from eop_tools.io.catalogs import catalog_in
from eop_tools.kit.styles import used
from eop_tools.text.catalog import Catalog, Words, say, say_counted, speaking
from eop_tools.text.phrases import counted, listed, spoken
from eop_tools.text.scripts import messages_in, translated

ROOT = Path(__file__).parent.parent
CATALOGS = sorted((ROOT / "site" / "words").glob("*.po"))
TOWN = ROOT / "tests" / "plans" / "town"
WORD = re.compile(r"[^\W_]+")
PLACE = re.compile(r"\{\w+\}")
SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-label")
MADE_UP, PLANS_OWN = "eo", "fi"
ABOUT_THE_TOOL = ("language.html", "rules.html", "status.html", "about.html")
"""What they quote of the tool, such as what is found in a plan, is in English."""


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


class MadeUp(NamedTuple):
    """A site whose every word of the interface is in a made-up language, for a plan in another one."""

    site: Path
    missing: set[str]
    """What the site said that no catalog would have."""
    plan: str
    """All words of the plan, for whoever looks for some of them."""


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> MadeUp:
    folder, missing = tmp_path_factory.mktemp("made_up"), set[str]()
    plan = folder / "plan"
    shutil.copytree(TOWN, plan)
    cover = plan / "plan.yaml"
    cover.write_text(f"{cover.read_text(encoding='utf-8')}\nlanguage: {PLANS_OWN}\n", encoding="utf-8")
    messages = words.messages()
    single = {each.one: f"⟦{each.one}⟧" for each in messages}
    counted = {each.one: f"⟦{each.many}⟧".format for each in messages if each.many}
    catalog = Catalog(MADE_UP, Asked(single, missing), Asked(counted, missing))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("eop_tools.render.speech.catalog_in", lambda folders, tag: catalog)
        asked = ("--edition", "command", "--language", MADE_UP, "--to", str(folder / "site"))
        assert main(["build", str(plan), *asked]) == 0
    said = " ".join(path.read_text(encoding="utf-8") for path in sorted(plan.rglob("*.yaml")))
    return MadeUp(folder / "site", missing, plain(said))


def plain(text: str) -> str:
    """A text as its words with a blank at each side, whatever stands between them."""
    return f" {' '.join(WORD.findall(text.casefold()))} "


def test_whatever_is_said_stands_in_the_template(made_up: MadeUp) -> None:
    assert made_up.missing == set()


def test_nothing_on_a_page_is_said_past_the_catalogs(made_up: MadeUp) -> None:
    """What is neither the plan's own nor in the language asked for, on all pages but those about the tool itself."""
    found = set()
    for path in sorted(made_up.site.rglob("*.html")):
        if path.name not in ABOUT_THE_TOOL:
            body = document_fromstring(path.read_text(encoding="utf-8")).find("body")
            for text in unsaid(body, ""):
                if plain(text) not in made_up.plan:
                    found.add(f"{path.name}: {text.strip()}")
    assert sorted(found) == []


def unsaid(element: HtmlElement, language: str) -> Iterator[str]:
    """Yield the texts of an element that are not marked to be in the made-up language."""
    if not isinstance(element.tag, str) or element.tag in ("script", "svg", "code", "time"):
        return
    language = element.get("lang") or language
    texts = [element.text, *(element.get(name) for name in SPOKEN)]
    for child in element:
        yield from unsaid(child, language)
        texts.append(child.tail)
    if language != MADE_UP:
        yield from (text for text in texts if text and not re.search("[⟦⟧]", text) and re.search(r"[^\W\d_]{2}", text))


def test_the_language_of_each_passage_is_said(made_up: MadeUp) -> None:
    page = document_fromstring((made_up.site / "index.html").read_text(encoding="utf-8"))
    assert page.get("lang") == MADE_UP
    assert page.xpath("//main/article/@lang") == [PLANS_OWN]
    said = page.xpath("//article//text()[starts-with(., '⟦') and contains(., '⟧')]/..")
    assert [each.text_content() for each in said if each.xpath("ancestor-or-self::*/@lang")[-1] != MADE_UP] == []


# ---- Spanish ----


def test_a_site_speaks_spanish_around_a_plan_in_english(tmp_path: Path) -> None:
    assert main(["build", str(TOWN), "--language", "es", "--to", str(tmp_path / "site")]) == 0
    page = document_fromstring((tmp_path / "site" / "index.html").read_text(encoding="utf-8"))
    assert page.get("lang") == "es"
    assert page.xpath("//main/article/@lang") == ["en"]
    assert page.xpath("//main//h2[@lang='es']/text()")[0] == "Qué pasó"
    assert page.xpath("//a[@class='eop-skip']/text()") == ["Ir al contenido"]
    script = (tmp_path / "site" / "assets" / "search.js").read_text(encoding="utf-8")
    assert 'say("Loading …")' not in script
    procedure = next((tmp_path / "site" / "procedures").glob("*.html")).read_text(encoding="utf-8")
    assert 'id="connections"' in procedure  # by which the style of paper leaves it out, whatever it is called
    assert "<h1" in (tmp_path / "site" / "about.html").read_text(encoding="utf-8")


def test_a_plan_in_spanish_is_spoken_of_in_spanish(tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    shutil.copytree(TOWN, plan)
    cover = plan / "plan.yaml"
    cover.write_text(f"{cover.read_text(encoding='utf-8')}\nlanguage: es\n", encoding="utf-8")
    assert main(["build", str(plan), "--to", str(tmp_path / "site")]) == 0
    page = document_fromstring((tmp_path / "site" / "index.html").read_text(encoding="utf-8"))
    assert page.get("lang") == "es"
    assert page.xpath("//body//@lang") == []


def test_a_kit_speaks_spanish(tmp_path: Path) -> None:
    kit = tmp_path / "kit.html"
    assert main(["kit", str(TOWN), "--language", "es", "--out", str(kit)]) == 0
    page = document_fromstring(kit.read_text(encoding="utf-8"))
    assert page.get("lang") == "es"
    assert page.xpath("//main/@lang") == ["en"]
    assert "Qué pasó" in " ".join(page.xpath("//main//h2//text()"))


def test_the_worker_speaks_it_too(tmp_path: Path) -> None:
    """MkDocs itself finds that script where a repository has no configuration of its own."""
    assert main(["build", str(TOWN), "--language", "es-419", "--to", str(tmp_path / "site")]) == 0
    said = list(messages_in((tmp_path / "site" / "offline-worker.js").read_text(encoding="utf-8")))
    assert said[0] == "es"  # by which it writes days
    assert set(said).isdisjoint(each.one for each in words.messages())


def test_a_language_without_a_catalog_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(TOWN), "--language", "so", "--to", str(tmp_path / "site")]) == 2
    assert "it speaks en and es" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_a_catalog_that_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan, own = tmp_path / "plan", tmp_path / "site" / "words"
    shutil.copytree(TOWN, plan)
    own.mkdir(parents=True)
    (own / "es.po").write_text("msgid unquoted\n", encoding="utf-8")
    assert main(["build", str(plan), "--language", "es", "--to", str(tmp_path / "made")]) == 2
    assert "es.po cannot be read" in capsys.readouterr().err


def test_a_repository_adds_a_language_with_a_file(tmp_path: Path) -> None:
    plan, own = tmp_path / "plan", tmp_path / "site" / "words"
    shutil.copytree(TOWN, plan)
    own.mkdir(parents=True)
    (own / "so.po").write_text('msgid "Menu"\nmsgstr "Liiska"\n', encoding="utf-8")
    assert main(["build", str(plan), "--language", "so", "--to", str(tmp_path / "made")]) == 0
    page = document_fromstring((tmp_path / "made" / "index.html").read_text(encoding="utf-8"))
    assert page.get("lang") == "so"
    assert page.xpath("//details[@class='eop-menu']/summary/text()") == ["Liiska"]
    assert page.xpath("//main//h2/text()")[0] == "What happened"  # not translated: said in English, as the plan is


@pytest.mark.parametrize(
    ("last", "following", "said"),
    [
        ("and", "Normas", "Planes y Normas"),
        ("and", "Identificación", "Planes e Identificación"),
        ("and", "hielo", "Planes y hielo"),
        ("or", "otros", "Planes u otros"),
    ],
)
def test_spanish_links_words_by_their_sound(last: str, following: str, said: str) -> None:
    with speaking(catalog_in([words.WORDS], "es"), "es"):
        assert listed(["Planes", following], last) == said


def test_what_is_counted_has_its_language() -> None:
    with speaking(catalog_in([words.WORDS], "es"), "en"):
        said = counted(3, "agency", "agencies")
        assert (said, getattr(said, "language", "")) == ("3 agencias", "es")


# ---- What others write ----

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={charset}\\n"\n"Plural-Forms: {plural}\\n"\n\n'
DAYS = 'msgid "day"\nmsgid_plural "days"\nmsgstr[0] "maalin"\nmsgstr[1] "maalmood"\n'
TWO = "nplurals=2; plural=(n != 1);"


def catalog_of(folder: Path, text: str | bytes, plural: str = TWO, charset: str = "utf-8") -> Catalog:
    """The catalog that a file holds."""
    head = HEAD.format(charset=charset, plural=plural)
    (folder / "so.po").write_bytes(text if isinstance(text, bytes) else f"{head}{text}".encode())
    return catalog_in([folder], "so")


@pytest.mark.parametrize(
    ("plural", "charset", "why"),
    [
        ("nplurals=2; plural=1/0;", "utf-8", "by zero"),
        ("nplurals=2; plural=7;", "utf-8", "there is no form 7, which Plural-Forms says is that of 0"),
        ("nplurals=2; plural=n-5;", "utf-8", "there is no form -5"),
        ("nplurals=300000000; plural=0;", "utf-8", "a noun has 1 to 6 forms, not 300000000"),
        (TWO, "klingon", "unknown encoding: klingon"),
    ],
)
def test_a_catalog_whose_head_is_wrong_is_told(tmp_path: Path, plural: str, charset: str, why: str) -> None:
    with pytest.raises(EopError, match=f"so.po cannot be read: .*{why}"):
        catalog_of(tmp_path, DAYS, plural, charset)


@pytest.mark.parametrize(
    "entry",
    [
        'msgid "as of {day}"\nmsgstr "{day} {hour}"\n',
        'msgid "as of {day}"\nmsgstr "today"\n',
        'msgid "as of {day}"\nmsgstr "{day.__class__} {0}"\n',
        'msgid "as of {day}"\nmsgstr " "\n',
        'msgctxt "of a menu"\nmsgid "as of {day}"\nmsgstr "laga bilaabo {day}"\n',
        '#, fuzzy\nmsgid "as of {day}"\nmsgstr "laga bilaabo {day}"\n',
    ],
)
def test_what_is_not_well_translated_is_said_in_english(tmp_path: Path, entry: str) -> None:
    with speaking(catalog_of(tmp_path, entry + DAYS), "en"):
        assert say("as of {day}", day="3 May") == "as of 3 May"
        assert [say_counted(number, "day", "days") for number in (1, 2)] == ["maalin", "maalmood"]


def test_a_catalog_may_start_with_a_mark_and_hold_what_is_no_text(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, '\ufeffmsgid "Menu"\nmsgstr "Li\u2028is\0ka"\n'.encode())
    assert catalog.single["Menu"] == "Liiska"


def test_a_script_holds_nothing_that_means_something_in_a_page() -> None:
    with speaking(Catalog("so", {"Menu": '<!--<script>"\\</script>'}), "en"):
        assert translated('say("Menu")') == 'say("\\u003c!--\\u003cscript>\\"\\\\\\u003c/script>")'
        assert translated('say("it\\\'s")') == 'say("it\\\'s")'


@pytest.mark.parametrize("tag", ["EN", "es_MX", "../es", "x" * 300])
def test_what_is_no_tag_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], tag: str) -> None:
    assert main(["build", str(TOWN), "--language", tag, "--to", str(tmp_path / "site")]) == 2
    assert "is no tag of a language; the site speaks en and es" in capsys.readouterr().err


def test_a_repositorys_own_page_is_read_in_place_of_ours(tmp_path: Path) -> None:
    plan, own = tmp_path / "plan", tmp_path / "site" / "words" / "es"
    shutil.copytree(TOWN, plan)
    own.mkdir(parents=True)
    (own / "about.md").write_text("# De nuestra ciudad\n", encoding="utf-8")
    (own / "folder.md").mkdir()
    assert main(["build", str(plan), "--language", "es", "--to", str(tmp_path / "made")]) == 0
    assert "De nuestra ciudad" in (tmp_path / "made" / "about.html").read_text(encoding="utf-8")


def test_the_words_of_another_country_are_not_told_apart() -> None:
    for spoken_in, plan, told in (
        ("es", "es-MX", ""),
        ("en", "en-US", ""),
        ("zh", "zh-Hant", "zh"),
        ("en", "fr", "en"),
    ):
        with speaking(Catalog(spoken_in, {"Menu": "Menu"}), plan):
            said = say("Menu")
        assert (said.language if isinstance(said, Words) else "") == told


def test_a_day_in_a_language_that_nobody_has_described_is_in_english() -> None:
    with speaking(Catalog("hmn"), "fr"):
        said = spoken(date(2026, 11, 3))
    assert (said, said.language if isinstance(said, Words) else "") == ("3 November 2026", "en")


def test_a_language_is_written_in_its_direction(tmp_path: Path) -> None:
    plan, own = tmp_path / "plan", tmp_path / "site" / "words"
    shutil.copytree(TOWN, plan)
    own.mkdir(parents=True)
    (own / "ar.po").write_text('msgid "Menu"\nmsgstr "القائمة"\n', encoding="utf-8")
    assert main(["build", str(plan), "--language", "ar", "--to", str(tmp_path / "made")]) == 0
    page = document_fromstring((tmp_path / "made" / "index.html").read_text(encoding="utf-8"))
    assert (page.get("dir"), page.xpath("//main/article/@dir")) == ("rtl", ["ltr"])
    assert main(["kit", str(plan), "--language", "ar", "--out", str(tmp_path / "kit.html")]) == 0
    kit = document_fromstring((tmp_path / "kit.html").read_text(encoding="utf-8"))
    assert (kit.get("dir"), kit.xpath("//main/@dir")) == ("rtl", ["ltr"])


def test_whoever_reads_a_file_of_the_plan_reads_it_in_its_language(tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    shutil.copytree(TOWN, plan)
    cover = plan / "plan.yaml"
    cover.write_text(f"{cover.read_text(encoding='utf-8')}\nlanguage: es\n", encoding="utf-8")
    assert main(["pages", str(plan), "--to", str(tmp_path / "pages")]) == 0
    assert "Qué pasó" in (tmp_path / "pages" / "index.md").read_text(encoding="utf-8")
    assert main(["export", "basic-plan", str(plan), "--to", str(tmp_path)]) == 0
    with ZipFile(tmp_path / "basic-plan.docx") as file:
        assert "Promulgación" in file.read("word/document.xml").decode()


def test_a_catalog_that_breaks_while_the_site_is_shown_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan, catalog = tmp_path / "plan", tmp_path / "site" / "words" / "so.po"
    shutil.copytree(TOWN, plan)
    catalog.parent.mkdir(parents=True)
    catalog.write_text('msgid "Menu"\nmsgstr "Liiska"\n', encoding="utf-8")

    class Server:
        """Stands for the one that shows the site: it builds once more when a file has changed."""

        def __init__(self, builder: Any, *_: object, **__: object) -> None:
            self.builder = builder

        def __getattr__(self, name: str) -> Any:
            return lambda *_, **__: None

        def _inject_js_into_html(self, content: bytes, epoch: float) -> bytes:
            return content

        def serve(self, **_: object) -> None:
            catalog.write_text("msgid unquoted\n", encoding="utf-8")
            with pytest.raises(SystemExit, match=r"so.po cannot be read"):  # which MkDocs prints, and goes on
                self.builder()
            catalog.unlink()
            with pytest.raises(SystemExit, match="the site has no words in “so”"):
                self.builder()

    monkeypatch.setattr(site_build, "live_reload_server", lambda: Server)
    site_build.serve(plan, {"language": "so"}, host="127.0.0.1", port=1)


def test_a_remark_in_a_style_names_no_class() -> None:
    assert used(".gone { top: 0; } /* see eop.js */ .here { top: 0; }", '<p class="here">') == "  .here { top: 0; }"
