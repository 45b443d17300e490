"""Values, fields and changed texts in words."""

from __future__ import annotations

import re
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile
from typing import Any

from eop_tools.changes.name_resolver import NOT_SHOWN, NameResolver, few
from eop_tools.kind import AnyOf, Part, Pointer, Relation, fields_of
from eop_tools.kinds.contact import Method
from eop_tools.kinds.procedure import Step
from eop_tools.kinds.role import Successor
from eop_tools.text.phrases import humane, listed, short, spoken
from eop_tools.values import Audience

_CONTEXT = 2
_MOST_WORDS = 1_500
_CHOICE = re.compile(r"[a-z]+(-[a-z]+)*")
_PLAIN = re.compile(r"[+(]?\d\S*( \w+)?")


def said(value: Any, relation: Relation | None, names: NameResolver) -> str:
    """Return a value in words: names for references, dates as they are written, texts in quotation marks and short."""
    if isinstance(value, list):
        return few(said(item, relation, names) for item in value)
    if isinstance(value, AnyOf):
        return listed([names(ref) for ref in value.any_of], "or")
    if isinstance(value, Part):
        return _part(value, names)
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return spoken(value)
    if isinstance(value, int):
        return f"{value:,}"
    if relation:
        return names(Pointer((), str(value), relation).target)
    if isinstance(value, StrEnum) or _CHOICE.fullmatch(str(value)):
        return humane(str(value)).lower()
    return str(value) if _PLAIN.fullmatch(str(value)) else short(str(value))


def _part(part: Part, names: NameResolver) -> str:
    if isinstance(part, Step):
        return short(part.do)
    if isinstance(part, Method):
        shown = names.shows(part, "value" if part.value else "channel")
        number = (part.value or names(f"channel:{part.channel}")) if shown else NOT_SHOWN
        return f"{humane(part.type).lower()} {number}"
    if isinstance(part, Successor):
        return names(f"role:{part.role}") if part.role else part.body or part.slot
    fields = [field for field in fields_of(type(part)) if names.shows(part, field.name)]
    if not fields:
        return NOT_SHOWN
    required = [field for field in fields if field.required] or fields
    telling = next((field for field in required if getattr(part, field.name) not in (None, "", [])), required[0])
    return said(getattr(part, telling.name), telling.relation, names)


def is_text(value: Any) -> bool:
    """Whether a value is a text that somebody wrote, of more than three words."""
    return isinstance(value, str) and value.count(" ") > 2 and not isinstance(value, Audience)


def text_change(before: str, after: str) -> str:
    """Return in short which words of a text changed, with a word or two around them."""
    old, new = before.split(), after.split()
    start = _begins_alike(old, new)
    end = _begins_alike(old[start:][::-1], new[start:][::-1])
    middle = old[start : len(old) - end], new[start : len(new) - end]
    if not any(middle):
        return "only spaces and line ends changed"
    if max(map(len, middle)) > _MOST_WORDS:
        return f"{len(new):,} words instead of {len(old):,}"
    matcher = SequenceMatcher(None, *middle, autojunk=False)
    if max(map(len, middle)) > 4 and matcher.ratio() < 0.3:
        return f"{short(before)} is now {short(after)}"
    hunks = [(i + start, k + start, j + start, m + start) for op, i, k, j, m in matcher.get_opcodes() if op != "equal"]
    told = [_hunk(old, new, *hunk) for hunk in _joined(hunks)]
    rest = f"; and {len(told) - 2} more places" if len(told) > 3 else ""
    return "; ".join(told[:2] if rest else told) + rest


def _begins_alike(one: list[str], other: list[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _joined(hunks: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Join hunks that stand so near that their surroundings overlap."""
    found: list[tuple[int, int, int, int]] = []
    for hunk in hunks:
        if found and hunk[0] - found[-1][1] <= 2 * _CONTEXT:
            found[-1] = (found[-1][0], hunk[1], found[-1][2], hunk[3])
        else:
            found.append(hunk)
    return found


def _hunk(old: list[str], new: list[str], i: int, k: int, j: int, m: int) -> str:
    before, after = (
        short(
            ("… " if first > _CONTEXT else "")
            + " ".join(words[max(0, first - _CONTEXT) : last + _CONTEXT])
            + (" …" if last + _CONTEXT < len(words) else ""),
            90,
        )
        for words, first, last in ((old, i, k), (new, j, m))
    )
    return f"{before} is now {after}"
