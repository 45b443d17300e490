"""About this plan: how it is kept, how to read it, what is invented in it, which editions there are."""

from __future__ import annotations

from eop_tools.page import View, page
from eop_tools.render.html import Html, anchor, badge, bullets, crumbs, facts, joined, tag
from eop_tools.render.sheet import Sheet
from eop_tools.render.writer import Writer
from eop_tools.text.phrases import counted, sentence
from eop_tools.values import Audience

_EDITIONS = {
    Audience.public: ("Public", "what everybody may see"),
    Audience.responder: ("Responders", "also numbers, radio, stocks and places for the people who respond"),
    Audience.command: ("Command", "everything in the plan"),
}


@page("about-this-plan", title="About this plan", section="The plan", order=90)
def about(view: View) -> str:
    """How this plan is kept, how to read it, and what in it is invented."""
    writer = Writer(view)
    cover = writer.plan.cover
    sheet = Sheet()
    sheet.add(crumbs([("Home", "@/index.html"), ("The plan", "")]))
    sheet.heading("About this plan", 1)
    sheet.lead(
        "How this plan is kept and how to read it, for everybody who uses it. ",
        sentence(cover.notice) if cover and cover.notice else "",
    )
    sheet.section(
        "How to read it",
        bullets(
            [
                joined(
                    [
                        "In an emergency start at the ",
                        anchor("@/index.html", "first page"),
                        ": who you are, or what happened.",
                    ]
                ),
                "Steps are numbered. Each says who acts, within what time from the start, and how to reach others.",
                _pace(),
                "“Withheld” stands where this edition may not show something.",
            ]
        ),
    )
    sheet.section("How it is kept", _kept(writer))
    invented = sum(entity.illustrative for entity in writer.plan)
    if invented:
        sheet.section(
            "What is invented",
            joined(
                [
                    tag(
                        "p",
                        badge("Illustrative", "illustrative"),
                        f" {counted(invented, 'page')} of {len(writer.plan):,} carry this mark: what they say is "
                        "invented for demonstration. Invented numbers use 555-01xx and invented addresses example.org, "
                        "which belong to nobody.",
                    ),
                ]
            ),
        )
    sheet.section(
        "Editions",
        facts(
            (joined([name, " (this one)"]) if audience is view.edition.audience else name, words)
            for audience, (name, words) in _EDITIONS.items()
        ),
    )
    return sheet.markdown


def _pace() -> Html:
    letters = (("P", "primary"), ("A", "alternate"), ("C", "contingency"), ("E", "emergency"))
    return joined(
        [
            "Ways to reach others are marked ",
            joined((joined([tag("strong", letter), f" ({word})"]) for letter, word in letters), ", "),
            ": try them in this order.",
        ]
    )


def _kept(writer: Writer) -> Html:
    cover = writer.plan.cover
    rows = [
        "Everything here is written in plain text files, which rules check before they are published.",
        joined(
            [
                "How often every part is reviewed: ",
                tag("strong", cover.review.told("review_every")),
                "; how often every way to reach somebody is tried: ",
                tag("strong", cover.review.told("verify_contacts_every")),
                ".",
            ]
        )
        if cover
        else None,
        joined(["What was found, and how old things are, stands on the ", anchor("@/status.html", "status page"), "."]),
        joined(
            [
                "What the rules ask for stands in the ",
                anchor("@/rules.html", "rule book"),
                "; how the files are written, under ",
                anchor("@/language.html", "plan language"),
                ".",
            ]
        ),
    ]
    return bullets(row for row in rows if row)
