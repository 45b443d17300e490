"""Coverage: hazards, needs, places, levels and laws that the plan names without saying what follows."""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.kinds.authority import Authority
from eop_tools.kinds.cover import Cover
from eop_tools.kinds.facility import Facility
from eop_tools.kinds.function import Function
from eop_tools.kinds.hazard import Hazard
from eop_tools.kinds.level import Level
from eop_tools.kinds.population import Population
from eop_tools.plan import Plan
from eop_tools.plan.graph import Graph
from eop_tools.plan.org_tree import own_agencies
from eop_tools.plan.queries import unread
from eop_tools.rule import Verdict, rule
from eop_tools.text.phrases import listed, short

_FOR_THE_PUBLIC = ("shelter", "warming-center", "cooling-center")
_WITHOUT_LAWS = {"school", "hospital", "private", "nonprofit", "faith-based", "utility", "railroad"}
_GOVERNMENTS = {"local": ("city", "county", "regional", "tribal"), "state": ("state",), "federal": ("federal",)}


@rule("EOP607", "warning")
def high_hazard_without_annex(graph: Graph) -> Iterator[Verdict]:
    """A hazard that is likely and grave has no annex.

    Why it matters: what is expected most is planned for least. CPG 101 asks for annexes for the hazards that need
    more than the general functions.

    What to do: name the section or function that plans for it under `annex`, or let a section say that it `covers` it.
    Where the annex stands in another plan, such as the county's, name that plan under `related_plans` on the cover, and
    the hazard under its `covers`. A hazard counts as high when neither its probability nor its impact is low, and one
    of them is high.

    ```yaml flagged
    hazards/flood: {name: River flood, category: natural, probability: high, impact: medium, first_hour: [warn]}
    procedures/warn:
      name: Warn the river flats
      phase: respond
      trigger: The gauge is above 17 feet.
      steps: [{do: Send the warning., who: emergency-manager}]
    ```

    ```yaml clean
    hazards/flood:
      {name: River flood, category: natural, probability: high, impact: medium, first_hour: [warn],
       annex: "function:warning"}
    functions/warning:
      name: Warning
      purpose: Everybody at risk knows what to do.
      assignments: [{agency: emergency-management, part: primary}]
    procedures/warn:
      name: Warn the river flats
      phase: respond
      trigger: The gauge is above 17 feet.
      steps: [{do: Send the warning., who: emergency-manager}]
    ```
    """
    if unread(graph.plan, "section"):
        return  # what cannot be read may well cover it
    for hazard in graph.plan.of(Hazard):
        if hazard.is_high and not hazard.annex and not any("covers" in edge.path for edge in graph.into(hazard.ref)):
            yield Verdict(
                hazard.at("name"),
                f"{short(hazard.name)} is {_grades(hazard)}, but no annex plans for it",
                "name its section or function under annex, or the plan that covers it under related_plans on the cover",
            )


@rule("EOP608", "warning")
def high_hazard_without_first_hour(hazard: Hazard) -> Iterator[Verdict]:
    """A hazard that is likely and grave has no procedure for the first hour.

    Why it matters: in the first hour people do what they find written, or what comes to mind.

    What to do: name the procedures under `first_hour`, in the order in which they are begun.

    ```yaml flagged
    hazards/flood: {name: River flood, category: natural, probability: high, impact: medium, annex: "function:warning"}
    functions/warning:
      name: Warning
      purpose: Everybody at risk knows what to do.
      assignments: [{agency: emergency-management, part: primary}]
    ```

    ```yaml clean
    hazards/flood: {name: River flood, category: natural, probability: high, impact: low}
    ```
    """
    if hazard.is_high and not hazard.first_hour:
        yield Verdict(
            hazard.at("name"),
            f"{short(hazard.name)} is {_grades(hazard)}, but has no procedure for the first hour",
            "name its procedures under first_hour",
        )


def _grades(hazard: Hazard) -> str:
    likely = "likely" if hazard.probability == "high" else "possible"
    return f"{likely} and of {hazard.impact} impact"


@rule("EOP609", "warning")
def shelter_without_accessibility(place: Facility) -> Iterator[Verdict]:
    """A shelter, a warming or a cooling center does not say whether people with disabilities can use it.

    Why it matters: title II of the Americans with Disabilities Act asks that the public can use it; who needs a ramp
    has to know before the way there.

    What to do: write under `accessibility` whether it is `step_free`; where it is not, say in its `notes` what is done
    instead.

    ```yaml flagged
    facilities/gym: {name: West Gym, type: shelter, agency: example-city}
    ```

    ```yaml clean
    facilities/gym: {name: West Gym, type: shelter, agency: example-city, accessibility: {step_free: true}}
    ```
    """
    if place.type not in _FOR_THE_PUBLIC:
        return
    if place.accessibility is None:
        yield Verdict(
            place.at("name"),
            f"{short(place.name)} does not say whether people with disabilities can use it",
            "say under accessibility whether it is step_free",
        )
    elif not place.accessibility.step_free and not place.accessibility.notes.strip():
        yield Verdict(
            place.at("accessibility"),
            f"{short(place.name)} is not step-free, and nothing says what is done instead",
            "say in the notes of accessibility where people who cannot climb steps are sheltered",
        )


