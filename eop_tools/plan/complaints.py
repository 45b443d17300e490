"""One complaint of pydantic's as a fault: what is wrong and what to write, by the sort of complaint."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from eop_tools.finding import Fault, FaultName, FieldPath, Fix, Span
from eop_tools.kind import FieldDefinition, Kind, Part, fields_by_name
from eop_tools.notation.opening_hours import HOURS_FORM, HOURS_PATTERN
from eop_tools.notation.other_forms import Usual
from eop_tools.notation.other_hours import near_hours
from eop_tools.notation.other_numbers import near_degrees, near_megahertz, near_position
from eop_tools.plan.near_names import inside, letters_of, likely
from eop_tools.plan.renamed_fields import name_now
from eop_tools.source import SourceDocument
from eop_tools.source.edits import fix_of, replacing
from eop_tools.source.messages import BULLET
from eop_tools.text.phrases import article
from eop_tools.text.suggest import meant
from eop_tools.values import LINK_PATTERN, MEGAHERTZ_PATTERN, near_day, near_duration, near_link, near_yes_no

_DEGREES = ("lat", "lon")
_REMARK = re.compile(r"[ \t]*:[ \t]+#")
_IN_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
_AT_ONCE = re.compile(r"immediate|at once|now\b|asap\b|right away", re.I)
_VAGUE = re.compile(
    r"(?P<known>\d{4}(?:[-/.]\d{1,2})?|\d{1,2}[-/.]\d{4}|(?:[a-z]{3,9}\.?,?\s+|q[1-4]\s+)\d{4})"
    r"|on-?going|continuous(?:ly)?|annual(?:ly)?|tbd|n/?a|none|unknown|never|asap|pending",
    re.I,
)
"""What people write in place of a day of which they know the month or the year, or none."""
_AMOUNT = re.compile(r"(\d+)(?:\s+\S.*|[a-z]{2,}\.?)", re.I)


@dataclass(frozen=True)
class Complaint:
    """One complaint about the entity that stands at `base` in a document: where in it, and what is held there.

    `model` is the innermost class that the path leads into, or the kind's own.
    """

    details: ErrorDetails
    path: FieldPath
    held: Any
    model: type[Part]
    kind: Kind
    document: SourceDocument
    base: FieldPath

    @property
    def type(self) -> str:
        """What pydantic calls this sort of complaint."""
        return self.details["type"]

    @property
    def context(self) -> Mapping[str, Any]:
        """What pydantic knows besides: a bound, a pattern, the values that it expects."""
        return self.details.get("ctx", {})

    @property
    def place(self) -> FieldPath:
        """The path in the document."""
        return (*self.base, *self.path)

    @property
    def name(self) -> str:
        """What stands at the end of the path: a field, or the index of an item."""
        return str(self.path[-1]) if self.path else self.kind.name

    @cached_property
    def field(self) -> str:
        """The field in which it stands."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), self.kind.name)

    @property
    def definition(self) -> FieldDefinition | None:
        """What is known of the field."""
        return fields_by_name(self.model).get(self.field)

    @property
    def described(self) -> str:
        """What the field is for; nothing where that is not said."""
        return self.definition.description if self.definition else ""

    @property
    def is_required(self) -> bool:
        """Whether the field cannot be left out."""
        return bool(self.definition and self.definition.required)

    @cached_property
    def shown(self) -> str:
        """What is held, as a message quotes it."""
        if isinstance(self.held, dict):
            return "a group of fields"
        if isinstance(self.held, list):
            return "a list"
        text = str(self.held).lower() if isinstance(self.held, bool) else " ".join(str(self.held).split())
        return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"

    @property
    def key(self) -> Span:
        """Where its key stands."""
        return self.document.span(self.place, key=True)

    def fault(
        self, name: FaultName, message: str, hint: str = "", fix: Fix | None = None, at: Span | None = None
    ) -> Fault:
        """Return the fault that is told of it, where the value stands if no other place is said."""
        return Fault(name, message, self.document.file, at or self.document.sight(self.place), hint, fix=fix)

    def writing(self, text: str, *, safe: bool = True, key: bool = False, word: bool = False) -> Fix | None:
        """Return the fix that writes a text in place of the value or of its key; None for no text."""
        if not text:
            return None
        return fix_of(
            f"write {text}", self.document, [replacing(self.document, self.place, text, key=key, word=word)], safe=safe
        )


