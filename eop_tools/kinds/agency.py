"""Agencies: everybody who has a part in the plan, from a department to a faith-based partner."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from eop_tools.kind import Entity, kind, public, relation
from eop_tools.values import Ref, WebAddress

AgencyType = Literal[
    "jurisdiction",
    "department",
    "office",
    "board",
    "county",
    "regional",
    "state",
    "federal",
    "tribal",
    "utility",
    "railroad",
    "hospital",
    "school",
    "nonprofit",
    "faith-based",
    "private",
    "contextual",
]


@kind("agency", "agencies", title="Agencies", section="Who", losable=True, gravity=30)
class Agency(Entity):
    """An organisation that has a part in the plan.

    A `contextual` agency is a placeholder such as “the fire department of the affected city”.

    ```yaml
    name: Example City Fire Department
    acronym: ECFD
    type: department
    parent: example-city
    responsibilities:
      - Fire suppression, rescue and emergency medical first response
    depends_on: [agency:example-water]
    sources:
      - title: Example City, organization chart
    ```
    """

    type: AgencyType = public("What sort of organisation it is.")
    acronym: str = public("The short form people say.", "")
    parent: Ref | None = relation(
        "agency", says=("is part of", "includes"), description="The organisation it belongs to.", default=None
    )
    responsibilities: list[str] = public("What it is there for in an emergency.", list)
    website: WebAddress | None = public("Its public web address.", None)

    def other_names(self) -> Iterator[str]:
        """Yield its acronym before its other names."""
        yield self.acronym
        yield from self.aliases
