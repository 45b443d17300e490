"""Where the boxes of a picture stand: Graphviz sees the sizes of numbered boxes, never a word, and says the places."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from eop_tools.io.cache import ANSWERS

_POINTS = 72
_MARGIN = 4.0

Point = tuple[float, float]


class Size(NamedTuple):
    """How wide and how high a box is, in points."""

    width: float
    height: float


class Frame(NamedTuple):
    """A frame around some boxes, by their numbers, with room for a heading of a width."""

    boxes: tuple[int, ...]
    heading: float


class Area(NamedTuple):
    """A rectangle: its left, its top, its width and its height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Places:
    """The whole picture's size, the centre of each box, the area of each frame, and the points of each curve."""

    width: float
    height: float
    centres: list[Point]
    frames: list[Area]
    curves: list[list[Point]]


def placed(sizes: Sequence[Size], frames: Sequence[Frame], pairs: Sequence[tuple[int, int]], *, across: bool) -> Places:
    """Place boxes with arrows between pairs of them, from left to right (`across`) or from the top down.

    A curve is a row of Bézier points: a start, then three for each piece. A box stands in at most one frame.
    """
    return ANSWERS.of(
        _drawn, _source(sizes, frames, pairs, across), lambda said: _read(said, len(sizes), len(frames), pairs)
    )


def _read(said: Any, boxes: int, frames: int, pairs: Sequence[tuple[int, int]]) -> Places:
    """Return the places from what is drawn, in the order of what was asked. Raises where they are not there."""
    size, centres, areas, curves = said
    found = {(start, end): [[_point(point) for point in points] for points in each] for start, end, each in curves}
    return Places(
        *_point(size),
        [_point(centres[str(index)]) for index in range(boxes)],
        [Area(*_point(areas[str(index)][:2]), *_point(areas[str(index)][2:])) for index in range(frames)],
        [found[pair].pop(0) for pair in pairs],
    )


def _point(said: Any) -> Point:
    x, y = said
    return float(x), float(y)


def _drawn(source: str) -> list[Any]:
    """Return what Graphviz says: the size, the centres and areas by number, and the curves between each two boxes."""
    answer = json.loads(_graphviz(source))
    _, _, width, height = _numbers(answer["bb"])
    names: dict[int, str] = {}
    centres: dict[str, Point] = {}
    areas: dict[str, Area] = {}

    def turned(x: float, y: float) -> Point:
        return x + _MARGIN, height - y + _MARGIN

    for each in answer.get("objects", ()):
        names[each["_gvid"]] = each["name"]
        if "bb" in each:
            left, bottom, right, top = _numbers(each["bb"])
            areas[each["name"].removeprefix("cluster_")] = Area(*turned(left, top), right - left, top - bottom)
        else:
            centres[each["name"]] = turned(*_numbers(each["pos"]))
    curves: dict[tuple[int, int], list[list[Point]]] = {}
    for edge in answer.get("edges", ()):
        points = [turned(*_numbers(point)) for point in edge["pos"].split()]
        curves.setdefault((int(names[edge["tail"]]), int(names[edge["head"]])), []).append(points)
    size = width + 2 * _MARGIN, height + 2 * _MARGIN
    return [size, centres, areas, [[*pair, each] for pair, each in curves.items()]]


def _source(sizes: Sequence[Size], frames: Sequence[Frame], pairs: Sequence[tuple[int, int]], across: bool) -> str:
    source = [
        f"digraph{{graph[rankdir={'LR' if across else 'TB'},nodesep=0.16,ranksep=0.4,labeljust=l,pad=0,margin=0];"
    ]
    source.append('node[shape=box,fixedsize=true,label=""];edge[arrowhead=none];')
    for index, (boxes, heading) in enumerate(frames):
        room = f'<<TABLE FIXEDSIZE="TRUE" WIDTH="{heading:.0f}" HEIGHT="16"><TR><TD></TD></TR></TABLE>>'
        source.append(f"subgraph cluster_{index}{{margin=9;label={room};{''.join(f'{box};' for box in boxes)}}}")
    source += [
        f"{index}[width={size.width / _POINTS:.4f},height={size.height / _POINTS:.4f}];"
        for index, size in enumerate(sizes)
    ]
    source += [f"{start}->{end};" for start, end in pairs]
    return "".join(source) + "}"


def _numbers(text: str) -> list[float]:
    return [float(number) for number in text.split(",")]


def _graphviz(source: str) -> str:
    import pygraphviz

    drawn: Any = pygraphviz.AGraph(string=source).draw(format="json0", prog="dot")
    text: str = drawn.decode() if isinstance(drawn, bytes) else drawn
    return text
