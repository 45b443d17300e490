"""Findings as annotations in GitHub's view of a change: the ten worst, for it shows no more of a step."""

from __future__ import annotations

from eop_tools.finding import Finding, Judgement, Severity
from eop_tools.report.findings import ReportContext, closing, markdown, worst_first
from eop_tools.text.phrases import counted

SHOWN = 10
"""Annotations of one step that GitHub shows: ten of each severity, and nobody reads more."""
SUMMARY_ROOM = 250_000
"""Characters for the step summary: GitHub takes one mebibyte, and a character may have four bytes."""
_COMMANDS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "notice"}


def render(judgement: Judgement, telling: ReportContext) -> str:
    """Return a workflow command for each of the worst findings, a line on how many more there are, and the counts."""
    found = worst_first(judgement.standing)
    shown = found[:SHOWN]
    if len(found) > SHOWN and shown[0].severity is Severity.info:
        shown.pop()  # the line that counts the rest is a notice itself
    lines = [_annotation(finding, telling) for finding in shown]
    if rest := len(found) - len(shown):
        stand = "stands" if rest == 1 else "stand"
        more = f"{counted(rest, 'more finding')} {stand}: the summary of this step lists them all"
        lines.append(f"::notice title=eop check::{more}")
    return "\n".join([*lines, *closing(judgement, telling.apart)]) + "\n"


def summary(judgement: Judgement, telling: ReportContext) -> str:
    """Return the Markdown for the step's summary, with every finding."""
    return markdown.page(judgement, telling, SUMMARY_ROOM)


def _annotation(finding: Finding, telling: ReportContext) -> str:
    span = finding.span
    where = {"file": telling.address(finding.file), "line": span.line, "col": span.column, "endLine": span.end_line}
    if span.end_line == span.line:
        where["endColumn"] = span.end_column
    said = ",".join(f"{key}={_property(str(value))}" for key, value in where.items())
    message = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    title = _property(f"{finding.code} {finding.name}")
    return f"::{_COMMANDS[finding.severity]} {said},title={title}::{_data(message)}"


def _data(text: str) -> str:
    text = "".join(char if char.isprintable() or char in "\r\n" else "�" for char in text)
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
