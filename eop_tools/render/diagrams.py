"""Diagrams: boxes, arrows and frames become a figure with a picture, its legend, and the same in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from eop_tools.document import Content, Figure
from eop_tools.document.markup import Html, tag
from eop_tools.plan.graph import Excerpt
from eop_tools.render.graphviz import Area, Frame, Size, placed
from eop_tools.render.svg import (
    TONES,
    Node,
    Stack,
    boxed,
    drawn_arrow,
    drawn_arrows,
    drawn_box,
    drawn_frame,
    heading_width,
    noted,
    shape,
    svg,
)
from eop_tools.render.what_if_data import Losable
from eop_tools.text.catalog import say
from eop_tools.text.phrases import counted, sentence

__all__ = ["Arrow", "Cluster", "Losable", "Node", "Stack", "as_svg", "diagram", "picture"]
MOST_BOXES, MOST_LINES = 150, 150
"""So much of a picture is drawn; what lays it out cannot be stopped, and takes minutes for a few hundred lines."""
_MOST_NEAR = (60, 120)
_ALONE = Html(
    "\n<style>.eop-svg{color:#16202b;background:#fff;font-family:system-ui,'Segoe UI',Roboto,'Noto Sans',sans-serif}"
    ".eop-small{font-size:11px}.eop-tone-0>:is(rect,path){fill:#f3f5f8}.eop-tone-1>rect{fill:#e7eff8}"
    ".eop-tone-2>rect{fill:#fdf3dc}.eop-tone-3>rect{fill:#e5f3e9}.eop-tone-4>path{fill:#f1ebf9}"
    "@media(prefers-color-scheme:dark){.eop-svg{color:#e9eef3;background:#10161d}"
    ".eop-tone-0>:is(rect,path){fill:#19222c}.eop-tone-1>rect{fill:#1b2d41}.eop-tone-2>rect{fill:#352a12}"
    ".eop-tone-3>rect{fill:#163021}.eop-tone-4>path{fill:#2a2140}}</style>"
)


@dataclass(frozen=True)
class Arrow:
    """An arrow between two boxes, with words for those who ask; a dashed one is one of several that would do."""

    source: str
    target: str
    dashed: bool = False
    words: str = ""


@dataclass(frozen=True)
class Cluster:
    """A frame around boxes that belong together, by their keys, with a heading."""

    words: str
    keys: tuple[str, ...]


def diagram(
    name: str,
    title: str,
    nodes: Sequence[Node | Stack],
    lines: Iterable[Arrow],
    *,
    groups: Iterable[Cluster] = (),
    across: bool = True,
    legend: Sequence[tuple[int, str]] = (),
    equivalent: Content = None,
    caption: str = "",
    losable: Losable | None = None,
) -> Figure | None:
    """Return a figure with its picture, its legend and its equivalent in words; None without boxes.

    `name` makes the ids of this figure unique on its page; `across` draws from left to right, else from the top
    down. With `losable` (one for all the figures of a page) the script lets the reader lose boxes and marks what falls.
    """
    drawn = picture(name, title, nodes, lines, groups=groups, across=across, losable=losable)
    if not drawn:
        return None
    entries = tuple((_key(tone), words) for tone, words in legend)
    behind = losable.behind or None if losable else None
    return Figure(title, drawn, entries, caption or title, equivalent, behind)


def as_svg(whole: Excerpt, around: str = "") -> tuple[str, str]:
    """Return a part of the graph as an SVG file that stands alone, and in words what of it is not drawn, if anything.

    What is too much for a picture is cut to what is near one entity. The kinds take turns in its few tones.
    """
    cut = whole.nearest(around, *_MOST_NEAR)
    left = ""
    if cut is not whole:
        left = say(
            "drawn are {boxes} of {entities} and {lines} of {connections}: more cannot be read",
            boxes=f"{len(cut.entities):,}",
            entities=counted(len(whole.entities), "entity", "entities"),
            lines=f"{len(cut.edges):,}",
            connections=counted(len(whole.edges), "connection"),
        )
    kinds = sorted({entity.ref.partition(":")[0] for entity in cut.entities})
    nodes = [
        Node(entity.ref, entity.name, tone=kinds.index(entity.ref.partition(":")[0]) % TONES) for entity in cut.entities
    ]
    lines = [Arrow(edge.source, edge.target, edge.derived) for edge in cut.edges if edge.source != edge.target]
    return f"{picture('graph', say('What is connected to what'), nodes, lines, note=left, alone=True)}\n", left


def picture(
    name: str,
    title: str,
    nodes: Sequence[Node | Stack],
    lines: Iterable[Arrow],
    *,
    groups: Iterable[Cluster] = (),
    across: bool = True,
    losable: Losable | None = None,
    note: str = "",
    alone: bool = False,
) -> Html:
    """Return the SVG of boxes, arrows and frames; nothing without boxes. One that is `alone` brings its own style.

    Below it stands a note, and what is not drawn because it is too much.
    """
    boxes = {item.key: boxed(item) for item in nodes[:MOST_BOXES]}
    if not boxes:
        return Html("")
    kept: dict[tuple[str, str, bool], Arrow] = {}
    for line in sorted(lines, key=lambda line: (line.source, line.target, line.dashed, line.words)):
        if line.source in boxes and line.target in boxes:
            kept.setdefault((line.source, line.target, line.dashed), line)
    if len(nodes) > MOST_BOXES or len(kept) > MOST_LINES:
        drawn = min(len(kept), MOST_LINES)
        note = say(
            "drawn are {boxes} boxes and {arrows} arrows, of {all_boxes} boxes and {all_arrows} arrows between those "
            "drawn",
            boxes=f"{len(boxes):,}",
            arrows=f"{drawn:,}",
            all_boxes=f"{len(nodes):,}",
            all_arrows=f"{len(kept):,}",
        )
        kept = dict(islice(kept.items(), drawn))
    numbers = {key: index for index, key in enumerate(boxes)}
    held = [(group.words, [numbers[key] for key in group.keys if key in numbers]) for group in groups]
    frames = [(words, members) for words, members in held if members]
    places = placed(
        [box.size for box in boxes.values()],
        [Frame(tuple(members), heading_width(words)) for words, members in frames],
        [(numbers[line.source], numbers[line.target]) for line in kept.values()],
        across=across,
    )
    known = _known([node for box in boxes.values() for node, *_ in box.rows], losable)
    ends = {box.key: " ".join(known[node.key][0] for node, *_ in box.rows) for box in boxes.values()}
    arrows = [
        drawn_arrow(curve, dashed=line.dashed, words=line.words, ends=(ends[line.source], ends[line.target]))
        for line, curve in zip(kept.values(), places.curves, strict=True)
    ]
    parts = [
        *(drawn_frame(words, area) for (words, _), area in zip(frames, places.frames, strict=True)),
        drawn_arrows(name, arrows),
        *(drawn_box(box, centre, known) for box, centre in zip(boxes.values(), places.centres, strict=True)),
    ]
    reachable = any(node.path for box in boxes.values() for node, *_ in box.rows)
    size = Size(places.width, places.height)
    if note:
        size, words = noted(sentence(note), size)
        parts.append(words)
    return svg(name, title, size, parts, reachable=reachable, style=_ALONE if alone else None)


def _known(nodes: Sequence[Node], losable: Losable | None) -> dict[str, tuple[str, str | None]]:
    """Return what the script knows each box by, and (where it can be lost) what it needs."""
    known: dict[str, tuple[str, str | None]] = {}
    for index, node in enumerate(nodes):
        if losable and node.key in losable.numbers:
            known[node.key] = losable.numbers[node.key], losable.needs[node.key]
        else:
            known[node.key] = f"x{index}", None
    return known


def _key(tone: int) -> Html:
    square = tag("g", shape(tone, Area(2, 3, 26, 14)), class_=f"eop-tone-{tone % TONES}")
    return Html(tag("svg", square, width=30, height=20, class_="eop-key", aria_hidden="true").replace("\n", ""))
