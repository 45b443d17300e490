"""Changes as Markdown for a comment on a pull request: the answer first, what follows, then each entity.

What a plan says is shown as text: it can make no link, mention nobody and break out of no list. A comment holds 65,536
characters at most; what does not fit is counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from eop_tools.change_report import Line, groups, summary, unread
from eop_tools.consequences import Outlook
from eop_tools.words import first_up

MOST = 60_000
_GAP = "\u200b"  # has no width and parts what would be a link, a mention or a number of an issue
_MARKUP = re.compile(r"([\\`*_{}\[\]|~$])")
_LINKS = re.compile(r"(?<=\w)(?=:\/\/)|(?<=@)|(?<=#)|(?i:(?<=www)(?=\.))|(?<=mailto)(?=:)")
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def render(outlook: Outlook) -> str:
    """Return the outlook as a comment."""
    blocks = [f"**{escaped(summary(outlook))}**"]
    if said := unread(outlook):
        blocks.append(escaped(said))
    told = [Line(each.severity, each.sentence) for each in outlook.consequences]
    sections = [("#### What follows", told, "")] if told else []
    for group in groups(outlook):
        heading = f"#### {escaped(group.title)}" + (f" <sub>{escaped(group.ref)}</sub>" if group.ref else "")
        sections.append((heading, list(group.lines), group.owed))
    room = MOST - sum(map(len, blocks))
    for at, (heading, lines, owed) in enumerate(sections):
        shown = [heading, ""]
        for index, line in enumerate(lines):
            item = f"- **{line.severity.value}** {escaped(line.text)}"
            if len(item) > room - sum(map(len, shown)) - 1000:
                blocks.append("\n".join(shown) if index else "")
                return _closed(blocks, lines[index:], sections[at + 1 :])
            shown.append(item)
        if owed:
            shown.append(f"- _{escaped(first_up(owed))}._")
        blocks.append("\n".join(shown))
        room -= len(blocks[-1]) + len(shown) + 2
    return _closed(blocks, [], [])


def _closed(blocks: list[str], lines: Sequence[Line], sections: Sequence[tuple[str, Sequence[Line], str]]) -> str:
    left = sum(line.stands_for for line in (*lines, *(line for _, more, _ in sections for line in more)))
    end = [f"_… and {left:,} more; `eop diff --format json` has them all._"] if left else []
    return "\n\n".join(filter(None, [*blocks, *end])) + "\n"


def escaped(text: str) -> str:
    """Return a text of a plan so that Markdown shows it as it is, on one line, without links and mentions."""
    text = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return _MARKUP.sub(r"\\\1", _LINKS.sub(_GAP, text).translate(_HTML))
