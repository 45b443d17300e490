"""Resources: teams, equipment, supplies, vehicles, systems and networks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from eop_tools.kind import Entity, kind, public, relation, responder
from eop_tools.need import ITSELF, Need
from eop_tools.text.catalog import to_say
from eop_tools.values import Ref

_SITED = ("network", "system")
"""What runs where it stands, so that a place without power stops it; the rest is only kept there."""


@kind("resource", "resources", title="Resources", section="With what", losable=True, for_use=True, gravity=40)
class Resource(Entity):
    """Something the plan counts on: a team, a generator, a stock of cots, a network.

    ```yaml
    name: Portable light towers
    category: equipment
    nims_type: Light tower, type 2
    quantity: 6
    agency: public-works
    location: public-works-depot
    illustrative: true
    ```
    """

    category: Literal["team", "equipment", "vehicle", "supply", "system", "network"] = public("What it is.")
    nims_type: str = public("Its kind and type in the NIMS resource typing library.", "")
    quantity: int | None = responder("How many there are.", None, ge=0)
    unit: str = public("What is counted, if not pieces.", "")
    agency: Ref = relation("agency", says=("is owned by", "owns"), description="Who owns or runs it.")
    location: Ref | None = relation("facility", says=("is kept at", "keeps"), description="Where it is.", default=None)
    supplied_under: list[Ref] = relation(
        "agreement",
        says=("is supplied under", "supplies"),
        description="Agreements under which more can be had.",
        default=list,
        counts=True,
    )
    ready_within: str = public("How soon it can be on the road.", "")

    def other_names(self) -> Iterator[str]:
        """Yield its other names, and its kind and type in the NIMS library."""
        yield from super().other_names()
        yield self.nims_type

    def own_needs(self) -> Iterator[Need]:
        """Yield where it runs or is kept, and under what more can be had."""
        place = (f"facility:{self.location}",) if self.location else ()
        supply = tuple(f"agreement:{id}" for id in self.supplied_under)
        if self.category in _SITED:
            yield Need(place, to_say("runs in {it}"), path=("location",))
            yield Need(supply, to_say("is supplied by nobody"), path=("supplied_under",))
        elif place:
            yield Need((f"{ITSELF}{place[0]}", *supply), to_say("cannot be had"), path=("location",))
        elif not self.quantity:
            yield Need(supply, to_say("cannot be had"), path=("supplied_under",))
