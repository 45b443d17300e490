"""Weak points: what the first hours and the activation levels have no second of, seen through everything between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from eop_tools.analysis.and_or_system import System
from eop_tools.analysis.compiled_system import shape_of
from eop_tools.analysis.cut_sets import Sweep
from eop_tools.analysis.needs import needs_of
from eop_tools.kind import Entity
from eop_tools.kinds.agency import Agency
from eop_tools.kinds.agreement import Agreement
from eop_tools.kinds.channel import Channel
from eop_tools.kinds.facility import Facility
from eop_tools.kinds.hazard import Hazard
from eop_tools.kinds.level import Level
from eop_tools.kinds.procedure import Procedure
from eop_tools.kinds.resource import Resource
from eop_tools.plan import Plan, once
from eop_tools.plan.graph import Graph
from eop_tools.rule import Verdict, rule
from eop_tools.text.phrases import few, short


@rule("EOP505", "warning")
def hidden_common_cause(graph: Graph, today: date) -> Iterator[Verdict]:
    """A step in the first hour of a high hazard names several ways to communicate that stop together.

    Why it matters: the ways run over different networks, but behind those stands one thing, such as the power company
    or one building. When it is lost, the primary, the alternate and the emergency way are silent at once.

    What to do: add a way that does without it, or say what stands in for it: `depends_on` takes `any_of`. `eop what-if
    --lose REF` shows how far the loss goes.

    ```yaml flagged
    agencies/power: {name: Power Company, type: utility}
    resources/cellular: {name: Cellular network, category: network, agency: example-city, depends_on: [agency:power]}
    resources/landlines: {name: Landlines, category: network, agency: example-city, depends_on: [agency:power]}
    channels/bridge:
      {name: Bridge call, type: telephone, value: 222-555-0150, use: Calls of the leads., operated_by: example-city,
       over: [resource:cellular]}
    channels/desk:
      {name: Desk telephones, type: telephone, value: 222-555-0151, use: Calls to desks., operated_by: example-city,
       over: [resource:landlines]}
    procedures/tornado-first-hour:
      name: "Tornado: the first hour"
      phase: respond
      trigger: A tornado is on the ground.
      steps: [{do: Call the leads., who: emergency-manager, on: [channel:bridge, channel:desk]}]
    hazards/tornado: {name: Tornado, category: natural, probability: medium, impact: high,
      annex: "function:warning", first_hour: [tornado-first-hour]}
    functions/warning:
      {name: Warning, purpose: Everybody knows., assignments: [{agency: emergency-management, part: primary}]}
    ```

    ```yaml clean
    agencies/power: {name: Power Company, type: utility}
    resources/batteries: {name: Batteries of the carrier, category: equipment, agency: example-city, quantity: 40}
    resources/cellular: {name: Cellular network, category: network, agency: example-city,
      depends_on: [{any_of: [agency:power, resource:batteries]}]}
    resources/landlines: {name: Landlines, category: network, agency: example-city, depends_on: [agency:power]}
    channels/bridge:
      {name: Bridge call, type: telephone, value: 222-555-0150, use: Calls of the leads., operated_by: example-city,
       over: [resource:cellular]}
    channels/desk:
      {name: Desk telephones, type: telephone, value: 222-555-0151, use: Calls to desks., operated_by: example-city,
       over: [resource:landlines]}
    procedures/tornado-first-hour:
      name: "Tornado: the first hour"
      phase: respond
      trigger: A tornado is on the ground.
      steps: [{do: Call the leads., who: emergency-manager, on: [channel:bridge, channel:desk]}]
    hazards/tornado: {name: Tornado, category: natural, probability: medium, impact: high,
      annex: "function:warning", first_hour: [tornado-first-hour]}
    functions/warning:
      {name: Warning, purpose: Everybody knows., assignments: [{agency: emergency-management, part: primary}]}
    ```
    """
    plan = graph.plan
    for procedure, index, shared in () if graph.dangling else _silenced(plan, today):
        ways = [plan.get(ref) for ref in procedure.steps[index].on]
        if not frozenset.intersection(*(frozenset(way.over if isinstance(way, Channel) else ()) for way in ways)):
            names = few([short(plan.label(ref)) for ref in shared], 3, "or")
            yield Verdict(
                procedure.at("steps", index, "on"),
                f"without {names} every way to communicate in step {index + 1} is silent",
                "add a way that does without it, or say under depends_on what stands in for it",
                tuple((held.at("name"), "what they share") for ref in shared[:3] if (held := plan.get(ref))),
            )


@rule("EOP506", "warning")
def single_point_of_failure(graph: Graph, today: date) -> Iterator[Verdict]:
    """One utility, network, place or channel alone stops first hours of high hazards, or activation levels.

    Why it matters: when it fails, and the emergency is often why it fails, the plan cannot be carried out in full.

    What to do: give what needs it a second: `any_of` under `depends_on` or `using`, a further channel under `on`, a
    place under `backed_up_by`, a generator with fuel. A step that calls somebody in one way claims no second, no more
    than one that names none. Where there is no second in the world, waive this finding with
    that reason, so that whoever reads the plan knows. `eop what-if --lose REF` says what stops and why.

    ```yaml flagged
    agencies/power: {name: Power Company, type: utility}
    facilities/eoc: {name: EOC, type: eoc, agency: example-city, power: {supplied_by: power}}
    facilities/library: {name: City Library, type: alternate-eoc, agency: example-city, power: {supplied_by: power}}
    levels/partial:
      name: Partial activation
      rank: 1
      triggers: [Two departments]
      activated_by: [emergency-manager]
      eoc: [eoc, library]
    ```

    ```yaml clean
    agencies/power: {name: Power Company, type: utility}
    facilities/eoc: {name: EOC, type: eoc, agency: example-city, power: {supplied_by: power, generator: true}}
    facilities/library: {name: City Library, type: alternate-eoc, agency: example-city, power: {supplied_by: power}}
    levels/partial:
      name: Partial activation
      rank: 1
      triggers: [Two departments]
      activated_by: [emergency-manager]
      eoc: [eoc, library]
    ```
    """
    plan = graph.plan
    if plan.broken or graph.dangling:
        return  # what is not read, or misspelt, may be a second
    wanted = _infrastructure(plan)
    told = {(procedure.ref, ref) for procedure, _, shared in _silenced(plan, today) for ref in shared}
    stops: dict[str, list[str]] = defaultdict(list)
    for target in (*plan.of(Level), *_first_hours(plan)):
        for ref in _sweep(plan, today).singles(target.ref) & wanted:
            if (target.ref, ref) not in told:
                stops[ref].append(target.ref)
    for ref in sorted(stops):
        if entity := plan.get(ref):
            names = few([short(plan.label(target)) for target in stops[ref]], 3)
            yield Verdict(
                entity.at("name"),
                f"{short(entity.name)} has no second: without it {names} cannot be carried out in full",
                f"name what stands in for it where it is needed; `eop what-if --lose {ref}` says why",
            )


@rule("EOP507", "warning")
def circular_need(plan: Plan, today: date) -> Iterator[Verdict]:
    """Things depend on each other in a circle, without an alternative on the way.

    Why it matters: once one of them is down, none of them can be the first to come back.

    What to do: say under `depends_on` only what must work for the thing to work; or name with `any_of` what can stand
    in, for example a generator.

    ```yaml flagged
    agencies/power: {name: Power Company, type: utility, depends_on: [agency:telephone]}
    agencies/telephone: {name: Telephone Company, type: utility, depends_on: [agency:power]}
    ```

    ```yaml clean
    agencies/power: {name: Power Company, type: utility}
    agencies/telephone: {name: Telephone Company, type: utility, depends_on: [agency:power]}
    ```
    """
    if not shape_of(_needs(plan, today)).is_circular:
        return
    musts = System(
        {key: tuple(need for need in needs if need.essential and need.spare <= 0)
         for key, needs in _needs(plan, today).nodes.items()}
    )  # fmt: skip
    for circle in musts.circles:
        refs = sorted({key.partition("/")[0] for key in circle})
        entity = plan.get(refs[0])
        if entity:
            names = few([short(plan.label(ref)) for ref in refs], 3)
            yield Verdict(
                entity.at("depends_on") if entity.depends_on else entity.at("name"),
                f"{names} depend on each other" if refs[1:] else f"{names} depends on itself",
                "take out what is no must, or say with any_of what can stand in",
                tuple((held.at("name"), "in the circle") for ref in refs[1:4] if (held := plan.get(ref))),
            )


@once
def _needs(plan: Plan, today: date) -> System:
    """Return what needs what while every agreement is in force, which is a finding of its own where one is not."""
    lapsed = {
        each.ref: each.model_copy(update={"expires": None, "effective": None})
        for each in plan.of(Agreement)
        if (each.expires and each.expires < today) or (each.effective and each.effective > today)
    }
    held = {each.ref: _without_lone_calls(lapsed.get(each.ref, each)) for each in plan}
    return needs_of(plan.replaced(held), today)


def _without_lone_calls(entity: Entity) -> Entity:
    """Return a procedure without the one way in which a step calls somebody: it claims no second, as none would."""
    if not isinstance(entity, Procedure):
        return entity
    steps = [step.model_copy(update={"on": []}) if step.call and len(step.on) == 1 else step for step in entity.steps]
    return entity.model_copy(update={"steps": steps})


@once
def _sweep(plan: Plan, today: date) -> Sweep:
    return Sweep(_needs(plan, today), _infrastructure(plan))


@once
def _silenced(plan: Plan, today: date) -> tuple[tuple[Procedure, int, tuple[str, ...]], ...]:
    """Return each step in a first hour whose several ways to communicate stop together, with what they share."""
    found = []
    for procedure in () if plan.broken else _first_hours(plan):
        for index, step in enumerate(procedure.steps):
            ways = list(dict.fromkeys(step.on))
            if len(ways) > 1 and (shared := _sweep(plan, today).shared(ways)):
                found.append((procedure, index, tuple(sorted(shared))))
    return tuple(found)


@once
def _infrastructure(plan: Plan) -> frozenset[str]:
    """Return what is lost without anybody leaving: utilities, networks and systems, places, channels but runners."""
    utilities = (agency.ref for agency in plan.of(Agency) if agency.type == "utility")
    networks = (resource.ref for resource in plan.of(Resource) if resource.category in ("network", "system"))
    channels = (channel.ref for channel in plan.of(Channel) if channel.type != "runner")
    return frozenset((*utilities, *networks, *channels, *(place.ref for place in plan.of(Facility))))


@once
def _first_hours(plan: Plan) -> tuple[Procedure, ...]:
    """Return the procedures of the first hours of the high hazards, each once."""
    ids = dict.fromkeys(id for hazard in plan.of(Hazard) if hazard.is_high for id in hazard.first_hour)
    return tuple(found for id in ids if (found := plan.find(Procedure, id)))
