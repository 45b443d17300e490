"""A hazard's page: the first hour at the top, then the signs, what people should do, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.document import (
    Content,
    Group,
    Heading,
    Item,
    Link,
    Paragraph,
    Phrase,
    Strong,
    Time,
    between,
    bracketed,
    bullets,
    facts,
    numbered,
    table,
)
from eop_tools.document.saying import said
from eop_tools.kind import Source
from eop_tools.kinds.hazard import Hazard
from eop_tools.kinds.message import Message
from eop_tools.kinds.procedure import Procedure
from eop_tools.render.layout import layout
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.render.steps import doing, to_tick, worked_off
from eop_tools.render.wordings import wordings
from eop_tools.text.catalog import say, to_say
from eop_tools.text.phrases import first_down, first_up, humane, listed, notation, sentence

_SORTS = {
    "natural": to_say("Hazard, natural."),
    "technological": to_say("Hazard, technological."),
    "human-caused": to_say("Hazard, human-caused."),
}


@layout(
    Hazard,
    shows="category probability impact areas season assessment triggers protective_actions mitigation annex first_hour "
    "functions history",
    group="category",
    columns="probability impact season first_hour",
)
def hazard(sheet: Sheet, presenter: Presenter, entity: Hazard) -> None:
    """Write the hazard: first-hour procedures, triggers, protective actions, then what the plan knows of it."""
    sheet.lead(
        Strong(say(_SORTS[entity.category])),
        " ",
        say("For whoever has to act in the first hour."),
        " ",
        presenter.described(entity),
    )
    procedures = [found for id in entity.first_hour if (found := presenter.plan.find(Procedure, id))]
    if procedures:
        sheet.section(say("The first hour"), _steps(presenter, procedures[0]))
        sheet.add(
            bullets(
                said(
                    "{procedure}, when: {trigger}",
                    procedure=presenter.link(other.ref),
                    trigger=first_down(sentence(other.trigger)),
                )
                for other in procedures[1:]
            )
        )
    sheet.section(
        say("Signs to act on"),
        table(
            [say("When"), say("Activate")],
            [
                [sentence(sign.when), presenter.link(f"level:{sign.level}") if sign.level else None]
                for sign in entity.triggers
            ],
        ),
    )
    sheet.section(say("What people should do"), bullets(map(sentence, entity.protective_actions)))
    sheet.section(say("What to tell the public first"), _messages(presenter, entity))
    assessed = entity.assessment
    sheet.section(
        say("What is known of it"),
        facts(
            [
                (say("Probability"), _grade(presenter, entity, "probability")),
                (say("Impact"), _grade(presenter, entity, "impact")),
                (say("Assessed in"), [assessed.source, ", ", Time(assessed.assessed)] if assessed else None),
                (say("Season"), entity.season),
                (say("Areas"), listed(entity.areas)),
                (say("Planned for in"), between(_annexes(presenter, entity), "; ")),
                (say("Calls for"), presenter.links(f"function:{id}" for id in entity.functions)),
            ]
        ),
    )
    sheet.section(say("What is done beforehand"), bullets(map(sentence, entity.mitigation)))
    sheet.section(
        say("It happened here"),
        bullets(
            [Time(past.date), ": ", sentence(past.what), bracketed(between(map(_cited, past.sources), "; "))]
            for past in entity.history
        ),
    )


def _grade(presenter: Presenter, entity: Hazard, field: str) -> str:
    grade = getattr(entity, field)
    return humane(grade) if grade else first_up(presenter.unsaid(entity.ref, field))


def _messages(presenter: Presenter, entity: Hazard) -> Content:
    """Return the messages on a hazard, each with its alerts: they are what is needed first."""
    held = [message for message in presenter.plan.of(Message) if entity.id in message.hazards]
    return [[Heading(message.name, 3), wordings(presenter, message)] for message in held]


def _cited(source: Source) -> Content:
    return Link(source.url, source.title) if source.url else source.title


def _annexes(presenter: Presenter, entity: Hazard) -> Iterator[Content]:
    """Yield where the hazard is planned for: in this plan's annex, and in the plans of others that cover it."""
    if entity.annex:
        yield presenter.link(entity.annex)
    cover = presenter.plan.cover
    for other in cover.related_plans if cover else ():
        if entity.ref in other.covers:
            agency = presenter.link(f"agency:{other.agency}")
            yield said("{title}, the plan of {agency}", title=other.title, agency=agency)


def _steps(presenter: Presenter, procedure: Procedure) -> Content:
    """Return a procedure in short: its steps with who and by when, each leading to the whole step."""
    path = presenter.view.path(procedure.ref)
    items = [
        Item(
            [
                Paragraph(doing(step), "step__do"),
                Group(
                    [
                        presenter.link(f"role:{step.who}"),
                        Phrase([" ", say("within {time}", time=notation(step.within)), " "], "")
                        if step.within
                        else " ",
                        Link(
                            f"@/{path}#step-{number}",
                            say("How"),
                            label=say("How: step {number} of {procedure}", number=number, procedure=procedure.name),
                        ),
                    ],
                    "step__meta",
                ),
            ],
            "step",
            tick=to_tick(step, number),
        )
        for number, step in enumerate(procedure.steps, 1)
    ]
    whole = presenter.link(procedure.ref, say("the whole procedure"))
    return [
        Paragraph(
            [
                say("Starts when:"),
                " ",
                sentence(procedure.trigger),
                " ",
                said("Channels, numbers and places stand in {procedure}.", procedure=whole),
            ]
        ),
        numbered(items, "steps steps--short", worked_off(presenter, procedure)),
    ]
