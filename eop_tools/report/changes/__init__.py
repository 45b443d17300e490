"""Changes and what follows from them as text, Markdown or JSON: every form is a function of one outlook."""

from __future__ import annotations

import importlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from eop_tools.changes import PlanChange
from eop_tools.changes.consequences import Consequence, Outlook
from eop_tools.changes.name_resolver import NOT_SHOWN, few
from eop_tools.finding import Severity
from eop_tools.kind import KINDS
from eop_tools.report.findings import WORDS
from eop_tools.text.phrases import counted, first_up, humane, inside, listed

FOLLOWS = "What follows"
_WHOLE = {"entity-added": "new", "entity-removed": "gone"}


class Line(NamedTuple):
    """One thing to be told, how much it matters, and how many changes it stands for."""

    severity: Severity
    text: str
    stands_for: int = 1


class ChangeGroup(NamedTuple):
    """What is told under one heading, the worst first: what follows, of one entity, or of all that are new or gone."""

    title: str
    ref: str
    lines: tuple[Line, ...]
    owed: str = ""

    @property
    def rank(self) -> int:
        """How much the worst of it matters."""
        return max(line.severity.rank for line in self.lines)


def report(outlook: Outlook, form: str) -> str:
    """Return an outlook in a form (the name of a module here)."""
    rendered: str = importlib.import_module(f"eop_tools.report.changes.{form}").render(outlook)
    return rendered


def fails(outlook: Outlook, threshold: Severity) -> bool:
    """Whether any change or consequence stands at or above a severity."""
    return any(each.severity.rank >= threshold.rank for each in outlook.told)


def opening(outlook: Outlook, told: Sequence[ChangeGroup]) -> list[str]:
    """Return what stands above all that is told: the answer, what was not compared, and that something is not shown."""
    found = [summary(outlook)]
    names, sides = outlook.names, zip(("old", "new"), outlook.comparison.unread, strict=True)
    unread = [(side, few((ref if names.sees(ref) else names(ref) for ref in refs), 3)) for side, refs in sides if refs]
    if unread:
        parts = listed(f"in the {side} plan {refs}" for side, refs in unread)
        found.append(f"Not compared, because it cannot be read: {parts}. `eop check` says why.")
    texts = (text for group in told for text in (group.title, group.owed, *(line.text for line in group.lines)))
    if any(NOT_SHOWN in text for text in (*found, *texts)):
        said = f"What the {names.audience.value} edition leaves out is not shown"
        found.append(f"{said}; `eop diff --edition command` shows it.")
    return found


def summary(outlook: Outlook) -> str:
    """Return the answer in a sentence or two: how much changed, how much of it matters, what changed in form only."""
    changes, form = outlook.comparison.changes, len(outlook.comparison.form)
    files = counted(form, "file")
    if not changes:
        in_form = f" ({files} changed in form)" if form else ""
        if any(outlook.comparison.unread):
            return f"Nothing changed in what could be read{in_form}."
        return f"Nothing changed in meaning{in_form}." if form else "Nothing changed."
    things = counted(len({change.ref for change in changes}), "entity", "entities")
    parts = [f"{counted(len(changes), 'change')} in {things} ({_counts(changes)})"]
    if outlook.consequences:
        parts.append(f"{counted(len(outlook.consequences), 'consequence')} ({_counts(outlook.consequences)})")
    only = [f"{files} changed in form only"] if form else []
    if follow := len(outlook.comparison.following):
        only.append(f"{counted(follow, 'file')} only follow{'s' if follow == 1 else ''} from this")
    return f"{'; '.join(parts)}.{f' {first_up(listed(only))}.' if only else ''}"


def _counts(told: Sequence[PlanChange | Consequence]) -> str:
    found = Counter(each.severity for each in told)
    return listed(counted(found[severity], WORDS[severity]) for severity in Severity if found[severity])


def groups(outlook: Outlook) -> list[ChangeGroup]:
    """Return what follows, then the changes by entity, the worst first; what is new or gone is gathered by its kind."""
    names = outlook.names
    of: dict[str, list[PlanChange]] = defaultdict(list)
    for change in outlook.comparison.changes:
        of[change.ref].append(change)
    found = []
    whole: dict[str, list[str]] = defaultdict(list)
    for ref, changes in of.items():
        if len(changes) == 1 and changes[0].kind in _WHOLE and ";" not in changes[0].sentence:
            whole[changes[0].kind].append(ref)
            continue
        lines = _worst_first(changes)
        owed = outlook.owed(outlook.review_of(ref)[1]) if lines[0].severity is not Severity.info else ""
        sees = names.sees(ref)
        title = f"{_noun(ref)} {names(ref) if sees else NOT_SHOWN}"
        found.append(ChangeGroup(title, ref if sees else "", lines, owed))
    for kind, word in _WHOLE.items():
        severity = Severity.warning if word == "gone" else Severity.info
        if gathered := [Line(severity, *told) for told in _gathered(outlook, whole[kind], word)]:
            found.append(ChangeGroup(first_up(word), "", tuple(gathered)))
    found.sort(key=lambda group: -group.rank)
    return [ChangeGroup(FOLLOWS, "", _worst_first(outlook.consequences)), *found] if outlook.consequences else found


def _worst_first(told: Sequence[PlanChange | Consequence]) -> tuple[Line, ...]:
    return tuple(Line(each.severity, each.sentence) for each in sorted(told, key=lambda each: -each.severity.rank))


def _noun(ref: str) -> str:
    kind = KINDS.must(ref.partition(":")[0])
    return kind.title if kind.is_single else humane(kind.name)


def _gathered(outlook: Outlook, refs: list[str], word: str) -> Iterator[tuple[str, int]]:
    names = outlook.names
    kinds: dict[str, list[str]] = defaultdict(list)
    for ref in refs:
        kinds[ref.partition(":")[0]].append(ref)
    for kind, some in kinds.items():
        what = counted(len(some), kind, inside(humane(KINDS.must(kind).plural)))
        named = f": {few(map(names, some), 5)}" if any(map(names.sees, some)) else f" {NOT_SHOWN}"
        yield f"{what} {'is' if len(some) == 1 else 'are'} {word}{named}.", len(some)
