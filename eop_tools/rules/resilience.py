"""Resilience: where several ways, or two places, all hang on one thing."""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.kinds.channel import Channel
from eop_tools.kinds.contact import Contact
from eop_tools.kinds.facility import Facility
from eop_tools.kinds.procedure import Procedure
from eop_tools.plan import Plan, once
from eop_tools.plan.queries import channel_needs, common, contact_needs, names_of, unread, zones_of
from eop_tools.rule import Verdict, rule
from eop_tools.text.phrases import every, short

_EOCS = ("eoc", "alternate-eoc")
_ENOUGH = 20


@rule("EOP501", "warning")
def single_network_step(procedure: Procedure, plan: Plan) -> Iterator[Verdict]:
    """A step names several ways to communicate, and all of them run over the same network.

    Why it matters: primary, alternate, contingency and emergency (PACE) that share one network are one way, not four:
    they fail together.

    What to do: add a way that runs over something else, for example radio beside telephones.

    ```yaml flagged
    agencies/phone-company: {name: Telephone Company, type: utility}
    channels/bridge-call:
      {name: Bridge call, type: telephone, value: 222-555-0150, use: Calls of the leads., operated_by: example-city,
       over: [agency:phone-company]}
    channels/second-bridge:
      {name: Second bridge, type: telephone, value: 222-555-0151, use: When the first fails.,
       operated_by: example-city, over: [agency:phone-company]}
    procedures/open-eoc:
      name: Open the EOC
      phase: respond
      trigger: The Emergency Manager decides on it.
      steps:
        - {do: Call the leads., who: emergency-manager, on: [channel:bridge-call, channel:second-bridge]}
    ```

    ```yaml clean
    agencies/phone-company: {name: Telephone Company, type: utility}
    channels/bridge-call:
      {name: Bridge call, type: telephone, value: 222-555-0150, use: Calls of the leads., operated_by: example-city,
       over: [agency:phone-company]}
    channels/city-radio:
      {name: City radio, type: talkgroup, talkgroup: CITY-1, use: When telephones fail., operated_by: example-city}
    procedures/open-eoc:
      name: Open the EOC
      phase: respond
      trigger: The Emergency Manager decides on it.
      steps:
        - {do: Call the leads., who: emergency-manager, on: [channel:bridge-call, channel:city-radio]}
    ```
    """
    for index, step in enumerate(procedure.steps):
        if len(step.on) < 2:
            continue
        shared = _shared_network(plan, tuple(step.on))
        if shared:
            yield Verdict(
                procedure.at("steps", index, "on"),
                f"{every(len(step.on), 'ways')} to communicate in step {index + 1} run over {names_of(plan, shared)}",
                "add one that runs over something else",
            )


@once
def _shared_network(plan: Plan, ways: tuple[str, ...]) -> frozenset[str]:
    return common(_needs(plan, ref) for ref in ways)


def _needs(plan: Plan, ref: str) -> frozenset[str]:
    entity = plan.get(ref)
    if isinstance(entity, Contact):
        return contact_needs(plan, entity.id)
    return channel_needs(plan, entity.id) if isinstance(entity, Channel) else frozenset()


@rule("EOP502", "warning")
def single_network_contact(contact: Contact, plan: Plan) -> Iterator[Verdict]:
    """A contact can be reached in several ways, and all of them run over the same network.

    Why it matters: when that network is down the contact is out of reach, however many lines the list has.

    What to do: add a way that runs over something else, for example a radio, a satellite telephone, or a mobile
    telephone of another carrier. The rule looks only at what the plan says under `over`.

    ```yaml flagged
    agencies/phone-company: {name: Telephone Company, type: utility}
    contacts/duty-desk:
      name: Duty desk
      type: desk
      agency: emergency-management
      methods:
        - {type: voice, value: 222-555-0140, over: [agency:phone-company], verified: 2026-05-01}
        - {type: email, value: duty-desk@example.org, over: [agency:phone-company], verified: 2026-05-01}
    ```

    ```yaml clean
    agencies/phone-company: {name: Telephone Company, type: utility}
    contacts/duty-desk:
      name: Duty desk
      type: desk
      agency: emergency-management
      methods:
        - {type: voice, value: 222-555-0140, over: [agency:phone-company], verified: 2026-05-01}
        - {type: satellite, value: 222-555-0141, verified: 2026-05-01}
    ```
    """
    if len(contact.methods) > 1 and (shared := contact_needs(plan, contact.id)):
        networks = names_of(plan, shared)
        yield Verdict(
            contact.at("methods"),
            f"{every(len(contact.methods), 'ways')} to reach {short(contact.name)} run over {networks}",
            "add one that runs over something else",
        )


