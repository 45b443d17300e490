"""What stands alike on many pages of a site is made once: such as the menu, but for the mark of the page itself."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Protocol

from markupsafe import Markup


class _Placed(Protocol):
    url: str


class _Macro(Protocol):
    name: str

    def __call__(self, *of: Hashable) -> str: ...


class Once:
    """Keeps each text that a maker made for the pages of a folder, where all relative links are the same."""

    def __init__(self) -> None:
        self._made: dict[tuple[Hashable, ...], str] = {}

    def __call__(self, page: _Placed | None, make: _Macro, *of: Hashable) -> Markup:
        """Return what a macro makes of something, with the link to the page marked; no page is one at the top."""
        folder, _, file = page.url.rpartition("/") if page else ("/", "", "")
        key = (make.name, folder, *of)
        if key not in self._made:
            self._made[key] = make(*of)
        here = f'<a href="{file}"'
        made = str(self._made[key])
        marked = made.replace(f"{here}>", f'{here} aria-current="page">') if page else made
        return Markup(marked)  # noqa: S704 - a macro has escaped what it was given
