"""A page of HTML blocks and plain headings becomes HTML just as Markdown makes it, in no time."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TypedDict


class Token(TypedDict):
    """An entry of a table of contents, as Python-Markdown tells it."""

    level: int
    id: str
    name: str
    children: list[Token]


_HEADING = re.compile(r"(#{1,6}) ([^*_`\[\]<>\\{}~\n]+)")


def without_markdown(text: str) -> tuple[str, list[Token]] | None:
    """Return HTML and table of contents just as Markdown makes them; None where it is needed for more than headings."""
    if "markdown=" in text:
        return None
    blocks: list[str] = []
    top: list[Token] = []
    above: list[Token] = []
    used: set[str] = set()
    for block in text.strip().split("\n\n"):
        if block.startswith("<"):
            blocks.append(block)
        elif heading := _HEADING.fullmatch(block):
            level, words = len(heading[1]), heading[2].rstrip(" #")
            id = _anchor(html.unescape(words), used)
            blocks.append(f'<h{level} id="{id}">{words}</h{level}>')
            while above and above[-1]["level"] >= level:
                above.pop()
            token = Token(level=level, id=id, name=words, children=[])
            (above[-1]["children"] if above else top).append(token)
            above.append(token)
        else:
            return None
    return "\n".join(blocks), top


def _anchor(words: str, used: set[str]) -> str:
    """Return a heading's anchor by the rule of Python-Markdown, so that links hold whichever way a page was made."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    id = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())
    count = 0
    while id in used or not id:
        count += 1
        id = f"{id.rpartition('_')[0] if count > 1 else id}_{count}"
    used.add(id)
    return id
