"""The search index: what each page is called, and on which pages each word stands; a script that needs no server."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from eop_tools.io.cache import ANSWERS

_UNSEEN = re.compile(  # drawings, and lists of other pages' names: those are found by themselves
    r'<(svg|script|style)\b.*?</\1>|<(nav|dl|div) class="eop-(?:crumbs|relations|illustrative)".*?</\2>', re.DOTALL
)
_TAG = re.compile(r"<[^>]+>")
_ACCENT = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r'href="tel:\+?([0-9]+)')
_DULL = frozenset(_WORD.findall("an and are as at be by for from has in is it of on or that the to with"))
_FIRST = 0xA1


class SearchEntry(NamedTuple):
    """What search shows of a page (address, title, part of the site, first line, other names), and its other words."""

    path: str
    title: str
    part: str
    about: str
    names: str
    words: frozenset[str]


def record(path: str, title: str, part: str, about: str, names: Iterable[str], content: str) -> SearchEntry:
    """Return what search knows of a page, from its HTML. The id in its address is for finding, not for showing."""
    id = words(path.rpartition("/")[2].removesuffix(".html"))
    shown = " · ".join(name for name in names if words(name) != id)
    found = {*id, *ANSWERS.of(_words_seen, content, lambda said: map(str, said))}
    return SearchEntry(path, title, part, about, shown, frozenset(found - {*words(f"{title} {shown} {about}")} - _DULL))


def _words_seen(content: str) -> list[str]:
    text = html.unescape(_TAG.sub(" ", _UNSEEN.sub(" ", content)))
    return [*_NUMBER.findall(content), *{word for word in words(text) if len(word) > 1}]


def words(text: str) -> list[str]:
    """Return the words of a text as search compares them: small letters without accents."""
    plain = text.casefold()
    return _WORD.findall(plain if plain.isascii() else _ACCENT.sub("", unicodedata.normalize("NFKD", plain)))


def script(records: Iterable[SearchEntry]) -> str:
    """Return the index: the pages, all words in order, and for each word its pages.

    A word's pages are written as steps from one page to the next, a character each (U+00A2 is one step), which
    keeps the file small and lets no two words stand next to each other as they did on a page.
    """
    pages = sorted(records)
    steps: dict[str, list[str]] = {}
    last: dict[str, int] = {}
    for number, page in enumerate(pages):
        for word in page.words:
            steps.setdefault(word, []).append(chr(_FIRST + number - last.get(word, -1)))
            last[word] = number
    index = {
        "pages": [page[:5] for page in pages],
        "words": "|".join(sorted(steps)),
        "where": " ".join("".join(steps[word]) for word in sorted(steps)),
    }
    return f"eopSearchIndex={json.dumps(index, ensure_ascii=False, separators=(',', ':'))}\n"
