"""A law's page: what it says in our own words, how it is cited, and when somebody last read it."""

from __future__ import annotations

from eop_tools.document import Link, Strong, facts
from eop_tools.document.saying import said
from eop_tools.kinds.authority import Authority
from eop_tools.render.layout import layout
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say
from eop_tools.text.phrases import humane, sentence
from eop_tools.upkeep.evidence import read


@layout(Authority, shows="citation level topic says link checked", columns="citation level topic says")
def authority(sheet: Sheet, presenter: Presenter, entity: Authority) -> None:
    """Write the law: what it says first."""
    sheet.lead(
        Strong(said("Authority, {citation}.", citation=entity.citation)),
        " ",
        sentence(entity.says),
        " ",
        presenter.described(entity),
    )
    sheet.add(
        facts(
            [
                (say("Whose law"), humane(entity.level)),
                (say("About"), entity.topic),
                (say("To be read at"), Link(entity.link, entity.link) if entity.link else None),
                (say("Last read"), presenter.last(read(presenter.plan, entity))),
            ]
        )
    )
