"""Changes and what follows from them as text, Markdown or JSON: every form is a function of one outlook."""

from __future__ import annotations

import importlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from eop_tools.changes import Change
from eop_tools.changes.wording import few
from eop_tools.consequences import Consequence, Outlook
from eop_tools.finding import Severity
from eop_tools.kind import the_kind
from eop_tools.words import counted, first_up, humane, inside, listed

WORDS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "remark"}
_WHOLE = {"entity-added": "new", "entity-removed": "gone"}


class Line(NamedTuple):
    """One thing to be told, how much it matters, and how many changes it stands for."""

    severity: Severity
    text: str
    stands_for: int = 1


class Group(NamedTuple):
    """What is told under one heading, the worst first: of one entity, or of all that are new or gone."""

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
    rendered: str = importlib.import_module(f"eop_tools.change_report.{form}").render(outlook)
    return rendered


def fails(outlook: Outlook, threshold: Severity) -> bool:
    """Whether any change or consequence stands at or above a severity."""
    return any(each.severity.rank >= threshold.rank for each in outlook.told)


def summary(outlook: Outlook) -> str:
    """Return the answer in a sentence or two: how much changed, how much of it matters, what changed in form only."""
    changes, form = outlook.comparison.changes, len(outlook.comparison.form)
    files = counted(form, "file")
    if not changes:
        return f"Nothing changed in meaning ({files} changed in form)." if form else "Nothing changed."
    things = counted(len({change.ref for change in changes}), "entity", "entities")
    parts = [f"{counted(len(changes), 'change')} in {things} ({counts(changes)})"]
    if outlook.consequences:
        parts.append(f"{counted(len(outlook.consequences), 'consequence')} ({counts(outlook.consequences)})")
    only = [f"{files} changed in form only"] if form else []
    if follow := len(outlook.comparison.following):
        only.append(f"{counted(follow, 'file')} only follow{'s' if follow == 1 else ''} from this")
    return f"{'; '.join(parts)}.{f' {first_up(listed(only))}.' if only else ''}"


def counts(told: Sequence[Change | Consequence]) -> str:
    """Return how many of each severity there are, in words."""
    found = Counter(each.severity for each in told)
    return listed(counted(found[severity], WORDS[severity]) for severity in Severity if found[severity])


def unread(outlook: Outlook) -> str:
    """Return what could not be read and so was not compared, in a sentence; empty where there is nothing."""
    sides = zip(("old", "new"), outlook.comparison.unread, strict=True)
    parts = [f"in the {side} plan {few(refs, 3)}" for side, refs in sides if refs]
    return f"Not compared, because it cannot be read: {listed(parts)}. `eop check` says why." if parts else ""


def groups(outlook: Outlook) -> list[Group]:
    """Return the changes by entity, the worst first; entities that are new or gone are gathered by their kind."""
    of: dict[str, list[Change]] = defaultdict(list)
    for change in outlook.comparison.changes:
        of[change.ref].append(change)
    found = []
    whole: dict[str, list[str]] = defaultdict(list)
    for ref, changes in of.items():
        if len(changes) == 1 and changes[0].kind in _WHOLE and ";" not in changes[0].sentence:
            whole[changes[0].kind].append(ref)
            continue
        lines = sorted(
            (Line(change.severity, change.sentence) for change in changes), key=lambda line: -line.severity.rank
        )
        owed = outlook.owed(outlook.review_of(ref)[1]) if lines[0].severity is not Severity.info else ""
        found.append(Group(f"{_noun(ref)} {outlook.comparison.label(ref)}", ref, tuple(lines), owed))
    for kind, word in _WHOLE.items():
        severity = Severity.warning if word == "gone" else Severity.info
        if lines := [Line(severity, *told) for told in _gathered(outlook, whole[kind], word)]:
            found.append(Group(first_up(word), "", tuple(lines)))
    return sorted(found, key=lambda group: -group.rank)


def _noun(ref: str) -> str:
    kind = the_kind(ref.partition(":")[0])
    return kind.title if kind.is_single else humane(kind.name)


def _gathered(outlook: Outlook, refs: list[str], word: str) -> Iterator[tuple[str, int]]:
    kinds: dict[str, list[str]] = defaultdict(list)
    for ref in refs:
        kinds[ref.partition(":")[0]].append(outlook.comparison.label(ref))
    for kind, names in kinds.items():
        what = counted(len(names), kind, inside(humane(the_kind(kind).plural)))
        yield f"{what} {'is' if len(names) == 1 else 'are'} {word}: {few(names, 5)}.", len(names)
