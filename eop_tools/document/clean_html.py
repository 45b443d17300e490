"""Reads the clean HTML of a plan's prose as parts of a document, for writers of other media than HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from html.parser import HTMLParser
from typing import Any

from eop_tools import document as doc

_BLANKS = re.compile(r"\s+")
_SKIPPED = frozenset({"sub", "sup", "del", "span", "dl", "tbody", "thead"})


@lru_cache(maxsize=4096)
def read(html: str) -> doc.Content:
    """Return what clean HTML says. Of tags without a part of their own the words stay."""
    reader = _HtmlReader()
    reader.feed(html)
    reader.close()
    return tuple(reader.top[-1].parts)


class _Open:
    """An element that is open, with what is in it so far."""

    def __init__(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.tag, self.attributes = tag, attributes
        self.parts: list[doc.Content] = []


class _HtmlReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.top = [_Open("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.top[-1].parts.append(doc.LineBreak())
        elif tag not in _SKIPPED and tag != "hr":
            self.top.append(_Open(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _SKIPPED and len(self.top) > 1 and self.top[-1].tag == tag:
            closed = self.top.pop()
            self.top[-1].parts.append(_made(closed))

    def handle_data(self, data: str) -> None:
        within = self.top[-1]
        if all(opened.tag != "pre" for opened in self.top):
            data = _BLANKS.sub(" ", data)
        if data.strip() or within.tag not in ("", "ul", "ol", "table", "tr", "blockquote"):
            within.parts.append(data)


def _made(closed: _Open) -> doc.Content:
    parts = tuple(closed.parts)
    make = _MAKERS.get(closed.tag)
    return make(parts, closed.attributes) if make else parts


def _heading(parts: tuple[Any, ...], _: dict[str, str | None], level: int) -> doc.Heading:
    return doc.Heading(parts, level, listed=False)


def _table(parts: tuple[Any, ...], _: dict[str, str | None]) -> doc.Table:
    head, *rows = (part for part in parts if isinstance(part, doc.Row))
    return doc.Table(tuple(_text([cell]) for cell in head.cells), tuple(rows))


def _items(parts: tuple[Any, ...], *, ordered: bool) -> doc.Items:
    return doc.Items(tuple(part for part in parts if isinstance(part, doc.Item)), ordered)


_MAKERS: dict[str, Callable[[tuple[Any, ...], dict[str, str | None]], doc.Content]] = {
    "p": lambda parts, _: doc.Paragraph(parts),
    **dict.fromkeys(("strong", "b"), lambda parts, _: doc.Strong(parts)),
    **dict.fromkeys(("em", "i"), lambda parts, _: doc.Emphasis(parts)),
    "code": lambda parts, _: doc.Code(_text(parts)),
    "pre": lambda parts, _: doc.Listing("".join(part.text for part in parts if isinstance(part, doc.Code)).strip("\n")),
    "a": lambda parts, said: doc.Link(said.get("href") or "", parts),
    "abbr": lambda parts, said: doc.Abbreviation(_text(parts), said.get("title") or ""),
    "ul": lambda parts, _: _items(parts, ordered=False),
    "ol": lambda parts, _: _items(parts, ordered=True),
    **dict.fromkeys(("li", "dt", "dd", "th", "td"), lambda parts, _: doc.Item(parts)),
    "blockquote": lambda parts, _: doc.Quotation(parts),
    "tr": lambda parts, _: doc.Row(tuple(part.content for part in parts if isinstance(part, doc.Item))),
    "table": _table,
    **{f"h{level}": partial(_heading, level=level) for level in range(2, 7)},
}


def _text(parts: doc.Content) -> str:
    """Return the words of parts as they are typed."""
    if parts is None or isinstance(parts, str):
        return parts or ""
    if isinstance(parts, doc.Element):
        return getattr(parts, "text", "") or _text(getattr(parts, "content", None))
    return "".join(map(_text, parts))
