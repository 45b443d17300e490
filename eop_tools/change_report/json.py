"""Changes for programs: a stable JSON document.

`{"summary": {text, changes, consequences, error, warning, info, form}, "consequences": [{kind, severity, ref, name,
sentence, depends, owners, agencies}], "changes": [{kind, severity, ref, name, path, before, after, sentence, owners,
agencies}], "renamed": {new reference: old reference}, "form": [files], "following": [files],
"unread": {"old": [references], "new": [references]}}`.

`path` leads to the field in the new plan; `before` and `after` are what stood and stands there, in JSON's types, or the
references of an entity that is new, gone or renamed. `owners` are the roles, and `agencies` theirs, that owe a review.
`form` are files that changed but mean the same, `following` those that only take up a new name or drop a gone one.
`error`, `warning` and `info` count changes and consequences together. Fields are added, never changed.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from typing import Any

from eop_tools.change_report import summary
from eop_tools.changes import Change
from eop_tools.consequences import Consequence, Outlook
from eop_tools.finding import Severity


def render(outlook: Outlook) -> str:
    """Return the JSON document of an outlook, a change a line, in plain ASCII."""
    comparison, review = outlook.comparison, cache(outlook.review_of)

    def change(each: Change) -> dict[str, Any]:
        owners, agencies = review(each.ref)
        said = each._asdict() | {"name": comparison.label(each.ref), "owners": owners, "agencies": agencies}
        keys = "kind severity ref name path before after sentence owners agencies"
        return {key: said[key] for key in keys.split()}

    def consequence(each: Consequence) -> dict[str, Any]:
        said = each._asdict() | {"name": comparison.label(each.ref)}
        keys = "kind severity ref name sentence depends owners agencies"
        return {key: said[key] for key in keys.split()}

    found = Counter(each.severity for each in outlook.told)
    counts = {
        "text": summary(outlook),
        "changes": len(comparison.changes),
        "consequences": len(outlook.consequences),
        **{severity.value: found[severity] for severity in Severity},
        "form": len(comparison.form),
    }
    old, new = comparison.unread
    return (
        f'{{"summary": {json.dumps(counts)},\n'
        f'"consequences": {_rows(list(map(consequence, outlook.consequences)))},\n'
        f'"changes": {_rows(list(map(change, comparison.changes)))},\n'
        f'"renamed": {json.dumps(dict(comparison.renamed))},\n'
        f'"form": {json.dumps(comparison.form)},\n'
        f'"following": {json.dumps(comparison.following)},\n'
        f'"unread": {json.dumps({"old": old, "new": new})}}}\n'
    )


def _rows(rows: list[dict[str, Any]]) -> str:
    return "[\n" + ",\n".join(map(json.dumps, rows)) + "\n]" if rows else "[]"
