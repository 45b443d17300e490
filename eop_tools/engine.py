"""The engine selects the rules, runs them, waives, and stamps what they yield into findings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from eop_tools.errors import did_you_mean
from eop_tools.facts import Facts
from eop_tools.finding import Edit, Fault, Finding, Fix, Judgement, Place, Related, Severity, Span, Step
from eop_tools.graph import Graph
from eop_tools.kind import Entity
from eop_tools.loader import MAX_FAULTS, Loaded
from eop_tools.plan import COVER, Plan
from eop_tools.rule import RULES, Change, Mend, Order, Rule, Selection, Verdict, of_name
from eop_tools.source import Document
from eop_tools.source.surgery import Cut, removing, reordering, replacing
from eop_tools.waivers import Waivers

MAX_FINDINGS = 500
"""Of one rule in one file. More have one cause; the last finding says how many there are."""
_START = Span(1, 1, 1, 1)
_NOTHING: Mapping[str, Sequence[Finding]] = {}
_VISIBLE = re.compile(r"\S")
_SIGNS = {
    "'": re.compile(r"''|\S"),
    '"': re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r\n|.)|\S", re.S),
}
"""What counts as one character that is no blank, by the quotes of a text."""


def judge(
    loaded: Loaded, graph: Graph, today: date, selection: Selection | None = None, facts: Facts | None = None
) -> Judgement:
    """Run the rules over a plan as it was read, and return every finding; what `facts` know is not sought anew."""
    selection = selection or Selection()
    rules = selection.rules()
    severities = _severities(loaded.plan, rules)
    stamp = _Stamp(loaded, severities)
    findings = [
        *_faults((*loaded.faults, *_unknown_rules(loaded)), stamp, rules),
        *_verdicts(loaded.plan, graph, today, [rule for rule in rules if severities[rule.code]], stamp, facts),
    ]
    waivers = Waivers.of(loaded)
    judged = [
        replace(finding, waived=why) if (why := waivers.reason(finding, today)) else finding for finding in findings
    ]
    if not (selection.select or selection.ignore):
        judged += [
            stamp.fault(fault, of_name(fault.name))
            for fault in waivers.complaints(today)
            if severities[of_name(fault.name).code]
        ]
    judged.sort(key=lambda finding: finding.order)
    return Judgement(tuple(judged), today, len(loaded.plan), len(loaded.documents))


def _severities(plan: Plan, rules: Iterable[Rule]) -> dict[str, Severity | None]:
    """Return each rule's severity, as the cover says where it says anything; None is off. The longest code wins."""
    said = plan.cover.severity if plan.cover else {}
    severities: dict[str, Severity | None] = {}
    for rule in rules:
        matching = [selector for selector in said if rule.answers_to(selector)]
        word = said[max(matching, key=len)] if matching else rule.severity.value
        severities[rule.code] = None if word == "off" else Severity(word)
    return severities


def _unknown_rules(loaded: Loaded) -> Iterator[Fault]:
    """Yield a fault for each word under the cover's `severity` that means no rule."""
    cover, origin = loaded.plan.cover, loaded.plan.origin(COVER)
    if cover and origin and cover.severity:
        meant = {rule.name for rule in RULES} | {
            rule.code[:end] for rule in RULES for end in range(3, len(rule.code) + 1)
        }
        unknown = [selector for selector in cover.severity if selector not in meant]
        for selector in unknown[:MAX_FAULTS]:
            span = loaded.documents[origin.file].span(("severity", selector), key=True)
            hint = did_you_mean(selector[:64], sorted(meant)) or "`eop explain` lists the rules"
            yield Fault("wrong-value", f"“{selector[:64]}” is no rule, so it has no severity", origin.file, span, hint)


def _faults(faults: Iterable[Fault], stamp: _Stamp, rules: list[Rule]) -> Iterator[Finding]:
    chosen = {rule.code for rule in rules}
    for fault in faults:
        rule = of_name(fault.name)
        if rule.code in chosen:
            yield stamp.fault(fault, rule)


