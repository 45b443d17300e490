"""Looking for garbage costs a command more than it frees: little of what it makes is in circles, and it ends soon."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Reading makes many small objects and no cycles: collecting while reading costs up to 40 % and frees nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@cache
def leave_it_at_the_end() -> None:
    """Looking for garbage in all that was imported, at the very end, is a tenth of a check; asking once is enough."""
    atexit.register(gc.freeze)
