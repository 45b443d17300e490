"""Findings for programs: a stable JSON document.

`{"findings": [{code, name, severity, message, hint, ref, file, line, column, end_line, end_column, related, waived,
fix}], "summary": {entities, files, as_of, error, warning, info, waived, fixable, baseline, mended, others}}`.

Lines and columns count from 1, columns count characters, the end is the place after. `related` is a list of `{file,
line, column, note}`; `waived` is the reason of the waiver or null; `ref` the entity, or null; `fix` is `{title, safe,
edits}` or null, and `edits` a list of `{file, line, column, end_line, end_column, text}`. `baseline` counts findings
that the baseline holds, `others` those that a change neither touches nor brings: they are not listed. `mended` counts
what the baseline holds and is no more. Fields are added, never changed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from eop_tools.finding import Finding, Fix, Judgement, Severity, Span
from eop_tools.lint.baseline import Apart
from eop_tools.report.findings import ReportContext


def render(judgement: Judgement, telling: ReportContext) -> str:
    """Return the JSON document of a judgement, a finding a line; file names begin at the plan folder as it was named.

    It is plain ASCII, so that no terminal, pipe or odd file name can spoil it.
    """
    folder = telling.folder
    root = "" if folder == Path() else f"{folder.as_posix().rstrip('/')}/"
    findings = ",\n".join(json.dumps(_finding(finding, root)) for finding in judgement.findings)
    return f'{{"findings": [\n{findings}\n],\n"summary": {json.dumps(_summary(judgement, telling.apart))}}}\n'


def _summary(judgement: Judgement, apart: Apart) -> dict[str, Any]:
    return {
        "entities": judgement.entities,
        "files": judgement.files,
        "as_of": judgement.as_of.isoformat(),
        **{severity.value: judgement.count(severity) for severity in Severity},
        "waived": judgement.waived,
        "fixable": sum(finding.fix is not None for finding in judgement.standing),
        "baseline": len(apart.known),
        "mended": apart.mended,
        "others": apart.others,
    }


def _finding(finding: Finding, root: str) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "hint": finding.hint,
        "ref": finding.ref or None,
        "file": root + finding.file,
        **_span(finding.span),
        "related": [
            {
                "file": root + other.file,
                "line": other.span.line,
                "column": other.span.column,
                "note": other.note,
            }
            for other in finding.related
        ],
        "waived": finding.waived or None,
        "fix": _fix(finding.fix, root) if finding.fix else None,
    }


def _fix(fix: Fix, root: str) -> dict[str, Any]:
    edits = [{"file": root + edit.file, **_span(edit.span), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def _span(span: Span) -> dict[str, int]:
    return {"line": span.line, "column": span.column, "end_line": span.end_line, "end_column": span.end_column}
