"""Findings as SARIF 2.1.0, the form in which code-scanning services and editors take them.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
"""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from eop_tools import __version__
from eop_tools.finding import Edit, Finding, Fix, Judgement, Severity, Span
from eop_tools.io.cache import digest
from eop_tools.lint.baseline import fingerprint
from eop_tools.report.findings import ReportContext
from eop_tools.rule import the_rule

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "note"}


def render(judgement: Judgement, telling: ReportContext) -> str:
    """Return the SARIF log of one run, in plain ASCII: what stands, and as suppressed what is waived or known."""
    findings = sorted((*judgement.findings, *telling.apart.known), key=lambda finding: finding.order)
    codes = sorted({finding.code for finding in findings})
    known = set(map(id, telling.apart.known))
    seen: Counter[tuple[str, ...]] = Counter()
    results = []
    for finding in findings:
        mark = fingerprint(finding)
        seen[mark] += 1
        result = _result(finding, telling, codes.index(finding.code))
        whole = digest(*(_clean(part).encode() for part in mark))
        result["partialFingerprints"] = {"eopFinding/v1": f"{whole}:{seen[mark]}"}
        if id(finding) in known:
            result["suppressions"] = [{"kind": "external", "justification": "It is in the baseline."}]
        elif finding.waived:
            kind = "inSource" if _waived_on_the_line(finding, telling) else "external"
            result["suppressions"] = [{"kind": kind, "justification": _clean(finding.waived)}]
        results.append(result)
    driver = {"name": "eop", "version": __version__, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "utf16CodeUnits",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": results,
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(code: str) -> dict[str, Any]:
    rule = the_rule(code)
    what, _, rest = rule.text.partition("\n")
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": what},
        "fullDescription": {"text": " ".join((rest.split("```")[0].strip() or what).split())},
        "help": {"text": rule.text, "markdown": rule.text},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, telling: ReportContext, index: int) -> dict[str, Any]:
    text = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    location = _location(finding.file, finding.span, telling)
    if finding.ref:
        location["logicalLocations"] = [{"fullyQualifiedName": _clean(finding.ref), "kind": "entity"}]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _clean(text)},
        "locations": [location],
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **_location(other.file, other.span, telling), "message": {"text": _clean(other.note)}}
            for number, other in enumerate(finding.related, 1)
        ]
    if finding.fix:
        result["fixes"] = [_fix(finding.fix, telling)]
    return result


def _fix(fix: Fix, telling: ReportContext) -> dict[str, Any]:
    changes: dict[str, list[Edit]] = defaultdict(list)
    for edit in fix.edits:
        changes[edit.file].append(edit)
    return {
        "description": {"text": _clean(fix.title)},
        "artifactChanges": [
            {"artifactLocation": _artifact(file, telling), "replacements": _replacements(edits, telling)}
            for file, edits in changes.items()
        ],
    }


def _replacements(edits: Iterable[Edit], telling: ReportContext) -> list[dict[str, Any]]:
    return [
        {"deletedRegion": _region(edit.file, edit.span, telling), "insertedContent": {"text": _clean(edit.text)}}
        for edit in edits
    ]


def _location(file: str, span: Span, telling: ReportContext) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": _artifact(file, telling), "region": _region(file, span, telling)}}


def _artifact(file: str, telling: ReportContext) -> dict[str, str]:
    address = quote(os.fsencode(telling.address(file)))
    return {"uri": f"file://{address}" if address.startswith("/") else address}


def _region(file: str, span: Span, telling: ReportContext) -> dict[str, int]:
    lines = telling.lines(file)
    return {
        "startLine": span.line,
        "startColumn": _column(lines, span.line, span.column),
        "endLine": span.end_line,
        "endColumn": _column(lines, span.end_line, span.end_column),
    }


def _column(lines: list[str], line: int, column: int) -> int:
    """Return a column counted in UTF-16 code units: characters beyond U+FFFF count twice."""
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""
    return column + sum(char > "\uffff" for char in before)


def _waived_on_the_line(finding: Finding, telling: ReportContext) -> bool:
    end = finding.span.line
    return any("eop: allow" in line for line in telling.lines(finding.file)[max(0, end - 2) : end])


def _clean(text: str) -> str:
    """Return a text that UTF-8 can hold, whatever a file's name is made of."""
    return text.encode("utf-8", "replace").decode()
