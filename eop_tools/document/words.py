"""The plain writer: content as words on one line, for descriptions, titles and search."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

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
    elif isinstance(content, doc.Node):
        yield from _node(content)
    else:
        for part in content:
            yield from _words(part)


def _node(node: doc.Node) -> Iterator[str]:
    apart = isinstance(node, doc.Block | doc.Item | doc.Row | doc.LineBreak)
    if apart:
        yield " "
    match node:
        case doc.Prose():
            yield words_of_html(node.html)
        case doc.Time():
            yield spoken(node.day)
        case doc.Telephone() | doc.Code() | doc.Listing():
            yield node.text
        case doc.Badge():
            yield node.words
        case doc.Abbreviation():
            yield node.short
        case doc.Facts(rows=rows) | doc.Cards(cards=rows):
            for label, value in rows:
                yield from _words([label, " ", value, " "])
        case doc.Table(heads=heads, rows=rows):
            yield from _words([*(f"{head} " for head in heads), *rows])
        case doc.Matrix(heads=heads, rows=rows):
            yield from _words([*heads, *rows])
        case doc.Row(cells=cells):
            for cell in cells:
                yield from _words([" ", cell])
        case doc.Items(items=items):
            for item in items:
                yield from _words([" ", item, " "])
        case doc.Folded():
            yield from _words([node.summary, " ", node.content])
        case doc.Figure():
            yield from _words([node.caption, " ", node.equivalent])
        case doc.Trail(steps=steps):
            yield " ".join(words for words, _ in steps)
        case (
            doc.Emphasis()
            | doc.Quotation()
            | doc.Strong()
            | doc.Phrase()
            | doc.Link()
            | doc.Heading()
            | doc.Paragraph()
            | doc.Item()
            | doc.Notice()
        ):
            yield from _words(node.content)
        case doc.Group():
            yield from _words(node.content)
    if apart:
        yield " "
