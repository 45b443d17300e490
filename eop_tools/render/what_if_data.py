"""What a picture tells its script, so that “what if this is lost?” is answered in the reader's own hands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from eop_tools.analysis.and_or_system import System
from eop_tools.need import ITSELF, Need


@dataclass(frozen=True)
class Losable:
    """The part of a system that decides about some keys, for `data-` attributes.

    A key's needs are told as `3 2/4|5|+`: it needs key 3, and two of key 4, key 5 and something that never falls.
    `behind` holds keys that stand between them without being drawn: `12:3|4;13:=2`. `=2` is key 2 as it stands,
    `-` is something that does not work from the start.
    """

    numbers: Mapping[str, str]
    needs: Mapping[str, str]
    behind: str


def losable(system: System, keys: Iterable[str], down: Collection[str]) -> Losable:
    """Return what decides about keys, once for all pictures of a page; `down` is what does not work before any loss.

    Losing some of these keys takes down the same of them here as `System.fall` does: what is not among them counts
    as it stands today, unless it can be taken down by one of them.
    """
    drawn = dict.fromkeys(keys)
    between = _between(system, drawn)
    numbers = {key: str(index) for index, key in enumerate([*drawn, *between])}

    def told(member: str) -> str:
        itself = member.startswith(ITSELF)
        key = member.removeprefix(ITSELF)
        if key in numbers and not (itself and key not in drawn):
            return f"{ITSELF if itself else ''}{numbers[key]}"
        return "-" if member in down else "+"

    def written(need: Need) -> str:
        members = [told(member) for member in need.members]
        if members.count("+") >= need.least and members[:1] == ["+"]:
            return ""
        return f"{f'{need.least}/' if need.least != 1 else ''}{'|'.join(members) or '-'}"

    def all_needs(key: str) -> str:
        held = (written(need) for need in system.nodes.get(key, ()) if need.essential)
        return " ".join(dict.fromkeys(text for text in held if text))

    return Losable(
        numbers,
        {key: all_needs(key) for key in drawn},
        ";".join(f"{numbers[key]}:{all_needs(key)}" for key in between),
    )


def _between(system: System, drawn: Mapping[str, None]) -> list[str]:
    """Return the keys that are not drawn, need a drawn one at some remove, and are needed by one at some remove."""
    needing: dict[str, list[str]] = {}
    for key in _reached(drawn, lambda key: _members(system, key)):
        for member in _members(system, key):
            needing.setdefault(member, []).append(key)
    starts = [*drawn, *(f"{ITSELF}{key}" for key in drawn)]
    return [
        key for key in _reached(starts, lambda key: needing.get(key, ())) if key in system.nodes and key not in drawn
    ]


def _members(system: System, key: str) -> Iterator[str]:
    return (member for need in system.nodes.get(key, ()) if need.essential for member in need.members)


def _reached(starts: Iterable[str], near: Callable[[str], Iterable[str]]) -> dict[str, None]:
    seen = dict.fromkeys(starts)
    waiting = list(seen)
    while waiting:
        for key in near(waiting.pop()):
            if key not in seen:
                seen[key] = None
                waiting.append(key)
    return seen
