"""The first page: who you are, what happened, what to activate, whom to call; then how good the plan is today."""

from __future__ import annotations

from eop_tools.kinds.contact import Contact
from eop_tools.kinds.hazard import Hazard
from eop_tools.kinds.level import Level
from eop_tools.kinds.procedure import Procedure
from eop_tools.kinds.role import Role
from eop_tools.page import View, page
from eop_tools.render.currency import found
from eop_tools.render.html import Html, anchor, badge, bullets, cards, escape, joined, table, tag
from eop_tools.render.sheet import Sheet
from eop_tools.render.writer import Writer
from eop_tools.text.labels import natural
from eop_tools.text.phrases import aside, counted, first_up, humane, sentence, spoken
from eop_tools.upkeep.evidence import whole_review
from eop_tools.values import Audience

_SIGNS = 3
_READERS = {
    Audience.public: "for the public and everybody who takes part in the response",
    Audience.responder: "for responders",
    Audience.command: "for the people in command",
}


@page("index", title="Home")
def home(view: View) -> str:
    """What to do now: pick your role, what happened, what to activate, whom to call."""
    writer = Writer(view)
    sheet = Sheet()
    cover = writer.plan.cover
    sheet.heading(cover.name if cover else "Emergency Operations Plan", 1)
    whose = f"{cover.jurisdiction}: what to do in an emergency" if cover else "What to do in an emergency"
    sheet.lead(f"{whose}, {_READERS[view.edition.audience]}. Start with who you are or with what happened.")
    _roles(sheet, writer)
    _hazards(sheet, writer)
    sheet.section("Activate", _levels(writer))
    sheet.section("Call", _calls(writer))
    sheet.section("Other procedures", _procedures(writer))
    sheet.section("How current this is", _status(writer))
    return sheet.markdown


def _roles(sheet: Sheet, writer: Writer) -> None:
    roles = writer.plan.of(Role)
    first = [role for role in roles if role.round_the_clock]
    sections: dict[str, list[Role]] = {}
    for role in roles:
        if not role.round_the_clock:
            sections.setdefault(role.section, []).append(role)
    if not roles:
        return
    sheet.heading("I am the …")
    if first:
        sheet.section("On duty at any hour", cards(_role_card(writer, role) for role in first), 3)
    groups = [
        tag("div", tag("dt", name), tag("dd", writer.links(role.ref for role in _by_name(held))))
        for name, held in sorted(sections.items(), key=lambda item: natural(item[0]))
    ]
    if groups:
        sheet.section("Other positions" if first else "Positions", tag("dl", groups, class_="eop-relations"), 3)


def _by_name(roles: list[Role]) -> list[Role]:
    return sorted(roles, key=lambda role: natural(role.name))


def _role_card(writer: Writer, role: Role) -> tuple[Html, Html | str]:
    return writer.link(role.ref), role.first_actions[0] if role.first_actions else role.section


def _hazards(sheet: Sheet, writer: Writer) -> None:
    hazards = sorted(writer.plan.of(Hazard), key=lambda hazard: natural(hazard.name))
    ready = [hazard for hazard in hazards if hazard.first_hour]
    others = [hazard for hazard in hazards if not hazard.first_hour]
    if not hazards:
        return
    sheet.heading("What happened")
    sheet.add(
        cards(
            (
                writer.link(hazard.ref),
                joined(["Start: ", writer.links(f"procedure:{id}" for id in hazard.first_hour)]),
            )
            for hazard in ready
        )
    )
    if others:
        words = "Other hazards: " if ready else ""
        sheet.add(tag("p", words, writer.links(hazard.ref for hazard in others), "."))


def _levels(writer: Writer) -> Html:
    levels = sorted((level for level in writer.plan.of(Level) if level.rank), key=lambda level: -level.rank)
    return table(
        ["Level", "When", "Who may activate"],
        [
            [
                joined([writer.link(level.ref), aside(level.label, level.name)]),
                _triggers(writer, level),
                writer.links(f"role:{id}" for id in level.activated_by) or writer.unsaid(level.ref, "activated_by"),
            ]
            for level in levels
        ],
    )


def _triggers(writer: Writer, level: Level) -> Html:
    if not level.triggers:
        return escape(writer.unsaid(level.ref, "triggers"))
    more = len(level.triggers) - _SIGNS
    return bullets(
        [
            *map(sentence, level.triggers[:_SIGNS]),
            *([writer.link(level.ref, f"{counted(more, 'more sign')}")] if more > 0 else []),
        ]
    )


def _calls(writer: Writer) -> Html:
    desks = [contact for contact in writer.plan.of(Contact) if contact.type == "desk" and writer.methods(contact)]
    rows = [
        [
            writer.link(contact.ref),
            writer.reach(contact),
            writer.link(f"agency:{contact.agency}"),
            writer.methods(contact)[0][0].hours or "hours not said",
        ]
        for contact in sorted(desks, key=lambda contact: natural(contact.name))
    ]
    listing = table(["Desk", "How", "Agency", "When"], rows)
    return (
        joined([listing, tag("p", anchor("@/who-to-call.html", "Everybody this edition may show"))])
        if rows
        else Html("")
    )


def _procedures(writer: Writer) -> Html:
    told = {id for hazard in writer.plan.of(Hazard) for id in hazard.first_hour}
    phases: dict[str, list[str]] = {}
    for procedure in writer.plan.of(Procedure):
        if procedure.id not in told:
            phases.setdefault(procedure.phase, []).append(procedure.ref)
    rows = [
        tag("div", tag("dt", humane(phase)), tag("dd", writer.links(refs)))
        for phase in ("respond", "recover", "prepare", "prevent", "maintain")
        if (refs := phases.get(phase))
    ]
    return tag("dl", rows, class_="eop-relations") if rows else Html("")


def _status(writer: Writer) -> Html:
    view, cover = writer.view, writer.plan.cover
    version = view.version or (cover.version if cover else "")
    words, tone = found(view)
    last = whole_review(writer.plan, cover).last if cover else None
    parts: list[str | Html | None] = [
        f"{'Version ' + version + ', as' if version else 'As'} of {spoken(view.today)}. ",
        f"Last full review: {spoken(last)}. " if last else "No full review is on record. ",
        badge("Checked", tone),
        f" {first_up(words)}. ",
        anchor("@/status.html", "What that means"),
        ".",
    ]
    return tag("p", parts)
