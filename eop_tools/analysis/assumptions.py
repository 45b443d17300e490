"""What a rehearsal on paper has to assume because no plan says it: every number in one place, with where it is from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from eop_tools.text.catalog import say, to_say
from eop_tools.text.phrases import counted, notation
from eop_tools.values import minutes

CALL = 2.0
ON_THE_AIR = 1.0
ANSWER = 5.0
MESSENGER = 15.0
STEP = 5.0
TRAVEL = "30 min"
NIGHT_BEGINS, NIGHT_ENDS = 22 * 60, 6 * 60
_OURS = to_say("our assumption")
_UNWATCHED = to_say(
    "No position is staffed day and night by somebody who can be reached, so whoever decides is taken to hear of it at "
    "once; with losses, no earlier than without."
)


class Presumption(NamedTuple):
    """One thing that is taken for granted: what, as a sentence, and where it comes from."""

    says: str
    source: str


def assumptions(travel: str, watched: bool, silent: int) -> tuple[Presumption, ...]:
    """Return all that is assumed, with the time that people need to a place, in the reader's words.

    `watched`: somebody is up at any hour; `silent`: how many contacts do not say when they answer.
    """
    ours = say(_OURS)
    asked = ours if minutes(travel) == minutes(TRAVEL) else say("as asked")
    return (
        *(() if watched else (Presumption(say(_UNWATCHED), ours),)),
        *([Presumption(_unsaid(silent), ours)] if silent else ()),
        *(Presumption(says, ours) for says in _ways()),
        Presumption(
            say(
                "Whoever is called in is at their place {time} after they know, and as long again at another. Desks "
                "and round-the-clock positions of every day are there already. A step that names no place is done from "
                "wherever its people are.",
                time=notation(travel),
            ),
            asked,
        ),
        Presumption(
            say(
                "A step that calls somebody takes as long as its calls. Any other takes the time that the plan leaves "
                "for it after the steps before it, but no more than {number} min. A step takes as many people as its "
                "role needs.",
                number=f"{STEP:g}",
            ),
            ours,
        ),
        Presumption(
            say(
                "Conditions hold: steps with “only if” are counted as done. What comes after a step that cannot be "
                "done goes on without it."
            ),
            ours,
        ),
    )


def _ways() -> Iterator[str]:
    """Yield what is assumed of how long it takes to reach somebody."""
    yield say(
        "A call takes {call} min, answered or in vain, and so does writing a message or a notice; a message on the air "
        "takes {air} min. Everybody makes one call at a time, and a radio channel carries one message at a time.",
        call=f"{CALL:g}",
        air=f"{ON_THE_AIR:g}",
    )
    yield say(
        "A text, a page or a notice is answered within {answer} min or not at all; a messenger needs {messenger} min. "
        "Nobody knows what is lost before trying it, and nobody is called before their turn. A radio is where the duty "
        "is, unless the plan says that it is carried.",
        answer=f"{ANSWER:g}",
        messenger=f"{MESSENGER:g}",
    )
    yield say(
        "Expected: each person answers on the first way that works at that hour. At worst: that is in vain once, each "
        "answers at the second try, on whichever way is quickest, and nobody answers a notice."
    )
    yield say(
        "Between {start} and {end} nobody at home reads e-mail, web or fax; a desk does. Which days are holidays is "
        "not known here: they count like other days.",
        start=_hour(NIGHT_BEGINS),
        end=_hour(NIGHT_ENDS),
    )


def _unsaid(silent: int) -> str:
    return say(
        "Of {contacts} the plan does not say when some way to reach them is answered: it is taken to be answered at "
        "any hour.",
        contacts=counted(silent, "contact"),
    )


def _hour(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
