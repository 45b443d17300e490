"""What is known of each file of a plan from the last time: its data, and what those rules say that look no further."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from eop_tools import source
from eop_tools.finding import Finding
from eop_tools.plan.loader import Loaded, load
from eop_tools.plan.location import OnDisk, PlanFolder

_FEW = 20  # one file in so many may be read anew each time before the facts are written again


class KnownFiles:
    """What is known of files whose content is in hand.

    A file's facts hang on its path and its content: its data (where it has no faults), and the findings of the rules
    that take nothing but the entity. Severities and waivers are judged anew.
    """

    def __init__(self, contents: Mapping[str, bytes], digests: Mapping[str, str], held: Any = None) -> None:
        self._contents, self._digests = contents, digests
        self._rules: frozenset[str] = frozenset()
        self._held: dict[str, Any] = {}
        match held:
            case [list(rules), dict(files)]:
                self._rules, self._held = frozenset(rules), files
        self._silence: dict[str, Sequence[Finding]] = dict.fromkeys(self._rules, ())
        self._known: dict[str, dict[str, dict[str, list[Any]]]] = {}
        self._files: dict[str, tuple[str, source.FileFacts]] = {}
        self.new: object = None
        """What to hold for another time, in JSON's types; None where what is held is nearly as good."""

    def read(self, file: str) -> source.SourceDocument | None:
        """Return the document of a file; None where its content is not in hand."""
        if file not in self._contents:
            return None
        content, digest = self._contents[file], self._digests[file]
        match self._held.get(file):
            case [str(known), [dict(data), int(start), int(end), int() | None as body_at, bool(pure)], dict(said)]:
                if known == digest:
                    facts = source.FileFacts(data, start, end, body_at, pure)
                    self._files[file], self._known[file] = (digest, facts), said
                    return source.remember(content, file, facts)
        document = source.parse(content, file)
        if found := document.facts():
            self._files[file] = digest, found
        return document

    def said(self, file: str, ref: str) -> Mapping[str, Sequence[Finding]]:
        """Return what was found in an entity, by the code of each rule that judged it; nothing where it is new."""
        rows = self._known.get(file, {}).get(ref)
        if not rows:
            return {} if rows is None else self._silence
        return self._silence | {code: [Finding.from_json(row) for row in rows[code]] for code in rows}

    def learn(self, rules: Iterable[str], said: Mapping[tuple[str, str], Sequence[Finding]]) -> None:
        """Take in what was found, by file and reference, by the rules that take nothing but the entity."""
        if self._rules.issuperset(rules) and (len(self._files) - len(self._known)) * _FEW <= len(self._files):
            return
        files: dict[str, tuple[str, source.FileFacts, dict[str, Any]]] = {
            file: (*known, {}) for file, known in self._files.items()
        }
        for (file, ref), findings in said.items():
            if file in files and _within(file, findings):
                rows = files[file][2][ref] = {}
                for finding in findings:
                    rows.setdefault(finding.code, []).append(finding.to_json())
        self.new = [sorted(rules), files]


def read_with(facts: KnownFiles | None, where: Path | PlanFolder) -> Loaded:
    """Read a plan folder, with the help of what is known of its files. Raises EopError where there is none."""
    place = OnDisk(where) if isinstance(where, Path) else where
    return load(place, lambda file: (facts and facts.read(file)) or place.read(file))


def _within(file: str, findings: Iterable[Finding]) -> bool:
    return all({one.file, *(other.file for other in one.related)} == {file} for one in findings)
