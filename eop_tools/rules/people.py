"""People: who holds a role, who steps in, and who would have to be in two places at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from eop_tools.finding import Place
from eop_tools.kind import Entity
from eop_tools.kinds.agency import Agency
from eop_tools.kinds.contact import Contact
from eop_tools.kinds.level import Level
from eop_tools.kinds.role import Role
from eop_tools.plan import Plan, once
from eop_tools.plan.graph import Graph
from eop_tools.plan.org_tree import AgencyGroup, kinship
from eop_tools.plan.queries import is_body, is_placeholder, only_holder, rank_of, why_held
from eop_tools.rule import Verdict, rule
from eop_tools.text.phrases import counted, short

_DEPTH = 3
_MANY = 10
_ALTERNATE = re.compile(
    r"\b(?:alternates?|alt\.|designees?|designated|delegates?|back-?up|acting|stand-?in|substitute|successor)(?!\w)",
    re.I,
)


@rule("EOP302", "warning")
def vacant_role(role: Role, graph: Graph) -> Iterator[Verdict]:
    """A role that is staffed, that must be reachable at any hour, or that has steps to carry out, is held by nobody.

    Why it matters: the steps and the call lists that name the role lead to no one.

    What to do: name a contact under `holders`. A desk that is staffed by turns is a contact, too. Of a crew of many
    (`people`) or of a body nobody need be named, as long as its agency has a contact.

    ```yaml flagged
    levels/partial: {name: Partial activation, rank: 1, triggers: [Two departments], activated_by: [emergency-manager]}
    roles/planning-chief:
      name: Planning Section Chief
      agency: emergency-management
      section: Planning
      reports_to: emergency-manager
      staffed_from: partial
    ```

    ```yaml clean
    levels/partial: {name: Partial activation, rank: 1, triggers: [Two departments], activated_by: [emergency-manager]}
    roles/planning-chief:
      name: Planning Section Chief
      agency: emergency-management
      section: Planning
      reports_to: emergency-manager
      staffed_from: partial
      holders: [duty-desk]
    ```
    """
    plan = graph.plan
    if (
        role.holders
        or is_placeholder(plan, role)
        or (((role.people is not None and role.people >= _MANY) or is_body(role)) and _is_in_reach(plan, role))
    ):
        return
    if need := why_held(role, graph):
        message = f"{short(role.name)} {need}, but nobody holds it"
        yield Verdict(role.at("name"), message, "name a contact under holders")


def _is_in_reach(plan: Plan, role: Role) -> bool:
    """Whether somebody can be reached at a role's agency, in a part of it, or in what it is part of."""
    return _reachable(plan).are_in(role.agency) or _reachable(plan).hold(role.agency)


@once
def _reachable(plan: Plan) -> AgencyGroup:
    return kinship(plan).some([contact.agency for contact in plan.of(Contact)])


@rule("EOP303", "warning")
def short_succession(plan: Plan) -> Iterator[Verdict]:
    """A role that may activate the EOC, or that holds a power given by law, has fewer than three to step in.

    Why it matters: what only this role may decide waits until somebody may decide it. Orders of succession are to be
    at least three positions deep and geographically dispersed where feasible (Federal Continuity Directive 1,
    Annex E; CPG 101 asks for lines of succession).

    What to do: name at least three under `succession`. A body or an open slot at the end of a line counts as two, for
    it is more than one person. A role without a line is deep enough when four contacts, or a desk that is staffed by
    turns, hold it. Nobody steps in for a body, for an alternate or a designee, who steps in already (so does a role in
    the line of one that may do as much), or for whoever is there, such as the senior officer at the scene.

    ```yaml flagged
    roles/mayor:
      name: Mayor
      agency: example-city
      section: Command
      powers: [{may: Declare a local emergency., authorities: [state-act]}]
      succession:
        order: [{role: emergency-manager}]
        trigger: The Mayor is away or cannot act.
        ends: The Mayor is back.
    ```

    ```yaml clean
    roles/mayor:
      name: Mayor
      agency: example-city
      section: Command
      powers: [{may: Declare a local emergency., authorities: [state-act]}]
      succession:
        order: [{role: emergency-manager}, {body: The City Council}]
        trigger: The Mayor is away or cannot act.
        ends: The Mayor is back.
    ```
    """
    activates = {id: level for level in plan.of(Level) for id in level.activated_by}
    for role in plan.of(Role):
        if role.id in activates:
            reason = f"may activate {short(activates[role.id].name)}"
        elif any(power.authorities for power in role.powers):
            reason = "holds a power given by law"
        else:
            continue
        if is_body(role) or is_placeholder(plan, role) or _ALTERNATE.search(role.name) or _steps_in_already(plan, role):
            continue
        depth, place = _depth(plan, role)
        if depth < _DEPTH:
            has = f"only {counted(depth, 'successor')}" if depth else "no successor"
            yield Verdict(place, f"{short(role.name)} {reason} and has {has}", "name at least three under succession")


