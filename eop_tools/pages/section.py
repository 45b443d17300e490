"""A section's page: the prose of the plan with its own headings."""

from __future__ import annotations

from eop_tools.document import Group, Strong, between, facts
from eop_tools.kinds.section import Section
from eop_tools.render.layout import layout
from eop_tools.render.presenter import Presenter
from eop_tools.render.prose import sections
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say
from eop_tools.text.phrases import first_down, humane


@layout(
    Section, shows="part number label reviewed covers body", group="part", columns="number label owner reviewed covers"
)
def section(sheet: Sheet, presenter: Presenter, entity: Section) -> None:
    """Write the section: what it is, its text, when it was reviewed."""
    sheet.lead(Strong([between([humane(entity.part), _label(entity)]), "."]), " ", presenter.described(entity))
    for piece in sections(entity.body, presenter.where):
        if piece.level:
            sheet.heading(piece.title, piece.level)
        if piece.said:
            sheet.add(Group(piece.said, "prose"))
    sheet.section(
        say("About this section"),
        facts(
            [
                (say("Covers"), presenter.links(entity.covers)),
                (say("Last reviewed"), presenter.reviewed(entity)),
            ]
        ),
    )


def _label(entity: Section) -> str:
    if not entity.label and entity.part == "basic-plan" and entity.number:
        return say("section {number}", number=entity.number)
    return first_down(entity.label)
