"""An assumption's page: what follows from it, what if it does not hold, and where it was put to the test."""

from __future__ import annotations

from eop_tools.document import Strong, facts
from eop_tools.kinds.assumption import Assumption
from eop_tools.render.layout import layout
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say
from eop_tools.text.phrases import sentence


@layout(Assumption, shows="so if_wrong tested_in reviewed", columns="so if_wrong tested_in")
def assumption(sheet: Sheet, presenter: Presenter, entity: Assumption) -> None:
    """Write the assumption: what the plan builds on it first."""
    follows = sentence(entity.so) or say("What follows from it is not said.")
    sheet.lead(Strong(say("A planning assumption.")), " ", follows, " ", presenter.described(entity))
    sheet.add(
        facts(
            [
                (say("If it does not hold"), sentence(entity.if_wrong)),
                (say("Put to the test in"), presenter.links(entity.tested_in)),
                (say("Last reviewed"), presenter.reviewed(entity)),
            ]
        )
    )
