"""Questions that both plans are asked: a loss is an answer that got worse, so what was bad before is none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from eop_tools.changes.matching import paired
from eop_tools.changes.name_resolver import NOT_SHOWN, NameResolver
from eop_tools.changes.value_text import said
from eop_tools.field_meaning import Last
from eop_tools.finding import Place, Severity
from eop_tools.kind import KINDS, Entity, fields_of
from eop_tools.kinds.agreement import Agreement
from eop_tools.kinds.channel import Channel
from eop_tools.kinds.contact import Contact
from eop_tools.kinds.population import Population
from eop_tools.kinds.procedure import Procedure
from eop_tools.kinds.role import Role
from eop_tools.plan import Plan
from eop_tools.plan.graph import Graph, all_mentions
from eop_tools.plan.queries import method_needs, sort_of_network, unread
from eop_tools.text.phrases import humane, listed, short, spoken

ERROR, WARNING = Severity.error, Severity.warning
_NUMBERED = ("voice", "text", "pager", "fax")


class Loss(NamedTuple):
    """What got worse for an entity; `text` goes on after its name. `depends` where that is known already.

    One that is hidden rests on something that those who are told may not see: only its kind is told.
    """

    kind: str
    severity: Severity
    ref: str
    text: str
    depends: tuple[str, ...] | None = None
    hidden: bool = False


class Way(NamedTuple):
    """One way to reach somebody: its name, the networks without which it is silent, and whether it has a number."""

    name: str
    needs: frozenset[str]
    numbered: bool = False
    rests_on: tuple[Place, ...] = ()


def losses(names: NameResolver, graph: Graph) -> list[Loss]:
    """Return all losses between two plans, the worst first; `graph` is that of the new plan."""
    found = [loss for ask in (_last, _ended, _reach, _steps, _waiting, _unmet) for loss in ask(names)]
    return sorted((*found, *_dangling(names, graph)), key=lambda loss: -loss.severity.rank)


# -- The last one of something ---------------------------------------------------------------------------------------


class _Lasting(NamedTuple):
    """A field that must not run empty, of a kind."""

    model: type[Entity]
    field: str
    last: Last


def _lasting() -> list[_Lasting]:
    """Return the fields that must not run empty, as their definitions say, those with most weight first."""
    found = [
        _Lasting(kind.model, field.name, field.meaning.last)
        for kind in KINDS
        for field in fields_of(kind.model)
        if field.meaning.last
    ]
    return sorted(found, key=lambda each: -each.last.weight)


def _last(names: NameResolver) -> Iterator[Loss]:
    for model, field, last in _lasting():
        for new in names.new.of(model):
            old = names.old.get(new.ref)
            if old is None or (last.when and not getattr(new, last.when)):
                continue
            before, after = _held(names, names.old, old, field, last), _held(names, names.new, new, field, last)
            place = Place(new.ref, (field,))
            hidden = not (names.tells(names.old, place) and names.tells(names.new, place))
            if before and not after:
                yield Loss(last.loss, last.severity, new.ref, f" {last.none}", hidden=hidden)
            elif last.one and len(before) > len(after) == 1:
                said = f" {last.one.format(names(after[0]))}"
                yield Loss(f"{last.loss}-but-one", WARNING, new.ref, said, hidden=hidden)


def _held(names: NameResolver, plan: Plan, entity: Entity, field: str, last: Last) -> list[str]:
    """Return in full the references that a field holds and that still mean something."""
    own = (pointer.target for pointer in entity.pointers() if pointer.path[0] == field)
    refs: Iterable[str] = getattr(entity, last.held) if last.held else own
    return [ref for ref in refs if plan.knows(ref) and not _has_ended(names, plan.get(ref))]


def _has_ended(names: NameResolver, entity: Entity | None) -> bool:
    return isinstance(entity, Agreement) and entity.expires is not None and entity.expires < names.today


def _ended(names: NameResolver) -> Iterator[Loss]:
    for new in names.new.of(Agreement):
        old = names.old.get(new.ref)
        if old and new.expires and _has_ended(names, new) and not _has_ended(names, old):
            text = f" supplies nothing any more: it ended on {spoken(new.expires)}"
            place = Place(new.ref, ("expires",))
            hidden = not (names.tells(names.old, place) and names.tells(names.new, place))
            yield Loss("agreement-ended", ERROR, new.ref, text, hidden=hidden)


def _unmet(names: NameResolver) -> Iterator[Loss]:
    for new in names.new.of(Population):
        old = names.old.find(Population, new.id)
        if old is None:
            continue
        for i, j in paired(old.needs, new.needs).same:
            before = any(names.old.knows(ref) for ref in old.needs[i].met_by)
            if before and not any(names.new.knows(ref) for ref in new.needs[j].met_by):
                need = short(names.words(new.needs[j].need), 90)
                text = f": nothing in the plan meets the need {need} any more"
                where = ((names.old, i), (names.new, j))
                hidden = not all(names.tells(plan, Place(new.ref, ("needs", at, "met_by"))) for plan, at in where)
                yield Loss("need-unmet", ERROR, new.ref, text, hidden=hidden)


def _dangling(names: NameResolver, graph: Graph) -> Iterator[Loss]:
    sources: dict[str, dict[str, None]] = defaultdict(dict)
    for source, target, told in _named(names, graph):
        if target in names.renamed or (target in names.old and not names.new.knows(target)):
            sources[target][source if told else names.hidden(source)] = None
    for ref, naming in sources.items():
        refs, now = tuple(naming), names.renamed.get(ref, ref)
        text = f" is gone{' by that id' if now != ref else ''}, but still named by {names.few(refs)}"
        yield Loss("still-named", ERROR, ref, text, refs, not names.tells(names.old, Place(now, ("name",))))


def _named(names: NameResolver, graph: Graph) -> Iterator[tuple[str, str, bool]]:
    """Yield what names something that is not there in a field or in prose, what it names, and whether that is told."""
    for edge in graph.dangling:
        yield edge.source, edge.target, names.tells(names.new, Place(edge.source, edge.path[:1]))
    for entity, path, target in all_mentions(names.new):
        yield entity.ref, target, names.sees(target) and names.reads(Place(entity.ref, path))


def _waiting(names: NameResolver) -> Iterator[Loss]:
    """Yield the steps that still wait for a step by an id that none has any more."""
    for new in names.new.of(Procedure):
        old = names.old.find(Procedure, new.id)
        gone = {step.id for step in old.steps if step.id} - {step.id for step in new.steps} if old else set()
        for at, step in enumerate(new.steps) if gone else ():
            hidden = not names.reads(Place(new.ref, ("steps", at, "do")))
            for id in (id for id in step.after if id in gone):
                which = f"step {at + 1} ({short(names.words(step.do))})"
                text = f", {which}, still waits for {short(id)}, which no step is called any more"
                yield Loss("still-named", ERROR, new.ref, text, (), hidden)


# -- Who can be reached, and over what -------------------------------------------------------------------------------


def _reach(names: NameResolver) -> Iterator[Loss]:
    """Yield losses for whole agencies first; a role's or a contact's own only where it is worse than what was told."""
    if unread(names.old, "contact") or unread(names.new, "contact"):
        return
    before, after = (
        {contact.ref: _ways(plan, contact, names) for contact in plan.of(Contact)} for plan in (names.old, names.new)
    )
    above, told = _above(names.old), dict[str, int]()
    for model in ("agency", "role", "contact"):
        were, are = _gathered(names.old, before, model), _gathered(names.new, after, model)
        for ref, ways in were.items():
            if ref not in names.new or (ref not in are and model == "role"):
                continue
            now = are.get(ref, [])
            found = _worse(names, ways, now, "way to be reached", "number")
            if found and found[1].rank > max((told.get(other, -1) for other in above.get(ref, ())), default=-1):
                told[ref] = found[1].rank
                hidden = not all(
                    names.tells(plan, *_resting(plan, ref, held))
                    for plan, held in ((names.old, ways), (names.new, now))
                )
                yield Loss(found[0], found[1], ref, f" {found[2]}", hidden=hidden)


def _ways(plan: Plan, contact: Contact, names: NameResolver) -> list[Way]:
    return [
        Way(
            said(method, None, names) if names.sees(contact.ref) else f"{humane(method.type).lower()} {NOT_SHOWN}",
            method_needs(plan, method) or frozenset({sort_of_network(method)}),
            method.type in _NUMBERED,
            (contact.at("methods", at), contact.at("agency"), *_carriers(method.channel)),
        )
        for at, method in enumerate(contact.methods)
    ]


def _carriers(channel: str | None) -> list[Place]:
    return [Place(f"channel:{channel}", ("over",))] if channel else []


def _resting(plan: Plan, ref: str, ways: Sequence[Way]) -> list[Place]:
    """Return the places on which it rests that these are the ways to reach an agency, a role or a contact."""
    held = [Place(ref, ("holders",))] if ref.startswith("role:") and ref in plan else []
    return [*held, *(place for way in ways for place in way.rests_on)]


def _gathered(plan: Plan, ways: Mapping[str, list[Way]], kind: str) -> Mapping[str, list[Way]]:
    """Return the ways to reach each agency, role or contact that has some."""
    found: dict[str, list[Way]] = defaultdict(list)
    if kind == "contact":
        return ways
    if kind == "agency":
        for contact in plan.of(Contact):
            found[f"agency:{contact.agency}"] += ways[contact.ref]
    else:
        for role in plan.of(Role):
            for holder in role.holders:
                if f"contact:{holder}" in ways:
                    found[role.ref] += ways[f"contact:{holder}"]
    return found


def _above(plan: Plan) -> Mapping[str, set[str]]:
    """Return for each role and contact the agencies and roles whose loss tells its own as well."""
    found: dict[str, set[str]] = defaultdict(set)
    for contact in plan.of(Contact):
        found[contact.ref].add(f"agency:{contact.agency}")
    for role in plan.of(Role):
        for holder in role.holders:
            found[role.ref] |= {ref for ref in found[f"contact:{holder}"] if ref.startswith("agency:")}
            found[f"contact:{holder}"].add(role.ref)
    return found


def _steps(names: NameResolver) -> Iterator[Loss]:
    for new in names.new.of(Procedure):
        old = names.old.find(Procedure, new.id)
        if old is None:
            continue
        whole = [(at, at) for at in range(len(new.steps))]
        worse: dict[tuple[str, Severity, str, bool], list[int]] = defaultdict(list)
        for i, j in whole if old.steps == new.steps else paired(old.steps, new.steps).same:
            before, after = (
                _on(plan, step.on, names) for plan, step in ((names.old, old.steps[i]), (names.new, new.steps[j]))
            )
            if found := _worse(names, before, after, "channel", "channel"):
                sides = ((names.old, i, before), (names.new, j, after))
                hidden = not all(_told(names, plan, new.ref, at, ways, found[0]) for plan, at, ways in sides)
                worse[*found, hidden].append(j)
        for (kind, severity, text, hidden), steps in worse.items():
            if len(steps) == 1:
                told = f", step {steps[0] + 1} ({short(names.words(new.steps[steps[0]].do))}), {text}"
            else:
                many = text.replace("loses its", "lose their").replace("loses", "lose").replace("has", "have")
                told = f", steps {listed(str(at + 1) for at in steps)}, {many}"
            yield Loss(f"step-{kind}", severity, new.ref, told, hidden=hidden)


def _told(names: NameResolver, plan: Plan, ref: str, step: int, ways: Sequence[Way], kind: str) -> bool:
    """Whether it may be told what became of the ways to communicate in a step of a procedure."""
    where = Place(ref, ("steps", step, "on"))
    return names.tells(plan, where, *(place for way in ways for place in way.rests_on if kind == "one-network"))


def _on(plan: Plan, refs: Sequence[str], names: NameResolver) -> list[Way]:
    """Return the ways to communicate that references to channels and contacts stand for; what is gone is none."""
    found = []
    for ref in refs:
        entity = plan.get(ref)
        if isinstance(entity, Contact):
            if ways := _ways(plan, entity, names):  # who only signs has none
                needs = frozenset.intersection(*(way.needs for way in ways))
                found.append(Way(names(ref), needs, rests_on=tuple(place for way in ways for place in way.rests_on)))
        elif isinstance(entity, Channel):
            found.append(Way(names(ref), frozenset(entity.over), rests_on=(entity.at("over"),)))
        elif plan.knows(ref):
            found.append(Way(names(ref), frozenset()))
    return found


def _worse(
    names: NameResolver, before: list[Way], after: list[Way], noun: str, numbers: str
) -> tuple[str, Severity, str] | None:
    """Return how some ways got worse: none is left, all that are left run over one network, or one is left."""
    if before and not after:
        return "unreachable", ERROR, f"loses its last {noun}"
    if {way.needs for way in before} != {way.needs for way in after}:
        shared = frozenset.intersection(*(way.needs for way in after)) if after else frozenset()
        lost = sorted(network for network in shared if any(network not in way.needs for way in before))
        if lost:
            apart = [way for way in before if not way.needs.issuperset(lost)]
            word = numbers if all(way.numbered for way in apart) else noun
            which = f"its only {word}" if len(apart) == 1 else f"every {word}"
            over = listed(map(names, lost), "or")
            return "one-network", WARNING, f"loses {which} that does not run over {over}"
    if len(before) > len(after) == 1:
        return "one-left", WARNING, f"has one {noun} left: {after[0].name}"
    return None
