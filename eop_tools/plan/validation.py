"""What pydantic says about a document, in the words of the people who write plans."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from eop_tools.finding import Fault, FieldPath, Fix, PathStep
from eop_tools.kind import Entity, Kind, Part, parts_in
from eop_tools.notation.opening_hours import HOURS_FORM, HOURS_PATTERN
from eop_tools.notation.other_forms import Usual
from eop_tools.notation.other_hours import near_hours
from eop_tools.notation.other_numbers import near_degrees, near_megahertz, near_position
from eop_tools.plan.renamed_fields import name_now
from eop_tools.source import Document
from eop_tools.source.edits import fix_of, replacing
from eop_tools.source.messages import BULLET
from eop_tools.text.suggest import did_you_mean, meant
from eop_tools.values import LINK_PATTERN, MEGAHERTZ_PATTERN, near_day, near_duration, near_link, near_yes_no

_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a number",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "lines of “name: value”",
    "model_type": "lines of “name: value”",
    "model_attributes_type": "lines of “name: value”",
    "date_type": "a date such as 2026-11-23",
}
_NEAR = {
    "duration": near_duration, "day": near_day, "bool_type": near_yes_no,
    LINK_PATTERN: near_link,
}  # fmt: skip
"""How a value that people write in many ways is written here, by what pydantic says of it."""
_MEANT: dict[str, Callable[[str], Usual]] = {
    HOURS_PATTERN: lambda text: near_hours(text) or Usual("", hint=HOURS_FORM),
    MEGAHERTZ_PATTERN: near_megahertz,
}
"""The same for what people write in so many ways that not each can be taken for sure, by its pattern."""
_DEGREES = ("lat", "lon")
_ALSO = {**dict.fromkeys(("lng", "long", "longitude"), "lon"), "latitude": "lat"}
"""What people call fields here, where it is no slip of the pen."""
_BOUNDS = {"greater_than_equal": ("ge", "at least"), "less_than_equal": ("le", "at most")}
_CALLED = {
    **dict.fromkeys(("phone", "telephone", "tel", "mobile", "cell", "cellphone", "landline", "office_phone"), "voice"),
    **dict.fromkeys(("mail", "e-mail", "e_mail"), "email"),
    **dict.fromkeys(("sms", "texting"), "text"),
    "website": "web",
}
"""What people call the types that ways to reach somebody have here."""
_ENOUGH = 200
_EMPTY = ("string_too_short", "too_short")
_JOINED = re.compile(r"\s*[^\W_]+(?:[\s_-]+[^\W_]+)*\s*")
"""Words with nothing but blanks, hyphens and underscores between them: “office?” and “not: office” say more."""
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


def faults_of(
    error: ValidationError, kind: Kind, data: dict[str, Any], document: Document, base: FieldPath
) -> list[Fault]:
    """Return one fault for each complaint about the entity that stands at `base` in the document, in line order.

    Of thousands of complaints about one entity the first are enough: they have one cause.
    """
    found: dict[FieldPath, Fault] = {}
    told_of = {(fault.span.line, fault.span.column) for fault in document.faults if fault.span}
    cut = {fault.span.line for fault in document.faults if fault.span and fault.name == "cut-off-text"}
    for details in error.errors(include_url=False, include_input=False)[:_ENOUGH]:
        path, held, model = _walk(details["loc"], data, kind.model)
        if _other_branch(details, held):
            continue
        here = document.span((*base, *path)) if told_of else None
        if here and ((here.line, here.column) in told_of or (held is None and here.line in cut)):
            continue  # that the value cannot be read is said already
        found.setdefault(path, _fault(details, path, held, model, kind, document, base))
    misspelt = {(*path[:-1], meant(fault.hint)) for path, fault in found.items() if fault.name == "unknown-field"}
    told = [fault for path, fault in found.items() if fault.name != "missing-field" or path not in misspelt]
    return sorted(told, key=lambda fault: (fault.span.line, fault.span.column) if fault.span else (0, 0))


def _walk(loc: FieldPath, data: Any, model: type[Part]) -> tuple[FieldPath, Any, type[Part]]:
    """Follow a pydantic location through the data: the steps that exist there, what is held, the innermost class."""
    path: list[PathStep] = []
    held: Any = data
    inner: type[Part] = model
    for position, step in enumerate(loc):
        last = position == len(loc) - 1
        if isinstance(held, dict) and isinstance(step, str) and (step in held or (last and step in inner.model_fields)):
            path.append(step)
            held = held.get(step)
        elif isinstance(held, list) and isinstance(step, int) and step < len(held):
            path.append(step)
            held = held[step]
            continue
        else:
            continue
        if not last and step in inner.model_fields:
            inner = next(parts_in(inner.model_fields[step].annotation), inner)
    return tuple(path), held, inner


def _other_branch(details: ErrorDetails, held: Any) -> bool:
    """Of the complaints about “this or that”, drop those about the branch that was clearly not meant."""
    if details["type"] == "string_type":
        return isinstance(held, dict) and "any_of" in held
    return details["type"] in ("model_type", "model_attributes_type") and "AnyOf" in details["loc"]


def _fault(
    details: ErrorDetails,
    path: FieldPath,
    held: Any,
    model: type[Part],
    kind: Kind,
    document: Document,
    base: FieldPath,
) -> Fault:
    type_, context = details["type"], details.get("ctx", {})
    name = str(path[-1]) if path else kind.name
    field = next((str(step) for step in reversed(path) if isinstance(step, str)), kind.name)
    info = model.model_fields.get(field)
    described = (info.description if info else "") or ""
    where = document.sight((*base, *path))
    as_key = document.span((*base, *path), key=True)
    if type_ == "extra_forbidden":
        known = tuple(key for key in model.model_fields if key != "id")
        a_kind = f"an {kind.name}" if kind.name[0] in "aeiou" else f"a {kind.name}"
        owner = a_kind if model is kind.model else f"this part of {a_kind}"
        now = name_now(model, name)
        hint, sure = (f"did you mean “{now}”?", True) if now else _likely(name, known)
        beside = [key for key in _keys(document, (*base, *path[:-1])) if key != name]
        free = meant(hint) not in beside
        sure = sure and not any(_letters(key) == _letters(name) for key in beside)
        fix = _written((*base, *path), meant(hint) if free else "", document, safe=sure, key=True)
        hint = hint or _inside(name.casefold(), model) or "the fields here are: " + ", ".join(known)
        message = f"“{name[:64]}” is not a field of {owner}" + (" any more" if now else "")
        return Fault("unknown-field", message, document.file, as_key, hint, fix=fix)
    if type_ == "missing":
        parent = document.span((*base, *path[:-1]), key=True)
        hint = f"add “{name}: …”. {described}".rstrip()
        return Fault("missing-field", f"“{name}” is missing", document.file, parent, hint)
    if held is None:
        hint = f"write it. {described}".strip() if info and info.is_required() else "write one, or delete the line"
        place = document.offsets((*base, *path))
        if place and _REMARK.match(document.text, place[1]):
            hint = "what stands after # is a remark: put quotes around the whole text"
        return Fault("wrong-type", f"“{field}” has no value", document.file, as_key, hint)
    if type_ in ("literal_error", "enum"):
        expected = str(context.get("expected", ""))
        words = tuple(word.strip("'") for word in expected.replace(" or ", ", ").split(", "))
        hint, sure = _likely(str(held), words)
        fix = _written((*base, *path), meant(hint), document, safe=sure)
        hint = hint or "choose one of: " + ", ".join(words)
        return Fault("wrong-value", f"{_shown(held)} is not a value of “{field}”", document.file, where, hint, fix=fix)
    usual = _NEAR.get(context.get("pattern", type_))
    if usual and isinstance(held, str) and (text := usual(held)):
        word = type_ == "bool_type"
        fix = _written((*base, *path), text, document, safe=usual is not near_link, word=word)
        message = f"“{field}” must be true or false, not {_shown(held)}"
        if word and text == held:
            message = f"“{field}” must be {text} without quotes"
        elif not word:
            message = f"{_shown(held)} is not in the form that “{field}” has"
        return Fault("wrong-type" if word else "wrong-value", message, document.file, where, f"write “{text}”", fix=fix)
    if type_ in ("day", "duration"):
        message = f"{_shown(held)} is not in the form that “{field}” has"
        at_once = isinstance(held, str) and _AT_ONCE.match(held)
        hint = "leave it out for what is done at once, or write for example 5 min" if at_once else details["msg"]
        if type_ == "day" and (vague := _VAGUE.fullmatch(str(held).strip())):
            need = "" if info and info.is_required() else ", or leave the line out"
            hint = f"{'write the day, too' if vague['known'] else 'write a day'}, for example 2026-11-23{need}"
        return Fault("wrong-value", message, document.file, where, hint)
    if type_ == "no_such_day":
        hint = "write the date as year-month-day, for example 2026-11-23"
        return Fault("wrong-value", f"{_shown(held)} is no day of the calendar", document.file, where, hint)
    if type_ in _BOUNDS:
        bound, least = _BOUNDS[type_]
        message = f"“{field}” must be {least} {context.get(bound):g}, not {_shown(held)}"
        hint = _exchanged(path, held, model, document, base) or described
        return Fault("wrong-value", message, document.file, where, hint)
    if type_.startswith("float") and isinstance(held, str) and name in _DEGREES:
        hint, fix = _meant(near_degrees(held, name), (*base, *path), document)
        return Fault(
            "wrong-type", f"“{name}” must be a number, not {_shown(held)}", document.file, where, hint, fix=fix
        )
    if type_ in _EXPECTED:
        what = f"each entry of “{field}”" if path and isinstance(path[-1], int) else f"“{field}”"
        message = f"{what} must be {_EXPECTED[type_]}, not {_shown(held)}"
        number = held.replace(",", "") if isinstance(held, str) and _IN_THOUSANDS.fullmatch(held) else ""
        fix = _written((*base, *path), number if type_.startswith("int") else "", document, word=True)
        hint = f"write “{number}”" if fix else _instead(type_, held, path, model) or described
        return Fault("wrong-type", message, document.file, where, hint, fix=fix)
    if type_ in _EMPTY:
        least = context.get("min_length", 1)
        if kind.prose and path == ("body",):
            hint = "write it below the second line of three dashes"
            return Fault("wrong-value", f"the {kind.name} has no text", document.file, where, hint)
        message = f"“{field}” is empty" if least == 1 else f"“{field}” is too short: give at least {least}"
        return Fault("wrong-value", message, document.file, where, described)
    if type_ == "string_pattern_mismatch":
        message = f"{_shown(held)} is not in the form that “{field}” has"
        if isinstance(held, str) and (near := _MEANT.get(context.get("pattern", ""))):
            hint, fix = _meant(near(held), (*base, *path), document)
            return Fault("wrong-value", message, document.file, where, hint, fix=fix)
        return Fault("wrong-value", message, document.file, where, described)
    if type_ == "value_error":
        return Fault(
            "wrong-value",
            f"“{field}”: {context.get('error', details['msg'])}" if path else f"{context.get('error', details['msg'])}",
            document.file,
            where,
        )
    return Fault("wrong-value", f"“{field}”: {details['msg'][:1].lower()}{details['msg'][1:]}", document.file, where)


def _meant(usual: Usual, path: FieldPath, document: Document) -> tuple[str, Fix | None]:
    """Return the hint and the fix for a value in another usual form."""
    return usual.hint or f"write “{usual.text}”", _written(path, usual.text, document, safe=usual.sure)


def _exchanged(path: FieldPath, held: Any, model: type[Part], document: Document, base: FieldPath) -> str:
    """Ask whether a number out of bounds was exchanged with one beside it, where each fits in the other's place."""
    beside: Any = document.data
    for step in (*base, *path[:-1]):
        beside = beside[step]
    for other in beside if isinstance(path[-1], str) else ():
        if other != path[-1]:
            with suppress(ValidationError):
                model.model_validate({**beside, path[-1]: beside[other], other: held})
                return f"are {path[-1]} and {other} exchanged?"
    return ""


