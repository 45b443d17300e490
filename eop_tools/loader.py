"""A folder of YAML becomes a Plan; a bad file becomes faults, and the walk goes on."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from eop_tools.complaint import faults_of
from eop_tools.errors import EopError, did_you_mean
from eop_tools.finding import Fault, Step
from eop_tools.kind import KINDS, Entity, Kind
from eop_tools.plan import Origin, Plan
from eop_tools.source import Document, read
from eop_tools.source.surgery import fix_of, removing
from eop_tools.values import ID_PATTERN

MAX_FAULTS = 50
_ID = re.compile(ID_PATTERN)
_IGNORED = ("README.md",)


@dataclass(frozen=True)
class Loaded:
    """A plan as read, with its documents (by file) and everything that could not be read."""

    folder: Path
    plan: Plan
    documents: Mapping[str, Document]
    faults: tuple[Fault, ...]


def load(folder: Path, reader: Callable[[str], Document] | None = None) -> Loaded:
    """Read every file of a plan folder. Raises EopError where there is no such folder; never for its content.

    `reader` gives the document of a file (its path in the plan); without one the file is read from the disk.
    """
    if not os.path.isdir(folder):  # of any name, however odd
        raise EopError(f"there is no folder “{folder}”", "name the folder that holds plan.yaml, or change to it")
    walk = _Walk(folder, reader or (lambda file: read(folder / file, folder)))
    try:
        entries = _entries(folder)
    except OSError as error:
        raise EopError(
            f"the folder “{folder}” cannot be read: {error.strerror}", "ask for the right to read it"
        ) from None
    with no_garbage_collection():
        walk.through(entries)
    return Loaded(folder, Plan(walk.entities, walk.origins, frozenset(walk.broken)), walk.documents, tuple(walk.faults))


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Reading makes many small objects and no cycles: collecting while reading costs up to 40 % and frees nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Walk:
    def __init__(self, folder: Path, read: Callable[[str], Document]) -> None:
        self.folder = folder
        self.read = read
        self.entities: dict[str, Entity] = {}
        self.origins: dict[str, Origin] = {}
        self.documents: dict[str, Document] = {}
        self.faults: list[Fault] = []
        self.broken: set[str] = set()
        self._plurals = {kind.plural: kind for kind in KINDS}

    def through(self, entries: list[os.DirEntry[str]]) -> None:
        for entry in entries:
            stem, suffix = os.path.splitext(entry.name)
            if entry.name.startswith(".") or entry.name in _IGNORED:
                continue
            if _is_folder(entry):
                self._folder(entry)
            elif suffix == ".yaml" and stem in self._plurals:
                self._whole_file(entry.name, self._plurals[stem])
            else:
                self._misplaced(entry.name, stem)
        if "plan:plan" not in self.entities and "plan:plan" not in self.broken:
            self.faults.append(
                Fault(
                    "missing-cover",
                    "the plan has no cover",
                    "plan.yaml",
                    None,
                    "write plan.yaml with the name, the jurisdiction, the promulgation and the review clocks",
                )
            )

    def _misplaced(self, file: str, stem: str) -> None:
        near = did_you_mean(stem, tuple(self._plurals))
        self.faults.append(
            Fault(
                "misplaced-file",
                f"“{file}” is no file of a plan",
                file,
                None,
                near
                or "keep entities in <kind>/<id>.yaml or <kind>.yaml; the kinds are: "
                + ", ".join(sorted(self._plurals)),
            )
        )

    def _folder(self, entry: os.DirEntry[str]) -> None:
        kind = self._plurals.get(entry.name)
        if kind is None or kind.is_single:
            self._misplaced(entry.name + "/", entry.name)
            return
        if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(self.folder.resolve()):
            self.documents[entry.name] = document = self.read(entry.name)
            self.faults.extend(document.faults)
            self.broken.add(f"{kind.name}:*")
            return
        wanted = ".md" if kind.prose else ".yaml"
        try:
            children = _entries(Path(entry.path))
        except OSError as error:
            self.broken.add(f"{kind.name}:*")
            reason = f"the folder cannot be opened: {error.strerror}"
            self.faults.append(Fault("unreadable-file", reason, entry.name, None, "check that you may read it"))
            return
        for child in children:
            stem, suffix = os.path.splitext(child.name)
            file = f"{entry.name}/{child.name}"
            if child.name.startswith(".") or child.name in _IGNORED:
                continue
            if suffix != wanted or _is_folder(child):
                self.faults.append(
                    Fault(
                        "misplaced-file",
                        f"“{file}” is not read: each file here is one {kind.name}, named <id>{wanted}",
                        file,
                        None,
                        f"rename it to end in {wanted}, or move it out of the plan",
                    )
                )
            else:
                self._one_file(file, stem, kind)

    def _document(self, file: str) -> Document:
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

    def _entity(self, kind: Kind, id: str, data: object, document: Document, base: tuple[Step, ...]) -> None:
        ref = f"{kind.name}:{id}"
        if not _ID.fullmatch(id):
            self.broken.add(ref)
            near = re.sub(r"[^a-z0-9]+", "-", id.lower()).strip("-")
            self.faults.append(
                Fault(
                    "bad-id",
                    f"“{id[:80]}” cannot be an id: use small letters, digits and single hyphens",
                    document.file,
                    document.span(base, key=True),
                    f"for example “{near[:80]}”" if near else "",
                )
            )
            return
        if ref in self.origins:
            first = self.origins[ref]
            span = self.documents[first.file].span(first.base, key=True)
            self.faults.append(
                Fault(
                    "defined-twice",
                    f"{ref} is defined twice",
                    document.file,
                    document.span(base, key=True),
                    "keep one of the two",
                    ((first.file, span, "the other definition"),),
                )
            )
            return
        self.origins[ref] = Origin(document.file, base)
        if isinstance(data, dict) and "id" in data:
            self.faults.append(
                Fault(
                    "unknown-field",
                    f"“id” is not written inside {ref}",
                    document.file,
                    document.span((*base, "id"), key=True),
                    "delete the line: the file's name is the id",
                    fix=fix_of(
                        "delete the line",
                        document,
                        [removing(document, (*base, "id"), len(base))],
                        safe=data["id"] == id,
                    ),
                )
            )
        if not isinstance(data, dict):
            self.broken.add(ref)
            self.faults.append(
                Fault(
                    "not-a-mapping",
                    f"{ref} holds no fields",
                    document.file,
                    document.span(base, key=bool(base)),
                    "write its fields below it, one “name: value” a line",
                )
            )
            return
        try:
            self.entities[ref] = kind.model.model_validate({**data, "id": id})
        except ValidationError as error:
            self.broken.add(ref)
            self.faults.extend(_capped(faults_of(error, kind, data, document, base)))


def _capped(faults: tuple[Fault, ...] | list[Fault]) -> list[Fault]:
    """A file with hundreds of faults has one cause: show the first ones."""
    if len(faults) <= MAX_FAULTS:
        return list(faults)
    return list(faults[:MAX_FAULTS])


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a loop of links
        return False
