"""What a call-down is: who is called by whom and knows when, who stays silent, and the notice that goes to all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from eop_tools.analysis.reachability import Away


class Call(NamedTuple):
    """One who is called: as what, by whom (nobody: who knows from the start), how, and when they know, in minutes.

    `way` is the first of the contact's methods that works, `last` the one that is answered at worst.
    """

    contact: str
    roles: tuple[str, ...]
    caller: str
    way: int
    last: int
    known: float
    worst: float
    by_notice: bool
    must_know: bool


class Silent(NamedTuple):
    """Somebody who must know and whom nobody can reach: a reference, and who was tried, each with why in vain.

    Of a role that several people fill, `missing` is how many of those `wanted` cannot be told.
    """

    ref: str
    tried: tuple[tuple[str, Away], ...]
    missing: int
    wanted: int


class NoticeToAll(NamedTuple):
    """One message to all at once: on which channel, by whom, and when, as expected and at worst."""

    channel: str
    sender: str
    sent: float
    worst: float


@dataclass(frozen=True)
class CallDown:
    """Who knows when: those who are called, the earliest first, those who cannot be reached, and the notice."""

    watch: str
    watched: bool
    """Whether somebody who is reached at any hour is the watch; else it is whoever decides."""
    decides: str
    decided: float
    calls: tuple[Call, ...]
    silent: tuple[Silent, ...]
    notice: NoticeToAll | None
    lost_notice: str

    @cached_property
    def known(self) -> Mapping[str, float]:
        """When each contact knows, as expected, in minutes."""
        return {call.contact: call.known for call in self.calls}

    @property
    def missing(self) -> int:
        """How many of those who must know cannot be told."""
        return sum(each.missing for each in self.silent)

    @property
    def all_know(self) -> float | None:
        """When the last of those who must know does, as expected; None where somebody never does."""
        times = [call.known for call in self.calls if call.must_know]
        return max(times) if times and not self.silent else None
