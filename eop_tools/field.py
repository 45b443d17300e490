"""What a field is: who may see it, what it points at and what it means; and the one walk over what an entity holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from eop_tools.field_meaning import NOTHING_SAID, Meaning
from eop_tools.finding import FieldPath
from eop_tools.text.catalog import say
from eop_tools.text.phrases import first_up, humane
from eop_tools.values import Audience

ANY = "*"
_REQUIRED: Any = ...


class Relation(NamedTuple):
    """What a field points at, and the words for it in both directions ("is run by" / "runs")."""

    kinds: tuple[str, ...]
    forward: str
    backward: str

    @property
    def single(self) -> bool:
        """Whether the field takes bare ids because it points at one kind only."""
        return len(self.kinds) == 1 and self.kinds[0] != ANY


def _field(audience: Audience, description: str, default: Any, **more: Any) -> Any:
    extra = {"x-audience": audience.value} | more.pop("extra", {})
    said = {name: more.pop(name) for name in Meaning._fields if name in more}
    if said:
        extra["x-meaning"] = Meaning(**said)
    if default in (list, dict):  # called from Python: pydantic is slow to read what a built-in takes
        return Field(default_factory=lambda: default(), description=description, json_schema_extra=extra, **more)
    return Field(default, description=description, json_schema_extra=extra, **more)


def public(description: str, default: Any = _REQUIRED, **more: Any) -> Any:
    """A field that everybody may see. `default=list` gives an empty list; further arguments go to pydantic.

    Those of `Meaning` (`counts`, `lack`, `last`, `past`, `not_before`) say what the field means, here and below.
    """
    return _field(Audience.public, description, default, **more)


def responder(description: str, default: Any = _REQUIRED, **more: Any) -> Any:
    """A field for those who respond: not in the public edition."""
    return _field(Audience.responder, description, default, **more)


def command(description: str, default: Any = _REQUIRED, **more: Any) -> Any:
    """A field for those in command: neither in the public nor in the responders' edition."""
    return _field(Audience.command, description, default, **more)


def relation(
    *kinds: str,
    says: tuple[str, str],
    description: str,
    default: Any = _REQUIRED,
    audience: Audience = Audience.public,
    **more: Any,
) -> Any:
    """A field that points at entities of `kinds` (`ANY` for all), with a word for each direction."""
    extra = {"x-relation": {"to": list(kinds), "says": says[0], "said_back": says[1]}}
    return _field(audience, description, default, extra=extra, **more)


class Part(BaseModel):
    """A piece of an entity that has no page of its own: a step, a method, an assignment."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, coerce_numbers_to_str=True, defer_build=True, allow_inf_nan=False
    )
    told_apart_by: ClassVar[tuple[str, ...]] = ()
    """The fields that make one of a list this one and no other; without them the first one that is required."""


# ---- What a definition says ------------------------------------------------------------------------------------------


def said_of(info: FieldInfo) -> dict[str, Any]:
    """Return what a field's definition says beyond pydantic's own words: `x-audience`, `x-relation` and others."""
    return info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}


def _meaning_of(info: FieldInfo) -> Meaning:
    """Return what a field means to those who rely on the plan."""
    said: Meaning = said_of(info).get("x-meaning", NOTHING_SAID)
    return said


def parts_in(annotation: Any) -> Iterator[type[Part]]:
    """Yield the classes of the parts that a field of this annotation may hold."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for argument in get_args(annotation):
        yield from parts_in(argument)


def _audience_of(info: FieldInfo) -> Audience:
    """Return who may see a field; one that says nothing is for command only (an allow-list, not a block-list)."""
    value = said_of(info).get("x-audience")
    return Audience(value) if isinstance(value, str) else Audience.command


def _relation_of(info: FieldInfo) -> Relation | None:
    """Return the relation a field declares, or None."""
    said = said_of(info).get("x-relation")
    return Relation(tuple(said["to"]), said["says"], said["said_back"]) if said else None


class FieldDefinition(NamedTuple):
    """All that a class says of one of its fields, worked out once.

    `ruled` is whether somebody said who may see it; without that it is for command only. `many` is whether it holds a
    list, `choices` are the language's own words of which it holds one or some, `is_common` is whether every kind has it
    for the same purpose, `may_hold_text` whether a text can stand in it or in its parts. `parts` are the classes of all
    parts that can stand in it, `part` the one class of its values where they can be nothing else. `default` is None for
    a field that is required. `info` is what pydantic holds of it.
    """

    name: str
    description: str
    required: bool
    default: Any
    audience: Audience
    ruled: bool
    relation: Relation | None
    meaning: Meaning
    prose: bool
    many: bool
    choices: tuple[str, ...]
    is_common: bool
    may_hold_text: bool
    parts: tuple[type[Part], ...]
    part: type[Part] | None
    info: FieldInfo

    @property
    def label(self) -> str:
        """Its words for readers: those of its relation where it has one."""
        return first_up(say(self.relation.forward)) if self.relation else humane(self.name)


