"""What a function of `meanings` takes and yields, how it is found by its field, and what is told without one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from eop_tools.changes.differences import Difference
from eop_tools.changes.matching import Pairing
from eop_tools.changes.name_resolver import NOT_SHOWN
from eop_tools.changes.value_text import is_text, text_change
from eop_tools.finding import FieldPath, Severity
from eop_tools.kind import Part
from eop_tools.text.phrases import first_up, humane, sentence

INFO, WARNING, ERROR = Severity.info, Severity.warning, Severity.error
NOTHING = Pairing((), (), (), ())


class PlanChange(NamedTuple):
    """One change: its kind, how much it matters, of which entity, where in it, both values, and a sentence.

    The path leads to the field in the new entity; `before` and `after` are in JSON's types, and None where the value is
    withheld from those who are told.
    """

    kind: str
    severity: Severity
    ref: str
    path: FieldPath
    before: Any
    after: Any
    sentence: str


class Told(NamedTuple):
    """What a function yields: the kind of change, its severity, and what is to be said."""

    kind: str
    severity: Severity
    text: str


ChangeMeaning = Callable[[Difference], Iterator[Told]]
_MEANINGS: dict[tuple[type[Part], str], ChangeMeaning] = {}


def of(*fields: tuple[type[Part], str]) -> Callable[[ChangeMeaning], ChangeMeaning]:
    """Declare that a function speaks for these fields, each a class and a name."""

    def declare(meaning: ChangeMeaning) -> ChangeMeaning:
        _MEANINGS.update(dict.fromkeys(fields, meaning))
        return meaning

    return declare


def told(difference: Difference) -> Iterator[PlanChange]:
    """Yield the changes that a difference amounts to."""
    d = difference
    keys = ((model, d.field) for model in type(d.new).__mro__)
    meaning = plainly if d.leads_nowhere else next((_MEANINGS[key] for key in keys if key in _MEANINGS), plainly)
    before, after = (None if d.hidden else _plain(d.names.seen(value, d.relation)) for value in (d.before, d.after))
    for said in meaning(d):
        text = _withheld(d, said) if d.hidden and said.kind not in _WITHOUT_VALUES else said.text
        yield PlanChange(said.kind, said.severity, d.entity.ref, d.path, before, after, sentence(first_up(text)))


_WITHOUT_VALUES = ("audience-widened", "audience-narrowed")
"""Kinds of change whose words say nothing of what the field holds."""


def _withheld(d: Difference, said: Told) -> str:
    """Return what kind of change it is, in words, without what the field held or holds."""
    plain = said.kind in ("changed", "text-changed")
    place, what = (d.where, "changed") if plain else (", ".join(d.trail), humane(said.kind).lower())
    return f"{place}{place and ': '}{what}{'' if NOT_SHOWN in place else f' {NOT_SHOWN}'}"


def _plain(value: Any) -> Any:
    """Return a value in JSON's types."""
    if isinstance(value, Part):
        return value.model_dump(mode="json", exclude_defaults=True)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def plainly(d: Difference, kind: str = "changed", severity: Severity = INFO) -> Iterator[Told]:
    """Tell a difference as it is: what a list gained and lost, which words changed, from what to what."""
    if is_text(d.before) and is_text(d.after):
        kind = "text-changed" if kind == "changed" else kind
        yield Told(kind, severity, f"{d.where}, text changed: {text_change(d.before, d.after)}")
        return
    if d.relation:
        said, place = _related(d, d.relation.forward), ", ".join(d.trail)
    elif d.pairing:
        both = (("added", d.come), ("removed", d.gone))
        said, place = [f"{word} {d.few(items)}" for word, items in both if items], d.where
    elif d.gone and d.come:
        said, place = [f"from {d.say(d.before)} to {d.say(d.after)}"], d.where
    else:
        said, place = [d.say(d.after)] if d.come else [f"no longer said; it was {d.say(d.before)}"], d.where
    order = ["in another order"] if d.pairing and d.pairing.moved else []
    yield Told(kind, severity, f"{place}{place and ': '}{'; '.join([*said, *order])}")


def _related(d: Difference, forward: str) -> list[str]:
    """Return what a field points at now and what no longer, as sentences: is run by Fire now; it was Police."""
    verb, rest = ("is ", forward[3:]) if forward.startswith("is ") else ("", forward)
    if d.gone and d.come and not d.pairing:
        return [f"{forward} {d.say(d.after)} now; it was {d.say(d.before)}"]
    said = [f"{verb}no longer {rest} {d.few(d.gone)}"] if d.gone else []
    said += [f"{verb}now {rest} {d.few(d.come)}"] if d.come else []
    return said or [f"{forward} {d.few(d.after)}"]
