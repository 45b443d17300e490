"""What the fields of a kind look like to a reader: their words, their sort and who may see them, once per class."""

from __future__ import annotations

import types
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from eop_tools.kind import ANY, KINDS, Entity, Part, Relation, audience_of, relation_of, said_of
from eop_tools.text.phrases import article, first_up, humane, inside, listed
from eop_tools.values import Audience, Day, Duration, Hours, Id, Label, WebAddress

COMMON = frozenset(Entity.model_fields)
_ASKED = ("type", "category", "phase")


@dataclass(frozen=True)
class FieldSort:
    """One field: its name in the file, its words for readers, and what it holds."""

    name: str
    label: str
    description: str
    required: bool
    audience: Audience
    relation: Relation | None
    many: bool
    prose: bool
    choices: tuple[str, ...]
    part: type[Part] | None
    written: str
    default: Any


@cache
def fields_of(model: type[Part]) -> tuple[FieldSort, ...]:
    """Return the fields of a class, in its own order."""
    return tuple(_sort(name, info) for name, info in model.model_fields.items())


def own_fields(model: type[Part]) -> tuple[FieldSort, ...]:
    """Return the fields a kind has beyond those that every kind has."""
    return tuple(field for field in fields_of(model) if field.name not in COMMON)


def _sort(name: str, info: FieldInfo) -> FieldSort:
    relation = relation_of(info)
    inner, metadata, many = _unwrapped(info.annotation, list(info.metadata))
    extra = said_of(info)
    choices = tuple(str(value) for value in get_args(inner)) if get_origin(inner) is Literal else ()
    part = inner if isinstance(inner, type) and issubclass(inner, Part) else None
    prose = bool(extra.get("x-prose")) or any(
        isinstance(meta, FieldInfo) and said_of(meta).get("x-prose") for meta in metadata
    )
    return FieldSort(
        name,
        first_up(relation.forward) if relation else humane(name),
        info.description or "",
        info.is_required(),
        audience_of(info),
        relation,
        many,
        prose,
        choices,
        part,
        _in_words(_Shape(inner, metadata, relation, choices, part, prose, extra), many=many),
        None if info.is_required() else info.get_default(call_default_factory=True),
    )


def _unwrapped(annotation: Any, metadata: list[Any]) -> tuple[Any, list[Any], bool]:
    many = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *more = get_args(annotation)
            metadata.extend(more)
        elif origin in (Union, types.UnionType):
            options = [option for option in get_args(annotation) if option is not type(None)]
            if len(options) != 1:
                return options[0] if many or options[0] is str else annotation, metadata, many
            annotation = options[0]
        elif origin is list:
            many, annotation = True, get_args(annotation)[0]
        else:
            return annotation, metadata, many


_ALIASES: tuple[tuple[Any, str], ...] = (
    (Duration, "a length of time, such as 15 min, 2 h or 3 days"),
    (Day, "a date, such as 2026-11-23"),
    (Hours, "hours, such as 24/7, weekdays 08:00-16:30 or daily 19:00-07:00"),
    (WebAddress, "a web address"),
    (Id, "a short name in small letters and hyphens"),
)


class _Shape(NamedTuple):
    """What a field holds one of: its type, and what its definition says beside."""

    inner: Any
    metadata: list[Any]
    relation: Relation | None
    choices: tuple[str, ...]
    part: type[Part] | None
    prose: bool
    extra: dict[str, Any]


def _in_words(shape: _Shape, *, many: bool) -> str:
    one = next(filter(None, (say(shape) for say in _SAYERS)))
    return f"a list; each item is {one}" if many else one


def _as_reference(shape: _Shape) -> str:
    relation = shape.relation
    if relation is None:
        return ""
    if relation.kinds == (ANY,):
        return "a reference to anything, such as agency:fire"
    nouns = listed([article(kind_noun(name)) for name in relation.kinds], "or")
    return f"the id of {nouns}" if relation.single else f"a reference to {nouns}, such as {relation.kinds[0]}:…"


def _as_choice(shape: _Shape) -> str:
    if isinstance(shape.inner, type) and issubclass(shape.inner, Audience):
        return f"one of: {', '.join(audience.value for audience in Audience)}"
    return f"one of: {', '.join(shape.choices)}" if shape.choices else ""


def _as_part(shape: _Shape) -> str:
    return f"{article(part_noun(shape.part))} (see below)" if shape.part else ""


def _as_text(shape: _Shape) -> str:
    if shape.prose:
        return "text in Markdown, with links such as [[role:mayor]]"
    return next((said for alias, said in _ALIASES if _is(alias, shape.metadata, shape.extra)), "")


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
    """Return what people call one entity of a kind: the plan's cover, an activation level, a role."""
    leaf = KINDS.get(name)
    if leaf is None:
        return name
    if leaf.is_single:
        return inside(leaf.title)
    words = inside(leaf.title).split()
    return " ".join([*words[:-1], name]) if len(words) > 1 else humane(name).lower()


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
