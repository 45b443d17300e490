"""Small questions that several rules ask of a plan: how is this number written, over what does it run, what is near."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import combinations, islice
from typing import NamedTuple

from eop_tools.finding import FieldPath
from eop_tools.kind import Entity, Walk
from eop_tools.kinds.agency import Agency
from eop_tools.kinds.agreement import Agreement
from eop_tools.kinds.channel import Channel
from eop_tools.kinds.contact import Contact, Method
from eop_tools.kinds.facility import SHELTERING, Facility
from eop_tools.kinds.function import Function
from eop_tools.kinds.level import Level
from eop_tools.kinds.procedure import Procedure
from eop_tools.kinds.role import Role
from eop_tools.notation.opening_hours import EVERY_HOUR, opening_hours
from eop_tools.plan import Plan, once
from eop_tools.plan.graph import Graph
from eop_tools.plan.org_tree import AgencyGroup, kinship
from eop_tools.text.labels import SortKey, natural
from eop_tools.text.phrases import counted, listed, short

_ENOUGH = 50
TELEPHONES = ("voice", "text", "fax", "pager")
_UNFINISHED = re.compile(
    r"\b(?:tbd|tba|fixme|lorem ipsum|to be (?:determined|decided|confirmed|written|completed|added)"
    r"(?! (?:by|in|at|on|from|through|with)\b)|see (?:above|below))\b",
    re.I,
)
_BLANK = (
    r"(?:insert|names?|title|date|time|phone|number|address|agency|organization|department|official|position|location"
    r"|city|county|town|village|tribe|jurisdiction|municipality|state|your)"
)
_MARKS = re.compile(
    r"\bX{3,}\b|\bTODO\b|\?{3,}|_{5,}|\{\{\s*[A-Za-z][^{}\n]{0,60}\}\}"
    rf"|\[(?i:{_BLANK})\b(?![\w-]*:)[^\]\n]{{0,60}}\](?![(\[:])|<(?i:{_BLANK}) [^<>=\n]{{1,60}}>"
)
_WHO_IS_THERE = re.compile(
    r"\b(?:at|on)[ -](?:the )?scene\b|\bfirst[ -](?:arriving|in|due|on)\b|\b(?:senior|ranking|highest)\b.*"
    r"\b(?:present|on[ -](?:duty|site)|available|there)\b|\b(?:whoever|impacted|affected)\b",
    re.I,
)
_BODY = re.compile(
    r"\b(?:groups?|councils?|boards?|commissions?|commissioners|supervisors|trustees|regents|committees?|cabinet|assembly"
    r"|select(?:men|board)|alder(?:men|persons)|legislature|crews?|volunteers|members|firefighters|brigade)\b",
    re.I,
)
_OF_SOMEBODY = re.compile(r"\w+[’']s?(?!\w)")
_ITS_PERSON = re.compile(
    r"\b(?:leader|lead|head|chair(?:man|woman|person)?|president|supervisor|chief|director|manager|coordinator|officer"
    r"|member|liaison|clerk|secretary|speaker|administrator|representative|commander|captain|adviser|advisor|staff)\b",
    re.I,
)
_FAMILY = {
    "voice": "the telephone network", "text": "the telephone network", "fax": "the telephone network",
    "pager": "the telephone network", "email": "the internet", "web": "the internet",
    "radio": "the radio system", "satellite": "the satellite", "in-person": "a messenger",
}  # fmt: skip


def without_marks(text: str) -> str:
    """Return a text with blanks in place of marks such as [INSERT NAME], for what stands there is not written yet."""
    return _MARKS.sub(lambda match: " " * len(match[0]), text)


def unread(plan: Plan, kind: str) -> bool:
    """Whether something of a kind is there but could not be read, so that its absence proves nothing."""
    return kind in plan.unread


@once
def means_only(plan: Plan, words: str, ref: str) -> bool:
    """Whether words that are an id can mean nothing else: neither what bears them as a name nor what cannot be read."""
    bear = (entity.ref for entity in plan if any(words.casefold() == name.casefold() for name in _names(entity)))
    return not plan.broken and all(other == ref for other in bear)


def _names(entity: Entity) -> tuple[str, ...]:
    return (entity.name, *entity.aliases)


def rank_of(plan: Plan, level: str | None) -> int | None:
    """Return the rank of an activation level by its id, or None where there is none."""
    found = plan.find(Level, level) if level else None
    return found.rank if found else None


def is_ours(plan: Plan, agency: str) -> bool:
    """Whether an agency is a part of the jurisdiction itself, as `Kinship.is_ours` says."""
    return kinship(plan).is_ours(agency)


@once
def partners(plan: Plan, agreement: str) -> AgencyGroup:
    """Return the parties of an agreement that are no part of the jurisdiction itself."""
    found = plan.find(Agreement, agreement)
    return kinship(plan).some([id for id in (found.parties if found else ()) if not is_ours(plan, id)])


@once
def players(plan: Plan, function: str) -> AgencyGroup:
    """Return the agencies that have a part in a function."""
    found = plan.find(Function, function)
    return kinship(plan).some([part.agency for part in (found.assignments if found else ())])


def people_wanted(role: Role, holders: Sequence[Contact]) -> int:
    """Return how many of its holders fill a role: one where there are fewer, or desks, who bring the others along."""
    wanted = role.people or 1
    enough = len(holders) >= wanted and all(holder.type == "person" for holder in holders)
    return wanted if enough else 1


def is_placeholder(plan: Plan, role: Role) -> bool:
    """Whether a role falls to whoever is affected, is there or comes first: nobody can be named for it beforehand."""
    agency = plan.find(Agency, role.agency)
    return (agency is not None and agency.type == "contextual") or _WHO_IS_THERE.search(role.name) is not None


def is_body(role: Role) -> bool:
    """Whether a role is a council, a board or a group, which nobody leads alone; a “Board Chair” is none."""
    name = _OF_SOMEBODY.sub("", role.name)  # the President's Cabinet
    return _BODY.search(name) is not None and _ITS_PERSON.search(name) is None


def why_held(role: Role, graph: Graph) -> str:
    """Return why somebody has to hold a role, as what it is or does; an empty text where nothing says so."""
    if role.staffed_from:
        return f"is staffed from {short(graph.plan.label(f'level:{role.staffed_from}'))}"
    if role.round_the_clock:
        return "must be reachable at any hour"
    steps = _steps_of_roles(graph.plan)[role.id]
    return f"has {counted(steps, 'step')} to carry out" if steps else ""


@once
def _steps_of_roles(plan: Plan) -> Counter[str]:
    return Counter(step.who for procedure in plan.of(Procedure) for step in procedure.steps)


@once
def only_holder(plan: Plan, role: str) -> Contact | None:
    """Return the contact that alone holds a role."""
    found = plan.find(Role, role)
    return plan.find(Contact, found.holders[0]) if found and len(set(found.holders)) == 1 else None


def method_needs(plan: Plan, method: Method) -> frozenset[str]:
    """Return what a way to reach somebody runs over, its channel's networks included; empty where nothing is said."""
    through = channel_needs(plan, method.channel) if method.channel else frozenset()
    return through.union(method.over) if method.over else through


