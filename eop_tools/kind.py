"""What a kind is: a pydantic class whose fields say who may see them and what they point at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, StrictBool
from pydantic.fields import FieldInfo

from eop_tools.errors import EopError
from eop_tools.finding import FieldPath, PathStep, Place
from eop_tools.shelf import Shelf
from eop_tools.text.suggest import did_you_mean
from eop_tools.values import Audience, Day, Language, Link, Prose, Ref

PLAN_LANGUAGE = 1
"""The version of the plan language that is read and written here: what kinds and fields there are, and their names.

It is raised where a plan that was in order is not so any more, or says something else; a new field alone does not.
"""
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


class Pointer(NamedTuple):
    """One reference found in an entity: where it stands, what was written, what it means."""

    path: FieldPath
    text: str
    relation: Relation

    @property
    def target(self) -> str:
        """The reference in full, `kind:id`."""
        return f"{self.relation.kinds[0]}:{self.text}" if self.relation.single else self.text


def _field(audience: Audience, description: str, default: Any, **more: Any) -> Any:
    extra = {"x-audience": audience.value} | more.pop("extra", {})
    if default in (list, dict):  # called from Python: pydantic is slow to read what a built-in takes
        return Field(default_factory=lambda: default(), description=description, json_schema_extra=extra, **more)
    return Field(default, description=description, json_schema_extra=extra, **more)


def public(description: str, default: Any = _REQUIRED, **more: Any) -> Any:
    """A field that everybody may see. `default=list` gives an empty list; further arguments go to pydantic."""
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


class AnyOf(Part):
    """A need that one of several can meet."""

    any_of: list[Ref] = relation(
        ANY, says=("can use", "is an alternative for"), description="Any one of these is enough.", min_length=1
    )


class Source(Part):
    """Where a fact comes from."""

    title: str = public("What the source is: a page, a law, a report, a person's office.")
    url: Link | None = public("Its address on the web.", None)
    checked: Day | None = public("The day somebody last looked at it.", None)


class Entity(Part):
    """What every kind has. The id is not written inside the file: the file's name, or the key, is the id."""

    id: str = public("The id, from the file's name or the key.")
    name: str = public("The name people use. It may change; the id stays.", min_length=1)
    language: Language | None = public("The language of the name, where the plan is written in another.", None)
    description: Prose = public("What it is, in a sentence or two.", "")
    sources: list[Source] = public("Where these facts come from.", list)
    audience: Audience | None = public("Who may see this entity, if not the kind's usual audience.", None)
    audience_reason: str = public("Why more people may see it than usual.", "")
    owner: Ref | None = relation(
        "role", says=("is kept up by", "keeps up"), description="The role that keeps this up to date.", default=None
    )
    depends_on: list[Ref | AnyOf] = relation(
        ANY,
        says=("depends on", "is needed by"),
        description="What must work for this to work; use any_of where one of several is enough.",
        default=list,
    )
    illustrative: StrictBool = public("Invented for demonstration; not a fact about the real world.", False)

    @property
    def ref(self) -> str:
        """The entity's reference, `kind:id`."""
        return f"{kind_of(type(self)).name}:{self.id}"

    def at(self, *path: PathStep, offset: int | None = None) -> Place:
        """Name a place in this entity's document in the document's own words; lines are found later."""
        return Place(self.ref, path, offset)

    def pointers(self) -> Iterator[Pointer]:
        """Yield every reference this entity's fields hold, in the order of the fields."""
        yield from _pointers(self, ())

    def lists(self) -> Iterator[tuple[FieldPath, list[str | Part]]]:
        """Yield path and references of every list of references that this entity's fields hold."""
        yield from _lists(self, ())


@dataclass(frozen=True)
class Kind:
    """One kind of the plan language: its class, its names, and where the site shows it."""

    name: str
    plural: str
    title: str
    section: str
    model: type[Entity]
    audience: Audience
    prose: bool = False

    @property
    def is_single(self) -> bool:
        """Whether a plan has exactly one of it, in a file of its own at the top."""
        return self.name == self.plural

    @cached_property
    def example(self) -> str:
        """The YAML example in the class's docstring."""
        text = self.model.__doc__ or ""
        body = text.split("```yaml\n", 1)[-1].split("```", 1)[0] if "```yaml\n" in text else ""
        import textwrap

        return textwrap.dedent(body)

    @property
    def summary(self) -> str:
        """The first sentence of the class's docstring."""
        return (self.model.__doc__ or "").strip().split("\n", 1)[0]