def fault_of(complaint: Complaint) -> Fault:
    """Return what is told of a complaint."""
    if complaint.held is None and complaint.type not in ("extra_forbidden", "missing"):
        return _no_value(complaint)
    return _TELLING.get(complaint.type, _in_its_own_words)(complaint)


def _unknown_field(said: Complaint) -> Fault:
    known = tuple(key for key in said.model.model_fields if key != "id")
    a_kind = article(said.kind.name)
    owner = a_kind if said.model is said.kind.model else f"this part of {a_kind}"
    now = name_now(said.model, said.name)
    hint, sure = (f"did you mean “{now}”?", True) if now else likely(said.name, known)
    beside = [key for key in _keys(said.document, said.place[:-1]) if key != said.name]
    sure = sure and not any(letters_of(key) == letters_of(said.name) for key in beside)
    fix = said.writing(meant(hint) if meant(hint) not in beside else "", safe=sure, key=True)
    hint = hint or inside(said.name.casefold(), said.model) or "the fields here are: " + ", ".join(known)
    message = f"“{said.name[:64]}” is not a field of {owner}" + (" any more" if now else "")
    return said.fault(FaultName.unknown_field, message, hint, fix, said.key)


def _missing_field(said: Complaint) -> Fault:
    parent = said.document.span(said.place[:-1], key=True)
    hint = f"add “{said.name}: …”. {said.described}".rstrip()
    return said.fault(FaultName.missing_field, f"“{said.name}” is missing", hint, at=parent)


def _no_value(said: Complaint) -> Fault:
    hint = f"write it. {said.described}".strip() if said.is_required else "write one, or delete the line"
    place = said.document.offsets(said.place)
    if place and _REMARK.match(said.document.text, place[1]):
        hint = "what stands after # is a remark: put quotes around the whole text"
    return said.fault(FaultName.wrong_type, f"“{said.field}” has no value", hint, at=said.key)


def _no_such_choice(said: Complaint) -> Fault:
    expected = str(said.context.get("expected", ""))
    words = tuple(word.strip("'") for word in expected.replace(" or ", ", ").split(", "))
    hint, sure = likely(str(said.held), words)
    fix = said.writing(meant(hint), safe=sure)
    hint = hint or "choose one of: " + ", ".join(words)
    return said.fault(FaultName.wrong_value, f"{said.shown} is not a value of “{said.field}”", hint, fix)


def _no_such_day(said: Complaint) -> Fault:
    hint = "write the date as year-month-day, for example 2026-11-23"
    return said.fault(FaultName.wrong_value, f"{said.shown} is no day of the calendar", hint)


def _yes_or_no(said: Complaint) -> Fault:
    word = near_yes_no(said.held) if isinstance(said.held, str) else ""
    if not word:
        return _wrong_sort(said)
    message = f"“{said.field}” must be true or false, not {said.shown}"
    if word == said.held:
        message = f"“{said.field}” must be {word} without quotes"
    return said.fault(FaultName.wrong_type, message, f"write “{word}”", said.writing(word, word=True))


def _another_form(said: Complaint, hint: str, fix: Fix | None = None) -> Fault:
    return said.fault(FaultName.wrong_value, f"{said.shown} is not in the form that “{said.field}” has", hint, fix)


def _duration(said: Complaint) -> Fault:
    if isinstance(said.held, str) and (near := near_duration(said.held)):
        return _another_form(said, f"write “{near}”", said.writing(near))
    if isinstance(said.held, str) and _AT_ONCE.match(said.held):
        return _another_form(said, "leave it out for what is done at once, or write for example 5 min")
    return _another_form(said, said.details["msg"])


