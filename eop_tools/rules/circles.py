"""Circles: chains of agencies, of reporting, of succession and of backup that come back to where they began."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eop_tools.finding import Place
from eop_tools.kinds.agency import Agency
from eop_tools.kinds.facility import Facility
from eop_tools.kinds.role import Role
from eop_tools.plan import Plan
from eop_tools.plan.chains import circles
from eop_tools.rule import Verdict, rule
from eop_tools.text.phrases import short


@rule("EOP204", "error")
def circular_chain(plan: Plan) -> Iterator[Verdict]:
    """A chain of agencies, of reporting, of succession or of backup comes back to where it began.

    Why it matters: in a circle nobody decides, and whoever follows it never arrives.

    What to do: cut the circle where it is wrong. Two places that back each other up are no circle, nor is a line of
    succession with several names in which some stand in for each other.

    ```yaml flagged
    roles/mayor: {name: Mayor, agency: example-city, section: Command, reports_to: emergency-manager}
    ```

    ```yaml clean
    roles/mayor: {name: Mayor, agency: example-city, section: Command}
    ```
    """
    agencies, roles, facilities = plan.of(Agency), plan.of(Role), plan.of(Facility)
    yield from _circles(plan, "is part of", ("parent",), {agency.ref: f"agency:{agency.parent}" for agency in agencies})
    yield from _circles(plan, "reports to", ("reports_to",), {role.ref: f"role:{role.reports_to}" for role in roles})
    yield from _circles(
        plan, "is succeeded by", ("succession", "order", 0, "role"),
        {
            role.ref: f"role:{role.succession.order[0].role}"
            for role in roles
            if role.succession and len(role.succession.order) == 1
        },
    )  # fmt: skip
    yield from _circles(
        plan, "is backed up by", ("backed_up_by", 0),
        {place.ref: f"facility:{place.backed_up_by[0]}" for place in facilities if len(place.backed_up_by) == 1},
        least=3,
    )  # fmt: skip


def _circles(
    plan: Plan, word: str, path: tuple[str | int, ...], then: Mapping[str, str], least: int = 2
) -> Iterator[Verdict]:
    """Yield each circle of a chain in which every entity has at most one next, once, at its first entity."""
    for circle in circles(then):
        if len(circle) < least:
            continue
        first = min(range(len(circle)), key=lambda at: circle[at])
        circle = circle[first:] + circle[:first]
        names = [short(plan.label(ref)) for ref in circle]
        shown = [*names[:4], "…"] if len(names) > 5 else names
        chain = ", which ".join(f"{word} {name}" for name in [*shown[1:], names[0]])
        yield Verdict(
            Place(circle[0], path),
            f"a circle: {names[0]} {chain}",
            "cut the circle where it is wrong",
            tuple((Place(ref, path), f"{short(plan.label(ref))} stands in it") for ref in circle[1:6]),
        )
