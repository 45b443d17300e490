"""Every entity by its reference: the plan as one frozen value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, wraps
from types import MappingProxyType
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from eop_tools.errors import EopError
from eop_tools.finding import FieldPath, Place
from eop_tools.kind import KINDS, AnyEntity, Entity, kind_of
from eop_tools.kinds.cover import Cover
from eop_tools.text.labels import Labels, natural
from eop_tools.text.suggest import did_you_mean

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
COVER = "plan:plan"


class Origin(NamedTuple):
    """Where an entity is written: the file, and the path to it inside the file."""

    file: str
    base: FieldPath = ()


def _in_order(entities: list[Entity]) -> tuple[Entity, ...]:
    """Return entities of one kind in the order in which people count them: by their labels, then by their ids."""
    labels = {entity.id: str(getattr(entity, "label", "")) for entity in entities}
    by_label = Labels(labels.values()).key
    return tuple(sorted(entities, key=lambda each: (by_label(labels[each.id]), natural(each.id))))


class Plan:
    """The entities of a plan, by reference and by kind.

    `broken` names entities that exist but could not be read (or whole kinds, as `kind:*`), so that references to
    them are not called dangling on top.
    """

    def __init__(
        self, entities: Mapping[str, Entity], origins: Mapping[str, Origin], broken: frozenset[str] = frozenset()
    ) -> None:
        self._entities = MappingProxyType(dict(entities))
        self._origins = MappingProxyType(dict(origins))
        self.broken = broken
        self._answers: dict[tuple[object, ...], Any] = {}
        self._by_kind: dict[str, tuple[Entity, ...]] = {}
        grouped: dict[str, list[Entity]] = {}
        for ref, entity in self._entities.items():
            grouped.setdefault(ref.partition(":")[0], []).append(entity)
        self._by_kind = {name: _in_order(held) for name, held in grouped.items()}

    @property
    def cover(self) -> Cover | None:
        """The cover, or None where `plan.yaml` is missing or broken."""
        cover = self._entities.get(COVER)
        return cover if isinstance(cover, Cover) else None

    @property
    def region(self) -> str:
        """The country of telephone numbers without a country code; the United States where no cover says another."""
        return self.cover.phone_region if self.cover else "US"

    def __iter__(self) -> Iterator[Entity]:
        for name in KINDS.names():
            yield from self._by_kind.get(name, ())

    def __len__(self) -> int:
        return len(self._entities)

    def __contains__(self, ref: object) -> bool:
        return ref in self._entities

    def knows(self, ref: str) -> bool:
        """Whether an entity of that reference is written anywhere, readable or not."""
        if ref in self._entities:
            return True
        return bool(self.broken) and (ref in self.broken or f"{ref.partition(':')[0]}:*" in self.broken)

    def get(self, ref: str) -> Entity | None:
        """Return the entity of a full reference, or None."""
        return self._entities.get(ref)

    def must(self, ref: str) -> Entity:
        """Return the entity of a full reference that somebody asked for. Raises EopError with the nearest one."""
        entity = self._entities.get(ref)
        if entity is None:
            raise EopError(f"there is no “{ref}” in this plan", did_you_mean(ref, self.refs()) or self._near(ref))
        return entity

    def _near(self, ref: str) -> str:
        """Return what to ask for in place of what is not there, and is no misspelling of one thing that is."""
        from difflib import get_close_matches

        kind, parted, id = ref.rpartition(":")
        known = {entity.id: entity.ref for entity in (self.of_kind(kind) if parted else self)}
        near = [known[each] for each in get_close_matches(id, known, 3)] or [
            known[each] for each in known if id in each
        ]
        if id and near:
            return f"the nearest {'are' if near[1:] else 'is'} {', '.join(near[:3])}"
        kinds = "" if kind in self._by_kind else f"; the kinds here are {', '.join(self._by_kind)}"
        return f"a reference is written kind:id, for example role:mayor{kinds}"

    def find(self, model: type[AnyEntity], id: str | None) -> AnyEntity | None:
        """Return the entity of a kind by its bare id, or None."""
        found = self._entities.get(f"{kind_of(model).name}:{id}")
        return found if isinstance(found, model) else None

    def of(self, model: type[AnyEntity]) -> tuple[AnyEntity, ...]:
        """Return all entities of a kind, by id."""
        return self._by_kind.get(kind_of(model).name, ())  # type: ignore[return-value]

    def of_kind(self, name: str) -> tuple[Entity, ...]:
        """Return all entities of the kind of that name, by id."""
        return self._by_kind.get(name, ())

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every id of any kind: a quick way to know that a word names nothing."""
        return frozenset(entity.id for entity in self._entities.values())

    @cached_property
    def unread(self) -> frozenset[str]:
        """The kinds of which something is there but could not be read."""
        return frozenset(ref.partition(":")[0] for ref in self.broken)

    def refs(self) -> tuple[str, ...]:
        """Return every reference, in the order they were read."""
        return tuple(self._entities)

    def origin(self, ref: str) -> Origin | None:
        """Return where an entity is written."""
        return self._origins.get(ref)

    def label(self, ref: str) -> str:
        """Return the name people use for a reference, or the reference itself."""
        entity = self._entities.get(ref)
        return entity.name if entity else ref

    def replaced(self, entities: Mapping[str, Entity]) -> Plan:
        """Return a plan of other entities that are written in the same places."""
        return Plan(entities, {ref: place for ref, place in self._origins.items() if ref in entities}, self.broken)

    def place_of(self, place: Place) -> tuple[str, FieldPath] | None:
        """Return the file and the path inside it of a place, or None where the entity is not written anywhere."""
        origin = self._origins.get(place.ref)
        return (origin.file, (*origin.base, *place.path)) if origin else None


def once(question: Callable[Concatenate[Plan, Asked], Answer]) -> Callable[Concatenate[Plan, Asked], Answer]:
    """Let the same question about a plan be answered only once, however many ask it; the plan keeps the answers."""

    @wraps(question)
    def ask(plan: Plan, /, *about: Asked.args, **more: Asked.kwargs) -> Answer:
        answers, asked = plan._answers, (question, about, tuple(more.items()))
        if asked not in answers:
            answers[asked] = question(plan, *about, **more)
        answer: Answer = answers[asked]
        return answer

    return ask
