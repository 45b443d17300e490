"""The built site, read as files: same bytes either way, every link leads somewhere, nothing withheld, nothing lost."""

from __future__ import annotations

import html
import json
import posixpath
import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from asking import index
from lxml import etree
from lxml.html import document_fromstring
from withheld_texts import secrets_of

from eop_tools.cli import main
from eop_tools.io.resources import own_site
from eop_tools.mkdocs_plugin import SEARCH_INDEX
from eop_tools.project import Project
from eop_tools.render.search_language import PART, language_in
from eop_tools.values import Audience

REPOSITORY = Path(__file__).parent.parent
PLAN = REPOSITORY / "plan"
DAY = date(2026, 11, 23)
EPOCH = "1795392000"  # noon of that day

COVER = """\
name: Emergency Operations Plan of Example City
jurisdiction: Example City
version: "7"
notice: A plan for tests & nothing else.
promulgation: {text: This plan governs the response., effective: 2026-01-15}
review: {reviewed: 2026-01-15}
"""
AGENCY = "name: Office of <Emergency> Management\ntype: department\naliases: [Oem Zebra]\n"


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def build(*arguments: str) -> int:
    return main(["build", *arguments, "--as-of", DAY.isoformat()])


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The reference plan, built once for each audience."""
    folder = tmp_path_factory.mktemp("sites")
    for audience in Audience:
        assert build(str(PLAN), "--edition", audience.value, "--to", str(folder / audience.value)) == 0
    return {audience.value: folder / audience.value for audience in Audience}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small plan in a repository that has nothing else."""
    (tmp_path / "plan" / "agencies").mkdir(parents=True)
    (tmp_path / "plan" / "plan.yaml").write_text(COVER, encoding="utf-8")
    (tmp_path / "plan" / "agencies" / "oem.yaml").write_text(AGENCY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Reader:
    """The ids and the links of a page."""

    def __init__(self, text: str) -> None:
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []
        for element in document_fromstring(text).iter(etree.Element):
            said = element.attrib
            if said.get("id"):
                self.ids.append(said["id"])
            self.links += [(element.tag, said[name]) for name in LINKS if name in said]
            self.links += [("id", f"#{id}") for name in NAMED if name in said for id in said[name].split()]


LINKS = ("href", "src", "action", "data", "poster")
NAMED = ("aria-labelledby", "aria-describedby", "aria-controls", "for")


@lru_cache
def pages(site: Path) -> dict[str, Reader]:
    return {
        path.relative_to(site).as_posix(): Reader(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")
    }


# ---- One site, two ways to build it ----


@pytest.fixture(scope="module")
def by_mkdocs(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, str, Path]:
    import os

    folder = tmp_path_factory.mktemp("mkdocs") / "site"
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"},
    )
    return done.returncode, done.stderr, folder


def test_mkdocs_builds_strictly(by_mkdocs: tuple[int, str, Path]) -> None:
    status, said, _ = by_mkdocs
    assert status == 0, said


def test_both_ways_make_the_same_bytes(by_mkdocs: tuple[int, str, Path], sites: dict[str, Path]) -> None:
    ours, theirs = tree(sites["public"]), tree(by_mkdocs[2])
    assert list(ours) == list(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []


def test_the_same_plan_makes_the_same_bytes(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build("--to", "one") == 0
    assert build("--to", "two") == 0
    assert tree(repository / "one") == tree(repository / "two")
    before = (repository / "one").stat().st_ino
    assert build("--to", "one") == 0
    assert (repository / "one").stat().st_ino == before, "nothing was new, so nothing was written"
    assert "nothing new" in capsys.readouterr().out


# ---- Links, anchors, addresses ----


@pytest.mark.parametrize("edition", [audience.value for audience in Audience])
def test_every_link_and_anchor_leads_somewhere(edition: str, sites: dict[str, Path]) -> None:
    site = sites[edition]
    read = pages(site)
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    wrong: list[str] = []
    for name, reader in read.items():
        wrong += [f"{name}: id {id} twice" for id, times in Counter(reader.ids).items() if times > 1]
        for tag, link in reader.links:
            parts = urlsplit(link)
            if parts.scheme in ("http", "https", "mailto", "tel", "sms"):
                if tag != "a":
                    wrong.append(f"{name}: <{tag}> asks {link}")
                continue
            if name == "404.html" and parts.path.startswith("/"):
                target = parts.path.lstrip("/")
            else:
                path = f"{name}/../{unquote(parts.path)}" if parts.path else name
                target = posixpath.normpath(path)
            if parts.scheme or parts.netloc or target not in files:
                wrong.append(f"{name}: {link}")
            elif parts.fragment and unquote(parts.fragment) not in read[target].ids:
                wrong.append(f"{name}: no anchor {link}")
    assert wrong == []


def test_nothing_asks_another_host(sites: dict[str, Path]) -> None:
    for path in sites["public"].rglob("*"):
        if path.suffix in (".css", ".js"):
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"(@import|url\()\s*['\"]?(https?:)?//", text), path
            assert "sourceMappingURL=http" not in text


def test_every_page_is_reached(sites: dict[str, Path]) -> None:
    read = pages(sites["public"])
    seen, waiting = {"index.html"}, ["index.html"]
    while waiting:
        name = waiting.pop()
        for tag, link in read[name].links:
            path = urlsplit(link).path
            if tag != "a" or urlsplit(link).scheme or not path:
                continue
            target = Path(re.sub(r"[^/]+/\.\./", "", str(Path(name).parent / path))).as_posix()
            if target in read and target not in seen:
                seen.add(target)
                waiting.append(target)
    assert set(read) - seen - {"404.html"} == set()


# ---- What every page says ----


def test_every_page_says_what_kind_of_copy_it_is(sites: dict[str, Path]) -> None:
    cover = Project(PLAN, DAY).plan.cover
    assert cover
    words = {
        "public": "Public edition",
        "responder": "Responder edition: not for the public",
        "command": "Command edition: not for the public",
    }
    for edition, site in sites.items():
        for path in site.rglob("*.html"):
            text = html.unescape(path.read_text(encoding="utf-8"))
            assert cover.notice in text, path
            assert "Unverified copy" in text, path
            assert f"version {cover.version}" in text, path
            assert "as of <time" in text, path
            assert words[edition] in text, path
            assert "<h1" in text, path


def test_the_sizes_suit_a_telephone(sites: dict[str, Path]) -> None:
    import gzip

    def packed(name: str) -> int:
        return len(gzip.compress((sites["public"] / name).read_bytes(), mtime=0))

    page = document_fromstring((sites["public"] / "index.html").read_text(encoding="utf-8"))
    assets = {str(each) for each in page.xpath("//link[@rel!='canonical']/@href | //script/@src")}
    assert {"assets/eop.css", "assets/eop.js", "assets/search.js", "assets/offline.js"} <= assets
    assert sum(map(packed, ["index.html", *assets])) <= 46_000
    most = {"roles": 8_000, "procedures": 8_000}  # what is opened first in an emergency, over a poor connection
    large = {
        name: packed(name)
        for path in sites["public"].glob("*/*.html")
        if packed(name := path.relative_to(sites["public"]).as_posix()) > most.get(path.parent.name, 9_000)
    }
    assert large == {}
    assert not list(sites["public"].rglob("*.map"))


# ---- Editions ----


def forms(site: Path) -> str:
    """Everything a site holds, as bytes read plainly and as a reader of HTML or JSON would see it."""
    said: set[str] = set()
    for path in site.rglob("*"):
        if path.is_file():
            said.update(path.relative_to(site).parts)
            raw = path.read_bytes().decode("utf-8", errors="replace")
            seen = [raw, html.unescape(raw), html.unescape(re.sub(r"<[^>]*>", "", raw))]
            if path.name == Path(SEARCH_INDEX).name:
                seen += [field for record in index(site).values() for field in record]
            for text in seen:
                said.update(" ".join(line.split()) for line in text.splitlines())
    return "\n".join(sorted(said)).casefold()


def found_in(site: Path, secrets: tuple[str, ...]) -> list[str]:
    text = forms(site)
    numbers = "\n".join({re.sub(r"\D", "", run) for run in re.findall(r"[+(]?\d[\d\s().+/-]{5,}\d", text)})
    found = []
    for secret in secrets:
        plain = " ".join(secret.split()).casefold()
        digits = re.sub(r"\D", "", secret)
        is_number = len(digits) >= 7 and not re.search(r"[^\d\s()+./-]", secret)
        if plain in text or (is_number and digits[-10:] in numbers):
            found.append(secret)
    return found


@pytest.mark.parametrize("edition", ["public", "responder"])
def test_nothing_withheld_is_in_any_file(edition: str, sites: dict[str, Path], repository: Path) -> None:
    """What the tool says in every site (its rule book, its examples) was not taken from this plan."""
    secrets = secrets_of(Project(PLAN, DAY).edition(Audience(edition)))
    assert len(secrets) >= 10, "the reference plan has something to withhold"
    assert build() == 0
    everywhere = found_in(repository / "build" / "site", secrets)
    everyday = {text.casefold() for text in language_in([own_site() / PART], "en").texts()}
    everywhere += [secret for secret in secrets if secret.casefold() in everyday]
    assert [secret for secret in found_in(sites[edition], secrets) if secret not in everywhere] == []


def test_the_search_for_secrets_finds_them_where_they_are(sites: dict[str, Path]) -> None:
    secrets = secrets_of(Project(PLAN, DAY).edition(Audience.public))
    assert len(found_in(sites["command"], secrets)) > len(secrets) / 2


def test_a_wider_edition_has_more(sites: dict[str, Path]) -> None:
    names = {
        edition: {path.relative_to(site).as_posix() for path in site.rglob("*.html")} for edition, site in sites.items()
    }
    assert names["public"] < names["responder"] <= names["command"]


# ---- Search ----


def test_search_knows_other_names_numbers_and_steps(sites: dict[str, Path]) -> None:
    from eop_tools.kinds.procedure import Procedure
    from eop_tools.kinds.role import Role

    plan = Project(PLAN, DAY).edition(Audience.public).plan
    records, raw = index(sites["public"]), (sites["public"] / SEARCH_INDEX).read_text(encoding="utf-8")
    role = next(role for role in plan.of(Role) if role.aliases)
    assert role.aliases[0] in records[f"roles/{role.id}.html"][4]
    procedure = plan.of(Procedure)[0]
    text = language_in([own_site() / PART], "en").stems(" ".join(records[f"procedures/{procedure.id}.html"]))
    common = set(json.loads(raw.removeprefix("eopSearchIndex="))["common"].split("|"))
    assert language_in([own_site() / PART], "en").stems(procedure.steps[-1].do) <= text | common
    assert any("16126733000" in record[5] for record in records.values())


# ---- Small repositories, failures ----


def test_a_repository_with_nothing_but_a_plan(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build"]) == 0
    site = repository / "build" / "site"
    assert {"index.html", "404.html", "agencies/oem.html", "assets/eop.css", SEARCH_INDEX} <= set(tree(site))
    text = (site / "agencies" / "oem.html").read_text(encoding="utf-8")
    assert "A plan for tests &amp; nothing else." in text
    assert "<emergency>" not in text.casefold()
    assert re.search(r"^\d+ pages, public edition: build/site$", capsys.readouterr().out, re.MULTILINE)
    assert sorted(path.name for path in (repository / "build").iterdir()) == ["site"]


def test_the_repositorys_own_site_wins(repository: Path) -> None:
    (repository / "site" / "assets").mkdir(parents=True)
    (repository / "site" / "assets" / "eop.css").write_text("/* ours */", encoding="utf-8")
    (repository / "site" / "overrides").mkdir()
    (repository / "site" / "overrides" / "404.html").write_text("gone fishing", encoding="utf-8")
    assert build() == 0
    assert (repository / "build" / "site" / "assets" / "eop.css").read_bytes() == b"/* ours */"
    assert (repository / "build" / "site" / "404.html").read_bytes() == b"gone fishing"


def test_a_pencil_where_the_source_is_open(repository: Path) -> None:
    assert build() == 0
    page = repository / "build" / "site" / "agencies" / "oem.html"
    assert 'rel="edit"' not in page.read_text(encoding="utf-8")
    with (repository / "plan" / "plan.yaml").open("a", encoding="utf-8") as cover:
        cover.write("source_url: https://example.org/edit/main/plan/\n")
    assert build() == 0
    text = page.read_text(encoding="utf-8")
    assert 'rel="edit" href="https://example.org/edit/main/plan/agencies/oem.yaml"' in text


def test_a_fork_says_for_itself_where_its_source_is(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(REPOSITORY / "mkdocs.yml", repository)
    (repository / "site" / "pages").mkdir(parents=True)
    monkeypatch.setenv("SOURCE_URL", "https://example.org/fork/edit/main/plan")
    assert build() == 0
    text = (repository / "build" / "site" / "agencies" / "oem.html").read_text(encoding="utf-8")
    assert 'rel="edit" href="https://example.org/fork/edit/main/plan/agencies/oem.yaml"' in text


def test_a_failing_build_leaves_the_old_site(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build("--strict") == 0
    before = tree(repository / "build")
    (repository / "plan" / "agencies" / "oem.yaml").write_text("name: [", encoding="utf-8")
    assert build("--strict") == 1
    assert tree(repository / "build") == before
    assert "as it was before" in capsys.readouterr().err
    (repository / "site" / "overrides").mkdir(parents=True)
    (repository / "site" / "overrides" / "main.html").write_text("{% broken", encoding="utf-8")
    with pytest.raises(Exception, match="tag"):
        build()
    assert tree(repository / "build") == before


def test_a_folder_of_something_else_is_not_replaced(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(repository)
    assert build("--to", ".") == 2
    assert build("--to", "plan") == 2
    assert tree(repository) == before
    assert "is not a site" in capsys.readouterr().err


def test_a_status_address_is_only_named_where_it_was_given(repository: Path) -> None:
    assert build() == 0
    assert 'name="eop-status"' not in (repository / "build" / "site" / "index.html").read_text(encoding="utf-8")
    shutil.copytree(REPOSITORY / "site" / "pages", repository / "site" / "pages")
    (repository / "mkdocs.yml").write_text(
        "site_name: Emergency Operations Plan\ndocs_dir: site/pages\nsite_dir: build/site\n"
        "theme: {name: material, font: false}\nplugins: [{eop: {status_url: ../status.json}}]\n",
        encoding="utf-8",
    )
    assert build() == 0
    text = (repository / "build" / "site" / "agencies" / "oem.html").read_text(encoding="utf-8")
    assert '<meta name="eop-status" content="../../status.json">' in text


def test_the_pages_as_markdown(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pages", "--to", "md"]) == 0
    text = (repository / "md" / "agencies" / "oem.md").read_text(encoding="utf-8")
    assert text.startswith('---\ntitle: "Office of <Emergency> Management"\n')
    assert 'source: "agencies/oem.yaml"\n---\n\n' in text
    assert "0 of them new" not in capsys.readouterr().out
    assert main(["pages", "--to", "md"]) == 0
    assert "0 of them new" in capsys.readouterr().out


def test_anchors_are_those_of_markdown() -> None:
    """Links from pages written by hand hold: one rule of anchors, one table of contents."""
    import markdown

    from eop_tools.document import Document, Heading
    from eop_tools.document.html import written
    from eop_tools.document.markdown import markdown_of
    from eop_tools.page import all_pages

    def flat(tokens: list[Any]) -> list[object]:
        return [(token["level"], token["id"], unescape(token["name"]), flat(token["children"])) for token in tokens]

    documents = [page.document for page in all_pages(Project(PLAN, DAY).view(Audience.public))]
    words = ["One", "Two", "Two", "Two", "Four & É", "Three", "*", "Two 1", "_a_ `b` <c>"]
    documents.append(
        Document(tuple(Heading(text, level) for text, level in zip(words, (1, 2, 2, 2, 4, 3, 1, 2, 2), strict=True)))
    )
    for document in documents:
        headings = Document(tuple(block for block in document.blocks if isinstance(block, Heading)))
        reader = markdown.Markdown(extensions=["toc"])
        reader.convert(markdown_of(headings))
        assert flat(written(headings).contents) == flat(reader.toc_tokens)  # type: ignore[attr-defined]


# ---- Beside other plugins ----


def test_nothing_that_looks_like_a_template_is_worked_out(repository: Path) -> None:
    """As mkdocs-macros does it: page and title are rendered, unless the page says that it wants none of it."""
    path = repository / "plan" / "agencies" / "oem.yaml"
    path.write_text(re.sub("(?m)^name:.*", "name: 'Abbott {{ 7*7 }} {% if x %}'", path.read_text(encoding="utf-8")))
    (repository / "site" / "pages").mkdir(parents=True)
    (repository / "hooks.py").write_text(MACROS, encoding="utf-8")
    (repository / "mkdocs.yml").write_text(f"{OWN_CONFIG}hooks: [hooks.py]\n", encoding="utf-8")
    assert build("--strict") == 0
    text = (repository / "build" / "site" / "agencies" / "oem.html").read_text(encoding="utf-8")
    assert "<title>Abbott {{ 7*7 }} {% if x %} ·" in text
    assert "Abbott 49" not in text


MACROS = """
import jinja2

def on_page_markdown(markdown, page, config, files):
    if page.meta.get("render_macros") is False:
        return markdown
    page.title = jinja2.Template(page.title).render()
    return jinja2.Template(markdown).render()
"""
OWN_CONFIG = """site_name: Emergency Operations Plan
docs_dir: site/pages
site_dir: build/site
theme: {name: material, font: false}
plugins: [eop]
"""


def test_a_strict_build_by_mkdocs_fails_quietly_too(repository: Path) -> None:
    (repository / "site" / "pages").mkdir(parents=True)
    (repository / "mkdocs.yml").write_text(OWN_CONFIG, encoding="utf-8")
    (repository / "plan" / "agencies" / "oem.yaml").write_text("name: [", encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q"]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "the plan has 1 error" in done.stdout + done.stderr


def test_a_mistake_in_mkdocs_yml_is_one_line(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "mkdocs.yml").write_text(OWN_CONFIG, encoding="utf-8")
    assert build() == 2  # there is no folder site/pages
    assert "mkdocs.yml cannot be used" in capsys.readouterr().err


WITHOUT_MKDOCS = """
import sys
sys.modules["mkdocs"] = None
from eop_tools.cli import main
from eop_tools.io.site_engine import ENGINE
assert ENGINE == "properdocs"
sys.exit(main(sys.argv[1:]))
"""


def test_where_mkdocs_is_absent_properdocs_builds_the_same_bytes(repository: Path) -> None:
    assert build("--to", "one") == 0
    command = [sys.executable, "-c", WITHOUT_MKDOCS, "build", "--to", "two", "--as-of", DAY.isoformat()]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert tree(repository / "one") == tree(repository / "two")


def test_a_name_in_another_language_is_marked_wherever_it_stands(repository: Path) -> None:
    (repository / "plan" / "agencies" / "hall.yaml").write_text(
        "name: haʔɬ ʔalʔal\nlanguage: lut\ntype: office\nparent: oem\n"
    )
    assert build() == 0
    site = repository / "build" / "site" / "agencies"
    assert '<h1 lang="lut" id="ha-alal">haʔɬ ʔalʔal</h1>' in (site / "hall.html").read_text(encoding="utf-8")
    assert ' lang="lut">haʔɬ ʔalʔal</a>' in (site / "oem.html").read_text(encoding="utf-8")
