"""Places: where they lie on the map."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from eop_tools.kinds.facility import Facility
from eop_tools.plan import Plan
from eop_tools.rule import Verdict, rule
from eop_tools.words import short

_FEWEST = 5
"""Places on the map. Of fewer nobody can say which of them lies apart."""
_FAR = 5
"""Degrees; at least 340 kilometers in the United States."""
_WIDE = 4
"""How many times as far from the middle as half of all places, in a plan for a whole state."""


@rule("EOP110", "warning")
def far_off_place(plan: Plan) -> Iterator[Verdict]:
    """A place lies far from all other places of the plan.

    Why it matters: whoever follows the map ends up in another country. Most often a sign or a digit was mistyped.

    What to do: correct the position; west is negative, and so is south. If the place is really there, waive this.

    ```yaml flagged
    facilities/a: {name: A, type: depot, agency: example-city, position: {lat: 39.95, lon: -100.21}}
    facilities/b: {name: B, type: depot, agency: example-city, position: {lat: 39.97, lon: -100.24}}
    facilities/c: {name: C, type: depot, agency: example-city, position: {lat: 40.01, lon: -100.27}}
    facilities/d: {name: D, type: depot, agency: example-city, position: {lat: 40.02, lon: -100.28}}
    facilities/e: {name: E, type: depot, agency: example-city, position: {lat: 40.03, lon: 93.29}}
    ```

    ```yaml clean
    facilities/a: {name: A, type: depot, agency: example-city, position: {lat: 39.95, lon: -100.21}}
    facilities/b: {name: B, type: depot, agency: example-city, position: {lat: 39.97, lon: -100.24}}
    facilities/c: {name: C, type: depot, agency: example-city, position: {lat: 40.01, lon: -100.27}}
    facilities/d: {name: D, type: depot, agency: example-city, position: {lat: 40.02, lon: -100.28}}
    facilities/e: {name: E, type: depot, agency: example-city, position: {lat: 40.03, lon: -100.29}}
    ```
    """
    placed = [(place, place.position) for place in plan.of(Facility) if place.position]
    if len(placed) < _FEWEST:
        return
    for field in ("lat", "lon"):
        middle = median(getattr(position, field) for _, position in placed)
        spread = median(abs(getattr(position, field) - middle) for _, position in placed)
        for place, position in placed:
            degrees = getattr(position, field)
            if abs(degrees - middle) > max(_FAR, _WIDE * spread):
                yield Verdict(
                    place.at("position", field),
                    f"{short(place.name)} lies far from all other places of the plan, which lie around {middle:.4g}",
                    "look for a sign or a digit that was mistyped",
                )
