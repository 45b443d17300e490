"""What a rehearsal on paper has to assume because no plan says it: every number in one place, with where it is from."""

from __future__ import annotations

from typing import NamedTuple

from eop_tools.text.phrases import counted
from eop_tools.values import minutes

TRY = 1.0
CALL = 2.0
ON_THE_AIR = 1.0
ANSWER = 5.0
MESSENGER = 15.0
STEP = 5.0
TRAVEL = "30 min"
NIGHT_BEGINS, NIGHT_ENDS = 22 * 60, 6 * 60
_OURS = "our assumption"


class Presumption(NamedTuple):
    """One thing that is taken for granted: what, as a sentence, and where it comes from."""

    says: str
    source: str


_UNWATCHED = Presumption(
    "No position is staffed day and night by somebody who can be reached, so whoever decides is taken to hear of it at "
    "once.",
    _OURS,
)


def assumptions(travel: str, watched: bool, silent: int) -> tuple[Presumption, ...]:
    """Return all that is assumed, with the time that people need to a place.

    `watched`: somebody is up at any hour; `silent`: how many contacts do not say when they answer.
    """
    return (
        *(() if watched else (_UNWATCHED,)),
        *([_unsaid(silent)] if silent else ()),
        Presumption(
            f"A call that is answered takes {CALL:g} min, and so does sending a notice; a try in vain takes {TRY:g} "
            f"min, a message on the air {ON_THE_AIR:g} min. Everybody makes one call at a time, and a radio channel "
            "carries one message at a time.",
            _OURS,
        ),
        Presumption(
            f"A text, a page or a notice is answered within {ANSWER:g} min or not at all; a messenger needs "
            f"{MESSENGER:g} min. What is lost is known to be lost, and not tried.",
            _OURS,
        ),
        Presumption(
            "Expected: each person answers on the first way that works at that hour. At worst: each answers only on "
            "the last one, nobody answers a notice, and all waits are waited through.",
            _OURS,
        ),
        Presumption(
            f"Between {_hour(NIGHT_BEGINS)} and {_hour(NIGHT_ENDS)} nobody at home reads e-mail, web or fax; a desk "
            "does. Which days are holidays is not known here: they count like other days.",
            _OURS,
        ),
        Presumption(
            f"Whoever is called in is at their place {travel} after they know, and as long again at another. Desks and "
            "round-the-clock positions of every day are there already. A step that names no place is done from "
            "wherever its people are.",
            _OURS if minutes(travel) == minutes(TRAVEL) else "as asked",
        ),
        Presumption(
            "A step that calls somebody takes as long as its calls. Any other takes the time that the plan leaves for "
            f"it after the steps before it, but no more than {STEP:g} min. A step takes as many people as its role "
            "needs.",
            _OURS,
        ),
        Presumption(
            "Conditions hold: steps with “only if” are counted as done. What comes after a step that cannot be done "
            "goes on without it.",
            _OURS,
        ),
    )


def _unsaid(silent: int) -> Presumption:
    who = counted(silent, "contact")
    return Presumption(
        f"Of {who} the plan does not say when some way to reach them is answered: it is taken to be answered at any "
        "hour.",
        _OURS,
    )


def _hour(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
