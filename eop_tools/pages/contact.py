"""A contact's page: every way to reach a person or a desk, ready to be tapped."""

from __future__ import annotations

from eop_tools.document import Paragraph, Strong, between, facts, table
from eop_tools.kinds.contact import Contact
from eop_tools.render.layout import layout
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.phrases import counted, humane, listed
from eop_tools.upkeep.evidence import tried


@layout(Contact, shows="type title agency methods languages", group="agency", columns="type title languages")
def contact(sheet: Sheet, presenter: Presenter, entity: Contact) -> None:
    """Write the contact: a table of ways to get through, then who it is."""
    rows = [
        [
            humane(method.type),
            shown,
            method.hours or "not said",
            presenter.last(tried(presenter.plan, entity, method)),
            between(presenter.link(ref) for ref in method.over),
            method.note,
        ]
        for method, shown in presenter.methods(entity)
    ]
    if not entity.methods and not presenter.away(entity.ref, ("methods",)):
        sheet.section("Call", Paragraph("How to reach this contact is not said."))
    sheet.section("Call", table(["By", "Number or address", "Answered", "Last tried", "Runs over", "Note"], rows))
    hidden = len(entity.methods) - len(rows) + len(presenter.away(entity.ref, ("methods",)))
    if hidden > 0:
        more = counted(hidden, "more way", "more ways") if rows else counted(hidden, "way")
        sheet.add(
            Paragraph(
                f"There {'is' if hidden == 1 else 'are'} {more} to reach this contact that this edition does not show."
            )
        )
    sheet.heading("About this contact")
    what = "A desk" if entity.type == "desk" else "A person"
    sheet.lead(
        Strong(f"{what}: "),
        f"{entity.title}, " if entity.title else None,
        presenter.link(f"agency:{entity.agency}"),
        ". ",
        presenter.described(entity),
    )
    sheet.section("Facts", facts([("Languages besides English", listed(entity.languages))]))
