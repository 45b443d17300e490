"""What a release or an alias may be called, so that its folder works on every system and in every address."""

from __future__ import annotations

import re
from collections.abc import Iterable

from eop_tools.errors import EopError
from eop_tools.text.phrases import article

_NAME = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z._-]{0,62}[0-9A-Za-z_-])?")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
"""What Windows takes for a device, with any ending."""
_TAKEN = (
    "index.html", "versions.json", "status.json", "offline.json", "offline-worker.js", "manifest.json", "sha256sums",
)  # fmt: skip
"""Files of a folder of releases, or of a release."""


def refuse_names(version: str, alias: str, standing: Iterable[str] = ()) -> None:
    """Raise EopError where a version and its alias cannot stand in one folder, beside what stands there."""
    for word, what in ((version, "version"), (alias, "alias")):
        if not _NAME.fullmatch(word) or ".." in word:
            raise EopError(
                f"“{word}” cannot be the name of {article(what)}",
                "use letters, digits, dots and hyphens, with no dot at either end",
            )
        if word.casefold() in _TAKEN or _DEVICE.fullmatch(word.casefold()):
            raise EopError(
                f"“{word}” cannot be the name of {article(what)}: it means something else",
                "choose another name, for example 2026.1",
            )
    if version.casefold() == alias.casefold():
        raise EopError(f"“{version}” cannot be both the version and its alias", "choose another alias")
    for other in standing:
        for word in (version, alias):
            if word != other and word.casefold() == other.casefold():
                raise EopError(
                    f"“{word}” and “{other}”, which is there already, are one name on many systems",
                    "choose a name that differs in more than capitals",
                )
