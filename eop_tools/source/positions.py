"""The patient way to read: slower, with the place of every key and value, and with every fault."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import yaml
from yaml import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from eop_tools.finding import Fault, FaultName, FieldPath, Span
from eop_tools.source import cuts, messages
from eop_tools.source.messages import HARD_BLANK, Saying
from eop_tools.source.pure_parser import PureParser, shielded
from eop_tools.source.scalars import CONTROL, MAX_DEPTH, MAX_FAULTS, parse_scalar

if TYPE_CHECKING:
    from eop_tools.source import SourceDocument

RelatedSpans = tuple[tuple[str, Span, str], ...]
CParser: Any = getattr(getattr(yaml, "cyaml", None), "CParser", None)
_PROPERTY = re.compile(r"!<[^>\s]*>|[&*!][^\s,\[\]{}]*")
_GAP = re.compile(r"\s*")
ITEM_SIGN = "[-•▪●○◦‣] "
"""What begins an item of a list, or is meant to."""
_ITEM = re.compile(rf"[\n\r][ \t]*({ITEM_SIGN})")
_HEAD = re.compile(r"(?:(?:[ \t]*(?:#[^\r\n]*)?|%[^\r\n]*)[\r\n])*")
_DIRECTIVE = re.compile(r"(?:(?<=[\r\n])|\A)%\S*")
_COLON = re.compile(r"(?:\s|#[^\r\n]*[\r\n])*:")
_THOUSANDS = re.compile(r"(?<![\w.])[1-9]\d{0,2},\d{3}(?!\d)")
_BROKEN_KEY = re.compile(r"""("[^"\r\n]*[\r\n][^"]*"|'[^'\r\n]*[\r\n][^']*')[ \t]*\Z""")
_MAX_KEY = 1024  # letters, as in YAML itself
CURLY = "“[^“”„\n\r]{0,60}”|„[^“”„\n\r]{0,60}[“”]|‘[^‘’\n\r]{0,60}’"
_IN_CURLY = re.compile(f"(?:{CURLY})(?<![.!?…].)")  # a whole sentence may be quoted as such


class Patient:
    """The patient way: the data again, with the offsets of every key and value, every scalar, and every fault."""

    def __init__(self, document: SourceDocument) -> None:
        self.places: dict[FieldPath, tuple[int, int, int, int]] = {}  # key from, to (-1 without), value from, to
        self.scalars: list[tuple[int, int]] = []
        self.faults: list[Fault] = []
        self.stopped = self.empty = False
        self.is_known = document.data is not None  # read without a fault before: only the places are wanted
        self.base, self.end = document.area or (0, 0)
        self.reached = self.last = self.base  # how far the parser came; where the last value ended
        self.document, self.text = document, document.text

    def fault(self, start: int, end: int, saying: Saying, shown: str = "", related: RelatedSpans = ()) -> None:
        """Note a fault, unless it is the last one again, or the file has so many that one more helps nobody."""
        if len(self.faults) < MAX_FAULTS:
            fault = self.document.fault(start, end, saying, shown, related)
            self.faults += [fault] if self.faults[-1:] != [fault] else []

    def read(self) -> object:
        """The data, or None when the reading had to stop."""
        try:
            text = self.directives(self.text[self.base : self.end])
            self.get: Callable[[], Any] = shielded(PureParser if self.document.pure else CParser, text)
            self.get()
            data: object = None
            event = self.get()
            self.empty = type(event) is yaml.StreamEndEvent
            if not self.empty:
                data = self.node(self.get(), (), (-1, -1), 1)
                self.get()
                event = self.get()
                at = self.base + event.start_mark.index
                if type(event) is yaml.DocumentStartEvent:
                    self.end = at
                    self.fault(self.end, self.end + 3, messages.SEVERAL_DOCUMENTS)
            self.reached = self.end
            return data
        except (yaml.YAMLError, ValueError, OverflowError) as error:  # the last two come from wild escapes
            first: Any = getattr(error, "problem_mark", None)
            second: Any = getattr(error, "context_mark", None)
            at = self.base + first.index if first else self.reached
            context = self.base + second.index if second else at
            problem = f"{error.context}: {error.problem}" if isinstance(error, yaml.MarkedYAMLError) else "escape"
            if self.faults and self.faults[-1].name is FaultName.odd_key:
                self.stopped = True
                return None  # the bracket is not the reason
            since = self.scalars[-1][0] if self.scalars else self.base
            if self.text[at : at + 1] == ":" and (broken := _BROKEN_KEY.search(self.text, since, at)):
                self.fault(broken.start(1), at, messages.ODD_KEY, "broken over several lines")
                self.stopped = True
                return None
            saying, at, shown = messages.explain(self.text[: self.end], at, context, problem)
            if saying is messages.TEXT_BEHIND_QUOTE and "\n" in self.text[slice(*self.scalars[-1])]:
                at, end = self.scalars[-1]
                saying, shown = messages.LATE_QUOTE, str(self.document.offset_span(end).line)
            self.fault(at, at + 1, saying, shown)
        self.stopped = True
        return None

    def directives(self, text: str) -> str:
        """Note the directives before the document, and return a text that is read without them."""
        head = _HEAD.match(text)
        end = head.end() if head else 0
        if "%" not in text[:end]:
            return text
        for match in _DIRECTIVE.finditer(text, 0, end):
            self.fault(self.base + match.start(), self.base + match.end(), messages.YAML_DIRECTIVE, match.group())
        return _DIRECTIVE.sub(lambda match: f"#{match.group()[1:]}", text[:end]) + text[end:]

    def node(self, event: Any, path: FieldPath | None, key: tuple[int, int], depth: int) -> object:
        """The value that begins with this event; without a path its place is not kept."""
        start, end = self.base + event.start_mark.index, self.base + event.end_mark.index
        self.reached, value = end, None
        if type(event) is yaml.AliasEvent:
            self.fault(start, end, messages.ANCHOR_OR_ALIAS, self.text[start:end])
        else:
            if event.tag or event.anchor:
                self.properties(event, start)
            if type(event) is ScalarEvent:
                value, end = self.scalar(event, start, end)
            elif depth > MAX_DEPTH:
                raise yaml.MarkedYAMLError(problem="nesting-too-deep", problem_mark=event.start_mark)
            else:
                value, closing = (self.mapping if type(event) is MappingStartEvent else self.sequence)(path, depth)
                # Only brackets end a collection visibly; elsewhere its end mark is where the next thing begins.
                end = self.base + closing.end_mark.index
                end = end if event.flow_style and self.text[end - 1] in "]}" else self.last
        if start == end and key[0] >= 0:
            start = end = key[1]  # parsers differ on where nothing is: it is right after its key
        if path is not None:
            self.places[path] = (*key, start, end)
        self.last = end
        return value

    def scalar(self, event: Any, start: int, end: int) -> tuple[object, int]:
        """Return the value of a scalar and the offset of its end."""
        value, header = event.value, 0
        if event.style in ("|", ">"):
            typed = self.text[start:end]
            end = start + len(typed.rstrip())
            header = len(typed.splitlines()[0])  # a comment may follow the sign
        self.scalars.append((min(start + header, end), end))
        if self.is_known:
            return value, end
        if event.style not in ("|", ">"):
            quoted = bool(event.style)
            if (start < end or quoted) and (sign := cuts.cut_off(self.text, end, value, quoted=quoted)) >= 0:
                self.fault(sign, sign + 2, messages.CUT_OFF_TEXT)
        if event.style == '"' and (place := cuts.eaten(self.text[start:end])) >= 0:
            self.fault(start + place, start + place + 2, messages.EATEN_BACKSLASH, self.text[start + place :][:2])
        if not event.style and _IN_CURLY.fullmatch(self.text, start, end):
            self.fault(start, end, messages.CURLY_QUOTES)
            return value[1:-1], end
        if not event.style and not event.tag:
            return parse_scalar(value), end
        if event.style == '"' and "\\" in self.text[start:end] and (match := CONTROL.search(value)):
            self.fault(start, end, messages.CONTROL_CHARACTER, match.group())
            value = CONTROL.sub("\ufffd", value)
        return value, end

    def mapping(self, path: FieldPath | None, depth: int) -> tuple[object, Any]:
        """Return the data of a mapping and the event that closed it."""
        result: dict[str, object] = {}
        firsts: dict[str, tuple[int, int]] = {}
        alone = False
        while type(event := self.get()) is not MappingEndEvent:
            start = self.base + event.start_mark.index
            key = self.key(event, start, depth)
            where = (start, self.last)
            if key in firsts:
                first = self.document.offset_span(firsts[key][0], firsts[key][1] - firsts[key][0])
                self.fault(*where, messages.DUPLICATE_KEY, key, ((self.document.file, first, "the first place"),))
                key = None
            if key is not None:
                firsts[key] = where
            inner = None if path is None or key is None else (*path, key)
            event = self.get()
            if not self.is_known and type(event) is ScalarEvent and not (event.value or event.style or event.tag):
                colon = _COLON.match(self.text, where[1])
                sign = cuts.cut_off(self.text, colon.end(), "") if colon else -1
                if sign >= 0 and self.text[sign - 1] != ":":
                    self.fault(sign, sign + 2, messages.CUT_OFF_TEXT)
                if not colon and key is not None:
                    is_asked = self.text[max(self.base, where[0] - 2) : where[0]].startswith("?")
                    if is_asked or not alone:  # one text with commas gives many of them
                        self.fault(*where, messages.QUESTIONED_KEY if is_asked else messages.KEY_IN_BRACES, key)
                    alone = True
                    key = inner = None
            value = self.node(event, inner, where, depth + 1)
            if type(event) is ScalarEvent:
                self.lines(event)
            if key is not None:
                result[key] = value
        return result, event

    def sequence(self, path: FieldPath | None, depth: int) -> tuple[object, Any]:
        """Return the data of a list and the event that closed it."""
        result: list[object] = []
        while type(event := self.get()) is not SequenceEndEvent:
            result.append(self.node(event, None if path is None else (*path, len(result)), (-1, -1), depth + 1))
            if type(event) is not ScalarEvent or self.is_known:
                continue
            start, end = self.scalars[-1]
            if start == end and (sign := cuts.cut_off(self.text, end, "")) > end:
                self.fault(sign, sign + 2, messages.CUT_OFF_TEXT)
            if event.style:
                self.lines(event)
            elif item := _ITEM.search(self.text, start, end):
                self.fault(item.start(1), end, messages.SWALLOWED_ITEM)
            elif self.text[end : end + 1] == "," and _THOUSANDS.match(self.text, start):
                self.fault(start, end + 4, messages.SPLIT_NUMBER)
            else:
                self.lines(event)
        return result, event

    def lines(self, event: Any) -> None:
        """Note the lines of the text just read that are meant to stand apart, and are read as one."""
        if not self.is_known and event.style != "|" and event.start_mark.line != event.end_mark.line:
            start = self.base + event.start_mark.index
            for line in cuts.run_together(self.text[start : self.last], event.style or ""):
                self.fault(start + line, start + line + 1, messages.SWALLOWED_BREAK)

    def key(self, event: Any, start: int, depth: int) -> str | None:
        """The text of a key; None when its value has no place in the data."""
        value = self.node(event, None, (-1, -1), depth + 1)
        if self.is_known:
            return str(event.value)
        if type(event) is not ScalarEvent or value is None:
            if type(event) is not yaml.AliasEvent:
                self.fault(start, self.last, messages.ODD_KEY, "empty" if value is None else "a list or a mapping")
            return None
        if not event.style and HARD_BLANK.match(event.value):
            self.fault(start, start + 1, messages.HARD_INDENTATION)
            return None
        if event.value == "<<" and not event.style:
            self.fault(start, self.last, messages.ANCHOR_OR_ALIAS, "<<")
            return None
        if self.last - start > _MAX_KEY or "\n" in (typed := self.text[start : self.last]) or "\r" in typed:
            what = "broken over several lines" if self.last - start <= _MAX_KEY else "longer than 1,024 letters"
            self.fault(start, self.last, messages.ODD_KEY, what)
            return None
        return str(value) if event.style else str(event.value)

    def properties(self, event: Any, at: int) -> None:
        """Note the tag and the anchor that stand before a value."""
        for sign in "&!" if self.text[at : at + 1] == "&" else "!&":
            if event.tag if sign == "!" else event.anchor:
                match = _PROPERTY.match(self.text, at)
                end = match.end() if match else at + 1
                self.fault(at, end, messages.YAML_TAG if sign == "!" else messages.ANCHOR_OR_ALIAS, self.text[at:end])
                gap = _GAP.match(self.text, end)
                at = gap.end() if gap else end
