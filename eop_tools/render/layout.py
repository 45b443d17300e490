"""How a kind's page differs from the common one: a layout, found beside the pages it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from eop_tools.kind import Entity, kind_of
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.shelf import Shelf

Draw = Callable[[Sheet, Presenter, Any], None]


@dataclass(frozen=True)
class Layout:
    """What a kind's page shows in its own way; the common page adds every field and relation not named here.

    `shows` names fields, `tells` the words of incoming relations that the layout has said already; `group` and
    `columns` name the fields by which and with which the kind's index is laid out.
    """

    kind: str
    draw: Draw
    shows: frozenset[str]
    tells: frozenset[str]
    group: str = ""
    columns: tuple[str, ...] = ()


LAYOUTS: Shelf[Layout] = Shelf("layouts", "eop_tools.pages")
Drawn = TypeVar("Drawn", bound=Draw)


def layout(
    model: type[Entity], *, shows: str = "", tells: tuple[str, ...] = (), group: str = "", columns: str = ""
) -> Callable[[Drawn], Drawn]:
    """Declare a function as the layout of a kind: it writes on a `Sheet`, lead first, with a `Presenter`."""

    def declare(draw: Drawn) -> Drawn:
        name = kind_of(model).name
        LAYOUTS.put(name, Layout(name, draw, frozenset(shows.split()), frozenset(tells), group, tuple(columns.split())))
        return draw

    return declare
