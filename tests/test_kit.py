"""The kit: one file that asks nobody for anything, in which every link arrives, and that says what it is."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import shutil
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hostile_plan import hostile_plan
from lxml import html

import eop_tools.kit
from eop_tools.cli import main
from eop_tools.document.one_file import parts_of_one_file
from eop_tools.kind import KIT_PARTS
from eop_tools.kinds.procedure import Procedure
from eop_tools.kit import SCRIPTS, kit
from eop_tools.page import View, all_pages
from eop_tools.project import Project
from eop_tools.testing import write_plan
from eop_tools.values import Audience

ROOT = Path(__file__).parent.parent
SMALL = Path(__file__).parent / "plans" / "small"
TODAY = date(2026, 11, 23)
AS_OF = ["--as-of", TODAY.isoformat()]
MOST, MOST_OF_A_ROLE = 4_000_000, 300_000
KEPT = """
contacts/avery:
  name: Avery Kept
  type: person
  agency: emergency-management
  methods: [{type: voice, value: 612-555-0111}]
"""
ADDRESS = re.compile(r"#|https?://|mailto:|tel:|sms:")


def made(to: Path, *asked: str, plan: Path = SMALL) -> bytes:
    assert main(["kit", str(plan), *AS_OF, *asked, "--out", str(to)]) == 0
    return to.read_bytes()


@pytest.fixture(scope="module")
def views() -> dict[Audience, View]:
    """Every edition of the reference plan."""
    project = Project(ROOT / "plan", TODAY)
    return {audience: project.view(audience) for audience in Audience}


@pytest.fixture(scope="module")
def wholes(views: dict[Audience, View]) -> dict[Audience, bytes]:
    return {audience: kit(view, ROOT) for audience, view in views.items()}


def sound(content: bytes) -> Any:
    """A kit as a tree, after what must hold of each: unique anchors, links that arrive, nothing from anywhere else."""
    tree = html.document_fromstring(content.decode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    anchors = Counter(tree.xpath("//@id"))
    assert [anchor for anchor, count in anchors.items() if count > 1] == []
    addresses = tree.xpath("//@href")
    assert [each for each in addresses if not ADDRESS.match(each)] == []
    assert [each for each in addresses if each[0] == "#" and each[1:] not in anchors] == []
    assert tree.xpath("//@src | //@srcset | //@action | //link | //base | //iframe | //object | //img") == []
    styled = re.sub(r'"[^"]*"', "", "".join([*inline(content), *tree.xpath("//@style")]))  # a string is no address
    assert re.findall(r"@import|url\((?!#)[^)]*", styled) == []
    assert tree.xpath("//*[@*[starts-with(name(), 'on')]]") == []
    allowed = {
        f"'sha256-{base64.b64encode(hashlib.sha256(said.encode()).digest()).decode()}'" for said in inline(content)
    }
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert set(re.findall(r"'sha256-[^']+'", policy)) == allowed
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy.replace("style-src-attr 'unsafe-inline'", "")
    assert len(tree.xpath("//script")) == len(SCRIPTS)
    assert len(tree.xpath("//h1")) == 1
    return tree


def inline(content: bytes) -> list[str]:
    return re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", content.decode(), re.S)


def words(node: Any) -> str:
    """What somebody reads there; a script's text is none of it."""
    return " ".join(" ".join(node.xpath(".//text()[not(parent::script)]")).split())


@pytest.mark.parametrize("edition", [audience.value for audience in Audience])
def test_it_is_whole_and_says_what_it_is(tmp_path: Path, edition: str) -> None:
    content = made(tmp_path / "kit.html", "--edition", edition)
    tree = sound(content)
    said = words(tree.body)
    assert "Unverified copy" in said
    assert "as of 23 November 2026" in said
    assert ("not for the public" in said) == (edition != "public")
    assert tree.xpath("//meta[@name='eop-as-of']/@content") == ["2026-11-23"]
    assert tree.xpath("//meta[@name='eop-edition']/@content") == [edition]
    assert content == made(tmp_path / "again.html", "--edition", edition)


