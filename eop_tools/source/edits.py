"""Changes of a file's text by the places of its values: comments, order and quoting of everything else stay."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from eop_tools.finding import Edit, FieldPath, Fix, PathStep
from eop_tools.source import SourceDocument
from eop_tools.source.scalars import CONTROL, parse_scalar

Splice = tuple[int, int, str]
"""From which character offset to which, and the text that comes there instead."""
_PLAIN = re.compile(r"[A-Za-z0-9+/](?:[\w ./+@()'–—’-]|:(?=[\w+/(@]))*")
_DASH = re.compile(r"-(?:[ \t]+#.*|[ \t]*\r?)\Z")
_REMARK = re.compile(r"#[^\r\n]*")
_DASHES = re.compile(r" *(?:- +)+")
_REST = re.compile(r"(?:[ \t]+#[^\n]*|[ \t]*\r?)(?:\n|\Z)")
_NO_VALUE = re.compile(r"[ \t]*:(?=[\s,}\]]|\Z)")
_COMMA = re.compile(r"\s*,[ \t]*")
_QUIET = re.compile(r"(?:[ \t]*(?:#[^\n]*|\r?)\n)*(?:[ \t]*#[^\n]*\Z)?")
_QUIET_LINE = re.compile(r"[ \t]*(?:#.*|\r?)")
_BLOCK = re.compile(r"[|>][-+0-9]*[ \t]*(?:#[^\n]*)?\r?\n")
_KEEPS = re.compile(r"[|>][-0-9]*\+")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_QUIET_HEAD = re.compile(r"(?:\s|#[^\n]*|---)*")
_FOR_EDITORS = "# yaml-language-server:"
_NO_TEXT = ("|", ">", "[", "{", "!", "&", "*")


def fix_of(title: str, document: SourceDocument, cuts: Sequence[Splice | None], *, safe: bool) -> Fix | None:
    """Return the fix that these changes of one file make; None where one of them cannot be made."""
    edits = [Edit(document.file, document.offset_span(cut[0], cut[1] - cut[0]), cut[2]) for cut in cuts if cut]
    return Fix(title, tuple(edits), safe) if edits and len(edits) == len(cuts) else None


def replacing(
    document: SourceDocument, path: Sequence[PathStep], text: str, *, key: bool = False, word: bool = False
) -> Splice | None:
    """Return the change that puts another text in place of a value (or of its key); None for what is no single line.

    A `word` (true, false) is written without quotes, whatever the old value had.
    """
    place = document.offsets(path)
    if place is None or CONTROL.search(text) or "\n" in text or "\r" in text or "\t" in text:
        return None
    start, end = place[:2] if key else place[2:]
    old = document.text[start:end]
    is_text = key or not isinstance(_held(document, path), (dict, list))
    if start < 0 or not old or "\n" in old or "\r" in old or old.startswith(_NO_TEXT) or not is_text:
        return None
    return start, end, text if word else _written(text, old)


def _written(text: str, old: str) -> str:
    """Return a text as YAML, quoted as the old one was if it was, and in any case where YAML asks for it."""
    if old[:1] == "'":
        return "'" + text.replace("'", "''") + "'"
    bare = re.fullmatch(r"\d{1,15}", text) or (parse_scalar(text) == text and _PLAIN.fullmatch(text))
    if old[:1] == '"' or not bare or text.endswith((" ", ":")):
        return json.dumps(text, ensure_ascii=False)
    return text


def removing(document: SourceDocument, path: Sequence[PathStep], within: int = 0) -> Splice | None:
    """Return the change that takes a field or a list item away; what would be left empty by that goes along.

    What stands at the first `within` steps of the path stays. None where a remark belongs to what would go: it would be
    lost with it, or describe what stands next.
    """
    steps = tuple(path)
    siblings = _siblings(document, steps[:-1])
    while len(steps) > within and siblings.paths == [steps]:
        steps = steps[:-1]
        siblings = _siblings(document, steps[:-1])
    if len(steps) <= within or steps not in siblings.places or _has_lone_return(document):
        return None
    make = _cut_from_brackets if _within_brackets(document, steps) else _cut_lines
    cut = make(document, steps, siblings)
    return None if cut is None or _has_remark(document, cut, _extent(document, steps, siblings)[0]) else cut


def _held(document: SourceDocument, path: Sequence[PathStep]) -> object:
    held: object = document.data
    for step in path:
        if isinstance(held, dict):
            held = held.get(step)
        else:
            held = held[step] if isinstance(held, list) and isinstance(step, int) and step < len(held) else None
    return held


def removing_remark(document: SourceDocument, line: int, column: int) -> Splice | None:
    """Return the change that takes away the remark whose # stands there, and its line where it stands alone."""
    text, at = document.text, document.offset_of(line, column)
    first, rest = text.rfind("\n", 0, at) + 1, _REMARK.match(text, at)
    if rest is None or _has_lone_return(document):
        return None
    before = text[first:at].rstrip(" \t")
    if before:
        return first + len(before), rest.end(), ""
    last = text.find("\n", at) + 1 or len(text)
    return None if _spills(document, first, last) else (first, last, "")


