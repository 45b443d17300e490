"""What fields were called in older versions of the plan language: `eop check --fix` writes what they are called now."""

from __future__ import annotations

from collections.abc import Mapping

from eop_tools.kind import Part

RENAMED: dict[int, Mapping[tuple[type, str], str]] = {}
"""By the version that brought a new name: the class and the old name of a field, each with the new name.

`{2: {(Method, "value"): "address"}}` says that version 2 calls `address` what version 1 called `value`. Who adds a row
raises `PLAN_LANGUAGE`. A name that was given up is not given to another field.
"""


def name_now(model: type[Part], name: str) -> str:
    """Return what a field of an older version is called now; an empty text for what was none."""
    now = name
    for version in sorted(RENAMED):
        now = next((new for base in model.__mro__ if (new := RENAMED[version].get((base, now)))), now)
    return now if now != name else ""
