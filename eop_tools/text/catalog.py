"""The words of the interface: English as the code says them, in another language from that one's message catalog."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import NamedTuple

ENGLISH = "en"
"""The language of the words in the code, by its tag (BCP 47)."""
_LETTER = re.compile(r"[^\W\d_]")
_COUNTRY = re.compile(r"-[A-Z]{2}$")
_PLACE = re.compile(r"\{(\w+)\}")


class Words(str):
    """Words of the interface in another language than the plan's: a writer says which."""

    language: str


class Catalog(NamedTuple):
    """What the words are in one language; what it does not hold is said in English.

    `counted` holds for each noun, by its English singular, what gives its form for a number.
    """

    language: str = ENGLISH
    single: Mapping[str, str] = {}
    counted: Mapping[str, Callable[[int], str]] = {}


class _Speech(NamedTuple):
    """In which words the interface speaks, and in which language the plan around them is written."""

    catalog: Catalog = Catalog()
    plan: str = ENGLISH
    also: str = ENGLISH
    """The plan's language without its country: words in `es` need not be told from those of a plan in `es-MX`."""

    def marked(self, text: str, *, is_english: bool) -> str:
        """Return words with their language where it is not the plan's."""
        language = ENGLISH if is_english else self.catalog.language
        if language in (self.plan, self.also) or not _LETTER.search(text):
            return text
        words = Words(text)
        words.language = language
        return words


_ENGLISH = _Speech()
_speech: ContextVar[_Speech] = ContextVar("speech", default=_ENGLISH)


@contextmanager
def speaking(catalog: Catalog, plan: str) -> Iterator[None]:
    """Speak in the words of a catalog, within a plan that is written in the language of that tag."""
    before = _speech.get()
    speak(catalog, plan)
    try:
        yield
    finally:
        _speech.set(before)


def speak(catalog: Catalog, plan: str) -> None:
    """Speak so from here on; for those who are called piece by piece, as a plugin is."""
    said = _Speech(catalog, plan, _COUNTRY.sub("", plan))
    _speech.set(_ENGLISH if catalog.language == plan == ENGLISH else said)


def language() -> str:
    """Return the language in which the interface speaks."""
    return _speech.get().catalog.language


def plan_language() -> str:
    """Return the language in which the plan is written."""
    return _speech.get().plan


def to_say(message: str) -> str:
    """Return words as they are: they are said later, and so have to stand in the catalogs."""
    return message


def to_count(one: str, many: str) -> tuple[str, str]:
    """Return a noun with its plural as they are: they are counted later, and so have to stand in the catalogs."""
    return one, many


def say(message: str, /, **parts: str | int) -> str:
    """Return words of the interface in the reader's language; `{name}` stands for the part of that name.

    A message is written as a whole sentence or label, in plain quotation marks: so it is found for the catalogs, and
    so a translator can put its parts in another order.
    """
    pieces = told(message)
    if len(pieces) == 1:
        return pieces[0]
    text = "".join([str(parts[piece]) if at % 2 else piece for at, piece in enumerate(pieces)])
    if _speech.get() is _ENGLISH:
        return text
    if any(map(_LETTER.search, pieces[::2])):
        return alike(text, *pieces)
    return alike(text, *(part for part in parts.values() if isinstance(part, str)))  # {number} {noun} has only theirs


def told(message: str) -> tuple[str, ...]:
    """Return words of the interface in the reader's language in pieces: each second one is the name of a part."""
    speech = _speech.get()
    if speech is _ENGLISH or not message:
        return _pieces(message)
    known = speech.catalog.single.get(message)
    pieces = _pieces(known or message)
    return tuple(piece if at % 2 else speech.marked(piece, is_english=known is None) for at, piece in enumerate(pieces))


def say_counted(number: int, one: str, many: str) -> str:
    """Return a noun in the form that goes with a number."""
    speech = _speech.get()
    if form := speech.catalog.counted.get(one):
        return speech.marked(form(number), is_english=False)
    return speech.marked(one if number == 1 else many, is_english=True)


def as_said(text: str) -> str:
    """Return what a library wrote in the reader's language, such as a day, with its language."""
    return _speech.get().marked(text, is_english=False)


def in_english(text: str) -> str:
    """Return words that are not for translation, such as those about the tool itself, with their language."""
    return _speech.get().marked(text, is_english=True)


def places_in(message: str) -> list[str]:
    """Return the names of the parts that a message has room for, in alphabetical order."""
    return sorted(_PLACE.findall(message))


@lru_cache(maxsize=4096)
def _pieces(message: str) -> tuple[str, ...]:
    return tuple(_PLACE.split(message))


def alike(text: str, *words: str) -> str:
    """Return a text with the language that the words have which it was made of."""
    marked = next((each for each in words if isinstance(each, Words)), None)
    if marked is None:
        return text
    made = Words(text)
    made.language = marked.language
    return made
