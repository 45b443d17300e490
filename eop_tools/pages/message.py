"""A message's page: the alerts with their length and the whole text, the languages side by side."""

from __future__ import annotations

from eop_tools.document import Paragraph, Strong
from eop_tools.document.saying import said
from eop_tools.kinds.message import Message
from eop_tools.render.layout import layout
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.render.wordings import wordings
from eop_tools.text.catalog import say
from eop_tools.text.phrases import sentence


@layout(Message, shows="hazards when cleared_by wordings", tells=("is told to the public in",), columns="hazards when")
def message(sheet: Sheet, presenter: Presenter, entity: Message) -> None:
    """Write the message: what to send, in each language, with who clears it and when."""
    if entity.when:
        sheet.add(Paragraph([Strong(say("Send when:")), " ", sentence(entity.when)], "trigger"))
    if entity.cleared_by:
        sheet.add(Paragraph([Strong(say("Cleared by:")), " ", presenter.link(f"role:{entity.cleared_by}")]))
    sheet.add(wordings(presenter, entity))
    sheet.heading(say("About this message"))
    about = presenter.links(f"hazard:{id}" for id in entity.hazards)
    what = Strong(say("Message to the public"))
    sheet.lead(
        said("{message}, on {hazards}.", message=what, hazards=about) if entity.hazards else [what, "."],
        " ",
        presenter.described(entity),
    )
