"""HTML and SVG built from values: whatever is not markup already is escaped where it meets a tag."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache


class Html(str):
    """Text that is HTML already: everything else is escaped where it meets a tag."""

    __slots__ = ()


Child = str | None | Iterable["str | None"]
_SPECIAL = re.compile('[&<>"\\x00-\\x1f\\x7f\u2028\u2029\ud800-\udfff\ufffe\uffff]')
_REFERENCES = {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "\n", "\t": " ", "\u2028": " ", "\u2029": " ",
}  # fmt: skip
"""What each of them is in HTML; the other control characters have no place there."""
_OWN_LINE = frozenset(
    [
        "article",
        "aside",
        "blockquote",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "g",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "li",
        "nav",
        "ol",
        "p",
        "section",
        "summary",
        "svg",
        "table",
        "tbody",
        "thead",
        "tr",
        "ul",
    ]
)
_VOID = frozenset({"br", "hr", "input", "meta", "wbr"})
_CLOSED = frozenset({"path", "rect", "polygon", "line", "circle"})


def escape(text: str) -> Html:
    """Return text as HTML that reads the same, in an attribute too."""
    if isinstance(text, Html):
        return text
    return Html(_SPECIAL.sub(_referred, text)) if _SPECIAL.search(text) else Html(text)


def _referred(match: re.Match[str]) -> str:
    return _REFERENCES.get(match[0], "")


def joined(parts: Iterable[Child], between: str = "") -> Html:
    """Return the parts one after the other, with text between them; empty ones are left out."""
    return Html(escape(between).join(text for part in parts if (text := _content(part))))


def _content(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Html):
        return child
    if isinstance(child, str):
        return escape(child)
    return "".join([_content(item) for item in child])


@cache
def _attribute(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def tag(name: str, *children: Child, **attributes: str | int | bool | None) -> Html:
    """Return an element. Attribute names lose a final `_` and turn `_` into `-`; None and False are left out.

    An element of the block sort starts on a line of its own, so that a page's source can be read and compared.
    """
    opened = f"<{name}"
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        opened += f" {_attribute(key)}" if value is True else f' {_attribute(key)}="{escape(str(value))}"'
    line = "\n" if name in _OWN_LINE else ""
    if name in _CLOSED:
        return Html(f"{opened}/>")
    if name in _VOID:
        return Html(f"{opened}>")
    return Html(f"{line}{opened}>{''.join([_content(child) for child in children])}</{name}>")
