"""An agency's page: its part in each function, its roles and contacts, and what it depends on, drawn."""

from __future__ import annotations

from eop_tools.kind import AnyOf
from eop_tools.kinds.agency import Agency
from eop_tools.kinds.contact import Contact
from eop_tools.kinds.function import Function
from eop_tools.kinds.role import Role
from eop_tools.render.html import Html, anchor, bullets, facts, joined, table, tag
from eop_tools.render.layout import layout
from eop_tools.render.neighborhood import neighborhood
from eop_tools.render.sheet import Sheet
from eop_tools.render.writer import Writer
from eop_tools.words import first_down, humane, listed, sentence

_DRAWN_UP_TO = 150


@layout(
    Agency,
    shows="type acronym aliases parent responsibilities website depends_on",
    tells=("has the role", "employs", "takes part in", "is needed by", "is an alternative for", "includes"),
    group="type",
    columns="acronym parent",
)
def agency(sheet: Sheet, writer: Writer, entity: Agency) -> None:
    """Write the agency."""
    sort = first_down(humane(entity.type)) if entity.type != "contextual" else "stands for whichever applies"
    sheet.lead(tag("strong", f"Agency ({sort})."), " ", writer.described(entity))
    sheet.section("In an emergency", bullets(map(sentence, entity.responsibilities)))
    sheet.section("Call", _contacts(writer, entity))
    sheet.section("Its part in the functions", _functions(writer, entity))
    sheet.section("Its roles", _roles(writer, entity))
    includes = writer.sources(entity.ref, "includes")
    sheet.section(
        "Facts",
        facts(
            [
                ("Also called", listed([entity.acronym, *entity.aliases] if entity.acronym else entity.aliases, "or")),
                ("Part of", writer.link(f"agency:{entity.parent}") if entity.parent else None),
                ("Includes", writer.links(includes)),
                ("Website", anchor(entity.website, entity.website) if entity.website else None),
            ]
        ),
    )
    _dependencies(sheet, writer, entity)


def _functions(writer: Writer, entity: Agency) -> Html:
    rows = [
        [writer.link(function.ref), humane(item.part), bullets(map(sentence, item.responsibilities))]
        for ref in writer.sources(entity.ref, "takes part in")
        if isinstance(function := writer.plan.get(ref), Function)
        for item in function.assignments
        if item.agency == entity.id
    ]
    return table(["Function", "Part", "What it does"], rows)


def _roles(writer: Writer, entity: Agency) -> Html:
    roles = writer.those(Role, "agency", entity.id)
    return table(
        ["Role", "Section", "Reachable"],
        [[writer.link(role.ref), role.section, "at any hour" if role.round_the_clock else ""] for role in roles],
    )


def _contacts(writer: Writer, entity: Agency) -> Html:
    contacts = [contact for contact in writer.those(Contact, "agency", entity.id) if writer.methods(contact)]
    return table(["Who", "How"], [[writer.link(contact.ref), writer.reach(contact)] for contact in contacts])


def _dependencies(sheet: Sheet, writer: Writer, entity: Agency) -> None:
    """Add what it depends on and what depends on it, in words and (in plans of a size to be drawn) as a picture."""
    needs = [(list(need.any_of), True) if isinstance(need, AnyOf) else ([need], False) for need in entity.depends_on]
    needed = dict.fromkeys(
        (edge.source, edge.forward != "depends on")
        for edge in writer.view.graph.into(entity.ref)
        if edge.backward in ("is needed by", "is an alternative for") and edge.source != entity.ref
    )
    if not needs and not needed:
        return
    words = facts(
        [
            (
                "Depends on",
                bullets(
                    joined(["any one of: " if either else None, joined(map(writer.link, refs), " or ")])
                    for refs, either in needs
                ),
            ),
            (
                "Is needed by",
                joined(
                    (joined([writer.link(ref), " (as one of several)" if either else None]) for ref, either in needed),
                    ", ",
                ),
            ),
        ]
    )
    sheet.section("What hangs on what", words)
    if len(writer.plan.of(Agency)) <= _DRAWN_UP_TO:
        sheet.add(neighborhood(writer, entity.ref))
