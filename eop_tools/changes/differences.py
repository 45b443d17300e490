"""Two versions of one entity, field by field: what differs, where, and in which words its place is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from eop_tools import finding
from eop_tools.changes.matching import Pairing, paired
from eop_tools.changes.wording import label_of, said
from eop_tools.kind import Entity, Part, Pointer, Relation, relation_of
from eop_tools.kinds.procedure import Step
from eop_tools.plan import Plan
from eop_tools.words import first_down

TELLING = {"holders", "activated_by", "eoc", "first_hour", "backed_up_by", "parties", "evidence"}
"""Lists of references that tell of a loss by themselves, also of what is gone from the plan as a whole."""
ORDERED = {"steps", "on", "order", "holders", "methods", "eoc", "backed_up_by", "first_hour", "reported_on",
           "first_actions", "signed_by"}  # fmt: skip
"""Lists whose order says what comes first; elsewhere an item that only moved is no change."""


@dataclass(frozen=True)
class Names:
    """Both plans, for the names of what their fields point at, and the day.

    `dropped` fills with what is gone from the plan, and the entities that therefore no longer name it.
    """

    old: Plan
    new: Plan
    today: date
    dropped: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __call__(self, ref: str) -> str:
        """Return the name people use for a full reference."""
        return (self.new if ref in self.new else self.old).label(ref)


@dataclass(frozen=True)
class Difference:
    """One field that differs: in which part of which entity, and both values; for a list, what became of its items."""

    entity: Entity
    path: tuple[finding.Step, ...]
    field: str
    old: Any
    new: Any
    before: Any
    after: Any
    names: Names
    trail: tuple[str, ...] = ()
    pairing: Pairing | None = None

    @property
    def relation(self) -> Relation | None:
        """What the field points at, if it does."""
        return relation_of(type(self.new).model_fields[self.field])

    @property
    def label(self) -> str:
        """The field in words, as the pages name it."""
        return label_of(type(self.new), self.field)

    @property
    def where(self) -> str:
        """The place of the field in words, for example “step 4, within”."""
        return ", ".join((*self.trail, first_down(self.label) if self.trail else self.label))

    @property
    def gone(self) -> list[Any]:
        """The items that a list has no more."""
        return [self.before[index] for index in self.pairing.gone] if self.pairing else []

    @property
    def come(self) -> list[Any]:
        """The items that are new in a list."""
        return [self.after[index] for index in self.pairing.come] if self.pairing else []

    def ref(self, text: str) -> str:
        """Return a reference in this field in full."""
        return Pointer((), text, self.relation).target if self.relation else text

    def say(self, value: Any) -> str:
        """Return a value of this field in words."""
        return said(value, self.relation, self.names)


def differences(old: Entity, new: Entity, names: Names) -> Iterator[Difference]:
    """Yield what differs between two versions of an entity, in the order of its fields."""
    yield from _in_part(new, old, new, (), (), names)


def _in_part(
    entity: Entity, old: Part, new: Part, path: tuple[finding.Step, ...], trail: tuple[str, ...], names: Names
) -> Iterator[Difference]:
    for name in type(new).model_fields:
        before, after = getattr(old, name), getattr(new, name)
        if before == after or (name == "id" and isinstance(new, Entity | Step)):
            continue
        here = (*path, name)
        found = Difference(entity, here, name, old, new, before, after, names, trail)
        if isinstance(before, list) and isinstance(after, list):
            yield from _in_list(found)
        elif isinstance(before, Part) and isinstance(after, Part):
            yield from _in_part(entity, before, after, here, (*trail, found.label), names)
        else:
            yield found


def _in_list(whole: Difference) -> Iterator[Difference]:
    pairing = paired(whole.before, whole.after, alike=whole.relation is None or _has_parts(whole))
    moved = pairing.moved if whole.field in ORDERED else ()
    if whole.relation and whole.field not in TELLING:
        pairing = pairing._replace(gone=tuple(at for at in pairing.gone if not _merely_drops(whole, whole.before[at])))
    if pairing.gone or pairing.come or moved:
        yield replace(whole, pairing=pairing._replace(moved=moved))
    ids = {whole.before[i].id: whole.after[j].id for i, j in pairing.same} if whole.field == "steps" else {}
    for i, j in pairing.same:
        before, after = whole.before[i], whole.after[j]
        if isinstance(before, Step):  # that a step has another short name is nothing to tell of those that wait for it
            before = before.model_copy(update={"after": [ids.get(name) or name for name in before.after]})
        if before == after:
            continue
        path = (*whole.path, j)
        if isinstance(after, Part):
            item = said(after, whole.relation, whole.names)
            item = f"step {j + 1} ({item})" if isinstance(after, Step) else item
            yield from _in_part(whole.entity, before, after, path, (*whole.trail, item), whole.names)
        else:
            yield replace(whole, path=path, before=before, after=after)


def _merely_drops(whole: Difference, item: Any) -> bool:
    """Whether an item left a list because what it points at left the plan: that is told once, there."""
    ref = whole.ref(item) if isinstance(item, str) else ""
    if not ref or ref not in whole.names.old or whole.names.new.knows(ref):
        return False
    whole.names.dropped[ref].add(whole.entity.ref)
    return True


def _has_parts(whole: Difference) -> bool:
    return any(isinstance(item, Part) for item in (*whole.before, *whole.after))
