"""A page while it is written: blocks one after the other, the lead first."""

from __future__ import annotations

from eop_tools.document import Block, Content, Document, Heading, Paragraph, blocks_of, holds
from eop_tools.document.words import words_of
from eop_tools.text.phrases import shortened


class Sheet:
    """Collects the blocks of one page."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self.summary = ""
        self.notices: list[Content] = []
        self.told: int | None = None

    def heading(self, text: str, level: int = 2, anchor: str = "") -> None:
        """Add a heading; the site's table of contents and its anchors are made from these.

        One that a link or a style sheet knows has an `anchor`, which is the same in every language.
        """
        self._blocks.append(Heading(text, level, anchor=anchor))

    def add(self, *content: Content) -> None:
        """Add content; nothing where there is none. What is no block of its own is wrapped in a paragraph."""
        self._blocks += blocks_of(content)

    def lead(self, *content: Content) -> None:
        """Add the first line: what the page is, and for whom."""
        self.summary = shortened(words_of(content), 200)
        self.add(Paragraph(content, "lead"), *self.notices)
        self.notices = []

    def section(self, title: str, *content: Content, level: int = 2, anchor: str = "") -> None:
        """Add a heading with what stands under it; neither where there is nothing."""
        if holds(content):
            self.heading(title, level, anchor)
            self.add(*content)

    def about(self, title: str) -> None:
        """Begin with a heading what tells of the page, after what there is to do."""
        self.told = len(self._blocks)
        self.heading(title)

    @property
    def document(self) -> Document:
        """The page as it stands."""
        return Document(tuple(self._blocks))
