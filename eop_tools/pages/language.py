"""The plan language: every kind with its file, an example, its fields and the words of its relations."""

from __future__ import annotations

from eop_tools.document import Anchor, Code, Content, Document, Folded, Listing, Trail, between, facts, table
from eop_tools.document.saying import english, said
from eop_tools.field import FieldDefinition, fields_of
from eop_tools.kind import ANY, KINDS, Entity, Kind, Part
from eop_tools.page import View, page
from eop_tools.render.fields import kind_noun, own_fields, part_noun, written
from eop_tools.render.prose import prose
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import in_english, say, to_say
from eop_tools.text.phrases import counted, first_up, sentence
from eop_tools.values import Audience

_WHO = {
    Audience.public: to_say("everybody"),
    Audience.responder: to_say("responders"),
    Audience.command: to_say("command"),
}


@page("language", title="Plan language", section="Upkeep", order=50)
def language(view: View) -> Document:
    """How a plan is written: each kind of entry, its file, its fields, and what they point at."""
    sheet = Sheet()
    sheet.add(Trail(((say("Home"), "@/index.html"), (say("Upkeep"), ""))))
    sheet.heading(say("Plan language"), 1)
    kinds = list(KINDS)
    sheet.lead(
        say(
            "How the plan is written, for whoever edits it: {kinds} of entries, each a file of names and values "
            "(YAML). The path of a file spells the reference by which other files point at it.",
            kinds=counted(len(kinds), "kind"),
        )
    )
    sheet.heading(say("Fields that every kind has"))
    sheet.add(_fields(tuple(field for field in fields_of(Entity) if field.name != "id")))
    for part in _parts(fields_of(Entity), set()):
        _part(sheet, part)
    for kind in kinds:
        _kind(sheet, kind)
    return sheet.document


def _kind(sheet: Sheet, kind: Kind) -> None:
    sheet.add(Anchor(f"kind-{kind.name}"))
    sheet.heading(say(kind.title))
    sheet.add(english(prose(_prose(kind), lambda ref: ("", ref))))
    sheet.add(
        facts(
            [
                (say("File"), _file(kind)),
                (say("Reference"), Code(f"{kind.name}:{kind.name if kind.is_single else '<id>'}")),
                (
                    say("Seen by"),
                    say("{readers}, if the entry says nothing else", readers=first_up(say(_WHO[kind.audience]))),
                ),
            ]
        )
    )
    if kind.example:
        sheet.add(Folded(say("Example"), Listing(kind.example.strip("\n"))))
    sheet.add(_fields(own_fields(kind.model)))
    seen: set[type[Part]] = set()
    for part in _parts(own_fields(kind.model), seen):
        _part(sheet, part)
    sheet.section(say("Words for its relations"), _relations(kind, seen), level=3)


def _file(kind: Kind) -> Content:
    """Return where the entities of a kind are written."""
    if kind.is_single:
        return Code(f"{kind.name}.yaml")
    noun, one = say(kind_noun(kind.name)), Code(f"{kind.plural}/<id>.{'md' if kind.prose else 'yaml'}")
    if kind.prose:
        return said("{file}: one {noun} a file", file=one, noun=noun)
    many = Code(f"{kind.plural}.yaml")
    return said("{file}: one {noun} a file; or {other}: many, each under its id", file=one, noun=noun, other=many)


def _prose(kind: Kind) -> str:
    text = (kind.model.__doc__ or "").split("```", 1)[0]
    return " ".join(text.split())


def _parts(fields: tuple[FieldDefinition, ...], seen: set[type[Part]]) -> list[type[Part]]:
    found: list[type[Part]] = []
    for field in fields:
        for part in field.parts:
            if part not in seen:
                seen.add(part)
                found += [part, *_parts(fields_of(part), seen)]
    return found


def _part(sheet: Sheet, part: type[Part]) -> None:
    sheet.heading(say("Inside: {part}", part=part_noun(part)), 3)
    text = " ".join((part.__doc__ or "").split())
    sheet.add(english(prose(text, lambda ref: ("", ref))))
    sheet.add(_fields(fields_of(part)))


def _fields(fields: tuple[FieldDefinition, ...]) -> Content:
    return table(
        [say("Field"), say("Holds"), say("Needed"), say("Seen by"), say("What it says")],
        [
            [
                Code(field.name),
                in_english(first_up(written(field))),
                say("Yes") if field.required else "",
                say(_WHO[field.audience]),
                in_english(sentence(field.description)),
            ]
            for field in fields
        ],
    )


def _relations(kind: Kind, parts: set[type[Part]]) -> Content:
    fields = [*own_fields(kind.model), *(field for part in parts for field in fields_of(part))]
    rows = sorted(
        {(field.relation.forward, field.relation.kinds, field.relation.backward) for field in fields if field.relation}
    )
    noun = say(kind_noun(kind.name))
    return table(
        [say("From here"), say("To"), say("And back")],
        [
            [
                [first_up(noun), " ", say(forward), " …"],
                between(say("anything") if name == ANY else say(kind_noun(name)) for name in kinds),
                ["… ", say(backward), " ", noun],
            ]
            for forward, kinds, backward in rows
        ],
    )