def _verdicts(
    plan: Plan, graph: Graph, today: date, rules: list[Rule], stamp: _Stamp, facts: Facts | None
) -> Iterator[Finding]:
    given: dict[type, Any] = {Plan: plan, Graph: graph, date: today}
    each: dict[type, list[tuple[Rule, list[Any]]]] = defaultdict(list)
    for rule in rules:
        if rule.subject is Fault:
            continue
        if rule.subject in given:
            for verdict in rule.check(*(given[wanted] for wanted in rule.parameters)) or ():
                yield from stamp.verdict(verdict, rule)
        else:
            each[rule.subject].append((rule, [given[wanted] for wanted in rule.parameters[1:]]))
    alone = {rule.code for some in each.values() for rule, rest in some if not rest and _is_ours(rule.check)}
    learned: dict[tuple[str, str], list[Finding]] = {}
    for entity in plan:
        known, noted = _NOTHING, []
        if facts and (origin := plan.origin(entity.ref)) and _is_ours(type(entity)):
            known = facts.said(origin.file, entity.ref)
            noted = learned[origin.file, entity.ref] = []
        for rule, rest in (*each[type(entity)], *each[Entity]):
            if rule.code in known:
                found = [again for finding in known[rule.code] for again in stamp.again(finding, rule)]
            else:
                found = [one for verdict in rule.check(entity, *rest) or () for one in stamp.verdict(verdict, rule)]
            if found and rule.code in alone:
                noted += found
            yield from found
    if facts:
        crowded = stamp.crowded()
        facts.learn(alone, {where: found for where, found in learned.items() if where[0] not in crowded})
    yield from stamp.more()


def _is_ours(leaf: object) -> bool:
    """Whether a rule or a kind is the tool's own: only of those a cache notices each change."""
    return leaf.__module__.startswith("eop_tools.")


class _Stamp:
    """Turns what rules and readers say into findings: code, severity, file and lines."""

    def __init__(self, loaded: Loaded, severities: dict[str, Severity | None]) -> None:
        self._loaded = loaded
        self._severities = severities
        self._said: dict[tuple[str, str], int] = defaultdict(int)
        self._last: dict[tuple[str, str], Finding] = {}

    def fault(self, fault: Fault, rule: Rule) -> Finding:
        """Stamp a reading fault. Faults of reading cannot be switched off: what is not read is not checked."""
        severity = self._severities.get(rule.code) or rule.severity
        related = tuple(Related(file, span, note) for file, span, note in fault.related)
        return Finding(
            rule.code,
            rule.name,
            severity,
            fault.message,
            fault.file,
            fault.span or _START,
            fault.hint,
            related,
            fix=fault.fix,
        )

    def verdict(self, said: Verdict | tuple[Place | Entity, str], rule: Rule) -> Iterator[Finding]:
        """Stamp what a rule yielded; of one that repeats itself in a file without end, count the rest."""
        verdict = said if isinstance(said, Verdict) else Verdict(*said)
        place = verdict.place.at() if isinstance(verdict.place, Entity) else verdict.place
        origin = self._loaded.plan.origin(place.ref)
        key = (rule.code, origin.file if origin else "")
        if not self._has_room(key):
            return
        file, span = self._resolve(place)
        related = tuple(Related(*self._resolve(other), note) for other, note in verdict.related)
        severity = self._severities[rule.code] or rule.severity
        fix = self._fix(verdict.mend) if verdict.mend else None
        self._last[key] = Finding(
            rule.code, rule.name, severity, verdict.message, file, span, verdict.hint, related, "", place.ref, fix
        )
        yield self._last[key]

    def again(self, finding: Finding, rule: Rule) -> Iterator[Finding]:
        """Stamp what a rule yielded another time."""
        key = (rule.code, finding.file)
        if self._has_room(key):
            self._last[key] = replace(finding, severity=self._severities[rule.code] or rule.severity)
            yield self._last[key]

    def _has_room(self, key: tuple[str, str]) -> bool:
        self._said[key] += 1
        return self._said[key] <= MAX_FINDINGS

    def crowded(self) -> set[str]:
        """Return the files in which findings of some rule were only counted."""
        return {file for (_, file), number in self._said.items() if number > MAX_FINDINGS}

    def more(self) -> Iterator[Finding]:
        """Say of each rule what was only counted in a file: of the file, lest a line's waiver hide it."""
        for key, number in self._said.items():
            if number > MAX_FINDINGS:
                message = f"and {number - MAX_FINDINGS:,} more like this in this file"
                yield replace(self._last[key], message=message, span=_START, related=(), ref="")

    def _fix(self, mend: Mend) -> Fix | None:
        """Return a mend as edits of files; None where one of its changes cannot be made in place."""
        edits = [edit for change in mend.changes for edit in self._edits(change)]
        whole = tuple(edit for edit in edits if edit is not None)
        return Fix(mend.title, whole, mend.safe) if whole and len(whole) == len(edits) else None

    def _edits(self, change: Change | Order) -> list[Edit | None]:
        found = self._loaded.plan.place_of(change.place)
        if found is None:
            return [None]
        file, path = found
        document = self._loaded.documents[file]
        cuts: Sequence[Cut | None]
        if isinstance(change, Order):
            cuts = reordering(document, path, change.items) or [None]
        elif change.place.offset is not None:
            cuts = [_cut_inside(document, path, change.place.offset, change.length, change.text or "")]
        elif change.text is None:
            cuts = [removing(document, path, len(path) - len(change.place.path))]
        else:
            cuts = [replacing(document, path, change.text, key=change.place.key)]
        return [Edit(file, document.offset_span(cut[0], cut[1] - cut[0]), cut[2]) if cut else None for cut in cuts]

    def _resolve(self, place: Place) -> tuple[str, Span]:
        found = self._loaded.plan.place_of(place) or self._loaded.plan.place_of(Place(COVER))
        if found is None:
            return "plan.yaml", _START
        file, path = found
        document = self._loaded.documents[file]
        if place.offset is not None:
            return file, _inside(document, path, place.offset)
        if not place.path:
            whole = document.span(path, key=True)
            named = document.span((*path, "name"))
            return file, whole if path else named
        return file, document.span(path, key=place.key)


