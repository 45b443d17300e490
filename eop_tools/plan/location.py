"""Where the files of a plan lie: in a folder on the disk, or in one as git remembers it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from eop_tools.errors import EopError
from eop_tools.source import SourceDocument, messages, parse, read, refused

if TYPE_CHECKING:
    from eop_tools.io.git import Tree


class Entry(NamedTuple):
    """What lies in a folder: its name, and whether it is a folder itself."""

    name: str
    is_folder: bool


class PlanFolder(Protocol):
    """The folder of a plan. Paths in it are relative and parted by slashes."""

    folder: Path

    def entries(self, folder: str = "") -> Sequence[Entry]:
        """Return all that lies in a folder, by name. Raises OSError where it cannot be opened."""

    def leaves(self, folder: str) -> bool:
        """Whether a folder is a link that leads out of the plan."""

    def content(self, file: str) -> bytes | None:
        """Return the bytes of an ordinary file; None for all others."""

    def read(self, file: str) -> SourceDocument:
        """Return the document of a file. Never raises for what is in it: that is a fault of the document."""


class OnDisk:
    """A folder as it is now. Raises EopError where there is none."""

    def __init__(self, folder: Path) -> None:
        if not os.path.isdir(folder):  # of any name, however odd
            raise EopError(f"there is no folder “{folder}”", "name the folder that holds plan.yaml, or change to it")
        self.folder = folder

    def entries(self, folder: str = "") -> Sequence[Entry]:
        """Return all that lies in a folder, by name. Raises OSError where it cannot be opened."""
        with os.scandir(self.folder / folder) as entries:
            return sorted(Entry(entry.name, _is_folder(entry)) for entry in entries)

    def leaves(self, folder: str) -> bool:
        """Whether a folder is a link that leads out of the plan."""
        path = self.folder / folder
        return path.is_symlink() and not path.resolve().is_relative_to(self.folder.resolve())

    def content(self, file: str) -> bytes | None:
        """Return the bytes of an ordinary file; None for all others."""
        path = self.folder / file
        try:
            return path.read_bytes() if path.is_file() and not path.is_symlink() else None
        except OSError:
            return None

    def read(self, file: str) -> SourceDocument:
        """Return the document of a file. Never raises for what is in it: that is a fault of the document."""
        return read(self.folder / file, self.folder)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a loop of links
        return False


class InGit:
    """A folder as it was at a revision, in memory."""

    def __init__(self, tree: Tree) -> None:
        self.folder = tree.folder
        self._tree = tree

    def entries(self, folder: str = "") -> Sequence[Entry]:
        """Return all that lies in a folder, by name."""
        return [
            Entry(name, self._is_folder(f"{folder}/{name}" if folder else name)) for name in self._tree.names(folder)
        ]

    def _is_folder(self, path: str) -> bool:
        """Whether a path leads to a folder, or out of the plan where only its name tells what may be there."""
        return self._tree.is_folder(path) or (self.leaves(path) and "." not in path)

    def leaves(self, folder: str) -> bool:
        """Whether a folder is a link that leads out of the plan."""
        return self._tree.goal(folder) is None

    def content(self, file: str) -> bytes | None:
        """Return the bytes of a file; None where there is none."""
        return self._tree.content(file)

    def read(self, file: str) -> SourceDocument:
        """Return the document of a file. Never raises for what is in it: that is a fault of the document."""
        if self.leaves(file):
            return refused(file, messages.LINK_OUTSIDE_PLAN)
        content = self.content(file)
        if content is None:
            return refused(file, messages.UNREADABLE_FILE, "no such file or directory")
        return parse(content, file)
