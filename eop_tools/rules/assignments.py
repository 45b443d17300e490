"""Assignments: who is in charge of each function, who helps, and on what footing."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from eop_tools.kinds.agency import Agency
from eop_tools.kinds.agreement import Agreement
from eop_tools.kinds.function import Function
from eop_tools.plan import Plan
from eop_tools.plan.graph import Graph
from eop_tools.plan.org_tree import kinship
from eop_tools.plan.queries import unread
from eop_tools.rule import Verdict, rule
from eop_tools.text.phrases import counted, listed, short

_THERE = ("jurisdiction", "tribal", "contextual")
_PARTNERS = ("nonprofit", "faith-based", "private")


def _agencies(function: Function, part: str) -> dict[str, int]:
    """Return the agencies that play a part, each with the place of its first assignment."""
    found: dict[str, int] = {}
    for index, assignment in enumerate(function.assignments):
        if assignment.part == part:
            found.setdefault(assignment.agency, index)
    return found


@rule("EOP601", "error")
def function_without_primary(function: Function) -> Iterator[Verdict]:
    """No agency is in charge of a function.

    Why it matters: everybody helps and nobody begins. CPG 101 asks for one primary agency, at least, for each function.

    What to do: give one agency the part `primary`. Several are allowed, with one coordinator.

    ```yaml flagged
    functions/mass-care:
      name: Mass care
      purpose: Shelter people who cannot stay at home.
      assignments: [{agency: emergency-management, part: support}]
    ```

    ```yaml clean
    functions/mass-care:
      name: Mass care
      purpose: Shelter people who cannot stay at home.
      assignments: [{agency: emergency-management, part: primary}]
    ```
    """
    if not _agencies(function, "primary"):
        yield Verdict(
            function.at("assignments") if function.assignments else function.at("name"),
            f"no agency is in charge of {short(function.name)}",
            "give one agency the part “primary”",
        )


@rule("EOP602", "warning")
def primaries_without_coordinator(function: Function, plan: Plan) -> Iterator[Verdict]:
    """Several agencies are in charge of a function, and none of them keeps them together.

    Why it matters: several primaries are usual (in one county's plan of 2026, 22 of 30 functions have them), but then
    one has to see that the work is shared and nothing is left. The National Response Framework names one coordinator
    for each function.

    What to do: give one agency the part `coordinator`, besides its own part if it has one. Two governments that are in
    charge together, each with one agency, need none: neither takes orders of the other. Placeholders, such as the
    department of the affected town, do not count.

    ```yaml flagged
    functions/mass-care:
      name: Mass care
      purpose: Shelter people who cannot stay at home.
      assignments:
        - {agency: emergency-management, part: primary}
        - {agency: example-city, part: primary}
    ```

    ```yaml clean
    functions/mass-care:
      name: Mass care
      purpose: Shelter people who cannot stay at home.
      assignments:
        - {agency: emergency-management, part: coordinator}
        - {agency: emergency-management, part: primary}
        - {agency: example-city, part: primary}
    ```
    """
    primaries = {id: at for id, at in _agencies(function, "primary").items() if not _is_placeholder(plan, id)}
    if len(primaries) > 1 and not _agencies(function, "coordinator") and not _are_joint(plan, primaries):
        names = [short(plan.label(f"agency:{id}")) for id in primaries]
        names = names if len(names) < 4 else [*names[:2], f"{len(names) - 2} more"]
        yield Verdict(
            function.at("assignments", list(primaries.values())[1], "part"),
            f"{listed(names)} are in charge of {short(function.name)}, and nobody coordinates them",
            "give one agency the part “coordinator”",
            ((function.at("assignments", next(iter(primaries.values())), "part"), "the first one in charge"),),
        )


def _is_placeholder(plan: Plan, id: str) -> bool:
    agency = plan.find(Agency, id)
    return agency is not None and agency.type == "contextual"


def _are_joint(plan: Plan, primaries: Collection[str]) -> bool:
    """Whether each of the agencies belongs to a government of its own."""
    governments = {held.id for id in primaries if (held := kinship(plan).government(id))}
    return len(governments) == len(primaries)


@rule("EOP603", "warning")
def primary_and_support(function: Function, plan: Plan) -> Iterator[Verdict]:
    """An agency is both in charge of a function and a support to it, or has one of the parts twice.

    Why it matters: readers of the one list and readers of the other will expect different things of it. The federal
    annex for mass care of 2016 has such a case, so it may be meant.

    What to do: keep the part that it plays, and write all it does under that part's responsibilities.

    ```yaml flagged
    functions/mass-care:
      name: Mass care
      purpose: Shelter people who cannot stay at home.
      assignments:
        - {agency: emergency-management, part: primary}
        - {agency: emergency-management, part: support}
    ```

    ```yaml clean
    functions/mass-care:
      name: Mass care
      purpose: Shelter people who cannot stay at home.
      assignments:
        - {agency: emergency-management, part: primary}
        - {agency: example-city, part: support}
    ```
    """
    seen: dict[tuple[str, str], int] = {}
    for index, assignment in enumerate(function.assignments):
        first = seen.setdefault((assignment.agency, assignment.part), index)
        if first != index:
            yield Verdict(
                function.at("assignments", index),
                f"{short(plan.label(f'agency:{assignment.agency}'))} stands twice as {assignment.part} of "
                f"{short(function.name)}",
                "put its responsibilities together, or correct one of the two",
                ((function.at("assignments", first), "the first one"),),
            )
    primaries = _agencies(function, "primary")
    for id, index in _agencies(function, "support").items():
        if id in primaries:
            yield Verdict(
                function.at("assignments", index),
                f"{short(plan.label(f'agency:{id}'))} is both primary and support for {short(function.name)}",
                "keep one of the two parts",
                ((function.at("assignments", primaries[id]), "the other part"),),
            )


@rule("EOP604", "warning")
def several_coordinators(function: Function, plan: Plan) -> Iterator[Verdict]:
    """More than one agency coordinates a function.

    Why it matters: a coordinator is there so that one agency keeps the others together; two would need one more.

    What to do: keep one `coordinator`; the others are primary or support.

    ```yaml flagged
    functions/mass-care:
      name: Mass care
      purpose: Shelter people who cannot stay at home.
      assignments:
        - {agency: emergency-management, part: coordinator}
        - {agency: example-city, part: coordinator}
        - {agency: example-city, part: primary}
    ```

    ```yaml clean
    functions/mass-care:
      name: Mass care
      purpose: Shelter people who cannot stay at home.
      assignments:
        - {agency: emergency-management, part: coordinator}
        - {agency: example-city, part: primary}
    ```
    """
    coordinators = list(_agencies(function, "coordinator").items())
    for id, index in coordinators[1:]:
        yield Verdict(
            function.at("assignments", index, "part"),
            f"{short(plan.label(f'agency:{id}'))} is the second coordinator of {short(function.name)}",
            "keep one coordinator",
            ((function.at("assignments", coordinators[0][1], "part"), "the first coordinator"),),
        )


@rule("EOP605", "info")
def idle_agency(graph: Graph) -> Iterator[Verdict]:
    """An agency has no part in the plan: no function, no role, no channel, no duty, nothing that points at it.

    Why it matters: it will be looked up, and its page will be empty; or a task was forgotten.

    What to do: give it its part, write its duties under `responsibilities`, or delete it. Cities and towns that the
    plan covers, and placeholders, have their part by being there. A plan without functions has no parts to give.

    ```yaml flagged
    agencies/harbor: {name: Harbor Office, type: office}
    functions/river:
      name: River traffic
      purpose: Keep the river open.
      assignments: [{agency: emergency-management, part: primary}]
    ```

    ```yaml clean
    agencies/harbor: {name: Harbor Office, type: office}
    functions/river:
      name: River traffic
      purpose: Keep the river open.
      assignments: [{agency: harbor, part: primary}]
    ```
    """
    if graph.plan.broken or graph.plan.cover is None:
        return  # what cannot be read may well name it
    for agency in graph.plan.of(Agency) if graph.plan.of(Function) else ():
        if agency.type not in _THERE and not agency.responsibilities and not graph.into(agency.ref):
            yield Verdict(
                agency.at("name"),
                f"{short(agency.name)} has no part in the plan",
                "give it a part, write its responsibilities, or delete it",
            )


@rule("EOP606", "info")
def partner_without_agreement(plan: Plan) -> Iterator[Verdict]:
    """A nonprofit, a congregation or a company has a task, and no agreement in the plan has it as a party.

    Why it matters: a partner that nobody asked will not come; CPG 101 asks for agreements with those outside the
    government who have tasks.

    What to do: write the agreement, with its parties and dates; if there is none, sign one.

    ```yaml flagged
    agencies/relief: {name: River Relief, type: nonprofit}
    functions/mass-care:
      name: Mass care
      purpose: Shelter people who cannot stay at home.
      assignments: [{agency: emergency-management, part: primary}, {agency: relief, part: support}]
    ```

    ```yaml clean
    agencies/relief: {name: River Relief, type: nonprofit}
    functions/mass-care:
      name: Mass care
      purpose: Shelter people who cannot stay at home.
      assignments: [{agency: emergency-management, part: primary}, {agency: relief, part: cooperating}]
    ```
    """
    if unread(plan, "agreement"):
        return  # what cannot be read may well bind it
    bound = {id for agreement in plan.of(Agreement) for id in agreement.parties}
    found: dict[str, list[tuple[Function, int]]] = {}
    for function in plan.of(Function):
        for part in ("primary", "support"):
            for id, index in _agencies(function, part).items():
                agency = plan.find(Agency, id)
                if agency and agency.type in _PARTNERS and id not in bound:
                    found.setdefault(id, []).append((function, index))
    for id, tasks in found.items():
        function, index = tasks[0]
        more = f" and {counted(len(tasks) - 1, 'more task')}" if len(tasks) > 1 else ""
        yield Verdict(
            function.at("assignments", index, "agency"),
            f"{short(plan.label(f'agency:{id}'))} has a task in {short(function.name)}{more}, but no agreement",
            "write the agreement that it is a party to",
            tuple((other.at("assignments", at, "agency"), "another task") for other, at in tasks[1:5]),
        )
