"""A page for each entity of any kind: what it is, its facts, its parts, what it is connected with, its sources."""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.kind import Entity, Kind, kind_of
from eop_tools.kinds.cover import Cover
from eop_tools.page import Page, View, page
from eop_tools.render.fields import FieldSort, asked_sort, fields_of, kind_noun, own_fields
from eop_tools.render.html import Html, alert, anchor, badge, bullets, crumbs, facts, joined, tag, time
from eop_tools.render.layout import LAYOUTS, Layout
from eop_tools.render.relations import connections
from eop_tools.render.sheet import Sheet
from eop_tools.render.writer import Writer
from eop_tools.text.phrases import counted, first_down, first_up, shortened
from eop_tools.values import Audience


@page("entities", title="Entities")
def entities(view: View) -> Iterator[Page]:
    """A page for each entity of the plan."""
    writer = Writer(view)
    for entity in view.plan:
        yield _page(writer, entity)


def _page(writer: Writer, entity: Entity) -> Page:
    leaf = kind_of(type(entity))
    sheet = Sheet()
    layout = LAYOUTS.get(leaf.name)
    sheet.add(crumbs(_way(leaf)))
    sheet.heading(entity.name, 1)
    sheet.notices = _notices(writer, entity, leaf)
    if layout:
        layout.draw(sheet, writer, entity)
    if not sheet.summary:
        _lead(sheet, writer, entity, leaf)
    _rest(sheet, writer, entity, layout)
    sheet.section("Connections", connections(writer, entity, layout.tells if layout else ()))
    sheet.section("Sources", _sources(writer, entity))
    sheet.add(_upkeep(writer, entity))
    return Page(
        writer.view.path(entity.ref),
        entity.name,
        sheet.markdown,
        leaf.section,
        source=writer.view.source(entity.ref),
        description=shortened(sheet.summary, 160),
        in_menu=isinstance(entity, Cover),
        order=10,
        search=_aliases(entity),
    )


def _way(leaf: Kind) -> list[tuple[str, str]]:
    if leaf.is_single:
        return [("Home", "@/index.html"), (leaf.section, "")]
    return [("Home", "@/index.html"), (leaf.section, ""), (leaf.title, f"@/{leaf.plural}.html")]


def _notices(writer: Writer, entity: Entity, leaf: Kind) -> list[Html]:
    notices = []
    if entity.illustrative:
        notices.append(
            tag(
                "div",
                badge("Illustrative", "illustrative"),
                " All or part of this page is invented for demonstration.",
                class_="eop-illustrative",
            )
        )
    meant = entity.audience or leaf.audience
    if meant is not Audience.public and writer.view.edition.audience is not Audience.public:
        notices.append(
            alert(
                "info",
                f"For {'responders' if meant is Audience.responder else 'command'} only: do not pass this page on.",
            )
        )
    return notices


def _lead(sheet: Sheet, writer: Writer, entity: Entity, leaf: Kind) -> None:
    sort = asked_sort(entity)
    what = first_up(kind_noun(leaf.name))
    sheet.lead(tag("strong", f"{what}: {first_down(sort)}." if sort else f"{what}."), " ", writer.described(entity))


def _rest(sheet: Sheet, writer: Writer, entity: Entity, layout: Layout | None) -> None:
    """Add every field that the layout has not shown: short ones as facts, parts and prose under their own heading."""
    shown = layout.shows if layout else frozenset()
    rows: list[tuple[str, Html]] = []
    large: list[tuple[str, Html]] = []
    for field in own_fields(type(entity)):
        if field.name in shown or (not layout and field.name == "type"):
            continue
        value = _shown(writer, entity, field)
        if not value:
            continue
        if field.prose or (field.part and (field.many or value.count("<dt>") > 1)) or value.startswith("\n<ul"):
            large.append((field.label, value))
        else:
            rows.append((field.label, value))
    if entity.depends_on and "depends_on" not in shown:
        depends = next(field for field in fields_of(Entity) if field.name == "depends_on")
        rows.append((depends.label, writer.value(entity.depends_on, depends)))
    sheet.section("Facts", facts(rows))
    for label, value in large:
        sheet.section(label, value)


def _shown(writer: Writer, entity: Entity, field: FieldSort) -> Html:
    held = getattr(entity, field.name)
    if held == field.default and isinstance(held, bool) and not held:
        return Html("")
    value = writer.value(held, field)
    return tag("div", value, class_="eop-prose") if value and field.prose else value


def _sources(writer: Writer, entity: Entity) -> Html:
    return bullets(
        joined(
            [
                anchor(source.url, source.title) if source.url else source.title,
                joined([", checked ", time(source.checked)]) if source.checked else None,
            ]
        )
        for source in entity.sources
    )


def _upkeep(writer: Writer, entity: Entity) -> Html:
    file = writer.view.source(entity.ref)
    hidden = writer.withheld.get(entity.ref, 0)
    rows = [
        ("Kept up by", writer.link(f"role:{entity.owner}") if entity.owner else None),
        ("Written in", tag("code", file) if file else None),
        ("Not in this edition", counted(hidden, "detail") if hidden else None),
    ]
    held = facts(rows)
    return tag("div", held, class_="eop-upkeep") if held else Html("")


def _aliases(entity: Entity) -> tuple[str, ...]:
    found = [entity.id, *getattr(entity, "aliases", ())]
    found += [
        str(getattr(entity, name, "")) for name in ("acronym", "label", "citation", "title", "talkgroup", "address")
    ]
    return tuple(dict.fromkeys(word for word in found if word and word.casefold() != entity.name.casefold()))
