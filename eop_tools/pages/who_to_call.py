"""The telephone list: everybody this edition may show, by agency."""

from __future__ import annotations

from eop_tools.document import Content, Document, Trail, between, table
from eop_tools.kinds.contact import Contact, Method
from eop_tools.kinds.role import Role
from eop_tools.page import View, page
from eop_tools.plan.queries import always_answers, by_readiness
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say
from eop_tools.text.labels import natural
from eop_tools.text.phrases import counted, humane, notation


@page("who-to-call", title="Who to call", section="Act now", order=10, kit="Who to call")
def who_to_call(view: View) -> Document:
    """Every number this edition may show, by agency, ready to be tapped."""
    presenter = Presenter(view)
    sheet = Sheet()
    sheet.add(Trail(((say("Home"), "@/index.html"), (say("Act now"), ""))))
    sheet.heading(say("Who to call"), 1)
    held = [contact for contact in presenter.plan.of(Contact) if presenter.methods(contact)]
    if not held:
        sheet.lead(say("This edition shows no numbers."))
        return sheet.document
    sheet.lead(
        say(
            "Whom to reach and how, for whoever has to call now: {contacts}. First the desks that answer at any hour, "
            "then everybody by agency, the best way first.",
            contacts=counted(len(held), "contact"),
        )
    )
    roles: dict[str, list[str]] = {}
    for role in presenter.plan.of(Role):
        for id in role.holders:
            roles.setdefault(id, []).append(role.ref)
    agencies: dict[str, list[Contact]] = {}
    for contact in held:
        agencies.setdefault(contact.agency, []).append(contact)
    watch = [contact for contact in held if always_answers(contact)]
    sheet.section(
        say("Answered at any hour"),
        table(
            [say("Who"), say("How"), say("Agency")],
            (
                [presenter.link(contact.ref), presenter.reach(contact), presenter.link(f"agency:{contact.agency}")]
                for contact in sorted(watch, key=lambda contact: natural(contact.name))
            ),
        ),
    )
    for id in sorted(agencies, key=lambda id: natural(presenter.plan.label(f"agency:{id}"))):
        rows = [
            [
                presenter.link(contact.ref),
                between([contact.title or None, presenter.links(roles.get(contact.id, ()))]),
                between((_way(method, shown) for method, shown in presenter.methods(contact)), " · "),
            ]
            for contact in sorted(agencies[id], key=by_readiness)
        ]
        sheet.section(presenter.where(f"agency:{id}")[1], table([say("Who"), say("As"), say("How")], rows))
    return sheet.document


def _way(method: Method, shown: Content) -> Content:
    return [humane(method.type), " ", shown, " (", notation(method.hours) or say("hours not said"), ")"]