def _instead(type_: str, held: Any, path: FieldPath, model: type[Part]) -> str:
    """Return what to write instead of a value of the wrong sort, where that can be told."""
    if type_ == "string_type":
        if isinstance(held, dict):
            return "a colon makes fields of it: put quotes around the whole text" if len(held) == 1 else ""
        return "write one only, without brackets or dashes" if isinstance(held, list) else "put it in quotes"
    if type_ == "list_type" and (bullet := BULLET.match(next(iter(held), "") if isinstance(held, dict) else str(held))):
        return f"a list entry begins with “- ”, not with “{bullet[1]}”"
    if type_ == "list_type" and isinstance(held, str):
        if held.startswith("-"):
            return "put a blank after each dash"
        return f"write [{held}], or each entry on a line of its own after a dash and a blank" if len(held) < 40 else ""
    if type_.startswith(("int", "float")) and isinstance(held, str):
        amount = _AMOUNT.fullmatch(held.strip())
        return f"write the number alone, for example {amount[1]}" if amount else "write digits only"
    if type_.startswith(("model", "dict")):
        at_item = not path or isinstance(path[-1], int)
        info = None if at_item else model.model_fields.get(str(path[-1]))
        part = model if at_item else next(parts_in(info.annotation), None) if info else None
        pair = near_position(", ".join(map(str, held)) if isinstance(held, list) else str(held))
        if part and pair and set(_DEGREES) <= set(part.model_fields):
            return f"write {{lat: {pair[0]}, lon: {pair[1]}}}"
        return f"its fields are: {', '.join(part.model_fields)}" if part else ""
    return ""


