"""Contacts: numbers and addresses that work, were tried, and do not all hang on one network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Generic, TypeVar

from eop_tools.finding import Place
from eop_tools.kinds.contact import Contact, Method
from eop_tools.kinds.role import Role
from eop_tools.notation.opening_hours import EVERY_HOUR, when
from eop_tools.notation.telephone import telephone
from eop_tools.plan import Plan
from eop_tools.plan.queries import TELEPHONES, gaps, unread
from eop_tools.rule import Correction, Mend, Verdict, rule
from eop_tools.text.phrases import every, short
from eop_tools.upkeep.evidence import trials

HeldNumber = TypeVar("HeldNumber")
_TELLING = ("hours", "note", "over")
"""What tells two lines of one number apart: who answers then, a menu's choice, another carrier."""


def _is_number(method: Method) -> bool:
    return method.type in TELEPHONES and bool(method.value) and "@" not in method.value


@rule("EOP313", "warning")
def shared_number(plan: Plan) -> Iterator[Verdict]:
    """Two contacts have the same telephone number.

    Why it matters: two lines of a call list ring one telephone; when nobody answers there, both are lost.

    What to do: give each contact its own number. A number that many share, such as a switchboard, is best written once,
    as a desk that holds the roles. Service numbers such as 911 may be shared.

    ```yaml flagged
    contacts/avery:
      name: Avery Example
      type: person
      agency: emergency-management
      methods: [{type: voice, value: (222) 555-0140, verified: 2026-05-01}]
    roles/emergency-manager:
      name: Emergency Manager
      agency: emergency-management
      section: Command
      reports_to: mayor
      holders: [avery, duty-desk]
    ```

    ```yaml clean
    contacts/avery:
      name: Avery Example
      type: person
      agency: emergency-management
      methods: [{type: voice, value: 222-555-0142, verified: 2026-05-01}]
    roles/emergency-manager:
      name: Emergency Manager
      agency: emergency-management
      section: Command
      reports_to: mayor
      holders: [avery, duty-desk]
    ```
    """
    region = plan.region
    taken = _Alike[tuple[Contact, Place]]()
    for contact in plan.of(Contact):
        told: set[str] = set()
        for index, method in enumerate(contact.methods):
            number = telephone(method.value, region) if _is_number(method) else None
            if number is None or number.is_service or number.line in told:
                continue
            place = contact.at("methods", index, "value")
            inside = "" if number.number else contact.agency  # each house has an extension 12
            other, first = taken.first(f"{number.line} {inside}", method, (contact, place))
            if other is not contact:
                told.add(number.line)
                yield Verdict(
                    place,
                    f"{short(contact.name)} has the same number as {short(other.name)}",
                    "give each its own number, or make it one desk that both roles are held by",
                    ((first, "the same number"),),
                )


@rule("EOP314", "warning")
def stale_contact(plan: Plan, today: date) -> Iterator[Verdict]:
    """A way to reach somebody was never tried, or not within the time that the cover sets.

    Why it matters: telephone numbers are what changes most often in a plan. The clock is the plan's own, for customs
    differ; Ramsey County, Minnesota, for example, renews its round-the-clock contacts each year. The cover's
    `verify_contacts_every` says how often here.

    What to do: try it, then write the day under `verified`, or add a record with the action `verified`.

    ```yaml flagged
    contacts/duty-desk:
      name: Duty desk
      type: desk
      agency: emergency-management
      methods: [{type: voice, value: 222-555-0140, verified: 2024-05-01}]
    ```

    ```yaml clean
    contacts/duty-desk:
      name: Duty desk
      type: desk
      agency: emergency-management
      methods: [{type: voice, value: 222-555-0140, verified: 2026-05-01}]
    ```
    """
    if plan.cover is None or unread(plan, "record"):
        return
    clock = plan.cover.review.every("verify_contacts_every")
    is_said = plan.cover.review.verify_contacts_every is not None
    asks = "the cover asks for it" if is_said else "the cover does not say how often; ours is"
    for contact in plan.of(Contact):
        stale = [way for way in trials(plan, plan.cover, contact) if way.is_overdue(today)]
        if not stale:
            continue
        first = stale[0]
        when = f"last tried on {first.last}" if first.last else "never tried"
        total, which = len(contact.methods), f" ({contact.methods[int(first.place.path[1])].type})"
        ways = every(total, "ways") if len(stale) == total else f"{len(stale)} of {total} ways"
        yield Verdict(
            first.place,
            f"{'the way' if total == 1 else ways} to reach {short(contact.name)}{which * (len(stale) == 1)}: {when}",
            f"try it and write the day under verified; {asks} every {clock}",
            tuple((other.place, "this one, too") for other in stale[1:5]),
        )


