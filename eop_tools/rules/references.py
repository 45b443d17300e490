"""References: whether what a field or a sentence points at is there, and is of the right kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from eop_tools.finding import Place
from eop_tools.kind import ANY, KINDS, Entity, Pointer, Relation
from eop_tools.kinds.contact import Contact
from eop_tools.plan import COVER, Plan, once
from eop_tools.plan.graph import Edge, Graph
from eop_tools.plan.queries import means_only
from eop_tools.rule import Correction, Mend, Verdict, rule
from eop_tools.text.phrases import listed, short
from eop_tools.text.suggest import meant, nearest, resembling
from eop_tools.values import ID_PATTERN

_GUESSES = 20
_SAYS_NOTHING = ("vouches for", "waives a rule for")


@rule("EOP201", "error")
def dangling_reference(graph: Graph) -> Iterator[Verdict]:
    """A field points at something that is written nowhere in the plan.

    Why it matters: at 2 a.m. somebody follows the reference and finds nothing.

    What to do: correct the id, or write what is missing. A reference is the name of a file (or a key), not the title
    that people read.

    ```yaml flagged
    agencies/harbor:
      name: Harbor Office
      type: office
      parent: exmple-city
    ```

    ```yaml clean
    agencies/harbor:
      name: Harbor Office
      type: office
      parent: example-city
    ```
    """
    plan, guesses = graph.plan, dict[str, _Guess]()
    for ref, pointers in graph.doubtful.items():
        for pointer in pointers:
            target = pointer.target
            if plan.knows(target) or target == COVER or not pointer.text or _misfit(pointer, plan):
                continue
            kind, _, id = target.partition(":")
            single = pointer.relation.single
            if target not in guesses:
                guesses[target] = _guess(graph, kind, id, bare=single) if len(guesses) < _GUESSES else _Guess("")
            hint, meant, sure = guesses[target]
            hint = hint or f"write it in {KINDS[kind].plural}/, {_instead(kind, pointer)}"
            place, message = Place(ref, pointer.path), f"there is no {kind} {short(id)} in this plan{_odd_sign(id)}"
            named = meant.partition(":")[2] if single else meant
            yield Verdict(place, message, hint, mend=_written(place, named if sure else "", safe=False))


def _instead(kind: str, pointer: Pointer) -> str:
    """Return what else may be done about a reference to nothing than to write what it names."""
    is_entry = isinstance(pointer.path[-1], int)
    return f"point at another {kind}, or take it out of the list" if is_entry else f"or point at another {kind}"


def _written(place: Place, text: str, *, safe: bool = True) -> Mend | None:
    """Return the mend that writes a text there; None for no text."""
    return Mend(f"write {text}", (Correction(place, text),), safe) if text else None


class _Guess(NamedTuple):
    """What a reference to nothing may mean: a hint, the one entity that it names, and whether to write that."""

    hint: str
    ref: str = ""
    sure: bool = True


def _guess(graph: Graph, kind: str, id: str, *, bare: bool) -> _Guess:
    """Guess what an id means that is not there: the entity of that name, the nearest id, or one that nothing uses."""
    plan = graph.plan
    for entity in plan.of_kind(kind):
        if entity.name.casefold() == id.casefold():
            named = entity.id if bare else entity.ref
            return _Guess(f"the {kind} {short(entity.name)} is written as “{named}”", entity.ref)
    if id in plan.ids:
        other = next(other for other in KINDS.names() if f"{other}:{id}" in plan)
        return _Guess(f"{short(id)} is {_a(other)}, and {_a(kind)} is wanted here")
    if bare and "," in id:
        return _Guess("name one only; where a field takes several, they stand in brackets or after dashes")
    hint = nearest(id, [entity.id for entity in plan.of_kind(kind)])
    if hint:
        return _Guess(hint, f"{kind}:{meant(hint)}" if meant(hint) else "")
    idle = [entity.id for entity in plan.of_kind(kind) if KINDS[kind].for_use and _is_idle(graph, entity)]
    near = resembling(id, idle[:_GUESSES])
    return _Guess(f"is “{near}” meant, which nothing uses?", f"{kind}:{near}", False) if near else _Guess("")


def _odd_sign(id: str) -> str:
    """Return words about a sign that only looks like a letter, or cannot be seen, in what would otherwise be an id."""
    odd = [sign for sign in id if not sign.isascii()]
    if not odd or not re.fullmatch(ID_PATTERN, "".join(sign if sign.isascii() else "x" for sign in id)):
        return ""
    seen = f"“{odd[0]}” is" if odd[0].isprintable() else "an invisible sign is"
    return f": {seen} in it (U+{ord(odd[0]):04X}), which no id has"


@rule("EOP202", "error")
def wrong_kind_of_reference(graph: Graph) -> Iterator[Verdict]:
    """A field points at a kind that it does not take, or holds words where a reference belongs.

    Why it matters: a field that says whom to call can call a role or a contact, but no building.

    What to do: a field for one kind takes the bare id (`agency: fire`); a field for several takes `kind:id`
    (`on: [channel:metro-emergency]`). The message names the kinds.

    ```yaml flagged
    agencies/harbor:
      name: Harbor Office
      type: office
      depends_on: [example-city]
    ```

    ```yaml clean
    agencies/harbor:
      name: Harbor Office
      type: office
      depends_on: [agency:example-city]
    ```
    """
    plan, taken = graph.plan, dict[tuple[str | int, ...], tuple[str, ...]]()
    doubtful = dict(graph.doubtful)
    for edge in graph.edges:
        if edge.derived or edge.source in doubtful:
            continue
        # Fields of the same name in the same part of a kind take the same kinds: they are looked up once.
        field = (edge.source.partition(":")[0], edge.path[0], edge.forward)
        if field not in taken:
            taken[field] = _kinds_at(plan, edge)
        if ANY not in taken[field] and edge.target.partition(":")[0] not in taken[field]:
            doubtful[edge.source] = _pointers(plan, edge.source)
    guesses = 0
    for ref in sorted(doubtful):
        for pointer in doubtful[ref]:
            if pointer.text and (misfit := _misfit(pointer, plan, guess=guesses < _GUESSES)):
                guesses += 1
                place = Place(ref, pointer.path)
                yield Verdict(place, *misfit, mend=_fitting(place, pointer, misfit[1], plan))


def _fitting(place: Place, pointer: Pointer, hint: str, plan: Plan) -> Mend | None:
    """Return the mend of a reference that is not in the form that its field takes, where it is clear which is meant."""
    kind, colon, id = pointer.text.partition(":")
    if pointer.relation.single:
        return _written(place, id) if kind == pointer.relation.kinds[0] and plan.knows(pointer.text) else None
    known = meant(hint) if not colon else f"{meant(hint)}:{id}"
    only = not colon and means_only(plan, pointer.text, known)
    return _written(place, known, safe=only) if plan.knows(known) and known != place.ref else None


def _pointers(plan: Plan, ref: str) -> list[Pointer]:
    entity = plan.get(ref)
    return list(entity.pointers()) if entity else []


def _kinds_at(plan: Plan, edge: Edge) -> tuple[str, ...]:
    found = [pointer.relation.kinds for pointer in _pointers(plan, edge.source) if pointer.path == edge.path]
    return found[0] if found else (ANY,)


def _misfit(pointer: Pointer, plan: Plan, *, guess: bool = False) -> tuple[str, str] | None:
    """Return message and hint where a reference is not in the form, or not of a kind, that its field takes."""
    return _misfit_of(plan, pointer.text, pointer.relation, guess)


@once
def _misfit_of(plan: Plan, text: str, relation: Relation, guess: bool) -> tuple[str, str] | None:
    kind, colon, id = text.partition(":")
    if relation.single:
        wanted = relation.kinds[0]
        if not colon:
            return None
        if kind == wanted:
            return f"this field takes the bare id, for it can only mean {_a(kind)}", f"write “{id}”"
        if kind not in KINDS:
            return f"{short(text)} is no id of {_a(wanted)}", "an id has small letters, digits and single hyphens"
        return f"this field takes {_a(wanted)}, and {short(text)} is {_a(kind)}", f"write the id of {_a(wanted)}"
    kinds = tuple(KINDS.names()) if ANY in relation.kinds else relation.kinds
    if not colon:
        same = [f"{other}:{text}" for other in kinds if f"{other}:{text}" in plan] if text in plan.ids else []
        hint = f"did you mean {listed([f'“{ref}”' for ref in same[:3]], 'or')}?" if same else ""
        return f"{short(text)} does not say of which kind it is", hint or f"write kind:id; {_kinds(relation.kinds)}"
    if kind not in KINDS:
        return f"{short(text)} is no reference: there is no kind {short(kind)}", (
            nearest(kind, kinds if guess else ()) or f"write kind:id; {_kinds(relation.kinds)}"
        )
    if kind not in kinds:
        return f"this field does not take {_a(kind)}", _kinds(relation.kinds)
    return None


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _kinds(kinds: tuple[str, ...]) -> str:
    return "any kind will do" if ANY in kinds else f"it takes {listed([_a(kind) for kind in kinds], 'or')}"


@rule("EOP203", "error")
def self_reference(graph: Graph) -> Iterator[Verdict]:
    """Something points at itself where only something else makes sense.

    Why it matters: a role cannot report to itself, and a building cannot stand in for itself.

    What to do: name the other one, or delete the reference. A role may look after its own entry (`owner`), and a
    procedure may start over.

    ```yaml flagged
    roles/mayor:
      name: Mayor
      agency: example-city
      section: Command
      succession:
        order: [{role: mayor}, {role: emergency-manager}, {body: The City Council}]
        trigger: The Mayor is away or cannot act.
        ends: The Mayor is back.
    ```

    ```yaml clean
    roles/mayor:
      name: Mayor
      agency: example-city
      section: Command
      owner: mayor
      succession:
        order: [{role: emergency-manager}, {body: The City Council}]
        trigger: The Mayor is away or cannot act.
        ends: The Mayor is back.
    ```
    """
    for edge in graph.edges:
        if edge.source != edge.target or edge.derived:
            continue
        if edge.path[0] not in ("owner", "waivers") and edge.path[-1] != "start":
            name = short(graph.plan.label(edge.source))
            place = Place(edge.source, edge.path)
            yield Verdict(
                place,
                f"{name} {edge.forward} itself",
                "name another one, or delete this",
                mend=Mend("delete it", (Correction(place, None),)),
            )


@rule("EOP205", "info")
def orphan(graph: Graph) -> Iterator[Verdict]:
    """Nothing in the plan uses this contact, place, resource, channel, agreement or law.

    Why it matters: what nothing uses is kept up for nothing, or something that should use it does not.

    What to do: name it where it is used (in a role, a step, a function, a section), or delete it. Desks are reached
    through their agency and need no role.

    ```yaml flagged
    contacts/avery:
      name: Avery Example
      type: person
      agency: emergency-management
      methods: [{type: voice, value: 222-555-0142, verified: 2026-05-01}]
    ```

    ```yaml clean
    contacts/avery:
      name: Avery Example
      type: person
      agency: emergency-management
      methods: [{type: voice, value: 222-555-0142, verified: 2026-05-01}]
    roles/emergency-manager:
      name: Emergency Manager
      agency: emergency-management
      section: Command
      reports_to: mayor
      holders: [avery, duty-desk]
    ```
    """
    if graph.plan.broken or graph.plan.cover is None:
        return  # what cannot be read may well use it
    astray = list(dict.fromkeys(edge.target.partition(":") for edge in graph.dangling))
    wanted = {_guess(graph, kind, id, bare=True).ref for kind, _, id in astray[:_GUESSES]}
    for kind in (kind for kind in KINDS if kind.for_use):
        for entity in graph.plan.of(kind.model):
            if _is_idle(graph, entity) and entity.ref not in wanted:
                message = f"nothing in the plan uses the {kind.name} {short(entity.name)}"
                yield Verdict(entity.at("name"), message, "name it where it is used, or delete it")


def _is_idle(graph: Graph, entity: Entity) -> bool:
    """Whether nothing uses an entity. A desk is reached through its agency."""
    is_desk = isinstance(entity, Contact) and entity.type == "desk"
    return not is_desk and all(edge.forward in _SAYS_NOTHING for edge in graph.into(entity.ref))


@rule("EOP209", "warning")
def repeated_reference(entity: Entity) -> Iterator[Verdict]:
    """A list names the same thing twice.

    Why it matters: the list looks longer than it is; most often another name was meant in the second place.

    What to do: correct the second one, or delete it.

    ```yaml flagged
    agencies/harbor:
      name: Harbor Office
      type: office
      parent: example-city
      depends_on: [agency:example-city, role:mayor, agency:example-city]
    ```

    ```yaml clean
    agencies/harbor:
      name: Harbor Office
      type: office
      parent: example-city
      depends_on: [agency:example-city, role:mayor]
    ```
    """
    for path, held in entity.lists():
        seen: dict[str, int] = {}
        for index, text in enumerate(held):
            if isinstance(text, str) and (first := seen.setdefault(text, index)) != index:
                place = entity.at(*path, index)
                yield Verdict(
                    place,
                    f"{short(text)} stands twice in this list",
                    "correct it, or delete it",
                    ((entity.at(*path, first), "the first one"),),
                    Mend("delete the second one", (Correction(place, None),)),
                )
