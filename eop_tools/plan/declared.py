"""The fields of an entity whose definitions say something of their meaning, found through all its parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from eop_tools.finding import FieldPath
from eop_tools.kind import Entity, Part, Relation, meaning_of, parts_in, relation_of

Holder = tuple[FieldPath, Part]


class Declared(NamedTuple):
    """A field that says something: where it stands, what it holds and says, and what holds it, the entity first."""

    path: FieldPath
    value: Any
    said: Any
    relation: Relation | None
    holders: tuple[Holder, ...]


def declared(entity: Entity, what: str) -> Iterator[Declared]:
    """Yield the fields that hold something and whose `Meaning` says `what` (`lack`, `past`, …), in their order."""
    return _declared((((), entity),), what)


def _declared(holders: tuple[Holder, ...], what: str) -> Iterator[Declared]:
    path, part = holders[-1]
    for field in _telling(type(part), what):
        held, here = getattr(part, field.name), (*path, field.name)
        if held and field.said:
            yield Declared(here, held, field.said, field.relation, holders)
        elif isinstance(held, Part):
            yield from _declared((*holders, (here, held)), what)
        elif isinstance(held, list):
            for index, item in enumerate(held):
                if isinstance(item, Part):
                    yield from _declared((*holders, ((*here, index), item)), what)


class _Field(NamedTuple):
    name: str
    said: Any
    relation: Relation | None


_TELLING: dict[tuple[type[Part], str], tuple[_Field, ...]] = {}


def _telling(model: type[Part], what: str) -> tuple[_Field, ...]:
    """Return the fields of a class that say it, and those whose parts have some; worked out once per class."""
    if (model, what) not in _TELLING:
        _TELLING[model, what] = ()
        _TELLING[model, what] = tuple(
            _Field(name, said, relation_of(info))
            for name, info in model.model_fields.items()
            if (said := getattr(meaning_of(info), what))
            or any(_telling(part, what) for part in parts_in(info.annotation))
        )
    return _TELLING[model, what]
