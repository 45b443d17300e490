"""Needs as boxes and arrows: what needs, a gate where one of several is enough, and what is needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from eop_tools.analysis.and_or_system import System
from eop_tools.analysis.needs import titled
from eop_tools.kind import KINDS
from eop_tools.need import ITSELF, Need
from eop_tools.render.diagrams import Arrow, Node, Stack
from eop_tools.render.presenter import Presenter
from eop_tools.text.catalog import say, to_say

THIS = 2
_TONES = {"With what": 1, "Where": 4}
"""By the part of the menu in which a kind stands; a promise is neither a means nor a place."""
_PROMISE = 3
_LEGEND = (
    (1, to_say("Network, system or other means")),
    (4, to_say("Place")),
    (_PROMISE, to_say("Agreement")),
)
_PLAIN = {
    frozenset({True}): to_say("Agency"),
    frozenset({False}): to_say("People, positions and what they do"),
    frozenset({True, False}): to_say("Agencies, people and what they do"),
}
_GENERATOR = "/generator"
_OWN, _EITHER, _ANY_ONE = to_say("or its generator"), to_say("either"), to_say("any one")
READING = to_say("Arrows lead to what is needed; dashed ones to a second choice, or from those who have another.")
NOT_ALL = to_say("What this edition leaves out is neither drawn nor counted.")


def thing(presenter: Presenter, key: str, *, note: str = "", strong: bool = False) -> Node:
    """Return the box of a key of the system of needs."""
    ref = _ref(key)
    words = titled(presenter.plan, key)
    return Node(key, words, presenter.view.path(ref), tone_of(key), strong, note)


def tone_of(key: str) -> int:
    """Return the tone of a key, by its kind."""
    kind = KINDS.get(key.partition(":")[0])
    if kind is None:
        return 0
    return _PROMISE if kind.name == "agreement" else _TONES.get(kind.section, 0)


def legend_of(keys: Iterable[str]) -> list[tuple[int, str]]:
    """Return the entries of the legend that some keys ask for."""
    held = list(keys)
    plain = frozenset(key.startswith("agency:") for key in held if tone_of(key) == 0)
    used = {tone_of(key) for key in held}
    return [(tone, say(words)) for tone, words in ((0, _PLAIN.get(plain, "")), *_LEGEND) if tone in used]


def plain_key(member: str) -> str:
    """Return the key of a member: the thing itself has the box of the thing."""
    return member.removeprefix(ITSELF)


def arrows(system: System, keys: Sequence[str], shown: Mapping[str, str]) -> tuple[list[Node], list[Arrow]]:
    """Return the gates and arrows of the needs of `keys`.

    `shown` says in which box each key stands that has one; a need is drawn where all its members have, its own
    generator aside. Needs of the same members share one gate, so that a picture of many stays readable.
    """
    gates: dict[str, Node] = {}
    lines: dict[Arrow, None] = {}
    for key in keys:
        for need in system.nodes.get(key, ()):
            if need.essential:
                _draw(shown[key], need, shown, gates, lines)
    return list(gates.values()), list(lines)


def _draw(start: str, need: Need, shown: Mapping[str, str], gates: dict[str, Node], lines: dict[Arrow, None]) -> None:
    members = list(dict.fromkeys(map(plain_key, need.members)))
    drawn = [member for member in members if member in shown]
    boxes = list(dict.fromkeys(shown[member] for member in drawn if shown[member] != start))
    if not boxes or any(not member.endswith(_GENERATOR) for member in members if member not in shown):
        return
    if len(members) == need.least:
        lines.update(dict.fromkeys(Arrow(start, box) for box in boxes))
        return
    sort, words = _gate(need, members, shown)
    gate = f"{sort} {need.least} {' '.join(boxes if sort == _OWN else members)}"
    gates.setdefault(gate, Node(gate, words, gate=True))
    lines[Arrow(start, gate)] = None
    first = {shown[member] for member in drawn[: need.least]}
    lines.update(dict.fromkeys(Arrow(gate, box, box not in first) for box in boxes))


def _gate(need: Need, members: Sequence[str], shown: Mapping[str, str]) -> tuple[str, str]:
    """Return what sort of gate stands before the members of a need, for its key, and the words in it."""
    if need.least > 1:
        words = say("{number} of {whole}", number=need.least, whole=len(members))
        return f"{need.least} of {len(members)}", words
    if any(member not in shown for member in members):
        return _OWN, say(_OWN)
    sort = _EITHER if len(members) == 2 else _ANY_ONE
    return sort, say(sort)


def stacked(presenter: Presenter, system: System, keys: Sequence[str]) -> list[Node | Stack]:
    """Return boxes for keys; those that need the same stand in one stack."""
    alike: dict[frozenset[tuple[int, frozenset[str]]], list[str]] = {}
    for key in keys:
        needs = (need for need in system.nodes.get(key, ()) if need.essential)
        alike.setdefault(frozenset((need.least, frozenset(need.members)) for need in needs), []).append(key)
    boxes = [tuple(thing(presenter, key) for key in same) for same in alike.values()]
    return [held[0] if len(held) == 1 else Stack(f"stack {held[0].key}", held) for held in boxes]


def _ref(key: str) -> str:
    return plain_key(key).partition("/")[0]
