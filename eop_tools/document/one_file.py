"""Pages as parts of one file: their anchors stay apart, and their links stay within it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from eop_tools.document.markup import Html

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:[^<>\"]|\"[^\"]*\")*)>")
"""A tag as our writers and the cleaner of prose make it: `<` and `>` are plain in it only between quotation marks."""
_ANCHOR = re.compile(r'(?<= id=")([^"]+)(?=")')
_ADDRESS = re.compile(r' href="(@/|#)([^"]*)"')
_LANGUAGE = re.compile(r' lang="[^"]*"')
_DRAWN = re.compile(r"(?<=url\(#)([^)]+)(?=\))")
_LOWEST = 6


def name_of_part(path: str) -> str:
    """Return the anchor of a page in the file, from its path: `roles/mayor.html` becomes `roles/mayor`."""
    return path.removesuffix(".html")


def parts_of_one_file(pages: Mapping[str, str], open_page: str = "") -> dict[str, Html]:
    """Return pages as parts of one file: from their HTML by path, in which links are written from the top (`@/…`).

    An anchor within a page is called after the page, so that each is there once; a heading to which no link leads needs
    none. A link leads to its place in the file; where the file has no such page, or that page lies open behind the
    others (`open_page`), the words of the link stay. Headings go one level down, below the file's own.
    """
    known = {name_of_part(path) for path in pages if path != open_page}
    wanted: set[str] = set()
    for path, html in pages.items():
        name = name_of_part(path)
        for tag in _TAG.finditer(html):
            if anchor := _ANCHOR.search(tag[3]):
                known.add(f"{name}:{anchor[1]}")
            elif led := _ADDRESS.search(tag[3]):
                wanted.add(_place(led, name)[1])
    return {path: Html("".join(_moved(html, name_of_part(path), known, wanted))) for path, html in pages.items()}


def links_in(html: str) -> list[str]:
    """Return the paths of the pages that the HTML of a page leads to, in the order of its links, each once."""
    found = (_ADDRESS.search(tag[3]) for tag in _TAG.finditer(html))
    return list(dict.fromkeys(each[2].partition("#")[0] for each in found if each and each[1] == "@/"))


def _moved(html: str, name: str, known: Collection[str], wanted: Collection[str]) -> Iterator[str]:
    """Yield the pieces of a part: what is text stays as it is, and each tag is told of the file."""
    at, end_of_link = 0, "</a>"
    for tag in _TAG.finditer(html):
        yield html[at : tag.start()]
        at = tag.end()
        led = _ADDRESS.search(tag[3])
        if tag[2] == "a" and tag[1]:
            yield end_of_link
            end_of_link = "</a>"
        elif led is None:
            yield _tag(tag, tag[3], name, wanted)
        elif to := next((place for place in reversed(_place(led, name)) if place in known), ""):
            yield _tag(tag, f'{tag[3][: led.start()]} href="#{to}"{tag[3][led.end() :]}', name, wanted)
        else:  # the words stay, and what language they are in
            language = _LANGUAGE.search(tag[3])
            yield f"<span{language[0]}>" if language else ""
            end_of_link = "</span>" if language else ""
    yield html[at:]


def _place(led: re.Match[str], name: str) -> tuple[str, str]:
    """Return where in the file an address leads: to a page, and to a place in it; empty is what it does not say."""
    if led[1] == "#":
        return "", f"{name}:{led[2]}"
    path, _, within = led[2].partition("#")
    page = name_of_part(path)
    return page, f"{page}:{within}" if within else ""


def _tag(tag: re.Match[str], said: str, name: str, wanted: Collection[str]) -> str:
    """Return a tag with what is said in it, its anchors called after the page, and a heading a level lower."""
    kind = tag[2]
    said = _DRAWN.sub(rf"{name}:\1", _ANCHOR.sub(rf"{name}:\1", said))
    if len(kind) == 2 and kind[0] == "h" and kind[1].isdigit():
        kind = f"h{min(int(kind[1]) + 1, _LOWEST)}"
        anchor = _ANCHOR.search(said)
        said = said.replace(f' id="{anchor[1]}"', "") if anchor and anchor[1] not in wanted else said
    return f"<{tag[1]}{kind}{said}>"
