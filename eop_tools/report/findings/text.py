"""Findings for people at a terminal: file, line, the line itself with a caret, and what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from eop_tools.finding import Finding, Judgement, Severity, Span
from eop_tools.report.findings import ReportContext, closing
from eop_tools.report.terminal import ALL_IS_WELL, COLOURS, QUOTED, painted, wants_colour


def render(judgement: Judgement, telling: ReportContext) -> str:
    """Return the findings that stand, each with its line, then one line that counts all."""
    style = _Style(wants_colour())
    blocks = ["\n".join(_block(finding, telling, style)) for finding in judgement.standing]
    return "\n\n".join([*blocks, "\n".join(_closing(judgement, telling, style))]) + "\n"


class _Style:
    def __init__(self, on: bool) -> None:
        self.on = on

    def __call__(self, text: str, code: str) -> str:
        return painted(text, code, colour=self.on)


def _block(finding: Finding, telling: ReportContext, style: _Style) -> Iterator[str]:
    colour = COLOURS[finding.severity]
    place = f"{telling.path(finding.file)}:{finding.span.line}:{finding.span.column}"
    rule = style(f"{finding.code} {finding.severity.value}", colour)
    yield f"{style(_tame(place), '1')}  {rule}  {_tame(finding.message)}"
    yield from _quote(telling.lines(finding.file), finding.span, style, colour)
    if finding.hint:
        yield f"      = {_tame(finding.hint)}"
    if finding.fix:
        yield f"      = fixable{'' if finding.fix.safe else ' with --unsafe'}: {_tame(finding.fix.title)}"
    for other in finding.related:
        yield _tame(f"      - {telling.path(other.file)}:{other.span.line}: {other.note}")


def _quote(lines: list[str], span: Span, style: _Style, colour: str) -> Iterator[str]:
    if not 1 <= span.line <= len(lines):
        return
    line = lines[span.line - 1]
    start = span.column - 1
    end = min(len(line.rstrip()), span.end_column - 1 if span.end_line == span.line else len(line))
    shift = max(0, start - QUOTED // 2) if len(line) > QUOTED else 0
    shown = line[shift : shift + QUOTED]
    before = line[shift:start]
    marked = line[start : max(end, start + 1)][: QUOTED - len(before)]
    yield f" {style(f'{span.line:>4} |', '2')} {_tame(shown).rstrip()}"
    yield f"      {style('|', '2')} {' ' * _width(_tame(before))}{style('^' * max(1, _width(_tame(marked))), colour)}"


def _tame(text: str) -> str:
    """Replace what would move the cursor or turn the text around on a terminal."""
    return "".join(char if char.isprintable() else "�" for char in text.replace("\t", " "))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else not unicodedata.combining(char) for char in text)


def _closing(judgement: Judgement, telling: ReportContext, style: _Style) -> list[str]:
    def coloured(text: str, severity: Severity | None) -> str:
        return style(text, COLOURS[severity] if severity else ALL_IS_WELL)

    codes = sorted({finding.code for finding in judgement.standing})
    more = [f"`eop explain {codes[0]}` says more about {codes[0]}."] if codes else []
    return [*closing(judgement, telling.apart, coloured), *more]
