"""Characters that are no text: no page, sheet or document may hold them, and no reader would see them."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def without_control(text: str) -> str:
    """Return a text without control characters, halves of characters and foreign line ends; tabs and lines stay."""
    return _CONTROL.sub("", text)
