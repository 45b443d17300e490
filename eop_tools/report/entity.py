"""One entity in words for a terminal: its fields as written, its relations in both directions, and its needs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from eop_tools.analysis.and_or_system import System
from eop_tools.analysis.basis import Basis
from eop_tools.analysis.needs import IT, label, lacking
from eop_tools.kinds.facility import Facility
from eop_tools.need import ITSELF, Need
from eop_tools.plan import Plan
from eop_tools.plan.edition import Edition
from eop_tools.plan.graph import Edge, Graph
from eop_tools.plan.loader import Loaded
from eop_tools.report.terminal import WIDTH
from eop_tools.text.phrases import listed

_SPELLED = {1: "any one", 2: "two", 3: "three"}


def described(basis: Basis, loaded: Loaded, ref: str) -> str:
    """Return the text of one entity as an audience may see it, with where it stands and what it needs.

    Raises EopError where the edition has no such entity.
    """
    edition = basis.edition
    entity = edition.plan.must(basis.must(ref))
    origin = loaded.plan.origin(ref)
    span = loaded.documents[origin.file].span(origin.base, key=True) if origin else None
    place = f"{(loaded.folder / origin.file).as_posix()}:{span.line}" if origin and span else ""
    graph = Graph(edition.plan)
    fields = entity.model_dump(mode="json", exclude={"id", "name"}, exclude_defaults=True)
    head = textwrap.wrap(basis.head, WIDTH)
    lines = [f"{entity.name}  ({ref})", place, *head, "", *_lines(fields, "  ")]
    lines += _relations("What it points at", [(edge.forward, edge.target, edge) for edge in graph.out(ref)], edition)
    lines += _relations("What points at it", [(edge.backward, edge.source, edge) for edge in graph.into(ref)], edition)
    lines += _needs(edition.plan, basis.needs, ref)
    return "\n".join(lines)


def _needs(plan: Plan, system: System, ref: str) -> list[str]:
    """Return what an entity needs to work, what it can do without, and what needs it."""
    needed: dict[str, dict[str, None]] = {}
    spared: dict[str, dict[str, None]] = {}
    for step, need, essential in _asked(system, ref):
        words = _said(plan, system, ref, need)
        (needed if essential else spared).setdefault(words, {})[step] = None
    parts = [key for key in system.nodes if key == ref or key.startswith(f"{ref}/")]
    users = [user.partition("/")[0] for key in (*parts, f"{ITSELF}{ref}") for user in system.users(key)]
    titled = {
        "What it needs to work:": _by_steps(needed),
        "What it can do without:": _by_steps({words: steps for words, steps in spared.items() if words not in needed}),
        "What needs it to work:": [f"{plan.label(user)}  ({user})" for user in dict.fromkeys(users) if user != ref],
    }
    lines: list[str] = []
    for title, rows in titled.items():
        lines += ["", title] if rows else []
        for row in rows:
            lines += textwrap.wrap(row, WIDTH, initial_indent="  ", subsequent_indent="    ")
    return lines


def _asked(system: System, ref: str) -> Iterator[tuple[str, Need, bool]]:
    """Yield each need of an entity with the number of the step that has it, if any, and whether it stops without."""
    for need in (need for need in system.nodes[ref] if need.members):
        step = need.members[0].partition("/steps/")[2]
        if step:
            for inner in (inner for inner in system.nodes[need.members[0]] if inner.members):
                yield str(int(step) + 1), inner, need.essential and inner.essential
        else:
            yield "", need, need.essential


def _by_steps(found: dict[str, dict[str, None]]) -> list[str]:
    """Return each need once, behind the numbers of the steps that have it."""
    heads = [f"{'steps' if len(steps) > 1 else 'step'} {', '.join(steps)}: " for steps in found.values()]
    return [
        words if "" in steps else f"{head}{words}" for head, (words, steps) in zip(heads, found.items(), strict=True)
    ]


def _said(plan: Plan, system: System, ref: str, need: Need) -> str:
    """Return a need as one line: what can meet it, and what is so where nothing does."""
    sort = _sort(need.members[0])
    ways = list(dict.fromkeys(_member(plan, system, ref, member) for member in need.members))
    if sort == "methods":
        return f"a way to reach it: {'any one of: ' if len(ways) > 1 else ''}{'; '.join(ways)}"
    if sort == "holders":
        return ", else ".join(ways)
    lack = "" if IT in need.lack or not need.path or need.path[0] == "steps" else f"; else {lacking(need)}"
    return f"{_some_of(ways, need.least)}{lack}"


def _member(plan: Plan, system: System, ref: str, key: str) -> str:
    """Return the words for what can meet a need of an entity: for a part of it with what that part needs."""
    words, sort = label(plan, key), _sort(key)
    own = [need for need in system.nodes.get(key, ()) if need.members] if key.startswith(f"{ref}/") else []
    names = [label(plan, member) for need in own for member in need.members]
    if sort == "contacts":
        return words.replace("everybody", "anybody", 1)
    if sort == "methods":
        return words.removeprefix(f"{plan.label(ref)} ") + (f" over {listed(names)}" if names else "")
    if sort == "holders" and own:
        return _some_of(names, own[0].least)
    if sort == "generator":
        return f"the generator{_fuel(plan, ref, names)}"
    return words


def _fuel(plan: Plan, ref: str, names: list[str]) -> str:
    place = plan.get(ref)
    power = place.power if isinstance(place, Facility) else None
    after = f" after {power.runs_for}" if power and power.runs_for else ""
    return f", which needs {listed(names)}{after}" if names else ""


def _some_of(names: list[str], least: int) -> str:
    """Return names of which some are enough, so that nobody takes one of several for something that must be there."""
    if least >= len(names):
        return listed(names)
    comma = any("," in name for name in names)
    if len(names) == 2:
        return f"{names[0]}{',' if comma else ''} or {names[1]}"
    whole = f"{'; '.join(names[:-1])}; or {names[-1]}" if comma else listed(names, "or")
    return f"{_SPELLED.get(least, str(least))} of {whole}"


def _sort(key: str) -> str:
    """Return what sort of part a key is: `methods`, `holders`, `generator` …; an empty text for a whole entity."""
    return key.partition("/")[2].partition("/")[0]


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
