"""PyYAML's own parser, made to read what libyaml reads."""

from __future__ import annotations

import re
from typing import Any

from yaml import ScalarEvent
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError

# A question mark inside a text, where PyYAML's own parser ends the text in brackets.
_QUESTION = re.compile(r"(?:[^\s\[{,:?-][:-]*(?<!:)[ \t]*|-)\?(?:[ \t]*\?)*")
_STAND_IN = "\U0010fffd"


class PureParser(Reader, Scanner, Parser):
    """PyYAML's own parser, taught what libyaml knows: a tab between words is a blank, and [Who?] is a text."""

    def __init__(self, text: str) -> None:
        if _STAND_IN not in text:
            text = _QUESTION.sub(lambda match: match.group().replace("?", _STAND_IN), text)
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def get_event(self) -> Any:
        """Return the next event, with its question marks put back."""
        event = super().get_event()  # type: ignore[no-untyped-call]
        if type(event) is ScalarEvent and _STAND_IN in event.value:
            event.value = event.value.replace(_STAND_IN, "?")
        return event

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

    def scan_plain_spaces(self, indent: int, start_mark: Any) -> Any:
        """Return the blanks inside an unquoted text, tabs included."""
        blanks = self._blanks()
        if "\t" in blanks:
            self.forward(len(blanks))
            if self.peek() not in "\r\n":
                return [blanks]
        return super().scan_plain_spaces(indent, start_mark)

    def _blanks(self) -> str:
        rest = re.compile(r"[ \t]*").match(self.buffer, self.pointer)
        return rest.group() if rest else ""
