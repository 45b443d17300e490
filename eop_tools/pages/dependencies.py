"""What the agencies depend on: what stands behind most of them, and then sort by sort, in pictures and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eop_tools.analysis.and_or_system import System
from eop_tools.analysis.cut_sets import Sweep
from eop_tools.document import Content, Document, Folded, Group, Trail, between, facts, table
from eop_tools.document.saying import said
from eop_tools.kind import AnyOf
from eop_tools.kinds.agency import Agency
from eop_tools.page import View, page
from eop_tools.render.agency_groups import by_sort
from eop_tools.render.diagrams import Arrow, Node, Stack, diagram
from eop_tools.render.needs_picture import READING, arrows, legend_of, plain_key, stacked, thing
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.render.what_if_data import Losable, losable
from eop_tools.text.catalog import say
from eop_tools.text.labels import natural
from eop_tools.text.phrases import counted

_TOP = 12
_MOST_BOXES = 30


@page("dependencies", title="Dependencies", section="What", order=45)
def dependencies(view: View) -> Document:
    """What each agency depends on: other agencies, networks, power and fuel."""
    presenter = Presenter(view)
    sheet = Sheet()
    sheet.add(Trail(((say("Home"), "@/index.html"), (say("What"), ""))))
    sheet.heading(say("Dependencies"), 1)
    agencies = sorted(presenter.plan.of(Agency), key=lambda agency: natural(agency.name))
    needing = [agency for agency in agencies if agency.depends_on]
    if not needing:
        sheet.lead(say("No agency in this edition says what it depends on."))
        return sheet.document
    sheet.lead(
        say(
            "What each agency needs to work, for whoever asks what else fails: {agencies} and what they depend on.",
            agencies=counted(len(needing), "agency", "agencies"),
        )
    )
    sheet.add(view.edition.unseen)
    drawing = _Drawing(presenter, needing)
    sheet.section(say("Most depended on"), drawing.ranking())
    sheet.section(say("What stands behind most of them"), drawing.figure(drawing.trunk))
    sheet.section(say("Sort by sort"), drawing.folds())
    sheet.section(say("In words"), facts((agency.name, _words(presenter, agency)) for agency in needing))
    return sheet.document


def _words(presenter: Presenter, agency: Agency) -> Content:
    return between(
        (
            said("any one of {those}", those=presenter.links(need.any_of, [" ", say("or"), " "]))
            if isinstance(need, AnyOf)
            else presenter.link(need)
            for need in agency.depends_on
        ),
        "; ",
    )


@dataclass(frozen=True)
class _Picture:
    """What one figure shows, before it is known what all of the page show."""

    name: str
    title: str
    boxes: tuple[Node | Stack, ...]
    lines: tuple[Arrow, ...]
    across: bool = True

    @property
    def keys(self) -> list[str]:
        """The keys of the system that have a box here."""
        nodes = (node for box in self.boxes for node in (box.nodes if isinstance(box, Stack) else (box,)))
        return [node.key for node in nodes if not node.gate]


class _Drawing:
    """The pictures of one page: they share one system, so that what is lost in one falls in all of them."""

    def __init__(self, presenter: Presenter, agencies: Sequence[Agency]) -> None:
        self.presenter = presenter
        self.system: System = presenter.system
        self.agencies = [agency.ref for agency in agencies]
        self.behind = {ref: {plain_key(key) for key in self.system.above(ref)} - {ref} for ref in self.agencies}
        self.rely: dict[str, int] = {}
        for keys in self.behind.values():
            for key in keys:
                self.rely[key] = self.rely.get(key, 0) + 1
        counts = Sweep(self.system, list(self.rely)).counts(self.agencies)
        self.falls = {
            key: number - (key in self.behind and key not in presenter.down) for key, number in counts.items()
        }
        self.trunk = self._trunk()
        self.sorts = {
            f"{words} ({len(held)})": self._sort(f"sort-{index}", words, [agency.ref for agency in held])
            for index, (words, held) in enumerate(by_sort(presenter.plan, agencies).items())
        }
        drawn = [key for picture in (self.trunk, *self.sorts.values()) for key in picture.keys]
        self.losable: Losable = losable(self.system, drawn, presenter.down)

    def ranking(self) -> Content:
        """Return what most agencies rely on, with how many of them fall without it."""
        whole = [key for key in self.rely if "/" not in key]
        first = sorted(whole, key=lambda key: (-self.falls[key], -self.rely[key], key))[:_TOP]
        rows = [[self.presenter.link(key), str(self.falls[key]), str(self.rely[key])] for key in first]
        heads = [say("What"), say("Agencies that fall without it"), say("Agencies that rely on it, at any remove")]
        return table(heads, rows)

    def figure(self, picture: _Picture) -> Content:
        """Return the figure of a picture."""
        return diagram(
            picture.name,
            picture.title,
            picture.boxes,
            picture.lines,
            across=picture.across,
            legend=legend_of(picture.keys),
            caption=say(READING),
            losable=self.losable,
        )

    def folds(self) -> Content:
        """Return a fold for each sort of agency, with its picture."""
        return Group([Folded(words, self.figure(picture), "fold") for words, picture in self.sorts.items()], "folds")

    def _trunk(self) -> _Picture:
        """Return the picture of what several agencies rely on, one in twenty at least."""
        least = max(3, len(self.agencies) // 20)
        many = [key for key, number in self.rely.items() if number >= least and "/" not in key]
        chosen = sorted(many, key=lambda key: (-self.rely[key], key))[:_MOST_BOXES]
        boxes = [thing(self.presenter, key, note=self._note(key)) for key in chosen]
        return self._picture("trunk", say("What stands behind most agencies"), boxes, chosen, across=False)

    def _note(self, key: str) -> str:
        falls = self.falls[key]
        if falls:
            return counted(falls, "agency falls", "agencies fall")
        return say("{number} rely on it", number=self.rely[key])

    def _sort(self, name: str, words: str, refs: Sequence[str]) -> _Picture:
        """Return the picture of some agencies, those that need the same in one stack."""
        needed = dict.fromkeys(
            plain_key(key) for ref in refs for need in self.system.nodes[ref] for key in need.members
        )
        others = [thing(self.presenter, key) for key in needed if key not in refs]
        return self._picture(name, words, [*stacked(self.presenter, self.system, refs), *others], refs)

    def _picture(
        self, name: str, title: str, boxes: Sequence[Node | Stack], starts: Sequence[str], *, across: bool = True
    ) -> _Picture:
        """Return a picture of the boxes that have an arrow."""
        shown = {node.key: box.key for box in boxes for node in (box.nodes if isinstance(box, Stack) else (box,))}
        gates, lines = arrows(self.system, starts, shown)
        linked = {key for line in lines for key in (line.source, line.target)}
        return _Picture(name, title, (*(box for box in boxes if box.key in linked), *gates), tuple(lines), across)
