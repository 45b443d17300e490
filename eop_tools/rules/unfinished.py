"""Texts that are empty or not finished: what nobody will fill in on the night."""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.kind import Entity
from eop_tools.plan.queries import read_through, unfinished
from eop_tools.rule import Verdict, rule
from eop_tools.text.phrases import short

_JUDGED_ELSEWHERE = "audience_reason"
_NO_WORDS = " \t\n?_.…–—-"
_SIGNS = (
    "tbd",
    "tba",
    "fixme",
    "todo",
    "to be ",
    "lorem ",
    "see above",
    "see below",
    "xxx",
    "???",
    "_____",
    "[",
    "<",
    "{{",
)


@rule("EOP406", "warning")
def unfinished_text(entity: Entity) -> Iterator[Verdict]:
    """A text is empty or not finished: it says TBD, XXX, “see above”, or holds a blank to fill in.

    Why it matters: in the emergency nobody will fill it in. “See above” points nowhere once a page stands alone.

    What to do: write what is missing, or delete the sentence; instead of “see above”, link to what is meant. “To be
    determined by the Incident Commander” is an instruction, and is left alone.

    ```yaml flagged
    agencies/harbor:
      name: Harbor Office
      type: office
      parent: example-city
      responsibilities: [Bridges over the river, Locks (TBD)]
    ```

    ```yaml clean
    agencies/harbor:
      name: Harbor Office
      type: office
      parent: example-city
      responsibilities: [Bridges over the river, The order of closing is to be determined by the Incident Commander]
    ```
    """
    texts = read_through(entity)
    doubtful = any(sign in texts.small for sign in _SIGNS)
    for path, text in texts.each:
        if not text.strip(_NO_WORDS) and path[-1] != _JUDGED_ELSEWHERE:
            field = next(str(step) for step in reversed(path) if isinstance(step, str))
            said = f"says only {short(text)}" if text.strip() else "is empty"
            what = f"an entry of {short(field)}" if isinstance(path[-1], int) else short(field)
            yield Verdict(entity.at(*path), f"{what} {said}", "write it, or delete the line")
        elif doubtful and (match := unfinished(text)):
            place = entity.at(*path, offset=match.start())
            what = f"{short(match[0])} stands for something that is not written yet"
            if match[0].lower().startswith("see"):
                what = f"{short(match[0])} leads nowhere when the page stands alone"
            yield Verdict(place, what, "write it out, link to it, or delete the sentence")