@rule("EOP503", "warning")
def eoc_without_alternate(plan: Plan) -> Iterator[Verdict]:
    """The EOC has no alternate, or none outside the zones that one event can take out together with it.

    Why it matters: when the building is lost, the direction of the response needs a place to go. Continuity guidance
    and EMAP ask for a primary and an alternate facility; one in the same flood plain is lost in the same flood.

    What to do: name a facility of type `alternate-eoc`, or another `eoc`, under `backed_up_by`, and say under
    `hazard_zones` what can take out either.

    ```yaml flagged
    facilities/eoc: {name: EOC, type: eoc, agency: example-city, hazard_zones: [River flats]}
    facilities/library: {name: City Library, type: alternate-eoc, agency: example-city, hazard_zones: [River flats]}
    levels/partial:
      name: Partial activation
      rank: 1
      triggers: [Two departments]
      activated_by: [emergency-manager]
      eoc: [eoc, library]
    ```

    ```yaml clean
    facilities/eoc: {name: EOC, type: eoc, agency: example-city, hazard_zones: [River flats]}
    facilities/library: {name: City Library, type: alternate-eoc, agency: example-city, hazard_zones: [North hill]}
    levels/partial:
      name: Partial activation
      rank: 1
      triggers: [Two departments]
      activated_by: [emergency-manager]
      eoc: [eoc, library]
    ```
    """
    eocs = [place for place in plan.of(Facility) if place.type in _EOCS]
    for eoc in eocs:
        if eoc.type != "eoc":
            continue
        named = [place for id in eoc.backed_up_by if (place := plan.find(Facility, id))]
        if len(named) < len(eoc.backed_up_by) or eoc in named or (not named and unread(plan, "facility")):
            continue  # that a backup is missing, is the place itself or cannot be read is said elsewhere
        others = named or [place for place in eocs[:_ENOUGH] if place.id != eoc.id]
        if not others:
            yield Verdict(
                eoc.at("name"),
                f"{short(eoc.name)} has no alternate",
                "name a facility of type alternate-eoc under backed_up_by",
            )
        elif _all_lie_with(plan, eoc, others):
            zone = _shared(plan, eoc, others[0])
            yield Verdict(
                eoc.at("backed_up_by") if named else others[0].at("hazard_zones"),
                f"{short(eoc.name)} and its alternate {short(others[0].name)} lie in the same zone, {short(zone)}",
                "name an alternate that the same event does not take out",
                ((others[0].at("hazard_zones"), "the alternate's zones"), (eoc.at("hazard_zones"), "the EOC's zones")),
            )


def _all_lie_with(plan: Plan, place: Facility, others: list[Facility]) -> bool:
    """Whether each of the others shares a zone with the place."""
    zones = zones_of(plan, place.id)
    return not any(zones.isdisjoint(zones_of(plan, other.id)) for other in others)


def _shared(plan: Plan, place: Facility, other: Facility) -> str:
    """Return a zone in which both lie, as the plan writes it."""
    theirs = zones_of(plan, other.id)
    return next(zone for zone in place.hazard_zones if " ".join(zone.casefold().split()) in theirs)


@rule("EOP504", "warning")
def backup_in_same_zone(place: Facility, plan: Plan) -> Iterator[Verdict]:
    """A place is backed up only by places that the same event can take out with it.

    Why it matters: whoever has to leave the one arrives at the other when it is closed as well.

    What to do: name a backup outside the zones of the first, under `backed_up_by`. (EOCs have a rule of their own.)

    ```yaml flagged
    facilities/gym: {name: West Gym, type: shelter, agency: example-city, accessibility: {step_free: true},
      hazard_zones: [River flats], backed_up_by: [hall]}
    facilities/hall: {name: West Hall, type: shelter, agency: example-city, accessibility: {step_free: true},
      hazard_zones: [River flats], backed_up_by: [gym]}
    ```

    ```yaml clean
    facilities/gym: {name: West Gym, type: shelter, agency: example-city, accessibility: {step_free: true},
      hazard_zones: [River flats], backed_up_by: [hall]}
    facilities/hall: {name: North Hall, type: shelter, agency: example-city, accessibility: {step_free: true},
      hazard_zones: [North hill], backed_up_by: [gym]}
    ```
    """
    if place.type == "eoc" or not place.backed_up_by:
        return
    backups = [backup for id in place.backed_up_by if (backup := plan.find(Facility, id)) and backup.id != place.id]
    if backups and _all_lie_with(plan, place, backups):
        zone = _shared(plan, place, backups[0])
        yield Verdict(
            place.at("backed_up_by"),
            f"{short(place.name)} and what backs it up lie in the same zone, {short(zone)}",
            "name a backup that the same event does not take out",
            tuple((backup.at("hazard_zones"), short(backup.name)) for backup in backups[:3]),
        )