class _Siblings(NamedTuple):
    """The paths of what a list or a mapping holds, in the order of the file, and the place of each among them."""

    paths: list[FieldPath]
    places: dict[FieldPath, int]


@lru_cache(maxsize=8)
def _siblings(document: SourceDocument, path: FieldPath) -> _Siblings:
    """Return what a list or a mapping holds: worked out once for all the changes of one list."""
    held = _held(document, path)
    steps: Iterable[PathStep] = ()
    if isinstance(held, dict):
        steps = held
    elif isinstance(held, list):
        steps = range(len(held))
    paths = [(*path, step) for step in steps if document.offsets((*path, step))]
    return _Siblings(paths, {each: place for place, each in enumerate(paths)})


@lru_cache(maxsize=8)
def _has_lone_return(document: SourceDocument) -> bool:
    """Whether a line ends in the manner of old Macs, which changes by whole lines do not know."""
    return _LONE_RETURN.search(document.text) is not None


def _within_brackets(document: SourceDocument, path: FieldPath) -> bool:
    above = (document.offsets(path[:length]) for length in range(len(path)))
    return any(place is not None and document.text[place[2] : place[2] + 1] in ("[", "{") for place in above)


def _extent(document: SourceDocument, path: FieldPath, siblings: _Siblings) -> tuple[int, int]:
    """Return where an entry begins (key, dash, or value in brackets) and ends; -1 where that is unclear."""
    text = document.text
    key, key_end, start, end = document.offsets(path) or (-1, -1, -1, -1)
    if key >= 0:
        colon = _NO_VALUE.match(text, key_end) if end == key_end else None
        question = text[: _before_blanks(text, key)].endswith("?")
        return (-1 if question else key), colon.end() if colon else end
    if _within_brackets(document, path):
        return start, end
    at = siblings.places[path]
    before = document.offsets(siblings.paths[at - 1] if at else path[:-1]) or (-1, -1, -1, -1)
    if not at:
        return (before[2] if text[before[2] : before[2] + 1] == "-" else -1), end
    return _dash(text, max(before[3], before[1]), start), end


def _dash(text: str, begin: int, end: int) -> int:
    """Return where the dash stands after which nothing but blanks and remarks come; -1 where there is none."""
    while True:
        first = max(text.rfind("\n", begin, end) + 1, begin)
        line = text[first:end]
        if first == begin or not _QUIET_LINE.fullmatch(line):
            dash = _DASH.search(line)
            return first + dash.start() if dash else -1
        end = first - 1


def _has_remark(document: SourceDocument, cut: Splice, start: int) -> bool:
    """Whether a remark belongs to the entry that begins at a place and is cut: in it, behind, above, or deeper below.

    What stands above the first entry of a file, apart from it or for an editor, belongs to the file.
    """
    text, remarks = document.text, _remarks(document)
    first = text.rfind("\n", 0, start) + 1
    reached = cut[1] if text[cut[1] - 1 : cut[1]] == "\n" else _after_blanks(text, cut[1]) + 1
    following = remarks[bisect_left(remarks, cut[0]) :][:1]
    if following and (following[0] < reached or (cut[0] == first and _is_below(text, reached, following[0], start))):
        return True
    above = remarks[: bisect_left(remarks, first)][-1:]
    if not above or text[first:start].strip() or not _stands_above(text, above[0], first):
        return False
    is_apart = text.find("\n", above[0]) + 1 < first or text.startswith(_FOR_EDITORS, above[0])
    return not is_apart or _QUIET_HEAD.fullmatch(text, document.area[0] if document.area else 0, above[0]) is None


