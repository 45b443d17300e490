"""A function's page: which agency plays which part in it, and what that means."""

from __future__ import annotations

from eop_tools.document import Badge, Content, Group, Paragraph, Strong, between, bullets, facts, table
from eop_tools.document.saying import said
from eop_tools.kinds.function import Function
from eop_tools.render.layout import layout
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say, to_say
from eop_tools.text.phrases import humane, listed, sentence

PARTS = {
    "coordinator": to_say("keeps the primary agencies together"),
    "primary": to_say("in charge"),
    "support": to_say("helps when asked"),
    "cooperating": to_say("works alongside, under its own direction"),
}


@layout(
    Function,
    shows="label scheme purpose situation concept_of_operations direction_and_control assignments limits reviewed "
    "lifelines core_capabilities federal_esf",
    columns="label purpose lifelines",
)
def function(sheet: Sheet, presenter: Presenter, entity: Function) -> None:
    """Write the function: its purpose, who does what in it, and its limits."""
    purpose = sentence(entity.purpose) or say("Its purpose is not said.")
    sheet.lead(Strong(_labelled(entity)), " ", purpose, " ", presenter.described(entity))
    for title, text in (
        (say("Situation"), entity.situation),
        (say("How the work goes"), entity.concept_of_operations),
        (say("Who decides"), entity.direction_and_control),
    ):
        sheet.section(title, Group(presenter.prose(text), "prose") if text else None)
    sheet.section(say("Who does what"), _assignments(presenter, entity))
    sheet.section(
        say("What we cannot do alone"),
        table(
            [say("What is missing"), say("Where help comes from")],
            [[sentence(limit.gap), presenter.links(limit.filled_by)] for limit in entity.limits],
        ),
    )
    sheet.section(
        say("How it fits"),
        facts(
            [
                (say("Lifelines"), listed(map(humane, entity.lifelines))),
                (say("Core capabilities"), listed(map(humane, entity.core_capabilities))),
                (say("Federal ESF"), listed(say("ESF {number}", number=number) for number in entity.federal_esf)),
                (say("Last reviewed"), presenter.reviewed(entity)),
            ]
        ),
    )


def _labelled(entity: Function) -> Content:
    if not entity.full_label:
        return say("Function.")
    return said("Function, {label}.", label=[humane(entity.scheme), " ", entity.label])


def _assignments(presenter: Presenter, entity: Function) -> Content:
    order = list(PARTS)
    held = sorted(entity.assignments, key=lambda item: order.index(item.part))
    return [
        table(
            [say("Agency"), say("Part"), say("What it does")],
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
                        [humane(part), ": ", say(means)]
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
