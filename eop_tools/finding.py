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


class Span(NamedTuple):
    """A stretch of text: lines and columns count from 1, columns count characters, the end is the place after it."""

    line: int
    column: int
    end_line: int
    end_column: int


BEGINNING = Span(1, 1, 1, 1)


class Edit(NamedTuple):
    """One change of a file: what stands at `span` becomes `text`. Nothing at its beginning takes a byte order mark."""

    file: str
    span: Span
    text: str


class Fix(NamedTuple):
    """How the tool can mend a finding: in words, the edits, and whether they are safe.

    A safe fix keeps a law. Afterwards the plan reads as before but for the finding's own field; what that says now is
    the one thing that the text can have meant; and every remark, entry and value that stood still stands. So none
    deletes more than a line that repeats what the file's name says, and none guesses between two.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


class FaultName(StrEnum):
    """What can be wrong with a file or a waiver before any rule judges; the rule that `tells` of it has its name."""

    unreadable_file = "unreadable-file"
    file_too_large = "file-too-large"
    link_outside_plan = "link-outside-plan"
    unreadable_encoding = "unreadable-encoding"
    byte_order_mark = "byte-order-mark"
    control_character = "control-character"
    missing_front_matter = "missing-front-matter"
    tab_indentation = "tab-indentation"
    yaml_syntax = "yaml-syntax"
    several_documents = "several-documents"
    nesting_too_deep = "nesting-too-deep"
    duplicate_key = "duplicate-key"
    odd_key = "odd-key"
    yaml_tag = "yaml-tag"
    anchor_or_alias = "anchor-or-alias"
    merge_conflict = "merge-conflict"
    swallowed_item = "swallowed-item"
    cut_off_text = "cut-off-text"
    curly_quotes = "curly-quotes"
    yaml_directive = "yaml-directive"
    swallowed_break = "swallowed-break"
    split_number = "split-number"
    eaten_backslash = "eaten-backslash"
    missing_cover = "missing-cover"
    misplaced_file = "misplaced-file"
    bad_id = "bad-id"
    defined_twice = "defined-twice"
    not_a_mapping = "not-a-mapping"
    unknown_field = "unknown-field"
    missing_field = "missing-field"
    newer_language = "newer-language"
    wrong_type = "wrong-type"
    wrong_value = "wrong-value"
    malformed_waiver = "malformed-waiver"
    unused_waiver = "unused-waiver"
    expired_waiver = "expired-waiver"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a file: a stable name, a sentence, where, what to do, and other places that matter."""

    name: FaultName
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

    def to_json(self) -> list[Any]:
        """Return what JSON can hold of it: all of it, in order; the named tuples in it become lists there."""
        return [getattr(self, field) for field in self.__slots__]

    @classmethod
    def from_json(cls, said: Any) -> Finding:
        """Return the finding that `to_json` gave, back from JSON. Raises TypeError or ValueError for what is none."""
        code, name, severity, message, file, span, hint, related, waived, ref, fix, rests_on = said
        others = tuple(Related(where, Span(*there), note) for where, there, note in related)
        rests = tuple(Place(str(about), tuple(path), offset, bool(key)) for about, path, offset, key in rests_on)
        mend = None
        if fix is not None:
            title, edits, safe = fix
            mend = Fix(title, tuple(Edit(where, Span(*there), text) for where, there, text in edits), safe)
        return cls(code, name, Severity(severity), message, file, Span(*span), hint, others, waived, ref, mend, rests)


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

    def to_json(self) -> list[Any]:
        """Return it in JSON's types."""
        return [[each.to_json() for each in self.findings], self.as_of.isoformat(), self.entities, self.files]

    @classmethod
    def from_json(cls, said: Any) -> Judgement:
        """Return the judgement that `to_json` gave. Raises TypeError or ValueError for what is none."""
        findings, as_of, entities, files = said
        return cls(tuple(map(Finding.from_json, findings)), date.fromisoformat(as_of), entities, files)

    def fails(self, threshold: Severity) -> bool:
        """Whether anything stands at or above the threshold."""
        return any(finding.severity.rank >= threshold.rank for finding in self.standing)


def refuse_newer(said: Iterable[Fault | Finding]) -> None:
    """Raise EopError where it is said of a plan that its language is newer than ours: nothing of it was read."""
    for each in said:
        if each.name == FaultName.newer_language:
            raise EopError(each.message, each.hint)
