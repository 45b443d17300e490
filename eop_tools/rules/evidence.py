"""Evidence: whether the ways in which a standard looks for it can find anything."""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.kind import KINDS
from eop_tools.kinds.standard import Standard
from eop_tools.rule import Verdict, rule
from eop_tools.text.phrases import article, short
from eop_tools.text.suggest import nearest


@rule("EOP210", "error")
def unknown_query(standard: Standard) -> Iterator[Verdict]:
    """A standard looks for evidence in a kind or a field that does not exist.

    Why it matters: nothing will ever be found there, so the requirement counts as open although the plan may meet it.

    What to do: name the kind as its reference does (`hazard`, not `hazards`), and a field of it.

    ```yaml flagged
    standards/crosswalk:
      name: Crosswalk
      items: [{id: "1", requirement: Name the signs to act on., found_by: [{kind: hazard, field: trigger}]}]
    ```

    ```yaml clean
    standards/crosswalk:
      name: Crosswalk
      items: [{id: "1", requirement: Name the signs to act on., found_by: [{kind: hazard, field: triggers}]}]
    ```
    """
    for index, item in enumerate(standard.items):
        for at, query in enumerate(item.found_by):
            kind = KINDS.get(query.kind)
            if kind is None:
                yield Verdict(
                    standard.at("items", index, "found_by", at, "kind"),
                    f"there is no kind {short(query.kind)}",
                    nearest(query.kind, KINDS.names()) or "the kinds are: " + ", ".join(KINDS.names()),
                )
            elif query.field and query.field not in kind.model.model_fields:
                yield Verdict(
                    standard.at("items", index, "found_by", at, "field"),
                    f"{short(query.field)} is not a field of {article(kind.name)}",
                    nearest(query.field, list(kind.model.model_fields)) or "the page of the kind lists its fields",
                )
