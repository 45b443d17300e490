"""The engine selects the rules, runs them, waives, and stamps what they yield into findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate
from typing import Any

from eop_tools.finding import BEGINNING, Edit, Fault, FaultName, Finding, Fix, Judgement, Place, Related, Severity, Span
from eop_tools.kind import Entity
from eop_tools.lint.file_cache import KnownFiles
from eop_tools.lint.waivers import Waivers, said_on_cover
from eop_tools.plan import COVER, Plan
from eop_tools.plan.graph import Graph
from eop_tools.plan.loader import MAX_FAULTS, Loaded
from eop_tools.rule import RULES, Correction, Mend, Order, Rule, Selection, Verdict, Verdicts, rule_of
from eop_tools.source.edits import Splice, removing, reordering, replacing
from eop_tools.source.offsets import Letters
from eop_tools.text.suggest import did_you_mean

MAX_FINDINGS = 500
"""Of one rule in one file. More have one cause; the last finding says how many there are."""
_MANY_EDITS = 100
"""A fix of more edits that answers several findings is told with the first of them only."""
_NOTHING: Mapping[str, Sequence[Finding]] = {}


def judge(
    loaded: Loaded, graph: Graph, today: date, selection: Selection | None = None, facts: KnownFiles | None = None
) -> Judgement:
    """Run the rules over a plan as it was read, and return every finding; what `facts` know is not sought anew."""
    selection = selection or Selection()
    rules = selection.rules()
    severities = _severities(said_on_cover(loaded).severity, rules)
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
        for fault, fix in waivers.complaints(today, [finding for finding in judged if not finding.waived]):
            rule = rule_of(fault.name)
            if severities[rule.code] and (finding := stamp.counted(fault, fix, rule)):
                judged.append(finding)
        judged += stamp.more()
    judged.sort(key=lambda finding: finding.order)
    return Judgement(tuple(judged), today, len(loaded.plan), len(loaded.documents))


def _severities(said: Mapping[str, str], rules: Iterable[Rule]) -> dict[str, Severity | None]:
    """Return each rule's severity, as the cover says where it says anything; None is off. The longest code wins."""
    rules = list(rules)
    words = {word for rule in rules for word in (rule.name, *accumulate(rule.code))}
    said = {selector: word for selector, word in said.items() if selector in words}
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
        unknown, known = [selector for selector in cover.severity if selector not in meant], sorted(meant)
        for selector in unknown[:MAX_FAULTS]:
            span = loaded.documents[origin.file].span(("severity", selector), key=True)
            hint = did_you_mean(selector[:64], known) or "`eop explain` lists the rules"
            message = f"“{selector[:64]}” is no rule, so it has no severity"
            yield Fault(FaultName.wrong_value, message, origin.file, span, hint)


def _faults(faults: Iterable[Fault], stamp: _Stamp, rules: list[Rule]) -> Iterator[Finding]:
    chosen = {rule.code for rule in rules}
    for fault in faults:
        rule = rule_of(fault.name)
        if rule.code in chosen:
            yield stamp.fault(fault, rule)


_Given = tuple[Rule, list[Any]]
"""A rule of single entities, with what it is given besides the entity."""


def _verdicts(
    plan: Plan, graph: Graph, today: date, rules: list[Rule], stamp: _Stamp, facts: KnownFiles | None
) -> Iterator[Finding]:
    given: dict[type, Any] = {Plan: plan, Graph: graph, date: today}
    each: dict[type, list[_Given]] = defaultdict(list)
    for rule in rules:
        if rule.tells:
            continue
        if rule.subject in given:
            yield from stamp.verdicts(rule.check(*(given[wanted] for wanted in rule.parameters)), rule)
        else:
            each[rule.subject].append((rule, [given[wanted] for wanted in rule.parameters[1:]]))
    yield from _of_entities(plan, each, stamp, facts)
    yield from stamp.more()


def _of_entities(
    plan: Plan, each: Mapping[type, list[_Given]], stamp: _Stamp, facts: KnownFiles | None
) -> Iterator[Finding]:
    """Judge every entity by the rules of its kind and of all kinds; what the facts know is not sought anew."""
    kinds = {type(entity) for entity in plan}
    judging = {kind: [*each.get(kind, ()), *each.get(Entity, ())] for kind in kinds}
    alone = {rule.code for some in each.values() for rule, rest in some if not rest and _is_ours(rule.check)}
    learned: dict[tuple[str, str], list[Finding]] = {}
    for entity in plan:
        known, noted = _NOTHING, []
        if facts and (origin := plan.origin(entity.ref)) and _is_ours(type(entity)):
            known = facts.said(origin.file, entity.ref)
            noted = learned[origin.file, entity.ref] = []
        for rule, rest in judging[type(entity)]:
            if rule.code in known:
                found = stamp.again(known[rule.code], rule)
            else:
                found = stamp.verdicts(rule.check(entity, *rest), rule)
            if found and rule.code in alone:
                noted += found
            yield from found
    if facts:
        crowded = stamp.crowded()
        facts.learn(alone, {where: found for where, found in learned.items() if where[0] not in crowded})


