"""Names of languages, from their tags (BCP 47)."""

from __future__ import annotations

from functools import cache


@cache
def language_name(tag: str) -> str:
    """Return what a language is called in English: `hmn` is Hmong; the tag itself where CLDR does not know it."""
    from babel import Locale

    known = Locale("en").languages
    return str(known.get(tag.replace("-", "_")) or known.get(tag.partition("-")[0]) or tag)
