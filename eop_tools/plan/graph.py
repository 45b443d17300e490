"""The plan as a graph: typed edges named both ways, declared in the files or derived from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from eop_tools.finding import FieldPath
from eop_tools.kind import Entity, Pointer, Walk, kind_of
from eop_tools.kinds.procedure import Procedure
from eop_tools.kinds.role import Role
from eop_tools.plan import Plan, once
from eop_tools.text.catalog import to_say

if TYPE_CHECKING:
    import networkx

MENTION = re.compile(r"\[\[\s*([a-z]+:[a-z0-9-]+)\s*(?:\|([^\]\n]{1,200}+))?\]\]")
_CODE = re.compile(r"(?ms)^(```|~~~).*?^\1|`[^`\n]+`")


class Edge(NamedTuple):
    """A relation between two entities, readable in both directions ("is run by" / "runs").

    `counts` is whether the source counts on the target, as `Pointer` says.
    """

    source: str
    target: str
    forward: str
    backward: str
    path: FieldPath
    derived: bool = False
    counts: bool = False


class Graph:
    """All edges of a plan. `out` and `into` answer at once; `networkx` gives the whole as a MultiDiGraph."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.dangling: list[Edge] = []
        self.doubtful: dict[str, list[Pointer]] = {}
        """What each entity points at of which at least one reference leads nowhere."""
        self._out: dict[str, list[Edge]] = {ref: [] for ref in plan.refs()}
        self._into: dict[str, list[Edge]] = {ref: [] for ref in plan.refs()}
        for entity in plan:
            pointers, before = list(entity.pointers()), len(self.dangling)
            for edge in _declared(entity.ref, pointers):
                self._add(edge)
            if len(self.dangling) > before:
                self.doubtful[entity.ref] = pointers
        for edge in _derived(plan):
            self._add(edge)

    def _add(self, edge: Edge) -> None:
        if edge.target in self._into:
            self._out[edge.source].append(edge)
            self._into[edge.target].append(edge)
        elif not edge.derived:
            self.dangling.append(edge)

    def out(self, ref: str) -> tuple[Edge, ...]:
        """Return the edges that start at an entity, in the order of its fields."""
        return tuple(self._out.get(ref, ()))

    def into(self, ref: str) -> tuple[Edge, ...]:
        """Return the edges that end at an entity."""
        return tuple(self._into.get(ref, ()))

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every edge whose two ends exist."""
        return tuple(edge for held in self._out.values() for edge in held)

    def around(self, ref: str, depth: int) -> frozenset[str]:
        """Return the entities at most `depth` edges away from one, in either direction, itself included."""
        seen = {ref}
        frontier = [ref]
        for _ in range(depth):
            frontier = [near for here in frontier for near in self._neighbours(here) if near not in seen]
            seen.update(frontier)
        return frozenset(seen)

    def _neighbours(self, ref: str) -> Iterator[str]:
        yield from (edge.target for edge in self._out.get(ref, ()))
        yield from (edge.source for edge in self._into.get(ref, ()))

    def cut(self, kinds: Iterable[str] = (), around: str = "", depth: int = 1) -> Excerpt:
        """Return the part of the graph that holds only some kinds, or only what is near one entity."""
        wanted = set(kinds)
        near = self.around(around, depth) if around else None
        held = [
            entity
            for entity in self.plan
            if (near is None or entity.ref in near)
            and (not wanted or entity.ref == around or kind_of(type(entity)).name in wanted)
        ]
        refs = {entity.ref for entity in held}
        edges = [edge for edge in self.edges if edge.source in refs and edge.target in refs]
        return Excerpt(tuple(held), tuple(edges))

    @cached_property
    def networkx(self) -> networkx.MultiDiGraph[str]:
        """The whole graph for networkx."""
        return self.cut().networkx


class Excerpt(NamedTuple):
    """A part of a graph: some entities, and the edges among them."""

    entities: tuple[Entity, ...]
    edges: tuple[Edge, ...]

    def nearest(self, around: str, entities: int, edges: int) -> Excerpt:
        """Return what of it is near one entity (without one, near what has most connections), at most so many."""
        joined = {frozenset((edge.source, edge.target)) for edge in self.edges if edge.source != edge.target}
        if len(self.entities) <= entities and len(joined) <= edges:
            return self
        near: dict[str, set[str]] = {entity.ref: set() for entity in self.entities}
        for one, other in joined:
            near[one].add(other)
            near[other].add(one)
        ranked = sorted(near, key=lambda ref: (ref != around, -len(near[ref]), ref))
        waiting, kept, drawn = dict.fromkeys(ranked[:1]), set[str](), 0
        rest = iter(() if around else ranked[1:])  # what hangs together with nothing of it has its turn, too
        while len(kept) < entities and (ref := next(iter(waiting), "") or next(rest, "")):
            waiting.pop(ref, None)
            more = len(near[ref] & kept)
            if ref not in kept and drawn + more <= edges:
                kept.add(ref)
                drawn += more
                fresh = (each for each in near[ref] - kept if each not in waiting)
                waiting |= dict.fromkeys(sorted(fresh, key=lambda each: (-len(near[each]), each)))
        return Excerpt(
            tuple(entity for entity in self.entities if entity.ref in kept),
            tuple(edge for edge in self.edges if edge.source in kept and edge.target in kept),
        )

    @property
    def networkx(self) -> networkx.MultiDiGraph[str]:
        """The part for networkx: nodes carry `kind` and `name`, edges `forward`, `backward`, `derived`."""
        import networkx

        graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
        for entity in self.entities:
            graph.add_node(entity.ref, kind=kind_of(type(entity)).name, name=entity.name)
        for edge in self.edges:
            graph.add_edge(edge.source, edge.target, forward=edge.forward, backward=edge.backward, derived=edge.derived)
        return graph


def _declared(source: str, pointers: list[Pointer]) -> Iterator[Edge]:
    for pointer in pointers:
        words = pointer.relation.forward, pointer.relation.backward
        yield Edge(source, pointer.target, *words, pointer.path, counts=pointer.counts)


_NEEDS_PEOPLE = (to_say("needs people of"), to_say("sends people to"))


def _derived(plan: Plan) -> Iterator[Edge]:
    """Yield what follows from the files without being written in them: mentions, and agencies' part in procedures."""
    for entity, path, target in all_mentions(plan):
        yield Edge(entity.ref, target, to_say("mentions"), to_say("is mentioned in"), path, derived=True)
    for procedure in plan.of(Procedure):
        roles = (plan.find(Role, step.who) for step in procedure.steps)
        for agency in dict.fromkeys(role.agency for role in roles if role):
            yield Edge(procedure.ref, f"agency:{agency}", *_NEEDS_PEOPLE, ("steps",), derived=True)


@once
def all_prose(plan: Plan) -> tuple[tuple[Entity, FieldPath, str], ...]:
    """Return every prose text of a plan, with its entity and its path."""
    return tuple((entity, path, text) for entity in plan for path, text in prose_of(entity))


@once
def all_mentions(plan: Plan) -> tuple[tuple[Entity, FieldPath, str], ...]:
    """Return what every prose text of a plan links to, whether it is there or not, with the entity and the path."""
    return tuple(
        (entity, path, target)
        for entity, path, text in all_prose(plan)
        if "[[" in text
        for target in dict.fromkeys(match[1] for match in MENTION.finditer(without_code(text)))
    )


def without_code(text: str) -> str:
    """Return a text with blanks in place of what is code in it, where brackets are no link."""
    return _CODE.sub(lambda match: " " * len(match[0]), text)


_PROSE = Walk(lambda field: field.prose)


def prose_of(entity: Entity) -> Iterator[tuple[FieldPath, str]]:
    """Yield path and text of every prose field of an entity, and of its parts, that holds something."""
    return ((held.path, held.value) for held in _PROSE.over(entity) if held.value)
