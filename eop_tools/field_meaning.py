"""What a field means, said where it is defined: what counts on what, what must not run empty, which days are past."""

from __future__ import annotations

from typing import NamedTuple

from eop_tools.finding import Severity


class Last(NamedTuple):
    """That a field must not run empty: the code of that loss, what follows the name when nothing or one is left of it.

    Of losses as severe the one with most `weight` is told first. `when` is a property that must hold for it to matter;
    `held` is one that gives the references that matter, where not all that the field holds do.
    """

    loss: str
    weight: int
    none: str
    one: str = ""
    severity: Severity = Severity.error
    when: str = ""
    held: str = ""


class Past(NamedTuple):
    """That a day is one on which something was done: the words after “the day”; `when` is a property that must hold."""

    words: str
    when: str = ""


class NotBefore(NamedTuple):
    """That a day cannot lie before another: that field, here or in what holds this part, and the words between them."""

    field: str
    words: str


class Meaning(NamedTuple):
    """What a field means to those who rely on the plan, for whatever reasons about it; no editor is told.

    `counts` says that the entity counts on what it points at; `lack`, that it also stops without, and in which words.
    A lack with `{it}` is told of each that is missing; one without says that none of several is left. Needs that take
    more words are for `Entity.own_needs` and `part_needs`.
    """

    counts: bool = False
    lack: str = ""
    last: Last | None = None
    past: Past | None = None
    not_before: NotBefore | None = None


NOTHING_SAID = Meaning()
