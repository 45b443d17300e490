"""What a page is: a plain value made from what one audience may see; which engine shows it is not its business."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple, TypeVar

from eop_tools.document import Block, Document, Heading, Trail
from eop_tools.document.html import Written, written
from eop_tools.finding import Judgement
from eop_tools.kind import SECTIONS, kind_of
from eop_tools.plan import Plan
from eop_tools.plan.edition import Edition
from eop_tools.plan.graph import Graph
from eop_tools.shelf import Shelf
from eop_tools.text.catalog import say


class SearchTerms(NamedTuple):
    """What search finds a page by, besides its title and its description.

    `names` is what people call it else, `numbers` are the telephone numbers that lead to it (`+16125550100`), `text` is
    what it says itself; where that is empty, search reads the page.
    """

    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Page:
    """One page: where it stands, what it is called, what it says, and the plan file it comes from.

    In its document, a link to another page of the site is written `@/roles/mayor.html`, from the top of the site. `kit`
    is the part of the kit (one of `KIT_PARTS`) that carries it; `behind` is at which of its blocks that begins which
    tells of the plan, such as sources, and `about`, where the page parts them, that which tells of the page.
    """

    path: str
    title: str
    document: Document
    section: str = ""
    source: str = ""
    description: str = ""
    in_menu: bool = False
    search: SearchTerms = field(default_factory=SearchTerms)
    order: int = 50
    kit: str = ""
    behind: int | None = None
    about: int | None = None

    @property
    def sheet(self) -> Document:
        """What the page says to whoever acts: without the way to it, its title, and what stands behind it."""
        return self._without_head(self.behind)

    @property
    def orders(self) -> Document:
        """What there is to do, and nothing about it; where a page does not part the two, its sheet."""
        return self._without_head(self.behind if self.about is None else self.about)

    def _without_head(self, end: int | None) -> Document:
        said = self.document.blocks[:end]
        return Document(tuple(block for block in said if not isinstance(block, Trail) and not _is_title(block)))

    @cached_property
    def written(self) -> Written:
        """The page in HTML, with its table of contents; its links are relative to this page."""
        return written(self.document, "../" * self.path.count("/"))


@dataclass(frozen=True)
class View:
    """What page functions see: one edition of a plan, on a day, with what was found."""

    edition: Edition
    judgement: Judgement
    today: date
    version: str = ""

    @property
    def plan(self) -> Plan:
        """The plan that the audience may see."""
        return self.edition.plan

    @cached_property
    def graph(self) -> Graph:
        """The graph of what the audience may see."""
        return Graph(self.plan)

    def path(self, ref: str) -> str:
        """Return the page of an entity, from the top of the site; empty where the audience may not see it."""
        entity = self.plan.get(ref)
        if entity is None:
            return ""
        leaf = kind_of(type(entity))
        return "plan.html" if leaf.is_single else f"{leaf.plural}/{entity.id}.html"

    def source(self, ref: str) -> str:
        """Return the file an entity is written in, relative to the plan folder."""
        origin = self.plan.origin(ref)
        return origin.file if origin else ""


Made = Document | Iterable[Page]


@dataclass(frozen=True)
class PageLeaf:
    """One definition on the shelf of pages: a single page, or a family of pages of one shape.

    A single page that has nothing to say of this plan is made, but stands in no menu.
    """

    path: str
    title: str
    section: str
    order: int
    make: Callable[[View], Made]
    kit: str = ""

    @property
    def summary(self) -> str:
        """The first line of what the function says of itself, by which a single page is described."""
        return (self.make.__doc__ or "").strip().splitlines()[0]

    def pages(self, view: View) -> list[Page]:
        """Return the page or pages this definition makes."""
        made = self.make(view)
        if isinstance(made, Document):
            path, listed = f"{self.path}.html", not made.is_bare
            title, summary = say(self.title), say(self.summary)
            page = Page(path, title, made, self.section, "", summary, in_menu=listed, order=self.order)
            return [replace(page, kit=self.kit)]
        return list(made)


PAGES: Shelf[PageLeaf] = Shelf("pages", "eop_tools.pages")
MakePage = TypeVar("MakePage", bound=Callable[[View], Made])


def page(
    path: str, *, title: str = "", section: str = "", order: int = 50, kit: str = ""
) -> Callable[[MakePage], MakePage]:
    """Declare a function as a page: it takes a `View` and returns a document, or yields `Page`s for a family.

    `path` has no ending; `section` is one of the site's parts (`SECTIONS`); pages stand in the menu by `order`.
    A single page that responders need without the site says in which part of the kit (`KIT_PARTS`) it is carried.
    """

    def declare(make: MakePage) -> MakePage:
        PAGES.put(path, PageLeaf(path, title, section, order, make, kit))
        return make

    return declare


def _is_title(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 1


def all_pages(view: View) -> list[Page]:
    """Return every page of a site, in the order of the menu."""
    leaves = sorted(PAGES, key=lambda leaf: (_section_order(leaf.section), leaf.order, leaf.path))
    return [made for leaf in leaves for made in leaf.pages(view)]


def _section_order(section: str) -> int:
    return SECTIONS.index(section) if section in SECTIONS else -1


def menu(pages: list[Page]) -> list[tuple[str, list[Page]]]:
    """Return the menu: each part of the site that has pages, with the pages that stand in it, by their order."""
    parts = ["", *SECTIONS]
    pages = sorted(pages, key=lambda page: page.order)
    return [
        (part, held) for part in parts if (held := [page for page in pages if page.in_menu and page.section == part])
    ]
