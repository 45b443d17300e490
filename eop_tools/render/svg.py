"""The strokes of a picture: boxes, arrows and frames as SVG that follows the theme, and reads without any style."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from eop_tools.document.markup import Html, joined, tag
from eop_tools.render.graphviz import Area, Point, Size
from eop_tools.text.catalog import say

TONES = 5
_SHEET = Size(718, 900)
"""What a picture may take of a sheet of paper, in pixels."""
_LETTER = 7.8
_STRONG = 8.8
_SMALL = 6.6
_LINE = 17
_WRAP = 22
_LINES = 3
_ROUND = (3, 14, 3, 3, 0)


@dataclass(frozen=True)
class Node:
    """A box: its words, the page it leads to (empty for none), and its tone (a number of the legend, 0 to 4).

    Each tone has a shape of its own, so that paper and eyes that see no colours tell them apart. `note` stands below
    the words in small print; a `gate` is the small mark at which arrows part, such as “any one”.
    """

    key: str
    words: str
    path: str = ""
    tone: int = 0
    strong: bool = False
    note: str = ""
    gate: bool = False


@dataclass(frozen=True)
class Stack:
    """Boxes with the same arrows, one on top of the other under a heading: the arrows lead to the whole of them."""

    key: str
    nodes: tuple[Node, ...]
    heading: str = ""


@dataclass(frozen=True)
class Box:
    """A box, or several on top of each other, with their words wrapped and the size that they need."""

    key: str
    size: Size
    heading: str
    rows: tuple[tuple[Node, tuple[str, ...], float], ...]


def boxed(item: Node | Stack) -> Box:
    """Return a box with its words wrapped."""
    nodes = item.nodes if isinstance(item, Stack) else (item,)
    heading = item.heading if isinstance(item, Stack) else ""
    wrapped = [_wrapped(" ".join(node.words.split()) or say("(no name)")) for node in nodes]
    widths = [_width(node, lines) for node, lines in zip(nodes, wrapped, strict=True)]
    width = max([*widths, len(heading) * _SMALL + 4])
    rows = tuple((node, lines, _height(node, lines)) for node, lines in zip(nodes, wrapped, strict=True))
    above = _LINE if heading else 0.0
    return Box(item.key, Size(width, above + sum(height for *_, height in rows)), heading, rows)


@lru_cache(maxsize=4096)
def _wrapped(words: str) -> tuple[str, ...]:
    """Return words on as few lines as they need, and these as even as they can be."""
    lines = _lines(words, _WRAP)
    for width in range(_WRAP - 1, min(_WRAP, max(map(len, words.split()))) - 1, -1):
        narrower = _lines(words, width)
        if len(narrower) > len(lines) or narrower[-1].endswith(" …") > lines[-1].endswith(" …"):
            break
        lines = narrower
    return lines


def _lines(words: str, width: int) -> tuple[str, ...]:
    return tuple(textwrap.wrap(words, width, max_lines=_LINES, placeholder=" …") or [words[:width]])


def _width(node: Node, lines: Sequence[str]) -> float:
    widest = max(map(len, lines)) * (_STRONG if node.strong else _LETTER)
    return max(28.0 if node.gate else 60.0, max(widest, len(node.note) * _SMALL) + (10 if node.gate else 18))


def _height(node: Node, lines: Sequence[str]) -> float:
    return (len(lines) + bool(node.note)) * _LINE + (3.0 if node.gate else 12.0)


def heading_width(words: str) -> float:
    """Return how wide the heading of a frame is."""
    return len(words) * _LETTER


def drawn_box(box: Box, centre: Point, numbers: dict[str, tuple[str, str | None]]) -> Html:
    """Return a box; `numbers` holds what the script knows a key by, and what it needs to work."""
    left, top = centre[0] - box.size.width / 2, centre[1] - box.size.height / 2
    parts = []
    if box.heading:
        whole = shape(0, Area(left, top, *box.size))
        parts.append(
            tag("g", whole, _text([box.heading], centre[0], top + 12, class_="eop-small"), class_="eop-cluster")
        )
        top += _LINE
    for node, lines, height in box.rows:
        parts.append(_drawn_node(node, lines, Area(left, top, box.size.width, height), numbers))
        top += height
    return joined(parts)


def _drawn_node(node: Node, lines: Sequence[str], area: Area, numbers: dict[str, tuple[str, str | None]]) -> Html:
    number, needs = numbers.get(node.key, (None, None))
    middle = area.x + area.width / 2
    first = area.y + (area.height - (len(lines) + bool(node.note)) * _LINE) / 2 + 13
    content = [
        tag("title", node.words) if lines[-1].endswith(" …") else None,
        shape(node.tone, area, strong=node.strong, gate=node.gate),
        _text(lines, middle, first, font_weight="bold" if node.strong else None),
        _text([node.note], middle, first + len(lines) * _LINE, class_="eop-small") if node.note else None,
    ]
    class_ = "eop-gate" if node.gate else f"eop-node eop-tone-{node.tone % TONES}"
    href = f"@/{node.path}" if node.path else None
    return tag("a" if href else "g", *content, href=href, class_=class_, data_n=number, data_needs=needs)


def shape(tone: int, area: Area, *, strong: bool = False, gate: bool = False) -> Html:
    """Return the outline of a box of a tone: square, round, strong, dashed, or with its corners cut."""
    tone %= TONES
    look = {
        "fill": "none",
        "stroke": "currentColor",
        "stroke_width": "2" if strong or tone == 2 else None,
        "stroke_dasharray": "5 3" if tone == 3 else None,
    }
    if tone == 4 and not gate:
        cut = round(min(9, area.height / 3))
        width, height = round(area.width) - 2 * cut, round(area.height) - 2 * cut
        return tag(
            "path",
            d=f"M{area.x + cut:.0f},{area.y:.0f}h{width}l{cut},{cut}v{height}l-{cut},{cut}h-{width}l-{cut}-{cut}"
            f"v-{height}z",
            **look,
        )
    return tag(
        "rect", x=f"{area.x:.0f}", y=f"{area.y:.0f}", width=f"{area.width:.0f}", height=f"{area.height:.0f}",
        rx=10 if gate else _ROUND[tone], **look,
    )  # fmt: skip


def _text(lines: Sequence[str], x: float, y: float, **more: str | None) -> Html:
    first, *rest = lines
    return tag(
        "text",
        joined([tag("tspan", first), *(tag("tspan", line, x=f"{x:.0f}", dy=_LINE) for line in rest)], " "),
        x=f"{x:.0f}",
        y=f"{y:.0f}",
        **more,
    )


def drawn_arrows(name: str, arrows: Iterable[Html]) -> Html:
    """Return the arrows of a picture, which share the one head that is drawn here."""
    head = tag("path", d="M0,0l-8-3.5v7z", class_="eop-head", fill="currentColor", stroke="none")
    return joined(
        [
            tag("marker", head, id=f"{name}-head", orient="auto", markerUnits="userSpaceOnUse", overflow="visible"),
            tag("g", arrows, fill="none", stroke="currentColor", class_="eop-lines", marker_end=f"url(#{name}-head)"),
        ]
    )


def drawn_arrow(points: Sequence[Point], *, dashed: bool, words: str, ends: tuple[str, str]) -> Html:
    """Return an arrow along Bézier points, with its words for those who point at it; `ends` are for the script."""
    path = tag(
        "path",
        d=_curve(points),
        stroke_dasharray="5 4" if dashed else None,
        data_a=ends[0],
        data_b=ends[1],
    )
    return tag("g", tag("title", words), path) if words else path


def _curve(points: Sequence[Point]) -> str:
    """Return a path in whole points, each piece told from its own start and straight where it nearly is."""
    start, *rest = [(round(x), round(y)) for x, y in points]
    path = f"M{start[0]},{start[1]}"
    for at in range(0, len(rest) - 2, 3):
        piece = [(x - start[0], y - start[1]) for x, y in rest[at : at + 3]]
        straight = all(_beside(point, piece[-1]) < 1.5 for point in piece[:-1])
        path += _told("l", piece[-1:]) if straight else _told("c", piece)
        start = rest[at + 2]
    return path


def _told(sort: str, piece: Sequence[tuple[int, int]]) -> str:
    return f"{sort}{' '.join(f'{x},{y}' for x, y in piece)}"


def _beside(point: tuple[int, int], end: tuple[int, int]) -> float:
    """Return how far a point lies from the straight line to an end."""
    length = (end[0] ** 2 + end[1] ** 2) ** 0.5
    return abs(point[0] * end[1] - point[1] * end[0]) / length if length else float("inf")


def drawn_frame(words: str, area: Area) -> Html:
    """Return a frame around boxes that belong together, with its heading."""
    heading = _text([words], area.x + area.width / 2, area.y + 16, font_weight="bold")
    return tag("g", shape(0, area), heading, class_="eop-cluster")


def noted(words: str, size: Size) -> tuple[Size, Html]:
    """Return a picture's size with room for a line of words below it, and that line."""
    wider = Size(max(size.width, heading_width(words)), size.height + 28)
    return wider, _text([words], wider.width / 2, wider.height - 10)


def svg(
    name: str, title: str, size: Size, parts: Iterable[Html], *, reachable: bool, style: Html | None = None
) -> Html:
    """Return a whole picture. What is inside an `img` cannot be reached, so one with links is a group.

    One that would be printed too small to be read if it had to fit a sheet is marked as tall: it may take several.
    """
    tall = size.height * min(1, _SHEET.width / size.width) > _SHEET.height and size.height > _SHEET.height / 0.6
    return tag(
        "svg",
        tag("title", title, id=f"{name}-title"),
        style,
        parts,
        viewBox=f"0 0 {size.width:.0f} {size.height:.0f}",
        role="group" if reachable else "img",
        aria_labelledby=f"{name}-title",
        style=f"--w:{size.width:.0f}px",
        class_="eop-svg eop-tall" if tall else "eop-svg",
        font_size=13,
        text_anchor="middle",
        fill="currentColor",
        xmlns="http://www.w3.org/2000/svg" if style else None,
        width=f"{size.width:.0f}" if style else None,
        height=f"{size.height:.0f}" if style else None,
    )