def _is_below(text: str, end: int, remark: int, start: int) -> bool:
    """Whether nothing stands between the end of whole lines and a remark that is deeper than what began at `start`."""
    column, deep = (at - text.rfind("\n", 0, at) for at in (start, remark))
    return deep > column and not text[end:remark].strip()


def _stands_above(text: str, remark: int, first: int) -> bool:
    """Whether a remark has a line of its own, and nothing stands between it and the line that begins at `first`."""
    line, end = text.rfind("\n", 0, remark) + 1, text.find("\n", remark) + 1
    return not text[line:remark].strip() and not text[end:first].strip()


@lru_cache(maxsize=8)
def _remarks(document: SourceDocument) -> list[int]:
    """Return where each remark begins."""
    return [document.offset_of(remark.line, remark.column) for remark in document.comments()]


def _before_blanks(text: str, at: int) -> int:
    """Return where the blanks begin that stand right before a place in a line."""
    while at and text[at - 1] in " \t":
        at -= 1
    return at


def _after_blanks(text: str, at: int) -> int:
    """Return where the blanks end that stand right after a place in a line."""
    while text[at : at + 1] in (" ", "\t"):
        at += 1
    return at


def _cut_lines(document: SourceDocument, path: FieldPath, siblings: _Siblings) -> Splice | None:
    """Take whole lines away, a remark at the end of the last one included.

    The first of several entries may stand behind the dash of the item that holds them: it leaves the dash there.
    """
    text = document.text
    start, end = _extent(document, path, siblings)
    rest = _REST.match(text, end)
    if start < 0 or rest is None:
        return None
    first, last = text.rfind("\n", 0, start) + 1, rest.end()
    before = text[first:start]
    if not before.strip(" "):
        return None if _spills(document, first, last) else (first, last, "")
    if not _DASHES.fullmatch(before) or siblings.places[path]:
        return None
    following = _extent(document, siblings.paths[1], siblings)[0]
    if following >= 0 and text[last:following] == " " * len(before):
        return start, following, ""
    return first + len(before.rstrip()), _end_of_line(rest), ""


def _spills(document: SourceDocument, first: int, last: int) -> bool:
    """Whether a text of several lines (after | or >) that ends before a cut would go on with what stands after it."""
    leaves = _leaves(document)
    place = bisect_right(leaves, first, key=lambda leaf: leaf[1]) - 1
    if place < 0:
        return False
    start, end = leaves[bisect_left(leaves, leaves[place][1], key=lambda leaf: leaf[1])]
    header = _BLOCK.match(document.text, start)
    if header is None or document.text[end:first].strip():
        return False
    quiet = _QUIET.match(document.text, last)
    lines = quiet[0].splitlines() if quiet else []
    if not any(line[:1] in ("", " ", "\t") for line in lines):
        return False
    return "+" in header[0] or any("#" in line and line[0] != "#" for line in lines)


@lru_cache(maxsize=1)
def _leaves(document: SourceDocument) -> list[tuple[int, int]]:
    """Return where each value begins and ends that holds no others, in the order of their ends."""

    def within(path: FieldPath, held: object) -> Iterator[tuple[int, int]]:
        if isinstance(held, (dict, list)):
            for step in held if isinstance(held, dict) else range(len(held)):
                yield from within((*path, step), held[step])
        elif place := document.offsets(path):
            yield place[2:]

    return sorted(within((), document.data), key=lambda leaf: leaf[1])


