"""In which words an edition speaks: those of the language that was asked for, else of the plan's own."""

from __future__ import annotations

from pathlib import Path

from eop_tools.errors import EopError
from eop_tools.io.catalogs import PART, catalog_in, languages_of
from eop_tools.io.resources import site_folders
from eop_tools.page import View
from eop_tools.text.catalog import ENGLISH, Catalog
from eop_tools.text.phrases import listed


def speech_of(view: View, repository: Path, asked: str = "") -> tuple[Catalog, str]:
    """Return the catalog of an edition's interface, and the language of its plan, as `speak` takes them.

    A plan in a language without a catalog is spoken of in English. Raises EopError where one is `asked` for that there
    is none of.
    """
    cover, folders = view.plan.cover, site_folders(repository, PART)
    own = (cover.language if cover else None) or ENGLISH
    found = catalog_in(folders, asked or own)
    if asked and found.language != asked.partition("-")[0] and found.language != asked:
        raise EopError(
            f"the site has no words in “{asked}”; it speaks {listed(languages_of(folders))}",
            f"translate site/{PART}/messages.pot, and keep it as site/{PART}/{asked}.po",
        )
    return found, own