@cache
def fields_of(model: type[Part]) -> tuple[FieldDefinition, ...]:
    """Return the fields of a class, in its own order."""
    return tuple(_defined(name, info) for name, info in model.model_fields.items())


@cache
def fields_by_name(model: type[Part]) -> dict[str, FieldDefinition]:
    """Return the fields of a class by their names, in its own order."""
    return {field.name: field for field in fields_of(model)}


def _defined(name: str, info: FieldInfo) -> FieldDefinition:
    said = said_of(info)
    value, many = one_value(info.annotation)
    return FieldDefinition(
        name=name,
        description=info.description or "",
        required=info.is_required(),
        default=None if info.is_required() else info.get_default(call_default_factory=True),
        audience=_audience_of(info),
        ruled="x-audience" in said,
        relation=_relation_of(info),
        meaning=_meaning_of(info),
        prose=bool(said.get("x-prose")),
        many=many,
        choices=tuple(map(str, get_args(value))) if get_origin(value) is Literal else (),
        is_common=bool(said.get("x-common")),
        may_hold_text=_may_hold_text(info.annotation),
        parts=tuple(dict.fromkeys(parts_in(info.annotation))),
        part=value if isinstance(value, type) and issubclass(value, Part) else None,
        info=info,
    )


def one_value(annotation: Any) -> tuple[Any, bool]:
    """Return the type of one value of a field, whether or not there need be one, and whether there may be several."""
    many = False
    while True:
        origin, inner = get_origin(annotation), [each for each in get_args(annotation) if each is not NoneType]
        if origin is list:
            many, annotation = True, inner[0]
        elif origin is Annotated or (origin in (Union, UnionType) and len(inner) == 1):
            annotation = inner[0]
        else:
            return annotation, many


def _may_hold_text(annotation: object) -> bool:
    if isinstance(annotation, type):
        return annotation is str or issubclass(annotation, Part)
    return any(_may_hold_text(argument) for argument in get_args(annotation) if not isinstance(argument, str))


# ---- The walk --------------------------------------------------------------------------------------------------------


class Held(NamedTuple):
    """One value that was met: in which part, where from the top, in which field, and itself, one of a list by one."""

    part: Part
    path: FieldPath
    field: FieldDefinition
    value: Any


Holder = tuple[FieldPath, Part]
"""A part that holds something, with its path; the entity itself has an empty one."""


class Whole(NamedTuple):
    """What a field holds, whole: where from the top, which field, what, and what it stands in, the entity first."""

    path: FieldPath
    field: FieldDefinition
    value: Any
    holders: tuple[Holder, ...]


class Walk:
    """A walk through an entity and its parts, past every value of the fields that are wanted, in their order.

    What of a class can lead to such a field is worked out once, so that nothing else is looked at.
    """

    def __init__(self, wanted: Callable[[FieldDefinition], bool]) -> None:
        self._wanted = wanted
        self._known: dict[type[Part], tuple[tuple[FieldDefinition, bool], ...]] = {}

    def over(self, part: Part, path: FieldPath = ()) -> Iterator[Held]:
        """Yield what the wanted fields hold, also empty texts and False; nothing for None and for an empty list."""
        for field, wanted in self._ways(type(part)):
            held = getattr(part, field.name)
            if held is None:
                continue
            here = (*path, field.name)
            if isinstance(held, list):
                for index, item in enumerate(held):
                    if isinstance(item, Part):
                        yield from self.over(item, (*here, index))
                    elif wanted:
                        yield Held(part, (*here, index), field, item)
            elif isinstance(held, Part):
                yield from self.over(held, here)
            elif wanted:
                yield Held(part, here, field, held)

    def whole(self, part: Part) -> Iterator[Whole]:
        """Yield what each wanted field holds, if anything: a list as one. The parts that it stands in come with it."""
        return self._whole((((), part),))

    def _whole(self, holders: tuple[Holder, ...]) -> Iterator[Whole]:
        path, part = holders[-1]
        for field, wanted in self._ways(type(part)):
            held, here = getattr(part, field.name), (*path, field.name)
            if held and wanted:
                yield Whole(here, field, held, holders)
            if isinstance(held, Part):
                yield from self._whole((*holders, (here, held)))
            elif isinstance(held, list):
                for index, item in enumerate(held):
                    if isinstance(item, Part):
                        yield from self._whole((*holders, ((*here, index), item)))

    def _ways(self, model: type[Part]) -> tuple[tuple[FieldDefinition, bool], ...]:
        """Return the fields of a class that are wanted or whose parts have some that are, with whether they are."""
        if model not in self._known:
            found = ((field, self._wanted(field)) for field in fields_of(model))
            self._known[model] = tuple(
                (field, wanted) for field, wanted in found if wanted or self._leads(field.parts, frozenset())
            )
        return self._known[model]

    def _leads(self, parts: Iterable[type[Part]], seen: frozenset[type[Part]]) -> bool:
        """Whether one of some classes, or of their parts, has a field that is wanted."""
        return any(
            self._wanted(field) or self._leads(field.parts, seen | {part})
            for part in parts
            if part not in seen
            for field in fields_of(part)
        )
