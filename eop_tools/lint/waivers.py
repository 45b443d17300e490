"""Silence needs a reason and an end: waivers on a line of a plan or on its cover."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from pydantic import ValidationError

from eop_tools.finding import Fault, FaultName, Finding, Fix, Severity, Span
from eop_tools.kinds.cover import Waiver
from eop_tools.plan import COVER
from eop_tools.plan.loader import MAX_FAULTS, Loaded
from eop_tools.rule import RULES
from eop_tools.source import SourceDocument
from eop_tools.source.edits import fix_of, removing, removing_remark

_MARK = re.compile(r"^eop:\s*allow\b")
_WHOLE = re.compile(
    r"^eop:\s*allow\s+(?P<rule>[\w-]+)\s+until\s+(?P<until>\d{4}-\d{2}-\d{2})\s*,\s*(?P<reason>\S.{8,})$"
)
_FORM = "write it as: # eop: allow EOP314 until 2027-03-01, the reason"


@dataclass
class _Waiver:
    rule: str
    until: date
    reason: str
    document: SourceDocument
    span: Span
    line: int = 0
    index: int = 0
    ref: str = ""
    used: bool = field(default=False)

    @property
    def file(self) -> str:
        """Where it is written."""
        return self.document.file

    def fix(self) -> Fix | None:
        """Return the fix that takes it away."""
        if self.line:
            cut = removing_remark(self.document, self.span.line, self.span.column)
        else:
            cut = removing(self.document, ("waivers", self.index))
        return fix_of("delete the waiver", self.document, [cut], safe=False)


class OnCover(NamedTuple):
    """The severities that a cover gives to rules, and its waivers with their places."""

    severity: Mapping[str, str]
    waivers: list[tuple[int, Waiver]]


def said_on_cover(loaded: Loaded) -> OnCover:
    """Return what the cover says of findings; of one that cannot be read, all that can, lest they come back.

    Where nothing of it can be read, remarks rest: it may well waive them.
    """
    cover, origin = loaded.plan.cover, loaded.plan.origin(COVER)
    if cover:
        return OnCover(cover.severity, list(enumerate(cover.waivers)))
    data = loaded.documents[origin.file].data if origin else None
    if not isinstance(data, dict):
        is_there = loaded.plan.knows(COVER)
        return OnCover({rule.code: "off" for rule in RULES if is_there and rule.severity is Severity.info}, [])
    severity, waivers = data.get("severity"), data.get("waivers")
    held = []
    for index, said in enumerate(waivers if isinstance(waivers, list) else ()):
        with suppress(ValidationError):
            held.append((index, _held(said)))
    words = severity.items() if isinstance(severity, dict) else ()
    return OnCover({code: word for code, word in words if word in ("error", "warning", "info", "off")}, held)


def _held(said: object) -> Waiver:
    """Return a waiver as it was written; one without a reason or an end holds while that is told of."""
    try:
        return Waiver.model_validate(said)
    except ValidationError:
        if not isinstance(said, dict):
            raise
        return Waiver.model_validate({**said, "reason": "It cannot be read.", "until": date.max})


class Waivers:
    """Every waiver of a plan, and whether it was of use."""

    def __init__(
        self, waivers: list[_Waiver], malformed: list[tuple[str, str, Span]], *, is_whole: bool = True
    ) -> None:
        self._waivers = waivers
        self._is_whole = is_whole
        self._malformed = malformed
        self._answers: dict[tuple[object, ...], str | None] = {}
        self._of: dict[tuple[object, ...], list[_Waiver]] = defaultdict(list)
        for waiver in waivers:
            self._of[(waiver.rule, waiver.file, waiver.line) if waiver.line else (waiver.rule, waiver.ref)].append(
                waiver
            )

    @classmethod
    def of(cls, loaded: Loaded) -> Waivers:
        """Collect the waivers on the cover and in the comments of every file."""
        waivers: list[_Waiver] = []
        malformed: list[tuple[str, str, Span]] = []
        origin = loaded.plan.origin(COVER)
        for index, said in said_on_cover(loaded).waivers:
            if origin:
                document = loaded.documents[origin.file]
                span = document.span(("waivers", index))
                waivers.append(
                    _Waiver(said.rule, said.until, said.reason, document, span, index=index, ref=said.of or "")
                )
        for document in loaded.documents.values():
            if "eop:" not in document.text:
                continue
            wrong = 0
            for comment in document.comments():
                if not _MARK.match(comment.text):
                    continue
                span = Span(comment.line, comment.column, comment.line, comment.column + len(comment.text) + 2)
                match = _WHOLE.match(comment.text)
                try:
                    until = date.fromisoformat(match["until"]) if match else None
                except ValueError:
                    until = None
                if match is None or until is None:
                    wrong += 1
                    if wrong <= MAX_FAULTS:
                        malformed.append((document.file, _FORM, span))
                else:
                    waivers.append(_Waiver(match["rule"], until, match["reason"], document, span, line=comment.line))
        return cls(waivers, malformed, is_whole=not loaded.plan.broken)

    def reason(self, finding: Finding, today: date) -> str:
        """Return why a finding is accepted, or an empty text; a waiver that has ended accepts nothing."""
        for rule in (finding.code, finding.name) if self._waivers else ():
            lines = [(rule, finding.file, line) for line in (finding.span.line, finding.span.line - 1)]
            for place in ((rule, ""), (rule, finding.ref), *lines):
                if place in self._of and (reason := self._reason_at(place, today)) is not None:
                    return reason
        return ""

    def _reason_at(self, place: tuple[object, ...], today: date) -> str | None:
        """Return why findings at a place are accepted, or None; a thousand of them ask a thousand waivers only once."""
        if (place, today) not in self._answers:
            self._answers[place, today] = None
            for waiver in self._of[place]:
                waiver.used = True
                if waiver.until >= today:
                    self._answers[place, today] = waiver.reason
                    break
        return self._answers[place, today]

    def complaints(self, today: date, standing: Sequence[Finding]) -> Iterator[tuple[Fault, Callable[[], Fix | None]]]:
        """Yield a fault for each waiver that is malformed, unknown, expired or unused, and what makes its fix.

        Where something could not be read, or points at nothing, nobody can say that a waiver is unused; nor where
        another rule speaks of the same thing, or warns within the same family: what it found may be the cause.
        """
        known = {word: rule.code for rule in RULES for word in (rule.code, rule.name)}
        is_whole = self._is_whole and not any(
            finding.code.startswith("EOP2") and finding.severity is Severity.error for finding in standing
        )
        spoken_of = {finding.ref for finding in standing if finding.ref}
        warning = {finding.code for finding in standing if finding.severity.rank}
        resting = {word for rule in RULES if rule.only_on_request for word in (rule.code, rule.name)}
        for file, form, span in self._malformed:
            yield Fault(FaultName.malformed_waiver, "this waiver cannot be read", file, span, form), _no_fix
        for waiver in self._waivers:
            file, span = waiver.file, waiver.span
            if waiver.rule not in known:
                message, hint = f"there is no rule “{waiver.rule}”", "`eop explain` lists them all"
                yield Fault(FaultName.malformed_waiver, message, file, span, hint), _no_fix
            elif waiver.until < today:
                message = f"the waiver of {waiver.rule} ended on {waiver.until}"
                hint = "mend what it silenced, or give it another day"
                yield Fault(FaultName.expired_waiver, message, file, span, hint), waiver.fix
            elif (
                is_whole
                and not waiver.used
                and waiver.rule not in resting
                and waiver.ref not in spoken_of
                and not any(_is_kin(code, known[waiver.rule]) for code in warning)
            ):
                message = f"the waiver of {waiver.rule} silences nothing"
                hint = "delete it, or move it to the line that it is meant for"
                yield Fault(FaultName.unused_waiver, message, file, span, hint), waiver.fix


def _is_kin(code: str, other: str) -> bool:
    return code != other and code[:4] == other[:4]


def _no_fix() -> None:
    return None
