"""Reach: whether a procedure is led to, its steps say how to reach people, and those named know of their part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eop_tools.kind import KINDS
from eop_tools.kinds.agency import Agency
from eop_tools.kinds.function import Function
from eop_tools.kinds.hazard import Hazard
from eop_tools.kinds.level import Level
from eop_tools.kinds.procedure import Procedure
from eop_tools.kinds.role import Role
from eop_tools.kinds.section import Section
from eop_tools.plan import Plan
from eop_tools.plan.graph import Graph
from eop_tools.plan.org_tree import kinship
from eop_tools.plan.queries import is_ours, players, unread
from eop_tools.rule import Verdict, rule
from eop_tools.text.name_index import NameIndex
from eop_tools.text.phrases import counted, few, short

_IN_AN_EMERGENCY = ("respond", "recover")
_ASKS = re.compile(r"(?:ask|tell|call|notify|alert|warn|inform|page|telephone)( )(?:the )?", re.I)
_SOMEBODY_THERE = re.compile(r" (?:liaison|representative|rep|team|crew|crews|volunteers|staff|member|members)\b", re.I)


@rule("EOP408", "info")
def unreached_procedure(graph: Graph) -> Iterator[Verdict]:
    """Nothing leads to a procedure for an emergency: no first hour, no branch, no trigger of a level, no link.

    Why it matters: in the emergency people follow what is put before them. A good procedure that nothing leads to is
    found afterwards.

    What to do: name it under a hazard's `first_hour`, in a step's `branches`, under a need's `met_by`, or link to it in
    the prose of its function: `[[procedure:open-eoc]]`.

    ```yaml flagged
    procedures/pumps:
      name: Set up the pumps
      phase: respond
      trigger: The gauge is above 17 feet.
      steps: [{do: Set up the pumps., who: emergency-manager}]
    ```

    ```yaml clean
    procedures/pumps:
      name: Set up the pumps
      phase: respond
      trigger: The gauge is above 17 feet.
      steps: [{do: Set up the pumps., who: emergency-manager}]
    functions/flood:
      name: Flood control
      purpose: Keep the water out.
      concept_of_operations: The pumps come first ([[procedure:pumps]]).
      assignments: [{agency: emergency-management, part: primary}]
    ```
    """
    plan = graph.plan
    if plan.broken:
        return  # what cannot be read may well lead to it
    names = NameIndex(((each.name, _plain(each.name)) for each in plan.of(Procedure)), fold=True)
    signs = [trigger for level in plan.of(Level) for trigger in level.triggers]
    named = {name for sign in signs for _, found in names.within(sign) for _, name in found}
    for procedure in plan.of(Procedure):
        if procedure.phase not in _IN_AN_EMERGENCY or _plain(procedure.name) in named:
            continue
        ways = (edge for edge in graph.into(procedure.ref) if edge.source != procedure.ref and _leads(edge.source))
        if next(ways, None) is None:
            yield Verdict(
                procedure.at("name"),
                f"nothing in the plan leads to {short(procedure.name)}",
                "name it in a hazard's first hour, in a branch or under a need, or link to it where it is wanted",
            )


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _leads(source: str) -> bool:
    """Whether somebody who acts comes by an entity: nobody reads the cover then, nor what is kept for upkeep."""
    kind = KINDS[source.partition(":")[0]]
    return not kind.is_single and kind.section != "Upkeep"


@rule("EOP409", "info")
def step_without_channel(procedure: Procedure) -> Iterator[Verdict]:
    """A step of a procedure for an emergency calls somebody and does not say how to reach them.

    Why it matters: at 2 a.m. the reader looks for the way, and finds another one than the reader before. PACE names
    four, the best one first: primary, alternate, contingency, emergency.

    What to do: name the ways under `on`, the best one first. In procedures for quiet times the usual ways will do.

    ```yaml flagged
    procedures/open-eoc:
      name: Open the EOC
      phase: respond
      trigger: The Emergency Manager decides on it.
      steps: [{do: Call the Mayor in., who: emergency-manager, call: ["role:mayor"]}]
    ```

    ```yaml clean
    procedures/open-eoc:
      name: Open the EOC
      phase: respond
      trigger: The Emergency Manager decides on it.
      steps: [{do: Call the Mayor in., who: emergency-manager, call: ["role:mayor"], on: ["contact:duty-desk"]}]
    ```
    """
    for index, step in enumerate(procedure.steps if procedure.phase in _IN_AN_EMERGENCY else ()):
        if step.call and not step.on:
            yield Verdict(
                procedure.at("steps", index, "call"),
                f"step {index + 1} ({short(step.do, 40)}) calls {counted(len(step.call), 'party', 'parties')} "
                "and names no way to reach them",
                "name the ways under on, the best one first",
            )


@rule("EOP410", "info")
def uncalled_step(plan: Plan) -> Iterator[Verdict]:
    """A step asks or tells an outside agency something, and names it neither under `call` nor under `on`.

    Why it matters: the role sheet then lacks the number, and nobody sees that the step hangs on that agency.

    What to do: name the agency's desk under `call`, and the ways to reach it under `on`.

    ```yaml flagged
    agencies/power: {name: River Power, acronym: RPC, type: utility}
    procedures/cut-power:
      name: Cut the power
      phase: prepare
      trigger: Water stands at the substation.
      steps: [{do: Ask River Power to cut the feeder., who: emergency-manager}]
    ```

    ```yaml clean
    agencies/power: {name: River Power, acronym: RPC, type: utility}
    procedures/cut-power:
      name: Cut the power
      phase: prepare
      trigger: Water stands at the substation.
      steps:
        - do: Ask River Power to cut the feeder.
          who: emergency-manager
          call: ["agency:power"]
          on: ["contact:duty-desk"]
    ```
    """
    asking = [
        (procedure, index, verb)
        for procedure in plan.of(Procedure)
        for index, step in enumerate(procedure.steps)
        if not step.call and not step.on and (verb := _ASKS.match(step.do))
    ]
    if not asking:
        return
    names = NameIndex(
        (
            (name, agency)
            for agency in plan.of(Agency)
            if agency.type != "contextual" and not is_ours(plan, agency.id)
            for name in (agency.name, agency.acronym, *agency.aliases)
            if len(name) > 2
        ),
        fold=True,
    )
    for procedure, index, verb in asking:
        agency = _asked(verb, names)
        who = plan.find(Role, procedure.steps[index].who)
        if agency is None or who is None or kinship(plan).is_part(who.agency, agency.id):
            continue
        yield Verdict(
            procedure.at("steps", index, "do"),
            f"step {index + 1} turns to {short(agency.name)}, and names nobody there to call",
            "name its desk under call, and the ways to reach it under on",
            ((agency.at("name"), "the agency that is meant"),),
        )


def _asked(verb: re.Match[str], names: NameIndex[Agency]) -> Agency | None:
    """Return the agency that a step begins by turning to: the agency itself, not somebody of it who is there."""
    for start in (verb.end(), verb.end(1)):
        named = [agency for end, agency in names.at(verb.string, start) if not _SOMEBODY_THERE.match(verb.string, end)]
        if named:
            return named[-1]
    return None


@rule("EOP618", "info")
def stranger_in_function(plan: Plan) -> Iterator[Verdict]:
    """An outside agency carries out steps of a function in which it has no part.

    Why it matters: its people are counted on by the procedure, and its own plan, which follows the list of parts, does
    not know.

    What to do: give the agency its part among the function's assignments, or the steps to somebody else. The
    jurisdiction's own departments work for whoever needs them, and do not count.

    ```yaml flagged
    agencies/ambulance: {name: River Ambulance, type: hospital}
    roles/medic: {name: Medic, agency: ambulance, section: Operations, reports_to: mayor, holders: [duty-desk]}
    functions/police:
      name: Law enforcement
      purpose: People are safe.
      assignments: [{agency: emergency-management, part: primary}]
    procedures/attack:
      name: Attack
      phase: prepare
      trigger: Shots are reported.
      function: police
      steps: [{do: Set up the treatment area., who: medic}]
    ```

    ```yaml clean
    agencies/ambulance: {name: River Ambulance, type: hospital}
    roles/medic: {name: Medic, agency: ambulance, section: Operations, reports_to: mayor, holders: [duty-desk]}
    functions/police:
      name: Law enforcement
      purpose: People are safe.
      assignments: [{agency: emergency-management, part: primary}, {agency: ambulance, part: cooperating}]
    procedures/attack:
      name: Attack
      phase: prepare
      trigger: Shots are reported.
      function: police
      steps: [{do: Set up the treatment area., who: medic}]
    ```
    """
    if unread(plan, "agency"):
        return
    outsiders = {role.id: role.agency for role in plan.of(Role) if not is_ours(plan, role.agency)}
    for procedure in plan.of(Procedure):
        places: dict[str, int] = {}
        for index, step in enumerate(procedure.steps):
            if step.who in outsiders:
                places.setdefault(outsiders[step.who], index)
        function = plan.find(Function, procedure.function)
        if function is None:
            continue
        those = players(plan, function.id)
        for agency, index in places.items():
            if not those.are_in(agency) and not those.hold(agency):
                yield Verdict(
                    procedure.at("steps", index, "who"),
                    f"{short(plan.label(f'agency:{agency}'))} carries out a step of {short(function.name)} "
                    "but has no part in it",
                    "give it its part among the function's assignments",
                    ((function.at("assignments"), "the parts"),),
                )


@rule("EOP619", "warning")
def hazard_off_course(plan: Plan) -> Iterator[Verdict]:
    """A hazard's first hour or its annex goes by a function that the hazard does not call for.

    Why it matters: the hazard annex and the function contradict each other: the one sends people to work, the other
    does not expect the call.

    What to do: name the function under the hazard's `functions`; or correct the function of the procedure, or what the
    annex covers. A hazard that names no functions says nothing, and is left alone.

    ```yaml flagged
    functions/warning:
      {name: Warning, purpose: All know., assignments: [{agency: emergency-management, part: primary}]}
    functions/water:
      {name: Flood control, purpose: Keep it out., assignments: [{agency: emergency-management, part: primary}]}
    procedures/warn:
      name: Warn the river flats
      phase: respond
      trigger: The gauge is above 17 feet.
      function: warning
      steps: [{do: Send the warning., who: emergency-manager}]
    hazards/flood:
      {name: River flood, category: natural, probability: low, impact: high, functions: [water], first_hour: [warn]}
    ```

    ```yaml clean
    functions/warning:
      {name: Warning, purpose: All know., assignments: [{agency: emergency-management, part: primary}]}
    functions/water:
      {name: Flood control, purpose: Keep it out., assignments: [{agency: emergency-management, part: primary}]}
    procedures/warn:
      name: Warn the river flats
      phase: respond
      trigger: The gauge is above 17 feet.
      function: warning
      steps: [{do: Send the warning., who: emergency-manager}]
    hazards/flood:
      {name: River flood, category: natural, probability: low, impact: high, functions: [warning, water],
       first_hour: [warn]}
    ```
    """
    for hazard in plan.of(Hazard):
        expected = set(hazard.functions)
        for index, id in enumerate(hazard.first_hour if expected else ()):
            procedure = plan.find(Procedure, id)
            function = plan.find(Function, procedure.function) if procedure else None
            if procedure and function and function.id not in expected:
                yield Verdict(
                    hazard.at("first_hour", index),
                    f"{short(procedure.name)} serves {short(function.name)}, which {short(hazard.name)} "
                    "does not call for",
                    "name the function under the hazard's functions, or correct that of the procedure",
                    ((procedure.at("function"), "the function it serves"),),
                )
    for section in plan.of(Section):
        about = [plan.get(ref) for ref in section.covers]
        hazards = [each for each in about if isinstance(each, Hazard)]
        if section.part != "hazard-annex" or not hazards or not all(hazard.functions for hazard in hazards):
            continue
        called = {id for hazard in hazards for id in hazard.functions}
        names = few(short(hazard.name) for hazard in hazards)
        for index, each in enumerate(about):
            if isinstance(each, Function) and each.id not in called:
                yield Verdict(
                    section.at("covers", index),
                    f"{short(section.name)} covers {short(each.name)}, which {names} "
                    f"{'does' if len(hazards) == 1 else 'do'} not call for",
                    "name the function under the hazard's functions, or take it out here",
                    tuple((hazard.at("functions"), short(hazard.name)) for hazard in hazards[:3]),
                )
