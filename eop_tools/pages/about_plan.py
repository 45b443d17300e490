"""About this plan: how it is kept, how to read it, what is invented in it, which editions there are."""

from __future__ import annotations

from eop_tools.document import (
    Badge,
    Content,
    Document,
    Link,
    Paragraph,
    Strong,
    Trail,
    between,
    bracketed,
    bullets,
    facts,
)
from eop_tools.document.saying import said
from eop_tools.page import View, page
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say, to_say
from eop_tools.text.phrases import counted, sentence
from eop_tools.upkeep.evidence import how_often
from eop_tools.values import Audience

_EDITIONS = {
    Audience.public: (to_say("Public"), to_say("what everybody may see")),
    Audience.responder: (
        to_say("Responders"),
        to_say("also numbers, radio, stocks and places for the people who respond"),
    ),
    Audience.command: (to_say("Command"), to_say("everything in the plan")),
}


@page("about-this-plan", title="About this plan", section="The plan", order=90)
def about(view: View) -> Document:
    """How this plan is kept, how to read it, and what in it is invented."""
    presenter = Presenter(view)
    cover = presenter.plan.cover
    sheet = Sheet()
    sheet.add(Trail(((say("Home"), "@/index.html"), (say("The plan"), ""))))
    sheet.heading(say("About this plan"), 1)
    sheet.lead(
        say("How this plan is kept and how to read it, for everybody who uses it."),
        " ",
        sentence(cover.notice) if cover and cover.notice else "",
    )
    sheet.section(
        say("How to read it"),
        bullets(
            [
                said(
                    "In an emergency start at the {page}: who you are, or what happened.",
                    page=Link("@/index.html", say("first page")),
                ),
                say(
                    "Steps are numbered. Each says who acts, within what time from the start, and how to reach others."
                ),
                _pace(),
                say("“Withheld” stands where this edition may not show something."),
            ]
        ),
    )
    sheet.section(say("How it is kept"), _kept(presenter))
    invented = sum(entity.illustrative for entity in presenter.plan)
    if invented:
        sheet.section(
            say("What is invented"),
            Paragraph(
                [
                    Badge(say("Illustrative"), "illustrative"),
                    " ",
                    say(
                        "{pages} of {total} carry this mark: what they say is invented for demonstration. Invented "
                        "numbers use 555-01xx and invented addresses example.org, which belong to nobody.",
                        pages=counted(invented, "page"),
                        total=f"{len(presenter.plan):,}",
                    ),
                ]
            ),
        )
    sheet.section(
        say("Editions"),
        facts(
            (
                say("{edition} (this one)", edition=say(name)) if audience is view.edition.audience else say(name),
                say(words),
            )
            for audience, (name, words) in _EDITIONS.items()
        ),
    )
    return sheet.document


def _pace() -> Content:
    letters = (("P", say("primary")), ("A", say("alternate")), ("C", say("contingency")), ("E", say("emergency")))
    return said(
        "Ways to reach others are marked {letters}: try them in this order.",
        letters=between([Strong(letter), bracketed(word)] for letter, word in letters),
    )


def _kept(presenter: Presenter) -> Content:
    cover = presenter.plan.cover
    rows: list[Content] = [
        say("Everything here is written in plain text files, which rules check before they are published."),
        said(
            "How often every part is reviewed: {review}; how often every way to reach somebody is tried: {trial}.",
            review=Strong(how_often(cover.review, "review_every")),
            trial=Strong(how_often(cover.review, "verify_contacts_every")),
        )
        if cover
        else None,
        said(
            "What was found, and how old things are, stands on the {page}.",
            page=Link("@/status.html", say("status page")),
        ),
        said(
            "What the rules ask for stands in the {rules}; how the files are written, under {language}.",
            rules=Link("@/rules.html", say("rule book")),
            language=Link("@/language.html", say("plan language")),
        ),
    ]
    return bullets(row for row in rows if row)
