"""Diagrams: Graphviz finds the places, this room draws them: SVG that follows the theme, links and can be printed."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from eop_tools.graph import Cut
from eop_tools.render.html import Html, anchor, joined, tag

POINTS = 72
_LETTER = 7.8
_STRONG = 8.8
_LINE = 17
_WRAP = 20
_LINES = 3
_MOST = 400
_TONES = tuple(
    f"var(--eop-{name}, transparent)"
    for name in ("surface", "accent-soft", "warning-soft", "ok-soft", "illustrative-soft")
)


@dataclass(frozen=True)
class Node:
    """A box: its words, the page it leads to (empty for none), and its tone (a number of the legend, 0 to 4)."""

    key: str
    words: str
    path: str = ""
    tone: int = 0
    strong: bool = False


@dataclass(frozen=True)
class Line:
    """An arrow between two boxes; a dashed one is one of several that would do."""

    source: str
    target: str
    dashed: bool = False


@dataclass(frozen=True)
class _Box:
    node: Node
    lines: tuple[str, ...]
    width: float
    height: float


def diagram(
    name: str,
    title: str,
    nodes: Sequence[Node],
    lines: Iterable[Line],
    *,
    across: bool = True,
    legend: Sequence[tuple[int, str]] = (),
    equivalent: Html | None = None,
    caption: str = "",
) -> Html:
    """Return a figure with an inline SVG, its legend and its equivalent in words; nothing without boxes.

    `name` makes the ids of this figure unique on its page; `across` draws from left to right, else from the top
    down. Nothing of a label ever reaches Graphviz: it only sees the sizes of numbered boxes.
    """
    svg = _picture(name, title, nodes, lines, across)
    if not svg:
        return svg
    return tag(
        "figure",
        tag("div", svg, class_="eop-scroll", tabindex="0", role="region", aria_label=f"Diagram: {title}"),
        _legend(legend),
        tag("figcaption", caption or title),
        tag("details", tag("summary", "The same in words"), equivalent) if equivalent else None,
        class_="eop-diagram",
    )


def as_svg(cut: Cut) -> str:
    """Return a part of the graph as an SVG file that stands alone; the kinds take turns in its few tones."""
    kinds = sorted({entity.ref.partition(":")[0] for entity in cut.entities})
    nodes = [
        Node(entity.ref, entity.name, tone=kinds.index(entity.ref.partition(":")[0]) % len(_TONES))
        for entity in cut.entities
    ]
    lines = [Line(edge.source, edge.target, edge.derived) for edge in cut.edges if edge.source != edge.target]
    return f"{_picture('graph', 'What is connected to what', nodes, lines, across=True)}\n"


def _picture(name: str, title: str, nodes: Sequence[Node], lines: Iterable[Line], across: bool) -> Html:
    """Return the SVG of boxes and arrows; nothing without boxes."""
    boxes = {node.key: _box(node) for node in nodes[:_MOST]}
    drawn = sorted(
        {line for line in lines if line.source in boxes and line.target in boxes},
        key=lambda line: (line.source, line.target, line.dashed),
    )
    if not boxes:
        return Html("")
    numbers = {key: index for index, key in enumerate(boxes)}
    width, height, places, curves = _laid_out(
        list(boxes.values()), [(numbers[a.source], numbers[a.target]) for a in drawn], across
    )
    parts: list[Html] = [tag("title", title, id=f"{name}-title")]
    for line, curve in zip(drawn, curves, strict=True):
        parts.append(_arrow(curve, line.dashed))
    for box, (x, y) in zip(boxes.values(), places, strict=True):
        parts.append(_drawn(box, x, y))
    role = "group" if any(box.node.path for box in boxes.values()) else "img"  # what is inside an img cannot be reached
    return tag(
        "svg",
        parts,
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        role=role,
        aria_labelledby=f"{name}-title",
        style=f"max-width:{width:.0f}px;min-width:{min(width, max(width * 0.75, 480)):.0f}px",
        class_="eop-svg",
        xmlns="http://www.w3.org/2000/svg",
    )


def _legend(entries: Sequence[tuple[int, str]]) -> Html | None:
    if not entries:
        return None
    return tag("ul", [tag("li", _key(tone), " ", words) for tone, words in entries], class_="eop-legend")


def _key(tone: int) -> Html:
    square = tag(
        "rect", x="1", y="1", width="14", height="14", rx="2", fill=_TONES[tone % len(_TONES)],
        stroke="var(--eop-line-strong, currentColor)",
    )  # fmt: skip
    style = "display:inline-block;width:1em;height:1em;vertical-align:-.15em"
    return Html(tag("svg", square, viewBox="0 0 16 16", class_="eop-key", aria_hidden="true", style=style).strip())


def _box(node: Node) -> _Box:
    words = " ".join(node.words.split()) or "(no name)"
    lines = textwrap.wrap(words, _WRAP, max_lines=_LINES, placeholder=" …") or [words[:_WRAP]]
    widest = max(len(line) for line in lines)
    return _Box(
        node, tuple(lines), max(60.0, widest * (_STRONG if node.strong else _LETTER) + 18), len(lines) * _LINE + 12.0
    )


def _laid_out(
    boxes: list[_Box], pairs: list[tuple[int, int]], across: bool
) -> tuple[float, float, list[tuple[float, float]], list[list[tuple[float, float]]]]:
    """Ask Graphviz where boxes and curves go; return width, height, the boxes' centres and the curves' points."""
    source = [f"digraph g{{graph[rankdir={'LR' if across else 'TB'},nodesep=0.16,ranksep=0.5,pad=0];"]
    source.append('node[shape=box,fixedsize=true,label=""];edge[arrowhead=none];')
    source += [
        f"n{index}[width={box.width / POINTS:.4f},height={box.height / POINTS:.4f}];" for index, box in enumerate(boxes)
    ]
    source += [f"n{a}->n{b};" for a, b in pairs]
    answer = _graphviz("".join(source) + "}")
    width = height = 0.0
    places: dict[int, tuple[float, float]] = {}
    curves: dict[tuple[int, int], list[list[tuple[float, float]]]] = {}
    for row in answer.splitlines():
        words = row.split()
        if words[0] == "graph":
            width, height = float(words[2]) * POINTS, float(words[3]) * POINTS
        elif words[0] == "node":
            places[int(words[1][1:])] = (float(words[2]) * POINTS, height - float(words[3]) * POINTS)
        elif words[0] == "edge":
            numbers = [float(word) * POINTS for word in words[4 : 4 + 2 * int(words[3])]]
            points = [(numbers[at], height - numbers[at + 1]) for at in range(0, len(numbers), 2)]
            curves.setdefault((int(words[1][1:]), int(words[2][1:])), []).append(points)
    margin = 4.0
    moved = [(x + margin, y + margin) for x, y in (places[index] for index in range(len(boxes)))]
    found = [[(x + margin, y + margin) for x, y in curves[pair].pop(0)] for pair in pairs]
    return width + 2 * margin, height + 2 * margin, moved, found


def _graphviz(source: str) -> str:
    import pygraphviz

    drawn: Any = pygraphviz.AGraph(string=source).draw(format="plain", prog="dot")
    text: str = drawn.decode() if isinstance(drawn, bytes) else drawn
    return text.replace("\\\n", "")


def _arrow(points: list[tuple[float, float]], dashed: bool) -> Html:
    (x, y), (before_x, before_y) = points[-1], points[-2]
    length = max(((x - before_x) ** 2 + (y - before_y) ** 2) ** 0.5, 0.01)
    dx, dy = (x - before_x) / length, (y - before_y) / length
    head = [(x, y), (x - 8 * dx - 3.5 * dy, y - 8 * dy + 3.5 * dx), (x - 8 * dx + 3.5 * dy, y - 8 * dy - 3.5 * dx)]
    start, *rest = [f"{px:.1f},{py:.1f}" for px, py in points]
    return joined(
        [
            tag(
                "path",
                d=f"M{start}C{' '.join(rest)}",
                class_="eop-line eop-line--dashed" if dashed else "eop-line",
                fill="none",
                stroke="var(--eop-line-strong, currentColor)",
                stroke_dasharray="4 3" if dashed else None,
            ),
            tag(
                "polygon",
                points=" ".join(f"{px:.1f},{py:.1f}" for px, py in head),
                class_="eop-head",
                fill="var(--eop-line-strong, currentColor)",
            ),
        ]
    )


def _drawn(box: _Box, x: float, y: float) -> Html:
    left, top = x - box.width / 2, y - box.height / 2
    first = y - (len(box.lines) - 1) * _LINE / 2 + 4.5
    shape = joined(
        [
            tag(
                "rect",
                x=f"{left:.1f}",
                y=f"{top:.1f}",
                width=f"{box.width:.1f}",
                height=f"{box.height:.1f}",
                rx="3",
                fill=_TONES[box.node.tone % len(_TONES)],
                stroke="var(--eop-line-strong, currentColor)",
                stroke_width="2" if box.node.strong else None,
            ),
            tag(
                "text",
                [
                    tag("tspan", line, x=f"{x:.1f}", y=f"{first + index * _LINE:.1f}")
                    for index, line in enumerate(box.lines)
                ],
                text_anchor="middle",
                fill="var(--eop-ink, currentColor)",
                font_size="13",
                font_weight="bold" if box.node.strong else None,
            ),
        ]
    )
    return tag(
        "g",
        anchor(f"@/{box.node.path}", shape) if box.node.path else shape,
        class_=f"eop-node eop-tone-{box.node.tone}",
    )
