"""Two plans become the changes between them, as values: what is new, gone or renamed, and each field by its meaning.

`compared` restates the old plan in the new names first, so that what merely follows a rename is no change. To teach it
another kind of change is to write one function in `meanings`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from eop_tools.changes import meanings
from eop_tools.changes.differences import differences
from eop_tools.changes.matching import renames, restated, retold
from eop_tools.changes.name_resolver import NOT_SHOWN, NameResolver
from eop_tools.changes.sentences import PlanChange, told
from eop_tools.finding import Severity
from eop_tools.kind import Entity
from eop_tools.plan import COVER, Plan
from eop_tools.plan.loader import Loaded
from eop_tools.text.phrases import short
from eop_tools.values import Audience

__all__ = ["Comparison", "PlanChange", "compared", "meanings"]


@dataclass(frozen=True)
class Comparison:
    """The changes between two plans, in the order of kinds and ids; `names` holds both, and knows what may be told.

    `renamed` gives old references by new ones. `form` are files in which nothing changed that means anything,
    `following` those that only follow a new name or drop the name of what is gone; `unread` what could not be read on
    either side (references, or `kind:*`) and so was not compared.
    """

    names: NameResolver
    renamed: Mapping[str, str]
    changes: tuple[PlanChange, ...]
    form: tuple[str, ...]
    following: tuple[str, ...]
    unread: tuple[tuple[str, ...], tuple[str, ...]]


def compared(old: Loaded, new: Loaded, today: date, audience: Audience) -> Comparison:
    """Compare two plans as they were read, and tell it to an audience.

    `today` decides whether an agreement has ended.
    """
    renamed = renames(old.plan, new.plan)
    before = restated(old.plan, renamed)
    was = {new_ref: old_ref for old_ref, new_ref in renamed.items()}
    names = NameResolver(before, new.plan, today, audience, renamed)
    changed_files = _changed_files(old, new)
    changes = [*_changes(names, was, old.plan), *_silences(old, new, changed_files, names)]
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
        names,
        was,
        tuple(changes),
        tuple(file for file in rest if file not in followed),
        tuple(file for file in rest if file in followed),
        (tuple(sorted(old.plan.broken)), tuple(sorted(new.plan.broken))),
    )


def _changes(names: NameResolver, was: Mapping[str, str], original: Plan) -> Iterator[PlanChange]:
    old, new = names.old, restated(names.new, names.renamed)  # a reference left behind by a rename is no new one
    for ref in dict.fromkeys((*new.refs(), *old.refs())):
        before, after = old.get(ref), new.get(ref)
        if before is None:
            if not old.knows(ref):
                said = f"This {ref.partition(':')[0]} is new."
                yield PlanChange("entity-added", Severity.info, ref, (), None, names.ref(ref), said)
        elif after is not None:
            if ref in was:
                yield _renamed(ref, was[ref], original, names)
            if before is not after and before != after:
                yield from _between(before, after, names, named=ref not in was)
    for ref in old.refs():
        if not new.knows(ref):
            naming = sorted(names.dropped.get(ref, ()))
            verb = "names" if len(naming) == 1 else "name"
            rest = f"; {names.few(naming)} no longer {verb} it" if naming else ""
            said = f"This {ref.partition(':')[0]} is gone{rest}."
            yield PlanChange("entity-removed", Severity.warning, ref, (), names.ref(ref), None, said)


def _renamed(ref: str, once: str, original: Plan, names: NameResolver) -> PlanChange:
    now, before = (names.words(plan.label(name)) for plan, name in ((names.new, ref), (original, once)))
    if not names.sees(ref):
        once, said = names.ref(ref), f"Its name or its id changed {NOT_SHOWN}."
    elif now == before:
        said = f"Its id is {ref.partition(':')[2]} now; it was {once.partition(':')[2]}."
    else:
        said = f"It is called {short(now)} ({ref}) now; it was {short(before)} ({once})."
    return PlanChange("entity-renamed", Severity.info, ref, (), once, names.ref(ref), said)


def _between(before: Entity, after: Entity, names: NameResolver, *, named: bool) -> Iterator[PlanChange]:
    """Yield the changes between two versions of an entity; `named` is whether its name is told of here."""
    old, new = (retold(entity, lambda text, _: names.words(text)) for entity in (before, after))
    if old == new:
        said = f"Text changed: another mention {NOT_SHOWN}."
        yield PlanChange("text-changed", Severity.info, after.ref, (), None, None, said)
    for difference in differences(old, new, names):
        if named or difference.path != ("name",):
            yield from told(difference)


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


def _silences(old: Loaded, new: Loaded, files: list[str], names: NameResolver) -> Iterator[PlanChange]:
    """Yield the waivers that stand in comments of the new files and stood nowhere in the old ones.

    Comments are in no edition, so what one says is for those in command.
    """
    held = {text for file in files for _, text in _marks(old, file)}
    for file in files:
        for line, text in _marks(new, file):
            if text not in held:
                shown = names.audience is Audience.command
                said = f": “{text.removeprefix('eop:').strip()}”" if shown else f" {NOT_SHOWN}"
                yield PlanChange("waiver-added", Severity.warning, _entity_at(new, file, line), (), None,
                             text if shown else None, f"A finding is accepted on a line{said}.")  # fmt: skip


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
