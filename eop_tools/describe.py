"""One entity in words for a terminal: its fields as written, its relations in both directions, and its needs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date
from typing import Any

from eop_tools.analysis.needs import label, needs_of
from eop_tools.analysis.system import ITSELF, System
from eop_tools.edition import Edition
from eop_tools.errors import EopError
from eop_tools.graph import Edge, Graph
from eop_tools.loader import Loaded
from eop_tools.plan import Plan
from eop_tools.words import listed

WIDTH = 100


def described(edition: Edition, loaded: Loaded, ref: str, today: date) -> str:
    """Return the text of one entity of an edition, with what it needs on a day.

    Raises EopError where the edition has no such entity.
    """
    if ref in loaded.plan and ref not in edition.plan:
        raise EopError(f"{ref} is not in the {edition.audience.value} edition", "try --edition command")
    entity = edition.plan.must(ref)
    origin = loaded.plan.origin(ref)
    span = loaded.documents[origin.file].span(origin.base, key=True) if origin else None
    place = f"{(loaded.folder / origin.file).as_posix()}:{span.line}" if origin and span else ""
    graph = Graph(edition.plan)
    fields = entity.model_dump(mode="json", exclude={"id", "name"}, exclude_defaults=True)
    lines = [f"{entity.name}  ({ref})", place, "", *_lines(fields, "  ")]
    lines += _relations("What it points at", [(edge.forward, edge.target, edge) for edge in graph.out(ref)], edition)
    lines += _relations("What points at it", [(edge.backward, edge.source, edge) for edge in graph.into(ref)], edition)
    lines += _needs(edition.plan, needs_of(edition.plan, today), ref)
    return "\n".join(lines)


def _needs(plan: Plan, system: System, ref: str) -> list[str]:
    """Return what an entity and its parts need to work, and what needs it."""
    parts = [key for key in system.nodes if key == ref or key.startswith(f"{ref}/")]
    needs = [
        listed([label(plan, member) for member in need.members], "or")
        + ("" if "{}" in need.lack else f", else {need.lack}")
        for key in parts
        for need in system.nodes[key]
        if need.essential and need.members and not need.members[0].startswith(f"{ref}/")
    ]
    users = [user.partition("/")[0] for key in (*parts, f"{ITSELF}{ref}") for user in system.users(key)]
    others = [f"{plan.label(user)}  ({user})" for user in dict.fromkeys(users) if user != ref]
    lines: list[str] = []
    for title, rows in (("What it needs to work:", dict.fromkeys(needs)), ("What needs it to work:", others)):
        lines += ["", title] if rows else []
        for row in rows:
            lines += textwrap.wrap(row, WIDTH, initial_indent="  ", subsequent_indent="    ")
    return lines


def _relations(title: str, edges: list[tuple[str, str, Edge]], edition: Edition) -> list[str]:
    if not edges:
        return []
    rows = dict.fromkeys((words, other, edge.derived) for words, other, edge in edges)
    width = max(len(words) for words, _, _ in rows)
    return ["", f"{title}:"] + [
        f"  {words:<{width}}  {edition.plan.label(other)}  ({other}){'  [derived]' if derived else ''}"
        for words, other, derived in rows
    ]


def _lines(value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, held in value.items():
            yield from _entry(f"{indent}{key.replace('_', ' ')}:", held, indent)
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                block = list(_lines(item, indent + "  "))
                yield f"{indent}- {block[0].strip()}" if block else f"{indent}-"
                yield from block[1:]
            else:
                yield from _entry(f"{indent}-", item, indent)


def _entry(head: str, value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, dict | list):
        yield head
        yield from _lines(value, indent + "  ")
    else:
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        yield from textwrap.wrap(f"{head} {' '.join(shown.split())}", WIDTH, subsequent_indent=indent + "  ") or [head]
