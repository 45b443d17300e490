"""What can be wrong with a plan, and where: findings are data, and every output is a function of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from eop_tools.errors import EopError

PathStep = str | int
FieldPath = tuple[PathStep, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: lines and columns count from 1, columns count characters, the end is the place after it."""

    line: int
    column: int
    end_line: int
    end_column: int


BEGINNING = Span(1, 1, 1, 1)


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a file: what stands at `span` becomes `text`. Nothing at its beginning takes a byte order mark."""

    file: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """How the tool can mend a finding: in words, the edits, and whether they are safe.

    A safe fix keeps a law. Afterwards the plan reads as before but for the finding's own field; what that says now is
    the one thing that the text can have meant; and every remark, entry and value that stood still stands. So none
    deletes more than a line that repeats what the file's name says, and none guesses between two.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False

    def to_json(self) -> list[Any]:
        """Return it in JSON's types."""
        edits = [
            [edit.file, edit.span.line, edit.span.column, edit.span.end_line, edit.span.end_column, edit.text]
            for edit in self.edits
        ]
        return [self.title, edits, self.safe]

    @classmethod
    def from_json(cls, said: Any) -> Fix | None:
        """Return what `to_json` gave, or None for None."""
        if said is None:
            return None
        title, edits, safe = said
        return cls(title, tuple(Edit(file, Span(*numbers), text) for file, *numbers, text in edits), safe)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a file: a stable name, a sentence, where, what to do, and other places that matter."""

    name: str
    message: str
    file: str
    span: Span | None = None
    hint: str = ""
    related: tuple[tuple[str, Span, str], ...] = ()
    fix: Fix | None = None


class Severity(StrEnum):
    """How much a finding matters."""

    error = "error"
    warning = "warning"
    info = "info"

    @property
    def rank(self) -> int:
        """2 for an error, 1 for a warning, 0 for a remark."""
        return 2 - list(Severity).index(self)


class Place(NamedTuple):
    """A place in the document's own words: an entity, a path inside it, a character offset in a text."""

    ref: str
    path: FieldPath = ()
    offset: int | None = None
    key: bool = False

    def name(self) -> Place:
        """The same place, pointing at the key instead of the value."""
        return self._replace(key=True)


def places(said: Any) -> tuple[Place, ...]:
    """Return places that came back from JSON, in which a place is a list."""
    return tuple(Place(str(ref), tuple(path), offset, bool(key)) for ref, path, offset, key in said)


class Related(NamedTuple):
    """Another place that helps to understand a finding."""

    file: str
    span: Span
    note: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: which rule says so, how much it matters, where, and what to do.

    `rests_on` are the places of the plan that it speaks of: its own, the related ones, and what else a rule named.
    """

    code: str
    name: str
    severity: Severity
    message: str
    file: str
    span: Span
    hint: str = ""
    related: tuple[Related, ...] = ()
    waived: str = ""
    ref: str = ""
    fix: Fix | None = None
    rests_on: tuple[Place, ...] = ()

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The reading order: by file, line, column, code."""
        return (self.file, self.span.line, self.span.column, self.code, self.message)


@dataclass(frozen=True)
class Judgement:
    """All findings about a plan on a day, waived ones included, in reading order."""

    findings: tuple[Finding, ...]
    as_of: date
    entities: int
    files: int

    @property
    def standing(self) -> tuple[Finding, ...]:
        """The findings that are not waived."""
        return tuple(finding for finding in self.findings if not finding.waived)

    def count(self, severity: Severity) -> int:
        """Return how many findings of a severity stand."""
        return sum(finding.severity is severity for finding in self.standing)

    @property
    def waived(self) -> int:
        """How many findings are waived."""
        return len(self.findings) - len(self.standing)

    def fails(self, threshold: Severity) -> bool:
        """Whether anything stands at or above the threshold."""
        return any(finding.severity.rank >= threshold.rank for finding in self.standing)


def refuse_newer(said: Iterable[Fault | Finding]) -> None:
    """Raise EopError where it is said of a plan that its language is newer than ours: nothing of it was read."""
    for each in said:
        if each.name == "newer-language":
            raise EopError(each.message, each.hint)