def test_it_opens_with_who_and_what_and_holds_the_pages_of_the_site(tmp_path: Path) -> None:
    tree = sound(made(tmp_path / "kit.html", "--edition", "responder"))
    assert [words(each) for each in tree.xpath("//main/section/h2")] == [*KIT_PARTS[:2], "More"]
    folds = [words(each) for each in tree.xpath("//main/section[3]/div/details/summary")]
    assert folds == [part for part in KIT_PARTS[2:] if part in folds]
    assert "Procedures" in folds
    view = Project(SMALL, TODAY).view(Audience.responder)
    carried = {page.path.removesuffix(".html"): page for page in all_pages(view) if page.kit}
    assert set(carried) == set(tree.xpath("//section[contains(@class, 'kit-sheet')]/@id"))
    for name, page in carried.items():
        sheet = tree.get_element_by_id(name)
        for line in html.fragment_fromstring(page.written.html, create_parent=True).xpath(
            ".//ol[@class='eop-first']/li"
        ):
            assert words(line) in words(sheet), name


def test_each_sheet_is_reached_without_a_script(tmp_path: Path) -> None:
    """Behind a name that opens it, which stands right before it; groups work the same."""
    tree = sound(made(tmp_path / "kit.html"))
    for sheet in tree.xpath("//section[contains(@class, 'kit-sheet')]"):
        name = sheet.getprevious()
        assert (name.tag, name.get("class")) == ("details", "kit-row")
        assert words(name) == words(sheet.find("h2"))
    for group in tree.xpath("//div[@class='kit-folded']"):
        assert group.getprevious().get("class") == "kit-fold"


def test_the_kit_of_a_role_opens_on_its_first_action(tmp_path: Path) -> None:
    content = made(tmp_path / "kit.html", "--edition", "responder", "--role", "director")
    tree = sound(content)
    first, *others = tree.xpath("//main/section")
    assert first.get("id") == "roles/director"
    assert words(first.find("h2")) == words(first.xpath("h2")[0]) == "Director"
    assert [each.get("class") for each in first.xpath("*")[1:4]] == ["eop-trigger", None, "eop-first"]
    assert [words(each.find("h2")) for each in others] == ["Procedures", "How to reach and find"]
    assert tree.xpath("//a[starts-with(@href, 'tel:')]")
    for said in ("role:director", "Director"):
        assert made(tmp_path / "again.html", "--edition", "responder", "--role", said) == content


def test_steps_of_others_are_left_out_and_the_numbers_stay(views: dict[Audience, View]) -> None:
    view = views[Audience.responder]
    tree = sound(kit(view, ROOT, "public-information-officer"))
    checked = 0
    for procedure in view.plan.of(Procedure):
        sheet = tree.xpath("//section[@id=$id]", id=f"procedures/{procedure.id}")
        mine = [at for at, step in enumerate(procedure.steps) if step.who == "public-information-officer"]
        assert not mine or sheet, procedure.id
        if mine:
            items = sheet[0].xpath(".//ol[contains(@class, 'eop-steps')]/li")
            assert len(items) == len(procedure.steps)
            for at in mine:
                assert procedure.steps[at].do.split(".")[0].strip() in words(items[at])
                checked += 1
            assert all("eop-step" in item.get("class").split() for item in items)
    assert checked > 10


def test_the_sizes_suit_a_mail(views: dict[Audience, View], wholes: dict[Audience, bytes]) -> None:
    assert {audience: len(content) for audience, content in wholes.items() if len(content) > MOST} == {}
    view = views[Audience.command]
    steps = Counter(step.who for procedure in view.plan.of(Procedure) for step in procedure.steps)
    large = {role: size for role, _ in steps.most_common(3) if (size := len(kit(view, ROOT, role))) > MOST_OF_A_ROLE}
    assert large == {}


