"""A YAML text laid out anew: its own keys, texts and remarks as they were typed, the blanks between them in order.

What is written is taken from the file, never from what was read: quotes, numbers and line breaks of a text stay as
somebody typed them. Only what stands between texts is written again, and there is not much of it that YAML knows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any, NamedTuple

from eop_tools.finding import FieldPath
from eop_tools.source import SourceDocument

_STEP = 2
_PIECE = re.compile(r"(?P<line>\r\n|\n|\r)|(?P<remark>#[^\r\n]*)|(?P<sign>---|\.\.\.|[-?:,\[\]{}])|(?P<text>[^\s])")
_LINE_END = re.compile(r"\r\n|\n|\r")
_BLOCK_HEAD = re.compile(r"([|>])([-+0-9]*)[ \t]*(#[^\r\n]*)?[^\r\n]*")


class _Piece(NamedTuple):
    """One thing between two texts, or in brackets: a `line` end, a `remark`, a `sign` of YAML's, a `text`."""

    sort: str
    at: int
    text: str


def arranged(document: SourceDocument) -> str:
    """Return the YAML of a document without faults in canonical form: two spaces a level, items below their key."""
    sheet = _Sheet(document)
    sheet.whole()
    return "".join(f"{line}\n" for line in sheet.lines)


class _Sheet:
    """The lines written so far, how far the file is read, and the levels that stand open."""

    def __init__(self, document: SourceDocument) -> None:
        self.document, self.source = document, document.text
        self.at, self.end = document.area or (0, 0)
        self.texts = document.texts()
        self.lines: list[str] = []
        self.line = ""  # the one being written
        self.moved = 0  # by how many columns its beginning was moved
        self.blanks = 0  # empty lines that come before the next one
        self.levels: list[tuple[int, int]] = []  # of the last key or item: the column it had, the one it has

    def whole(self) -> None:
        """Write the document."""
        data = self.document.data
        if isinstance(data, dict) and (keys := [key for key in data if self.document.offsets((key,))]):
            start = (self.document.offsets(()) or (0, 0, 0, 0))[2]
            if self.source[start] == "{":
                self.remarks(self.gap(start), 0, 0)
                self.begin(0, start)
                self.brackets((), 0, 0)
            else:
                self.mapping((), keys, 0)
        elif (place := self.document.offsets(())) and place[2] < place[3]:  # {}
            self.remarks(self.gap(place[2]), 0, 0)
            self.begin(0, place[2])
            self.brackets((), 0, 0)
        self.remarks(self.gap(self.end), 0, 0)
        self.blanks = 0
        self.flush()

    def mapping(self, path: FieldPath, keys: list[str], indent: int, *, on_line: bool = False) -> None:
        """Write a group, one key a line; the first may stand on the line of a dash."""
        above = len(self.levels)
        for key in keys:
            start, end, _, _ = self.document.offsets((*path, key)) or (0, 0, 0, 0)
            ended = self.remarks(self.gap(start), indent, above)
            self.levels[above:] = [(self.column(start), indent)]
            if on_line and not ended:
                self.line += " "
            else:
                self.begin(indent, start)
            on_line = False
            self.line += self.source[start:end] + ":"
            self.at = end
            self.value((*path, key), indent, indent)

    def sequence(self, path: FieldPath, count: int, indent: int, *, on_line: bool = False) -> None:
        """Write a list, one item a line; the first may stand on the line of a dash."""
        above = len(self.levels)
        for index in range(count):
            start = (self.document.offsets((*path, index)) or (0, 0, 0, 0))[2]
            pieces = self.gap(start)
            dash = next(at for at, piece in enumerate(pieces) if piece.text == "-")
            ended = self.remarks(pieces[:dash], indent, above)
            self.levels[above:] = [(self.column(pieces[dash].at), indent)]
            if on_line and not ended:
                self.line += " "
            else:
                self.begin(indent, pieces[dash].at)
            on_line = False
            self.line += "-"
            self.at = pieces[dash].at + 1
            self.value((*path, index), indent, indent + _STEP)

    def value(self, path: FieldPath, indent: int, closing: int) -> None:
        """Write what stands behind a colon or a dash; a bracket on a line of its own closes at column `closing`."""
        _, _, start, end = self.document.offsets(path) or (0, 0, 0, 0)
        held: Any = self.document.data
        for step in path:
            held = held[step]
        first, inner, dashed = self.source[start : start + 1], indent + _STEP, isinstance(path[-1], int)
        if isinstance(held, dict) and first != "{":
            self.mapping(path, list(held), inner, on_line=dashed)
        elif isinstance(held, list) and first != "[":
            self.sequence(path, len(held), inner, on_line=dashed)
        elif start < end:
            self.leaf(path, held, indent, closing)

    def leaf(self, path: FieldPath, held: object, indent: int, closing: int) -> None:
        """Write a text, or what stands in brackets, behind its colon or dash; below it where a remark comes between."""
        _, _, start, end = self.document.offsets(path) or (0, 0, 0, 0)
        inner, pieces = indent + _STEP, self.gap(start)
        if any(piece.sort == "remark" for piece in pieces):
            self.remarks(pieces, inner, len(self.levels))
            self.begin(inner, start)
            indent = closing = inner
        else:
            self.line += " "
        if isinstance(held, (dict, list)):
            self.brackets(path, indent, closing)
        elif self.source[start] in "|>":
            self.block(str(held), start, inner)
        else:
            self.text(self.source[start:end], inner)
            self.at = end

    def text(self, typed: str, indent: int) -> None:
        """Write a text as it was typed; its further lines are indented."""
        first, *more = _LINE_END.split(typed)
        self.line += first if more and typed[0] in "\"'" else first.rstrip()
        for line in more:
            self.lines.append(self.line)
            line = line.lstrip(" \t")
            self.line = f"{' ' * indent}{line}" if line else ""

    def block(self, held: str, start: int, indent: int) -> None:
        """Write a text below `|` or `>`: each of its lines as it is, with another indentation before it."""
        head = _BLOCK_HEAD.match(self.source, start, self.end)
        if head is None:
            return
        ending, counted = head[2].strip("123456789"), head[2].strip("+-")
        if held and not held.endswith("\n"):
            ending = "-"  # also where the file ends within the text, and a last line end would add one to it
        lines: list[str] = []
        ends, at, width = [head.end()], head.end(), 0
        while (line_end := _LINE_END.match(self.source, at, self.end)) and line_end.end() < self.end:
            following = _LINE_END.search(self.source, line_end.end(), self.end)
            at = following.start() if following else self.end
            line = self.source[line_end.end() : at]
            if line.strip():
                if not width:
                    shown = next((each for each in held.split("\n") if each.strip()), None)
                    width = len(line) if shown is None else max(1, _lead(line) - _lead(shown))
                if _lead(line) < width or not held.strip():
                    break
            lines.append(line)
            ends.append(at)
        kept = [line[width:] for line in lines] if held.strip() else held.removesuffix("\n").split("\n")[: len(lines)]
        last = len(kept) if ending == "+" else max((at for at, line in enumerate(kept, 1) if line), default=0)
        tabbed = next((line for line in kept if line), "").startswith("\t")  # libyaml asks how much is indentation
        self.line += head[1] + (str(_STEP) if counted or tabbed else "") + ending
        if head[3]:
            self.remark(head[3], head.start(3))
        self.flush()
        self.lines += [f"{' ' * indent}{line}" if line else "" for line in kept[:last]]
        self.at = ends[last]

    def brackets(self, path: FieldPath, indent: int, closing: int) -> None:
        """Write what stands in brackets: on one line, or broken into lines where it was."""
        _, _, start, end = self.document.offsets(path) or (0, 0, 0, 0)
        depth, lines, before = 0, 0, ""
        for piece in self.in_brackets(start, end):
            if piece.sort == "line":
                lines += 1
                continue
            depth -= piece.text in ("]", "}")
            column = max(indent + depth * _STEP, closing)
            if lines:
                self.blanks = lines - 1
                self.begin(column, piece.at)
            if piece.sort == "remark":
                if lines:
                    self.line += piece.text
                else:
                    self.remark(piece.text, piece.at)
            else:
                self.line += " " * (not lines and (before == ":" or (before == "," and piece.text not in ("]", "}"))))
                if piece.sort == "text":
                    self.text(piece.text, column)
                else:
                    self.line += piece.text
                before = piece.text if piece.sort == "sign" else ""
            depth += piece.sort == "sign" and piece.text in ("[", "{")
            lines = 0
        self.at = end

    def in_brackets(self, start: int, end: int) -> list[_Piece]:
        """Return what stands from a bracket to its end; a colon or a comma stands right behind what it belongs to."""
        found: list[_Piece] = []
        self.at, index = start, bisect_left(self.texts, (start, start))
        while self.at < end:
            first, last = self.texts[index] if index < len(self.texts) else (end, end)
            for piece in self.gap(min(first, end)):
                if piece.text in (":", ",") and piece.sort == "sign":
                    back = len(found)
                    while found[back - 1].sort in ("line", "remark"):
                        back -= 1
                    if all(each.sort == "line" for each in found[back:]):
                        del found[back:]
                    found.insert(back, piece)
                elif piece.text != "?" and not (piece.sort == "line" and found[-1].text == ":"):
                    found.append(piece)
            if first < end:
                if last > first:
                    found.append(_Piece("text", first, self.source[first:last]))
                self.at, index = last, index + 1
        return found

    def gap(self, to: int) -> list[_Piece]:
        """Return what stands between here and there, and go there."""
        pieces = [
            _Piece(str(match.lastgroup), match.start(), match.group())
            for match in _PIECE.finditer(self.source, self.at, to)
        ]
        self.at = max(self.at, to)
        return pieces

    def remarks(self, pieces: list[_Piece], indent: int, above: int) -> bool:
        """Write the remarks of a gap, and count the empty lines at its end; say whether a remark ended the line.

        A remark on a line of its own stays with what it stands below, if it is indented like that, and belongs to
        what comes next otherwise.
        """
        lines, new, ended = 0, False, False
        for piece in pieces:
            if piece.sort == "line":
                lines, new = lines + 1, True
            elif piece.text in ("---", "..."):
                lines = 0
            elif piece.sort == "remark":
                if new or not self.line:
                    self.blanks = max(0, lines - 1)
                    column, inner = self.column(piece.at), self.levels[above:]
                    deeper = [to for was, to in inner[1:] if inner[0][0] < was <= column]
                    self.begin(deeper[-1] if deeper else indent, piece.at)
                    self.line += piece.text.rstrip()
                else:
                    self.remark(piece.text, piece.at)
                lines, ended = 0, True
        self.blanks = max(0, lines - 1)
        return ended

    def remark(self, text: str, at: int) -> None:
        """Write a remark behind something: as near as it stood, or in the column that it had if there is room.

        How near it stands tells a remark from a text that was cut off, so that has to stay.
        """
        before = self.source[max(0, at - 2) : at]
        if not before[-1:].isspace():
            self.line += text.rstrip()
            return
        column = len(self.line) + 1
        if before.isspace():
            column = max(column + 1, self.column(at) + self.moved)
        self.line = f"{self.line:{column}}{text.rstrip()}"

    def begin(self, indent: int, at: int) -> None:
        """Begin a line for what stood at an offset."""
        self.flush()
        self.lines += [""] * (self.blanks if self.lines else 0)
        self.blanks, self.moved, self.line = 0, indent - self.column(at), " " * indent

    def flush(self) -> None:
        """End the line being written."""
        if self.line.strip():
            self.lines.append(self.line)
        self.line = ""

    def column(self, at: int) -> int:
        """Return how many characters stand before an offset in its line."""
        return self.document.offset_span(at).column - 1


def _lead(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
