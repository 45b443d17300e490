"""The first page: what happened, who you are, what to activate, whom to call; then how good the plan is today."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from eop_tools.document import Badge, Content, Document, Group, Link, Paragraph, bullets, cards, facts, table
from eop_tools.document.saying import said
from eop_tools.kinds.channel import Channel
from eop_tools.kinds.contact import Contact
from eop_tools.kinds.hazard import Hazard
from eop_tools.kinds.level import Level
from eop_tools.kinds.procedure import Procedure
from eop_tools.kinds.role import Role
from eop_tools.notation.seasons import likeliness
from eop_tools.page import View, page
from eop_tools.plan.queries import by_readiness, sheltering
from eop_tools.render.currency import found
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say, to_say
from eop_tools.text.labels import SortKey, natural
from eop_tools.text.phrases import aside, counted, first_up, notation, sentence, spoken
from eop_tools.upkeep.evidence import whole_review
from eop_tools.values import Audience

_SIGNS = 3
_ROLES = "i-am-the"
_READERS = {
    Audience.public: to_say("for the public and everybody who takes part in the response"),
    Audience.responder: to_say("for responders"),
    Audience.command: to_say("for the people in command"),
}


@page("index", title="Home")
def home(view: View) -> Document:
    """What to do now: pick what happened, your role, what to activate, whom to call."""
    presenter = Presenter(view)
    sheet = Sheet()
    cover = presenter.plan.cover
    sheet.heading(cover.name if cover else say("Emergency Operations Plan"), 1)
    readers = say(_READERS[view.edition.audience])
    if cover:
        sheet.lead(said("{place}: what to do in an emergency, {readers}.", place=cover.jurisdiction, readers=readers))
    else:
        sheet.lead(say("What to do in an emergency, {readers}.", readers=readers))
    sheet.add(bullets(_quick(presenter), "quick"))
    sheet.add(Group([_half(presenter, _hazards), _half(presenter, _roles)], "start"))
    sheet.section(say("Activate"), _levels(presenter))
    sheet.section(say("Call"), _calls(presenter))
    sheet.section(say("Other procedures"), _procedures(presenter))
    sheet.section(say("How current this is"), _status(presenter))
    return sheet.document


def _quick(presenter: Presenter) -> Iterator[Content]:
    """Yield the ways that are taken most at night, which are one tap from here; only those that lead to something."""
    plan = presenter.plan
    if plan.of(Role):
        yield Link(f"#{_ROLES}", say("I am the …"))
    if any(presenter.methods(contact) for contact in plan.of(Contact)):
        yield Link("@/who-to-call.html", say("Who to call"))
    if any(role.succession for role in plan.of(Role)):
        yield Link("@/succession.html", say("Who stands in"))
    if sheltering(plan):
        yield Link("@/shelters.html", say("Shelters"))
    if plan.of(Channel):
        yield Link("@/radio.html", say("Radio"))


def _half(presenter: Presenter, write: Callable[[Sheet, Presenter], None]) -> Content:
    """Return one of the two ways to start, which stand side by side where there is room."""
    sheet = Sheet()
    write(sheet, presenter)
    return Group(sheet.document.blocks, "start__half") if sheet.document.blocks else None


def _roles(sheet: Sheet, presenter: Presenter) -> None:
    roles = presenter.plan.of(Role)
    first = [role for role in roles if role.round_the_clock]
    sections: dict[str, list[Role]] = {}
    for role in roles:
        if not role.round_the_clock:
            sections.setdefault(role.section, []).append(role)
    if not roles:
        return
    sheet.heading(say("I am the …"), anchor=_ROLES)
    if first:
        sheet.section(say("On duty at any hour"), cards(_role_card(presenter, role) for role in first), level=3)
    groups = [
        (name, presenter.links(role.ref for role in _by_name(held)))
        for name, held in sorted(sections.items(), key=lambda item: natural(item[0]))
    ]
    sheet.section(say("Other positions") if first else say("Positions"), facts(groups, "relations"), level=3)


def _by_name(roles: list[Role]) -> list[Role]:
    return sorted(roles, key=lambda role: natural(role.name))


def _role_card(presenter: Presenter, role: Role) -> tuple[Content, Content]:
    return presenter.link(role.ref), role.to_do_first[0].do if role.first_actions else role.section


def _hazards(sheet: Sheet, presenter: Presenter) -> None:
    hazards = sorted(presenter.plan.of(Hazard), key=lambda hazard: _likely(hazard, presenter.today.month))
    ready = [hazard for hazard in hazards if hazard.first_hour]
    others = [hazard for hazard in hazards if not hazard.first_hour]
    if not hazards:
        return
    sheet.heading(say("What happened"))
    sheet.add(
        cards(
            (
                presenter.link(hazard.ref),
                [say("Start:"), " ", presenter.links(f"procedure:{id}" for id in hazard.first_hour)],
            )
            for hazard in ready
        )
    )
    if others:
        named = presenter.links(hazard.ref for hazard in others)
        sheet.add(Paragraph(said("Other hazards: {hazards}.", hazards=named) if ready else [named, "."]))


def _likely(hazard: Hazard, month: int) -> tuple[int, int, int, SortKey]:
    """Return what puts the hazards in order: in season first, then the more probable ones, then the graver ones."""
    grades = (None, "low", "medium", "high")
    probable, grave = grades.index(hazard.probability), grades.index(hazard.impact)
    return -likeliness(hazard.season, month), -probable, -grave, natural(hazard.name)


def _levels(presenter: Presenter) -> Content:
    levels = sorted((level for level in presenter.plan.of(Level) if level.rank), key=lambda level: -level.rank)
    return table(
        [say("Level"), say("When"), say("Who may activate")],
        [
            [
                [presenter.link(level.ref), aside(level.label, level.name)],
                _triggers(presenter, level),
                presenter.links(f"role:{id}" for id in level.activated_by)
                or presenter.unsaid(level.ref, "activated_by"),
            ]
            for level in levels
        ],
    )


def _triggers(presenter: Presenter, level: Level) -> Content:
    if not level.triggers:
        return presenter.unsaid(level.ref, "triggers")
    more = len(level.triggers) - _SIGNS
    return bullets(
        [
            *map(sentence, level.triggers[:_SIGNS]),
            *([presenter.link(level.ref, counted(more, "more sign"))] if more > 0 else []),
        ]
    )


def _calls(presenter: Presenter) -> Content:
    desks = [contact for contact in presenter.plan.of(Contact) if contact.type == "desk" and presenter.methods(contact)]
    rows = [
        [
            presenter.link(contact.ref),
            presenter.reach(contact),
            presenter.link(f"agency:{contact.agency}"),
            notation(presenter.methods(contact)[0][0].hours) or say("hours not said"),
        ]
        for contact in sorted(desks, key=by_readiness)
    ]
    listing = table([say("Desk"), say("How"), say("Agency"), say("When")], rows)
    return [listing, Paragraph(Link("@/who-to-call.html", say("Everybody this edition may show")))] if rows else None


def _procedures(presenter: Presenter) -> Content:
    """Return the other procedures of the response; what is for later stands on the page of all procedures."""
    told = {id for hazard in presenter.plan.of(Hazard) for id in hazard.first_hour}
    procedures = presenter.plan.of(Procedure)
    others = [each.ref for each in procedures if each.phase == "respond" and each.id not in told]
    later = any(each.phase != "respond" for each in procedures)
    more = Paragraph(Link("@/procedures.html", say("Those for recovery, preparation and upkeep"))) if later else None
    return [Paragraph(presenter.links(others)) if others else None, more]


def _status(presenter: Presenter) -> Content:
    view, cover = presenter.view, presenter.plan.cover
    version = view.version or (cover.version if cover else "")
    words, tone = found(view)
    last = whole_review(presenter.plan, cover).last if cover else None
    day = spoken(view.today)
    parts: list[Content] = [
        say("Version {version}, as of {day}.", version=version, day=day) if version else say("As of {day}.", day=day),
        " ",
        say("Last full review: {day}.", day=spoken(last)) if last else say("No full review is on record."),
        " ",
        Badge(say("Checked"), tone),
        " ",
        first_up(words),
        ". ",
        Link("@/status.html", say("What that means")),
        ".",
    ]
    return Paragraph(parts)
