"""Reads the message catalogs of the interface: `site/words/es.po`, a file for each language."""

from __future__ import annotations

import gettext
import io
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from eop_tools.errors import EopError
from eop_tools.io.resources import own_site
from eop_tools.text.catalog import ENGLISH, Catalog

PART = "words"
"""The folder of a site in which the catalogs lie."""


def catalog_in(folders: Iterable[Path], tag: str) -> Catalog:
    """Return the catalog of a language, by its tag or without its country, from the first folder that has it.

    One without a catalog is spoken to in English. Raises EopError where a catalog cannot be read.
    """
    held = list(folders)
    for name in dict.fromkeys((tag, tag.partition("-")[0])):
        if name == ENGLISH:
            break
        for folder in held:
            if (path := folder / f"{name}.po").is_file():
                return _read(path, name)
    return Catalog()


def languages_of(folders: Iterable[Path]) -> list[str]:
    """Return the languages in which the interface can speak, by their tags."""
    return sorted({ENGLISH, *(path.stem for folder in folders for path in folder.glob("*.po"))})


def own_catalogs() -> Path:
    """Return the folder of the catalogs that come with the tool."""
    return own_site() / PART


def _read(path: Path, tag: str) -> Catalog:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    try:
        with path.open("rb") as stream:
            entries = read_po(stream, locale=tag.replace("-", "_"), abort_invalid=True)
        compiled = io.BytesIO()
        write_mo(compiled, entries)
        compiled.seek(0)
        plurals = gettext.GNUTranslations(compiled)
    except (PoFileError, ValueError) as error:
        hint = "write it with an editor for gettext catalogs, such as Poedit"
        raise EopError(f"{path} cannot be read: {error}", hint) from None
    single: dict[str, str] = {}
    counted: dict[str, Callable[[int], str]] = {}
    for entry in entries:
        if not entry.id or entry.fuzzy:  # the head, and what nobody has looked at
            continue
        if isinstance(entry.id, str):
            if entry.string:
                single[entry.id] = str(entry.string)
        elif entry.string and all(entry.string):
            one, many = entry.id
            counted[one] = partial(plurals.ngettext, one, many)
            single[one] = plurals.ngettext(one, many, 1)
    return Catalog(tag, single, counted)
