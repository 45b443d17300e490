"""What pydantic says about a document, in the words of the people who write plans."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from eop_tools.finding import Fault, FaultName, FieldPath, PathStep
from eop_tools.kind import Kind, Part, fields_by_name
from eop_tools.plan.complaints import Complaint, fault_of
from eop_tools.source import SourceDocument
from eop_tools.text.suggest import did_you_mean, meant

_ENOUGH = 200


def faults_of(
    error: ValidationError, kind: Kind, data: dict[str, Any], document: SourceDocument, base: FieldPath
) -> list[Fault]:
    """Return one fault for each complaint about the entity that stands at `base` in the document, in line order.

    Of thousands of complaints about one entity the first are enough: they have one cause.
    """
    found: dict[FieldPath, Fault] = {}
    told_of = {(fault.span.line, fault.span.column) for fault in document.faults if fault.span}
    cut = {fault.span.line for fault in document.faults if fault.span and fault.name is FaultName.cut_off_text}
    for details in error.errors(include_url=False, include_input=False)[:_ENOUGH]:
        path, held, model = _walk(details["loc"], data, kind.model)
        if _other_branch(details["loc"], data, kind.model):
            continue
        here = document.span((*base, *path)) if told_of else None
        if here and ((here.line, here.column) in told_of or (held is None and here.line in cut)):
            continue  # that the value cannot be read is said already
        found.setdefault(path, fault_of(Complaint(details, path, held, model, kind, document, base)))
    misspelt = {
        (*path[:-1], meant(fault.hint)) for path, fault in found.items() if fault.name is FaultName.unknown_field
    }
    told = [fault for path, fault in found.items() if fault.name is not FaultName.missing_field or path not in misspelt]
    return sorted(told, key=lambda fault: (fault.span.line, fault.span.column) if fault.span else (0, 0))


def _walk(loc: FieldPath, data: Any, model: type[Part]) -> tuple[FieldPath, Any, type[Part]]:
    """Follow a pydantic location through the data: the steps that exist there, what is held, the innermost class."""
    path: list[PathStep] = []
    held: Any = data
    inner: type[Part] = model
    for position, step in enumerate(loc):
        last, fields = position == len(loc) - 1, fields_by_name(inner)
        if isinstance(held, dict) and isinstance(step, str) and (step in held or (last and step in fields)):
            path.append(step)
            held = held.get(step)
        elif isinstance(held, list) and isinstance(step, int) and step < len(held):
            path.append(step)
            held = held[step]
            continue
        else:
            continue
        if not last and step in fields:
            inner = next(iter(fields[step].parts), inner)
    return tuple(path), held, inner


def _other_branch(loc: FieldPath, data: Any, model: type[Part]) -> bool:
    """Whether a complaint is about the branch of “this text or that part” that was clearly not meant."""
    for at, step in enumerate(loc):
        _, held, part = _walk(loc[:at], data, model)
        if step in ("str", part.__name__):  # so pydantic names the branches
            return _means(held, part) is (step == "str")
    return False


def _means(held: Any, part: type[Part]) -> bool:
    """Whether fields are meant for a part: it has one of them, or one that is nearly so called and holds a list.

    A text with a colon in it, which YAML takes for fields, has none.
    """
    known = fields_by_name(part)
    return isinstance(held, dict) and any(
        key in known or (isinstance(value, list) and bool(did_you_mean(str(key), list(known))))
        for key, value in held.items()
    )
