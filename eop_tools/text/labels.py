"""Labels as people count them: 1, 2a, 2b, 3, 10; A to Z, then AA; I, II, IV; ESF #2 before ESF #10."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

SortKey = tuple[tuple[int, int, str], ...]

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_ROMAN = re.compile(r"(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_NOUNS = frozenset({"esf", "annex", "function", "mission"})
_MOST = 999
_LAST = (3, 0, "")
_LONGEST = 9  # digits: no longer number counts anything


@lru_cache(maxsize=65536)
def natural(text: str) -> SortKey:
    """Return the key by which names and ids sort: Station 2 before Station 10, large and small letters alike."""
    if text.isascii() and not any(letter.isdigit() for letter in text):
        return ((2, 0, text.casefold()),)  # the quick way for nearly everything
    parts = re.split(r"(\d+)", text.casefold())
    return tuple(_number(part) if at % 2 else (2, 0, part) for at, part in enumerate(parts) if part)


def _number(digits: str) -> tuple[int, int, str]:
    return (0, int(digits), "") if len(digits) <= _LONGEST else (1, 0, digits)


class Ordinal(NamedTuple):
    """Where a label stands: the words before it but for a noun such as ESF, whether any are, its sort, its number.

    2a is the second, as 2 and 2b are.
    """

    words: str
    is_worded: bool
    is_number: bool
    number: int


class Labels:
    """Some labels that stand beside each other: what they are counted in shows only in all of them.

    `I` is a letter beside `H` and `J`, and a Roman numeral beside `II`; `BB` is the second after `Z` beside `CC`.
    """

    def __init__(self, labels: Iterable[str]) -> None:
        signs = {token for label in labels for token in _sign(label) if not token.isdigit()}
        self.is_roman = all(_ROMAN.fullmatch(sign) for sign in signs) and any(
            len(sign) > 1 and "i" in sign for sign in signs
        )
        """Whether they are Roman numerals."""
        self._is_doubled = any(len(sign) > 1 and len(set(sign)) == 1 and sign[0] != "a" for sign in signs)

    def key(self, label: str) -> SortKey:
        """Return the key by which a label sorts; what has none comes last."""
        if not label.strip():
            return (_LAST,)
        sign = _sign(label)
        words = [(2, 0, word) for word in _words(label)]
        counts = [(0 if token.isdigit() else 1, self._count(token), "") for token in sign]
        return (*words, *counts, (-1, 0, " ".join(label.casefold().split())))

    def place(self, label: str) -> Ordinal | None:
        """Return where a label stands among those that are counted with it; None for words alone."""
        sign = _sign(label)
        if not sign:
            return None
        if self._count(sign[0]) > _MOST:
            return None
        is_worded = len(_TOKEN.findall(label)) > len(sign)
        return Ordinal(" ".join(_words(label)), is_worded, sign[0].isdigit(), self._count(sign[0]))

    def written(self, place: int, like: str) -> str:
        """Return the sign of a place, written as another one of its row."""
        sign = (_sign(like) or ["1"])[0]
        if sign.isdigit():
            return str(place)
        if self.is_roman:
            return _roman(place)
        letter = chr(ord("A") + (place - 1) % 26)
        if place <= 26:
            return letter
        return letter * 2 if self._is_doubled else chr(ord("A") + (place - 1) // 26 - 1) + letter

    def _count(self, token: str) -> int:
        """Return the number that a sign stands for."""
        if token.isdigit():
            return int(token)
        if self.is_roman:
            values = [_VALUES.get(letter, 0) for letter in token]
            return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
        if self._is_doubled and len(token) > 1:
            return 26 * (len(token) - 1) + ord(token[0]) - ord("a") + 1
        total = 0
        for letter in token:
            total = total * 26 + ord(letter) - ord("a") + 1
        return total


@lru_cache(maxsize=4096)
def _sign(label: str) -> tuple[str, ...]:
    """Return what a label counts with, in small letters: 2 and a of “ESF #2a”; nothing where it is words alone."""
    found: list[str] = []
    for token in reversed(_TOKEN.findall(label.casefold())):
        counts = token.isdigit() and len(token) <= _LONGEST
        counts = counts or (token.isascii() and (len(token) < 3 or bool(_ROMAN.fullmatch(token))))
        if not counts:
            break
        found.insert(0, token)
    return tuple(found)


def _words(label: str) -> list[str]:
    """Return the words before what a label counts with, in small letters; a noun such as ESF or Annex is none."""
    tokens = _TOKEN.findall(label.casefold())
    return [word for word in tokens[: len(tokens) - len(_sign(label))] if word not in _NOUNS]


def _roman(number: int) -> str:
    written = ""
    for value, sign in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        written += sign * (number // value)
        number %= value
    return written
