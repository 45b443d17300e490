"""Sharing: places that belong to others, and who holds a copy of the plan."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from eop_tools.kinds.agency import Agency
from eop_tools.kinds.agreement import Agreement
from eop_tools.kinds.cover import Cover
from eop_tools.kinds.facility import Facility
from eop_tools.kinds.function import Function
from eop_tools.kinds.resource import Resource
from eop_tools.plan import Plan, once
from eop_tools.plan.org_tree import kinship
from eop_tools.plan.queries import is_ours, partners, unread
from eop_tools.rule import Verdict, rule
from eop_tools.text.name_index import NameIndex
from eop_tools.text.phrases import article, few, humane, short

_FOR_PEOPLE = ("shelter", "warming-center", "cooling-center", "point-of-distribution", "staging-area")
_NEED_NONE = ("jurisdiction", "contextual")
_WITH = re.compile(r"\bwith (?:the )?", re.I)
_TASKS = ("coordinator", "primary", "support")


@rule("EOP614", "warning")
def shelter_without_agreement(place: Facility, plan: Plan) -> Iterator[Verdict]:
    """A shelter or another place for many people belongs to somebody else, and no agreement lets it be used.

    Why it matters: on the night the doors stay shut, or the bill is disputed. CPG 101 and state reviewers ask for the
    agreements behind each shelter.

    What to do: name the agreement under `agreements`; whoever runs the place is one of its parties. If there is none,
    sign one. Places of the jurisdiction's own departments and offices need none; boards with powers of their own do.

    ```yaml flagged
    agencies/schools: {name: School District, type: school}
    facilities/gym: {name: West Gym, type: shelter, agency: schools, accessibility: {step_free: true}}
    ```

    ```yaml clean
    agencies/schools: {name: School District, type: school}
    agreements/gyms:
      {name: Use of gyms, type: memorandum, parties: [example-city, schools], scope: Shelters in gyms.,
       custodian: emergency-manager}
    facilities/gym:
      {name: West Gym, type: shelter, agency: schools, accessibility: {step_free: true}, agreements: [gyms]}
    ```
    """
    if place.type not in _FOR_PEOPLE or is_ours(plan, place.agency) or unread(plan, "agreement"):
        return
    what, who = article(humane(place.type).lower()), short(plan.label(f"agency:{place.agency}"))
    if not place.agreements:
        yield Verdict(
            place.at("agency"),
            f"{short(place.name)} is {what} that {who} runs, and no agreement lets it be used",
            "name the agreement under agreements; if there is none, sign one",
        )
        return
    if place.ref in _alone(plan):
        yield Verdict(
            place.at("agreements"),
            f"{who} runs {short(place.name)}, but is a party to none of its agreements",
            "name the agreement that it has signed",
        )


def _unsigned(plan: Plan, owner: str, agreements: Sequence[str]) -> bool:
    """Whether somebody else owns what is to be had under some agreements, and is a party to none of them."""
    return (
        bool(agreements)
        and not is_ours(plan, owner)
        and all(
            plan.find(Agreement, id) and not partners(plan, id).hold(owner) and not partners(plan, id).are_in(owner)
            for id in agreements
        )
    )


@once
def _relying(plan: Plan) -> Mapping[tuple[str, str], list[Facility | Resource]]:
    """Return all that is to be had under agreements of which its owner is no party, by agreement and owner.

    Of several agreements that one counts under which most of the owner's things are to be had.
    """
    all_: list[tuple[Facility | Resource, list[str]]] = []
    all_ += [(place, place.agreements) for place in plan.of(Facility) if place.type in _FOR_PEOPLE]
    all_ += [(resource, resource.supplied_under) for resource in plan.of(Resource)]
    unsigned = [(each, ids) for each, ids in all_ if _unsigned(plan, each.agency, ids)]
    many = Counter((id, each.agency) for each, ids in unsigned for id in dict.fromkeys(ids))
    found: defaultdict[tuple[str, str], list[Facility | Resource]] = defaultdict(list)
    for each, ids in unsigned:
        found[max(((id, each.agency) for id in ids), key=lambda held: many[held])].append(each)
    return found


@once
def _alone(plan: Plan) -> frozenset[str]:
    """Return what is the only thing of its owner under an agreement: then that agreement may be the wrong one."""
    return frozenset(things[0].ref for things in _relying(plan).values() if len(things) == 1)


@rule("EOP620", "warning")
def absent_party(plan: Plan) -> Iterator[Verdict]:
    """An agreement lacks the party that it is named after, or whose places and things are to be had under it.

    Why it matters: who has signed nothing is not bound to come, however well the paper reads.

    What to do: write who has signed under `parties`; if it has not signed, have it sign. An agency counts as named
    where the agreement's name says “with” it.

    ```yaml flagged
    agencies/buses: {name: River Bus Company, type: private}
    agencies/example-city: {name: Example City, type: jurisdiction, depends_on: ["agency:buses", "agreement:buses"]}
    agreements/buses:
      name: Contract with the River Bus Company
      type: contract
      parties: [example-city, emergency-management]
      scope: Ten buses with drivers for an evacuation.
      custodian: emergency-manager
    ```

    ```yaml clean
    agencies/buses: {name: River Bus Company, type: private}
    agencies/example-city: {name: Example City, type: jurisdiction, depends_on: ["agency:buses", "agreement:buses"]}
    agreements/buses:
      name: Contract with the River Bus Company
      type: contract
      parties: [example-city, buses]
      scope: Ten buses with drivers for an evacuation.
      custodian: emergency-manager
    ```
    """
    agencies = plan.of(Agency)
    named_by = NameIndex(
        (name, each)
        for each in agencies
        for name in (each.name, each.name.partition(",")[0], each.acronym, *each.aliases)
    )
    for agreement in plan.of(Agreement):
        parties = kinship(plan).some(agreement.parties)
        for word in _WITH.finditer(agreement.name):
            named = [agency for _, agency in named_by.at(agreement.name, word.end())]
            if named and not parties.hold(named[-1].id) and not parties.are_in(named[-1].id):
                yield Verdict(
                    agreement.at("parties"),
                    f"{short(named[-1].name)} is no party to {short(agreement.name)}",
                    "write who has signed under parties, or correct the name",
                    ((named[-1].at("name"), "the agency that is named"),),
                )
    for (id, owner), things in _relying(plan).items():
        who, paper = short(plan.label(f"agency:{owner}")), plan.find(Agreement, id)
        if paper and len(things) > 1:
            names = few((short(each.name) for each in things), 3)
            yield Verdict(
                paper.at("parties"),
                f"{who} is no party to {short(paper.name)}, under which {names} are to be had",
                "write it under parties if it has signed; if not, have it sign",
                tuple((each.at("agency"), "is to be had under it") for each in things[:5]),
            )
        elif paper and isinstance(things[0], Resource):
            yield Verdict(
                things[0].at("supplied_under"),
                f"{who} owns {short(things[0].name)}, but is no party to {short(paper.name)}",
                "name the agreement that it has signed",
                ((paper.at("parties"), "the parties"),),
            )


@rule("EOP617", "warning")
def undistributed_agency(cover: Cover, plan: Plan) -> Iterator[Verdict]:
    """Agencies have tasks in functions, and hold no copy of the plan by the record of distribution.

    Why it matters: they are counted on for something that they may never have read. CPG 101 asks for a record of
    distribution to all who have a part.

    What to do: send each a copy, and write that under `distribution` on the cover. A copy of the organization that it
    belongs to counts. Placeholders need none, nor does the jurisdiction, whose plan it is, nor agencies that only
    cooperate.

    ```yaml flagged
    plan:
      distribution: [{to: emergency-management, medium: site}]
    agencies/water: {name: Water Works, type: department, parent: example-city}
    functions/flood:
      name: Flood control
      purpose: Keep the water out.
      assignments: [{agency: emergency-management, part: primary}, {agency: water, part: support}]
    ```

    ```yaml clean
    plan:
      distribution: [{to: emergency-management, medium: site}, {to: water, medium: paper}]
    agencies/water: {name: Water Works, type: department, parent: example-city}
    functions/flood:
      name: Flood control
      purpose: Keep the water out.
      assignments: [{agency: emergency-management, part: primary}, {agency: water, part: support}]
    ```
    """
    if not cover.distribution:
        return
    having = kinship(plan).some([delivery.to for delivery in cover.distribution])
    without: dict[str, tuple[Function, int]] = {}
    for function in plan.of(Function):
        for index, part in enumerate(function.assignments):
            agency = plan.find(Agency, part.agency) if part.part in _TASKS else None
            if agency and agency.type not in _NEED_NONE and not having.hold(agency.id):
                without.setdefault(agency.id, (function, index))
    if not without:
        return
    names = [short(plan.label(f"agency:{id}")) for id in without]
    tasks = [function.at("assignments", at, "agency") for function, at in without.values()]
    if len(names) == 1:
        who, send = f"{names[0]} has a task in {short(next(iter(without.values()))[0].name)}, but is", "send it a copy"
    else:
        who, send = f"{len(names)} agencies with tasks ({few(names, 3)}) are", "send each a copy"
    yield Verdict(
        cover.at("distribution"),
        f"{who} not on the record of distribution",
        f"{send}, and add it here",
        tuple((task, "its task") for task in tasks[:5]),
    )


@rule("EOP711", "info")
def outdated_copy(cover: Cover, plan: Plan) -> Iterator[Verdict]:
    """An agency holds an older version of the plan than others were sent since.

    Why it matters: two versions at one table; the lines of the one do not fit the steps of the other.

    What to do: send the newer version, and write it in the record of distribution.

    ```yaml flagged
    plan:
      distribution:
        - {to: example-city, medium: paper, version: "2025.1", delivered: 2025-02-01}
        - {to: emergency-management, medium: paper, version: "2026.1", delivered: 2026-02-01}
    ```

    ```yaml clean
    plan:
      distribution:
        - {to: example-city, medium: paper, version: "2025.1", delivered: 2025-02-01}
        - {to: emergency-management, medium: paper, version: "2026.1", delivered: 2026-02-01}
        - {to: example-city, medium: paper, version: "2026.1", delivered: 2026-02-02}
    ```
    """
    began: dict[str, date] = {}
    held: dict[str, int] = {}
    for index, delivery in enumerate(cover.distribution):
        if not delivery.version or not delivery.delivered:
            continue
        began[delivery.version] = min(delivery.delivered, began.get(delivery.version, delivery.delivered))
        last = cover.distribution[held[delivery.to]].delivered if delivery.to in held else None
        if last is None or last <= delivery.delivered:
            held[delivery.to] = index
    newest = max(began, key=lambda version: began[version], default="")
    for id, index in held.items():
        version = cover.distribution[index].version
        if began[version] < began[newest]:
            yield Verdict(
                cover.at("distribution", index, "version"),
                f"{short(plan.label(f'agency:{id}'))} holds version {version}; "
                f"version {newest} went out from {began[newest]} on",
                "send it the newer version, and write that in the record of distribution",
            )
