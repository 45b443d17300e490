"""A page while it is written: Markdown headings with HTML blocks between them."""

from __future__ import annotations

import re

from eop_tools.render.html import Html, escape, plain, tag
from eop_tools.text.phrases import shortened

_MARKED = re.compile("(?!: )[^\\w ,.;!?’‘“”–—…()/%+'-]", re.UNICODE)
_BLOCK = re.compile(r"<(?:div|nav|ul|ol|dl|p|table|figure|details|section|h[2-6]|blockquote|pre|hr)\b")
_RISKY_START = re.compile(r"^(\d+)([.)])")


class Sheet:
    """Collects the blocks of one page. Each block is HTML on lines of its own that Markdown leaves alone."""

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self.summary = ""
        self.notices: list[Html] = []

    def heading(self, text: str, level: int = 2) -> None:
        """Add a heading; the site's table of contents and its anchors are made from these."""
        self._blocks.append(f"{'#' * level} {as_markdown(text)}")

    def add(self, html: Html | str) -> None:
        """Add a block of HTML; nothing where it is empty. What is no block of its own is wrapped in a paragraph."""
        text = escape(html).strip("\n")
        if not text:
            return
        if not _BLOCK.match(text):
            text = tag("p", Html(text)).strip("\n")
        self._blocks.append(text)

    def lead(self, *children: Html | str | None) -> None:
        """Add the first line: what the page is, and for whom."""
        block = tag("p", *children, class_="eop-lead")
        self.summary = shortened(plain(block), 200)
        self.add(block)
        for notice in self.notices:
            self.add(notice)
        self.notices = []

    def section(self, title: str, html: Html | str, level: int = 2) -> None:
        """Add a heading with what stands under it; neither where there is nothing."""
        if html.strip():
            self.heading(title, level)
            self.add(html)

    @property
    def markdown(self) -> str:
        """The page as Markdown."""
        return "\n\n".join(self._blocks) + "\n"


def as_markdown(text: str) -> str:
    """Return text for a Markdown heading: it reads the same and means nothing to Markdown."""
    line = " ".join(text.split())
    marked = _MARKED.sub(lambda match: f"&#{ord(match[0])};" if match[0].isprintable() else "", line)
    marked = marked.replace("_", "&#95;").replace("(c)", "(&#99;)").replace("--8<--", "")
    return _RISKY_START.sub(r"\1&#46;", marked) if marked.strip() else "(no name)"
