"""The whole plan as one JSON document, for other programs."""

from __future__ import annotations

import json

from eop_tools.export import export
from eop_tools.kind import KINDS
from eop_tools.page import View


@export("plan", ".json")
def plan_json(view: View) -> bytes:
    """Every entity by kind and id, with its fields as written; empty fields are left out.

    `{"edition": …, "version": …, "as_of": …, "kinds": {"role": {"mayor": {…}}}}`
    """
    kinds = {
        leaf.name: {
            entity.id: entity.model_dump(mode="json", exclude={"id"}, exclude_defaults=True)
            for entity in view.plan.of_kind(leaf.name)
        }
        for leaf in KINDS
    }
    document = {
        "edition": view.edition.audience.value,
        "version": view.version,
        "as_of": view.today.isoformat(),
        "kinds": {name: held for name, held in kinds.items() if held},
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
