"""Changes for people at a terminal: the answer first, then what follows, then each entity, the worst first."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from eop_tools.changes.consequences import Outlook
from eop_tools.report.changes import FOLLOWS, Line, groups, opening
from eop_tools.report.terminal import COLOURS, WIDTH, painted, wants_colour
from eop_tools.text.phrases import counted, first_up

MOST_CONSEQUENCES, MOST_LINES, MOST_ROWS = 8, 5, 45
_INDENT = " " * 11


def render(outlook: Outlook) -> str:
    """Return the outlook as text; long groups are cut, with a count of what is left out."""
    colour = wants_colour()
    held, shown = groups(outlook), 0
    blocks = list(map(_wrapped, opening(outlook, held)))
    for group in held:
        if sum(block.count("\n") + 2 for block in blocks) > MOST_ROWS:
            break
        shown += 1
        heading = f"{group.title} ({group.ref})" if group.ref else group.title
        most = MOST_CONSEQUENCES if group.title == FOLLOWS else MOST_LINES
        block = [_tame(heading), *_lines(group.lines, most, colour)]
        blocks.append("\n".join([*block, _wrapped(first_up(f"{group.owed}."), _INDENT)] if group.owed else block))
    if left := sum(line.stands_for for group in held[shown:] for line in group.lines):
        blocks.append(f"and {counted(left, 'more change')}; `eop diff --format json` has them all")
    return "\n\n".join(blocks) + "\n"


def _lines(lines: Sequence[Line], most: int, colour: bool) -> Iterator[str]:
    for line in lines[:most]:
        word = f"{line.severity.value:<9}"
        shown = painted(word, COLOURS[line.severity], colour=colour)
        yield f"  {shown}{_wrapped(line.text, _INDENT)[len(_INDENT) :]}"
    if left := sum(line.stands_for for line in lines[most:]):
        yield f"{_INDENT}and {left} more"


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(_tame(text), WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def _tame(text: str) -> str:
    """Replace what would move the cursor or turn the text around on a terminal."""
    blank = "".join(char if char.isprintable() or not char.isspace() else " " for char in text)
    return "".join(char if char.isprintable() else "�" for char in blank)
