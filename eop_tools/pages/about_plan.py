"""About this plan: how it is kept, how to read it, what is invented in it, which editions there are."""

from __future__ import annotations

from eop_tools.document import Badge, Content, Document, Link, Paragraph, Strong, Trail, between, bullets, facts
from eop_tools.page import View, page
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.phrases import counted, sentence
from eop_tools.values import Audience

_EDITIONS = {
    Audience.public: ("Public", "what everybody may see"),
    Audience.responder: ("Responders", "also numbers, radio, stocks and places for the people who respond"),
    Audience.command: ("Command", "everything in the plan"),
}


@page("about-this-plan", title="About this plan", section="The plan", order=90)
def about(view: View) -> Document:
    """How this plan is kept, how to read it, and what in it is invented."""
    presenter = Presenter(view)
    cover = presenter.plan.cover
    sheet = Sheet()
    sheet.add(Trail((("Home", "@/index.html"), ("The plan", ""))))
    sheet.heading("About this plan", 1)
    sheet.lead(
        "How this plan is kept and how to read it, for everybody who uses it. ",
        sentence(cover.notice) if cover and cover.notice else "",
    )
    sheet.section(
        "How to read it",
        bullets(
            [
                [
                    "In an emergency start at the ",
                    Link("@/index.html", "first page"),
                    ": who you are, or what happened.",
                ],
                "Steps are numbered. Each says who acts, within what time from the start, and how to reach others.",
                _pace(),
                "“Withheld” stands where this edition may not show something.",
            ]
        ),
    )
    sheet.section("How it is kept", _kept(presenter))
    invented = sum(entity.illustrative for entity in presenter.plan)
    if invented:
        sheet.section(
            "What is invented",
            [
                Paragraph(
                    [
                        Badge("Illustrative", "illustrative"),
                        (
                            f" {counted(invented, 'page')} of {len(presenter.plan):,} carry this mark: what they say "
                            "is invented for demonstration. Invented numbers use 555-01xx and invented addresses "
                            "example.org, which belong to nobody."
                        ),
                    ]
                ),
            ],
        )
    sheet.section(
        "Editions",
        facts(
            ([name, " (this one)"] if audience is view.edition.audience else name, words)
            for audience, (name, words) in _EDITIONS.items()
        ),
    )
    return sheet.document


def _pace() -> Content:
    letters = (("P", "primary"), ("A", "alternate"), ("C", "contingency"), ("E", "emergency"))
    return [
        "Ways to reach others are marked ",
        between(([Strong(letter), f" ({word})"] for letter, word in letters)),
        ": try them in this order.",
    ]


def _kept(presenter: Presenter) -> Content:
    cover = presenter.plan.cover
    rows: list[Content] = [
        "Everything here is written in plain text files, which rules check before they are published.",
        [
            "How often every part is reviewed: ",
            Strong(cover.review.told("review_every")),
            "; how often every way to reach somebody is tried: ",
            Strong(cover.review.told("verify_contacts_every")),
            ".",
        ]
        if cover
        else None,
        ["What was found, and how old things are, stands on the ", Link("@/status.html", "status page"), "."],
        [
            "What the rules ask for stands in the ",
            Link("@/rules.html", "rule book"),
            "; how the files are written, under ",
            Link("@/language.html", "plan language"),
            ".",
        ],
    ]
    return bullets(row for row in rows if row)