def _inside(document: Document, path: tuple[Step, ...], offset: int) -> Span:
    """Return where a character of a text stands in its file, whatever quotes, folds or indentation the text has there.

    YAML changes only the blanks of a text, and what is escaped in quotes, so the other characters are counted.
    """
    if path == ("body",) and document.body_at is not None:
        return document.offset_span(document.body_at + offset)
    typed, held = _ink(document, path)
    before = bisect_left(held, offset)
    return document.offset_span(typed[before]) if before < len(typed) else document.span(path)


def _cut_inside(document: Document, path: tuple[Step, ...], offset: int, length: int, text: str) -> Cut | None:
    """Return the change of some characters of a text; None where they are not written in the file as they are read."""
    first, last = (_inside(document, path, at) for at in (offset, offset + max(1, length) - 1))
    start, end = document.offset_of(first.line, first.column), document.offset_of(last.end_line, last.end_column)
    return (start, end, text) if document.text[start:end] == _held(document, path)[offset : offset + length] else None


def _held(document: Document, path: tuple[Step, ...]) -> str:
    held: Any = document.data
    for step in path:
        held = held[step]
    return str(held)


@lru_cache(maxsize=1)
def _ink(document: Document, path: tuple[Step, ...]) -> tuple[list[int], list[int]]:
    """Return where the characters that are no blanks stand: in the file, and in the text that was read from it."""
    span, whole = document.span(path), range(len(document.text))
    at, end = (
        bisect_left(whole, place, key=lambda here: _start(document.offset_span(here)))
        for place in ((span.line, span.column), (span.end_line, span.end_column))
    )
    if document.text[at : at + 1] in ("|", ">"):
        at = document.text.find("\n", at) + 1
    quote = document.text[at : at + 1]
    signs = _SIGNS.get(quote, _VISIBLE).finditer(document.text, at + (quote in _SIGNS), end)
    return [sign.start() for sign in signs if not _is_blank(sign[0])], [
        found.start() for found in _VISIBLE.finditer(_held(document, path))
    ]


def _is_blank(sign: str) -> bool:
    """Whether an escape in double quotes stands for a blank."""
    return len(sign) > 1 and (sign[1] in "ntrNLP_ \t\r\n" or (sign[1] in "xuU" and chr(int(sign[2:], 16)).isspace()))


def _start(span: Span) -> tuple[int, int]:
    return span.line, span.column