def _day(said: Complaint) -> Fault:
    if isinstance(said.held, str) and (near := near_day(said.held)):
        return _another_form(said, f"write “{near}”", said.writing(near))
    if vague := _VAGUE.fullmatch(str(said.held).strip()):
        need = "" if said.is_required else ", or leave the line out"
        what = "write the day, too" if vague["known"] else "write a day"
        return _another_form(said, f"{what}, for example 2026-11-23{need}")
    return _another_form(said, said.details["msg"])


_MEANT: Mapping[str, Callable[[str], Usual]] = {
    HOURS_PATTERN: lambda text: near_hours(text) or Usual("", hint=HOURS_FORM),
    MEGAHERTZ_PATTERN: near_megahertz,
}
"""What a value means that people write in so many ways that not each can be taken for sure, by the field's pattern."""


def _pattern(said: Complaint) -> Fault:
    pattern = said.context.get("pattern", "")
    if not isinstance(said.held, str):
        return _another_form(said, said.described)
    if pattern == LINK_PATTERN and (near := near_link(said.held)):
        return _another_form(said, f"write “{near}”", said.writing(near, safe=False))
    if pattern in _MEANT:
        return _another_form(said, *_meant(said, _MEANT[pattern](said.held)))
    return _another_form(said, said.described)


def _meant(said: Complaint, usual: Usual) -> tuple[str, Fix | None]:
    """Return the hint and the fix for a value in another usual form."""
    return usual.hint or f"write “{usual.text}”", said.writing(usual.text, safe=usual.sure)


def _too_small(said: Complaint) -> Fault:
    return _out_of_bounds(said, "at least", said.context.get("ge"))


def _too_large(said: Complaint) -> Fault:
    return _out_of_bounds(said, "at most", said.context.get("le"))


def _out_of_bounds(said: Complaint, least: str, bound: Any) -> Fault:
    message = f"“{said.field}” must be {least} {bound:g}, not {said.shown}"
    return said.fault(FaultName.wrong_value, message, _exchanged(said) or said.described)


def _exchanged(said: Complaint) -> str:
    """Ask whether a number out of bounds was exchanged with one beside it, where each fits in the other's place."""
    beside: Any = said.document.data
    for step in said.place[:-1]:
        beside = beside[step]
    mine = said.path[-1]
    for other in beside if isinstance(mine, str) else ():
        if other != mine:
            with suppress(ValidationError):
                said.model.model_validate({**beside, mine: beside[other], other: said.held})
                return f"are {mine} and {other} exchanged?"
    return ""


def _whole_number(said: Complaint) -> Fault:
    if isinstance(said.held, str) and _IN_THOUSANDS.fullmatch(said.held):
        number = said.held.replace(",", "")
        if fix := said.writing(number, word=True):
            return _wrong_sort(said, f"write “{number}”", fix)
    return _wrong_sort(said)


def _number(said: Complaint) -> Fault:
    if isinstance(said.held, str) and said.name in _DEGREES:
        hint, fix = _meant(said, near_degrees(said.held, said.name))
        return said.fault(FaultName.wrong_type, f"“{said.name}” must be a number, not {said.shown}", hint, fix)
    return _wrong_sort(said)


def _wrong_sort(said: Complaint, hint: str = "", fix: Fix | None = None) -> Fault:
    what = f"“{said.field}”"
    if said.path and isinstance(said.path[-1], int):
        what = f"each entry of {what}"
    sort = _SORTS[said.type]
    message = f"{what} must be {sort.called}, not {said.shown}"
    return said.fault(FaultName.wrong_type, message, hint or sort.instead(said) or said.described, fix)


def _instead_of_text(said: Complaint) -> str:
    """Return what to write instead of what is no text; so below for other sorts, where that can be told."""
    if isinstance(said.held, dict):
        return "a colon makes fields of it: put quotes around the whole text" if len(said.held) == 1 else ""
    return "write one only, without brackets or dashes" if isinstance(said.held, list) else "put it in quotes"


