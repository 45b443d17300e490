"""The cover's page: what gives the plan its standing, who signed, who may change what, its clocks, its team."""

from __future__ import annotations

from eop_tools.document import Content, Group, Link, Strong, Time, between, facts, numbered, table
from eop_tools.document.saying import said
from eop_tools.kinds.cover import Cover
from eop_tools.render.currency import hides_records
from eop_tools.render.layout import layout
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say
from eop_tools.text.phrases import humane, listed, sentence
from eop_tools.upkeep.evidence import Deadline, how_often, rewrite, whole_review


@layout(
    Cover,
    shows="jurisdiction version notice classification promulgation approvals review phone_region distribution changes "
    "related_plans planning_team severity waivers withholding source_url plan_language",
    tells=("is cited by",),
)
def cover(sheet: Sheet, presenter: Presenter, entity: Cover) -> None:
    """Write the cover: promulgation and signatures first, then approvals, clocks, team, related plans, waivers."""
    sheet.lead(
        Strong(
            said("The plan as a whole, version {version}.", version=entity.version)
            if entity.version
            else say("The plan as a whole.")
        ),
        " ",
        said(
            "For everybody who has to rely on it: what gives it its standing in {jurisdiction}.",
            jurisdiction=entity.jurisdiction,
        ),
        " ",
        presenter.described(entity, 700),
    )
    standing = entity.promulgation
    sheet.section(say("Promulgation"), Group(presenter.prose(standing.text), "prose"))
    sheet.add(
        facts(
            [
                (
                    say("In force from"),
                    presenter.day(standing.effective) or presenter.unsaid(entity.ref, "promulgation", "effective"),
                ),
                (say("Takes the place of"), standing.supersedes),
                (say("Rests on"), presenter.links(f"authority:{id}" for id in standing.authorities)),
            ]
        )
    )
    sheet.section(
        say("Signed by"),
        table(
            [say("Role"), say("Signed on")],
            [
                [presenter.link(f"role:{item.role}"), Time(item.signed) if item.signed else say("not signed yet")]
                for item in standing.signed_by
            ],
        ),
    )
    sheet.section(
        say("Who may approve changes"),
        table(
            [say("Role"), say("May approve")],
            [[presenter.link(f"role:{item.role}"), sentence(item.may_approve)] for item in entity.approvals],
        ),
    )
    sheet.section(say("Clocks"), _clocks(presenter, entity))
    sheet.section(
        say("Planning team"),
        table(
            [say("Role"), say("Asked to do")],
            [[presenter.link(f"role:{item.role}"), item.duty] for item in entity.planning_team],
        ),
    )
    sheet.section(
        say("Plans it has to fit with"),
        table(
            [say("Plan"), say("Whose"), say("Planned for there"), say("How the two fit")],
            [
                [
                    item.title,
                    presenter.link(f"agency:{item.agency}"),
                    between([presenter.links(item.covers), listed(map(humane, item.stands_for))]),
                    item.note,
                ]
                for item in entity.related_plans
            ],
        ),
    )
    sheet.section(say("Accepted for now"), _waivers(presenter, entity))
    sheet.section(
        say("Laws under which editions leave something out"),
        table(
            [say("Law"), say("Covers"), say("Because")],
            [
                [
                    presenter.link(f"authority:{item.under}"),
                    listed(item.what) or say("whatever is left out"),
                    item.because,
                ]
                for item in entity.withholding
            ],
        ),
    )
    pages = [
        (say("Record of changes"), "record-of-changes", entity.changes),
        (say("Distribution"), "distribution", entity.distribution),
    ]
    sheet.section(say("Records"), numbered(Link(f"@/{path}.html", words) for words, path, held in pages if held))


def _clocks(presenter: Presenter, entity: Cover) -> Content:
    blind = hides_records(presenter.view)

    def row(clock: Deadline) -> list[Content]:
        late = clock.is_overdue(presenter.today) and not blind
        state = [presenter.day(clock.due), [" ", say("(overdue)")] if late else None]
        return [clock.told, presenter.last(clock.last), state]

    return table(
        [say("What"), say("Every"), say("Last done"), say("Due")],
        [
            [say("Review of every part"), *row(whole_review(presenter.plan, entity))],
            [say("Rewrite and new promulgation"), *row(rewrite(entity))],
            [
                say("Every way to reach somebody is tried"),
                how_often(entity.review, "verify_contacts_every"),
                say("see each contact"),
                None,
            ],
            [
                say("A device without contact clears a copy that is not public"),
                how_often(entity.review, "clear_copies_after"),
                say("each device for itself"),
                None,
            ],
        ],
    )


def _waivers(presenter: Presenter, entity: Cover) -> Content:
    return table(
        [say("Rule"), say("For"), say("Why"), say("Until")],
        [
            [
                Link(f"@/rules.html#{item.rule.lower()}", item.rule),
                presenter.link(item.of) if item.of else say("everything"),
                item.reason,
                Time(item.until),
            ]
            for item in entity.waivers
        ],
    )
