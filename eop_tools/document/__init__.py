"""What a page is made of: a small vocabulary of frozen values, which writers turn into HTML, Markdown and other media.

Content is text, a node, a sequence of content, or None for nothing: so a page function reads like the page. Text is
always text, never markup. What holds nothing is None: each function below that makes a list, a table or the like
returns None where there would be nothing in it, and what is made of nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeAlias

from msgspec import Struct


class Element(Struct, frozen=True, gc=False):
    """A part of a document. Its `role`, where it has one, is what it is for (steps, note …): writers may style it."""


Content: TypeAlias = "str | Element | Sequence[Content] | None"


# ---- In a line -------------------------------------------------------------------------------------------------------


class Strong(Element, frozen=True, gc=False):
    """What has to be seen first."""

    content: Content


class Emphasis(Element, frozen=True, gc=False):
    """What is stressed."""

    content: Content


class Code(Element, frozen=True, gc=False):
    """Words as they are typed: a command, a file, a field."""

    text: str


class Phrase(Element, frozen=True, gc=False):
    """Some words of a line that have a role of their own."""

    content: Content
    role: str


class Link(Element, frozen=True, gc=False):
    """A way to a page of the site (`@/roles/mayor.html`, `#step-3`) or to an address; `language` is of its words.

    Nothing but its words for an address of any other scheme than https, http, mailto, tel and sms. A `label` says more
    than its words to those who hear links one after the other.
    """

    to: str
    content: Content
    language: str | None = None
    label: str | None = None


class Dial(Element, frozen=True, gc=False):
    """A number or an address to be tapped: what is dialled or opened (`tel:+1…`), and what is shown."""

    to: str
    text: str


class Badge(Element, frozen=True, gc=False):
    """A small label; its tone is error, warning, info, ok, illustrative, or none."""

    words: str
    tone: str = ""


class Time(Element, frozen=True, gc=False):
    """A day."""

    day: date


class Abbreviation(Element, frozen=True, gc=False):
    """A short form with what it stands for."""

    short: str
    meaning: str
    role: str = ""


class LineBreak(Element, frozen=True, gc=False):
    """The end of a line within a paragraph."""


# ---- Blocks ----------------------------------------------------------------------------------------------------------


class Block(Element, frozen=True, gc=False):
    """What stands on lines of its own."""


class Heading(Block, frozen=True, gc=False):
    """A heading; the page's title has level 1. One not `listed` is in no table of contents; links need an `anchor`."""

    content: Content
    level: int = 2
    listed: bool = True
    anchor: str = ""


class Paragraph(Block, frozen=True, gc=False):
    """A paragraph, with the language of its words where that is not the page's."""

    content: Content
    role: str = ""
    language: str | None = None


class CleanHtml(Block, frozen=True, gc=False):
    """What a plan says in Markdown, as clean HTML; a line of it may stand within a line."""

    html: str
    within_a_line: bool = False


class Tick(Struct, frozen=True, gc=False):
    """A box to tick: the number of what is done with it, by when it is due, and whether it is done only if it applies.

    `within` is in minutes from the start of the whole.
    """

    number: int
    within: float | None = None
    conditional: bool = False


class Checklist(Struct, frozen=True, gc=False):
    """What is worked off by ticking: its path in the site, its title, and the position that does it, where it is one's.

    Lists of the same path are one: what is ticked on one page is ticked on the others.
    """

    path: str
    title: str
    position: str = ""


class Item(Element, frozen=True, gc=False):
    """An entry of a list that has a role, an anchor or a box to tick of its own."""

    content: Content
    role: str = ""
    anchor: str = ""
    tick: Tick | None = None


class Items(Block, frozen=True, gc=False):
    """A list, numbered or not; one whose items are ticked says what of."""

    items: tuple[Content, ...]
    ordered: bool = False
    role: str = ""
    checklist: Checklist | None = None


class Facts(Block, frozen=True, gc=False):
    """Labels, each with its value."""

    rows: tuple[tuple[Content, Content], ...]
    role: str = "facts"


class Row(Element, frozen=True, gc=False):
    """A row of a table: its cells, the first of which heads it, and its anchor."""

    cells: tuple[Content, ...]
    anchor: str = ""


class Table(Block, frozen=True, gc=False):
    """A table whose first column heads its rows."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    role: str = "table"


class Matrix(Block, frozen=True, gc=False):
    """A table of many narrow columns, whose heads are turned on their side. A row of one cell heads those below it."""

    corner: str
    heads: tuple[Link, ...]
    rows: tuple[Row, ...]
    caption: str
    title: str


class Cards(Block, frozen=True, gc=False):
    """Cards, each with a title (usually a link) and a line below it."""

    cards: tuple[tuple[Content, Content], ...]


class Notice(Block, frozen=True, gc=False):
    """A notice; its tone is error, warning, info, ok or illustrative, and its first words say so too."""

    tone: str
    content: Content


class Quotation(Block, frozen=True, gc=False):
    """What somebody else said."""

    content: Content


class Group(Block, frozen=True, gc=False):
    """Blocks that belong together, with the language of their words where that is not the page's."""

    content: Content
    role: str
    anchor: str = ""
    language: str | None = None


