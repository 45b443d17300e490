"""A folder of YAML becomes a Plan; a bad file becomes faults, and the walk goes on."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from eop_tools.errors import EopError
from eop_tools.finding import Fault, FaultName, FieldPath, refuse_newer
from eop_tools.io.gc_pause import no_garbage_collection
from eop_tools.kind import KINDS, PLAN_LANGUAGE, Entity, Kind, fields_by_name
from eop_tools.plan import Origin, Plan
from eop_tools.plan.location import Entry, OnDisk, PlanFolder
from eop_tools.plan.validation import faults_of
from eop_tools.source import SourceDocument
from eop_tools.source.edits import fix_of, removing
from eop_tools.text.phrases import article
from eop_tools.text.suggest import did_you_mean, meant
from eop_tools.values import ID_PATTERN

MAX_FAULTS = 50
_ID = re.compile(ID_PATTERN)
_IGNORED = ("README.md",)
_TEXTS = (".yaml", ".yml", ".md", ".json", ".txt")
"""Endings of files that somebody may have written for a plan."""


@dataclass(frozen=True)
class Loaded:
    """A plan as read, with its documents (by file) and everything that could not be read."""

    folder: Path
    plan: Plan
    documents: Mapping[str, SourceDocument]
    faults: tuple[Fault, ...]


def load(where: Path | PlanFolder, reader: Callable[[str], SourceDocument] | None = None) -> Loaded:
    """Read every file of a plan folder. Raises EopError where there is no such folder; never for its content.

    Of a plan in a newer language than ours nothing is told but that: what it says may mean something else there.
    `reader` gives the document of a file (its path in the plan); without one the file is read where the plan lies.
    """
    place = OnDisk(where) if isinstance(where, Path) else where
    walk = _Walk(place, reader or place.read)
    try:
        entries = place.entries()
    except OSError as error:
        raise EopError(
            f"the folder “{place.folder}” cannot be read: {error.strerror}", "ask for the right to read it"
        ) from None
    with no_garbage_collection():
        walk.through(entries)
    if newer := _newer_language(walk.documents.get("plan.yaml")):
        return Loaded(place.folder, Plan({}, {}, frozenset(f"{kind.name}:*" for kind in KINDS)), {}, (newer,))
    plan = Plan(walk.entities, walk.origins, frozenset(walk.broken))
    return Loaded(place.folder, plan, walk.documents, tuple(walk.faults))


def understood(loaded: Loaded) -> Loaded:
    """Return a plan as it was read. Raises EopError where its language is newer than ours, so that nothing is in it."""
    refuse_newer(loaded.faults)
    return loaded


def _newer_language(cover: SourceDocument | None) -> Fault | None:
    """Return what is to be said where the cover states a newer plan language than ours."""
    said = cover.data.get("plan_language") if cover and isinstance(cover.data, dict) else None
    if cover is None or not re.fullmatch(r"\d{1,9}", str(said)) or int(str(said)) <= PLAN_LANGUAGE:
        return None
    return Fault(
        FaultName.newer_language,
        f"the plan is written in version {said} of the plan language, and this eop knows none above {PLAN_LANGUAGE}: "
        "nothing of it was read",
        cover.file,
        cover.span(("plan_language",)),
        "update eop-tools (pip install --upgrade eop-tools), and ask again",
    )


class _Walk:
    def __init__(self, place: PlanFolder, read: Callable[[str], SourceDocument]) -> None:
        self.place = place
        self.read = read
        self.entities: dict[str, Entity] = {}
        self.origins: dict[str, Origin] = {}
        self.documents: dict[str, SourceDocument] = {}
        self.faults: list[Fault] = []
        self.broken: set[str] = set()
        self._plurals = {kind.plural: kind for kind in KINDS}

    def through(self, entries: Sequence[Entry]) -> None:
        names = {entry.name for entry in entries}
        for entry in entries:
            stem, suffix = os.path.splitext(entry.name)
            if entry.name.startswith(".") or entry.name in _IGNORED:
                continue
            if entry.is_folder:
                self._folder(entry.name)
            elif suffix == ".yaml" and stem in self._plurals:
                self._whole_file(entry.name, self._plurals[stem])
            else:
                self._stray_file(entry.name, names)
        if "plan:plan" not in self.entities and "plan:plan" not in self.broken:
            self.faults.append(
                Fault(
                    FaultName.missing_cover,
                    "the plan has no cover",
                    "plan.yaml",
                    None,
                    "write plan.yaml with the name, the jurisdiction, the promulgation and the review clocks",
                )
            )

    def _stray_file(self, file: str, names: Collection[str]) -> None:
        """Say what to do with a file beside the folders of the kinds, among these names."""
        stem, suffix = os.path.splitext(file)
        data = self.read(file).data if suffix.lower() in _TEXTS else None
        fitting = _fitting(data, prose=suffix == ".md") if isinstance(data, dict) else None
        kind = fitting if fitting and fitting.is_single else self._plurals.get(stem)
        kind = kind or (None if fitting else self._near(stem))
        if kind and suffix.lower() in _TEXTS:
            self.broken.add(f"{kind.name}:{kind.name if kind.is_single else '*'}")
            self._misplaced(file, _renaming(f"{kind.plural}.yaml", names))
        elif isinstance(data, dict):
            for meant in (fitting,) if fitting else KINDS:
                self._meant(meant, stem)
            self._misplaced(file, f"move it to {fitting.plural}/" if fitting else "move it to the folder of its kind")
        else:
            self._misplaced(file, "move it out of the plan’s folder")

    def _stray_folder(self, name: str) -> None:
        kind = self._near(name)
        if kind:
            self.broken.add(f"{kind.name}:*")
        kinds = ", ".join(sorted(kind.plural for kind in KINDS if not kind.is_single))
        hint = f"rename it to {kind.plural}/" if kind else f"move it elsewhere; the folders of a plan are {kinds}"
        self._misplaced(f"{name}/", hint)

    def _stray_child(self, kind: Kind, file: str, names: Collection[str], *, is_folder: bool) -> None:
        """Say what to do with what stands in the folder of a kind, among these names, and is no file of it."""
        wanted = ".md" if kind.prose else ".yaml"
        stem, suffix = os.path.splitext(os.path.basename(file))
        hint = "move it out of the plan’s folder"
        if is_folder:
            with suppress(OSError):
                for below in self.place.entries(file):
                    self._meant(kind, os.path.splitext(below.name)[0])
            hint = f"move its files up into {kind.plural}/"
        elif suffix.lower() in _TEXTS:
            self._meant(kind, stem)
            hint = _renaming(f"{stem}{wanted}", names)
        self._misplaced(file, hint, f": each file here is one {kind.name}, named <id>{wanted}")

    def _misplaced(self, file: str, hint: str, why: str = "") -> None:
        self.faults.append(
            Fault(FaultName.misplaced_file, f"“{file}” is not read as part of the plan{why}", file, None, hint)
        )

    def _near(self, name: str) -> Kind | None:
        """Return the kind whose folder somebody may have meant by a name."""
        names = {kind.name: kind for kind in KINDS} | self._plurals
        near = meant(did_you_mean(name.lower(), tuple(names)))
        return names[near] if near[:1] == name[:1].lower() and abs(len(near) - len(name)) < 3 else None

    def _meant(self, kind: Kind, stem: str) -> None:
        """Note that a file may be meant for an entity, so that what points at it is not called dangling on top."""
        if near := _as_id(stem):
            self.broken.add(f"{kind.name}:{near}")

    def _folder(self, name: str) -> None:
        kind = self._plurals.get(name)
        if kind is None or kind.is_single:
            self._stray_folder(name)
            return
        if self.place.leaves(name):
            self.documents[name] = document = self.read(name)
            self.faults.extend(document.faults)
            self.broken.add(f"{kind.name}:*")
            return
        wanted = ".md" if kind.prose else ".yaml"
        try:
            children = self.place.entries(name)
        except OSError as error:
            self.broken.add(f"{kind.name}:*")
            reason = f"the folder cannot be opened: {error.strerror}"
            self.faults.append(Fault(FaultName.unreadable_file, reason, name, None, "check that you may read it"))
            return
        names = {child.name for child in children}
        for child in children:
            stem, suffix = os.path.splitext(child.name)
            file = f"{name}/{child.name}"
            if child.name.startswith(".") or child.name in _IGNORED:
                continue
            if suffix != wanted or child.is_folder:
                self._stray_child(kind, file, names, is_folder=child.is_folder)
            else:
                self._one_file(file, stem, kind)

    def _document(self, file: str) -> SourceDocument:
        document = self.read(file)
        self.documents[file] = document
        self.faults.extend(_capped(document.faults))
        return document

    def _one_file(self, file: str, id: str, kind: Kind) -> None:
        document = self._document(file)
        if not isinstance(document.data, dict):
            self.broken.add(f"{kind.name}:{id}")
        else:
            self._entity(kind, id, document.data, document, ())

    def _whole_file(self, file: str, kind: Kind) -> None:
        document = self._document(file)
        if kind.is_single:
            if not isinstance(document.data, dict):
                self.broken.add(f"{kind.name}:{kind.name}")
            else:
                self._entity(kind, kind.name, document.data, document, ())
        elif isinstance(document.data, dict):
            room = MAX_FAULTS
            for id, data in document.data.items():
                before = len(self.faults)
                self._entity(kind, id, data, document, (id,))
                room -= len(self.faults) - before
                if room <= 0:
                    self.broken.add(f"{kind.name}:*")
                    break
        else:
            self.broken.add(f"{kind.name}:*")

    def _entity(self, kind: Kind, id: str, data: object, document: SourceDocument, base: FieldPath) -> None:
        ref = f"{kind.name}:{id}"
        if not _ID.fullmatch(id):
            self.broken.add(ref)
            self._meant(kind, id)
            self.faults.append(_bad_id(id, document, base))
            return
        if ref in self.origins:
            self.faults.append(self._defined_twice(ref, document, base))
            return
        self.origins[ref] = Origin(document.file, base)
        if not isinstance(data, dict):
            self.broken.add(ref)
            place, hint = document.span(base, key=bool(base)), "write its fields below it, one “name: value” a line"
            self.faults.append(Fault(FaultName.not_a_mapping, f"{ref} holds no fields", document.file, place, hint))
            return
        if "id" in data:
            self.faults.append(_id_inside(ref, data["id"] == id, document, base))
        try:
            self.entities[ref] = kind.model.model_validate({**data, "id": id})
        except ValidationError as error:
            self.broken.add(ref)
            faults = _capped(faults_of(error, kind, data, document, base))
            other = _fitting(data, prose=kind.prose) if len(faults) > 1 and not base else None
            if other and other is not kind:
                self._meant(other, id)
                message = f"this is written like {article(other.name)}, and stands among the {kind.plural}"
                hint = f"move the file to {other.plural}/"
                faults = [Fault(FaultName.misplaced_file, message, document.file, document.span((), key=True), hint)]
            self.faults.extend(faults)

    def _defined_twice(self, ref: str, document: SourceDocument, base: FieldPath) -> Fault:
        first = self.origins[ref]
        there = self.documents[first.file].span(first.base, key=True)
        return Fault(
            FaultName.defined_twice,
            f"{ref} is defined twice",
            document.file,
            document.span(base, key=True),
            "keep one of the two",
            ((first.file, there, "the other definition"),),
        )


def _bad_id(id: str, document: SourceDocument, base: FieldPath) -> Fault:
    message = f"“{id[:80]}” cannot be an id: use small letters, digits and single hyphens"
    near = _as_id(id)
    hint = f"for example “{near[:80]}”" if near else ""
    return Fault(FaultName.bad_id, message, document.file, document.span(base, key=True), hint)


def _id_inside(ref: str, is_same: bool, document: SourceDocument, base: FieldPath) -> Fault:
    fix = fix_of("delete the line", document, [removing(document, (*base, "id"), len(base))], safe=is_same)
    hint = "delete the line: the file's name is the id"
    place = document.span((*base, "id"), key=True)
    return Fault(FaultName.unknown_field, f"“id” is not written inside {ref}", document.file, place, hint, fix=fix)


def _renaming(name: str, taken: Collection[str]) -> str:
    """Return the hint that a file should have another name, or that something has that name already."""
    return f"{name} stands beside it; keep one of the two" if name in taken else f"rename it to {name}"


def _as_id(name: str) -> str:
    """Return a name as the id that somebody may have meant by it."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _fitting(data: Mapping[str, object], *, prose: bool) -> Kind | None:
    """Return the one kind that takes each field of the data and lacks none; None where there is none, or several."""
    fitting = []
    for kind in KINDS:
        fields = fields_by_name(kind.model)
        needed = {name for name, field in fields.items() if field.required} - {"id"}
        if kind.prose is prose and needed <= data.keys() <= fields.keys():
            fitting.append(kind)
    return fitting[0] if len(fitting) == 1 else None


def _capped(faults: tuple[Fault, ...] | list[Fault]) -> list[Fault]:
    """A file with hundreds of faults has one cause: show the first ones."""
    if len(faults) <= MAX_FAULTS:
        return list(faults)
    return list(faults[:MAX_FAULTS])
