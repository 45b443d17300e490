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
    """Return "did you mean …?" with the nearest of `known`, with two that are equally near, or else an empty text."""
    if not known:
        return ""
    import difflib

    wanted = wanted[:80]
    near = difflib.get_close_matches(wanted, known, n=2, cutoff=0.6)
    if len(near) == 2 and near[0] != near[1]:
        first, second = (difflib.SequenceMatcher(None, text, wanted).ratio() for text in near)
        if first == second:
            return f"did you mean “{near[0]}” or “{near[1]}”?"
    return f"did you mean “{near[0]}”?" if near else ""


def meant(hint: str) -> str:
    """Return what a hint by `did_you_mean` names, or an empty text where it names nothing, or two things."""
    named = hint.removeprefix("did you mean “").removesuffix("”?")
    return named if hint == f"did you mean “{named}”?" and "”" not in named else ""