class Folded(Block, frozen=True, gc=False):
    """What is shown on demand, behind a line that says what it is."""

    summary: Content
    content: Content
    role: str = ""


class Listing(Block, frozen=True, gc=False):
    """Lines of text as they are typed, such as an example in YAML."""

    text: str


class Anchor(Block, frozen=True, gc=False):
    """A place that links lead to, and nothing else."""

    name: str


class Trail(Block, frozen=True, gc=False):
    """The way from the top of the site: words and, where there is one, the page (`@/…`)."""

    steps: tuple[tuple[str, str], ...]


class Figure(Block, frozen=True, gc=False):
    """A picture: its drawing as SVG, the drawings and words of its legend, and what it shows in words.

    `behind` is what its script has to know besides what the drawing says.
    """

    title: str
    drawing: str
    legend: tuple[tuple[str, str], ...]
    caption: str
    equivalent: Content
    behind: str | None = None


class Axis(Block, frozen=True, gc=False):
    """The hours above a chart of bars, each with where it stands, in per cent of the width."""

    marks: tuple[tuple[str, float], ...]


class Bar(Block, frozen=True, gc=False):
    """How long something takes, under an axis: its start and length, by when it is due, and whether it is late.

    All of them in per cent of the width.
    """

    span: tuple[float, float] | None
    due: float | None = None
    late: bool = False


class Swatch(Element, frozen=True, gc=False):
    """A sample of a mark in a chart of bars: what is `done`, `due` or `late`."""

    mark: str


class Document(Struct, frozen=True, gc=False):
    """A whole page, block by block."""

    blocks: tuple[Block, ...]

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing on it but where it stands, its title and its first line."""
        return all(
            isinstance(block, Trail)
            or (isinstance(block, Heading) and block.level == 1)
            or (isinstance(block, Paragraph) and block.role == "lead")
            for block in self.blocks
        )


# ---- What is made of nothing is nothing ------------------------------------------------------------------------------


def holds(content: Content) -> bool:
    """Whether there is anything in some content."""
    if content is None or isinstance(content, str):
        return bool(content)
    return isinstance(content, Element) or any(map(holds, content))


def blocks_of(content: Content) -> list[Block]:
    """Return content as blocks: what stands in a line becomes a paragraph."""
    if isinstance(content, Block) and not (isinstance(content, CleanHtml) and content.within_a_line):
        return [content]
    if content is None or isinstance(content, str | Element):
        return [Paragraph(content)] if holds(content) else []
    found: list[Block] = []
    line: list[Content] = []
    for part in content:
        if holds_blocks(part):
            found += [*_paragraph(line), *blocks_of(part)]
            line = []
        else:
            line.append(part)
    return [*found, *_paragraph(line)]


def holds_blocks(content: Content) -> bool:
    """Whether there is a block in content, at its top."""
    if isinstance(content, CleanHtml):
        return not content.within_a_line
    if isinstance(content, str | Element) or content is None:
        return isinstance(content, Block)
    return any(map(holds_blocks, content))


def _paragraph(line: list[Content]) -> list[Block]:
    return [Paragraph(line)] if holds(line) else []


def between(items: Iterable[Content], separator: Content = ", ") -> Content:
    """Return what there is of some items, with a separator between each two."""
    parts: list[Content] = []
    for item in items:
        if holds(item):
            parts += [separator, item] if parts else [item]
    return parts or None


def bracketed(content: Content) -> Content:
    """Return content in brackets behind a blank, or nothing where there is none."""
    return [" (", content, ")"] if holds(content) else None


def bullets(items: Iterable[Content], role: str = "", checklist: Checklist | None = None) -> Items | None:
    """Return a list, or None where there are no items."""
    held = tuple(items)
    return Items(held, role=role, checklist=checklist) if held else None


def numbered(items: Iterable[Content], role: str = "", checklist: Checklist | None = None) -> Items | None:
    """Return a numbered list, or None where there are no items."""
    held = tuple(items)
    return Items(held, ordered=True, role=role, checklist=checklist) if held else None


def facts(rows: Iterable[tuple[Content, Content]], role: str = "facts") -> Facts | None:
    """Return labels with their values, or None; rows without a value are left out."""
    held = tuple(row for row in rows if holds(row[1]))
    return Facts(held, role) if held else None


def table(
    heads: Iterable[str], rows: Iterable[Iterable[Content]], *, caption: str = "", ids: Iterable[str] | None = None
) -> Table | None:
    """Return a table, or None where it has no rows; columns that are empty throughout are left out.

    With `ids` each row has an anchor.
    """
    labels, cells = list(heads), [list(row) for row in rows]
    if not cells:
        return None
    used = [index for index in range(len(labels)) if index == 0 or any(holds(row[index]) for row in cells)]
    names = list(ids) if ids is not None else [""] * len(cells)
    held = (Row(tuple(row[index] for index in used), name) for row, name in zip(cells, names, strict=True))
    return Table(tuple(labels[index] for index in used), tuple(held), caption)


def cards(items: Iterable[tuple[Content, Content]]) -> Cards | None:
    """Return cards, or None where there are no items."""
    held = tuple(items)
    return Cards(held) if held else None
