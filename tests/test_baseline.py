"""Only a part of the findings: what a baseline does not hold, what a change brings, what stands in one file."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eop_tools.cli import main
from eop_tools.finding import Finding, Judgement, Severity, Span
from eop_tools.lint.baseline import Apart, beyond, of_change, read, write

BROKEN = Path(__file__).parent / "plans" / "broken" / "plan"
DAY = ["--as-of", "2026-11-23"]
FIRE, AVERY = Path("plan/agencies/fire.yaml"), Path("plan/contacts/avery.yaml")


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand beside a broken plan, in a repository of nobody's settings."""
    monkeypatch.setenv("EOP_CACHE_DIR", str(tmp_path / "cache"))
    for name in ("GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Somebody")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "somebody@example.org")
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path / "home")
    shutil.copytree(BROKEN, "plan")


class Told:
    """What a check says: its status, its summary, and its findings as `code file:line`."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str) -> tuple[int, dict[str, Any], list[str]]:
        self._capsys.readouterr()
        status = main(["check", *DAY, "--format", "json", *words])
        told = json.loads(self._capsys.readouterr().out)
        names = [f"{each['code']} {each['file']}:{each['line']}" for each in told["findings"] if not each["waived"]]
        return status, told["summary"], names

    def text(self, *words: str) -> str:
        """Return what a check says to people."""
        self._capsys.readouterr()
        main(["check", *DAY, *words])
        said = self._capsys.readouterr()
        return said.out + said.err


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    return Told(capsys)


# ---- The baseline ---------------------------------------------------------------------------------------------------


@pytest.fixture
def standing(told: Told) -> int:
    """Write the baseline of the broken plan; how many findings it holds."""
    count = len(told()[2])
    assert count > 5
    assert told.text("--write-baseline", "known.json") == (
        f"{count} findings written to known.json; now: eop check --baseline known.json\n"
    )
    return count


def test_an_old_plan_is_taken_in_and_only_what_is_new_fails(told: Told, standing: int) -> None:
    status, summary, found = told("--baseline", "known.json")
    assert (status, found) == (0, [])
    assert (summary["baseline"], summary["mended"], summary["error"]) == (standing, 0, 0)
    assert told.text("--baseline", "known.json").startswith(f"Nothing found, {standing} in the baseline: ")
    AVERY.write_text(AVERY.read_text() + "nmae: Avery\n")
    status, summary, found = told("--baseline", "known.json")
    assert (status, found) == (1, ["EOP106 plan/contacts/avery.yaml:8"])
    assert (summary["baseline"], summary["mended"], summary["error"]) == (standing, 0, 1)
    assert told("--baseline", "known.json", "--fail-on", "error")[0] == 1


def test_lines_that_move_are_no_news(told: Told, standing: int) -> None:
    AVERY.write_text("# a remark\n\n" + AVERY.read_text())
    assert told("--baseline", "known.json")[1]["baseline"] == standing
    assert told("--baseline", "known.json")[2] == []


def test_what_is_mended_is_told_and_comes_back_as_known(told: Told, standing: int) -> None:
    before = FIRE.read_text()
    FIRE.write_text(before.replace("parent: fire\n", ""))
    gone = standing - told("--baseline", "known.json")[1]["baseline"]
    assert gone >= 1
    stands = "1 finding of the baseline is mended" if gone == 1 else f"{gone} findings of the baseline are mended"
    assert f"\n{stands}: write it anew with --write-baseline.\n" in told.text("--baseline", "known.json")
    FIRE.write_text(before)
    assert told("--baseline", "known.json")[1]["baseline"] == standing


def test_other_words_are_news(told: Told, standing: int) -> None:
    AVERY.write_text(AVERY.read_text().replace("agancy", "agenci"))
    status, summary, found = told("--baseline", "known.json")
    assert (status, found) == (1, ["EOP106 plan/contacts/avery.yaml:3"])
    assert (summary["baseline"], summary["mended"]) == (standing - 1, 1)


def test_an_entity_may_move_to_another_file_but_another_entity_is_news(told: Told) -> None:
    AVERY.write_text(
        "name: Avery (TBD)\ntype: person\nagency: fire\nmethods:\n  - {type: voice, value: 612-555-0199}\n"
    )
    told.text("--write-baseline", "known.json")
    text = AVERY.read_text()
    AVERY.unlink()
    Path("plan/contacts.yaml").write_text("avery:\n" + "".join(f"  {line}\n" for line in text.splitlines()))
    status, summary, found = told("--baseline", "known.json", "--select", "EOP406")
    assert (status, found, summary["baseline"]) == (0, [], 1)
    Path("plan/contacts.yaml").unlink()
    Path("plan/contacts/morgan.yaml").write_text(text)
    status, summary, found = told("--baseline", "known.json", "--select", "EOP406")
    assert (status, found, summary["baseline"]) == (1, ["EOP406 plan/contacts/morgan.yaml:1"], 0)
    assert told("--baseline", "known.json")[1]["mended"] >= 1


def test_of_more_alike_than_the_baseline_holds_the_last_stand(told: Told) -> None:
    fault = "description: See above.\nresponsibilities:\n"
    FIRE.write_text(f"name: Fire Department\ntype: department\n{fault}  - TBD\n  - TBD\n")
    told.text("--write-baseline", "known.json")
    rows = [row for row in json.loads(Path("known.json").read_text())["findings"] if row["message"].startswith("“TBD”")]
    assert [row["count"] for row in rows] == [2]
    FIRE.write_text(FIRE.read_text() + "  - TBD\n")
    status, _, found = told("--baseline", "known.json")
    assert (status, found) == (1, ["EOP406 plan/agencies/fire.yaml:7"])


def test_days_that_go_by_are_no_news(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    Path("plan/agreements").mkdir()
    Path("plan/agreements/pumps.yaml").write_text(
        "name: Pumps\ntype: mutual-aid\nparties: [fire, city]\nscope: Pumps.\ncustodian: duty-officer\n"
        "effective: 2026-01-01\nexpires: 2026-12-31\n"
    )
    rule = ["--select", "expiring-agreement", "--format", "json"]

    def found(*words: str) -> tuple[int, dict[str, Any]]:
        main(["check", *rule, *words])
        said = json.loads(capsys.readouterr().out)
        return len(said["findings"]), said["summary"]

    assert found("--as-of", "2026-11-23")[0] == 1
    main(["check", "--as-of", "2026-11-23", "--write-baseline", "known.json"])
    capsys.readouterr()
    for day in ("2026-11-24", "2026-12-30", "2026-12-31"):
        count, summary = found("--as-of", day, "--baseline", "known.json")
        assert (day, count, summary["baseline"]) == (day, 0, 1)


def test_a_baseline_is_sorted_a_line_each_and_the_same_every_time(told: Told, standing: int) -> None:
    first = Path("known.json").read_text(encoding="utf-8")
    told.text("--write-baseline", "again.json", "--no-cache")
    assert Path("again.json").read_text(encoding="utf-8") == first
    document = json.loads(first)
    assert document["version"] == 1
    assert list(document["findings"][0]) == ["rule", "name", "file", "ref", "message", "count"]
    assert len(first.splitlines()) == len(document["findings"]) + 2
    files = [row["file"] for row in document["findings"]]
    assert files == sorted(files)
    assert "“agancy”" in first
    AVERY.write_text("# one line down\n" + AVERY.read_text())
    told.text("--write-baseline", "again.json")
    assert Path("again.json").read_text(encoding="utf-8") == first


def test_a_plan_without_findings_gives_an_empty_baseline(told: Told) -> None:
    told.text("--select", "EOP007", "--write-baseline", "known.json")
    assert json.loads(Path("known.json").read_text()) == {"version": 1, "findings": []}
    assert told("--baseline", "known.json")[0] == 1


def test_what_was_not_looked_for_is_not_mended(told: Told, standing: int) -> None:
    assert told("--baseline", "known.json", "--select", "EOP106")[1]["mended"] == 0
    assert told("--baseline", "known.json", "--ignore", "EOP1")[1]["mended"] == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "the baseline “known.json” cannot be read: no such file"),
        ("", "“known.json” is no baseline: it is not JSON"),
        ("[" * 100_000, "“known.json” is no baseline: it is not JSON"),
        ("\udcff", "“known.json” is no baseline: it is not JSON"),
        ("[]", "“known.json” is no baseline of this form"),
        ('{"version": 1}', "“known.json” is no baseline of this form"),
        ('{"version": 0, "findings": []}', "“known.json” is no baseline of this form"),
        ('{"version": 2, "findings": []}', "the baseline “known.json” is of a newer form than this eop reads"),
        ('{"version": 1, "findings": [{"rule": "EOP106"}]}', "finding 1 of the baseline “known.json” cannot be read"),
        ('{"version": 1, "findings": [{"rule": "E", "file": "f", "ref": null, "message": "m", "count": 0}]}',
         "finding 1 of the baseline “known.json” cannot be read"),
    ],
)  # fmt: skip
def test_a_baseline_that_is_none(content: str | None, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    if content is not None:
        Path("known.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    assert main(["check", "--baseline", "known.json"]) == 2
    said = capsys.readouterr()
    line, hint = said.err.splitlines()
    assert line.startswith(f"eop: {words}")
    assert hint.strip() in ("write it anew: eop check --write-baseline known.json", "update eop")
    assert said.out == ""


def test_a_baseline_is_written_whole_or_not_at_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--write-baseline", "plan/plan.yaml/known.json"]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert sorted(path.name for path in Path().iterdir()) == ["plan"]


@pytest.mark.parametrize(
    "words",
    [
        ["--write-baseline", "a", "--baseline", "b"],
        ["--write-baseline", "a", "--changed", "main"],
        ["--fix", "--changed", "main"],
        ["--fix", "--stdin-filename", "plan/plan.yaml"],
        ["--changed", "main", "--stdin-filename", "plan/plan.yaml"],
    ],
)
def test_what_does_not_go_together(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *words]) == 2
    assert "does not go with" in capsys.readouterr().err
    assert not Path("a").exists()


FINDINGS = st.lists(
    st.builds(
        lambda code, message, file, ref, line, waived: Finding(
            code, "name", Severity.error, message, file, Span(line, 1, line, 2), ref=ref, waived=waived
        ),
        st.sampled_from(["EOP101", "EOP102"]), st.sampled_from(["is wrong", "ended 3 days ago", "ended in 1,200 days"]),
        st.sampled_from(["a.yaml", "b.yaml", "\udcff.yaml"]), st.sampled_from(["", "agency:a"]), st.integers(1, 9),
        st.sampled_from(["", "", "why"]),
    ),
    max_size=12,
)  # fmt: skip


def judgement(findings: list[Finding]) -> Judgement:
    return Judgement(tuple(sorted(findings, key=lambda each: each.order)), date(2026, 1, 1), 1, 1)


@given(FINDINGS, FINDINGS)
def test_nothing_is_lost_between_known_new_and_mended(before: list[Finding], after: list[Finding]) -> None:
    old, new = judgement(before), judgement(after)
    path = Path("property.json")
    assert write(path, old) == len(old.standing)
    held = read(path)
    assert held.total() == len(old.standing)
    left, apart = beyond(new, held)
    assert len(left.standing) + len(apart.known) == len(new.standing)
    assert len(apart.known) + apart.mended == len(old.standing)
    assert left.waived == new.waived
    assert beyond(old, held)[0].standing == ()
    told, rest = of_change(new, old, {"a.yaml"}, Apart())
    assert len(told.standing) + rest.others == len(new.standing)
    assert [each for each in told.findings if each.file == "a.yaml"] == [
        each for each in new.findings if each.file == "a.yaml"
    ]
    assert {id(each) for each in left.standing} <= {id(each) for each in told.standing}


# ---- A change -------------------------------------------------------------------------------------------------------


def git(*words: str) -> None:
    subprocess.run(["git", *words], check=True, capture_output=True)


@pytest.fixture
def base(told: Told) -> int:
    """Commit the broken plan; how many findings it has."""
    git("init", "--quiet", "--initial-branch", "main")
    git("add", "-A")
    git("commit", "--quiet", "--message", "One")
    return len(told()[2])


def test_nothing_changed_nothing_told(told: Told, base: int) -> None:
    status, summary, found = told("--changed", "main")
    assert (status, found, summary["others"]) == (0, [], base)
    assert f"\n{base} other findings stand that the change neither touches nor brings.\n" in told.text(
        "--changed", "main"
    )


def test_a_change_is_told_with_its_files_and_what_it_breaks_elsewhere(told: Told, base: int) -> None:
    whole = set(told()[2])
    AVERY.write_text("# a line more\n" + AVERY.read_text())
    Path("plan/roles/duty-officer.yaml").rename("plan/roles/officer.yaml")
    Path("plan/levels.yaml").write_text(Path("plan/levels.yaml").read_text())
    status, summary, found = told("--changed", "main")
    assert status == 1
    touched = {name for name in whole if "avery" in name}
    assert {name for name in found if "avery" in name} == {
        f"{name.rpartition(':')[0]}:{int(name.rpartition(':')[2]) + 1}" for name in touched
    }
    assert {name.split(":")[0].split(" ")[1] for name in found} == {
        "plan/contacts/avery.yaml",
        "plan/roles/officer.yaml",
    }
    assert summary["others"] + len(found) == len(told()[2])


def test_what_a_change_breaks_in_a_file_it_does_not_touch(told: Told) -> None:
    Path("plan/levels.yaml").write_text(Path("plan/levels.yaml").read_text().replace("oficer", "officer"))
    git("init", "--quiet", "--initial-branch", "main")
    git("add", "-A")
    git("commit", "--quiet", "--message", "One")
    Path("plan/roles/duty-officer.yaml").unlink()
    status, _, found = told("--changed", "HEAD", "--select", "EOP201")
    assert (status, found) == (1, ["EOP201 plan/levels.yaml:5"])


def test_a_waiver_that_the_change_takes_away_brings_its_finding(told: Told) -> None:
    cover = Path("plan/plan.yaml")
    waiver = "waivers:\n  - {rule: EOP203, reason: The chief is asked., until: 2027-03-01}\n"
    cover.write_text(cover.read_text() + waiver)
    git("init", "--quiet", "--initial-branch", "main")
    git("add", "-A")
    git("commit", "--quiet", "--message", "One")
    cover.write_text(cover.read_text().replace(waiver, ""))
    assert "EOP203 plan/agencies/fire.yaml:3" in told("--changed", "main")[2]


def test_waivers_the_threshold_and_the_baseline_apply_to_a_change(told: Told, base: int) -> None:
    told.text("--write-baseline", "known.json")
    FIRE.write_text(FIRE.read_text() + "description: TBD\n")
    assert told("--changed", "main", "--baseline", "known.json")[2] == ["EOP406 plan/agencies/fire.yaml:4"]
    assert told("--changed", "main", "--baseline", "known.json", "--fail-on", "error")[0] == 0
    FIRE.write_text(FIRE.read_text().strip() + "  # eop: allow EOP406 until 2027-03-01, it is being asked\n")
    status, summary, found = told("--changed", "main", "--baseline", "known.json")
    assert (status, found, summary["waived"]) == (0, [], 1)


@pytest.mark.parametrize(
    ("revision", "words"),
    [("mian", "there is no revision “mian” in this repository"), ("--output=x", "unrecognized arguments: --output=x"),
     ("", "there is no revision “”")],
)  # fmt: skip
def test_a_change_from_nowhere(revision: str, words: str, base: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--changed", revision]) == 2
    assert words in capsys.readouterr().err


def test_a_change_outside_a_repository(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path.cwd().parent))
    assert main(["check", "--changed", "main"]) == 2
    assert "is in no git repository" in capsys.readouterr().err


# ---- An editor ------------------------------------------------------------------------------------------------------


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, told: Told) -> Any:
    def check(file: str, text: str | bytes, *words: str) -> tuple[int, dict[str, Any], list[str]]:
        content = text if isinstance(text, bytes) else text.encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
        before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
        answer = told("--stdin-filename", file, *words)
        assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before
        return answer

    return check


def test_a_file_is_judged_as_it_stands_in_the_editor(typed: Any) -> None:
    status, _, found = typed(str(FIRE), FIRE.read_text().replace("parent: fire", "parent: nowhere"))
    assert status == 1
    assert "EOP201 plan/agencies/fire.yaml:3" in found
    assert {name.split(" ")[1].split(":")[0] for name in found} == {str(FIRE)}


def test_a_file_that_is_not_there_yet(typed: Any) -> None:
    file = "plan/agencies/water.yaml"
    status, _, found = typed(file, "name: Water\ntype: office\nparent: nowhere\n", "--select", "EOP2")
    assert (status, found) == (1, ["EOP201 plan/agencies/water.yaml:3"])
    assert not Path(file).exists()
    assert typed("plan/nonsense/x.yaml", "name: X\n", "--select", "misplaced-file")[2] == ["EOP102 plan/nonsense/:1"]


def test_the_file_is_quoted_as_it_was_typed(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "name: Fire Department\ntype: department\n\n\nparent: fire\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    said = told.text("--stdin-filename", str(FIRE), "--select", "EOP203")
    assert "plan/agencies/fire.yaml:5:9  EOP203" in said
    assert "    5 | parent: fire\n      |         ^^^^\n" in said


def test_no_cache_is_written_while_typing(typed: Any, tmp_path: Path) -> None:
    typed(str(FIRE), "name: F\n")
    typed("plan/agencies/new.yaml", "name: N\n")
    assert not (tmp_path / "cache").exists()


def test_a_file_named_in_any_way(typed: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = FIRE.read_text()
    named = [str(FIRE), str(FIRE.absolute()), "plan/contacts/../agencies/fire.yaml"]
    Path("link").symlink_to("plan")
    named.append("link/agencies/fire.yaml")
    answers = [typed(name, text, "--select", "EOP203")[2] for name in named]
    monkeypatch.chdir("plan/agencies")
    assert typed("fire.yaml", text, "..", "--select", "EOP203")[2] == ["EOP203 ../agencies/fire.yaml:3"]
    assert answers == [["EOP203 plan/agencies/fire.yaml:3"]] * 4


@pytest.mark.parametrize("file", ["other.yaml", "plan", "plan/../other.yaml", "/etc/passwd", "planned/x.yaml"])
def test_a_file_outside_the_plan_is_refused(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--stdin-filename", file]) == 2
    assert "is no file of the plan in “plan”" in capsys.readouterr().err


def test_nothing_is_written_through_a_link(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    Path("outside").mkdir()
    Path("plan/agreements").symlink_to(Path("outside").absolute())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"name: X\n")))
    assert main(["check", "--stdin-filename", "plan/agreements/x.yaml"]) == 2
    assert "would be written outside the plan" in capsys.readouterr().err
    assert list(Path("outside").iterdir()) == []


def test_the_baseline_holds_while_typing(typed: Any, told: Told) -> None:
    told.text("--write-baseline", "known.json")
    shutil.rmtree(os.environ["EOP_CACHE_DIR"])
    status, summary, found = typed(str(AVERY), AVERY.read_text() + "nmae: A\n", "--baseline", "known.json")
    assert (status, found, summary["mended"]) == (1, ["EOP106 plan/contacts/avery.yaml:8"], 0)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"\xff", b"a: [", b"x" * 2_000_000, b"\x00"])
def test_whatever_is_typed_is_a_finding_and_no_failure(content: bytes, typed: Any) -> None:
    assert typed(str(FIRE), content)[2]


def test_through_a_real_pipe() -> None:
    command = [sys.executable, "-m", "eop_tools", "check", *DAY, "--stdin-filename", "plan/agencies/fire.yaml"]
    done = subprocess.run(
        command, input=b"name: Fire\ntype: department\nparent: fire\n", capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"plan/agencies/fire.yaml:3:9  EOP203 error" in done.stdout
