"""A plan says in which version of the plan language it is written: a newer one is refused, an older one is mended."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path

import pytest
from pydantic import BaseModel

from eop_tools.cli import main
from eop_tools.kind import KINDS, Entity, Part, parts_in
from eop_tools.kinds.agency import Agency
from eop_tools.kinds.contact import Method
from eop_tools.plan.renamed_fields import RENAMED, name_now
from eop_tools.testing import write_plan

NEWER = "the plan is written in version 2 of the plan language, and this eop knows none above 1: nothing of it was read"
UPDATE = "update eop-tools (pip install --upgrade eop-tools), and ask again"
# Full of what an older tool would call wrong: an unknown field, a dangling reference, waivers of everything.
FROM_TOMORROW = """
plan:
  plan_language: 2
  doctrine: all-hazards
  severity: {EOP1: "off"}
  waivers: [{rule: EOP1, reason: Nobody shall see it., until: 2099-01-01}]
agencies/harbor: {name: Harbor Office, sort: office, parent: nowhere}
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EOP_CACHE_DIR", str(tmp_path / "cache"))
    write_plan(tmp_path / "plan", FROM_TOMORROW)
    return tmp_path / "plan"


def commit(folder: Path) -> None:
    somebody = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for words in (["init", "-q"], ["add", "plan"], [*somebody, "commit", "-qm", "A"]):
        subprocess.run(["git", *words], cwd=folder, check=True)


@pytest.fixture
def renamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if later versions had renamed fields: one twice, one of a part."""
    monkeypatch.setitem(RENAMED, 2, {(Agency, "abbreviation"): "short", (Method, "via"): "over"})
    monkeypatch.setitem(RENAMED, 3, {(Agency, "short"): "acronym"})


def test_a_newer_language_is_the_only_finding(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in ("read", "remembered"):
        assert main(["check", str(plan), "--format", "json"]) == 1
        said = json.loads(capsys.readouterr().out)
        assert [
            (f["code"], f["name"], f["severity"], f["message"], f["hint"], f["file"]) for f in said["findings"]
        ] == [("EOP120", "newer-language", "error", NEWER, UPDATE, str(plan / "plan.yaml"))]
        line = (plan / "plan.yaml").read_text().splitlines()[said["findings"][0]["line"] - 1]
        assert line == "plan_language: 2"
    assert main(["check", str(plan), "--fix"]) == 1
    assert "plan_language: 2" in (plan / "plan.yaml").read_text()


@pytest.mark.parametrize(
    "asked",
    [
        ["show", "role:mayor"],
        ["what-if", "--lose", "role:mayor"],
        ["weak-points"],
        ["rehearse", "--level", "full"],
        ["graph"],
        ["export", "plan", "--to", "-"],
        ["pages", "--to", "out"],
        ["publish", "1", "--to", "out"],
    ],
    ids=lambda asked: asked[0],
)
def test_nothing_is_made_of_it(
    plan: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(plan.parent)
    assert main(asked) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.splitlines()) == ("", [f"eop: {NEWER}", f"     {UPDATE}"])
    assert not (plan.parent / "out").exists()


def test_it_is_never_put_aside_as_what_stood_before(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(plan.parent)
    write_plan(plan.parent / "old")
    old, new = (str(plan.parent / name) for name in ("old.json", "new.json"))
    assert main(["check", str(plan.parent / "old"), "--write-baseline", old]) == 0
    capsys.readouterr()
    for asked in (["--changed", "HEAD"], ["--write-baseline", new], ["--baseline", old]):
        assert main(["check", str(plan), *asked]) == 2
        assert capsys.readouterr().err.splitlines() == [f"eop: {NEWER}", f"     {UPDATE}"]
    assert not Path(new).exists()


def test_a_file_of_it_in_an_editor_is_not_called_clean(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"name: Harbor Office\n")))
    assert main(["check", str(plan), "--stdin-filename", str(plan / "agencies" / "harbor.yaml")]) == 2
    assert capsys.readouterr().err.splitlines() == [f"eop: {NEWER}", f"     {UPDATE}"]


def test_no_site_is_built_of_it(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    assert main(["build", str(plan), "--to", str(tmp_path / "out")]) == 2
    assert f"{NEWER}\n{UPDATE}" in caplog.text
    assert "the site was not built" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_no_change_to_it_is_told(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_plan(tmp_path / "old")
    assert main(["diff", str(tmp_path / "old"), str(plan)]) == 2
    assert NEWER in capsys.readouterr().err
    commit(tmp_path)
    write_plan(plan)
    assert main(["diff", "HEAD", "--folder", str(plan)]) == 2
    assert NEWER in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "code"), [("1", ""), ("0", "EOP109"), ("two", "EOP108"), ("'2'", "EOP120"), ("12345678901", "EOP109")]
)
def test_what_a_version_may_be(tmp_path: Path, said: str, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    write_plan(tmp_path, f"plan:\n  plan_language: {said}\n")
    main(["check", str(tmp_path), "--format", "json", "--as-of", "2026-06-01"])
    assert [each["code"] for each in json.loads(capsys.readouterr().out)["findings"]] == [code] * bool(code)


@pytest.mark.usefixtures("renamed")
def test_a_field_of_an_older_language_gets_its_name_of_today(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = "name: Harbor Office # by the water\ntype: office\nparent: example-city\nabbreviation: HO # as it is said\n"
    desk = (
        "name: Desk\ntype: desk\nagency: example-city\nmethods:\n"
        "  - {type: voice, value: 222-555-0141, hours: 24/7, verified: 2026-05-01, via: [agency:harbor]}\n"
    )
    write_plan(tmp_path, "plan:\n  plan_language: 1\n", {"agencies/harbor.yaml": old, "contacts/desk.yaml": desk})
    day = ["--as-of", "2026-06-01", "--select", "EOP1"]
    assert main(["check", str(tmp_path), "--format", "json", *day]) == 1
    assert [(each["message"], each["hint"]) for each in json.loads(capsys.readouterr().out)["findings"]] == [
        ("“abbreviation” is not a field of an agency any more", "did you mean “acronym”?"),
        ("“via” is not a field of this part of a contact any more", "did you mean “over”?"),
    ]
    assert main(["check", str(tmp_path), "--fix", *day]) == 0
    assert (tmp_path / "agencies" / "harbor.yaml").read_text() == old.replace("abbreviation", "acronym")
    assert (tmp_path / "contacts" / "desk.yaml").read_text() == desk.replace("via", "over")


@pytest.mark.usefixtures("renamed")
def test_an_old_name_is_one_of_its_own_class_only() -> None:
    assert name_now(Agency, "abbreviation") == "acronym"
    assert name_now(Agency, "name") == ""
    assert name_now(Entity, "abbreviation") == ""


def test_the_table_leads_from_names_that_are_gone_to_names_that_are_there() -> None:
    for version, names in RENAMED.items():
        assert version >= 2
        for (model, old), _ in names.items():
            assert issubclass(model, BaseModel)
            assert old not in model.model_fields
            assert name_now(model, old) in model.model_fields


def test_old_names_are_said_of_classes_that_plans_are_made_of() -> None:
    def below(model: type[Part]) -> set[type[Part]]:
        parts = {part for info in model.model_fields.values() for part in parts_in(info.annotation)}
        return {model, *(each for part in parts for each in below(part))}

    known = {Entity} | {each for leaf in KINDS for each in below(leaf.model)}
    assert {model for names in RENAMED.values() for model, _ in names} <= known
