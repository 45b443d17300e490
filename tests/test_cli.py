"""The command as its users meet it: what they type, what they read, and the exit status."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from eop_tools.cli import main
from eop_tools.cli.command_line import verbs
from eop_tools.kind import KINDS, Kind
from eop_tools.source import parse

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
BROKEN = Path(__file__).parent / "plans" / "broken"
PLAN = str(ROOT / "plan")
DAY = ["--as-of", "2026-11-23"]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EOP_CACHE_DIR", str(tmp_path / "cache"))


def test_the_wanted_commands_are_there() -> None:
    wanted = (
        "build check diff explain export fmt graph kit new pages promote publish rehearse schema "
        "serve show verify weak-points what-if"
    )
    assert verbs() == wanted.split()


@pytest.mark.parametrize("verb", verbs())
def test_help_has_an_example(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([verb, "--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert "examples:" in said
    assert f"eop {verb} " in said.split("examples:")[1]


def test_the_overview_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert [verb for verb in verbs() if f"\n  {verb} " not in said] == []


@pytest.mark.parametrize(
    ("typed", "line", "hint"),
    [
        (["chek"], "there is no command “chek”", "did you mean “check”?"),
        (["check", "no-such-folder"], "there is no folder “no-such-folder”", "name the folder that holds plan.yaml"),
        (["check", PLAN, "--select", "EOP999"], "there is no rule “EOP999”", ""),
        (["check", PLAN, "--colour"], "unrecognized arguments: --colour", "`eop check --help` shows"),
        (["check", PLAN, "--as-of", "soon"], "“soon” is no day; write for example 2026-11-23", ""),
        (
            ["explain", "dangling-referense"],
            "there is no rule “dangling-referense”",
            "did you mean “dangling-reference”?",
        ),
        (
            ["show", "role:mayer", "--folder", PLAN],
            "there is no “role:mayer” in this plan",
            "did you mean “role:mayor”?",
        ),
        (["new", "contct", "x", "--folder", PLAN], "there is no kind “contct”", "did you mean “contact”?"),
        (["new", "contact", "../x", "--folder", PLAN], "“../x” cannot be an id", "use small letters"),
        (["new", "contact", "oem-duty-desk", "--folder", PLAN], "exists already", "choose another id"),
        (["graph", PLAN, "--around", "agency:xcell"], "there is no “agency:xcell” in this plan", ""),
        (["export", "contcts", PLAN], "there is no export “contcts”", "did you mean “contacts”?"),
        (["schema", "contakt"], "there is no kind “contakt”", "did you mean “contact”?"),
        (["fmt", "no-such-file.yaml"], "there is no file or folder “no-such-file.yaml”", ""),
    ],
)
def test_wrong_asking_is_one_line_and_one_hint(
    typed: list[str], line: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(typed) == 2
    said = capsys.readouterr()
    assert said.out == ""
    lines = said.err.splitlines()
    assert len(lines) <= 2
    assert line in lines[0]
    assert hint in "".join(lines[1:])


def told(form: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(BROKEN)
    assert main(["check", "--format", form, *DAY]) == 1
    return capsys.readouterr().out


@pytest.mark.parametrize(("form", "suffix"), [("text", "txt"), ("json", "json")])
def test_a_broken_plan_is_told_whole(
    form: str, suffix: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = told(form, capsys, monkeypatch)
    golden = GOLDEN / f"broken.{suffix}"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8"), "if the change is meant: UPDATE_GOLDEN=1"


def test_the_json_has_the_documented_shape(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    document = json.loads(told("json", capsys, monkeypatch))
    assert set(document) == {"findings", "summary"}
    keys = "code name severity message hint ref file line column end_line end_column related waived fix"
    assert all(list(finding) == keys.split() for finding in document["findings"])
    counts = "entities files as_of error warning info waived fixable baseline mended others"
    assert list(document["summary"]) == counts.split()
    standing = [finding for finding in document["findings"] if not finding["waived"]]
    assert document["summary"]["error"] == sum(finding["severity"] == "error" for finding in standing)


def test_the_reference_plan_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", PLAN, "--fail-on", "info", *DAY]) == 0
    assert capsys.readouterr().out.startswith("Nothing found, 9 waived: ")


def test_recalled_findings_are_the_same_and_a_change_is_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(BROKEN / "plan", tmp_path / "plan")
    monkeypatch.chdir(tmp_path)
    said = []
    for _ in range(2):
        main(["check", *DAY])
        said.append(capsys.readouterr().out)
    main(["check", "--no-cache", *DAY])
    assert said[0] == said[1] == capsys.readouterr().out
    path = tmp_path / "plan" / "agencies" / "fire.yaml"
    path.write_text(path.read_text().replace("parent: fire\n", ""))
    main(["check", *DAY])
    changed = capsys.readouterr().out
    assert "agencies/fire.yaml:3" in said[0]
    assert "agencies/fire.yaml:3" not in changed


def test_colour_only_on_a_terminal_and_never_with_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    from eop_tools.report.terminal import wants_colour

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert wants_colour()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_colour()


def test_a_reader_who_goes_away_is_no_fault() -> None:
    command = f"{sys.executable} -m eop_tools explain | head -1"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def leaves(held: object) -> Iterator[object]:
    """Yield every value in what was read from YAML."""
    if isinstance(held, dict | list):
        for inner in held.values() if isinstance(held, dict) else held:
            yield from leaves(inner)
    else:
        yield held


@pytest.mark.parametrize("kind", list(KINDS), ids=lambda kind: kind.name)
def test_new_states_nothing_and_check_names_what_is_open(
    kind: Kind, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan").mkdir()
    assert main(["new", kind.name, "brand-new"]) == 0
    written = next(path for path in (tmp_path / "plan").rglob("*.*"))
    text = written.read_text(encoding="utf-8")
    front = text.split("---\n")[1] if kind.prose else text
    assert set(leaves(parse(front, "new.yaml").data)) == {None}
    assert kind.prose or main(["fmt", "--check", "plan"]) == 0
    capsys.readouterr()
    assert main(["check", "--format", "json"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    mine = [finding for finding in findings if finding["file"].endswith(written.name)]
    needed = {name for name, info in kind.model.model_fields.items() if info.is_required()} - {"id"}
    told = {name for name in needed for finding in mine if f"“{name}”" in finding["message"]}
    below = {name for name in needed if f"{name}:\n  " in text.replace(f"{name}:\n  #", f"{name}:\n  ")}
    assert needed - told - below - {"body"} == set()
    assert {finding["code"] for finding in mine} <= {"EOP107", "EOP108", "EOP109"}
    assert all(finding["hint"].startswith(("write it", "add ")) for finding in mine), mine


def test_show_tells_relations_in_both_directions(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "role:emergency-manager", "--folder", PLAN, "--edition", "command"]) == 0
    said = capsys.readouterr().out
    assert "What it points at:" in said
    assert "What points at it:" in said
    assert "reports to" in said


def test_the_plan_is_in_canonical_form_and_formatting_keeps_every_value(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fmt", "--check", PLAN]) == 0
    messy = tmp_path / "x.yaml"
    messy.write_text("# top\nname:   North  # why\nlist:\n- a\n-   b: 1\nn: no\n")
    assert main(["fmt", str(messy)]) == 0
    assert messy.read_text() == "# top\nname: North    # why\nlist:\n  - a\n  - b: 1\nn: no\n"
    before = messy.stat().st_mtime_ns
    assert main(["fmt", str(messy)]) == 0
    assert messy.stat().st_mtime_ns == before


@pytest.mark.parametrize("form", ["text", "svg", "dot", "graphml", "json"])
def test_graph_writes_what_is_near(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", PLAN, "--around", "agency:xcel-energy", "--kind", "agency", "--format", form]) == 0
    said = capsys.readouterr().out
    assert "Xcel Energy" in said
    assert "Mayor" not in said


def test_exports_follow_the_edition(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    sizes = []
    for edition in ("public", "responder", "command"):
        assert main(["export", "contacts", PLAN, "--edition", edition, "--to", "-", *DAY]) == 0
        sizes.append(len(capsysbinary.readouterr().out.splitlines()))
    assert sizes[0] < sizes[1] <= sizes[2]


def test_a_decision_has_to_start_a_procedure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(BROKEN / "plan", tmp_path / "plan")
    (tmp_path / "plan" / "procedures").mkdir()
    (tmp_path / "plan" / "procedures" / "open.yaml").write_text(
        "name: Open\nphase: respond\ntrigger: Fire\nsteps:\n  - do: Decide.\n    who: duty-officer\n"
        "    branches:\n      - when: Nobody answers\n"
    )
    main(["check", str(tmp_path / "plan"), "--select", "EOP107", "--format", "json"])
    found = [each for each in json.loads(capsys.readouterr().out)["findings"] if "open.yaml" in each["file"]]
    assert [(each["line"], each["message"]) for each in found] == [(8, "“start” is missing")]
