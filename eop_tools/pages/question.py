"""A question's page: what must be known, who finds out, for whom, how soon and how often."""

from __future__ import annotations

from eop_tools.document import Content, Strong, facts
from eop_tools.kinds.question import Question
from eop_tools.render.layout import layout
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say
from eop_tools.text.phrases import humane, listed, notation, sentence


@layout(
    Question,
    shows="lifelines answered_by needed_by first_within every reported_on because",
    columns="answered_by needed_by first_within every lifelines",
)
def question(sheet: Sheet, presenter: Presenter, entity: Question) -> None:
    """Write the question: the decision that hangs on it, then who, for whom, when and how."""
    sheet.lead(
        Strong(say("An essential element of information.")),
        " ",
        sentence(entity.because),
        " ",
        presenter.described(entity),
    )
    sheet.add(
        facts(
            [
                (say("Who finds out"), _roles(presenter, entity, "answered_by")),
                (say("For whom"), _roles(presenter, entity, "needed_by")),
                (say("First answer within"), notation(entity.first_within)),
                (say("Then every"), notation(entity.every)),
                (say("Reported on"), presenter.links(entity.reported_on)),
                (say("Lifelines"), listed(map(humane, entity.lifelines))),
            ]
        )
    )


def _roles(presenter: Presenter, entity: Question, field: str) -> Content:
    return presenter.links(f"role:{id}" for id in getattr(entity, field)) or presenter.unsaid(entity.ref, field)
