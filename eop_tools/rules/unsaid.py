"""What is not said: fields that may be left out, but that somebody will ask for on the night."""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.kinds.contact import Contact
from eop_tools.kinds.hazard import Hazard
from eop_tools.kinds.level import Level
from eop_tools.kinds.role import Role
from eop_tools.plan.graph import Graph
from eop_tools.plan.queries import unread, why_held
from eop_tools.rule import Verdict, rule
from eop_tools.text.phrases import listed, short


@rule("EOP622", "warning")
def undecided_level(level: Level) -> Iterator[Verdict]:
    """The plan does not say who may activate a level.

    Why it matters: on the night somebody waits for somebody else to decide. Normal operations (rank 0) need nobody.

    What to do: name the roles under `activated_by`. If you do not know, ask; a guess is worse than a gap.

    ```yaml flagged
    levels/full: {name: Full activation, rank: 2, triggers: [Many departments]}
    ```

    ```yaml clean
    levels/full: {name: Full activation, rank: 2, triggers: [Many departments], activated_by: [emergency-manager]}
    ```
    """
    if level.rank and not level.activated_by:
        yield Verdict(
            level.at("name"),
            f"nothing says who may activate {short(level.name)}",
            "name the roles that may under activated_by",
        )


@rule("EOP623", "warning")
def contact_without_method(graph: Graph) -> Iterator[Verdict]:
    """Somebody who has to be reached has no number, no address and no channel.

    Why it matters: the name alone helps nobody at night. Who only signs or keeps a paper need not be reachable.

    What to do: write a way to reach them under `methods`, or let another contact hold the role.

    ```yaml flagged
    contacts/avery: {name: Avery Example, type: person, agency: emergency-management}
    levels/full:
      {name: Full activation, rank: 2, triggers: [Many departments], activated_by: [emergency-manager],
       notify: ["contact:avery"]}
    ```

    ```yaml clean
    contacts/avery: {name: Avery Example, type: person, agency: emergency-management}
    roles/mayor: {name: Mayor, agency: example-city, section: Command, holders: [avery]}
    ```
    """
    if unread(graph.plan, "role"):
        return
    for contact in graph.plan.of(Contact):
        if contact.methods:
            continue
        for edge in graph.into(contact.ref):
            source = graph.plan.must(edge.source)
            why = why_held(source, graph) if isinstance(source, Role) else "names it"
            if why and not edge.derived and edge.path[0] != "of":
                yield Verdict(
                    contact.at("name"),
                    f"{short(contact.name)} cannot be reached, and {short(source.name)} {why}",
                    "write a way to reach them under methods",
                    ((source.at(*edge.path), "here"),),
                )
                break


@rule("EOP624", "info")
def ungraded_hazard(hazard: Hazard) -> Iterator[Verdict]:
    """A hazard does not say how likely it is, or how bad it would be.

    Why it matters: what has to be ready first follows from the two (CPG 101: hazard analysis summary). A hazard without
    grades is taken for none of the high ones, so no rule asks for its annex.

    What to do: take `probability` and `impact` from the hazard mitigation plan that covers you, and name it under
    `assessment`. Leave out what it does not say.

    ```yaml flagged
    hazards/flood: {name: River flood, category: natural, impact: high}
    ```

    ```yaml clean
    hazards/flood: {name: River flood, category: natural, probability: low, impact: high}
    ```
    """
    lacking = [field for field in ("probability", "impact") if getattr(hazard, field) is None]
    if lacking:
        yield Verdict(
            hazard.at("name"),
            f"{short(hazard.name)} does not say its {listed(lacking)}",
            "take it from the hazard mitigation plan, or leave it out until somebody knows",
        )
