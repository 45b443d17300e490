"""Findings as Markdown for a comment or a summary: the counts first, then each finding, the worst first.

A plan's texts come from whoever proposes a change. They stay texts: no HTML, no link, no image, nobody is notified.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from eop_tools.finding import Finding, Judgement, Severity
from eop_tools.report.findings import WORDS, ReportContext, notes, worst_first
from eop_tools.text.phrases import counted, sentence, shortened

ROOM = 65_535
"""Characters that GitHub takes in a comment, less one."""
_LONGEST = 600
"""Characters of a message."""
_RULES = 200
"""Rows of the table of rules; there are fewer rules, unless other packages bring many."""
_MARKS = re.compile(r"([\\`*_\[\]|~])")
_LINKS = re.compile(r"([@#]|https?:|ftp:|mailto:|xmpp:|www\.|\bGH(?=-\d))", re.I)
_BREAK = "\u200b"
"""A space of no width: what it interrupts reads the same, and is no address and no name of anybody."""


def render(judgement: Judgement, telling: ReportContext) -> str:
    """Return a Markdown page that fits into a comment."""
    return page(judgement, telling, ROOM)


def page(judgement: Judgement, telling: ReportContext, room: int) -> str:
    """Return the Markdown page of a judgement in at most so many characters; what does not fit is counted."""
    lines = list(_summary(judgement, telling))
    found = worst_first(judgement.standing)
    if found:
        lines += ["", "### Findings", ""]
    room -= sum(len(line) + 1 for line in lines) + len(_more(len(found))) + 2
    for number, finding in enumerate(found):
        item = _item(finding, telling)
        room -= len(item) + 1
        if room < 0:
            lines += ["", _more(len(found) - number)]
            break
        lines.append(item)
    return "\n".join(lines) + "\n"


def _more(number: int) -> str:
    return f"… and {counted(number, 'more finding')}: `eop check` lists them all."


def _summary(judgement: Judgement, telling: ReportContext) -> Iterator[str]:
    counts = {WORDS[severity]: judgement.count(severity) for severity in Severity}
    said = ", ".join(counted(count, word) for word, count in counts.items() if count)
    yield f"## eop check: {said or 'nothing found'}"
    yield ""
    yield f"{judgement.entities} entities in {judgement.files} files, as of {judgement.as_of.isoformat()}."
    yield from notes(telling.apart)
    rows = [(word, count) for word, count in counts.items() if count]
    rows += [("waived", judgement.waived)] if judgement.waived else []
    rows += [("in the baseline", len(telling.apart.known))] if telling.apart.known else []
    fixable = sum(finding.fix is not None for finding in judgement.standing)
    rows += [("of the findings, fixable by `eop check --fix`", fixable)] if fixable else []
    if rows:
        yield from ("", "| severity | findings |", "|---|---:|")
        yield from (f"| {word} | {count:,} |" for word, count in rows)
    rules = Counter((-finding.severity.rank, finding.code, finding.name) for finding in judgement.standing)
    if rules:
        yield from ("", "| rule | severity | findings |", "|---|---|---:|")
        for (rank, code, name), count in sorted(rules.items())[:_RULES]:
            word = next(WORDS[severity] for severity in Severity if severity.rank == -rank)
            yield f"| {code} {name} | {word} | {count:,} |"


def _item(finding: Finding, telling: ReportContext) -> str:
    place = _code(f"{telling.path(finding.file)}:{finding.span.line}:{finding.span.column}")
    item = f"- **{WORDS[finding.severity]}** {place} {escaped(sentence(finding.message))}"
    if finding.hint:
        item += f" {escaped(sentence(finding.hint))}"
    if finding.fix:
        item += f" *Fixable: {escaped(sentence(finding.fix.title))}*"
    return f"{item} ({finding.code})"


def escaped(text: str) -> str:
    """Return a text of the plan as Markdown that shows it and does nothing else."""
    text = "".join(char if char.isprintable() else " " for char in shortened(text, _LONGEST))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _LINKS.sub(rf"\1{_BREAK}", _MARKS.sub(r"\\\1", text))


def _code(text: str) -> str:
    text = "".join(char if char.isprintable() else "�" for char in text)
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {text} {fence}" if longest else f"`{text}`"
