"""Names in texts: which of many names stand at a place, as quickly among thousands as among ten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import Generic, TypeVar

Value = TypeVar("Value")
_LONGEST, _MOST_WORDS = 200, 20  # nobody says a longer name
_MARKS = re.compile(r"\W*")
_PIECE = re.compile(r"\S+")
_WORD = re.compile(r"\w+")
_EDGE = re.compile(r"\b")


class _Node(Generic[Value]):
    """What may come after the words so far: more words, or the last word of a name."""

    __slots__ = ("inner", "last")

    def __init__(self) -> None:
        self.inner: dict[str, _Node[Value]] = {}
        self.last: dict[str, Value] = {}


class NameIndex(Generic[Value]):
    """Names, each with a value. A name is found as whole words, with any blanks between them.

    With `fold`, large and small letters are alike. Of several values of one name the last one counts.
    """

    def __init__(self, names: Iterable[tuple[str, Value]], *, fold: bool = False) -> None:
        self._fold = fold
        self._root: _Node[Value] = _Node()
        self._heads: set[tuple[str, ...]] = set()
        """The first two words of each name, or its only one."""
        for name, value in names:
            words = self._written(_MARKS.sub("", name, count=1)).split() if len(name) <= _LONGEST else []
            if 0 < len(words) <= _MOST_WORDS:
                node = self._root
                for word in words[:-1]:
                    node = node.inner.setdefault(word, _Node())
                node.last[words[-1]] = value
                self._heads.add(tuple(_WORD.findall(" ".join(words[:2]))[:2]))

    def at(self, text: str, start: int) -> list[tuple[int, Value]]:
        """Return end and value of each name that begins at a place of a text, or after its marks; short ones first."""
        marks = _MARKS.match(text, start)
        start = marks.end() if marks else start
        pieces = [piece.span() for piece in _PIECE.finditer(text, start, start + 2 * _LONGEST)]
        return self._from(text, start, pieces, 0)

    def may_stand_in(self, text: str) -> bool:
        """Whether the words with which a name begins stand in a text: the quick way past nearly everything."""
        return bool(self._heads_in(text))

    def _heads_in(self, text: str) -> set[str]:
        """Return the first words of the names whose first two words stand side by side in a text."""
        words = _WORD.findall(self._written(text))
        return {head[0] for head in self._heads.intersection(chain(zip(words), pairwise(words)))}

    def within(self, text: str) -> Iterator[tuple[int, list[tuple[int, Value]]]]:
        """Yield each place of a text where names begin, with the end and the value of each; short ones first."""
        heads = self._heads_in(text)
        if not heads:
            return
        written = self._written(text)
        written = written if len(written) == len(text) else text  # a letter such as ß grows as it is folded
        starts = [word.start() for word in _WORD.finditer(written) if word[0] in heads]
        pieces = [piece.span() for piece in _PIECE.finditer(text)] if starts else []
        place = 0
        for start in starts:
            while pieces[place][1] <= start:
                place += 1
            if found := self._from(text, start, pieces, place):
                yield start, found

    def _from(self, text: str, start: int, pieces: list[tuple[int, int]], place: int) -> list[tuple[int, Value]]:
        found: list[tuple[int, Value]] = []
        node: _Node[Value] | None = self._root
        while node is not None and place < len(pieces):
            end = min(pieces[place][1], start + _LONGEST + 1)
            piece = self._written(text[start:end])
            if node.last:
                found += self._ends(text, start, end, piece, node.last)
            node = node.inner.get(piece)
            place += 1
            start = pieces[place][0] if place < len(pieces) else start
        return found

    def _ends(self, text: str, start: int, end: int, piece: str, last: dict[str, Value]) -> list[tuple[int, Value]]:
        if piece.isalnum():
            return [(end, last[piece])] if piece in last else []
        edges = [edge.start() for edge in _EDGE.finditer(text, start + 1, end + 1)]
        whole = [(edge, self._written(text[start:edge])) for edge in edges if edge <= end]
        return [(edge, last[name]) for edge, name in whole if name in last]

    def _written(self, text: str) -> str:
        return text.casefold() if self._fold else text
