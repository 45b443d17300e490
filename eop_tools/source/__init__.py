"""Reads a YAML or Markdown file as plain data, knows where each value stands, and says in plain words what is wrong.

A clean file takes the quick way: libyaml's events become dictionaries, without positions. What that way does not
understand it leaves to the patient way, which notes every position and fault and, for files of usual size, reads with
PyYAML's own parser. So whatever is refused is refused alike with and without libyaml; tests compare what is accepted.
"""

from __future__ import annotations

import os
import re
import stat
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from yaml import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from eop_tools.finding import BEGINNING, Edit, Fault, Fix, PathStep, Span
from eop_tools.source import messages
from eop_tools.source.cuts import run_together
from eop_tools.source.messages import HARD_BLANK, Saying, legible
from eop_tools.source.positions import CURLY, ITEM_SIGN, CParser, Patient, RelatedSpans
from eop_tools.source.scalars import CONTROL, MAX_BYTES, MAX_DEPTH, MAX_FAULTS, UNREADABLE, parse_scalar

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "Comment",
    "Document",
    "Facts",
    "parse",
    "parse_scalar",
    "read",
    "refused",
    "remember",
]

_MAX_PATIENCE = 150_000  # characters that the slow parser may explain, about a second of the worst case
_DOUBTFUL = re.compile(
    r"\t|\\[0abefvxuUNLPntr_]|[|>][-+0-9]*#"  # parsers differ, or characters are smuggled in
    r"|[^\s#] #|[ \t]#[^\s#]|[\"'\],\[{}]#|[^\s#][ ]+#[ ]*(?:[\n\r]|\Z)"  # a text may be cut off
    rf"|(?:\A|[\n\r])[ -]*{HARD_BLANK.pattern}"  # a blank is none
    rf"|(?:\A|[\n\r:?,\[{{-])[ ]*(?:(?:{CURLY})(?=[ \t]*(?:[,\]}}#\n\r]|\Z))"  # quotes that are none
    r"|\?|%)"  # libyaml takes a letter for a sign, or a directive stands here
    r"|\d,\d\d\d"  # brackets may cut a number in two
)
_CONFLICT = re.compile(r"^(?:(<{7})|(={7})|>{7})(?: [^\r\n]*)?\r?$", re.M)
DOUBTFUL_KEYS = frozenset(("", "~", "null", "<<"))
_INNER_ITEM = re.compile(f" {ITEM_SIGN}")
_FENCE = re.compile(r"(?:\A|(?<=[\r\n]))---[ \t]*(?:\r\n|\n|\r|\Z)")
_LINE_END = re.compile(r"\r\n|\n|\r")
_COMMENT = re.compile(r"#[^\r\n]*")


@dataclass(frozen=True, slots=True)
class Comment:
    """A YAML comment: where its ``#`` stands (from 1), and its text without the ``#``."""

    line: int
    column: int
    text: str


class FileFacts(NamedTuple):
    """What a file without faults holds, in JSON's types: its data without its body, and where that stands."""

    data: dict[str, object]
    start: int
    end: int
    body_at: int | None
    pure: bool