def _steps_in_already(plan: Plan, role: Role) -> bool:
    """Whether a role stands in the line of another one, and may decide no more than that one."""
    return any(
        _may_decide(plan, role.id) <= _may_decide(plan, other) for other in _whose_line(plan)[role.id] - {role.id}
    )


@once
def _whose_line(plan: Plan) -> Mapping[str, set[str]]:
    lines: defaultdict[str, set[str]] = defaultdict(set)
    for role in plan.of(Role):
        for next_ in role.succession.order if role.succession else ():
            lines[next_.role or ""].add(role.id)
    return lines


@once
def _may_decide(plan: Plan, role: str) -> frozenset[str]:
    """Return the levels that a role may activate and the laws that give it a power."""
    found = plan.find(Role, role)
    levels = (level.ref for level in plan.of(Level) if role in level.activated_by)
    return frozenset((*levels, *(id for power in (found.powers if found else ()) for id in power.authorities)))


def _depth(plan: Plan, role: Role) -> tuple[int, Place]:
    if role.succession:
        roles = sum(bool(next_.role) for next_ in role.succession.order)  # that one stands twice is said elsewhere
        others = len(role.succession.order) - roles
        return roles + 2 * others, role.at("succession", "order")
    contacts = [plan.find(Contact, id) for id in role.holders]
    if any(contact is None or contact.type == "desk" for contact in contacts):
        return _DEPTH, role.at()  # that a holder is missing or cannot be read is said elsewhere
    return max(0, len(set(role.holders)) - 1), role.at("name")


@rule("EOP304", "warning")
def repeated_successor(role: Role, plan: Plan) -> Iterator[Verdict]:
    """A line of succession names the same role, body or person twice.

    Why it matters: the line looks longer than it is; when that person is missing, two places are empty.

    What to do: name somebody else in the later place. Two roles are the same person where one contact is the only
    holder of both.

    ```yaml flagged
    roles/mayor:
      name: Mayor
      agency: example-city
      section: Command
      succession:
        order: [{role: emergency-manager}, {body: The City Council}, {role: emergency-manager}]
        trigger: The Mayor is away or cannot act.
        ends: The Mayor is back.
    ```

    ```yaml clean
    roles/mayor:
      name: Mayor
      agency: example-city
      section: Command
      succession:
        order: [{role: emergency-manager}, {body: The City Council}]
        trigger: The Mayor is away or cannot act.
        ends: The Mayor is back.
    ```
    """
    seen: dict[str, int] = {}
    people: dict[str, str] = {}
    if len(set(role.holders)) == 1:
        people[role.holders[0]] = role.name
    for index, next_ in enumerate(role.succession.order if role.succession else ()):
        named = next_.role or (next_.body or next_.slot).strip().casefold()
        place = role.at("succession", "order", index)
        if named in seen:
            who = plan.label(f"role:{next_.role}") if next_.role else next_.body or next_.slot
            first = (role.at("succession", "order", seen[named]), "the first place")
            yield Verdict(place, f"{short(who)} stands twice in the line of succession", "name somebody else", (first,))
            continue
        seen[named] = index
        successor = plan.find(Role, next_.role)
        holder = only_holder(plan, successor.id) if successor else None
        if successor is None or holder is None or holder.type == "desk" or successor.id == role.id:
            continue
        if holder.id in people:
            yield Verdict(
                place,
                f"{short(holder.name)} would step in as {short(successor.name)} "
                f"but is already in the line as {short(people[holder.id])}",
                "name a role that somebody else holds",
            )
        people.setdefault(holder.id, successor.name)


