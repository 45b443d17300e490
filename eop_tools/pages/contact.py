"""A contact's page: every way to reach a person or a desk, ready to be tapped."""

from __future__ import annotations

from eop_tools.document import Paragraph, Strong, between, facts, table
from eop_tools.kinds.contact import Contact
from eop_tools.render.layout import layout
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say
from eop_tools.text.phrases import counted, humane, listed, notation
from eop_tools.upkeep.evidence import tried


@layout(Contact, shows="type title agency methods languages", group="agency", columns="type title languages")
def contact(sheet: Sheet, presenter: Presenter, entity: Contact) -> None:
    """Write the contact: a table of ways to get through, then who it is."""
    rows = [
        [
            humane(method.type),
            shown,
            notation(method.hours) or say("not said"),
            presenter.last(tried(presenter.plan, entity, method)),
            between(presenter.link(ref) for ref in method.over),
            method.note,
        ]
        for method, shown in presenter.methods(entity)
    ]
    if not entity.methods and not presenter.away(entity.ref, ("methods",)):
        sheet.section(say("Call"), Paragraph(say("How to reach this contact is not said.")))
    heads = [say("By"), say("Number or address"), say("Answered"), say("Last tried"), say("Runs over"), say("Note")]
    sheet.section(say("Call"), table(heads, rows))
    hidden = len(entity.methods) - len(rows) + len(presenter.away(entity.ref, ("methods",)))
    if hidden > 0:
        ways = counted(hidden, "more way") if rows else counted(hidden, "way")
        sheet.add(
            say("There is {ways} to reach this contact that this edition does not show.", ways=ways)
            if hidden == 1
            else say("There are {ways} to reach this contact that this edition does not show.", ways=ways)
        )
    sheet.heading(say("About this contact"))
    sheet.lead(
        Strong(say("A desk:") if entity.type == "desk" else say("A person:")),
        " ",
        f"{entity.title}, " if entity.title else None,
        presenter.link(f"agency:{entity.agency}"),
        ". ",
        presenter.described(entity),
    )
    sheet.section(say("Facts"), facts([(say("Languages besides English"), listed(entity.languages))]))
