"""The fields of an entity whose definitions say something of their meaning, found through all its parts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from eop_tools.field import Holder
from eop_tools.finding import FieldPath
from eop_tools.kind import Entity, Relation, Walk


class Declared(NamedTuple):
    """A field that says something: where it stands, what it holds and says, and what holds it, the entity first."""

    path: FieldPath
    value: Any
    said: Any
    relation: Relation | None
    holders: tuple[Holder, ...]


def declared(entity: Entity, what: str) -> Iterator[Declared]:
    """Yield the fields that hold something and whose `Meaning` says `what` (`lack`, `past`, …), in their order."""
    for held in _walk(what).whole(entity):
        said = getattr(held.field.meaning, what)
        yield Declared(held.path, held.value, said, held.field.relation, held.holders)


@cache
def _walk(what: str) -> Walk:
    return Walk(lambda field: bool(getattr(field.meaning, what)))