def _inside(name: str, model: type[Part]) -> str:
    """Return under which field an unknown one belongs, for it is a field of its parts, or a value in them."""
    for field, info in model.model_fields.items():
        for part in parts_in(info.annotation) if field not in Entity.model_fields else ():
            if name in part.model_fields:
                return f"write it under {field}, as {name}"
            word = _CALLED.get(name, name)
            of = next((of for of, held in part.model_fields.items() if word in get_args(held.annotation)), "")
            if of:
                return f"write it under {field}: {{{of}: {word}, {'value: ' * ('value' in part.model_fields)}…}}"
    return ""


def _likely(written: str, known: tuple[str, ...]) -> tuple[str, bool]:
    """Return "did you mean …?", and whether that is sure: nothing but capitals and the signs between words differ."""
    letters = _ALSO.get(_letters(written), _letters(written))
    same = [word for word in known if _letters(word) == letters]
    if len(same) == 1 and _JOINED.fullmatch(written):
        return f"did you mean “{same[0]}”?", True
    return did_you_mean(written[:64], known), False


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _keys(document: Document, path: FieldPath) -> list[str]:
    """Return the keys of the mapping at a path; of one with a body below it, that, too."""
    held: Any = document.data
    for step in path:
        held = held[step]
    return [str(key) for key in held]


def _written(
    path: FieldPath,
    text: str,
    document: Document,
    *,
    safe: bool = True,
    key: bool = False,
    word: bool = False,
) -> Fix | None:
    """Return the fix that writes a text in place of a value or of its key; None for no text."""
    return (
        fix_of(f"write {text}", document, [replacing(document, path, text, key=key, word=word)], safe=safe)
        if text
        else None
    )


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a group of fields"
    if isinstance(value, list):
        return "a list"
    text = str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"
