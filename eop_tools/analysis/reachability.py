"""Who can be reached at an hour, and by which of their ways, after what is lost is lost."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from eop_tools.analysis.and_or_system import Fall
from eop_tools.analysis.assumptions import ANSWER, CALL, MESSENGER, NIGHT_BEGINS, NIGHT_ENDS
from eop_tools.kind import Entity
from eop_tools.kinds.agency import Agency
from eop_tools.kinds.contact import Contact, Method
from eop_tools.kinds.level import Level
from eop_tools.kinds.role import Role
from eop_tools.need import ITSELF
from eop_tools.notation.opening_hours import opening_hours
from eop_tools.plan import Plan
from eop_tools.plan.queries import people_wanted
from eop_tools.text.catalog import say
from eop_tools.text.phrases import few, listed, notation

SPOKEN = frozenset({"voice", "radio", "satellite"})
_UNHEARD_AT_NIGHT = frozenset({"email", "web", "fax"})


def answered_within(sort: str) -> float:
    """Return how long an answer is waited for on a way of that type: whoever speaks with somebody has it at once."""
    if sort in SPOKEN:
        return 0.0
    return MESSENGER if sort == "in-person" else ANSWER


def takes(sort: str) -> float:
    """Return how long it takes until an answer is there on a way of that type, or until it is given up."""
    return CALL + answered_within(sort)


class Candidate(NamedTuple):
    """Somebody who may fill a position: the contact, through which role (its own, or a successor's), and their place.

    The places of the holders of a role are 0, 1 and so on, those of the first successor's 10, 11, of the second 20, 21.
    """

    contact: Contact
    role: str
    place: int


class Away(NamedTuple):
    """Why somebody cannot be had, as what follows the name, and the same for several of them.

    `fills`: they fill another position.
    """

    one: str
    many: str
    fills: bool = False


def is_open(hours: str | None, at: datetime) -> bool:
    """Whether somebody answers at a time; where the plan does not say, it is assumed, and `assumptions` says so."""
    return hours is None or opening_hours(hours).holds(at)


def silent_on_hours(plan: Plan) -> int:
    """Return how many contacts have a way of which the plan does not say when it is answered."""
    return sum(any(method.hours is None for method in contact.methods) for contact in plan.of(Contact))


def is_on_duty(plan: Plan, role: Role) -> bool:
    """Whether a position is filled at its place at any hour, every day: nobody has to be called in for it."""
    level = plan.find(Level, role.staffed_from)
    lowest = min((each.rank for each in plan.of(Level)), default=0)
    return role.round_the_clock and level is not None and level.rank == lowest


class Reach:
    """Who can be reached at a time, after a fall; each contact is looked at once."""

    def __init__(self, plan: Plan, fall: Fall, at: datetime, lost: Collection[str]) -> None:
        self.plan = plan
        self.fall = fall
        self.at = at
        self.lost = frozenset(lost)
        self._ways: dict[str, tuple[int, ...]] = {}
        minute = at.hour * 60 + at.minute
        self.is_night = minute >= NIGHT_BEGINS or minute < NIGHT_ENDS

    def ways(self, contact: Contact) -> tuple[int, ...]:
        """Return the ways to reach a contact that work now, by their places in its list, the best first."""
        if contact.id not in self._ways:
            down, ref = self.fall.down, contact.ref
            self._ways[contact.id] = tuple(
                place
                for place in (() if ref in down else self.open_ways(contact))
                if f"{ref}/methods/{place}" not in down
            )
        return self._ways[contact.id]

    def open_ways(self, contact: Contact) -> list[int]:
        """Return the ways that are answered at this hour, whether what they run over is lost or not."""
        deaf = _UNHEARD_AT_NIGHT if self.is_night and contact.type == "person" else frozenset()
        return [
            place
            for place, method in enumerate(contact.methods)
            if method.type not in deaf and is_open(method.hours, self.at) and self._is_with(contact, method)
        ]

    def _is_with(self, contact: Contact, method: Method) -> bool:
        """Whether a way is where its contact is: a radio is where the duty is, unless it is carried all the time."""
        return method.type != "radio" or method.carried or contact.type == "desk" or contact.id in self._on_duty

    @cached_property
    def _on_duty(self) -> frozenset[str]:
        """Those who may be at their place at this hour without having been called in."""
        roles = (role for role in self.plan.of(Role) if is_on_duty(self.plan, role))
        return frozenset(id for role in roles for id in role.holders)

    def tries(self, contact: Contact) -> tuple[int, ...]:
        """Return the ways that are tried, to the first that works or all in vain: nobody knows before what is lost."""
        works = self.ways(contact)
        return tuple(place for place in self.open_ways(contact) if not works or place <= works[0])

    def quickest(self, contact: Contact) -> int:
        """Return of the ways that work the one on which an answer is there first."""
        return min(self.ways(contact), key=lambda place: (takes(contact.methods[place].type), place))

    def why_not(self, contact: Contact) -> Away | None:
        """Return why a contact cannot be reached; None where it can."""
        if self.ways(contact):
            return None
        if contact.ref in self.lost:
            return Away(say("is not there"), say("are not there"))
        need = self.fall.why.get(contact.ref)
        if need and need.path == ("agency",):
            agency = self.plan.label(f"agency:{contact.agency}")
            return Away(
                say("works for {agency}, which is lost", agency=agency),
                say("work for {agency}, which is lost", agency=agency),
            )
        return self._without_a_way(contact)

    def _without_a_way(self, contact: Contact) -> Away:
        hour = f"{self.at:%H:%M}"
        ways = [f"{contact.ref}/methods/{place}" for place in self.open_ways(contact)]
        missing = sorted({self.plan.label(root) for way in ways if way in self.fall.why for root in self._roots(way)})
        if missing:
            without = few(missing, 3, "or")
            said = say("cannot be reached at {time} without {things}", time=hour, things=without)
            return Away(said, said)
        if any(not self._is_with(contact, each) for each in contact.methods):
            return Away(
                say("has no way at {time} but a radio, and is not on duty", time=hour),
                say("have no way at {time} but a radio, and are not on duty", time=hour),
            )
        known = dict.fromkeys(each.hours for each in contact.methods if each.hours and not is_open(each.hours, self.at))
        if known:
            hours = listed(map(notation, known), "or")
            return Away(say("answers only {hours}", hours=hours), say("answer only {hours}", hours=hours))
        return Away(
            say("reads no e-mail at {time}, and has nothing else", time=hour),
            say("read no e-mail at {time}, and have nothing else", time=hour),
        )

    def _roots(self, key: str) -> Iterator[str]:
        """Yield what was lost so that a key fell, or what could not work from the start."""
        stack, seen = [key], {key}
        while stack:
            causes = self.fall.causes(stack[-1])
            if not causes:
                yield stack[-1].removeprefix(ITSELF).partition("/")[0]
            stack.pop()
            fresh = [cause for cause in causes if cause not in seen]
            seen.update(fresh)
            stack += fresh

    def candidates(self, role: Role) -> Iterator[Candidate]:
        """Yield who may fill a role: its holders, then those of its successors, each once; whether there or not."""
        seen: set[str] = set()
        order = role.succession.order if role.succession else []
        successors = [self.plan.find(Role, each.role) for each in order if each.role]
        for turn, each in enumerate((role, *successors)):
            if each is None or each.ref in self.lost:
                continue
            for place, id in enumerate(each.holders):
                contact = self.plan.find(Contact, id)
                if contact and id not in seen:
                    seen.add(id)
                    yield Candidate(contact, each.ref, 10 * turn + place)

    def wanted(self, role: Role) -> int:
        """Return how many people fill a role, of those who hold it and are not lost."""
        return people_wanted(role, [each.contact for each in self.candidates(role) if each.role == role.ref])

    def holder(self, role: Role) -> Contact | None:
        """Return the first who may fill a role and can be reached."""
        return next((each.contact for each in self.candidates(role) if self.ways(each.contact)), None)

    @cached_property
    def people(self) -> dict[str, Contact]:
        """Every contact, by its reference."""
        return {contact.ref: contact for contact in self.plan.of(Contact)}

    @cached_property
    def _staff(self) -> dict[str, list[Contact]]:
        staff: dict[str, list[Contact]] = {}
        for contact in sorted(self.plan.of(Contact), key=lambda contact: contact.type != "desk"):
            staff.setdefault(contact.agency, []).append(contact)
        return staff

    def contacts(self, entity: Entity | None) -> list[Contact]:
        """Return whom one may try when somebody is to be told, the first choice first; whether they answer or not."""
        if isinstance(entity, Contact):
            return [entity]
        if isinstance(entity, Role):
            return [each.contact for each in self.candidates(entity)]
        return self._staff.get(entity.id, []) if isinstance(entity, Agency) else []
