"""What everything in a plan needs to work: what the kinds say of each thing, and what follows from several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any

from eop_tools.analysis.and_or_system import System
from eop_tools.kind import AnyOf, Entity, Pointer, Relation
from eop_tools.kinds.agreement import Agreement
from eop_tools.kinds.contact import Contact
from eop_tools.kinds.facility import Facility
from eop_tools.kinds.level import Level
from eop_tools.kinds.role import Role
from eop_tools.need import BACKUPS, ITSELF, WHO_ANSWERS, Need
from eop_tools.plan import Plan
from eop_tools.plan.declared import declared
from eop_tools.plan.queries import is_ours, people_wanted
from eop_tools.text.catalog import say, to_say
from eop_tools.text.phrases import first_up, notation, spoken


def needs_of(plan: Plan, today: date) -> System:
    """Return what everything in a plan needs, on a day: an agreement that has ended supplies nothing.

    Keys are references, and for parts the reference and the way to it: `contact:desk/methods/0`,
    `procedure:open-eoc/steps/2`, `facility:eoc/generator`, `role:mayor/holders`, `agency:fire/contacts`. What a
    reference does not lead to is left out: that is told elsewhere.
    """
    return System(_Gatherer(plan, today).nodes())


def lost_with(refs: Iterable[str]) -> list[str]:
    """Return the keys that are lost when these entities are: of a role those who hold it, so that others succeed."""
    return [f"{ref}/holders" if ref.startswith("role:") else ref for ref in refs]


def label(plan: Plan, key: str) -> str:
    """Return the words for a key of the system."""
    ref, _, part = key.removeprefix(ITSELF).partition("/")
    entity = plan.get(ref)
    if entity and part and part not in _PEOPLE:
        return entity.part_name(part)
    return say(_PEOPLE[part], it=plan.label(ref)) if part in _PEOPLE else plan.label(ref)


_PEOPLE = {"holders": to_say("whoever holds {it}"), "contacts": to_say("everybody at {it}")}
"""Parts that are other entities: no kind names them."""


def lacking(need: Need, it: str = "") -> str:
    """Return what it means that too few members of a need work, as what follows a name; `it` is the one missing."""
    return say(need.lack, it=it, **{name: _SAID[name](part) for name, part in need.parts})


_SAID: dict[str, Callable[[Any], str]] = {"day": spoken, "need": str, "time": notation, "words": say}
"""How each part that a lack may have is said."""


IT = "{it}"
"""Stands in a lack that names the member which is missing."""


def titled(plan: Plan, key: str) -> str:
    """Return the words for a key of the system with a large letter at their beginning; names keep their own."""
    words = label(plan, key)
    return words if words.startswith(plan.label(key.removeprefix(ITSELF).partition("/")[0])) else first_up(words)


class _Gatherer:
    def __init__(self, plan: Plan, today: date) -> None:
        self.plan = plan
        self.today = today
        self.parts: dict[str, tuple[Need, ...]] = {}
        self._there = frozenset(plan.refs())

    def nodes(self) -> dict[str, tuple[Need, ...]]:
        """Return the needs of every entity and of every part that has some; parts first, as they are needed."""
        whole: dict[str, tuple[Need, ...]] = {}
        for entity in self.plan:
            for key, needs in entity.part_needs():
                self._part(f"{entity.ref}/{key}", *map(self._known, needs))
            between = _BETWEEN_KINDS.get(type(entity), _nothing)
            fields, own = map(self._known, _declared(entity)), map(self._known, entity.own_needs())
            whole[entity.ref] = tuple(need for need in (*fields, *between(self, entity), *own) if need)
        return {**self.parts, **whole}

    def _known(self, need: Need) -> Need | None:
        """Return a need of what is there; None where nothing is. Agencies stand for themselves."""
        there = self._there
        if len(need.members) == 1 and need.members[0] in there:
            return need  # most needs are of one thing, which is there
        refs = dict.fromkeys(self._meant(need.members))
        known = tuple(ref for ref in refs if ref in there or "/" in ref or ref.removeprefix(ITSELF) in there)
        return need._replace(members=known, least=min(need.least, len(known))) if known else None

    def _meant(self, members: Iterable[str]) -> Iterator[str]:
        """Yield the keys that members stand for: whoever answers somewhere, what backs a place up, or themselves."""
        for member in members:
            if "/" not in member:
                yield member
            elif member.endswith(WHO_ANSWERS):
                yield self._reached(member.removesuffix(WHO_ANSWERS))
            elif member.endswith(BACKUPS):
                place = self.plan.get(member.removesuffix(BACKUPS))
                yield from (f"facility:{id}" for id in place.backed_up_by) if isinstance(place, Facility) else ()
            else:
                yield member

    def _part(self, key: str, *needs: Need | None) -> str:
        self.parts[key] = tuple(need for need in needs if need)
        return key

    @cached_property
    def _staff(self) -> dict[str, list[str]]:
        staff: dict[str, list[str]] = defaultdict(list)
        for contact in self.plan.of(Contact):
            staff[f"agency:{contact.agency}"].append(contact.ref)
        return staff

    def _reached(self, ref: str) -> str:
        """Return the key of whoever answers when a role, an agency or a contact is called."""
        key = f"{ref}{WHO_ANSWERS}"
        if ref not in self._staff:
            return ref
        return key if key in self.parts else self._part(key, self._known(Need(tuple(self._staff[ref]), _SILENT)))

    # -- What follows from two kinds at once: it stands here, because a kind knows no other kind and no day --------

    def role(self, role: Role) -> Iterator[Need | None]:
        succession = role.succession.order if role.succession else []
        others = [self.plan.find(Role, each.role) for each in succession if each.role and each.role != role.id]
        standing = [self._holders(each) for each in (role, *others) if each and each.holders]
        if standing:
            yield self._known(Need(tuple(standing), to_say("has nobody to fill it"), path=("holders",)))
        else:
            yield Need((), to_say("is held by nobody"), path=("holders",))

    def _holders(self, role: Role) -> str:
        key = f"{role.ref}/holders"
        if key not in self.parts:
            holders = [found for id in role.holders if (found := self.plan.find(Contact, id))]
            refs = tuple(holder.ref for holder in holders)
            need = self._known(Need(refs, _SILENT, people_wanted(role, holders), path=("holders",)))
            self._part(key, need or Need((), to_say("are not in the plan"), path=("holders",)))
        return key

    def facility(self, place: Facility) -> Iterator[Need | None]:
        if not is_ours(self.plan, place.agency):
            refs = tuple(f"agreement:{id}" for id in place.agreements)
            yield self._known(Need(refs, to_say("may not be used"), path=("agreements",)))

    def agreement(self, agreement: Agreement) -> Iterator[Need | None]:
        if agreement.expires and agreement.expires < self.today:
            yield Need((), to_say("ended on {day}"), path=("expires",), parts=(("day", agreement.expires),))
        if agreement.effective and agreement.effective > self.today:
            parts = (("day", agreement.effective),)
            yield Need((), to_say("does not begin before {day}"), path=("effective",), parts=parts)
        partners = tuple(f"agency:{id}" for id in agreement.parties if not is_ours(self.plan, id))
        yield self._known(Need(partners, to_say("has no partner left to deliver"), path=("parties",)))

    def level(self, level: Level) -> Iterator[Need | None]:
        places = [f"facility:{id}" for id in level.eoc]
        members = (*places, *(f"{place}{BACKUPS}" for place in places))
        yield self._known(Need(members, to_say("has no place to be run from"), path=("eoc",)))
        for rank, role in self._staffed:
            if rank <= level.rank:
                yield Need((role,), to_say("cannot fill every position"))
        for index, ref in enumerate(level.notify):
            lack = to_say("does not reach {it}")
            yield self._known(Need((f"{ref}{WHO_ANSWERS}",), lack, essential=False, path=("notify", index)))

    @cached_property
    def _staffed(self) -> list[tuple[int, str]]:
        """The rank from which each position is staffed."""
        ranks = {level.id: level.rank for level in self.plan.of(Level)}
        staffed = ((ranks.get(role.staffed_from or ""), role.ref) for role in self.plan.of(Role))
        return [(rank, ref) for rank, ref in staffed if rank is not None]


_SILENT = to_say("cannot be reached")


def _nothing(_: _Gatherer, __: Entity) -> Iterator[Need | None]:
    return iter(())


_BETWEEN_KINDS: dict[type[Entity], Callable[[_Gatherer, Any], Iterator[Need | None]]] = {
    Agreement: _Gatherer.agreement, Facility: _Gatherer.facility, Level: _Gatherer.level, Role: _Gatherer.role,
}  # fmt: skip


def _declared(entity: Entity) -> Iterator[Need]:
    """Yield the needs that the fields of an entity declare."""
    for path, held, lack, relation, _ in declared(entity, "lack"):
        if relation is None:
            continue  # what points at nothing needs nothing
        items = held if isinstance(held, list) else [held]
        several = [_refs(item, relation) for item in items]
        if IT not in lack:
            yield Need(tuple(chain.from_iterable(several)), lack, path=path)
            continue
        for index, refs in enumerate(several):
            need = Need(refs, lack, path=(*path, index) if items is held else path)
            if len(refs) != 1:
                words = (("words", relation.forward),)
                need = need._replace(lack=to_say("has none left of what it {words}"), parts=words)
            yield need


def _refs(item: str | AnyOf, relation: Relation) -> tuple[str, ...]:
    """Return in full what an item of a field points at: one, or any of several."""
    return tuple(item.any_of) if isinstance(item, AnyOf) else (Pointer((), item, relation).target,)
