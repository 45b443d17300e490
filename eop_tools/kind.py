"""What a kind is: a pydantic class whose fields say who may see them and what they point at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from pydantic import StrictBool

from eop_tools.field import (
    ANY,
    FieldDefinition,
    Part,
    Relation,
    Walk,
    command,
    fields_by_name,
    fields_of,
    parts_in,
    public,
    relation,
    responder,
    said_of,
)
from eop_tools.finding import FieldPath, PathStep, Place
from eop_tools.need import Need
from eop_tools.shelf import Shelf
from eop_tools.text.catalog import to_say
from eop_tools.values import Audience, Day, Language, Prose, Ref, WebAddress

__all__ = [
    "ANY", "KINDS", "KIT_PARTS", "PLAN_LANGUAGE", "SECTIONS", "AnyEntity", "AnyOf", "Entity", "FieldDefinition", "Kind",
    "Part", "Pointer", "Relation", "Source", "Walk", "command", "fields_by_name", "fields_of", "kind", "kind_of",
    "parts_in", "public", "relation", "responder", "said_of",
]  # fmt: skip
_POINTING = Walk(lambda field: field.relation is not None)
PLAN_LANGUAGE = 1
"""The version of the plan language that is read and written here: what kinds and fields there are, and their names.

It is raised where a plan that was in order is not so any more, or says something else; a new field alone does not.
"""


class Pointer(NamedTuple):
    """One reference found in an entity: where it stands, what was written, what it means.

    `counts` is whether the entity counts on what it points at, rather than mentions it, keeps it or leads it.
    """

    path: FieldPath
    text: str
    relation: Relation
    counts: bool = False

    @property
    def target(self) -> str:
        """The reference in full, `kind:id`."""
        return f"{self.relation.kinds[0]}:{self.text}" if self.relation.single else self.text


class AnyOf(Part):
    """A need that one of several can meet."""

    any_of: list[Ref] = relation(
        ANY,
        says=("can use", "is an alternative for"),
        description="Any one of these is enough.",
        counts=True,
        min_length=1,
    )


class Source(Part):
    """Where a fact comes from."""

    title: str = public("What the source is: a page, a law, a report, a person's office.")
    url: WebAddress | None = public("Its address on the web.", None)
    checked: Day | None = public("The day somebody last looked at it.", None)


class Entity(Part):
    """What every kind has. The id is not written inside the file: the file's name, or the key, is the id."""

    id: str = public("The id, from the file's name or the key.")
    name: str = public("The name people use. It may change; the id stays.", min_length=1)
    aliases: list[str] = public(
        "Other names for it, and what people call it in a hurry: search finds it by each of them.", list
    )
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
        lack=to_say("depends on {it}"),
    )
    illustrative: StrictBool = public("Invented for demonstration; not a fact about the real world.", False)

    @property
    def ref(self) -> str:
        """The entity's reference, `kind:id`."""
        return f"{kind_of(type(self)).name}:{self.id}"

    def at(self, *path: PathStep, offset: int | None = None) -> Place:
        """Name a place in this entity's document in the document's own words; lines are found later."""
        return Place(self.ref, path, offset)

    def other_names(self) -> Iterator[str]:
        """Yield what else it is called, for search; a kind adds what it is known by as well: a title, an address."""
        yield from self.aliases

    def own_needs(self) -> Iterator[Need]:
        """Yield what it needs by a rule of its kind, beyond what single fields declare (`lack`)."""
        return iter(())

    def part_needs(self) -> Iterator[tuple[str, list[Need]]]:
        """Yield each part of it that can fail by itself, by its key in it (`methods/0`), with what that needs."""
        return iter(())

    def part_name(self, part: str) -> str:
        """Return what people call the part of that key: “EOC duty desk by voice”."""
        return self.name

    def pointers(self) -> Iterator[Pointer]:
        """Yield every reference this entity's fields hold, in the order of the fields."""
        for held in _POINTING.over(self):
            if held.value and held.field.relation:
                meaning = held.field.meaning
                counts = meaning.counts or bool(meaning.lack)
                yield Pointer(held.path, str(held.value), held.field.relation, counts)

    def lists(self) -> Iterator[tuple[FieldPath, list[str | Part]]]:
        """Yield path and references of every list of references that this entity's fields hold."""
        return ((held.path, held.value) for held in _POINTING.whole(self) if isinstance(held.value, list))


@dataclass(frozen=True)
class Kind:
    """One kind of the plan language: its class, its names, where the site shows it, and what one of it is worth."""

    name: str
    plural: str
    title: str
    section: str
    model: type[Entity]
    audience: Audience
    prose: bool = False
    losable: bool = False
    work: bool = False
    for_use: bool = False
    gravity: int = 0
    bearing: int = 0
    kit: str = ""

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
KIT_PARTS = ("Who are you?", "What happened?", "Activate", "Procedures", "Who to call", "Radio", "Places")
"""The parts of the kit, the one file that responders carry, in the order in which they stand there."""
_OF: dict[type, Kind] = {}
AnyEntity = TypeVar("AnyEntity", bound=Entity)


def kind(  # noqa: PLR0913 - a definition says each thing by its name
    name: str,
    plural: str,
    *,
    title: str,
    section: str,
    audience: Audience = Audience.public,
    prose: bool = False,
    losable: bool = False,
    work: bool = False,
    for_use: bool = False,
    gravity: int = 0,
    bearing: int = 0,
    kit: str = "",
) -> Callable[[type[AnyEntity]], type[AnyEntity]]:
    """Declare a class as a kind: `plan/<plural>/*.yaml` and `plan/<plural>.yaml` then hold its entities.

    `section` is the part of the site's menu it stands under (one of `SECTIONS`); `audience` is who may see an
    entity that says nothing else; `prose` kinds are Markdown files with front matter.

    What can be lost in the world is `losable`: a building is; a position or a procedure is not, it has nobody left.
    `work` is carried out, and stops being carried out in full; what is neither is a means that falls. What nothing in
    the plan uses although it is there `for_use` is told. `gravity` orders what falls with a loss, the gravest first;
    `bearing` orders what counts on something that got worse, what is told first highest, 0 not at all. `kit` is the
    part of the kit (one of `KIT_PARTS`) in which responders carry its pages; a kind that names none is not carried.
    """

    def declare(model: type[AnyEntity]) -> type[AnyEntity]:
        leaf = Kind(name, plural, title, section, model, audience, prose, losable, work, for_use, gravity, bearing, kit)
        KINDS.put(name, leaf)
        _OF[model] = leaf
        return model

    return declare


def kind_of(model: type[Entity]) -> Kind:
    """Return the kind of a class that was declared with `@kind`."""
    return _OF[model]
