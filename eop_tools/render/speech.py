"""In which words an edition speaks: those of the language that was asked for, else of the plan's own."""

from __future__ import annotations

from pathlib import Path

from eop_tools.errors import EopError
from eop_tools.io.catalogs import PART, catalog_in, is_tag, languages_of
from eop_tools.io.resources import site_folders
from eop_tools.page import View
from eop_tools.text.catalog import ENGLISH, Catalog
from eop_tools.text.phrases import listed, short


def speech_of(view: View, repository: Path, asked: str = "") -> tuple[Catalog, str]:
    """Return the catalog of an edition's interface, and the language of its plan, as `speak` takes them.

    A plan in a language without a catalog is spoken of in English. Raises EopError where one is `asked` for that there
    is none of.
    """
    own = (view.plan.cover and view.plan.cover.language) or ENGLISH
    return asked_for(repository, asked) if asked else catalog_in(site_folders(repository, PART), own), own


def asked_for(repository: Path, tag: str) -> Catalog:
    """Return the catalog of the language that somebody wants. Raises EopError where there is none, or none to read."""
    folders = site_folders(repository, PART)
    if not is_tag(tag):
        raise EopError(
            f"{short(tag)} is no tag of a language; the site speaks {listed(languages_of(folders))}",
            "write for example es, es-MX or zh-Hant",
        )
    found = catalog_in(folders, tag)
    if found.language == ENGLISH != tag.partition("-")[0]:
        raise EopError(
            f"the site has no words in “{tag}”; it speaks {listed(languages_of(folders))}",
            f"translate site/{PART}/messages.pot, and keep it as site/{PART}/{tag}.po",
        )
    return found