@rule("EOP610", "warning")
def unmet_need(population: Population) -> Iterator[Verdict]:
    """A need of a group of people is written down, and nothing in the plan meets it.

    Why it matters: to know of a need and do nothing is worse than not to know. CPG 101 asks that people with access and
    functional needs are planned for, not only counted.

    What to do: name the procedure, function, place, resource or agreement under `met_by`.

    ```yaml flagged
    populations/devices:
      name: People who depend on powered medical devices
      needs: [{need: Power within four hours}]
    ```

    ```yaml clean
    populations/devices:
      name: People who depend on powered medical devices
      needs: [{need: Power within four hours, met_by: ["function:power"]}]
    functions/power:
      name: Power for medical devices
      purpose: Nobody at home loses a device that keeps them alive.
      assignments: [{agency: emergency-management, part: primary}]
    ```
    """
    for index, need in enumerate(population.needs):
        if not need.met_by:
            yield Verdict(
                population.at("needs", index, "need"),
                f"nothing in the plan meets this need of {short(population.name)}: {short(need.need)}",
                "name what meets it under met_by",
            )


@rule("EOP611", "error")
def repeated_rank(plan: Plan) -> Iterator[Verdict]:
    """Two activation levels have the same rank.

    Why it matters: nobody can say which of the two is the higher one. Published numbers run both ways, so the rank
    alone says it.

    What to do: give each level a rank of its own; 0 is normal operations.

    ```yaml flagged
    levels/partial: {name: Partial activation, rank: 1, triggers: [Two departments], activated_by: [emergency-manager]}
    levels/full: {name: Full activation, rank: 1, triggers: [The whole city], activated_by: [emergency-manager]}
    ```

    ```yaml clean
    levels/partial: {name: Partial activation, rank: 1, triggers: [Two departments], activated_by: [emergency-manager]}
    levels/full: {name: Full activation, rank: 2, triggers: [The whole city], activated_by: [emergency-manager]}
    ```
    """
    taken: dict[int, Level] = {}
    for level in plan.of(Level):
        other = taken.setdefault(level.rank, level)
        if other is not level:
            yield Verdict(
                level.at("rank"),
                f"{short(level.name)} has the same rank as {short(other.name)}",
                "give each level a rank of its own",
                ((other.at("rank"), "the same rank"),),
            )


@rule("EOP612", "warning")
def missing_law(cover: Cover, plan: Plan) -> Iterator[Verdict]:
    """The plan rests on no local, no state or no federal law.

    Why it matters: CPG 101 asks for the authorities at each level of government; without them nobody knows what the
    plan may order.

    What to do: write the laws as authorities: your own government's, the state's, and the federal ones. A tribal nation
    needs none of a state; a university, a hospital or a company has no law of its own. A plan without functions needs
    one law.

    ```yaml flagged
    functions/flood:
      {name: Flood, purpose: Keep it out., assignments: [{agency: emergency-management, part: primary}]}
    authorities/stafford-act:
      name: National Response Framework
      citation: NRF, fourth edition
      level: doctrine
      says: How the nation answers disasters.
    ```

    ```yaml clean
    authorities/stafford-act:
      name: Stafford Act
      citation: 42 U.S.C. 5121
      level: federal
      says: Federal help follows a declaration by the President.
    ```
    """
    held = {authority.level for authority in plan.of(Authority)}
    sorts = {own.type for own in own_agencies(plan)}
    none_of = set()
    if sorts == {"tribal"}:
        none_of = {"state"}
    elif sorts and not sorts - _WITHOUT_LAWS:
        none_of = {"local"}
    missing = [word for word, levels in _GOVERNMENTS.items() if held.isdisjoint(levels) and word not in none_of]
    if not plan.of(Function) and len(missing) < len(_GOVERNMENTS) - len(none_of):
        return  # a small plan rests on the law that asks for it
    if missing and not unread(plan, "authority"):
        yield Verdict(
            cover.at("promulgation"),
            f"the plan names no {listed(missing, 'or')} law that it rests on",
            "write it in authorities/",
        )
