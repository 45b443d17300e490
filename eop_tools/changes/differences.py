"""Two versions of one entity, field by field: what differs, where, and in which words its place is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from eop_tools import finding
from eop_tools.changes.matching import Pairing, paired
from eop_tools.changes.name_resolver import NameResolver, few
from eop_tools.changes.value_text import said
from eop_tools.field import FieldDefinition, fields_by_name
from eop_tools.kind import Entity, Part, Pointer, Relation
from eop_tools.kinds.contact import Method
from eop_tools.kinds.procedure import Step
from eop_tools.plan import Plan
from eop_tools.text.phrases import first_down, humane

TELLING = {"holders", "activated_by", "eoc", "first_hour", "backed_up_by", "parties", "evidence"}
"""Lists of references that tell of a loss by themselves, also of what is gone from the plan as a whole."""
ORDERED = {"steps", "on", "order", "holders", "methods", "eoc", "backed_up_by", "first_hour", "reported_on",
           "first_actions", "signed_by"}  # fmt: skip
"""Lists whose order says what comes first; elsewhere an item that only moved is no change."""


@dataclass(frozen=True)
class Difference:
    """One field that differs: in which part of which entity, and both values; for a list, what became of its items.

    A hidden one is withheld from those who are told: that it differs may be said, and what kind of change it is.
    """

    entity: Entity
    path: tuple[finding.PathStep, ...]
    field: str
    old: Any
    new: Any
    before: Any
    after: Any
    names: NameResolver
    hidden: bool
    trail: tuple[str, ...] = ()
    pairing: Pairing | None = None

    @property
    def relation(self) -> Relation | None:
        """What the field points at, if it does."""
        return self._definition.relation

    @property
    def label(self) -> str:
        """The field in words, as the pages name it."""
        return self._definition.label

    @property
    def _definition(self) -> FieldDefinition:
        model: type[Part] = type(self.new)
        return fields_by_name(model)[self.field]

    @property
    def where(self) -> str:
        """The place of the field in words, for example “step 4, within”."""
        return ", ".join((*self.trail, first_down(self.label) if self.trail else self.label))

    @property
    def gone(self) -> list[Any]:
        """What is there no more: the items that a list has lost, or the value before."""
        return [self.before[index] for index in self.pairing.gone] if self.pairing else _filled(self.before)

    @property
    def come(self) -> list[Any]:
        """What is new: the items that a list has gained, or the value now."""
        return [self.after[index] for index in self.pairing.come] if self.pairing else _filled(self.after)

    @property
    def loses(self) -> bool:
        """Whether something is there no more; a reference that led nowhere was nothing to lose."""
        return any(self._led(item, self.names.old) for item in self.gone)

    @property
    def leads_nowhere(self) -> bool:
        """Whether references changed that led nowhere before and lead nowhere now."""
        pairs = ((self.gone, self.names.old), (self.come, self.names.new))
        return all(items and not any(self._led(item, plan) for item in items) for items, plan in pairs)

    def _led(self, item: Any, plan: Plan) -> bool:
        return not (self.relation and isinstance(item, str)) or plan.knows(self.ref(item))

    def ref(self, text: str) -> str:
        """Return a reference in this field in full."""
        return Pointer((), text, self.relation).target if self.relation else text

    def say(self, value: Any) -> str:
        """Return a value of this field in words."""
        return said(value, self.relation, self.names)

    def few(self, items: Iterable[Any]) -> str:
        """Return some values of this field in words."""
        return few(map(self.say, items))


def _filled(value: Any) -> list[Any]:
    return [] if value in (None, "", [], {}) else [value]


def differences(old: Entity, new: Entity, names: NameResolver) -> Iterator[Difference]:
    """Yield what differs between two versions of an entity, in the order of its fields."""
    whole = Difference(new, (), "", old, new, old, new, names, hidden=not names.sees(new.ref))
    yield from _in_part(whole)


def _in_part(whole: Difference) -> Iterator[Difference]:
    """Yield what differs in the part that is the value of a difference."""
    old, new, names = whole.before, whole.after, whole.names
    for name in type(new).model_fields:
        before, after = getattr(old, name), getattr(new, name)
        if before == after or (name == "id" and isinstance(new, Entity | Step)):
            continue
        hidden = whole.hidden or not (names.shows(old, name) and names.shows(new, name))
        found = Difference(whole.entity, (*whole.path, name), name, old, new, before, after, names, hidden, whole.trail)
        if isinstance(before, list) and isinstance(after, list):
            yield from _in_list(found)
        elif isinstance(before, Part) and isinstance(after, Part):
            yield from _in_part(replace(found, trail=(*whole.trail, found.label)))
        else:
            yield found


def _in_list(whole: Difference) -> Iterator[Difference]:
    pairing = paired(whole.before, whole.after, alike=whole.relation is None or _has_parts(whole))
    moved = pairing.moved if whole.field in ORDERED else ()
    if whole.relation and whole.field not in TELLING:
        pairing = pairing._replace(gone=tuple(at for at in pairing.gone if not _merely_drops(whole, whole.before[at])))
    if pairing.gone or pairing.come or moved:
        yield replace(whole, pairing=pairing._replace(moved=moved))
    ids, left = _renamed_steps(whole, pairing) if whole.field == "steps" else ({}, set())
    for i, j in pairing.same:
        before, after = whole.before[i], whole.after[j]
        if isinstance(before, Step):  # that a step has another short name is nothing to tell of those that wait for it
            before = before.model_copy(update={"after": [ids.get(name) or name for name in before.after]})
            after = after.model_copy(update={"after": [ids[name] if name in left else name for name in after.after]})
        if before == after:
            continue
        item = replace(whole, path=(*whole.path, j), before=before, after=after)
        if isinstance(after, Step) and before.id in left and before.id != after.id:
            path, trail = (*item.path, "id"), (*whole.trail, _called(item, j))
            yield replace(item, path=path, field="id", old=before, new=after, before=before.id, after=after.id,
                          trail=trail)  # fmt: skip
        if isinstance(after, Part):
            yield from _in_part(replace(item, trail=(*whole.trail, _called(item, j))))
        else:
            yield item


def _renamed_steps(whole: Difference, pairing: Pairing) -> tuple[dict[str, str], set[str]]:
    """Return the new short name of each step that had one, and the old ones that others still wait for."""
    ids = {whole.before[i].id: whole.after[j].id for i, j in pairing.same if whole.before[i].id and whole.after[j].id}
    waited = {id for step in whole.after for id in step.after}
    return ids, waited & ids.keys() - {step.id for step in whole.after}


def _called(item: Difference, index: int) -> str:
    """Return what an item of a list is called where something in it is told of."""
    if item.hidden and isinstance(item.after, Method):
        return humane(item.after.type)
    if item.hidden:
        return f"{first_down(item.label) if item.trail else item.label}, item {index + 1}"
    return f"step {index + 1} ({item.say(item.after)})" if isinstance(item.after, Step) else item.say(item.after)


def _merely_drops(whole: Difference, item: Any) -> bool:
    """Whether an item left a list because what it points at left the plan: that is told once, there."""
    ref = whole.ref(item) if isinstance(item, str) else ""
    if not ref or ref not in whole.names.old or whole.names.new.knows(ref):
        return False
    whole.names.dropped[ref].add(whole.entity.ref)
    return True


def _has_parts(whole: Difference) -> bool:
    return any(isinstance(item, Part) for item in (*whole.before, *whole.after))