KINDS: Shelf[Kind] = Shelf("kinds", "eop_tools.kinds")
SECTIONS = ("Act now", "Who", "What", "Where", "With what", "The plan", "Upkeep")
_OF: dict[type, Kind] = {}
AnyEntity = TypeVar("AnyEntity", bound=Entity)


def kind(
    name: str,
    plural: str,
    *,
    title: str,
    section: str,
    audience: Audience = Audience.public,
    prose: bool = False,
) -> Callable[[type[AnyEntity]], type[AnyEntity]]:
    """Declare a class as a kind: `plan/<plural>/*.yaml` and `plan/<plural>.yaml` then hold its entities.

    `section` is the part of the site's menu it stands under (one of `SECTIONS`); `audience` is who may see an
    entity that says nothing else; `prose` kinds are Markdown files with front matter.
    """

    def declare(model: type[AnyEntity]) -> type[AnyEntity]:
        leaf = Kind(name, plural, title, section, model, audience, prose)
        KINDS.put(name, leaf)
        _OF[model] = leaf
        return model

    return declare


def the_kind(name: str) -> Kind:
    """Return the kind of that name. Raises EopError with the nearest one where there is none."""
    found = KINDS.get(name)
    if found is None:
        raise EopError(
            f"there is no kind “{name}”",
            did_you_mean(name, KINDS.names()) or "the kinds are: " + ", ".join(KINDS.names()),
        )
    return found


def kind_of(model: type[Entity]) -> Kind:
    """Return the kind of a class that was declared with `@kind`."""
    return _OF[model]


def said_of(info: FieldInfo) -> dict[str, Any]:
    """Return what a field's definition says beyond pydantic's own words: `x-audience`, `x-relation` and others."""
    return info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}


def parts_in(annotation: Any) -> Iterator[type[Part]]:
    """Yield the classes of the parts that a field of this annotation may hold."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for argument in get_args(annotation):
        yield from parts_in(argument)


def audience_of(info: FieldInfo) -> Audience:
    """Return who may see a field; one that says nothing is for command only (an allow-list, not a block-list)."""
    value = said_of(info).get("x-audience")
    return Audience(value) if isinstance(value, str) else Audience.command


def relation_of(info: FieldInfo) -> Relation | None:
    """Return the relation a field declares, or None."""
    said = said_of(info).get("x-relation")
    return Relation(tuple(said["to"]), said["says"], said["said_back"]) if said else None


class _Way(NamedTuple):
    name: str
    relation: Relation | None
    parts: bool


_WAYS: dict[type, tuple[_Way, ...]] = {}


def _ways(model: type[Part]) -> tuple[_Way, ...]:
    """Return the fields of a class through which references can be reached; worked out once per class."""
    if model not in _WAYS:
        found = [
            _Way(name, relation_of(info), any(parts_in(info.annotation))) for name, info in model.model_fields.items()
        ]
        _WAYS[model] = tuple(way for way in found if way.relation or way.parts)
    return _WAYS[model]


def _pointers(value: Part, path: FieldPath) -> Iterator[Pointer]:
    for way in _ways(type(value)):
        held = getattr(value, way.name)
        if not held:
            continue
        here = (*path, way.name)
        items = (
            [((*here, index), item) for index, item in enumerate(held)] if isinstance(held, list) else [(here, held)]
        )
        for place, item in items:
            if isinstance(item, Part):
                yield from _pointers(item, place)
            elif way.relation:
                yield Pointer(place, str(item), way.relation)


def _lists(value: Part, path: FieldPath) -> Iterator[tuple[FieldPath, list[str | Part]]]:
    for way in _ways(type(value)):
        held = getattr(value, way.name)
        if isinstance(held, list):
            if held and way.relation:
                yield (*path, way.name), held
            if way.parts:
                for index, item in enumerate(held):
                    if isinstance(item, Part):
                        yield from _lists(item, (*path, way.name, index))
        elif isinstance(held, Part):
            yield from _lists(held, (*path, way.name))
