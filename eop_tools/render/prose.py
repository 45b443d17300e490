"""Prose fields: Markdown of a plan becomes HTML that can do nothing but be read, with `[[kind:id]]` as links."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as etree
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import markdown
import nh3
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from eop_tools.document import CleanHtml
from eop_tools.document.markup import escape, tag
from eop_tools.io.cache import ANSWERS
from eop_tools.plan.graph import MENTION
from eop_tools.text.control import without_control

LONGEST = 200_000
MOST_LINKS = 4_000
_TAGS = {
    "a",
    "p",
    "br",
    "hr",
    "strong",
    "em",
    "b",
    "i",
    "del",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "sub",
    "sup",
    "abbr",
}
_ADDRESS = re.compile(r"^(https?://[^\s]+|mailto:[^\s]+|tel:[+0-9;=extEXT().\- ]+|@/[a-z0-9/\-]+\.html)$")
_REF = re.compile(r"[a-z]+:[a-z0-9-]+")  # as in a mention, however that is broken over lines
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_SIMPLE = re.compile(r"^[^\s*_`\[\]<>#\\!|~&+\-\d=:][^*_`\[\]<>#\\!|~&\n]*$")
Where = Callable[[str], tuple[str, str]]
"""What a reference leads to: its page (empty where there is none in this edition) and its name."""


class Piece(NamedTuple):
    """A stretch of prose: its heading (level 0 and no words for what stands before the first one) and what it says."""

    level: int
    title: str
    said: CleanHtml | None


class _Mention(InlineProcessor):
    """`[[kind:id|words]]` becomes a link, or just its words."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(MENTION.pattern, md)
        self.where: Where = lambda ref: ("", ref)
        self.led_to: set[str] = set()

    def handleMatch(  # type: ignore[override]
        self, match: re.Match[str], data: str
    ) -> tuple[etree.Element | str, int, int]:
        path, name = self.where(match[1])
        words = (match[2] or name).strip()
        element = etree.Element("a" if path else "span")
        if path:
            element.set("href", f"@/{path}")
            self.led_to.add(f"@/{path}")
        element.text = AtomicString(words)
        return element, match.start(0), match.end(0)


@cache
def _reader() -> tuple[markdown.Markdown, _Mention]:
    reader = markdown.Markdown(extensions=["tables", "sane_lists", "def_list", "fenced_code"], output_format="html")
    reader.preprocessors.deregister("html_block")
    for name in ("html", "image_link", "image_reference", "short_image_ref"):
        reader.inlinePatterns.deregister(name)
    mention = _Mention(reader)
    reader.inlinePatterns.register(mention, "mention", 185)
    return reader, mention


def prose(text: str, where: Where) -> CleanHtml | None:
    """Return Markdown as clean HTML, or None where there is none; raw HTML in it shows as text."""
    text = without_control(text).strip()
    if not text:
        return None
    if _SIMPLE.match(text):
        return CleanHtml(tag("p", text))
    return CleanHtml(_INTERNAL.sub(r"\1", _cleaner().clean(_converted(text, where))).strip())


def sections(text: str, where: Where) -> list[Piece]:
    """Return prose cut at its headings, whose levels are moved so that the largest is 2 (the page's title is 1)."""
    found: list[tuple[int, str, list[str]]] = [(0, "", [])]
    fence = ""
    for line in text.splitlines():
        mark = _FENCE.match(line)
        if mark:
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        heading = None if fence or mark else _HEADING.match(line)
        if heading and heading[2]:
            found.append((len(heading[1]), heading[2], []))
        else:
            found[-1][2].append(line)
    largest = min((level for level, _, _ in found if level), default=2)
    return [
        Piece(min(level - largest + 2, 6) if level else 0, words(title, where), prose("\n".join(lines), where))
        for level, title, lines in found
        if level or any(line.strip() for line in lines)
    ]


def words(text: str, where: Where) -> str:
    """Return a line of prose as plain words: mentions by name, without Markdown's marks."""
    named = MENTION.sub(lambda match: match[2] or where(match[1])[1], text)
    return re.sub(r"\[([^\]]+)\]\([^)\s]*\)", r"\1", re.sub(r"(\*\*|__|`)", "", named)).strip()


def _converted(text: str, where: Where) -> str:
    if len(text) > LONGEST or text.count("[") - text.count("]") > 200 or text.count("[") > MOST_LINKS:
        return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))
    known = {ref: where(ref) for ref in _REF.findall(text)}
    html, _reader()[1].led_to = ANSWERS.of(_by_markdown, json.dumps([text, known]), _made)
    return html


def _made(said: Any) -> tuple[str, set[str]]:
    """Return HTML and the pages that mentions led to; what is kept of both is cleaned as if it were new."""
    html, led_to = said
    return str(html), set(map(str, led_to))


def _by_markdown(asked: str) -> list[Any]:
    text, known = json.loads(asked)
    reader, mention = _reader()
    mention.where, mention.led_to = lambda ref: known.get(ref, ("", ref)), set()
    try:
        html: str = reader.reset().convert(text)
    except RecursionError:
        _reader.cache_clear()  # an interrupted reader would misread everything after it
        return ["".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n")), []]
    html = html.replace("<h1>", "<h2>").replace("</h1>", "</h2>")  # a page has one title, and it is not in its prose
    return [html, sorted(mention.led_to)]


def _kept(element: str, attribute: str, value: str) -> str | None:
    """Return what stays of an attribute: a page of the site only where a mention led to it."""
    if attribute == "href" and (not _ADDRESS.match(value) or (value[0] == "@" and value not in _reader()[1].led_to)):
        return None
    return value


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS,
        attributes={"a": {"href"}, "abbr": {"title"}, "th": {"scope"}, "ol": {"start"}},
        attribute_filter=_kept,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
    )


_INTERNAL = re.compile(r'(href="@/[^"]*") rel="noopener"')
