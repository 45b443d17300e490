"""The presenter: knows what an edition holds, and makes parts of a document of its references, contacts and values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from eop_tools.analysis.and_or_system import System
from eop_tools.analysis.needs import needs_of
from eop_tools.document import (
    CleanHtml,
    Content,
    Dial,
    Element,
    Link,
    Time,
    between,
    bracketed,
    bullets,
    facts,
    table,
)
from eop_tools.document.saying import said
from eop_tools.document.words import words_of
from eop_tools.field import FieldDefinition, fields_of
from eop_tools.finding import FieldPath, PathStep
from eop_tools.kind import KINDS, AnyEntity, AnyOf, Entity, Part, Relation
from eop_tools.kinds.assumption import Assumption
from eop_tools.kinds.contact import Contact, Method
from eop_tools.kinds.function import Function
from eop_tools.kinds.section import Section
from eop_tools.notation.telephone import telephone
from eop_tools.page import View
from eop_tools.plan import COVER
from eop_tools.render.currency import hides_records
from eop_tools.render.prose import prose
from eop_tools.text.catalog import say, to_say
from eop_tools.text.phrases import age, first_up, humane, in_small, listed, notation, shortened
from eop_tools.upkeep.evidence import reviewed
from eop_tools.values import Audience, is_time

WITHHELD = to_say("withheld")
_WIDE = 6


_system = lru_cache(maxsize=1)(needs_of)


class Presenter:
    """One for each view; it keeps nothing but what can be worked out once."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.plan = view.plan
        self.today = view.today
        self._links: dict[str, Element | str] = {}
        self._those: dict[tuple[type[Entity], str], dict[str, list[Any]]] = {}

    @cached_property
    def system(self) -> System:
        """What everything in this edition needs to work."""
        return _system(self.plan, self.today)

    @cached_property
    def down(self) -> frozenset[str]:
        """What does not work before anything is lost."""
        return self.system.fall().down

    @cached_property
    def withheld(self) -> dict[str, int]:
        """How many details of each entity this edition leaves out."""
        counts: dict[str, int] = {}
        for item in self.view.edition.withheld:
            counts[item.ref] = counts.get(item.ref, 0) + 1
        return counts

    def away(self, ref: str, path: FieldPath) -> set[int]:
        """Return the places in a list that this edition leaves out."""
        at = len(path)
        return {
            step
            for item in self._gone.get(ref, ())
            if len(item) == at + 1 and item[:at] == path and isinstance(step := item[at], int)
        }

    def unsaid(self, ref: str, *path: PathStep) -> str:
        """Return what stands where a field holds nothing: that it is withheld, or that the plan does not say it."""
        gone = any(item[: len(path)] == path for item in self._gone.get(ref, ()))
        return say(WITHHELD) if gone else say("not said")

    @cached_property
    def _gone(self) -> dict[str, list[FieldPath]]:
        gone: dict[str, list[FieldPath]] = {}
        for item in self.view.edition.withheld:
            if item.path:
                gone.setdefault(item.ref, []).append(item.path)
        return gone

    def those(self, model: type[AnyEntity], field: str, id: str) -> list[AnyEntity]:
        """Return the entities of a kind whose field holds an id; looked up once for all ids."""
        key = (model, field)
        if key not in self._those:
            found: dict[str, list[Any]] = {}
            for entity in self.plan.of(model):
                found.setdefault(getattr(entity, field) or "", []).append(entity)
            self._those[key] = found
        return self._those[key].get(id, [])

    def sources(self, ref: str, backward: str) -> list[str]:
        """Return what points at an entity with a relation of those words back, each once."""
        return list(dict.fromkeys(edge.source for edge in self.view.graph.into(ref) if edge.backward == backward))

    def where(self, ref: str) -> tuple[str, str]:
        """Return the page of a reference (empty where there is none in this edition) and its name."""
        path = self.view.path(ref)
        return path, self.plan.label(ref) if path else say(WITHHELD)

    def link(self, ref: str, words: str = "") -> Element | str:
        """Return a link to an entity's page; plain “withheld”, never its id, where this edition does not have it."""
        if not words and ref in self._links:
            return self._links[ref]
        path, name = self.where(ref)
        entity = None if words else self.plan.get(ref)
        language = entity.language if entity else None
        made = Link(f"@/{path}", words or name, language) if path else words or say(WITHHELD)
        if not words:
            self._links[ref] = made
        return made

    def links(self, refs: Iterable[str], separator: Content = ", ") -> Content:
        """Return links one after the other."""
        return between(map(self.link, refs), separator)

    def prose(self, text: str) -> CleanHtml | None:
        """Return a prose field."""
        return prose(text, self.where)

    def target(self, relation: Relation, text: str) -> str:
        """Return the full reference of what a relation's field says."""
        return f"{relation.kinds[0]}:{text}" if relation.single else text

    def day(self, day: date | None, *, aged: bool = False) -> Content:
        """Return a day, on request with how long ago it was."""
        if day is None:
            return None
        return [Time(day), bracketed(age(day, self.today)) if aged else None]

    def reviewed(self, part: Section | Function | Assumption) -> Content:
        """Return when a part was last reviewed, and that it was with the whole plan where it has no day of its own."""
        own = reviewed(self.plan, part.ref)
        whole = None if part.reviewed else reviewed(self.plan, COVER)
        if whole and (own is None or whole > own):
            return said("{day}, with the whole plan", day=self.day(whole, aged=True))
        return self.last(own)

    def last(self, day: date | None) -> Content:
        """Return the day on which something was done last, or that there is none as far as this edition can tell."""
        return self.day(day, aged=True) or (
            say("not said in this edition") if hides_records(self.view) else say("not on record")
        )

    # ---- ways to reach somebody -------------------------------------------------------------------------------

    def number(self, method: Method) -> Content:
        """Return the number or address of a method, ready to be tapped; None where this edition does not have it."""
        if method.channel is not None:
            channel = self.link(f"channel:{method.channel}")
            if not method.value:
                return channel
            return said("{call_sign} on {channel}", call_sign=method.value, channel=channel)
        if not method.value:
            return None
        href = _address(method.type, method.value, self.plan.region)
        return Dial(href, method.value) if href else method.value

    def methods(self, contact: Contact) -> list[tuple[Method, Content]]:
        """Return the methods of a contact that this edition shows, best first."""
        return [(method, shown) for method in contact.methods if (shown := self.number(method)) is not None]

    def reach(self, contact: Contact, most: int = 3) -> Content:
        """Return the best ways to reach a contact on one line; sorts of message that share a number stand together."""
        ways: dict[str, tuple[Content, list[str]]] = {}
        for method, shown in self.methods(contact):
            ways.setdefault(method.value or str(method.channel), (shown, []))[1].append(in_small(humane(method.type)))
        best = list(ways.values())[:most]
        return between(([first_up(listed(sorts, "or")), " ", shown] for shown, sorts in best), " · ")

    def described(self, entity: Entity, length: int = 500) -> Content:
        """Return the description as one line with its links, cut to plain words where it is long or has parts."""
        shown = self.prose(entity.description)
        if shown is None:
            return None
        html = shown.html.strip()
        line = html.removeprefix("<p>").removesuffix("</p>")
        if html == f"<p>{line}</p>" and "</p>" not in line and len(html) < 3 * length:
            return CleanHtml(line, within_a_line=True)
        return shortened(words_of(shown), length)

    # ---- values of any shape ----------------------------------------------------------------------------------

    def value(self, held: Any, field: FieldDefinition | None = None) -> Content:
        """Return a value of any shape; nothing for what is empty."""
        if held is None or held == "" or held == [] or held == {}:
            return None
        if isinstance(held, bool):
            return say("Yes") if held else say("No")
        if isinstance(held, date):
            return Time(held)
        if isinstance(held, Audience):
            return humane(held.value)
        if isinstance(held, list):
            return self._list(held, field)
        if isinstance(held, Part):
            return self.part(held, field)
        if isinstance(held, dict):
            return facts((humane(str(key)), self.value(value)) for key, value in held.items())
        return self._text(str(held), field)

    def _text(self, text: str, field: FieldDefinition | None) -> Content:
        if field is None:
            return text
        if field.relation:
            return self.link(self.target(field.relation, text))
        if field.prose:
            return self.prose(text)
        if field.choices:
            return humane(text)
        if is_time(text):
            return notation(text)
        return Link(text, text) if text.startswith(("https://", "http://")) and " " not in text else text

    def _list(self, held: list[Any], field: FieldDefinition | None) -> Content:
        if all(isinstance(item, Part) and not isinstance(item, AnyOf) for item in held):
            return self.parts(held)
        if field and field.relation and any(isinstance(item, AnyOf) for item in held):
            return bullets(self.value(item, field) for item in held)
        if field and field.relation:
            return between(self.value(item, field) for item in held)
        if all(len(str(item)) < 30 for item in held):
            return between(self.value(item, field) for item in held)
        return bullets(self.value(item, field) for item in held)

    def part(self, held: Part, field: FieldDefinition | None = None) -> Content:
        """Return one part as a summary list; alternatives as a phrase."""
        if isinstance(held, AnyOf):
            return said("any one of: {those}", those=self.links(held.any_of, [" ", say("or"), " "]))
        return facts((_heading(inner), self.value(getattr(held, inner.name), inner)) for inner in fields_of(type(held)))

    def parts(self, held: list[Any]) -> Content:
        """Return parts of one class as a table, or one summary list after the other where a table would be too wide."""
        model: type[Part] = type(held[0])
        fields = [
            field for field in fields_of(model) if any(getattr(item, field.name) not in (None, "", []) for item in held)
        ]
        nested = any(field.part and field.many for field in fields)
        if nested or len(fields) > _WIDE:
            return bullets((self.part(item) for item in held), "parts")
        return table(
            [_heading(field) for field in fields],
            [[self.value(getattr(item, field.name), field) for field in fields] for item in held],
        )


def _heading(field: FieldDefinition) -> str:
    """Return a part's field in words: the kind's noun where the field is called after it, else what it says."""
    return humane(field.name) if field.name in KINDS else field.label


@lru_cache(maxsize=4096)
def _address(sort: str, value: str, region: str) -> str:
    if sort == "email":
        return f"mailto:{value}" if "@" in value and not set(value) & set(' ?&<>"') else ""
    if sort == "web":
        return value if value.startswith(("https://", "http://")) and " " not in value else ""
    if sort not in ("voice", "text", "satellite", "pager"):
        return ""
    found = telephone(value, region)
    if found is None:
        return ""
    return found.href("sms" if sort == "text" else "tel")
