"""A plan whose every text tries to run a script: made from the kinds, so that a new field is in it at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from eop_tools.kind import KINDS, Kind, Part, fields_by_name, parts_in

PAYLOAD = " ".join(
    (
        "<script>alert(1)</script>",
        "</title><script>alert(2)</script>",
        "&lt;/title&gt;&lt;script&gt;alert(3)&lt;/script&gt;",
        "</style></svg></textarea><img src=x onerror=alert(4)>",
        "\"><img src=x onerror=alert(5)> ' onmouseover='alert(6)' autofocus onfocus='alert(7)",
        "[x](javascript:alert(8)) <javascript:alert(9)> `<svg onload=alert(10)>`",
        '\\"}} body{background:url(javascript:alert(11))} */ --></script><script>alert(12)</script>',
        "{{ 7*7 }}{% if x %} ${alert(13)} &#x3c;script&#x3e;alert(14)&#x3c;/script&#x3e;",
    )
)
SKIPPED = ("id", "audience", "audience_reason", "waivers", "severity", "classification")


def hostile_plan(folder: Path, *, barest: bool = False) -> set[tuple[str, str]]:
    """Write one entity of each kind, `x`, that points at all others; return the texts in it: (class, field).

    `barest`: each says nothing but what it cannot be without.
    """
    filled: set[tuple[str, str]] = set()
    for kind in KINDS:
        wanted = barest and kind.name != "standard"  # whose items have to say how they are answered
        data = _accepted(kind, _part(kind.model, kind, filled, wanted))
        file = f"{kind.plural}/x.md" if kind.prose else f"{kind.plural}/x.yaml"
        path = folder / ("plan.yaml" if kind.is_single else file)
        path.parent.mkdir(parents=True, exist_ok=True)
        body = data.pop("body", "") if kind.prose else ""
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
        path.write_text(f"---\n{text}---\n# {PAYLOAD}\n\n{body}\n" if kind.prose else text, encoding="utf-8")
    return filled


def _part(model: type[Part], kind: Kind, filled: set[tuple[str, str]], barest: bool) -> dict[str, Any]:
    data = {}
    for name, info in model.model_fields.items():
        if name in SKIPPED or (barest and not info.is_required()):
            continue
        if (value := _value(model, name, info, kind, filled, barest)) is not None:
            data[name] = value
    return data


def _value(
    model: type[Part], name: str, info: FieldInfo, kind: Kind, filled: set[tuple[str, str]], barest: bool
) -> Any:
    within = list(_leaves(info.annotation))
    listed = "list[" in str(info.annotation)
    if relation := fields_by_name(model)[name].relation:
        target = next((to for to in relation.kinds if to != kind.name), None)
        if target is None and not info.is_required():
            return None  # no parent of itself
        target = "agency" if target in (None, "*") else target
        value: Any = "x" if relation.single else f"{target}:x"
    elif part := next(parts_in(info.annotation), None):
        if part is model:
            return None
        value = _part(part, kind, filled, barest)
    elif str in within:
        filled.add((model.__name__, name))
        value = PAYLOAD
    elif date in within:
        value = "2026-01-01"
    elif texts := [each for each in within if isinstance(each, str)]:
        value = texts[0]
    else:
        return None
    return [value] if listed else value


def _leaves(annotation: Any) -> Iterator[Any]:
    """Yield the types and the literal values of an annotation."""
    arguments = get_args(annotation)
    if not arguments:
        yield annotation
    for argument in arguments:
        yield from _leaves(argument)


def _accepted(kind: Kind, data: dict[str, Any]) -> dict[str, Any]:
    """Mend what the kind refuses until it takes the entity: a field that takes no payload goes."""
    for _ in range(200):
        try:
            kind.model.model_validate({**data, "id": "x"})
        except ValidationError as error:
            fault = error.errors()[0]
            *above, last = fault["loc"]
            held: Any = data
            for step in above:
                held = held[step]
            if fault["type"] == "missing":
                held[last] = {**dict.fromkeys(("number", "rank", "lat", "lon"), 1), "id": "x", "language": "es"}.get(
                    last, True
                )
            elif fault["type"] == "too_short":
                held[last] *= 2
            elif isinstance(held[last], dict):  # one of several fields, and only one
                held[last] = {name: value for name, value in held[last].items() if value == PAYLOAD}
                held[last].popitem()
            else:
                del held[last]
        else:
            return data
    raise AssertionError(f"{kind.name}: {data}")
