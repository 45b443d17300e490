"""A hazard's page: the first hour at the top, then the signs, what people should do, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.kinds.hazard import Hazard
from eop_tools.kinds.procedure import Procedure
from eop_tools.render.html import Html, anchor, bullets, facts, joined, table, tag, time
from eop_tools.render.layout import layout
from eop_tools.render.sheet import Sheet
from eop_tools.render.steps import doing
from eop_tools.render.writer import Writer
from eop_tools.text.phrases import first_down, humane, listed, sentence


@layout(
    Hazard,
    shows="category probability impact areas season assessment triggers protective_actions mitigation annex first_hour "
    "functions history",
    group="category",
    columns="probability impact season first_hour",
)
def hazard(sheet: Sheet, writer: Writer, entity: Hazard) -> None:
    """Write the hazard: first-hour procedures, triggers, protective actions, then what the plan knows of it."""
    sheet.lead(
        tag("strong", f"Hazard, {entity.category}."),
        " For whoever has to act in the first hour. ",
        writer.described(entity),
    )
    procedures = [found for id in entity.first_hour if (found := writer.plan.find(Procedure, id))]
    if procedures:
        sheet.section("The first hour", _steps(writer, procedures[0]))
        sheet.add(
            bullets(
                joined([writer.link(other.ref), ", when: ", first_down(sentence(other.trigger))])
                for other in procedures[1:]
            )
        )
    sheet.section(
        "Signs to act on",
        table(
            ["When", "Activate"],
            [
                [sentence(sign.when), writer.link(f"level:{sign.level}") if sign.level else None]
                for sign in entity.triggers
            ],
        ),
    )
    sheet.section("What people should do", bullets(map(sentence, entity.protective_actions)))
    assessed = entity.assessment
    sheet.section(
        "What is known of it",
        facts(
            [
                ("Probability", humane(entity.probability or writer.unsaid(entity.ref, "probability"))),
                ("Impact", humane(entity.impact or writer.unsaid(entity.ref, "impact"))),
                ("Assessed in", joined([assessed.source, ", ", time(assessed.assessed)]) if assessed else None),
                ("Season", entity.season),
                ("Areas", listed(entity.areas)),
                ("Planned for in", joined(_annexes(writer, entity), "; ")),
                ("Calls for", writer.links(f"function:{id}" for id in entity.functions)),
            ]
        ),
    )
    sheet.section("What is done beforehand", bullets(map(sentence, entity.mitigation)))
    sheet.section(
        "It happened here",
        bullets(
            joined(
                [
                    time(past.date),
                    ": ",
                    sentence(past.what),
                    joined(
                        [
                            " (",
                            joined(
                                (
                                    anchor(source.url, source.title) if source.url else source.title
                                    for source in past.sources
                                ),
                                "; ",
                            ),
                            ")",
                        ]
                    )
                    if past.sources
                    else None,
                ]
            )
            for past in entity.history
        ),
    )


def _annexes(writer: Writer, entity: Hazard) -> Iterator[Html]:
    """Yield where the hazard is planned for: in this plan's annex, and in the plans of others that cover it."""
    if entity.annex:
        yield writer.link(entity.annex)
    cover = writer.plan.cover
    for other in cover.related_plans if cover else ():
        if entity.ref in other.covers:
            yield joined([other.title, ", the plan of ", writer.link(f"agency:{other.agency}")])


def _steps(writer: Writer, procedure: Procedure) -> Html:
    """Return a procedure in short: its steps with who and by when, each leading to the whole step."""
    path = writer.view.path(procedure.ref)
    items = [
        tag(
            "li",
            tag("p", doing(step), class_="eop-step__do"),
            tag(
                "div",
                writer.link(f"role:{step.who}"),
                tag("span", f" within {step.within} ") if step.within else " ",
                anchor(f"@/{path}#step-{number}", "How", aria_label=f"How: step {number} of {procedure.name}"),
                class_="eop-step__meta",
            ),
            class_="eop-step",
        )
        for number, step in enumerate(procedure.steps, 1)
    ]
    return joined(
        [
            tag(
                "p",
                "Starts when: ",
                sentence(procedure.trigger),
                " Channels, numbers and places stand in ",
                writer.link(procedure.ref, "the whole procedure"),
                ".",
            ),
            tag("ol", items, class_="eop-steps eop-steps--short"),
        ]
    )