def test_the_reference_plan_has_sound_kits(wholes: dict[Audience, bytes]) -> None:
    for content in wholes.values():
        sound(content)
    numbers = {audience: content.count(b'href="tel:') for audience, content in wholes.items()}
    assert 50 < numbers[Audience.public] < numbers[Audience.responder] <= numbers[Audience.command]


def test_no_text_of_a_plan_runs_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    hostile_plan(folder)
    sound(made(tmp_path / "kit.html", "--edition", "command", plan=folder))


def test_a_link_leads_to_its_place_or_is_words() -> None:
    pages = {
        "roles/a.html": '<h1 id="a">A</h1><p id="x">&quot; id=&quot;</p><a href="#x">x</a>'
        '<a href="@/procedures/b.html#step-1">1</a><a href="@/procedures/b.html#gone">b</a>'
        '<a href="@/roles/c.html" lang="es">C > D</a><a href="tel:911">911</a><a href="@/roles/c.html"><b>c</b></a>',
        "procedures/b.html": '<h2 id="steps">S</h2><ol><li id="step-1"></li></ol><a href="#nowhere">n</a>',
    }
    parts = parts_of_one_file(pages)
    assert parts["roles/a.html"] == (
        '<h2>A</h2><p id="roles/a:x">&quot; id=&quot;</p><a href="#roles/a:x">x</a>'
        '<a href="#procedures/b:step-1">1</a><a href="#procedures/b">b</a>'
        '<span lang="es">C > D</span><a href="tel:911">911</a><b>c</b>'
    )
    assert parts["procedures/b.html"] == '<h3>S</h3><ol><li id="procedures/b:step-1"></li></ol>n'


# ---- The whole site in one file ----


def test_the_zip_holds_the_site_of_the_edition(tmp_path: Path) -> None:
    plan = tmp_path / "repository" / "plan"
    shutil.copytree(SMALL, plan)
    content = made(tmp_path / "kit.zip", "--zip", "--edition", "responder", plan=plan)
    assert main(["build", str(plan), *AS_OF, "--edition", "responder", "--to", str(tmp_path / "site")]) == 0
    site = {
        f"plan-responder/{path.relative_to(tmp_path / 'site').as_posix()}": path.read_bytes()
        for path in (tmp_path / "site").rglob("*")
        if path.is_file()
    }
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.testzip() is None
        assert {name: packed.read(name) for name in packed.namelist()} == site
    assert made(tmp_path / "again.zip", "--zip", "--edition", "responder", plan=plan) == content


# ---- What it refuses ----


@pytest.mark.parametrize(
    ("asked", "out", "told"),
    [
        (["--role", "directer"], "kit.html", "did you mean “director”?"),
        (["--role", "nobody"], "kit.html", "name one by its id, such as “director”"),
        ([], "kit.zip", "add --zip"),
        (["--zip"], "kit.html", "leave out --zip"),
        (["--zip", "--role", "mayor"], "kit.zip", "leave out --zip or --role"),
        ([], "folder.html", "is a folder"),
    ],
)
def test_what_is_asked_amiss_is_told_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: list[str], out: str, told: str
) -> None:
    (tmp_path / "folder.html").mkdir()
    assert main(["kit", str(SMALL), *AS_OF, *asked, "--out", str(tmp_path / out)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("eop: ")
    assert len(said.splitlines()) == 2
    assert told in said
    assert [path.name for path in tmp_path.iterdir()] == ["folder.html"]


def test_a_leak_is_refused_and_what_was_there_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan"
    write_plan(plan, KEPT)
    out = tmp_path / "kit.html"
    out.write_bytes(b"what was there")
    monkeypatch.setattr(eop_tools.kit, "kit", lambda *asked: b"<p>Call (612) 555 0111.</p>")
    assert main(["kit", str(plan), *AS_OF, "--out", str(out)]) == 2
    assert "would give away what it withholds: the kit says contact:avery" in capsys.readouterr().err
    assert out.read_bytes() == b"what was there"
