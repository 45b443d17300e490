"""How answers look on a terminal: how wide they are, how they are wrapped, and which colour says what."""

from __future__ import annotations

import os
import sys
import textwrap

from eop_tools.finding import Severity
from eop_tools.text.phrases import first_up

WIDTH = 100
"""Columns of a paragraph."""
QUOTED = 110
"""Columns of a line of a file that is quoted: what is longer is cut around its fault."""
COLOURS = {Severity.error: "31", Severity.warning: "33", Severity.info: "36"}
ALL_IS_WELL = "32"


def wants_colour() -> bool:
    """Whether to colour: on a terminal, unless NO_COLOR is set (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def painted(text: str, code: str, *, colour: bool) -> str:
    """Return a text in a colour, by its code (ECMA-48, SGR), where colours are wanted."""
    return f"\x1b[{code}m{text}\x1b[0m" if colour and text else text


def wrapped(text: str, indent: str = "") -> list[str]:
    """Return a sentence as lines; those after the first stand a little further in."""
    further = f"{indent}  " if indent else ""
    return textwrap.wrap(first_up(text), WIDTH, initial_indent=indent, subsequent_indent=further)
