"""What everything in a plan needs to work: what the files declare, and what follows from what a thing is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from eop_tools.analysis.and_or_system import ITSELF, Need, System
from eop_tools.finding import PathStep as Place
from eop_tools.kind import AnyOf, Entity
from eop_tools.kinds.agreement import Agreement
from eop_tools.kinds.channel import Channel
from eop_tools.kinds.contact import Contact
from eop_tools.kinds.facility import Facility
from eop_tools.kinds.function import Function
from eop_tools.kinds.hazard import Hazard
from eop_tools.kinds.level import Level
from eop_tools.kinds.population import Population
from eop_tools.kinds.procedure import Procedure, Step
from eop_tools.kinds.question import Question
from eop_tools.kinds.resource import Resource
from eop_tools.kinds.role import Role
from eop_tools.plan import Plan
from eop_tools.plan.queries import is_ours, people_wanted
from eop_tools.text.phrases import first_up, humane, short, spoken

LOSABLE = ("agency", "agreement", "channel", "contact", "facility", "resource")
"""The kinds that can be lost in the world. A position, a function or a procedure is not lost, it has nobody left."""
_SITED = ("network", "system")
"""Resources that run where they stand, so that a place without power stops them; others are only kept there."""


def needs_of(plan: Plan, today: date) -> System:
    """Return what everything in a plan needs, on a day: an agreement that has ended supplies nothing.

    Keys are references, and for parts the reference and the way to it: `contact:desk/methods/0`,
    `procedure:open-eoc/steps/2`, `facility:eoc/generator`, `role:mayor/holders`, `agency:fire/contacts`. What a
    reference does not lead to is left out: that is told elsewhere.
    """
    return System(_Gatherer(plan, today).nodes())


def lost_with(refs: Iterable[str]) -> list[str]:
    """Return the keys that are lost when these entities are: of a role those who hold it, so that others succeed."""
    return [f"{ref}/holders" if ref.startswith("role:") else ref for ref in refs]


def label(plan: Plan, key: str) -> str:
    """Return the words for a key of the system."""
    ref, _, part = key.removeprefix(ITSELF).partition("/")
    name, entity = plan.label(ref), plan.get(ref)
    sort, _, index = part.partition("/")
    if sort == "methods" and isinstance(entity, Contact):
        return f"{name} by {humane(entity.methods[int(index)].type).lower()}"
    if sort == "steps":
        return f"step {int(index) + 1} of {name}"
    words = {"generator": "the generator of {}", "holders": "whoever holds {}", "contacts": "everybody at {}"}
    return words.get(sort, "{}").format(name)


def titled(plan: Plan, key: str) -> str:
    """Return the words for a key of the system with a large letter at their beginning; names keep their own."""
    words = label(plan, key)
    return words if words.startswith(plan.label(key.removeprefix(ITSELF).partition("/")[0])) else first_up(words)


class _Gatherer:
    def __init__(self, plan: Plan, today: date) -> None:
        self.plan = plan
        self.today = today
        self.parts: dict[str, tuple[Need, ...]] = {}
        self._there = frozenset(plan.refs())

    def nodes(self) -> dict[str, tuple[Need, ...]]:
        """Return the needs of every entity and of every part that has some; parts first, as they are needed."""
        whole: dict[str, tuple[Need, ...]] = {}
        for entity in self.plan:
            derived: Callable[[_Gatherer, Any], Iterator[Need | None]] = _DERIVED.get(type(entity), _nothing)
            found = (*self._declared(entity), *derived(self, entity))
            whole[entity.ref] = tuple(need for need in found if need)
        return {**self.parts, **whole}

    def _declared(self, entity: Entity) -> Iterator[Need | None]:
        for index, need in enumerate(entity.depends_on):
            refs = need.any_of if isinstance(need, AnyOf) else [need]
            lack = "has none left of what it depends on" if len(refs) > 1 else "depends on {}"
            yield self._need(refs, lack, ("depends_on", index))

    def _need(
        self,
        refs: Sequence[str],
        lack: str,
        path: tuple[Place, ...],
        *,
        least: int = 1,
        essential: bool = True,
        wanted: bool = False,
    ) -> Need | None:
        """Return a need of what is there; None where nothing is. Agencies stand for themselves."""
        if not refs:
            return None
        there = self._there
        known = [ref for ref in dict.fromkeys(refs) if ref in there or "/" in ref or ref.removeprefix(ITSELF) in there]
        return Need(tuple(known), lack, min(least, len(known)), essential, path, wanted) if known else None

    def _part(self, key: str, *needs: Need | None) -> str:
        self.parts[key] = tuple(need for need in needs if need)
        return key

    # -- People ------------------------------------------------------------------------------------------------------

    def contact(self, contact: Contact) -> Iterator[Need | None]:
        yield self._need([f"{ITSELF}agency:{contact.agency}"], "works for {}", ("agency",))
        ways = []
        for index, method in enumerate(contact.methods):
            over = [*method.over, *([f"channel:{method.channel}"] if method.channel else [])]
            path = ("methods", index)
            ways.append(
                self._part(
                    f"{contact.ref}/methods/{index}",
                    *(self._need([ref], "runs over {}", (*path, "over")) for ref in over),
                )
            )
        yield self._need(ways, "cannot be reached", ("methods",))

    def role(self, role: Role) -> Iterator[Need | None]:
        succession = role.succession.order if role.succession else []
        others = [self.plan.find(Role, each.role) for each in succession if each.role and each.role != role.id]
        standing = [self._holders(each) for each in (role, *others) if each and each.holders]
        if standing:
            yield self._need(standing, "has nobody to fill it", ("holders",))
        else:
            yield Need((), "is held by nobody", path=("holders",))

    def _holders(self, role: Role) -> str:
        key = f"{role.ref}/holders"
        if key not in self.parts:
            holders = [found for id in role.holders if (found := self.plan.find(Contact, id))]
            refs = [holder.ref for holder in holders]
            need = self._need(refs, "cannot be reached", ("holders",), least=people_wanted(role, holders))
            self._part(key, need or Need((), "are not in the plan", path=("holders",)))
        return key

    @cached_property
    def _staff(self) -> dict[str, list[str]]:
        staff: dict[str, list[str]] = defaultdict(list)
        for contact in self.plan.of(Contact):
            staff[f"agency:{contact.agency}"].append(contact.ref)
        return staff

    def _reached(self, ref: str) -> str:
        """Return the key of whoever answers when a role, an agency or a contact is called."""
        key = f"{ref}/contacts"
        if ref not in self._staff:
            return ref
        return key if key in self.parts else self._part(key, self._need(self._staff[ref], "cannot be reached", ()))

    # -- Means -------------------------------------------------------------------------------------------------------

    def channel(self, channel: Channel) -> Iterator[Need | None]:
        for index, ref in enumerate(channel.over):
            yield self._need([ref], "runs over {}", ("over", index))

    def facility(self, place: Facility) -> Iterator[Need | None]:
        if not is_ours(self.plan, place.agency):
            yield self._need([f"agreement:{id}" for id in place.agreements], "may not be used", ("agreements",))
        power = place.power
        if power is None:
            return
        ways = [f"agency:{power.supplied_by}"] if power.supplied_by else []
        if power.generator:
            hours = f" after {power.runs_for}" if power.runs_for else ""
            fuel = self._need([power.fuel_from or ""], f"gets no more fuel{hours}", ("power", "fuel_from"))
            ways.append(self._part(f"{place.ref}/generator", fuel))
        yield self._need(ways, "has no power", ("power",))

    def resource(self, resource: Resource) -> Iterator[Need | None]:
        place = [f"facility:{resource.location}"] if resource.location else []
        supply = [f"agreement:{id}" for id in resource.supplied_under]
        if resource.category in _SITED:
            yield self._need(place, "runs in {}", ("location",))
            yield self._need(supply, "is supplied by nobody", ("supplied_under",))
        elif place:
            yield self._need([f"{ITSELF}{place[0]}", *supply], "cannot be had", ("location",))
        elif not resource.quantity:
            yield self._need(supply, "cannot be had", ("supplied_under",))

    def agreement(self, agreement: Agreement) -> Iterator[Need | None]:
        if agreement.expires and agreement.expires < self.today:
            yield Need((), f"ended on {spoken(agreement.expires)}", path=("expires",))
        if agreement.effective and agreement.effective > self.today:
            yield Need((), f"does not begin before {spoken(agreement.effective)}", path=("effective",))
        partners = [f"agency:{id}" for id in agreement.parties if not is_ours(self.plan, id)]
        yield self._need(partners, "has no partner left to deliver", ("parties",))

    # -- Work --------------------------------------------------------------------------------------------------------

    def procedure(self, procedure: Procedure) -> Iterator[Need | None]:
        for index, step in enumerate(procedure.steps):
            key = self._part(f"{procedure.ref}/steps/{index}", *self._step(step, ("steps", index)))
            yield Need((key,), "cannot be carried out in full", essential=not step.when, path=("steps", index))

    def _step(self, step: Step, path: tuple[Place, ...]) -> Iterator[Need | None]:
        yield self._need([f"role:{step.who}"], "has nobody to do it", (*path, "who"))
        yield self._need(step.on, "has no way to communicate", (*path, "on"))
        place = self.plan.find(Facility, step.at)
        if place:
            backups = [f"facility:{id}" for id in place.backed_up_by]
            yield self._need([place.ref, *backups], "has no place", (*path, "at"))
        for index, use in enumerate(step.using):
            refs = use.any_of if isinstance(use, AnyOf) else [f"resource:{use}"]
            lack = "lacks {}" if len(refs) == 1 else "lacks what it takes"
            yield self._need(refs, lack, (*path, "using", index))
        for index, id in enumerate(step.under):
            yield self._need([f"agreement:{id}"], "rests on {}", (*path, "under", index))
        called = [self._reached(ref) for ref in step.call]
        yield self._need(called, "reaches nobody whom it calls", (*path, "call"), wanted=True)
        if len(called) > 1:
            for index, key in enumerate(called):
                yield self._need([key], "does not reach {}", (*path, "call", index), essential=False)

    def level(self, level: Level) -> Iterator[Need | None]:
        yield self._need([f"role:{id}" for id in level.activated_by], "can be activated by nobody", ("activated_by",))
        places = [place for id in level.eoc if (place := self.plan.find(Facility, id))]
        backups = [id for place in places for id in place.backed_up_by]
        refs = [f"facility:{id}" for id in (*level.eoc, *backups)]
        yield self._need(refs, "has no place to be run from", ("eoc",))
        for rank, role in self._staffed:
            if rank <= level.rank:
                yield Need((role,), "cannot fill every position")
        for index, ref in enumerate(level.notify):
            yield self._need([self._reached(ref)], "does not reach {}", ("notify", index), essential=False)

    @cached_property
    def _staffed(self) -> list[tuple[int, str]]:
        """The rank from which each position is staffed."""
        ranks = {level.id: level.rank for level in self.plan.of(Level)}
        staffed = ((ranks.get(role.staffed_from or ""), role.ref) for role in self.plan.of(Role))
        return [(rank, ref) for rank, ref in staffed if rank is not None]

    def function(self, function: Function) -> Iterator[Need | None]:
        leading = [f"agency:{each.agency}" for each in function.assignments if each.part in ("primary", "coordinator")]
        yield self._need(leading, "has nobody in charge", ("assignments",))
        for index, each in enumerate(function.assignments):
            if each.part == "support":
                path = ("assignments", index)
                yield self._need([f"agency:{each.agency}"], "does without {}", path, essential=False)

    def hazard(self, hazard: Hazard) -> Iterator[Need | None]:
        for index, id in enumerate(hazard.first_hour):
            yield self._need([f"procedure:{id}"], "is not met in full in the first hour", ("first_hour", index))

    def population(self, population: Population) -> Iterator[Need | None]:
        for index, each in enumerate(population.needs):
            yield self._need(each.met_by, f"go without {short(each.need, 90)}", ("needs", index, "met_by"))

    def question(self, question: Question) -> Iterator[Need | None]:
        yield self._need([f"role:{id}" for id in question.answered_by], "is answered by nobody", ("answered_by",))
        yield self._need(question.reported_on, "has no way to be reported", ("reported_on",))


def _nothing(_: _Gatherer, __: Entity) -> Iterator[Need | None]:
    return iter(())


_DERIVED: dict[type[Entity], Any] = {
    Agreement: _Gatherer.agreement, Channel: _Gatherer.channel, Contact: _Gatherer.contact,
    Facility: _Gatherer.facility, Function: _Gatherer.function, Hazard: _Gatherer.hazard, Level: _Gatherer.level,
    Population: _Gatherer.population, Procedure: _Gatherer.procedure, Question: _Gatherer.question,
    Resource: _Gatherer.resource, Role: _Gatherer.role,
}  # fmt: skip
