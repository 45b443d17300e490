"""Nothing that is kept from an audience is found in anything that is made for it, and a planted leak is.

EOP_CANARIES=N tries N plans and everything that can be asked of each; else it is one, and some of the questions.
"""

from __future__ import annotations

import gzip
import html
import io
import json
import os
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from canaries import FORMS, TEXTS, Canary, Planted, Planter, Seeds, found_in

from eop_tools.cli import main
from eop_tools.document import Document, Paragraph
from eop_tools.export import EXPORTS
from eop_tools.kind import KINDS
from eop_tools.kinds.role import Role
from eop_tools.kit import kit
from eop_tools.page import PAGES, View, all_pages
from eop_tools.project import Project
from eop_tools.values import Audience

TODAY = date(2026, 11, 23)
AS_OF = ["--as-of", TODAY.isoformat()]
ALL = "EOP_CANARIES" in os.environ
SEEDS = range(int(os.environ.get("EOP_CANARIES", "1")))
NARROW = [Audience.public, Audience.responder]
TOLD = ["--edition", "responder"]


@pytest.fixture(scope="module", params=SEEDS)
def planted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Planted:
    return Planter(request.param).plant(tmp_path_factory.mktemp("kept") / "plan")


@pytest.fixture(scope="module")
def before(planted: Planted, tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """The same ids, all else another, and some of it for others."""
    return Planter(99, planted.ids).plant(tmp_path_factory.mktemp("before") / "plan", shifted=True)


def artefacts(planted: Planted, audience: Audience) -> Iterator[tuple[str, bytes]]:
    view = Project(planted.folder, TODAY).view(audience)
    for page in all_pages(view):
        yield page.path, "\n".join(map(str, vars(page).values())).encode()
    for leaf in EXPORTS:
        yield leaf.name, leaf.make(view)
    yield "kit.html", kit(view, planted.folder.parent)
    for role in view.plan.of(Role):
        yield f"kit of {role.id}", kit(view, planted.folder.parent, role.id)


def found(made: Iterator[tuple[str, bytes]], kept: dict[str, Canary]) -> list[tuple[str, Canary]]:
    once = {content: file for file, content in made}  # most files of a release are those of the site
    return [(file, canary) for content, file in once.items() for canary in found_in(content, kept)]


def leaks(made: Iterator[tuple[str, bytes]], kept: dict[str, Canary]) -> str:
    return "\n".join(f"{file} says {canary}" for file, canary in found(made, kept))


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield name, name.encode()
        if path.is_file():
            yield name, path.read_bytes()


def test_every_kind_is_planted(planted: Planted) -> None:
    kinds = {canary.where.partition(":")[0] for canary in planted.canaries}
    assert kinds == set(KINDS.names())
    assert all(len(planted.kept_from(audience)) > 300 for audience in NARROW)
    project = Project(planted.folder, TODAY)
    assert not project.loaded.faults
    assert {entity.ref for entity in project.edition(Audience.public).plan} == {
        f"{kind}:{ident}" for (kind, audience), ident in planted.ids.items() if audience is Audience.public
    }


@pytest.mark.parametrize("audience", NARROW)
def test_no_page_and_no_export_says_what_is_withheld(planted: Planted, audience: Audience) -> None:
    assert leaks(artefacts(planted, audience), planted.kept_from(audience)) == ""


def test_what_is_shown_is_found(planted: Planted) -> None:
    """So what is not found is not there, rather than said in a way that the search cannot read."""
    everything = {canary.needle: canary for canary in planted.canaries}
    seen = {canary for _, canary in found(artefacts(planted, Audience.command), everything)}
    unseen = {each for each in everything.values() if each not in seen and "remark" not in each.where}
    assert unseen == set()


@pytest.mark.parametrize("edition", [[], TOLD], ids=["default", "responder"])
def test_no_file_of_a_site_or_a_release_says_what_is_withheld(
    planted: Planted, tmp_path: Path, edition: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    plan, role = str(planted.folder), planted.ref("role", Audience.public)
    for command in (["build", plan], ["publish", "2026.1", plan], ["pages", plan]):
        assert main([*command, "--to", str(tmp_path / command[0]), *AS_OF, *edition]) == 0
    for more, file in (([], "kit.html"), (["--role", role], "role.html"), (["--zip"], "kit.zip")):
        assert main(["kit", plan, *more, "--out", str(tmp_path / file), *AS_OF, *edition]) == 0
    kept = planted.kept_from(Audience.responder if edition else Audience.public)
    assert leaks(files(tmp_path), kept) == ""
    assert found_in("".join(capsys.readouterr()).encode(), kept) == []


def asked(planted: Planted, before: Planted, to: Path) -> Iterator[list[str]]:
    """Yield what can be asked of a plan, of what is shown."""
    yield from (["graph", "--format", form] for form in ("text", "svg", "dot", "graphml", "json"))
    old, new = str(before.folder), str(planted.folder)
    yield from (["diff", *both, "--format", form]
                for both, form in (((old, new), "text"), ((old, new), "json"), ((new, old), "markdown")))  # fmt: skip
    shown = {kind.name: planted.ref(kind.name, Audience.public) for kind in KINDS}
    level, hazard = shown["level"].partition(":")[2], shown["hazard"].partition(":")[2]
    for form in ("text", "json"):
        for command in (
            ["what-if"],
            ["what-if", "--lose", shown["agency"]],
            ["what-if", "--lose-kind", "contact,channel,resource"],
            ["weak-points", "--order", "1"],
            ["weak-points", "--for", shown["procedure"]],
            ["rehearse", "--level", level, "--hazard", hazard],
            ["rehearse", "--level", level, "--lose", shown["agency"]],
        ):
            yield [*command, "--format", form]
    yield ["weak-points", "--for", shown["procedure"], "--picture", str(to / "weak.svg")]
    for ref in shown.values():
        yield ["show", ref]
    yield ["graph", "--around", shown["role"], "--depth", "2", "--format", "svg"]


def asked_amiss(planted: Planted) -> Iterator[list[str]]:
    """Yield questions about nothing, nearly by the name of what is withheld."""
    for kind in KINDS:
        yield ["show", planted.ref(kind.name, Audience.command)[:-3]]
    contact, level, hazard = (planted.ref(kind, Audience.command)[:-3] for kind in ("contact", "level", "hazard"))
    shown = planted.ref("level", Audience.public).partition(":")[2]
    yield ["what-if", "--lose", contact]
    yield ["what-if", "--lose-zone", "north"]
    yield ["weak-points", "--for", level]
    yield ["graph", "--around", contact]
    yield ["rehearse", "--level", level.partition(":")[2]]
    yield ["rehearse", "--level", shown, "--hazard", hazard.partition(":")[2]]
    yield ["rehearse", "--level", shown, "--lose", contact]
    yield ["kit", "--out", "kit.html", "--role", planted.ref("role", Audience.command)[:-3]]


DEFAULT_IS_WHOLE = ("what-if", "weak-points", "rehearse")


@pytest.mark.parametrize("audience", NARROW)
def test_no_answer_says_what_is_withheld(
    planted: Planted, before: Planted, audience: Audience, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = {each.needle for plan in (planted, before) for each in plan.canaries if audience.may_see(each.audience)}
    kept = planted.kept_from(audience) | before.kept_from(audience)
    kept = {needle: canary for needle, canary in kept.items() if needle not in shown}
    amiss = list(asked_amiss(planted))
    told = []
    for at, command in enumerate((*asked(planted, before, tmp_path), *amiss)):
        if at % 8 != audience.order and command[0] != "diff" and not ALL:
            continue
        edition = [] if audience is Audience.public and command[0] not in DEFAULT_IS_WHOLE else ["--edition", audience]
        where = [] if command[0] == "diff" else ["--folder", str(planted.folder)]
        status = main([*command, *where, *([] if command[0] == "graph" else AS_OF), *edition])
        said = "".join(capsys.readouterr())
        if command in amiss:
            said = said.replace(command[-1], "")  # what was asked is said again
        refused = command in amiss or "--picture" in command or (command[0] == "rehearse" and "public" in edition)
        assert status in (0, 1) or refused, said
        told += [f"{' '.join(command)} says {canary}" for canary in found_in(said.encode(), kept)]
    assert "\n".join(told) == ""
    assert leaks(files(tmp_path), kept) == ""


WAYS: dict[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "within": lambda text: f"<p class='x'>{text},</p>".encode(),
    "upper": lambda text: text.upper().encode(),
    "entities": lambda text: "".join(f"&#{ord(char)};" for char in text).encode(),
    "html": lambda text: html.escape(text).encode(),
    "json": lambda text: json.dumps({"a": text}).encode(),
    "escapes": lambda text: "".join(f"\\u{ord(char):04x}" for char in text).encode(),
    "address": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()).encode(),
    "gzip": lambda text: gzip.compress(f"-{text}-".encode()),
    "zip": lambda text: zipped("x", gzip.compress(text.encode())),
    "zipped name": lambda text: zipped(text, b""),
}


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize("way", WAYS)
def test_every_sort_of_value_is_found(way: str) -> None:
    seeds = Seeds(random.Random(1))
    for make in (*TEXTS, *FORMS):
        text, needles = make(seeds)
        kept = {needle: Canary(needle, make.__name__, Audience.command) for needle in needles}
        assert {each.needle for each in found_in(WAYS[way](text), kept)} == set(needles), text


@pytest.mark.parametrize("said", ["222-555-0199", "(222) 555 0199", "tel:+12225550199", "222.555.0199", "222/555/0199"])
def test_a_number_is_found_however_it_is_parted(said: str) -> None:
    assert found_in(said.encode(), {"2225550199": Canary("2225550199", "", Audience.command)})


@pytest.mark.parametrize("audience", NARROW)
def test_a_planted_leak_is_found(planted: Planted, audience: Audience, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Project(planted.folder, TODAY).plan
    contact = whole.must(planted.ref("contact", Audience.command))
    leaf = PAGES["who-to-call"]
    was, view = leaf.make, Project(planted.folder, TODAY).view(audience)

    def telling(view: View) -> Document:
        """Tell all."""
        return Document((*was(view).blocks, Paragraph(contact.name)))  # type: ignore[attr-defined, union-attr]

    monkeypatch.setitem(PAGES._leaves, "who-to-call", replace(leaf, make=telling))
    pages = ((page.path, page.written.html.encode()) for page in all_pages(view))
    said = leaks(pages, planted.kept_from(audience))
    assert said.startswith("who-to-call.html says ")
    assert contact.ref in said
