"""Mends what the findings say can be mended: edits of the files by place, checked, and written whole or not at all."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from eop_tools.errors import EopError
from eop_tools.finding import BEGINNING, Edit, Finding, Fix, Judgement, Severity
from eop_tools.io.atomic import write_file
from eop_tools.io.gc_pause import no_garbage_collection
from eop_tools.lint.engine import judge
from eop_tools.lint.result_cache import Chosen
from eop_tools.plan.graph import Graph
from eop_tools.plan.loader import MAX_FAULTS, load
from eop_tools.rule import Selection
from eop_tools.source import SourceDocument, parse, read

_ROUNDS = 50
"""A mend may bring the next one to light; more rounds than this have no end."""
_MARK = b"\xef\xbb\xbf"
_SHAPE = ("EOP0", "EOP1")
"""What is read and shaped wrongly is mended first: what is not read is not judged."""
Files = Mapping[str, bytes]
FixKey = tuple[str, str, str]


@dataclass(frozen=True)
class Mended:
    """What mending makes of the files: content before and after, by file; the findings answered; what stands then."""

    before: Files
    after: Files
    answered: tuple[Finding, ...]
    left: Judgement

    def diff(self, folder: Path) -> Iterator[str]:
        """Yield the lines of a unified diff of all files."""
        for file, content in sorted(self.after.items()):
            name = (folder / file).as_posix()
            old, new = (text.decode().splitlines(keepends=True) for text in (self.before[file], content))
            for line in difflib.unified_diff(old, new, name, name):
                yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def mended(folder: Path, today: date, chosen: Chosen, *, unsafe: bool) -> Mended:
    """Work out what the fixes of the standing findings make of a plan's files. Nothing is written.

    The findings are those on a day, of the rules that `chosen` (select, ignore) names. Safe fixes are applied, with
    `unsafe` also those that guess. A fix whose edits overlap one before it waits for the next round; one after which a
    file would read worse, its finding would still stand, or an error would that did not before, is not made.
    """
    work = _Work(folder, today, Selection(*chosen))
    first = now = work.judged({})
    files: Files = {}
    moved = False
    for _ in range(_ROUNDS):
        wanted = [finding for finding in now.standing if finding.fix and (unsafe or finding.fix.safe)]
        fresh = [finding for finding in wanted if _key(finding) not in work.refused]
        if not fresh and not moved:
            break
        if not fresh:  # what was refused may be right after what was mended since
            work.refused.clear()
            moved = False
            continue
        shape = [finding for finding in fresh if finding.code.startswith(_SHAPE)]
        files, then = work.applied(_apart(shape or fresh), files, now, came_to_light=bool(shape))
        moved = moved or then is not now
        now = then
    stands = Counter(map(_key, now.standing))
    answered = []
    for finding in first.standing:
        stands[_key(finding)] -= 1
        if stands[_key(finding)] < 0:
            answered.append(finding)
    return Mended({file: work.before[file] for file in files}, files, tuple(answered), now)


def write(folder: Path, change: Mended) -> None:
    """Write what was worked out. Raises EopError, with nothing written, where a file has changed meanwhile."""
    for file, content in change.before.items():
        if _content(folder / file) != content or (folder / file).is_symlink():
            raise _changed(folder / file)
    done = []
    try:
        for file, content in sorted(change.after.items()):
            write_file(folder / file, content)
            done.append(file)
    except EopError:
        for file in done:
            write_file(folder / file, change.before[file])
        raise


@dataclass
class _Work:
    """A plan's files as they were read, and what was tried on them."""

    folder: Path
    today: date
    selection: Selection
    before: dict[str, bytes] = field(default_factory=dict)
    refused: set[FixKey] = field(default_factory=set)
    _read: dict[str, SourceDocument] = field(default_factory=dict)

    def judged(self, files: Files) -> Judgement:
        """Judge the plan with these contents in place of those on the disk."""
        with no_garbage_collection():
            loaded = load(self.folder, lambda file: parse(files[file], file) if file in files else self._as_read(file))
            return judge(loaded, Graph(loaded.plan), self.today, self.selection)

    def _as_read(self, file: str) -> SourceDocument:
        if file not in self._read:
            self._read[file] = read(self.folder / file, self.folder)
        return self._read[file]

    def applied(
        self, findings: Sequence[Finding], files: Files, now: Judgement, *, came_to_light: bool
    ) -> tuple[Files, Judgement]:
        """Return files and judgement after as many of the fixes as make nothing worse; note the others as refused."""
        good: list[Finding] = []
        best, then = files, now
        waiting = [findings] if findings else []
        while waiting:
            some = waiting.pop()
            tried = self._edited([*good, *some], files)
            judgement = self.judged(tried) if tried is not None else now
            better = tried is not None and _answers(some, then, judgement)
            if tried is not None and better and not _worse(now, judgement, came_to_light=came_to_light):
                good += some
                best, then = tried, judgement
            elif len(some) > 1:
                waiting += [some[len(some) // 2 :], some[: len(some) // 2]]
            else:
                self.refused.add(_key(some[0]))
        return best, then

    def _edited(self, findings: Iterable[Finding], files: Files) -> Files | None:
        """Return the files after these fixes; None where one of them cannot be mended or would read worse."""
        edits: dict[str, list[Edit]] = {}
        for finding in findings:
            for edit in finding.fix.edits if finding.fix else ():
                edits.setdefault(edit.file, []).append(edit)
        changed = dict(files)
        for file, changes in edits.items():
            content = files.get(file) or self._content_as_read(file)
            if content is None:
                return None
            document = parse(content, file)
            text = _edited(document.text, document, changes)
            unmarked = Edit(file, BEGINNING, "") in changes
            mark = _MARK if content.startswith(_MARK) and not unmarked else b""
            after = parse(text, file)
            if len(after.faults) > len(document.faults) or _loses_a_remark(document, after):
                return None
            changed[file] = mark + text.encode()
        return changed

    def _content_as_read(self, file: str) -> bytes | None:
        """Return the bytes of a file that can be mended, which is no link and is as it was when it was judged."""
        content = _content(self.folder / file)
        if content is None or (self.folder / file).resolve() != self.folder.resolve() / file:
            return None
        if parse(content, file).text != self._as_read(file).text:
            raise EopError(
                f"“{self.folder / file}” has changed since it was checked; nothing was mended", "run it again"
            )
        self.before[file] = content
        return content


def _content(path: Path) -> bytes | None:
    """Return the bytes of a file in UTF-8, or None."""
    try:
        content = path.read_bytes()
        content.decode()
    except (OSError, UnicodeDecodeError):
        return None
    return content


def _changed(path: Path) -> EopError:
    return EopError(f"“{path}” has changed since it was checked; nothing was mended", "run the command again")


def _key(finding: Finding) -> FixKey:
    return finding.code, finding.file, finding.message


def _loses_a_remark(before: SourceDocument, after: SourceDocument) -> bool:
    """Whether a remark is gone that is no waiver, whatever a rule believes of its fix."""
    lost = Counter(remark.text for remark in before.comments())
    lost -= Counter(remark.text for remark in after.comments())
    return any(not text.startswith("eop:") for text in lost)


def _answers(findings: Iterable[Finding], before: Judgement, after: Judgement) -> bool:
    """Whether of each of these findings there are fewer now; where they are only counted, nobody can say."""
    held, left = (Counter(map(_key, judgement.standing)) for judgement in (before, after))
    return all(left[key] < held[key] or held[key] >= MAX_FAULTS for key in map(_key, findings))


def _worse(before: Judgement, after: Judgement, *, came_to_light: bool) -> bool:
    """Whether an error stands that did not stand before. Where more can be read now, only errors of shape count."""
    new = Counter(_key(found) for found in after.standing if found.severity is Severity.error)
    new -= Counter(_key(found) for found in before.standing if found.severity is Severity.error)
    return any(not came_to_light or key[0].startswith(_SHAPE) for key in new)


def _apart(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings whose fixes touch nothing that a fix before them touches."""
    held: dict[str, list[Edit]] = {}
    apart = []
    for finding in findings:
        fix: Fix | None = finding.fix
        if fix and not any(_overlap(edit, other) for edit in fix.edits for other in held.get(edit.file, ())):
            apart.append(finding)
            for edit in fix.edits:
                held.setdefault(edit.file, []).append(edit)
    return apart


def _overlap(one: Edit, other: Edit) -> bool:
    (start, end), (first, last) = _ends(one), _ends(other)
    return (start < last and first < end) or (start, end) == (first, last)


def _ends(edit: Edit) -> tuple[tuple[int, int], tuple[int, int]]:
    return (edit.span.line, edit.span.column), (edit.span.end_line, edit.span.end_column)


def _edited(text: str, document: SourceDocument, edits: list[Edit]) -> str:
    for edit in sorted(edits, key=_ends, reverse=True):
        start, end = (document.offset_of(*place) for place in _ends(edit))
        text = text[:start] + edit.text + text[end:]
    return text