@once
def channel_needs(plan: Plan, channel: str) -> frozenset[str]:
    """Return the networks that a channel runs over."""
    found = plan.find(Channel, channel)
    return frozenset(found.over if found else ())


def sort_of_network(method: Method) -> str:
    """Return what a method runs over where the plan does not say: all telephones are one network, and so on."""
    return _FAMILY[method.type]


def independent(plan: Plan, methods: Iterable[Method]) -> bool:
    """Whether two of these methods share no network, as far as the plan says over what they run."""
    ways = dict.fromkeys((method_needs(plan, method), sort_of_network(method)) for method in methods)
    return any(
        mine.isdisjoint(theirs) if mine and theirs else sort != other
        for (mine, sort), (theirs, other) in combinations(ways, 2)
    )


class Gap(NamedTuple):
    """Hours, as a coverage, at which contacts are reached over one network only: in at most so many ways, or none.

    `unsaid`: ways of which the plan does not say when they are answered may close it.
    """

    hours: int
    ways: int
    network: str
    unsaid: bool


@once
def gaps(plan: Plan, holders: tuple[str, ...]) -> tuple[Gap, ...]:
    """Return when some contacts, all of them together, are not reached over two networks, the worst hours first."""
    known: dict[str, list[Method]] = {}
    unsaid: list[Method] = []
    for id in holders:
        contact = plan.find(Contact, id)
        for method in contact.methods if contact else ():
            ways = unsaid if method.hours is None else known.setdefault(method.hours, [])
            if len(ways) < _ENOUGH:
                ways.append(method)
    found: dict[str, Gap] = {}
    for hours, answered in _shifts(known):
        ways = [method for text in answered for method in known[text]]
        if independent(plan, ways):
            continue
        is_open = independent(plan, [*ways, *unsaid]) if ways else bool(unsaid)
        shared = sorted(common(method_needs(plan, method) for method in ways))
        network = [*shared, *(sort_of_network(method) for method in ways), ""][0]
        before = found.get(network, Gap(0, 0, network, unsaid=is_open))
        found[network] = Gap(
            before.hours | hours, max(before.ways, len(ways)), network, unsaid=before.unsaid and is_open
        )
    return tuple(sorted(found.values(), key=lambda gap: gap.ways > 0))


