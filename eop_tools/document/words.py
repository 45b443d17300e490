"""The plain writer: content as words on one line, for descriptions, titles and search."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from eop_tools import document as doc
from eop_tools.text.phrases import spoken

_TAG = re.compile(r"<[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>")
_APART = re.compile(r"</?(?:p|li|td|th|dt|dd|tr|div|br|summary)\b[^<>]*>")


def words_of(content: doc.Content) -> str:
    """Return the words of content on one line."""
    return " ".join("".join(_words(content)).split())


def words_of_html(markup: str) -> str:
    """Return the words of clean HTML on one line."""
    return " ".join(html.unescape(_TAG.sub("", _APART.sub(" ", markup))).split())


def _words(content: doc.Content) -> Iterator[str]:
    if content is None:
        return
    if isinstance(content, str):
        yield content
    elif isinstance(content, doc.Element):
        yield from _node(content)
    else:
        for part in content:
            yield from _words(part)


def _node(node: doc.Element) -> Iterator[str]:
    apart = " " if isinstance(node, doc.Block | doc.Item | doc.Row | doc.LineBreak) else ""
    yield apart
    yield from _words(_PARTS[type(node)](node))
    yield apart


def _apart(parts: Iterable[doc.Content]) -> doc.Content:
    """Return parts with a blank after each, so that the words of two cells do not run together."""
    return [(part, " ") for part in parts]


_PARTS: dict[type, Callable[[Any], doc.Content]] = {
    **dict.fromkeys(
        (
            doc.Strong, doc.Emphasis, doc.Phrase, doc.Link, doc.Heading, doc.Paragraph, doc.Item, doc.Notice, doc.Group,
            doc.Quotation,
        ),
        lambda node: node.content,
    ),
    **dict.fromkeys((doc.Dial, doc.Code, doc.Listing), lambda node: node.text),
    **dict.fromkeys((doc.LineBreak, doc.Anchor, doc.Axis, doc.Bar, doc.Swatch), lambda node: None),
    doc.CleanHtml: lambda node: words_of_html(node.html),
    doc.Time: lambda node: spoken(node.day),
    doc.Badge: lambda node: node.words,
    doc.Abbreviation: lambda node: node.short,
    doc.Facts: lambda node: _apart(map(_apart, node.rows)),
    doc.Cards: lambda node: _apart(map(_apart, node.cards)),
    doc.Table: lambda node: _apart((*node.heads, *node.rows)),
    doc.Matrix: lambda node: _apart((*node.heads, *node.rows)),
    doc.Row: lambda node: _apart(node.cells),
    doc.Items: lambda node: _apart(node.items),
    doc.Folded: lambda node: _apart((node.summary, node.content)),
    doc.Figure: lambda node: _apart((node.caption, node.equivalent)),
    doc.Trail: lambda node: _apart(words for words, _ in node.steps),
}  # fmt: skip
