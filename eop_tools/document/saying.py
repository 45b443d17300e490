"""Words of the interface with content in them: a sentence with a link, in the order that the reader's language has."""

from __future__ import annotations

from eop_tools.document import Content, Group, holds
from eop_tools.text.catalog import ENGLISH, plan_language, told


def said(message: str, /, **parts: Content) -> Content:
    """Return words of the interface in the reader's language, with content where `{name}` stands; see `say`."""
    return [parts[piece] if at % 2 else piece for at, piece in enumerate(told(message))]


def english(content: Content) -> Content:
    """Return blocks that are not for translation, with their language where the plan around them has another."""
    if plan_language() == ENGLISH or not holds(content):
        return content
    return Group(content, "", language=ENGLISH)
