"""What search knows of a language: dull words, endings, and what people say for what plans write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from eop_tools.errors import EopError
from eop_tools.io.resources import own_site
from eop_tools.source import read

PART = "search"
"""The folder of a site in which the languages lie, a file each: `en.yaml`."""
_ACCENT = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s\b")
_SYLLABLE = re.compile("[aeiouy]+[^aeiouy]")
_SHORTEST, _SHORTEST_BEFORE_S, _SHORTEST_BEFORE_E = 4, 3, 5


class Ending(NamedTuple):
    """An ending that words lose, what stands in its place then, and how many syllables must be left at least."""

    ending: str
    instead: str
    syllables: int


class EverydayWords(NamedTuple):
    """What people say, and the ways in which plans write what they mean."""

    ways: tuple[str, ...]
    said: tuple[str, ...]


class SearchLanguage(NamedTuple):
    """One language: words that say nothing or ask for a part of the site, endings, everyday words; or none of that."""

    dull: tuple[str, ...] = ()
    asks: tuple[tuple[str, str], ...] = ()
    endings: tuple[Ending, ...] = ()
    everyday: tuple[EverydayWords, ...] = ()

    def texts(self) -> Iterator[str]:
        """Yield each of the everyday words and of the ways in which plans write them."""
        for each in self.everyday:
            yield from (*each.ways, *each.said)

    def stems(self, text: str) -> set[str]:
        """Return the words of a text as they are compared: without dull ones, and without their endings."""
        return {_stem(word, self.endings) for word in words(text) if word not in self.dull}


def words(text: str) -> list[str]:
    """Return the words of a text in small letters without accents."""
    plain = _POSSESSIVE.sub("", text.casefold())
    return _WORD.findall(plain if plain.isascii() else _ACCENT.sub("", unicodedata.normalize("NFKD", plain)))


@lru_cache(maxsize=65536)
def _stem(word: str, endings: tuple[Ending, ...]) -> str:
    """Return a word without its ending, as `stem` in assets/finding.js does; a test holds the two together."""
    if not endings or not word.isalpha():
        return word
    for ending, instead, syllables in endings:
        rest = word.removesuffix(ending)
        shortest = _SHORTEST if syllables else _SHORTEST_BEFORE_S
        if rest != word and len(rest) >= shortest and len(_SYLLABLE.findall(rest)) >= syllables:
            word = rest + instead
            break
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word[:-1] if len(word) > _SHORTEST_BEFORE_E and word[-1] == "e" else word


def own_languages() -> list[SearchLanguage]:
    """Return the languages that come with the tool."""
    folder = own_site() / PART
    return [language_in([folder], path.stem) for path in sorted(folder.glob("*.yaml"))]


def language_in(folders: Iterable[Path], name: str) -> SearchLanguage:
    """Return a language from the first folder that has it; an empty one where none does. EopError: cannot be read."""
    for folder in folders:
        if (path := folder / f"{name}.yaml").is_file():
            document = read(path, folder)
            if document.faults:
                fault = document.faults[0]
                line = f":{fault.span.line}" if fault.span else ""
                raise EopError(f"{path}{line}: {fault.message}", fault.hint)
            try:
                return _language(document.data)
            except (AttributeError, KeyError, TypeError, ValueError):
                raise EopError(
                    f"{path} is no list of everyday words for search",
                    f"compare it with {own_site() / PART / 'en.yaml'}, which says what goes where",
                ) from None
    return SearchLanguage()


def _language(data: Any) -> SearchLanguage:
    endings = [_ending(each, int(least)) for least, held in data["endings"].items() for each in held.split()]
    everyday = [EverydayWords(tuple(ways.split(" / ")), tuple(map(str, said))) for ways, said in data["words"].items()]
    by_length = sorted(endings, key=lambda each: (-len(each.ending), each.ending))
    asks = tuple((_plain(str(word)), str(part)) for word, part in data["asks"].items())
    return SearchLanguage(tuple(words(data["dull"])), asks, tuple(by_length), tuple(everyday))


def _ending(written: str, syllables: int) -> Ending:
    ending, _, instead = written.partition(">")
    return Ending(_plain(ending), _plain(instead), syllables)


def _plain(word: str) -> str:
    """Return a word as it is compared: ción is cion."""
    return "".join(words(word))
