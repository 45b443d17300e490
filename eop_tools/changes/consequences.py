"""What follows from the changes between two plans, told in plain words, with who counts on it and who owes a review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from eop_tools.changes import Comparison, PlanChange
from eop_tools.changes.losses import Loss, losses
from eop_tools.finding import Place, Severity
from eop_tools.kind import KINDS
from eop_tools.kinds.role import Role
from eop_tools.plan.graph import Edge, Graph
from eop_tools.text.phrases import counted, first_up, humane

_HOPS = 3


class Consequence(NamedTuple):
    """One thing that got worse: its kind, how bad, for which entity, what counts on it, who owes a review, in words.

    `depends` are references; `owners` the roles that keep those up, and `agencies` the ones these belong to.
    """

    kind: str
    severity: Severity
    ref: str
    depends: tuple[str, ...]
    owners: tuple[str, ...]
    agencies: tuple[str, ...]
    sentence: str


class Outlook:
    """A comparison, the graphs of both plans, and what can be asked of them."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison, self.names = comparison, comparison.names

    @cached_property
    def graph(self) -> Graph:
        """The graph of the new plan."""
        return Graph(self.names.new)

    @cached_property
    def before(self) -> Graph:
        """The graph of the old plan, in the new names."""
        return Graph(self.names.old)

    @cached_property
    def consequences(self) -> tuple[Consequence, ...]:
        """What got worse, the worst first."""
        if not self.comparison.changes:
            return ()
        return tuple(map(self._consequence, losses(self.names, self.graph)))

    @cached_property
    def _changed(self) -> frozenset[str]:
        return frozenset(change.ref for change in self.comparison.changes)

    @property
    def told(self) -> tuple[Consequence | PlanChange, ...]:
        """Everything there is to tell: what follows, and what changed."""
        return (*self.consequences, *self.comparison.changes)

    def review_of(self, ref: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the roles that keep up what points at an entity, and their agencies; those with most of it first."""
        return self._review({edge.source for edge in self._edges(ref) if not edge.derived}, ref)

    def owed(self, agencies: Sequence[str]) -> str:
        """Return who owes a review, in words; empty where nobody does."""
        return f"review owed by {self.names.few(agencies)}" if agencies else ""

    def _consequence(self, loss: Loss) -> Consequence:
        if loss.hidden:
            ref = self.names.hidden(loss.ref)
            sentence = f"{first_up(self.names(ref))}: {humane(loss.kind).lower()}."
            return Consequence(loss.kind, loss.severity, ref, (), (), (), sentence)
        depends = self._dependents(loss.ref) if loss.depends is None else loss.depends
        mine = () if loss.ref in self._changed else (loss.ref,)  # whoever keeps it up did not make this change
        owners, agencies = self._review((*depends, *mine), loss.ref)
        counting = "" if loss.depends is not None else self._counting(depends)
        said = [f"{self.names(loss.ref)}{loss.text}", counting, self.owed(agencies)]
        whole = f"{first_up('; '.join(filter(None, said)))}."
        return Consequence(loss.kind, loss.severity, loss.ref, depends, owners, agencies, whole)

    def _counting(self, depends: Sequence[str]) -> str:
        """Return in words what counts on something: of the kind that has most bearing."""
        kinds = [KINDS[kind] for kind in dict.fromkeys(ref.partition(":")[0] for ref in depends)]
        first = max(kinds, key=lambda kind: kind.bearing, default=None)
        if first is None or not first.bearing:
            return ""
        refs = [ref for ref in depends if ref.startswith(f"{first.name}:")]
        what = counted(len(refs), first.name, humane(first.plural).lower())
        return f"{what} depend{'s' if len(refs) == 1 else ''} on it ({self.names.few(refs)})"

    def _edges(self, ref: str) -> tuple[Edge, ...]:
        """Return what points at an entity: now, or before where it is gone; without what those told may not see."""
        graph = self.graph if ref in self.names.new else self.before
        return tuple(
            edge
            for edge in graph.into(ref)
            if self.names.sees(edge.target) and self.names.tells(graph.plan, Place(edge.source, edge.path))
        )

    def _dependents(self, ref: str) -> tuple[str, ...]:
        """Return what counts on an entity, also over others, as far as the nearest procedures.

        An agency is counted on through those who can be reached in it.
        """
        seen, frontier = {ref}, [ref]
        if ref.startswith("agency:"):
            frontier += [edge.source for edge in self._edges(ref) if edge.source.startswith("contact:")]
        for _ in range(_HOPS):
            near = {
                edge.source
                for here in frontier
                for edge in self._edges(here)
                if edge.counts and edge.source in self.names.new
            }
            frontier = [other for other in near - seen if not other.startswith("procedure:")]
            seen |= near
        return tuple(sorted(seen - {ref}))

    def _review(self, refs: Iterable[str], of: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        new = self.names.new
        owners = Counter(f"role:{entity.owner}" for ref in refs if (entity := new.get(ref)) and entity.owner)
        agencies: Counter[str] = Counter()
        for owner, count in owners.items():
            if isinstance(role := new.get(owner), Role):
                agencies[f"agency:{role.agency}"] += count
        own = {of, f"agency:{getattr(new.get(of) or self.names.old.get(of), 'agency', '')}"}
        others = [agency for agency in _ranked(agencies) if agency not in own]
        return tuple(_ranked(owners)), tuple(others or agencies)


def _ranked(found: Counter[str]) -> list[str]:
    return sorted(found, key=lambda ref: (-found[ref], ref))
