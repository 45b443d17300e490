"""Changes for programs: a stable JSON document.

`{"summary": {text, changes, consequences, error, warning, info, form, edition}, "consequences": [{kind, severity, ref,
name, sentence, depends, owners, agencies}], "changes": [{kind, severity, ref, name, path, before, after, sentence,
owners, agencies}], "renamed": {new reference: old reference}, "form": [files], "following": [files],
"unread": {"old": [references], "new": [references]}}`.

`path` leads to the field in the new plan; `before` and `after` are what stood and stands there, in JSON's types, or the
references of an entity that is new, gone or renamed. `owners` are the roles, and `agencies` theirs, that owe a review.
`form` are files that changed but mean the same, `following` those that only take up a new name or drop a gone one.
`error`, `warning` and `info` count changes and consequences together. Fields are added, never changed.

Of what the edition leaves out the kind alone is said, as in `contact:(not shown)` and `contacts/(not shown)`; what
stood and stands there is null.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

from eop_tools.changes import PlanChange
from eop_tools.changes.consequences import Consequence, Outlook
from eop_tools.finding import Severity
from eop_tools.report.changes import summary


def render(outlook: Outlook) -> str:
    """Return the JSON document of an outlook, a change a line, in plain ASCII."""
    comparison, names, review = outlook.comparison, outlook.names, cache(outlook.review_of)

    def row(each: PlanChange | Consequence, keys: str, **more: Any) -> dict[str, Any]:
        said = each._asdict() | more | {"name": names(each.ref), "ref": names.ref(each.ref)}
        listed = {key: list(map(names.ref, said[key])) for key in ("depends", "owners", "agencies") if key in said}
        return {key: (said | listed)[key] for key in keys.split()}

    def change(each: PlanChange) -> dict[str, Any]:
        owners, agencies = review(each.ref)
        keys = "kind severity ref name path before after sentence owners agencies"
        return row(each, keys, owners=owners, agencies=agencies)

    def consequence(each: Consequence) -> dict[str, Any]:
        return row(each, "kind severity ref name sentence depends owners agencies")

    found = Counter(each.severity for each in outlook.told)
    counts = {
        "text": summary(outlook),
        "changes": len(comparison.changes),
        "consequences": len(outlook.consequences),
        **{severity.value: found[severity] for severity in Severity},
        "form": len(comparison.form),
        "edition": names.audience.value,
    }
    renamed = {now: was for now, was in comparison.renamed.items() if names.sees(now)}
    old, new = (list(map(names.ref, refs)) for refs in comparison.unread)
    return (
        f'{{"summary": {json.dumps(counts)},\n'
        f'"consequences": {_rows(map(consequence, outlook.consequences))},\n'
        f'"changes": {_rows(map(change, comparison.changes))},\n'
        f'"renamed": {json.dumps(renamed)},\n'
        f'"form": {json.dumps(list(map(names.file, comparison.form)))},\n'
        f'"following": {json.dumps(list(map(names.file, comparison.following)))},\n'
        f'"unread": {json.dumps({"old": old, "new": new})}}}\n'
    )


def _rows(rows: Iterable[dict[str, Any]]) -> str:
    held = ",\n".join(map(json.dumps, rows))
    return f"[\n{held}\n]" if held else "[]"
