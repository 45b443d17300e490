"""How a leaf (a kind, a rule, a page, an export) is found: by standing in its folder, or by an entry point."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from eop_tools.errors import EopError
from eop_tools.text.suggest import did_you_mean

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Leaf = TypeVar("Leaf")


class Shelf(Generic[Leaf]):
    """The leaves of one wing, by key, in the order of their keys.

    Built-in leaves are the modules of `package`; other installed packages add theirs through the entry-point
    group `eop_tools.<name>`, naming a module (or an object in one) that uses the same decorator.
    """

    def __init__(self, name: str, package: str) -> None:
        self.name = name
        self._package = package
        self._leaves: dict[str, Leaf] = {}
        self._complete = False
        self._failure: Exception | None = None

    def put(self, key: str, leaf: Leaf) -> None:
        """Lay a leaf on the shelf; a key that is taken already is refused."""
        if key in self._leaves:
            raise EopError(
                f"two definitions of “{key}” among the {self.name}",
                f"rename one: {self._leaves[key]!r} or {leaf!r}",
            )
        self._leaves[key] = leaf

    def _fill(self) -> None:
        if self._failure is not None:
            raise self._failure  # a shelf that could not be filled must never pass for one with fewer leaves
        if self._complete:
            return
        self._complete = True
        try:
            self._gather()
        except Exception as error:
            self._failure = error
            raise

    def _gather(self) -> None:
        package = importlib.import_module(self._package)
        for module in pkgutil.iter_modules(package.__path__, f"{self._package}."):
            importlib.import_module(module.name)
        for entry in _entry_points(f"eop_tools.{self.name}"):
            try:
                entry.load()
            except EopError:
                raise
            except Exception as error:  # another package's code: any failure is theirs, and is said in one line
                raise EopError(
                    f"the extension “{entry.name}” ({entry.value}) could not be loaded: {error}",
                    "update or uninstall the package that offers it",
                ) from error

    def __iter__(self) -> Iterator[Leaf]:
        self._fill()
        return iter([self._leaves[key] for key in sorted(self._leaves)])

    def __contains__(self, key: object) -> bool:
        self._fill()
        return key in self._leaves

    def __getitem__(self, key: str) -> Leaf:
        self._fill()
        return self._leaves[key]

    def get(self, key: str) -> Leaf | None:
        """Return the leaf of that key, or None."""
        self._fill()
        return self._leaves.get(key)

    def must(self, key: str) -> Leaf:
        """Return the leaf of that key. Raises EopError with the nearest one where there is none."""
        found = self.get(key)
        if found is None:
            known = self.names()
            hint = did_you_mean(key, known) or f"the {self.name} are: {', '.join(known)}"
            raise EopError(f"there is no {self.name.removesuffix('s')} “{key}”", hint)
        return found

    def names(self) -> list[str]:
        """Return the key of every leaf, sorted."""
        self._fill()
        return sorted(self._leaves)


def _entry_points(group: str) -> list[EntryPoint]:
    return sorted(_installed().select(group=group), key=lambda entry: (entry.name, entry.value))


@cache
def _installed() -> Any:  # what type it is depends on Python's version; each has `select`
    """Return every entry point there is: looking takes long, so a process looks once."""
    from importlib.metadata import entry_points

    return entry_points()
