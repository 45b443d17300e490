"""A section's page: the prose of the plan with its own headings."""

from __future__ import annotations

from eop_tools.document import Group, Strong, facts
from eop_tools.kinds.section import Section
from eop_tools.render.layout import layout
from eop_tools.render.presenter import Presenter
from eop_tools.render.prose import sections
from eop_tools.render.sheet import Sheet
from eop_tools.text.phrases import first_down, humane


@layout(
    Section, shows="part number label reviewed covers body", group="part", columns="number label owner reviewed covers"
)
def section(sheet: Sheet, presenter: Presenter, entity: Section) -> None:
    """Write the section: what it is, its text, when it was reviewed."""
    what = humane(entity.part) if entity.part == "appendix" else f"{humane(entity.part)}"
    label = entity.label or (f"section {entity.number}" if entity.part == "basic-plan" and entity.number else "")
    sheet.lead(Strong(f"{what}{', ' + first_down(label) if label else ''}."), " ", presenter.described(entity))
    for piece in sections(entity.body, presenter.where):
        if piece.level:
            sheet.heading(piece.title, piece.level)
        if piece.said:
            sheet.add(Group(piece.said, "prose"))
    sheet.section(
        "About this section",
        facts(
            [
                ("Covers", presenter.links(entity.covers)),
                ("Last reviewed", presenter.reviewed(entity)),
            ]
        ),
    )
