"""Says on a terminal that long work goes on, and for how long already; silent everywhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threading import Event

PATIENCE = 0.8
BEAT = 0.5


@contextmanager
def working(words: str) -> Iterator[None]:
    """Show `words` and the seconds that have passed on standard error, once the work takes longer than a moment."""
    if not sys.stderr.isatty():
        yield
        return
    import threading

    done = threading.Event()
    teller = threading.Thread(target=_tell, args=(words, done), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _tell(words: str, done: Event) -> None:
    begun = time.monotonic()
    shown = ""
    if not done.wait(PATIENCE):
        while True:
            shown = f"{words} … {time.monotonic() - begun:.0f} s"
            sys.stderr.write(f"\r{shown}")
            sys.stderr.flush()
            if done.wait(BEAT):
                break
    if shown:
        sys.stderr.write(f"\r{' ' * len(shown)}\r")
        sys.stderr.flush()
