"""What an export is: bytes out of what one audience may see of a plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from eop_tools.errors import EopError, did_you_mean
from eop_tools.page import View
from eop_tools.shelf import Shelf


@dataclass(frozen=True)
class Export:
    """One definition on the shelf of exports."""

    name: str
    suffix: str
    make: Callable[[View], bytes]

    @property
    def summary(self) -> str:
        """The first line of its docstring."""
        return (self.make.__doc__ or "").strip().splitlines()[0]


EXPORTS: Shelf[Export] = Shelf("exports", "eop_tools.exports")
Make = TypeVar("Make", bound=Callable[[View], bytes])


def export(name: str, suffix: str) -> Callable[[Make], Make]:
    """Declare a function as an export: it takes a `View` and returns the bytes of `<name><suffix>`."""

    def declare(make: Make) -> Make:
        EXPORTS.put(name, Export(name, suffix, make))
        return make

    return declare


def the_export(name: str) -> Export:
    """Return the export of that name. Raises EopError with the nearest one where there is none."""
    found = EXPORTS.get(name)
    if found is None:
        raise EopError(
            f"there is no export “{name}”",
            did_you_mean(name, EXPORTS.names()) or "the exports are: " + ", ".join(EXPORTS.names()),
        )
    return found
