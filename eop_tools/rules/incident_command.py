"""Command: who leads whom, where a line of succession stands, and who keeps what has to be kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from eop_tools.kinds.role import Role
from eop_tools.plan import Plan
from eop_tools.plan.graph import Graph
from eop_tools.plan.org_tree import kinship
from eop_tools.plan.queries import is_body, is_placeholder, rank_of, unread, why_held
from eop_tools.rule import Verdict, rule
from eop_tools.text.phrases import counted, listed, short

_OPTIMUM, _SPAN = 5, 7


def _reports(graph: Graph, role: Role) -> list[str]:
    return sorted(edge.source for edge in graph.into(role.ref) if edge.path == ("reports_to",))


@rule("EOP301", "warning")
def several_heads(plan: Plan) -> Iterator[Verdict]:
    """More than one role of an organization reports to nobody.

    Why it matters: each person answers to one superior, and the lines meet in one head (NIMS: unity of command,
    chain of command). Where two heads are left, two people are in charge, or nobody is.

    What to do: say under `reports_to` whom the role answers to. Each government of a joint plan has a head of its own,
    and so has each partner. A council, a board or a policy group does not count: nobody leads it alone.

    ```yaml flagged
    roles/fire-chief: {name: Fire Chief, agency: example-city, section: Operations}
    ```

    ```yaml clean
    roles/fire-chief: {name: Fire Chief, agency: example-city, section: Operations, reports_to: mayor}
    ```
    """
    roles = plan.of(Role)
    leads: defaultdict[str, int] = defaultdict(int)
    for role in roles:
        if role.reports_to:
            leads[role.reports_to] += 1
    heads = sorted((role for role in roles if role.reports_to is None), key=lambda role: (-leads[role.id], role.id))
    first: dict[str, Role] = {}
    for head in heads:
        if is_body(head) or is_placeholder(plan, head):
            continue
        other = first.setdefault(kinship(plan).organization(head.agency), head)
        if other is not head:
            yield Verdict(
                head.at("name"),
                f"{short(head.name)} reports to nobody, and so does {short(other.name)}",
                "say under reports_to whom this role answers to",
                ((other.at("name"), "the other head"),),
            )


def _led_by(role: Role, graph: Graph) -> list[str]:
    """Return the roles that report to a role and are led by it; a body leads nobody, nor is another government led."""
    if is_body(role):
        return []
    kin = kinship(graph.plan)
    own = kin.organization(role.agency)
    return [
        ref
        for ref in _reports(graph, role)
        if not (isinstance(other := graph.plan.get(ref), Role) and kin.heads(other.agency) and other.agency != own)
    ]


@rule("EOP306", "warning")
def wide_span(graph: Graph) -> Iterator[Verdict]:
    """More than seven roles report to one.

    Why it matters: nobody can lead so many at once. NIMS calls one supervisor to five the optimum and says that other
    ratios are often needed; older guidance allows three to seven, and that is the limit here.

    What to do: put a branch, a group or a deputy between. A council, a board or a policy group leads nobody in this
    way, and the head of another government who is told to report is not led.

    ```yaml flagged
    roles/a: {name: Liaison A, agency: example-city, section: Command, reports_to: mayor}
    roles/b: {name: Liaison B, agency: example-city, section: Command, reports_to: mayor}
    roles/c: {name: Liaison C, agency: example-city, section: Command, reports_to: mayor}
    roles/d: {name: Liaison D, agency: example-city, section: Command, reports_to: mayor}
    roles/e: {name: Liaison E, agency: example-city, section: Command, reports_to: mayor}
    roles/f: {name: Liaison F, agency: example-city, section: Command, reports_to: mayor}
    roles/g: {name: Liaison G, agency: example-city, section: Command, reports_to: mayor}
    ```

    ```yaml clean
    roles/a: {name: Liaison A, agency: example-city, section: Command, reports_to: mayor}
    roles/b: {name: Liaison B, agency: example-city, section: Command, reports_to: mayor}
    roles/c: {name: Liaison C, agency: example-city, section: Command, reports_to: mayor}
    roles/d: {name: Liaison D, agency: example-city, section: Command, reports_to: mayor}
    roles/e: {name: Liaison E, agency: example-city, section: Command, reports_to: a}
    roles/f: {name: Liaison F, agency: example-city, section: Command, reports_to: a}
    roles/g: {name: Liaison G, agency: example-city, section: Command, reports_to: a}
    ```
    """
    for role in graph.plan.of(Role):
        reports = _led_by(role, graph)
        if len(reports) > _SPAN:
            names = [short(graph.plan.label(ref)) for ref in reports]
            shown = listed([*names[:3], f"{len(names) - 3} more"])
            yield Verdict(
                role.at("name"),
                f"{counted(len(reports), 'role')} report to {short(role.name)}: {shown}",
                f"put a branch, a group or a deputy between, so that at most {_SPAN} report to one",
            )


@rule("EOP308", "info")
def crowded_span(graph: Graph) -> Iterator[Verdict]:
    """Six or seven roles report to one.

    Why it matters: NIMS (third edition, 2017) calls one supervisor to five the optimum and says that other ratios are
    often needed; older guidance allows three to seven. So this is only a remark: look whether it is meant. More than
    seven are a fault of their own.

    What to do: leave it where the work is slow or alike; else put a branch, a group or a deputy between.

    ```yaml flagged
    roles/a: {name: Liaison A, agency: example-city, section: Command, reports_to: mayor}
    roles/b: {name: Liaison B, agency: example-city, section: Command, reports_to: mayor}
    roles/c: {name: Liaison C, agency: example-city, section: Command, reports_to: mayor}
    roles/d: {name: Liaison D, agency: example-city, section: Command, reports_to: mayor}
    roles/e: {name: Liaison E, agency: example-city, section: Command, reports_to: mayor}
    ```

    ```yaml clean
    roles/a: {name: Liaison A, agency: example-city, section: Command, reports_to: mayor}
    roles/b: {name: Liaison B, agency: example-city, section: Command, reports_to: mayor}
    roles/c: {name: Liaison C, agency: example-city, section: Command, reports_to: mayor}
    roles/d: {name: Liaison D, agency: example-city, section: Command, reports_to: mayor}
    roles/e: {name: Liaison E, agency: example-city, section: Command, reports_to: a}
    ```
    """
    if unread(graph.plan, "role"):
        return  # what cannot be read may well report to it, and make it wide
    for role in graph.plan.of(Role):
        reports = _led_by(role, graph)
        if _OPTIMUM < len(reports) <= _SPAN:
            yield Verdict(
                role.at("name"),
                f"{len(reports)} roles report to {short(role.name)}; one leader to {_OPTIMUM} is the optimum",
                "see whether a branch, a group or a deputy between would help",
            )


@rule("EOP309", "info")
def layer_for_one(graph: Graph) -> Iterator[Verdict]:
    """A position leads one other position only, and both are staffed from the same activation level.

    Why it matters: every report and every order passes through one more person, who leads nobody else. NIMS calls one
    supervisor to five the optimum, older guidance three to seven; below that, a level of leadership costs more than it
    gives. It may be meant, so this is only a remark.

    What to do: let the one report to the next above, give the leader others to lead, or staff the lower position from
    a higher level. Offices outside activation do not count, nor does a position that takes several people.

    ```yaml flagged
    levels/partial: {name: Partial activation, rank: 1, triggers: [Two departments], activated_by: [emergency-manager]}
    roles/logistics-chief:
      {name: Logistics Chief, agency: emergency-management, section: Logistics, reports_to: emergency-manager,
       staffed_from: partial, holders: [duty-desk]}
    roles/supply-leader:
      {name: Supply Leader, agency: emergency-management, section: Logistics, reports_to: logistics-chief,
       staffed_from: partial, holders: [duty-desk]}
    ```

    ```yaml clean
    levels/partial: {name: Partial activation, rank: 1, triggers: [Two departments], activated_by: [emergency-manager]}
    levels/full: {name: Full activation, rank: 2, triggers: [The whole city], activated_by: [emergency-manager]}
    roles/logistics-chief:
      {name: Logistics Chief, agency: emergency-management, section: Logistics, reports_to: emergency-manager,
       staffed_from: partial, holders: [duty-desk]}
    roles/supply-leader:
      {name: Supply Leader, agency: emergency-management, section: Logistics, reports_to: logistics-chief,
       staffed_from: full, holders: [duty-desk]}
    ```
    """
    plan = graph.plan
    if unread(plan, "role"):
        return  # what cannot be read may well report to it
    for role in plan.of(Role):
        if not rank_of(plan, role.staffed_from):
            continue
        reports = _reports(graph, role)
        below = plan.get(reports[0]) if len(reports) == 1 else None
        if isinstance(below, Role) and below.staffed_from == role.staffed_from and below.people in (None, 1):
            yield Verdict(
                role.at("name"),
                f"{short(role.name)} leads nobody but {short(below.name)}, and both are staffed from "
                f"{short(plan.label(f'level:{role.staffed_from}'))}",
                "let the one report to the next above, or give the leader others to lead",
                ((below.at("reports_to"), "the only one who reports to it"),),
            )


@rule("EOP310", "info")
def succession_in_one_agency(role: Role, plan: Plan) -> Iterator[Verdict]:
    """All who would step in for a role with a power given by law belong to the role's own agency.

    Why it matters: what empties one office (an illness, a fire, a day out together) empties the whole line. Federal
    continuity guidance (Federal Continuity Directive 1, Annex E; Continuity Guidance Circular) asks for lines that are
    dispersed, where feasible.

    What to do: let a role of another agency, a body such as the council, or an open slot close the line.

    ```yaml flagged
    roles/deputy:
      {name: Deputy Mayor, agency: example-city, section: Command, reports_to: mayor, holders: [duty-desk]}
    roles/clerk: {name: City Clerk, agency: example-city, section: Command, reports_to: mayor, holders: [duty-desk]}
    roles/treasurer: {name: Treasurer, agency: example-city, section: Command, reports_to: mayor, holders: [duty-desk]}
    roles/mayor:
      name: Mayor
      agency: example-city
      section: Command
      powers: [{may: Declare a local emergency., authorities: [state-act]}]
      succession:
        order: [{role: deputy}, {role: clerk}, {role: treasurer}]
        trigger: The Mayor is away or cannot act.
        ends: The Mayor is back.
    ```

    ```yaml clean
    roles/deputy:
      {name: Deputy Mayor, agency: example-city, section: Command, reports_to: mayor, holders: [duty-desk]}
    roles/clerk: {name: City Clerk, agency: example-city, section: Command, reports_to: mayor, holders: [duty-desk]}
    roles/mayor:
      name: Mayor
      agency: example-city
      section: Command
      powers: [{may: Declare a local emergency., authorities: [state-act]}]
      succession:
        order: [{role: deputy}, {role: clerk}, {role: emergency-manager}]
        trigger: The Mayor is away or cannot act.
        ends: The Mayor is back.
    ```
    """
    if role.succession is None or not any(power.authorities for power in role.powers):
        return
    line = role.succession.order
    successors = [plan.find(Role, next_.role) for next_ in line]
    if all(successor and successor.agency == role.agency for successor in successors):
        yield Verdict(
            role.at("succession", "order"),
            f"all who would step in for {short(role.name)} belong to {short(plan.label(f'agency:{role.agency}'))}, too",
            "let a role of another agency, a body or an open slot close the line",
        )


@rule("EOP317", "warning")
def absent_keeper(graph: Graph) -> Iterator[Verdict]:
    """A role that keeps up parts of the plan, approves its changes or signs it is held by nobody.

    Why it matters: plans grow stale when their keepers leave. Nobody reviews, nobody renews, and nobody is asked.

    What to do: name a contact under the role's `holders`; or give what it keeps to a role that somebody holds.

    ```yaml flagged
    roles/planner:
      {name: Planner, agency: emergency-management, section: Planning, reports_to: emergency-manager}
    agencies/emergency-management:
      {name: Office of Emergency Management, type: office, parent: example-city, owner: planner}
    ```

    ```yaml clean
    roles/planner:
      {name: Planner, agency: emergency-management, section: Planning, reports_to: emergency-manager,
       holders: [duty-desk]}
    agencies/emergency-management:
      {name: Office of Emergency Management, type: office, parent: example-city, owner: planner}
    ```
    """
    for role in graph.plan.of(Role):
        if role.holders or is_placeholder(graph.plan, role) or why_held(role, graph):
            continue  # that it is vacant is said of it already
        kept = [edge for edge in graph.into(role.ref) if edge.source != role.ref]
        things = {edge.source for edge in kept if edge.path[0] in ("owner", "custodian")}
        duties = [f"keeps up {counted(len(things), 'part')} of the plan"] if things else []
        duties += ["approves changes"] if any(edge.path[0] == "approvals" for edge in kept) else []
        duties += ["signs the plan"] if any("signed_by" in edge.path for edge in kept) else []
        if duties:
            yield Verdict(
                role.at("name"),
                f"{short(role.name)} {listed(duties)}, but nobody holds it",
                "name a contact under holders, or give what it keeps to another role",
            )


@rule("EOP318", "warning")
def vacant_successor(graph: Graph) -> Iterator[Verdict]:
    """A line of succession leads to a role that is held by nobody.

    Why it matters: the line looks longer than it is; whoever follows it arrives at an empty chair.

    What to do: name a contact under that role's `holders`, or put another role in its place. A body or an open slot
    needs no holder.

    ```yaml flagged
    roles/deputy: {name: Deputy Manager, agency: emergency-management, section: Command, reports_to: emergency-manager}
    roles/emergency-manager:
      name: Emergency Manager
      agency: emergency-management
      section: Command
      reports_to: mayor
      holders: [duty-desk]
      succession:
        order: [{role: deputy}]
        trigger: The Emergency Manager is away.
        ends: The Emergency Manager is back.
    ```

    ```yaml clean
    roles/deputy:
      {name: Deputy Manager, agency: emergency-management, section: Command, reports_to: emergency-manager,
       holders: [duty-desk]}
    roles/emergency-manager:
      name: Emergency Manager
      agency: emergency-management
      section: Command
      reports_to: mayor
      holders: [duty-desk]
      succession:
        order: [{role: deputy}]
        trigger: The Emergency Manager is away.
        ends: The Emergency Manager is back.
    ```
    """
    for role in graph.plan.of(Role):
        for index, next_ in enumerate(role.succession.order if role.succession else ()):
            successor = graph.plan.find(Role, next_.role)
            if successor is None or successor is role or successor.holders or why_held(successor, graph):
                continue
            if is_placeholder(graph.plan, successor):
                continue
            yield Verdict(
                role.at("succession", "order", index, "role"),
                f"{short(successor.name)} would step in for {short(role.name)}, but nobody holds it",
                "name a contact under its holders, or put another role here",
                ((successor.at("name"), "held by nobody"),),
            )
