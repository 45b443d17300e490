"""Findings for programs: a stable JSON document.

`{"findings": [{code, name, severity, message, hint, ref, file, line, column, end_line, end_column, related, waived}],
"summary": {entities, files, as_of, error, warning, info, waived}}`. `related` is a list of `{file, line, column,
note}`; `waived` is the reason of the waiver or null; `ref` the entity, or null. Fields are added, never changed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from eop_tools.finding import Finding, Judgement, Severity


def render(judgement: Judgement, folder: Path) -> str:
    """Return the JSON document of a judgement, a finding a line; file names begin at the plan folder as it was named.

    It is plain ASCII, so that no terminal, pipe or odd file name can spoil it.
    """
    root = "" if folder == Path() else f"{folder.as_posix().rstrip('/')}/"
    findings = ",\n".join(json.dumps(_finding(finding, root)) for finding in judgement.findings)
    return f'{{"findings": [\n{findings}\n],\n"summary": {json.dumps(summary(judgement))}}}\n'


def summary(judgement: Judgement) -> dict[str, Any]:
    """Return the counts of a judgement."""
    return {
        "entities": judgement.entities,
        "files": judgement.files,
        "as_of": judgement.as_of.isoformat(),
        **{severity.value: judgement.count(severity) for severity in Severity},
        "waived": judgement.waived,
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
        "line": finding.span.line,
        "column": finding.span.column,
        "end_line": finding.span.end_line,
        "end_column": finding.span.end_column,
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
    }
