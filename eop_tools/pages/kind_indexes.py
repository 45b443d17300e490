"""An index for each kind: every entity with its main facts, in groups where a group says something."""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.document import Content, Trail, table
from eop_tools.field import FieldDefinition
from eop_tools.kind import KINDS, SECTIONS, Entity, Kind
from eop_tools.kinds.assumption import Assumption
from eop_tools.kinds.function import Function
from eop_tools.kinds.section import Section
from eop_tools.page import Page, View, page
from eop_tools.render.fields import own_fields
from eop_tools.render.index_groups import group_field, grouped
from eop_tools.render.layout import LAYOUTS
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say, say_counted
from eop_tools.text.phrases import counted, first_up, inside

_MOST = 5
_LONG = 70


@page("indexes", title="Indexes")
def indexes(view: View) -> Iterator[Page]:
    """A list of everything of one kind."""
    presenter = Presenter(view)
    for leaf in sorted(
        KINDS, key=lambda leaf: (SECTIONS.index(leaf.section) if leaf.section in SECTIONS else 99, leaf.title)
    ):
        if not leaf.is_single:
            yield _index(presenter, leaf)


def _index(presenter: Presenter, leaf: Kind) -> Page:
    entities = presenter.plan.of_kind(leaf.name)
    sheet = Sheet()
    sheet.add(Trail(((say("Home"), "@/index.html"), (say(leaf.section), ""))))
    sheet.heading(say(leaf.title), 1)
    if entities:
        sheet.lead(first_up(counted(len(entities), leaf.name, leaf.plural)), ". ", say(leaf.summary))
    else:
        hidden = any(item.ref.startswith(f"{leaf.name}:") and not item.path for item in presenter.view.edition.withheld)
        those = inside(say(leaf.title))
        sheet.lead(
            say("This edition shows no {those}.", those=those)
            if hidden
            else say("The plan has no {those} yet.", those=those)
        )
    groups = grouped(presenter, leaf, entities)
    for title, held in groups:
        listing = _table(presenter, leaf, held, entities)
        if len(groups) > 1:
            sheet.section(title or say("Others"), listing, level=2)
        else:
            sheet.add(listing)
    return Page(
        f"{leaf.plural}.html",
        say(leaf.title),
        sheet.document,
        leaf.section,
        description=sheet.summary,
        in_menu=bool(entities),
        order=30,
    )


def _table(presenter: Presenter, leaf: Kind, held: list[Entity], entities: tuple[Entity, ...]) -> Content:
    fields = _columns(leaf, entities)
    return table(
        [
            first_up(say_counted(1, leaf.name, leaf.plural)),
            *(field.label for field in fields),
            *([""] if not fields else []),
        ],
        [
            [
                presenter.link(entity.ref),
                *(_cell(presenter, entity, field) for field in fields),
                *([presenter.described(entity, 160)] if not fields else []),
            ]
            for entity in held
        ],
    )


def _cell(presenter: Presenter, entity: Entity, field: FieldDefinition) -> Content:
    value = getattr(entity, field.name)
    if field.name == "reviewed" and isinstance(entity, Section | Function | Assumption):
        return [presenter.reviewed(entity)]
    return None if value is False else presenter.value(value, field)


def _columns(leaf: Kind, entities: tuple[Entity, ...]) -> list[FieldDefinition]:
    """Return the fields shown as columns: the layout's, or the short ones in the order of the class."""
    fields = own_fields(leaf.model)
    layout = LAYOUTS.get(leaf.name)
    if layout and layout.columns:
        named = {field.name: field for field in fields}
        return [named[name] for name in layout.columns if name in named]
    group = group_field(leaf, entities)
    found = [field for field in fields if field is not group and _short(field, entities)]
    return found[:_MOST]


def _short(field: FieldDefinition, entities: tuple[Entity, ...]) -> bool:
    if field.part or field.prose or (field.many and not field.relation):
        return False
    held = [getattr(entity, field.name) for entity in entities]
    filled = [value for value in held if value not in (None, "", [], False)]
    if not filled or len(filled) * 4 < len(held):
        return False
    if field.many:
        return max(len(value) for value in filled) <= 3
    return max(len(str(value)) for value in filled) <= _LONG
