"""Wrong asking: one line that says what cannot be done, one hint that says what to do instead."""

from __future__ import annotations


class EopError(Exception):
    """The command was asked for something it cannot do (no such folder, unknown code): exit status 2.

    Wrong content of a plan is never an exception but a `Finding`; a bug is any other exception.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
