"""A page for each entity of any kind: what it is, its facts, its parts, what it is connected with, its sources."""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.document import (
    Badge,
    Code,
    Content,
    Facts,
    Group,
    Items,
    Link,
    Notice,
    Strong,
    Time,
    Trail,
    bullets,
    facts,
)
from eop_tools.document.saying import said
from eop_tools.field import FieldDefinition, fields_by_name
from eop_tools.kind import Entity, Kind, kind_of
from eop_tools.kinds.cover import Cover
from eop_tools.page import Page, View, page
from eop_tools.render.fields import asked_sort, kind_noun, own_fields
from eop_tools.render.layout import LAYOUTS, Layout
from eop_tools.render.presenter import Presenter
from eop_tools.render.relations import connections
from eop_tools.render.search_terms import search_terms
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say
from eop_tools.text.phrases import counted, first_down, first_up, listed, sentence, shortened
from eop_tools.values import Audience


@page("entities", title="Entities")
def entities(view: View) -> Iterator[Page]:
    """A page for each entity of the plan."""
    presenter = Presenter(view)
    for entity in view.plan:
        yield _page(presenter, entity)


def _page(presenter: Presenter, entity: Entity) -> Page:
    leaf = kind_of(type(entity))
    sheet = Sheet()
    layout = LAYOUTS.get(leaf.name)
    sheet.add(Trail(tuple(_way(leaf))))
    sheet.heading(entity.name, 1)
    sheet.notices = _notices(presenter, entity, leaf)
    if layout:
        layout.draw(sheet, presenter, entity)
    if not sheet.summary:
        _lead(sheet, presenter, entity, leaf)
    _rest(sheet, presenter, entity, layout)
    behind = len(sheet.document.blocks)
    told = layout.tells if layout else ()
    sheet.section(say("Connections"), connections(presenter, entity, told), anchor="connections")
    sheet.section(say("Sources"), _sources(presenter, entity), anchor="sources")
    sheet.add(_upkeep(presenter, entity))
    return Page(
        presenter.view.path(entity.ref),
        entity.name,
        sheet.document,
        leaf.section,
        source=presenter.view.source(entity.ref),
        description=shortened(sheet.summary, 160),
        in_menu=isinstance(entity, Cover),
        order=10,
        search=search_terms(presenter.view, entity),
        kit=leaf.kit,
        behind=behind,
        about=sheet.told,
    )


def _way(leaf: Kind) -> list[tuple[str, str]]:
    way = [(say("Home"), "@/index.html"), (say(leaf.section), "")]
    return way if leaf.is_single else [*way, (say(leaf.title), f"@/{leaf.plural}.html")]


def _notices(presenter: Presenter, entity: Entity, leaf: Kind) -> list[Content]:
    notices: list[Content] = []
    if entity.illustrative:
        notices.append(
            Group(
                [
                    Badge(say("Illustrative"), "illustrative"),
                    " ",
                    say("All or part of this page is invented for demonstration."),
                ],
                "illustrative",
            )
        )
    meant = entity.audience or leaf.audience
    if meant is not Audience.public and presenter.view.edition.audience is not Audience.public:
        words = (
            say("For responders only: do not pass this page on.")
            if meant is Audience.responder
            else say("For command only: do not pass this page on.")
        )
        notices.append(Notice("info", words))
    return notices


def _lead(sheet: Sheet, presenter: Presenter, entity: Entity, leaf: Kind) -> None:
    sort = asked_sort(entity)
    what = first_up(say(kind_noun(leaf.name)))
    words = say("{kind}: {sort}.", kind=what, sort=first_down(sort)) if sort else sentence(what)
    sheet.lead(Strong(words), " ", presenter.described(entity))


def _rest(sheet: Sheet, presenter: Presenter, entity: Entity, layout: Layout | None) -> None:
    """Add every field that the layout has not shown: short ones as facts, parts and prose under their own heading."""
    shown = layout.shows if layout else frozenset()
    rows: list[tuple[str, Content]] = []
    if entity.aliases and "aliases" not in shown:
        rows.append((say("Also called"), listed(entity.aliases, "or")))
    large: list[tuple[str, Content]] = []
    for field in own_fields(type(entity)):
        if field.name in shown or (not layout and field.name == "type"):
            continue
        value = _shown(presenter, entity, field)
        if not value:
            continue
        parts = field.part and (field.many or (isinstance(value, Facts) and len(value.rows) > 1))
        if field.prose or parts or (isinstance(value, Items) and not value.ordered):
            large.append((field.label, value))
        else:
            rows.append((field.label, value))
    if entity.depends_on and "depends_on" not in shown:
        depends = fields_by_name(Entity)["depends_on"]
        rows.append((depends.label, presenter.value(entity.depends_on, depends)))
    sheet.section(say("Facts"), facts(rows), anchor="facts")
    for label, value in large:
        sheet.section(label, value)


def _shown(presenter: Presenter, entity: Entity, field: FieldDefinition) -> Content:
    held = getattr(entity, field.name)
    if held == field.default and isinstance(held, bool) and not held:
        return None
    value = presenter.value(held, field)
    return Group(value, "prose") if value and field.prose else value


def _sources(presenter: Presenter, entity: Entity) -> Content:
    return bullets(
        [
            Link(source.url, source.title) if source.url else source.title,
            [", ", said("checked {day}", day=Time(source.checked))] if source.checked else None,
        ]
        for source in entity.sources
    )


def _upkeep(presenter: Presenter, entity: Entity) -> Content:
    file = presenter.view.source(entity.ref)
    hidden = presenter.withheld.get(entity.ref, 0)
    rows = [
        (say("Kept up by"), presenter.link(f"role:{entity.owner}") if entity.owner else None),
        (say("Written in"), Code(file) if file else None),
        (say("Not in this edition"), counted(hidden, "detail") if hidden else None),
    ]
    held = facts(rows)
    return Group(held, "upkeep") if held else None
