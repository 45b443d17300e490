"""A function's page: which agency plays which part in it, and what that means."""

from __future__ import annotations

from eop_tools.document import Badge, Content, Group, Paragraph, Strong, between, bullets, facts, table
from eop_tools.kinds.function import Function
from eop_tools.render.layout import layout
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.phrases import humane, listed, sentence

PARTS = {
    "coordinator": "keeps the primary agencies together",
    "primary": "in charge",
    "support": "helps when asked",
    "cooperating": "works alongside, under its own direction",
}


@layout(
    Function,
    shows="label scheme purpose situation concept_of_operations direction_and_control assignments limits reviewed "
    "lifelines core_capabilities federal_esf",
    columns="label purpose lifelines",
)
def function(sheet: Sheet, presenter: Presenter, entity: Function) -> None:
    """Write the function: its purpose, who does what in it, and its limits."""
    label = f", {entity.full_label}" if entity.full_label else ""
    purpose = sentence(entity.purpose or "Its purpose is not said")
    sheet.lead(Strong(f"Function{label}. "), purpose, " ", presenter.described(entity))
    for title, text in (
        ("Situation", entity.situation),
        ("How the work goes", entity.concept_of_operations),
        ("Who decides", entity.direction_and_control),
    ):
        sheet.section(title, Group(presenter.prose(text), "prose") if text else None)
    sheet.section("Who does what", _assignments(presenter, entity))
    sheet.section(
        "What we cannot do alone",
        table(
            ["What is missing", "Where help comes from"],
            [[sentence(limit.gap), presenter.links(limit.filled_by)] for limit in entity.limits],
        ),
    )
    sheet.section(
        "How it fits",
        facts(
            [
                ("Lifelines", listed(map(humane, entity.lifelines))),
                ("Core capabilities", listed(map(humane, entity.core_capabilities))),
                ("Federal ESF", listed(f"ESF {number}" for number in entity.federal_esf)),
                ("Last reviewed", presenter.reviewed(entity)),
            ]
        ),
    )


def _assignments(presenter: Presenter, entity: Function) -> Content:
    order = list(PARTS)
    held = sorted(entity.assignments, key=lambda item: order.index(item.part))
    return [
        table(
            ["Agency", "Part", "What it does"],
            [
                [
                    presenter.link(f"agency:{item.agency}"),
                    Badge(humane(item.part)),
                    bullets(map(sentence, item.responsibilities)),
                ]
                for item in held
            ],
        ),
        Paragraph(
            [
                between(
                    (
                        f"{humane(part)}: {means}"
                        for part, means in PARTS.items()
                        if any(item.part == part for item in held)
                    ),
                    ". ",
                ),
                ".",
            ],
            "legend",
        )
        if held
        else None,
    ]
