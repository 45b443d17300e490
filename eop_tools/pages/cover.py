"""The cover's page: what gives the plan its standing, who signed, who may change what, its clocks, its team."""

from __future__ import annotations

from eop_tools.kinds.cover import Cover
from eop_tools.render.currency import hides_records
from eop_tools.render.html import Html, anchor, facts, joined, numbered, table, tag, time
from eop_tools.render.layout import layout
from eop_tools.render.sheet import Sheet
from eop_tools.render.writer import Writer
from eop_tools.text.phrases import humane, listed, sentence
from eop_tools.upkeep.evidence import Deadline, rewrite, whole_review


@layout(
    Cover,
    shows="jurisdiction version notice classification promulgation approvals review phone_region distribution changes "
    "related_plans planning_team severity waivers withholding source_url",
    tells=("is cited by",),
)
def cover(sheet: Sheet, writer: Writer, entity: Cover) -> None:
    """Write the cover: promulgation and signatures first, then approvals, clocks, team, related plans, waivers."""
    sheet.lead(
        tag("strong", f"The plan as a whole{f', version {entity.version}' if entity.version else ''}."),
        f" For everybody who has to rely on it: what gives it its standing in {entity.jurisdiction}. ",
        writer.described(entity, 700),
    )
    said = entity.promulgation
    sheet.section("Promulgation", tag("div", writer.prose(said.text), class_="eop-prose"))
    sheet.add(
        facts(
            [
                ("In force from", writer.day(said.effective) or writer.unsaid(entity.ref, "promulgation", "effective")),
                ("Takes the place of", said.supersedes),
                ("Rests on", writer.links(f"authority:{id}" for id in said.authorities)),
            ]
        )
    )
    sheet.section(
        "Signed by",
        table(
            ["Role", "Signed on"],
            [
                [writer.link(f"role:{item.role}"), time(item.signed) if item.signed else "not signed yet"]
                for item in said.signed_by
            ],
        ),
    )
    sheet.section(
        "Who may approve changes",
        table(
            ["Role", "May approve"],
            [[writer.link(f"role:{item.role}"), sentence(item.may_approve)] for item in entity.approvals],
        ),
    )
    sheet.section("Clocks", _clocks(writer, entity))
    sheet.section(
        "Planning team",
        table(
            ["Role", "Asked to do"], [[writer.link(f"role:{item.role}"), item.duty] for item in entity.planning_team]
        ),
    )
    sheet.section(
        "Plans it has to fit with",
        table(
            ["Plan", "Whose", "Planned for there", "How the two fit"],
            [
                [
                    item.title,
                    writer.link(f"agency:{item.agency}"),
                    joined([writer.links(item.covers), listed(map(humane, item.stands_for))], ", "),
                    item.note,
                ]
                for item in entity.related_plans
            ],
        ),
    )
    sheet.section("Accepted for now", _waivers(writer, entity))
    sheet.section(
        "Laws under which editions leave something out",
        table(
            ["Law", "Covers", "Because"],
            [
                [writer.link(f"authority:{item.under}"), listed(item.what) or "whatever is left out", item.because]
                for item in entity.withholding
            ],
        ),
    )
    pages = [
        ("Record of changes", "record-of-changes", entity.changes),
        ("Distribution", "distribution", entity.distribution),
    ]
    sheet.section("Records", numbered(anchor(f"@/{path}.html", words) for words, path, held in pages if held))


def _clocks(writer: Writer, entity: Cover) -> Html:
    blind = hides_records(writer.view)

    def row(clock: Deadline) -> list[Html | str | None]:
        late = clock.is_overdue(writer.today) and not blind
        state = joined([writer.day(clock.due), " (overdue)" if late else None])
        return [clock.told, writer.last(clock.last), state]

    return table(
        ["What", "Every", "Last done", "Due"],
        [
            ["Review of every part", *row(whole_review(writer.plan, entity))],
            ["Rewrite and new promulgation", *row(rewrite(entity))],
            [
                "Every way to reach somebody is tried",
                entity.review.told("verify_contacts_every"),
                "see each contact",
                None,
            ],
        ],
    )


def _waivers(writer: Writer, entity: Cover) -> Html:
    return table(
        ["Rule", "For", "Why", "Until"],
        [
            [
                anchor(f"@/rules.html#{item.rule.lower()}", item.rule),
                writer.link(item.of) if item.of else "everything",
                item.reason,
                time(item.until),
            ]
            for item in entity.waivers
        ],
    )
