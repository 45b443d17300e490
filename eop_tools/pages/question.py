"""A question's page: what must be known, who finds out, for whom, how soon and how often."""

from __future__ import annotations

from eop_tools.kinds.question import Question
from eop_tools.render.html import Html, facts, tag
from eop_tools.render.layout import layout
from eop_tools.render.sheet import Sheet
from eop_tools.render.writer import Writer
from eop_tools.text.phrases import humane, listed, sentence


@layout(
    Question,
    shows="lifelines answered_by needed_by first_within every reported_on because",
    columns="answered_by needed_by first_within every lifelines",
)
def question(sheet: Sheet, writer: Writer, entity: Question) -> None:
    """Write the question: the decision that hangs on it, then who, for whom, when and how."""
    sheet.lead(
        tag("strong", "An essential element of information."),
        " ",
        sentence(entity.because),
        " ",
        writer.described(entity),
    )
    sheet.add(
        facts(
            [
                ("Who finds out", _roles(writer, entity, "answered_by")),
                ("For whom", _roles(writer, entity, "needed_by")),
                ("First answer within", entity.first_within),
                ("Then every", entity.every),
                ("Reported on", writer.links(entity.reported_on)),
                ("Lifelines", listed(map(humane, entity.lifelines))),
            ]
        )
    )


def _roles(writer: Writer, entity: Question, field: str) -> Html | str:
    return writer.links(f"role:{id}" for id in getattr(entity, field)) or writer.unsaid(entity.ref, field)
