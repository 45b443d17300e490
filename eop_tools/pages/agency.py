"""An agency's page: its part in each function, its roles and contacts, and what it depends on, drawn."""

from __future__ import annotations

from functools import lru_cache

from eop_tools.analysis.and_or_system import System
from eop_tools.analysis.cut_sets import Sweep
from eop_tools.document import Content, Link, Paragraph, Strong, between, bullets, facts, table
from eop_tools.document.saying import said
from eop_tools.kind import AnyOf
from eop_tools.kinds.agency import Agency
from eop_tools.kinds.contact import Contact
from eop_tools.kinds.function import Function
from eop_tools.kinds.role import Role
from eop_tools.plan import Plan
from eop_tools.plan.queries import by_readiness
from eop_tools.render.layout import layout
from eop_tools.render.neighborhood import neighborhood
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say, to_say
from eop_tools.text.phrases import counted, first_down, humane, listed, sentence
from eop_tools.values import Audience

_DRAWN_UP_TO = 150
_STOPPED = {
    "level": to_say("{number} of {all}"),
    "hazard": to_say("the first hours of {number} of {all}"),
    "procedure": to_say("{number} of {all}"),
}


@layout(
    Agency,
    shows="type acronym aliases parent responsibilities website depends_on",
    tells=("has the role", "employs", "takes part in", "is needed by", "is an alternative for", "includes"),
    group="type",
    columns="acronym parent",
)
def agency(sheet: Sheet, presenter: Presenter, entity: Agency) -> None:
    """Write the agency."""
    sheet.lead(Strong(_sort(entity)), " ", presenter.described(entity))
    sheet.section(say("In an emergency"), bullets(map(sentence, entity.responsibilities)))
    sheet.section(say("Call"), _contacts(presenter, entity))
    sheet.section(say("Its part in the functions"), _functions(presenter, entity))
    sheet.section(say("Its roles"), _roles(presenter, entity))
    includes = presenter.sources(entity.ref, "includes")
    sheet.section(
        say("Facts"),
        facts(
            [
                (say("Also called"), listed(filter(None, [entity.acronym, *entity.aliases]), "or")),
                (say("Part of"), presenter.link(f"agency:{entity.parent}") if entity.parent else None),
                (say("Includes"), presenter.links(includes)),
                (say("Website"), Link(entity.website, entity.website) if entity.website else None),
            ]
        ),
    )
    _dependencies(sheet, presenter, entity)


def _sort(entity: Agency) -> str:
    if entity.type == "contextual":
        return say("Agency (stands for whichever applies).")
    return say("Agency ({sort}).", sort=first_down(humane(entity.type)))


def _functions(presenter: Presenter, entity: Agency) -> Content:
    rows = [
        [presenter.link(function.ref), humane(item.part), bullets(map(sentence, item.responsibilities))]
        for ref in presenter.sources(entity.ref, "takes part in")
        if isinstance(function := presenter.plan.get(ref), Function)
        for item in function.assignments
        if item.agency == entity.id
    ]
    return table([say("Function"), say("Part"), say("What it does")], rows)


def _roles(presenter: Presenter, entity: Agency) -> Content:
    roles = presenter.those(Role, "agency", entity.id)
    return table(
        [say("Role"), say("Section"), say("Reachable")],
        [
            [presenter.link(role.ref), role.section, say("at any hour") if role.round_the_clock else ""]
            for role in roles
        ],
    )


def _contacts(presenter: Presenter, entity: Agency) -> Content:
    contacts = [contact for contact in presenter.those(Contact, "agency", entity.id) if presenter.methods(contact)]
    contacts.sort(key=by_readiness)
    return table(
        [say("Who"), say("How")], [[presenter.link(contact.ref), presenter.reach(contact)] for contact in contacts]
    )


def _dependencies(sheet: Sheet, presenter: Presenter, entity: Agency) -> None:
    """Add what it depends on and what depends on it, in words and (in plans of a size to be drawn) as a picture."""
    needed = dict.fromkeys(
        (edge.source, edge.forward != "depends on")
        for edge in presenter.view.graph.into(entity.ref)
        if edge.backward in ("is needed by", "is an alternative for") and edge.source != entity.ref
    )
    without = _without(presenter, entity)
    if not entity.depends_on and not needed:
        sheet.section(say("What it needs, and what needs it"), without)
        return
    words = facts(
        [
            (
                say("Depends on"),
                bullets(
                    presenter.part(need) if isinstance(need, AnyOf) else presenter.link(need)
                    for need in entity.depends_on
                ),
            ),
            (
                say("Is needed by"),
                between(
                    said("{agency} (as one of several)", agency=presenter.link(ref)) if either else presenter.link(ref)
                    for ref, either in needed
                ),
            ),
        ]
    )
    sheet.section(say("What it needs, and what needs it"), [without, words])
    if len(presenter.plan.of(Agency)) <= _DRAWN_UP_TO:
        sheet.add(neighborhood(presenter, entity.ref))


def _without(presenter: Presenter, entity: Agency) -> Content:
    """Return how much stops without the agency; as with the weak points, not for the public."""
    whole = {kind: len(presenter.plan.of_kind(kind)) for kind in _STOPPED}
    if presenter.view.edition.audience is Audience.public or not any(whole.values()):
        return None
    stopped = _stopped(presenter.plan, presenter.system)
    stops = [
        say(words, number=number, all=counted(whole[kind], kind))
        for kind, words in _STOPPED.items()
        if (number := stopped[kind][entity.ref])
    ]
    return Paragraph(_told(listed(stops), is_part=bool(presenter.view.edition.withheld)))


def _told(stops: str, *, is_part: bool) -> str:
    """Return in a sentence what stops without the agency; `is_part` where the edition does not show all that may."""
    if not is_part:
        if stops:
            return say("Without it {those} cannot be carried out in full.", those=stops)
        return say("Without it no level, first hour or procedure stops.")
    if stops:
        return say(
            "Counting only what this edition shows, without it {those} cannot be carried out in full.", those=stops
        )
    return say("Counting only what this edition shows, without it no level, first hour or procedure stops.")


@lru_cache(maxsize=1)
def _stopped(plan: Plan, system: System) -> dict[str, dict[str, int]]:
    """Return of each kind how many stop with each agency: worked out for all agencies at once."""
    sweep = Sweep(system, [agency.ref for agency in plan.of(Agency)])
    return {kind: sweep.counts(entity.ref for entity in plan.of_kind(kind)) for kind in _STOPPED}
