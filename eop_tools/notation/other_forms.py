"""What a value in another usual form means: what would be written here, and whether nothing else can be meant."""

from __future__ import annotations

from typing import NamedTuple


class Usual(NamedTuple):
    """What a value means: in the plan's form, whether nothing else can be meant, and what the writer still has to say.

    Where `text` is empty it cannot be written down as it is, and `hint` says what to do.
    """

    text: str
    sure: bool = True
    hint: str = ""
