"""Where a character of a text stands in its file, whatever quotes, folds or indentation the text has there."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from typing import Any

from eop_tools.finding import FieldPath, Span
from eop_tools.source import SourceDocument
from eop_tools.source.edits import Splice

_VISIBLE = re.compile(r"\S+")
_ESCAPES = {"'": "''", '"': "\\"}
_SIGNS = {
    "'": re.compile(r"''|\S"),
    '"': re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r\n|.)|\S", re.S),
}
"""What counts as one character that is no blank, by the quotes of a text in which something is escaped."""


class Letters:
    """Finds characters of texts in their files. Of a text with a thousand findings it learns the way only once.

    YAML changes only the blanks of a text, and what is escaped in quotes, so the other characters are counted.
    """

    def __init__(self) -> None:
        self._inks: dict[tuple[SourceDocument, FieldPath], tuple[array[int], array[int]]] = {}

    def span(self, document: SourceDocument, path: FieldPath, offset: int) -> Span:
        """Return where the character at an offset of the text at a path stands."""
        if path == ("body",) and document.body_at is not None:
            return document.in_body(offset)
        typed, held = self._ink(document, path)
        before = bisect_left(held, offset)
        return document.offset_span(typed[before]) if before < len(typed) else document.span(path)

    def cut(self, document: SourceDocument, path: FieldPath, offset: int, length: int, text: str) -> Splice | None:
        """Return the change of some characters of a text; None where the file does not hold them as they are read."""
        first, last = (self.span(document, path, at) for at in (offset, offset + max(1, length) - 1))
        start, end = document.offset_of(first.line, first.column), document.offset_of(last.end_line, last.end_column)
        as_read = document.text[start:end] == _held(document, path)[offset : offset + length]
        return (start, end, text) if as_read else None

    def _ink(self, document: SourceDocument, path: FieldPath) -> tuple[array[int], array[int]]:
        """Return where the characters that are no blanks stand: in the file, and in the text that was read from it."""
        if (document, path) not in self._inks:
            held = _held(document, path)
            self._inks[document, path] = _typed(document, path), _visible(held, 0, len(held))
        return self._inks[document, path]


def _typed(document: SourceDocument, path: FieldPath) -> array[int]:
    span = document.span(path)
    at, end = document.offset_of(span.line, span.column), document.offset_of(span.end_line, span.end_column)
    if document.text[at : at + 1] in ("|", ">"):
        at = document.text.find("\n", at) + 1
    quote = document.text[at : at + 1]
    at += quote in _SIGNS
    if quote not in _SIGNS or document.text.find(_ESCAPES[quote], at, end) < 0:
        return _visible(document.text, at, end)
    return array(
        "I", [sign.start() for sign in _SIGNS[quote].finditer(document.text, at, end) if not _is_blank(sign[0])]
    )


def _visible(text: str, start: int, end: int) -> array[int]:
    places = array("I")
    for stretch in _VISIBLE.finditer(text, start, end):
        places.extend(range(*stretch.span()))
    return places


def _held(document: SourceDocument, path: FieldPath) -> str:
    held: Any = document.data
    for step in path:
        held = held[step]
    return str(held)


def _is_blank(sign: str) -> bool:
    """Whether an escape in double quotes stands for a blank."""
    return len(sign) > 1 and (sign[1] in "ntrNLP_ \t\r\n" or (sign[1] in "xuU" and chr(int(sign[2:], 16)).isspace()))
