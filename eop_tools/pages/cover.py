"""The cover's page: what gives the plan its standing, who signed, who may change what, its clocks, its team."""

from __future__ import annotations

from eop_tools.document import Content, Group, Link, Strong, Time, between, facts, numbered, table
from eop_tools.kinds.cover import Cover
from eop_tools.render.currency import hides_records
from eop_tools.render.layout import layout
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.phrases import humane, listed, sentence
from eop_tools.upkeep.evidence import Deadline, rewrite, whole_review


@layout(
    Cover,
    shows="jurisdiction version notice classification promulgation approvals review phone_region distribution changes "
    "related_plans planning_team severity waivers withholding source_url plan_language",
    tells=("is cited by",),
)
def cover(sheet: Sheet, presenter: Presenter, entity: Cover) -> None:
    """Write the cover: promulgation and signatures first, then approvals, clocks, team, related plans, waivers."""
    sheet.lead(
        Strong(f"The plan as a whole{f', version {entity.version}' if entity.version else ''}."),
        f" For everybody who has to rely on it: what gives it its standing in {entity.jurisdiction}. ",
        presenter.described(entity, 700),
    )
    said = entity.promulgation
    sheet.section("Promulgation", Group(presenter.prose(said.text), "prose"))
    sheet.add(
        facts(
            [
                (
                    "In force from",
                    presenter.day(said.effective) or presenter.unsaid(entity.ref, "promulgation", "effective"),
                ),
                ("Takes the place of", said.supersedes),
                ("Rests on", presenter.links(f"authority:{id}" for id in said.authorities)),
            ]
        )
    )
    sheet.section(
        "Signed by",
        table(
            ["Role", "Signed on"],
            [
                [presenter.link(f"role:{item.role}"), Time(item.signed) if item.signed else "not signed yet"]
                for item in said.signed_by
            ],
        ),
    )
    sheet.section(
        "Who may approve changes",
        table(
            ["Role", "May approve"],
            [[presenter.link(f"role:{item.role}"), sentence(item.may_approve)] for item in entity.approvals],
        ),
    )
    sheet.section("Clocks", _clocks(presenter, entity))
    sheet.section(
        "Planning team",
        table(
            ["Role", "Asked to do"], [[presenter.link(f"role:{item.role}"), item.duty] for item in entity.planning_team]
        ),
    )
    sheet.section(
        "Plans it has to fit with",
        table(
            ["Plan", "Whose", "Planned for there", "How the two fit"],
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
    sheet.section("Accepted for now", _waivers(presenter, entity))
    sheet.section(
        "Laws under which editions leave something out",
        table(
            ["Law", "Covers", "Because"],
            [
                [presenter.link(f"authority:{item.under}"), listed(item.what) or "whatever is left out", item.because]
                for item in entity.withholding
            ],
        ),
    )
    pages = [
        ("Record of changes", "record-of-changes", entity.changes),
        ("Distribution", "distribution", entity.distribution),
    ]
    sheet.section("Records", numbered(Link(f"@/{path}.html", words) for words, path, held in pages if held))


def _clocks(presenter: Presenter, entity: Cover) -> Content:
    blind = hides_records(presenter.view)

    def row(clock: Deadline) -> list[Content]:
        late = clock.is_overdue(presenter.today) and not blind
        state = [presenter.day(clock.due), " (overdue)" if late else None]
        return [clock.told, presenter.last(clock.last), state]

    return table(
        ["What", "Every", "Last done", "Due"],
        [
            ["Review of every part", *row(whole_review(presenter.plan, entity))],
            ["Rewrite and new promulgation", *row(rewrite(entity))],
            [
                "Every way to reach somebody is tried",
                entity.review.told("verify_contacts_every"),
                "see each contact",
                None,
            ],
            [
                "A device without contact clears a copy that is not public",
                entity.review.told("clear_copies_after"),
                "each device for itself",
                None,
            ],
        ],
    )


def _waivers(presenter: Presenter, entity: Cover) -> Content:
    return table(
        ["Rule", "For", "Why", "Until"],
        [
            [
                Link(f"@/rules.html#{item.rule.lower()}", item.rule),
                presenter.link(item.of) if item.of else "everything",
                item.reason,
                Time(item.until),
            ]
            for item in entity.waivers
        ],
    )
