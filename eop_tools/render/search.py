"""The search index: what each page is called, and on which pages each word stands; a script that needs no server."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from eop_tools.document import Heading
from eop_tools.document.words import words_of
from eop_tools.kind import SECTIONS
from eop_tools.page import Page, SearchTerms
from eop_tools.render.search_language import SearchLanguage
from eop_tools.text.catalog import say
from eop_tools.text.phrases import shortened

_UNSEEN = re.compile(r"<(svg|script|style)\b.*?</\1>", re.DOTALL)
_LINK = re.compile(r"<a .*?</a>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_SIGNS = [chr(code) for code in range(33, 127) if chr(code) not in '"\\']
_LAST = 70
"""A step is written in signs: the last one is of the first seventy, those before it are of the others."""
_LONGEST_LINE = 80
_MANY_PAGES, _COMMON_SHARE = 100, 5
_WORTH = dict(zip(SECTIONS, (100, 93, 72, 84, 82, 55, 45), strict=True))
_BACKGROUND = 80
"""How much a page weighs by the part of the site it stands in: what is done first, before background and upkeep."""


class SearchEntry(NamedTuple):
    """What search shows of a page (address, title, part, first line, other names), its numbers, and its other words."""

    path: str
    title: str
    part: str
    about: str
    names: str
    numbers: str
    stems: frozenset[str]


def entry(path: str, title: str, part: str, about: str, terms: SearchTerms, language: SearchLanguage) -> SearchEntry:
    """Return what search knows of a page."""
    names, about = " · ".join(terms.names), shortened(about, _LONGEST_LINE)
    told = language.stems(f"{path.rpartition('/')[2].removesuffix('.html')} {title} {names} {about}")
    stems = frozenset(stem for stem in language.stems(terms.text) - told if len(stem) > 1)
    return SearchEntry(path, title, part, about, names, " ".join(terms.numbers), stems)


def seen(content: str) -> str:
    """Return the text of a page from its HTML, without what is drawn."""
    return html.unescape(_TAG.sub(" ", _UNSEEN.sub(" ", content)))


def terms_of(page: Page) -> SearchTerms:
    """Return what a page is found by.

    One that is made of others' words is found by what is its own: not by its links, for where they lead is found by
    itself; and in the background, where such pages are long, by its headings.
    """
    if page.search.text:
        return page.search
    if _WORTH.get(page.section, 0) < _BACKGROUND:
        text = "\n".join(words_of(block.content) for block in page.document.blocks if isinstance(block, Heading))
    else:
        text = seen(_LINK.sub(" ", page.written.html))
    return page.search._replace(text=text)


def script(entries: Iterable[SearchEntry], language: SearchLanguage) -> str:
    """Return the index: the pages, all words in order, for each word its pages, and what is known of the language.

    A word's pages are written as steps from one page to the next, most of them one sign, which keeps the file small and
    lets no two words stand next to each other as they did on a page. A word that stands on every fifth page of many
    tells pages no longer apart: it is only named. Words are parted by a bar, for numbers beside a comma read as one.
    """
    pages = sorted(entries)
    steps: dict[str, list[str]] = {}
    last: dict[str, int] = {}
    for number, page in enumerate(pages):
        for stem in page.stems:
            steps.setdefault(stem, []).append(_signs(number - last.get(stem, -1) - 1))
            last[stem] = number
    most = max(_MANY_PAGES, len(pages) // _COMMON_SHARE)
    common = sorted(stem for stem in steps if len(steps[stem]) > most)
    told = sorted(steps.keys() - set(common))
    index = {
        "worth": {say(part): worth for part, worth in _WORTH.items()},
        "pages": [page[:6] for page in pages],
        "words": "|".join(told),
        "where": " ".join("".join(steps[stem]) for stem in told),
        "common": "|".join(common),
        "dull": " ".join(language.dull),
        "asks": {word: say(part) for word, part in language.asks},
        "endings": language.endings,
        "everyday": list(_everyday(language, pages, set(steps))),
    }
    return f"eopSearchIndex={json.dumps(index, ensure_ascii=False, separators=(',', ':'))}\n"


def _signs(step: int) -> str:
    """Return how many pages are passed over, in signs, as `steps` in assets/finding.js reads it."""
    signs, more = _SIGNS[step % _LAST], step // _LAST
    while more:
        more, sign = divmod(more - 1, len(_SIGNS) - _LAST)
        signs = _SIGNS[_LAST + sign] + signs
    return signs


def _everyday(language: SearchLanguage, pages: list[SearchEntry], known: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the everyday words for what these pages say: the ways to write it, and what people say."""
    known = known | language.stems(" ".join(f"{page.path} {page.title} {page.names} {page.about}" for page in pages))
    for ways, said in language.everyday:
        written = [way for way in ways if language.stems(way) <= known]
        if written:
            yield "/".join(written), "/".join((*said, *(way for way in ways if way not in written)))
