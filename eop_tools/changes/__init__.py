"""Two plans become the changes between them, as values: what is new, gone or renamed, and each field by its meaning.

`compared` restates the old plan in the new names first, so that what merely follows a rename is no change. To teach it
another kind of change is to write one function in `meanings`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from eop_tools.changes import meanings
from eop_tools.changes.differences import Names, differences
from eop_tools.changes.matching import renames, restated
from eop_tools.changes.telling import Change, told
from eop_tools.changes.wording import few
from eop_tools.finding import Severity
from eop_tools.loader import Loaded
from eop_tools.plan import COVER, Plan
from eop_tools.words import short

__all__ = ["Change", "Comparison", "compared", "meanings"]


@dataclass(frozen=True)
class Comparison:
    """The changes between two plans, in the order of kinds and ids; `old` is restated in the new names.

    `form` are files that changed without changing what they mean, `following` those that only follow a new name or drop
    the name of what is gone; `unread` what could not be read on either side
    (references, or `kind:*`) and so was not compared.
    """

    old: Plan
    new: Plan
    renamed: Mapping[str, str]
    changes: tuple[Change, ...]
    form: tuple[str, ...]
    following: tuple[str, ...]
    unread: tuple[tuple[str, ...], tuple[str, ...]]
    today: date

    def label(self, ref: str) -> str:
        """Return the name people use for a reference, the new one where there are two."""
        return (self.new if ref in self.new else self.old).label(ref)


def compared(old: Loaded, new: Loaded, today: date) -> Comparison:
    """Compare two plans as they were read; `today` decides whether an agreement has ended."""
    renamed = renames(old.plan, new.plan)
    before = restated(old.plan, renamed)
    was = {new_ref: old_ref for old_ref, new_ref in renamed.items()}
    names = Names(before, new.plan, today)
    changed_files = _changed_files(old, new)
    changes = [*_changes(before, new.plan, was, old.plan, names), *_silences(old, new, changed_files)]
    order = {entity.ref: index for index, entity in enumerate((*new.plan, *before))}
    changes.sort(key=lambda change: order.get(change.ref, -1))
    changed = {change.ref for change in changes}
    follow = {ref for refs in names.dropped.values() for ref in refs}
    follow |= {entity.ref for entity in before if entity is not old.plan.get(was.get(entity.ref, entity.ref))}

    def files(refs: set[str]) -> set[str]:
        origins = ((new.plan.origin(ref), old.plan.origin(was.get(ref, ref))) for ref in refs)
        return {origin.file for both in origins for origin in both if origin}

    meant, followed = files(changed), files(follow)
    rest = [file for file in changed_files if file not in meant and not _faulty(file, old, new)]
    return Comparison(
        before,
        new.plan,
        was,
        tuple(changes),
        tuple(file for file in rest if file not in followed),
        tuple(file for file in rest if file in followed),
        (tuple(sorted(old.plan.broken)), tuple(sorted(new.plan.broken))),
        today,
    )


def _changes(old: Plan, new: Plan, was: Mapping[str, str], original: Plan, names: Names) -> Iterator[Change]:
    for ref in dict.fromkeys((*new.refs(), *old.refs())):
        before, after = old.get(ref), new.get(ref)
        if before is None:
            if not old.knows(ref):
                yield Change("entity-added", Severity.info, ref, (), None, ref, f"This {ref.partition(':')[0]} is new.")
        elif after is not None:
            if ref in was:
                once = f"it was {short(original.label(was[ref]))} ({was[ref]})"
                said = f"It is called {short(after.name)} ({ref}) now; {once}."
                yield Change("entity-renamed", Severity.info, ref, (), was[ref], ref, said)
            if before != after:
                for difference in differences(before, after, names):
                    if difference.path != ("name",) or ref not in was:
                        yield from told(difference)
    for ref in old.refs():
        if not new.knows(ref):
            named = [new.label(other) for other in sorted(names.dropped.get(ref, ()))]
            rest = f"; {few(named, 3)} no longer {'names' if len(named) == 1 else 'name'} it" if named else ""
            said = f"This {ref.partition(':')[0]} is gone{rest}."
            yield Change("entity-removed", Severity.warning, ref, (), ref, None, said)


def _changed_files(old: Loaded, new: Loaded) -> list[str]:
    return [
        file
        for file in dict.fromkeys((*old.documents, *new.documents))
        if file not in old.documents
        or file not in new.documents
        or old.documents[file].text != new.documents[file].text
    ]


def _faulty(file: str, old: Loaded, new: Loaded) -> bool:
    return any(file in side.documents and side.documents[file].data is None for side in (old, new))


def _silences(old: Loaded, new: Loaded, files: list[str]) -> Iterator[Change]:
    """Yield the waivers that stand in comments of the new files and stood nowhere in the old ones."""
    held = {text for file in files for _, text in _marks(old, file)}
    for file in files:
        for line, text in _marks(new, file):
            if text not in held:
                said = f"A finding is accepted on a line: “{text.removeprefix('eop:').strip()}”."
                yield Change("waiver-added", Severity.warning, _entity_at(new, file, line), (), None, text, said)


def _marks(loaded: Loaded, file: str) -> list[tuple[int, str]]:
    document = loaded.documents.get(file)
    if document is None or "eop:" not in document.text:
        return []
    return [(comment.line, comment.text) for comment in document.comments() if comment.text.startswith("eop:")]


def _entity_at(loaded: Loaded, file: str, line: int) -> str:
    """Return the entity that stands on a line of a file, or begins next before it."""
    document, found, best = loaded.documents[file], COVER, 0
    for ref in loaded.plan.refs():
        origin = loaded.plan.origin(ref)
        if origin and origin.file == file:
            begins = document.span(origin.base, key=True).line if origin.base else 1
            if best <= begins <= line or not best:
                found, best = ref, begins
    return found
