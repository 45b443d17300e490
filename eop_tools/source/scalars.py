"""What an unquoted text stands for, and which characters no plan may hold."""

from __future__ import annotations

import re

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_FAULTS = 100  # of one file; more would help nobody

# Line separators that only YAML counts as line ends are refused too: no two tools would agree on a line number.
UNREADABLE = re.compile("[\0-\b\v\f\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
CONTROL = re.compile(f"{UNREADABLE.pattern[:-1]}\u202a-\u202e\u2066-\u2069]")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_INT = re.compile(r"0|-?[1-9][0-9]{0,14}")
WORDS: dict[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}


def parse_scalar(text: str) -> object:
    """What an unquoted text stands for. ``str`` of a number gives back what was typed; what is in doubt stays text."""
    if text in WORDS:
        return WORDS[text]
    if text[0] in "-0123456789":
        if _INT.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text) and repr(number := float(text)) == text:
            return number
    return text