def _place(said: Place | Entity) -> Place:
    return said if isinstance(said, Place) else said.at()


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
        self._letters = Letters()
        self._mended: tuple[Mend, Fix | None] | None = None

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
            fault.span or BEGINNING,
            fault.hint,
            related,
            fix=fault.fix,
        )

    def counted(self, fault: Fault, fix: Callable[[], Fix | None], rule: Rule) -> Finding | None:
        """Stamp one of many faults of a file, with its fix; of faults without end count the rest."""
        key = (rule.code, fault.file)
        if not self._has_room(key):
            return None
        self._last[key] = self.fault(replace(fault, fix=fix()), rule)
        return self._last[key]

    def verdicts(self, said: Verdicts | None, rule: Rule) -> list[Finding]:
        """Stamp all that a rule yielded; of one that repeats itself in a file without end, count the rest."""
        return [finding for each in said or () if (finding := self._verdict(each, rule))]

    def _verdict(self, said: Verdict | tuple[Place | Entity, str], rule: Rule) -> Finding | None:
        origin = self._loaded.plan.origin(said[0].ref)
        key = (rule.code, origin.file if origin else "")
        if not self._has_room(key):
            return None
        verdict = said if isinstance(said, Verdict) else Verdict(*said)
        place, *others = map(_place, (verdict.place, *(other for other, _ in verdict.related), *verdict.rests_on))
        file, span = self._resolve(place)
        related = tuple(Related(*self._resolve(other), note) for other, note in verdict.related)
        severity = self._severities[rule.code] or rule.severity
        fix = self._fix(verdict.mend) if verdict.mend else None
        self._last[key] = Finding(
            rule.code, rule.name, severity, verdict.message, file, span, verdict.hint, related, "", place.ref, fix,
            (place, *others),
        )  # fmt: skip
        return self._last[key]

    def again(self, findings: Iterable[Finding], rule: Rule) -> list[Finding]:
        """Stamp what a rule yielded another time."""
        return [again for finding in findings if (again := self._again(finding, rule))]

    def _again(self, finding: Finding, rule: Rule) -> Finding | None:
        key = (rule.code, finding.file)
        if not self._has_room(key):
            return None
        self._last[key] = replace(finding, severity=self._severities[rule.code] or rule.severity)
        return self._last[key]

    def _has_room(self, key: tuple[str, str]) -> bool:
        self._said[key] += 1
        return self._said[key] <= MAX_FINDINGS

    def crowded(self) -> set[str]:
        """Return the files in which findings of some rule were only counted."""
        return {file for (_, file), number in self._said.items() if number > MAX_FINDINGS}

    def more(self) -> Iterator[Finding]:
        """Say of each rule, once, what was only counted in a file: of the file, lest a line's waiver hide it."""
        for key in [key for key, number in self._said.items() if number > MAX_FINDINGS]:
            message = f"and {self._said.pop(key) - MAX_FINDINGS:,} more like this in this file"
            yield replace(self._last[key], message=message, span=BEGINNING, related=(), ref="", fix=None, rests_on=())

    def _fix(self, mend: Mend) -> Fix | None:
        """Return a mend as edits of files; None where one of its changes cannot be made in place."""
        if self._mended and self._mended[0] is mend:
            fix = self._mended[1]
            return fix if fix and len(fix.edits) <= _MANY_EDITS else None
        edits = [edit for change in mend.changes for edit in self._edits(change)]
        whole = tuple(edit for edit in edits if edit is not None)
        fix = Fix(mend.title, whole, mend.safe) if whole and len(whole) == len(edits) else None
        self._mended = mend, fix
        return fix

    def _edits(self, change: Correction | Order) -> list[Edit | None]:
        found = self._loaded.plan.place_of(change.place)
        if found is None:
            return [None]
        file, path = found
        document = self._loaded.documents[file]
        cuts: Sequence[Splice | None]
        if isinstance(change, Order):
            cuts = reordering(document, path, change.items) or [None]
        elif change.place.offset is not None:
            cuts = [self._letters.cut(document, path, change.place.offset, change.length, change.text or "")]
        elif change.text is None:
            cuts = [removing(document, path, len(path) - len(change.place.path))]
        else:
            cuts = [replacing(document, path, change.text, key=change.place.key)]
        return [Edit(file, document.offset_span(cut[0], cut[1] - cut[0]), cut[2]) if cut else None for cut in cuts]

    def _resolve(self, place: Place) -> tuple[str, Span]:
        found = self._loaded.plan.place_of(place) or self._loaded.plan.place_of(Place(COVER))
        if found is None:
            return "plan.yaml", BEGINNING
        file, path = found
        document = self._loaded.documents[file]
        if place.offset is not None:
            return file, self._letters.span(document, path, place.offset)
        if not place.path:
            whole = document.span(path, key=True)
            named = document.span((*path, "name"))
            return file, whole if path else named
        return file, document.sight(path, key=place.key)