@rule("EOP315", "warning")
def unreachable_at_night(role: Role, plan: Plan) -> Iterator[Verdict]:
    """A role that must be reachable at any hour lacks two ways at any hour that run over different networks.

    Why it matters: a county lost all its telephones for a week; a single way, or two over one network, is none on that
    day. Two numbers are two ways only where `over` says that they run over different networks; a telephone and a radio
    always are.

    Several desks, shifts or people who take turns count together; what does not say its `hours` counts for no hour.

    What to do: give its holders a second way at the hours that are named, write under `hours` when each is answered,
    and under `over` what it runs over.

    ```yaml flagged
    roles/emergency-manager:
      name: Emergency Manager
      agency: emergency-management
      section: Command
      reports_to: mayor
      round_the_clock: true
      holders: [duty-desk]
    contacts/duty-desk:
      name: Duty desk
      type: desk
      agency: emergency-management
      methods:
        - {type: voice, value: 222-555-0140, hours: 24/7, verified: 2026-05-01}
        - {type: email, value: duty-desk@example.org, hours: weekdays 08:00-16:30, verified: 2026-05-01}
    ```

    ```yaml clean
    roles/emergency-manager:
      name: Emergency Manager
      agency: emergency-management
      section: Command
      reports_to: mayor
      round_the_clock: true
      holders: [duty-desk]
    contacts/duty-desk:
      name: Duty desk
      type: desk
      agency: emergency-management
      methods:
        - {type: voice, value: 222-555-0140, hours: 24/7, verified: 2026-05-01}
        - {type: satellite, value: 222-555-0141, hours: 24/7, verified: 2026-05-01}
    ```
    """
    if not role.round_the_clock or not role.holders:
        return
    holders = [contact for id in role.holders if (contact := plan.find(Contact, id))]
    if len(holders) < len(role.holders):
        return  # that a holder is missing or cannot be read is said elsewhere
    gap = next(iter(gaps(plan, tuple(role.holders))), None)
    if gap is None:
        return
    hours = when(gap.hours)
    if gap.unsaid:
        problem = f"the plan does not say that {'a second' if gap.ways else 'any'} way to reach it is answered {hours}"
    elif gap.ways > 1:
        problem = f"all ways to reach it {hours} run over {short(plan.label(gap.network))}"
    elif gap.ways:
        problem = f"there is only one way to reach it {hours}"
    else:
        problem = f"nobody {'who holds it ' if gap.hours == EVERY_HOUR else ''}can be reached {hours}"
    hint = "give its holders a second way for these hours, over another network"
    yield Verdict(
        role.at("holders"),
        f"{short(role.name)} must be reachable at any hour, but {problem}",
        "write when each way is answered under hours, for example 24/7" if gap.unsaid else hint,
        tuple((contact.at("methods"), short(contact.name)) for contact in holders[:3]),
    )


@rule("EOP316", "warning")
def repeated_method(contact: Contact, plan: Plan) -> Iterator[Verdict]:
    """A contact has the same number or address twice for the same sort of message.

    Why it matters: the second line looks like an alternative and is none.

    What to do: delete one, or correct the number. A mobile number may stand once for voice and once for text, and a
    number twice with other hours, another note (a menu's choice) or another network under `over`.

    ```yaml flagged
    contacts/duty-desk:
      name: Duty desk
      type: desk
      agency: emergency-management
      methods:
        - {type: voice, value: 222-555-0140, verified: 2026-05-01}
        - {type: voice, value: (222) 555-0140, verified: 2026-05-01}
    ```

    ```yaml clean
    contacts/duty-desk:
      name: Duty desk
      type: desk
      agency: emergency-management
      methods:
        - {type: voice, value: 222-555-0140, verified: 2026-05-01}
        - {type: text, value: 222-555-0140, verified: 2026-05-01}
    ```
    """
    if len(contact.methods) < 2:
        return
    seen = _Alike[int]()
    for index, method in enumerate(contact.methods):
        number = telephone(method.value, plan.region) if _is_number(method) else None
        value = number.line if number else method.value.strip().casefold()
        first = seen.first(f"{method.type} {value} {method.channel or ''}", method, index)
        if first != index:
            mend = Mend("delete the second one", (Correction(contact.at("methods", index), None),))
            yield Verdict(
                contact.at("methods", index),
                f"{short(contact.name)} has this {method.type} {short(method.value or str(method.channel))} twice",
                "delete one, or correct it",
                ((contact.at("methods", first), "the first one"),),
                mend if _says_no_more(method, contact.methods[first]) else None,
            )


class _Alike(Generic[HeldNumber]):
    """What has one number: the same again, unless each says when, over what or with which note, and they differ."""

    def __init__(self) -> None:
        self._held: dict[str, dict[tuple[tuple[str, str], ...], HeldNumber]] = {}

    def first(self, line: str, method: Method, held: HeldNumber) -> HeldNumber:
        """Return the first of a line that is not told apart from this one; this one where there is none."""
        given = [name for name in _TELLING if name in method.model_fields_set and getattr(method, name)]
        told = tuple((name, str(getattr(method, name))) for name in given)
        alike = self._held.setdefault(line, {})
        same = alike.get(told, alike.get(())) if told else next(iter(alike.values()), None)
        alike.setdefault(told, held)
        return held if same is None else same


def _says_no_more(method: Method, first: Method) -> bool:
    """Whether a method says nothing that the first one of the same number does not say as well."""
    said = method.model_fields_set - {"value"}
    return all(getattr(method, name) == getattr(first, name) for name in said)
