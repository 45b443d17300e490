"""The withholding log as a table, which lies in every site and release too."""

from __future__ import annotations

from eop_tools.export import csv_table, export
from eop_tools.page import View
from eop_tools.plan.withholding_log import log_of


@export("withheld", ".csv")
def withheld(view: View) -> bytes:
    """What this edition leaves out: kind, field, why, under which law, how often; no entity is named."""
    counts: dict[tuple[str, ...], int] = {}
    for entry in log_of(view.edition, view.plan):
        laws = "; ".join(f"{law.citation} ({law.name})" for law, _ in entry.grounds)
        row = (entry.kind, entry.field or "(the whole entry)", entry.why.value, laws)
        counts[row] = counts.get(row, 0) + len(entry.refs)
    return csv_table(("kind", "field", "why", "law", "count"), ((*row, str(count)) for row, count in counts.items()))
