"""Reads the clean HTML of a plan's prose as parts of a document, for writers of other media than HTML."""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser

from eop_tools import document as doc

_BLANKS = re.compile(r"\s+")
_SKIPPED = frozenset({"sub", "sup", "del", "span", "dl", "tbody", "thead"})


@lru_cache(maxsize=4096)
def read(html: str) -> doc.Content:
    """Return what clean HTML says. Of tags without a part of their own the words stay."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.top[-1].parts)


class _Open:
    """An element that is open, with what is in it so far."""

    def __init__(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.tag, self.attributes = tag, attributes
        self.parts: list[doc.Content] = []


class _Reader(HTMLParser):
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
    match closed.tag:
        case "p":
            return doc.Paragraph(parts)
        case "strong" | "b":
            return doc.Strong(parts)
        case "em" | "i":
            return doc.Emphasis(parts)
        case "code":
            return doc.Code(_text(parts))
        case "pre":
            return doc.Listing("".join(part.text for part in parts if isinstance(part, doc.Code)).strip("\n"))
        case "a":
            return doc.Link(closed.attributes.get("href") or "", parts)
        case "abbr":
            return doc.Abbreviation(_text(parts), closed.attributes.get("title") or "")
        case "ul" | "ol":
            return doc.Items(tuple(part for part in parts if isinstance(part, doc.Item)), closed.tag == "ol")
        case "li" | "dt" | "dd":
            return doc.Item(parts)
        case "blockquote":
            return doc.Quotation(parts)
        case "th" | "td":
            return doc.Item(parts)
        case "tr":
            return doc.Row(tuple(part.content for part in parts if isinstance(part, doc.Item)))
        case "table":
            head, *rows = (part for part in parts if isinstance(part, doc.Row))
            return doc.Table(tuple(_text([cell]) for cell in head.cells), tuple(rows))
        case "h2" | "h3" | "h4" | "h5" | "h6":
            return doc.Heading(parts, int(closed.tag[1]), listed=False)
    return parts


def _text(parts: doc.Content) -> str:
    """Return the words of parts as they are typed."""
    if parts is None or isinstance(parts, str):
        return parts or ""
    if isinstance(parts, doc.Node):
        return getattr(parts, "text", "") or _text(getattr(parts, "content", None))
    return "".join(map(_text, parts))
