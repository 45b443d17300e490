"""What the fields of a kind look like to a reader: their words, their sort and who may see them, once per class."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from pydantic.fields import FieldInfo

from eop_tools.field import FieldDefinition, fields_of, one_value, said_of
from eop_tools.kind import ANY, KINDS, Entity, Part
from eop_tools.text.catalog import ENGLISH, Catalog, speaking
from eop_tools.text.phrases import article, humane, in_words, inside, listed
from eop_tools.values import Audience, Day, Duration, Hours, Id, Label, WebAddress

COMMON = frozenset(Entity.model_fields)
_ASKED = ("type", "category", "phase")


def own_fields(model: type[Part]) -> tuple[FieldDefinition, ...]:
    """Return the fields a kind has beyond those that every kind has."""
    return tuple(field for field in fields_of(model) if field.name not in COMMON)


def written(field: FieldDefinition) -> str:
    """Return in English words what a planner writes into a field."""
    with speaking(Catalog(), ENGLISH):
        return _written(field)


def _written(field: FieldDefinition) -> str:
    inner, _ = one_value(field.info.annotation)
    shape = _Shape(inner, [*field.info.metadata, *_metadata_in(field.info.annotation)], field, said_of(field.info))
    one = next(filter(None, (words(shape) for words in _SAYERS)))
    return f"a list; each item is {one}" if field.many else one


def _metadata_in(annotation: Any) -> Iterator[Any]:
    """Yield what an annotation says beside the types: lengths, patterns and other names of a type."""
    if get_origin(annotation) is Annotated:
        yield from get_args(annotation)[1:]
    for argument in get_args(annotation):
        yield from _metadata_in(argument)


_ALIASES: tuple[tuple[Any, str], ...] = (
    (Duration, "a length of time, such as 15 min, 2 h or 3 days"),
    (Day, "a date, such as 2026-11-23"),
    (Hours, "hours, such as 24/7, weekdays 08:00-16:30 or daily 19:00-07:00"),
    (WebAddress, "a web address"),
    (Id, "a short name in small letters and hyphens"),
)


class _Shape(NamedTuple):
    """What a field holds one of: its type with what is said beside it, the field, and what its definition adds."""

    inner: Any
    metadata: list[Any]
    field: FieldDefinition
    extra: dict[str, Any]


def _as_reference(shape: _Shape) -> str:
    relation = shape.field.relation
    if relation is None:
        return ""
    if relation.kinds == (ANY,):
        return "a reference to anything, such as agency:fire"
    nouns = listed([article(kind_noun(name)) for name in relation.kinds], "or")
    return f"the id of {nouns}" if relation.single else f"a reference to {nouns}, such as {relation.kinds[0]}:…"


def _as_choice(shape: _Shape) -> str:
    if isinstance(shape.inner, type) and issubclass(shape.inner, Audience):
        return f"one of: {', '.join(audience.value for audience in Audience)}"
    return f"one of: {', '.join(shape.field.choices)}" if shape.field.choices else ""


def _as_part(shape: _Shape) -> str:
    parts = listed([article(part_noun(part)) for part in shape.field.parts], "or")
    if not parts:
        return ""
    return f"{parts} (see below)" if shape.field.part else f"text, or {parts} (see below)"


def _as_text(shape: _Shape) -> str:
    if shape.field.prose:
        return "text in Markdown, with links such as [[role:mayor]]"
    return next((words for alias, words in _ALIASES if _is(alias, shape.metadata, shape.extra)), "")


def _as_simple(shape: _Shape) -> str:
    if get_origin(shape.inner) is dict:
        return "names with a value each"
    return _SIMPLE.get(shape.inner, "")


def _as_any_text(shape: _Shape) -> str:
    return "text or a number" if _is(Label, shape.metadata, shape.extra) else "text"


_SIMPLE: dict[Any, str] = {bool: "yes or no (true or false)", int: "a whole number", float: "a number"}
_SAYERS = (_as_reference, _as_choice, _as_part, _as_text, _as_simple, _as_any_text)
"""What a value is, in words: the first that has any."""


def _is(alias: Any, metadata: list[Any], extra: dict[str, Any]) -> bool:
    """Whether a field was declared with an alias of `values`: what is particular to the alias stands in its data."""
    for meta in get_args(alias)[1:]:
        if isinstance(meta, FieldInfo):
            said = meta.json_schema_extra
            if isinstance(said, dict) and said.get("pattern") and said.get("pattern") == extra.get("pattern"):
                return True
        elif any(meta is held or (type(meta) is type(held) and meta == held) for held in metadata):
            return True
    return False


def kind_noun(name: str) -> str:
    """Return what people call one entity of a kind: the plan's cover, an activation level, a role; in English."""
    leaf = KINDS.get(name)
    if leaf is None:
        return name
    if leaf.is_single:
        return inside(leaf.title)
    *first, last = inside(leaf.title).split()
    return " ".join([*first, name]) if first and last.startswith(name) else in_words(name).lower()


def part_noun(model: type[Part]) -> str:
    """Return what people call a part: CorrectiveAction → corrective action."""
    import re

    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).lower()


def asked_sort(entity: Entity) -> str:
    """Return the choice that says what sort of its kind an entity is, in words; empty where the kind has none."""
    for field in own_fields(type(entity)):
        if field.name in _ASKED and field.choices:
            return humane(str(getattr(entity, field.name)))
    return ""
