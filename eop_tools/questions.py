"""Small questions that several rules ask of a plan: how is this number written, over what does it run, what is near."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import get_args

from eop_tools.errors import did_you_mean
from eop_tools.finding import Step
from eop_tools.graph import Graph, prose_of
from eop_tools.kind import Entity, Part, relation_of
from eop_tools.kinds.agency import Agency
from eop_tools.kinds.channel import Channel
from eop_tools.kinds.contact import Contact, Method
from eop_tools.kinds.level import Level
from eop_tools.kinds.role import Role
from eop_tools.plan import Plan
from eop_tools.values import phone_number
from eop_tools.words import counted, short

TELEPHONES = ("voice", "text", "fax", "pager")
_CITY_HALL = frozenset({"jurisdiction", "department", "office"})
_GOVERNMENT = _CITY_HALL | {"county", "regional", "state", "tribal"}
_COUNCIL = re.compile(r"\b(?:council|commissioners|supervisors|alder\w+|select\s?board|select\s?men)\b", re.I)
_FICTIONAL = re.compile(r"(?:\+?1[-. ]?)?\(?([2-9]\d\d)\)?[-. ]?555[-. ]?(01\d\d)")
_SHORT = re.compile(r"\d{3}|\d{5,6}")
_FAMILY = {
    "voice": "the telephone network", "text": "the telephone network", "fax": "the telephone network",
    "pager": "the telephone network", "email": "the internet", "web": "the internet",
    "radio": "the radio system", "satellite": "the satellite", "in-person": "a messenger",
}  # fmt: skip


def is_short_number(text: str) -> bool:
    """Whether a number is a service number such as 911 or 311, or a short code for text messages."""
    return _SHORT.fullmatch(text.strip()) is not None


@lru_cache(maxsize=65536)
def normal_number(text: str, region: str) -> str | None:
    """Return a telephone number as `+16125550100`, or None where it is none; 555-01xx is known without a look-up."""
    fictional = _FICTIONAL.fullmatch(text.strip()) if region in ("US", "CA") else None
    if fictional:
        return f"+1{fictional[1]}555{fictional[2]}"
    return phone_number(text, region)


def unread(plan: Plan, kind: str) -> bool:
    """Whether something of a kind is there but could not be read, so that its absence proves nothing."""
    return any(ref.startswith(f"{kind}:") for ref in plan.broken)


def rank_of(plan: Plan, level: str | None) -> int | None:
    """Return the rank of an activation level by its id, or None where there is none."""
    found = plan.find(Level, level) if level else None
    return found.rank if found else None


def line_of(plan: Plan, agency: str) -> tuple[Agency, ...]:
    """Return an agency and all that it is part of, from the inside out; nothing where it cannot be found."""
    line: dict[str, Agency] = {}
    found = plan.find(Agency, agency)
    while found and found.id not in line:
        line[found.id] = found
        found = plan.find(Agency, found.parent)
    return tuple(line.values())


def is_ours(plan: Plan, agency: str) -> bool:
    """Whether an agency is a part of the jurisdiction itself: no board, no partner, no other government.

    A council or a board of commissioners governs the jurisdiction, so it and its offices are. What cannot be found, and
    placeholders, have the benefit of the doubt.
    """
    line = line_of(plan, agency)
    types = {each.type for each in line if each.type != "board" or not _COUNCIL.search(each.name)}
    if not line or "contextual" in types:
        return True
    return types <= (_GOVERNMENT if line[-1].type == "jurisdiction" else _CITY_HALL)


def why_held(role: Role, graph: Graph) -> str:
    """Return why somebody has to hold a role, as what it is or does; an empty text where nothing says so."""
    if role.staffed_from:
        return f"is staffed from {short(graph.plan.label(f'level:{role.staffed_from}'))}"
    if role.round_the_clock:
        return "must be reachable at any hour"
    steps = sum(edge.path[0] == "steps" and edge.path[-1] == "who" for edge in graph.into(role.ref))
    return f"has {counted(steps, 'step')} to carry out" if steps else ""


@lru_cache(maxsize=1)
def all_prose(plan: Plan) -> tuple[tuple[Entity, tuple[Step, ...], str], ...]:
    """Return every prose text of a plan, with its entity and its path."""
    return tuple((entity, path, text) for entity in plan for path, text in prose_of(entity))


def method_needs(plan: Plan, method: Method) -> frozenset[str]:
    """Return what a way to reach somebody runs over, its channel's networks included; empty where nothing is said."""
    channel = plan.find(Channel, method.channel) if method.channel else None
    return frozenset(method.over) | frozenset(channel.over if channel else ())


def sort_of_network(method: Method) -> str:
    """Return what a method runs over where the plan does not say: all telephones are one network, and so on."""
    return _FAMILY[method.type]


def independent(plan: Plan, one: Method, other: Method) -> bool:
    """Whether two methods share no network, as far as the plan says over what they run."""
    mine, theirs = method_needs(plan, one), method_needs(plan, other)
    if mine and theirs:
        return mine.isdisjoint(theirs)
    return sort_of_network(one) != sort_of_network(other)


def contact_needs(plan: Plan, contact: Contact) -> frozenset[str]:
    """Return the networks that every one of a contact's methods runs over: without them the contact is silent."""
    return frozenset.intersection(*(method_needs(plan, method) for method in contact.methods))


def texts_of(part: Part, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], str]]:
    """Yield path and text of every text that people wrote in an entity: no references and no ids."""
    for name, relates in _text_fields(type(part)):
        held = getattr(part, name)
        if not held:
            continue
        items = [((*path, name, index), item) for index, item in enumerate(held)] if isinstance(held, list) else None
        for place, item in items if items is not None else [((*path, name), held)]:
            if isinstance(item, Part):
                yield from texts_of(item, place)
            elif isinstance(item, str) and not relates:
                yield place, item


_TEXTS: dict[type[Part], tuple[tuple[str, bool], ...]] = {}


def _text_fields(model: type[Part]) -> tuple[tuple[str, bool], ...]:
    if model not in _TEXTS:
        _TEXTS[model] = tuple(
            (name, relation_of(info) is not None)
            for name, info in model.model_fields.items()
            if name != "id" and _may_hold_text(info.annotation)
        )
    return _TEXTS[model]


def _may_hold_text(annotation: object) -> bool:
    if isinstance(annotation, type):
        return annotation is str or issubclass(annotation, Part)
    return any(_may_hold_text(argument) for argument in get_args(annotation) if not isinstance(argument, str))


def nearest(wanted: str, known: Collection[str]) -> str:
    """Return "did you mean …?" with the nearest of `known`, or an empty text; quick among thousands, too."""
    wanted = wanted[:80]
    if len(known) > 200:
        first, last, length = wanted[:1], wanted[-1:], len(wanted)
        known = [
            text
            for text in known
            if abs(len(text) - length) <= 3 and (text[:1] == first or text[-1:] == last) and not text.isdigit()
        ][:1000]
    return did_you_mean(wanted, tuple(known))
