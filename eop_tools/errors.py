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


def did_you_mean(wanted: str, known: list[str] | tuple[str, ...]) -> str:
    """Return "did you mean …?" with the nearest of `known`, or an empty text where none is near."""
    import difflib

    near = difflib.get_close_matches(wanted[:80], known, n=1, cutoff=0.6)
    return f"did you mean “{near[0]}”?" if near else ""
