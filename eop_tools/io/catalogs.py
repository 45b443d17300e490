"""Reads the message catalogs of the interface: `site/words/es.po`, a file for each language."""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from eop_tools.errors import EopError
from eop_tools.text.catalog import ENGLISH, Catalog, places_in
from eop_tools.text.control import without_control

PART = "words"
"""The folder of a site in which the catalogs lie."""
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_MOST_FORMS = 6
"""No language has more forms of a noun that is counted (CLDR)."""
_COUNTS = (*range(1001), 10**6)


def is_tag(text: str) -> bool:
    """Whether a text is a language's tag (BCP 47) as a catalog is named by: es, es-MX, es-419, zh-Hant."""
    return bool(_TAG.fullmatch(text))


def catalog_in(folders: Iterable[Path], tag: str) -> Catalog:
    """Return the catalog of a language, by its tag or a shorter one, from the first folder that has it.

    One without a catalog is spoken to in English. Raises EopError where a catalog cannot be read.
    """
    held = list(folders)
    for name in _shorter(tag) if is_tag(tag) else ():
        if name == ENGLISH:
            break
        for folder in held:
            if (path := folder / f"{name}.po").is_file():
                return _read(path, name)
    return Catalog()


def _shorter(tag: str) -> Iterator[str]:
    """Yield a tag, and what is left of it without its last part, and the one before it (RFC 4647, §3.4)."""
    while tag:
        yield tag
        tag = tag.rpartition("-")[0]


def languages_of(folders: Iterable[Path]) -> list[str]:
    """Return the languages in which the interface can speak, by their tags."""
    paths = [path for folder in folders for path in folder.glob("*.po") if path.is_file()]
    return sorted({ENGLISH, *(path.stem for path in paths if is_tag(path.stem))})


def _read(path: Path, tag: str) -> Catalog:
    from babel.messages.pofile import PoFileError

    try:
        entries, plural = _parsed(path.read_bytes().removeprefix(_BYTE_ORDER_MARK), tag)
    except (PoFileError, ValueError, LookupError, ArithmeticError) as error:
        hint = "write it with an editor for gettext catalogs, such as Poedit"
        raise EopError(f"{path} cannot be read: {error}", hint) from None
    single: dict[str, str] = {}
    counted: dict[str, Callable[[int], str]] = {}
    for messages, forms in entries:
        one = messages[0]
        if len(messages) > 1:
            counted[one] = partial(_form, forms, plural)
            single[one] = counted[one](1)
        else:
            single[one] = forms[0]
    single[ENGLISH] = tag  # by which the scripts know what they speak, translated or not
    return Catalog(tag, single, counted)


def _form(forms: tuple[str, ...], plural: Callable[[int], int], number: int) -> str:
    return forms[plural(number)]


Entries = list[tuple[tuple[str, ...], tuple[str, ...]]]
"""Messages, each with its plural where it is counted, and what is said for them: as many forms as there are."""


def _parsed(text: bytes, tag: str) -> tuple[Entries, Callable[[int], int]]:
    """Return what a catalog says, and which form goes with a number. Raises what says why it cannot be read."""
    from babel.messages.catalog import Catalog as Messages
    from babel.messages.pofile import PoFileParser

    class Bounded(Messages):
        """Room is made for all forms of a noun before any is read, so their number is looked at first."""

        @property
        def num_plurals(self) -> int:
            if not 0 < (number := super().num_plurals) <= _MOST_FORMS:
                raise ValueError(f"a noun has 1 to {_MOST_FORMS} forms, not {number}")
            return number

    messages = Bounded(locale=tag.replace("-", "_"))
    PoFileParser(messages, abort_invalid=True).parse(io.BytesIO(text))
    plural = gettext.c2py(messages.plural_expr)
    wrong = next((number for number in _COUNTS if not 0 <= plural(number) < messages.num_plurals), None)
    if wrong is not None:
        raise ValueError(f"there is no form {plural(wrong)}, which Plural-Forms says is that of {wrong}")
    said = [entry for entry in messages if _is_said(entry, messages.num_plurals)]
    return [(_texts(entry.id), _texts(entry.string)) for entry in said], plural


def _is_said(entry: Any, number: int) -> bool:
    """Whether somebody has translated a message, in each form, and looked at it, and left it its parts.

    What is not said is said in English. The head has no id; a message within a context is none of ours.
    """
    if not entry.id or entry.fuzzy or entry.context or not entry.string:
        return False
    places = places_in(_texts(entry.id)[0])
    whole = len(_texts(entry.string)) == (number if entry.pluralizable else 1)
    return whole and all(form.strip() and places_in(form) == places for form in _texts(entry.string))


def _texts(said: Any) -> tuple[str, ...]:
    return tuple(without_control(text) for text in ((said,) if isinstance(said, str) else said))