def _shifts(known: Iterable[str]) -> list[tuple[int, tuple[str, ...]]]:
    """Return the hours of a week at which the same of these texts hold, each with those."""
    parts: list[tuple[int, tuple[str, ...]]] = [(EVERY_HOUR, ())]
    for text in islice(known, _ENOUGH):
        covered = opening_hours(text).coverage
        parts = [
            (hours, held)
            for part, texts in parts
            for hours, held in ((part & covered, (*texts, text)), (part & ~covered, texts))
            if hours
        ]
    return parts


@once
def contact_needs(plan: Plan, contact: str) -> frozenset[str]:
    """Return the networks that every one of a contact's methods runs over: without them the contact is silent."""
    found = plan.find(Contact, contact)
    return common([method_needs(plan, method) for method in (found.methods if found else ())])


def common(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return what all of these sets hold; nothing where there are none."""
    distinct = sorted(dict.fromkeys(sets), key=len)
    if len(distinct) == 1:
        return distinct[0]
    return frozenset.intersection(*distinct) if distinct else frozenset()


@once
def names_of(plan: Plan, refs: frozenset[str]) -> str:
    """Return the names of the first few of some references, as a phrase."""
    return listed([short(plan.label(ref)) for ref in sorted(refs)[:3]])


@once
def zones_of(plan: Plan, facility: str) -> frozenset[str]:
    """Return the zones that a place lies in, in small letters."""
    found = plan.find(Facility, facility)
    return frozenset(" ".join(zone.casefold().split()) for zone in (found.hazard_zones if found else ()))


def sheltering(plan: Plan) -> list[Facility]:
    """Return the places that take people in, those that hold most first."""
    found = [place for place in plan.of(Facility) if place.type in SHELTERING]
    return sorted(found, key=lambda place: (-(place.capacity or 0), natural(place.name)))


def unfinished(text: str) -> re.Match[str] | None:
    """Return what in a text stands for something that is not written yet: TBD, “see above”, a blank to fill in."""
    return _UNFINISHED.search(text) or _MARKS.search(text)


_WRITTEN = Walk(lambda field: field.may_hold_text and field.relation is None and field.name != "id")


def texts_of(entity: Entity) -> list[tuple[FieldPath, str]]:
    """Return path and text of every text that people wrote in an entity, empty ones too: no references and no ids."""
    return [
        (held.path, held.value)
        for held in _WRITTEN.over(entity)
        if isinstance(held.value, str)
        and (held.value or isinstance(held.path[-1], int) or held.field.name in held.part.model_fields_set)
    ]


class Texts:
    """Every text of an entity with its path; all of them as one; and that in small letters."""

    def __init__(self, each: list[tuple[FieldPath, str]]) -> None:
        self.each = each
        self.whole = "\n".join([text for _, text in each])

    @cached_property
    def small(self) -> str:
        """All texts as one, without the difference between large and small letters."""
        return self.whole.casefold()


_last_read: list[tuple[Entity, Texts]] = []


def always_answers(contact: Contact) -> bool:
    """Whether somebody answers a contact at any hour, as far as the plan says its hours: it is a desk, not a person."""
    lacking = EVERY_HOUR
    for method in contact.methods:
        if method.hours and (method.value or method.channel):
            lacking &= ~opening_hours(method.hours).coverage
    return contact.type == "desk" and not lacking


def by_readiness(contact: Contact) -> tuple[bool, bool, SortKey]:
    """Return by what contacts are put in order for who calls now: desks that are always staffed, desks, people."""
    return not always_answers(contact), contact.type != "desk", natural(contact.name)


def read_through(entity: Entity) -> Texts:
    """Return the texts of an entity; rules that read the same one after another share the reading."""
    if not _last_read or _last_read[0][0] is not entity:
        _last_read[:] = [(entity, Texts(texts_of(entity)))]
    return _last_read[0][1]