def _cut_from_brackets(document: SourceDocument, path: FieldPath, siblings: _Siblings) -> Splice | None:
    """Take an entry out of brackets, with one of the commas beside it; the lines of one that stands alone go whole."""
    text = document.text
    holder = document.offsets(path[:-1])
    start, end = _extent(document, path, siblings)
    if start < 0 or holder is None or text[holder[2] : holder[2] + 1] not in ("[", "{"):
        return None
    comma = _COMMA.match(text, end)
    after = comma.end() if comma else end
    first = text.rfind("\n", 0, start) + 1
    rest = _REST.match(text, after - (text[after : after + 1] == "#"))
    if not comma and path != siblings.paths[-1]:
        return None
    if rest and not text[first:start].strip(" \t"):
        return first, rest.end(), ""
    if comma and _REST.match(text, comma.end()):  # the line ends with it
        return _before_blanks(text, start), _before_blanks(text, after), ""
    if comma:
        return start, after - (text[after : after + 1] == "#"), ""
    before = _before_blanks(text, start)
    return (_before_blanks(text, before - 1) if text[first:before].endswith(",") else start), end, ""


def reordering(document: SourceDocument, path: Sequence[PathStep], order: Sequence[int]) -> list[Splice] | None:
    """Return the changes that put the items of a list in another order: `order` holds the old places.

    The remarks at an item's lines and right above it move along. None where it is not clear to which item one belongs.
    """
    steps, text = tuple(path), document.text
    siblings, place = _siblings(document, steps), document.offsets(steps)
    if place is None or sorted(order) != list(range(len(siblings.paths))) or _has_lone_return(document):
        return None
    in_brackets = _within_brackets(document, (*steps, 0))
    spans: list[tuple[int, int]] = []
    for each in siblings.paths:
        start, end = _extent(document, each, siblings)
        if not in_brackets:
            first, rest = text.rfind("\n", 0, start) + 1, _REST.match(text, end)
            if start < 0 or rest is None or text[first:start].strip(" "):
                return None
            start, end = _with_remarks(text, first, start - first, spans), _end_of_line(rest)
        spans.append((start, end))
    whole = text[place[2] : place[3]]
    if (in_brackets and "#" in whole) or (not in_brackets and _has_loose_remark(document, place, spans, order)):
        return None
    if not in_brackets and _BLOCK.search(whole):  # a text of several lines goes on with what stands after it
        quiet = _QUIET.match(text, min(spans[-1][1] + 1, len(text)))
        ends_the_file = spans[-1][1] == len(text)  # without a line break, which a text of several lines would get
        if (quiet and " #" in quiet[0]) or _KEEPS.search(whole) or ends_the_file:
            return None
    pieces = [text[start:end] for start, end in spans]
    return [(*span, pieces[old]) for new, (span, old) in enumerate(zip(spans, order, strict=True)) if old != new]


def _has_loose_remark(
    document: SourceDocument, place: Sequence[int], spans: Sequence[tuple[int, int]], order: Sequence[int]
) -> bool:
    """Whether a remark stands between items and moves with none, or right above or below one that would move away."""
    text, remarks = document.text, _remarks(document)
    if any("#" in text[one[1] : other[0]] for one, other in pairwise(spans)):
        return True
    start, end = spans[0][0], spans[-1][1]
    above = remarks[: bisect_left(remarks, start)][-1:] if order[0] else []
    below = remarks[bisect_left(remarks, end) :][:1] if order[-1] != len(order) - 1 else []
    is_touched = bool(above) and text.find("\n", above[0]) + 1 == start and _stands_above(text, above[0], start)
    return is_touched or (bool(below) and _is_below(text, end, below[0], max(0, place[0])))


def _with_remarks(text: str, first: int, indent: int, spans: list[tuple[int, int]]) -> int:
    """Return where the remarks right above a line begin that is an item's first."""
    while spans and first > 0:
        above = text.rfind("\n", 0, first - 1) + 1
        remark = re.fullmatch(r"( *)#[^\n]*\n", text[above:first])
        if above < spans[-1][1] or remark is None or len(remark[1]) > indent:
            break
        first = above
    return first


def _end_of_line(rest: re.Match[str]) -> int:
    """Return where the line ends whose rest was matched, before its line break."""
    return rest.start() + len(rest[0].rstrip("\r\n"))
