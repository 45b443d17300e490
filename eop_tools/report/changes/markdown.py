"""Changes as Markdown for a comment on a pull request: the answer first, what follows, then each entity.

What a plan says is shown as text: it can make no link, mention nobody and break out of no list. A comment holds 65,536
characters at most; what does not fit is counted.
"""

from __future__ import annotations

from collections.abc import Sequence

from eop_tools.changes.consequences import Outlook
from eop_tools.report.changes import Line, groups, opening
from eop_tools.report.findings.markdown import escaped
from eop_tools.text.phrases import first_up

MOST = 60_000


def render(outlook: Outlook) -> str:
    """Return the outlook as a comment."""
    told = groups(outlook)
    answer, *more = map(escaped, opening(outlook, told))
    blocks = [f"**{answer}**", *more]
    room = MOST - sum(map(len, blocks))
    for at, group in enumerate(told):
        shown = [f"#### {escaped(group.title)}" + (f" <sub>{escaped(group.ref)}</sub>" if group.ref else ""), ""]
        for index, line in enumerate(group.lines):
            item = f"- **{line.severity.value}** {escaped(line.text)}"
            if len(item) > room - sum(map(len, shown)) - 1000:
                blocks.append("\n".join(shown) if index else "")
                return _closed(
                    blocks, [*group.lines[index:], *(line for more in told[at + 1 :] for line in more.lines)]
                )
            shown.append(item)
        if group.owed:
            shown.append(f"- _{escaped(first_up(group.owed))}._")
        blocks.append("\n".join(shown))
        room -= len(blocks[-1]) + len(shown) + 2
    return _closed(blocks, [])


def _closed(blocks: list[str], lines: Sequence[Line]) -> str:
    left = sum(line.stands_for for line in lines)
    end = [f"_… and {left:,} more; `eop diff --format json` has them all._"] if left else []
    return "\n\n".join(filter(None, [*blocks, *end])) + "\n"