@rule("EOP305", "warning")
def double_booked_person(plan: Plan) -> Iterator[Verdict]:
    """One person is the first choice for two positions that are staffed at the same activation level.

    Why it matters: one of the two seats stays empty on the day, and the plan does not say which.

    What to do: put somebody else first in one of the two. Positions of normal operations (rank 0) do not count, for a
    person may have an office and a seat in the EOC; nor do desks that are staffed by turns.

    ```yaml flagged
    levels/partial: {name: Partial activation, rank: 1, triggers: [Two departments], activated_by: [emergency-manager]}
    contacts/avery:
      name: Avery Example
      type: person
      agency: emergency-management
      methods: [{type: voice, value: 222-555-0142, verified: 2026-05-01}]
    roles/planning-chief:
      name: Planning Section Chief
      agency: emergency-management
      section: Planning
      reports_to: emergency-manager
      staffed_from: partial
      holders: [avery]
    roles/logistics-chief:
      name: Logistics Section Chief
      agency: emergency-management
      section: Logistics
      reports_to: emergency-manager
      staffed_from: partial
      holders: [avery]
    ```

    ```yaml clean
    levels/partial: {name: Partial activation, rank: 1, triggers: [Two departments], activated_by: [emergency-manager]}
    contacts/avery:
      name: Avery Example
      type: person
      agency: emergency-management
      methods: [{type: voice, value: 222-555-0142, verified: 2026-05-01}]
    roles/planning-chief:
      name: Planning Section Chief
      agency: emergency-management
      section: Planning
      reports_to: emergency-manager
      staffed_from: partial
      holders: [avery]
    roles/logistics-chief:
      name: Logistics Section Chief
      agency: emergency-management
      section: Logistics
      reports_to: emergency-manager
      staffed_from: partial
      holders: [duty-desk, avery]
    ```
    """
    booked: defaultdict[str, list[tuple[int, Role]]] = defaultdict(list)
    for role in plan.of(Role):
        rank = rank_of(plan, role.staffed_from)
        if rank and role.holders:
            booked[role.holders[0]].append((rank, role))
    for id, roles in booked.items():
        contact = plan.find(Contact, id)
        if contact is None or contact.type == "desk":
            continue
        roles.sort(key=lambda held: (held[0], held[1].id))
        first = roles[0][1]
        for _, role in roles[1:]:
            level = plan.label(f"level:{role.staffed_from}")
            yield Verdict(
                role.at("holders", 0),
                f"{short(contact.name)} is the first choice for {short(role.name)} and for {short(first.name)}, "
                f"both staffed at {short(level)}",
                "put somebody else first in one of the two",
                ((first.at("holders", 0), "the other position"),),
            )


@rule("EOP307", "warning")
def alias_collision(plan: Plan) -> Iterator[Verdict]:
    """Two agencies, or two roles, go by the same name.

    Why it matters: when somebody says the name on the radio, two will answer, or none.

    What to do: give one of them a fuller name, or drop the alias.

    ```yaml flagged
    agencies/fire: {name: Fire Department, acronym: MFD, type: department, parent: example-city}
    agencies/morgue: {name: Funeral Directors, aliases: [MFD], type: private, parent: example-city}
    ```

    ```yaml clean
    agencies/fire: {name: Fire Department, acronym: MFD, type: department, parent: example-city}
    agencies/morgue: {name: Funeral Directors, aliases: [Undertakers], type: private, parent: example-city}
    ```
    """
    agencies = (
        (agency, ((("name",), agency.name), (("acronym",), agency.acronym)), agency.aliases)
        for agency in plan.of(Agency)
    )
    yield from _collisions(agencies)
    yield from _collisions((role, ((("name",), role.name),), role.aliases) for role in plan.of(Role))


def _collisions(
    named: Iterator[tuple[Entity, tuple[tuple[tuple[str | int, ...], str], ...], list[str]]],
) -> Iterator[Verdict]:
    taken: dict[str, tuple[Entity, tuple[str | int, ...]]] = {}
    for entity, names, aliases in named:
        for path, name in (*names, *((("aliases", at), alias) for at, alias in enumerate(aliases))):
            key = " ".join(name.casefold().split())
            if not key:
                continue
            other, first = taken.setdefault(key, (entity, path))
            if other is not entity:
                yield Verdict(
                    entity.at(*path),
                    f"{short(name)} also means {short(other.name)}"
                    + ("" if other.name != entity.name else f" ({other.ref})"),
                    "give one of the two a fuller name",
                    ((other.at(*first), "the other one"),),
                )