class SourceDocument:
    """One file as it was read. Not to be changed; positions are looked up only when somebody asks for them."""

    __slots__ = ("_layout", "_lines", "area", "body_at", "data", "faults", "file", "pure", "text")

    def __init__(self, file: str, text: str, *, pure: bool = False) -> None:
        self.file, self.text, self.pure = file, text, pure
        self.data: object = None
        self.faults: tuple[Fault, ...] = ()
        self.body_at: int | None = None
        self.area: tuple[int, int] | None = None  # where the YAML stands in the text; None when it cannot be read
        self._layout: Patient | None = None
        self._lines: list[int] | None = None

    def offset_span(self, offset: int, length: int = 1) -> Span:
        """The lines and columns of ``length`` characters from character ``offset`` (from 0) of the text."""
        if self._lines is None:
            self._lines = [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        start = max(0, min(offset, len(self.text)))
        end = max(start, min(start + length, len(self.text)))
        line, end_line = bisect_right(self._lines, start), bisect_right(self._lines, end)
        return Span(line, start - self._lines[line - 1] + 1, end_line, end - self._lines[end_line - 1] + 1)

    def offset_of(self, line: int, column: int) -> int:
        """Return the character offset (from 0) of a line and a column (from 1) of the text."""
        self.offset_span(0)
        lines = self._lines or [0]
        return min(lines[min(line, len(lines)) - 1] + column - 1, len(self.text))

    @property
    def body(self) -> str | None:
        """The text below the front matter, whose lines end the same way whatever program wrote them; None without."""
        if self.body_at is None:
            return None
        text = self.text[self.body_at :]
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text

    def in_body(self, offset: int) -> Span:
        """Where a character of the body stands."""
        start, at = self.body_at or 0, offset
        while at < (moved := offset + self.text.count("\r\n", start, start + at + 1)):
            at = moved
        return self.offset_span(start + at)

    def span(self, path: Sequence[PathStep], *, key: bool = False) -> Span:
        """Where the value at ``path`` stands, or its key. A path that is not there gives its nearest ancestor's key."""
        places, steps = self._positions().places, tuple(path)
        if self.body_at is not None and steps == ("body",):
            return self.offset_span(self.body_at)
        while steps and steps not in places:
            steps, key = steps[:-1], True
        key_start, key_end, start, end = places.get(steps, (-1, -1, 0, 1))
        if key and key_start >= 0:
            return self.offset_span(key_start, key_end - key_start)
        return self.offset_span(start, end - start if steps == tuple(path) else 1)

    def sight(self, path: Sequence[PathStep], *, key: bool = False) -> Span:
        """Where to look for what is said of ``path``: its value, or its key where a list or a group stands below it."""
        whole, named = self.span(path, key=key), self.span(path, key=True)
        if key or named.line == whole.line:
            return whole
        held: Any = self.data
        for step in path:
            held = held[step]
        return named if isinstance(held, (dict, list)) else whole

    def offsets(self, path: Sequence[PathStep]) -> tuple[int, int, int, int] | None:
        """The offsets of key and value at ``path``: from, to, from, to (-1 for no key); None where nothing is."""
        return self._positions().places.get(tuple(path))

    def comments(self) -> tuple[Comment, ...]:
        """The YAML comments in order; a ``#`` inside a text is none. After a syntax error nothing is looked for."""
        layout, found, at = self._positions(), [], self.area[0] if self.area else 0
        for start, end in (*layout.scalars, (layout.reached, layout.reached)):
            for match in _COMMENT.finditer(self.text, at, max(at, start)):
                place = self.offset_span(match.start())
                found.append(Comment(place.line, place.column, match.group()[1:].strip()))
            at = max(at, end)
        return tuple(found)

    def texts(self) -> list[tuple[int, int]]:
        """Return from where to where each key and each text stands, in order; of nothing, where it would stand."""
        return self._positions().scalars

    def facts(self) -> FileFacts | None:
        """Return what `remember` needs to make this document again; None where it has faults."""
        if self.faults or self.area is None or not isinstance(self.data, dict):
            return None
        data = self.data if self.body_at is None else {key: self.data[key] for key in self.data if key != "body"}
        return FileFacts(data, *self.area, self.body_at, self.pure)

    def _positions(self) -> Patient:
        if self._layout is None:
            self._layout = Patient(self)
            self._layout.read()
        return self._layout

    def fault(self, start: int, end: int, saying: Saying, shown: str = "", related: RelatedSpans = ()) -> Fault:
        """Return the fault that stands from one character offset to another; `shown` is quoted in its message."""
        span = self.offset_span(start, max(1, end - start))
        message = saying.message.replace("{}", legible(shown))
        return Fault(saying.fault, message, self.file, span, saying.hint, related)


def read(path: Path, root: Path) -> SourceDocument:
    """Read one file of the plan folder ``root``. Never raises: what cannot be read is a fault of the document."""
    inside = path.relative_to(root).parts if path.is_relative_to(root) else ("..",)
    file = path.as_posix() if inside == ("..",) else "/".join(inside)
    try:
        above = [str(root)]
        for part in inside:
            above.append(f"{above[-1]}{os.sep}{part}")
        doubtful = ".." in inside or any(map(os.path.islink, above[1:]))
        if doubtful and not path.resolve().is_relative_to(root.resolve()):
            return refused(file, messages.LINK_OUTSIDE_PLAN)
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            what = "it is a folder" if stat.S_ISDIR(status.st_mode) else "it is not an ordinary file"
            return refused(file, messages.UNREADABLE_FILE, what)
        if status.st_size > MAX_BYTES:
            return refused(file, messages.FILE_TOO_LARGE, f"{status.st_size:,}")
        return parse(path.read_bytes(), file)
    except (OSError, ValueError, RuntimeError) as error:  # the last is a loop of links
        why = getattr(error, "strerror", None) or "its name cannot be used"
        return refused(file, messages.UNREADABLE_FILE, str(why).lower())


def remember(content: bytes, file: str, facts: FileFacts) -> SourceDocument:
    """Return what `parse` gave for this content in this file, without reading YAML again."""
    document = SourceDocument(file, content.decode(), pure=facts.pure)
    document.area, document.body_at = (facts.start, facts.end), facts.body_at
    document.data = facts.data if facts.body_at is None else facts.data | {"body": document.body}
    return document


def parse(content: bytes | str, file: str, *, pure: bool = False) -> SourceDocument:
    """Read a file's content; ``file`` is its path in the plan. ``pure`` does without libyaml, with the same result."""
    if len(content) > MAX_BYTES:
        return refused(file, messages.FILE_TOO_LARGE, f"{len(content):,}")
    text, wrong, at = _decode(content)
    document = SourceDocument(file, text, pure=pure or CParser is None)
    faults = []
    if content[:1] == "\ufeff" or content[:3] == b"\xef\xbb\xbf":
        fix = Fix("take the byte order mark away", (Edit(file, BEGINNING, ""),), safe=True)
        faults.append(replace(document.fault(0, 1, messages.BYTE_ORDER_MARK), fix=fix))
    readable = not wrong
    if wrong:
        faults.append(document.fault(at, at + 1, messages.UNREADABLE_ENCODING, wrong))
    elif CONTROL.search(text):
        readable = not UNREADABLE.search(text)
        for match, _ in zip(CONTROL.finditer(text), range(MAX_FAULTS), strict=False):
            faults.append(document.fault(*match.span(), messages.CONTROL_CHARACTER, f"U+{ord(match.group()):04X}"))
    if readable and "<<<<<<<" in text and (conflicts := _conflicts(text)):
        readable = False
        faults += [document.fault(start, start + 7, messages.MERGE_CONFLICT) for start in conflicts]
    if readable:
        faults += _read_fields(document)
    if faults:
        document.faults = tuple(sorted(faults, key=_place)[:MAX_FAULTS])
    return document


def _read_fields(document: SourceDocument) -> list[Fault]:
    """Find where the YAML of the text stands, and read it into the document; what is wrong comes back."""
    start, end = 0, len(document.text)
    if document.file.endswith(".md"):
        opening = _FENCE.match(document.text)
        if opening is None:
            return [document.fault(0, 1, messages.MISSING_FRONT_MATTER)]
        closing = _FENCE.search(document.text, opening.end())
        if closing is None:
            return [document.fault(0, 1, messages.ENDLESS_FRONT_MATTER)]
        start, end, document.body_at = opening.end(), closing.start(), closing.end()
    document.area = start, end
    return _fill(document, document.text[start:end])


def _conflicts(text: str) -> list[int]:
    """Return where the first line of each merge stands that git left for somebody to finish."""
    found, start, halved = [], -1, False
    for mark in _CONFLICT.finditer(text):
        if mark[1]:
            start, halved = mark.start(), False
        elif mark[2]:
            halved = start >= 0
        elif halved:
            found.append(start)
            start, halved = -1, False
    return found[:MAX_FAULTS]


def _fill(document: SourceDocument, text: str) -> list[Fault]:
    """Put the data of the YAML ``text`` into the document; what is wrong comes back."""
    body = document.body
    if not document.pure and not _DOUBTFUL.search(text):
        try:
            data = _quick(text)
            if body is None or data.setdefault("body", body) is body:
                document.data = data
                return []
        except yaml.YAMLError:
            pass  # the patient way finds out what it is
    document.pure = document.pure or len(text) <= _MAX_PATIENCE
    layout = document._layout = Patient(document)
    found = layout.read()
    start, end, first, _ = layout.places.get(("body",), (-1, -1, 0, 0))
    if body is not None and start >= 0:
        related = (document.file, document.offset_span(document.body_at or 0), "the text below the front matter")
        layout.fault(start, end, messages.DUPLICATE_KEY, "body", (related,))
    if body is not None and layout.empty:
        found = {}
    if isinstance(found, dict) and body is not None:
        found["body"] = body
    elif not layout.stopped and not isinstance(found, dict):
        first = layout.places.get((), (-1, -1, 0, 0))[2]
        what = "the file is empty" if layout.empty else "the file does not consist of keys with values"
        layout.fault(first, first + 1, messages.NOT_A_MAPPING, what)
    document.data = found
    return layout.faults


def _quick(text: str) -> dict[str, object]:
    """The data of a text without anything odd; YAMLError for all others, also for good ones that need a closer look."""
    get: Callable[[], Any] = CParser(text).get_event
    get()
    event = get()
    if type(event) is yaml.DocumentStartEvent and not event.version and not event.tags:
        event = get()
        if type(event) is MappingStartEvent and isinstance(data := _quick_collection(get, event, 1, text), dict):
            get()
            if type(get()) is yaml.StreamEndEvent:
                return data
    raise yaml.YAMLError


def _quick_collection(get: Callable[[], Any], event: Any, depth: int, text: str) -> object:
    if event.anchor or event.tag or depth > MAX_DEPTH:  # an alias has an anchor as well
        raise yaml.YAMLError
    return (_quick_mapping if type(event) is MappingStartEvent else _quick_list)(get, depth, text)


def _quick_mapping(get: Callable[[], Any], depth: int, text: str) -> dict[str, object]:
    result: dict[str, object] = {}
    while type(event := get()) is ScalarEvent:
        key = event.value
        if key in result or event.anchor or event.tag or (key in DOUBTFUL_KEYS and not event.style):
            raise yaml.YAMLError
        event = get()
        if type(event) is not ScalarEvent:
            result[key] = _quick_collection(get, event, depth + 1, text)
        elif event.anchor or event.tag or not (event.value or event.style) or _is_run_together(event, text):
            raise yaml.YAMLError
        else:
            result[key] = event.value if event.style else parse_scalar(event.value)
    if type(event) is MappingEndEvent:
        return result
    raise yaml.YAMLError


def _quick_list(get: Callable[[], Any], depth: int, text: str) -> list[object]:
    items: list[object] = []
    while type(event := get()) is not SequenceEndEvent:
        if type(event) is not ScalarEvent:
            items.append(_quick_collection(get, event, depth + 1, text))
        elif event.anchor or event.tag or _is_run_together(event, text, in_list=True):
            raise yaml.YAMLError
        else:
            items.append(event.value if event.style else parse_scalar(event.value))
    return items


def _is_run_together(event: Any, text: str, *, in_list: bool = False) -> bool:
    """Whether a text has lines of which some may be meant as lines, or items, of their own."""
    first, last = event.start_mark, event.end_mark
    if first.line == last.line or event.style == "|":
        return False
    return (in_list and bool(_INNER_ITEM.search(event.value))) or bool(
        run_together(text[first.index : last.index].rstrip(), event.style or "")
    )


def _place(fault: Fault) -> tuple[int, int]:
    return (fault.span.line, fault.span.column) if fault.span else (0, 0)


def _decode(content: bytes | str) -> tuple[str, str, int]:
    """The text, and why and where it is not UTF-8."""
    if isinstance(content, str):
        return content.removeprefix("\ufeff"), "", 0
    even, odd = content[:64:2].count(0), content[1:64:2].count(0)
    lopsided = min(even, odd) * 4 < max(even, odd) > len(content[:64]) / 3 > 1
    if lopsided or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        code = "utf-16-be" if even > odd else "utf-16-le"
        if content[0] >= 0xFE:  # a byte order mark says which
            code = "utf-16"
        return content.decode(code, "replace"), "it is UTF-16", 0
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return content.decode(), "", 0
    except UnicodeDecodeError as error:
        at = len(content[: error.start].decode())
        return content.decode("utf-8", "replace"), f"byte {content[error.start]:02X} here", at


def refused(file: str, saying: Saying, shown: str = "") -> SourceDocument:
    """Return the document of a file that was not read at all, with the fault that says why."""
    document = SourceDocument(file, "")
    document.faults = (document.fault(0, 1, saying, shown),)
    return document
