"""What search finds an entity's page by: its other names, its numbers, and what it says itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from eop_tools.field import FieldDefinition, Part, fields_of
from eop_tools.kind import Entity
from eop_tools.notation.telephone import Telephone, telephone
from eop_tools.page import SearchTerms, View
from eop_tools.plan import Plan
from eop_tools.plan.graph import MENTION
from eop_tools.render.fields import own_fields
from eop_tools.text.phrases import humane

_ABOUT_THE_TEXT = frozenset(("sources", "audience", "audience_reason"))
_MAIL = re.compile(r"\S+@\S+")
_NUMBER = re.compile(r"\d[\d\W]{5,}\d")


def search_terms(view: View, entity: Entity) -> SearchTerms:
    """Return what the page of an entity is found by. What an audience may not see is not in the view's entity.

    The names of what it is connected with are left out: each of them has a page, which is found by its own.
    """
    name = entity.name.casefold()
    region = view.plan.region
    names = dict.fromkeys(
        said for said in entity.other_names() if said and said.casefold() != name and not _number(said, region)
    )
    numbers = dict.fromkeys(found.number for text in _texts(entity) if (found := _number(text, region)))
    return SearchTerms(tuple(names), tuple(numbers), _words(view.plan, entity))


def _words(plan: Plan, entity: Entity) -> str:
    """Return what an entity says: its texts, and the words for those of its fields that hold something."""
    said = [entity.description, *(text for text in _texts(entity) if _is_told(text, plan.region))]
    said += [field.label for field in own_fields(type(entity)) if not field.relation and getattr(entity, field.name)]
    return MENTION.sub(lambda match: match[2] or _name(plan, match[1]), "\n".join(said))


def _name(plan: Plan, ref: str) -> str:
    entity = plan.get(ref)
    return entity.name if entity else ""


def _texts(entity: Entity) -> Iterator[str]:
    for field in own_fields(type(entity)):
        yield from _texts_in(getattr(entity, field.name), field)


def _is_told(text: str, region: str) -> bool:
    """Whether a text has words in it: it is neither a telephone number nor an address of mail."""
    return not _number(text, region) and not _MAIL.fullmatch(text)


def _texts_in(value: Any, field: FieldDefinition) -> Iterator[str]:
    if field.relation or field.name in _ABOUT_THE_TEXT or isinstance(value, bool):
        return
    if isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(each, field)
    elif isinstance(value, Part):
        for inner in fields_of(type(value)):
            yield from _texts_in(getattr(value, inner.name), inner)
    elif isinstance(value, str):
        yield humane(value) if value in field.choices else value
    elif isinstance(value, int):
        yield str(value)


def _number(text: str, region: str) -> Telephone | None:
    """Return the telephone number that a text is; None where it is something else, or a number of few digits."""
    found = telephone(text, region) if _NUMBER.search(text) else None
    return found if found and not found.is_service and found.number else None