def _instead_of_list(said: Complaint) -> str:
    held = said.held
    if bullet := BULLET.match(next(iter(held), "") if isinstance(held, dict) else str(held)):
        return f"a list entry begins with “- ”, not with “{bullet[1]}”"
    if not isinstance(held, str):
        return ""
    if held.startswith("-"):
        return "put a blank after each dash"
    return f"write [{held}], or each entry on a line of its own after a dash and a blank" if len(held) < 40 else ""


def _instead_of_number(said: Complaint) -> str:
    if not isinstance(said.held, str):
        return ""
    amount = _AMOUNT.fullmatch(said.held.strip())
    return f"write the number alone, for example {amount[1]}" if amount else "write digits only"


def _instead_of_fields(said: Complaint) -> str:
    part: type[Part] | None = said.model
    if said.path and isinstance(said.path[-1], str):
        field = fields_by_name(said.model).get(said.path[-1])
        part = next(iter(field.parts), None) if field else None
    if part is None:
        return ""
    pair = near_position(", ".join(map(str, said.held)) if isinstance(said.held, list) else str(said.held))
    if pair and set(_DEGREES) <= set(part.model_fields):
        return f"write {{lat: {pair[0]}, lon: {pair[1]}}}"
    return f"its fields are: {', '.join(part.model_fields)}"


class _Sort(NamedTuple):
    """A sort of value: what it is called, and what to write instead of what is none."""

    called: str
    instead: Callable[[Complaint], str] = lambda _: ""


_SORTS: Mapping[str, _Sort] = {
    "string_type": _Sort("text", _instead_of_text),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), _Sort("a whole number", _instead_of_number)),
    **dict.fromkeys(("float_type", "float_parsing"), _Sort("a number", _instead_of_number)),
    "finite_number": _Sort("a number"),
    "bool_type": _Sort("true or false"),
    "list_type": _Sort("a list", _instead_of_list),
    **dict.fromkeys(
        ("dict_type", "model_type", "model_attributes_type"), _Sort("lines of “name: value”", _instead_of_fields)
    ),
    "date_type": _Sort("a date such as 2026-11-23"),
}


def _empty(said: Complaint) -> Fault:
    if said.kind.prose and said.path == ("body",):
        hint = "write it below the second line of three dashes"
        return said.fault(FaultName.wrong_value, f"the {said.kind.name} has no text", hint)
    least = said.context.get("min_length", 1)
    message = f"“{said.field}” is empty" if least == 1 else f"“{said.field}” is too short: give at least {least}"
    return said.fault(FaultName.wrong_value, message, said.described)


def _of_the_plan(said: Complaint) -> Fault:
    """Tell what a class of the plan says itself."""
    message = str(said.context.get("error", said.details["msg"]))
    return said.fault(FaultName.wrong_value, f"“{said.field}”: {message}" if said.path else message)


def _in_its_own_words(said: Complaint) -> Fault:
    message = said.details["msg"]
    return said.fault(FaultName.wrong_value, f"“{said.field}”: {message[:1].lower()}{message[1:]}")


_TELLING: Mapping[str, Callable[[Complaint], Fault]] = {
    **dict.fromkeys(_SORTS, _wrong_sort),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), _whole_number),
    **dict.fromkeys(("float_type", "float_parsing"), _number),
    **dict.fromkeys(("literal_error", "enum"), _no_such_choice),
    **dict.fromkeys(("string_too_short", "too_short"), _empty),
    "bool_type": _yes_or_no,
    "day": _day,
    "duration": _duration,
    "extra_forbidden": _unknown_field,
    "greater_than_equal": _too_small,
    "less_than_equal": _too_large,
    "missing": _missing_field,
    "no_such_day": _no_such_day,
    "string_pattern_mismatch": _pattern,
    "value_error": _of_the_plan,
}
"""How each sort of complaint is told, by its name in pydantic."""


def _keys(document: SourceDocument, path: FieldPath) -> list[str]:
    """Return the keys of the mapping at a path; of one with a body below it, that, too."""
    held: Any = document.data
    for step in path:
        held = held[step]
    return [str(key) for key in held]
