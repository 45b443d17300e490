"""PyYAML's own parser, made to read what libyaml reads, and libyaml kept from what no reader else does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from yaml import ScalarEvent
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError
from yaml.tokens import ScalarToken

_BREAKS = "\r\n\x85\u2028\u2029"
_ENDS = f"\0 \t{_BREAKS}"
_BLANKS = re.compile("[ \t]*")
_TEXT = re.compile(f"(?:[^{_ENDS}:]|:(?![{_ENDS}]))+")
_IN_BRACKETS = re.compile(rf"(?:[^{_ENDS}:,\[\]{{}}]|:(?![{_ENDS},\[\]{{}}]))+")
# A question mark that begins a text. In brackets libyaml takes it for the sign of a key.
_QUESTION = re.compile(r"\?(?=[^\s,\[\]{}])")
_STAND_IN = "\U0010fffd"


def shielded(parser: Callable[[str], Any], text: str) -> Callable[[], Any]:
    """Return the events of libyaml's parser, to which a question mark before a letter is a letter."""
    if _STAND_IN in text or not _QUESTION.search(text):
        get: Callable[[], Any] = parser(text).get_event
        return get
    hidden: Callable[[], Any] = parser(_QUESTION.sub(_STAND_IN, text)).get_event

    def get_event() -> Any:
        event = hidden()
        if type(event) is ScalarEvent:
            event.value = event.value.replace(_STAND_IN, "?")
        return event

    return get_event


class PureParser(Reader, Scanner, Parser):
    """PyYAML's own parser, taught what libyaml knows: a tab between words is a blank, and [Who?] is a text."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def scan_to_next_token(self) -> None:
        """Skip blanks, comments and line ends; a tab between words is a blank, one in the indentation is refused."""
        while True:
            tabs, mark = "\t" in self._blanks(), self.get_mark()
            self.forward(len(self._blanks()))
            if self.peek() == "#":
                while self.peek() not in "\0\r\n":
                    self.forward()
            elif (
                tabs
                and self.peek() not in "\0\r\n"
                and self.buffer[self.pointer - self.column : self.pointer].isspace()
            ):
                raise ScannerError(None, None, "tab-indentation", mark)
            if not self.scan_line_break():  # type: ignore[no-untyped-call]
                return
            self.allow_simple_key = self.allow_simple_key or not self.flow_level

    def check_key(self) -> bool:
        """Whether a question mark is the sign of a key, and does not begin a text."""
        return self.peek(1) in _ENDS or bool(self.flow_level and self.peek(1) in ",[]{}")

    def check_plain(self) -> bool:
        """Whether a text without quotes begins here."""
        return self.peek() == "?" or bool(super().check_plain())

    def scan_plain(self) -> ScalarToken:
        """Return a text without quotes; a question mark ends none."""
        start, indent = self.get_mark(), self.indent + 1
        end, pattern = start, _IN_BRACKETS if self.flow_level else _TEXT
        chunks: list[str] = []
        spaces: list[str] = []
        while self.peek() != "#" and (match := pattern.match(self.buffer, self.pointer)):
            self.allow_simple_key = False
            chunks += [*spaces, match.group()]
            self.forward(len(match.group()))
            end, spaces = self.get_mark(), self._between()
            if not spaces or (not self.flow_level and self.column < indent):
                break
        return ScalarToken("".join(chunks), True, start, end)

    def _between(self) -> list[str]:
        """Return the blanks, or what is read for the line ends, inside a text; nothing where it is over."""
        blanks = self._blanks()
        self.forward(len(blanks))
        if self.peek() not in _BREAKS:
            return [blanks] if blanks else []
        breaks: list[str] = []
        while self.peek() in _BREAKS:
            breaks.append(self.scan_line_break())  # type: ignore[no-untyped-call]
            self.allow_simple_key = True
            if self.prefix(3) in ("---", "...") and self.peek(3) in _ENDS:
                return []
            blanks = self._blanks()
            is_empty = self.peek(len(blanks)) in _BREAKS
            self.forward(len(blanks) if is_empty else len(blanks) - len(blanks.lstrip(" ")))
        if breaks == ["\n"]:
            return [" "]
        return breaks[1:] if breaks[0] == "\n" else breaks

    def _blanks(self) -> str:
        rest = _BLANKS.match(self.buffer, self.pointer)
        return rest.group() if rest else ""
