"""What is listed of a kind, in groups where a group says something: on its index, and in the kit."""

from __future__ import annotations

from eop_tools.field import FieldDefinition
from eop_tools.kind import Entity, Kind
from eop_tools.render.agency_groups import in_order
from eop_tools.render.fields import own_fields
from eop_tools.render.layout import LAYOUTS
from eop_tools.render.presenter import Presenter
from eop_tools.text.labels import natural
from eop_tools.text.phrases import humane


def grouped(presenter: Presenter, leaf: Kind, entities: tuple[Entity, ...]) -> list[tuple[str, list[Entity]]]:
    """Return the entities of a kind in groups, each with its title; one without a title where groups say nothing.

    Groups stand in the order of the field's choices, or else by name.
    """
    field = group_field(leaf, entities)
    if field is None:
        return [("", in_order(entities))] if entities else []
    groups: dict[str, list[Entity]] = {}
    for entity in in_order(entities):
        groups.setdefault(str(getattr(entity, field.name) or ""), []).append(entity)
    order = list(field.choices) or sorted(groups, key=lambda key: natural(_title(presenter, field, key)))
    return [(_title(presenter, field, key), groups[key]) for key in order if key in groups]


def group_field(leaf: Kind, entities: tuple[Entity, ...]) -> FieldDefinition | None:
    """Return the field by which entities of a kind are put into groups: the layout's, or one that parts them well."""
    fields = own_fields(leaf.model)
    layout = LAYOUTS.get(leaf.name)
    if layout and layout.columns:
        return next((field for field in fields if field.name == layout.group), None)
    for field in fields:
        if field.choices and not field.many:
            held = {getattr(entity, field.name) for entity in entities}
            return field if 1 < len(held) <= max(2, len(entities) // 2) else None
    return None


def _title(presenter: Presenter, field: FieldDefinition, key: str) -> str:
    if field.relation and key:
        return presenter.where(presenter.target(field.relation, key))[1]
    return humane(key) if field.choices else key
