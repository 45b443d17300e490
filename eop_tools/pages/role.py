"""A role's sheet: what to do first, whom you answer to, who can stand in, what you may decide, your steps."""

from __future__ import annotations

from eop_tools.kinds.contact import Contact
from eop_tools.kinds.level import Level
from eop_tools.kinds.procedure import Procedure, Step
from eop_tools.kinds.question import Question
from eop_tools.kinds.role import Role, Successor
from eop_tools.render.html import Html, anchor, bullets, facts, joined, numbered, table, tag
from eop_tools.render.layout import layout
from eop_tools.render.sheet import Sheet
from eop_tools.render.steps import doing
from eop_tools.render.writer import Writer
from eop_tools.text.phrases import aside, listed, sentence

_MOST_STEPS = 10  # more than that in full, and the sheet is no sheet any more


@layout(
    Role,
    shows="aliases agency section reports_to works_with staffed_from people round_the_clock holders succession "
    "first_actions duties powers training",
    tells=("carries out", "leads", "succeeds", "signs", "keeps up", "works with", "answers", "needs the answer to"),
    group="section",
    columns="agency reports_to staffed_from round_the_clock",
)
def role(sheet: Sheet, writer: Writer, entity: Role) -> None:
    """Write the role sheet."""
    agency = writer.link(f"agency:{entity.agency}")
    sheet.lead(
        tag("strong", "Role sheet."),
        " If you are the ",
        tag("strong", entity.name),
        " (",
        entity.section,
        ", ",
        agency,
        "), start here. ",
        writer.described(entity),
    )
    sheet.section("Do first", numbered(map(sentence, entity.first_actions), class_="eop-first"))
    sheet.section("Your place", facts(_place(writer, entity)))
    sheet.section("Who stands in for you", _succession(writer, entity))
    sheet.section("Your steps in procedures", _steps(writer, entity))
    sheet.section("What you find out for others", _answers(writer, entity))
    sheet.section("What others find out for you", _asks(writer, entity))
    sheet.section("What you may decide", _powers(writer, entity))
    sheet.section("What you are there for", bullets(map(sentence, entity.duties)))
    sheet.section("How to reach whoever holds this role", _holders(writer, entity))
    sheet.section("Training", tag("p", sentence("; ".join(entity.training))) if entity.training else Html(""))


def _place(writer: Writer, entity: Role) -> list[tuple[str, Html | str | None]]:
    level = writer.plan.find(Level, entity.staffed_from)
    led = writer.sources(entity.ref, "leads")
    beside = dict.fromkeys([*(f"role:{id}" for id in entity.works_with), *writer.sources(entity.ref, "works with")])
    stands_in = writer.sources(entity.ref, "succeeds")
    return [
        ("You report to", writer.link(f"role:{entity.reports_to}") if entity.reports_to else None),
        ("You lead", writer.links(led)),
        ("You work with", writer.links(beside)),
        ("You stand in for", writer.links(stands_in)),
        (
            "Staffed from",
            joined([writer.link(level.ref), aside(level.label, level.name)]) if level else None,
        ),
        ("Reachable", "At any hour, every day" if entity.round_the_clock else None),
        ("People a shift", str(entity.people) if entity.people else None),
        ("Also called", listed(entity.aliases, "or")),
    ]


def _succession(writer: Writer, entity: Role) -> Html:
    if entity.succession is None:
        return Html("")
    return joined(
        [
            tag(
                "p",
                tag("strong", "When: "),
                sentence(entity.succession.trigger or writer.unsaid(entity.ref, "succession", "trigger")),
            ),
            numbered(_successor(writer, step) for step in entity.succession.order),
            tag(
                "p",
                tag("strong", "Until: "),
                sentence(entity.succession.ends or writer.unsaid(entity.ref, "succession", "ends")),
            ),
            tag(
                "p",
                tag("strong", "By right of: "),
                writer.links(f"authority:{id}" for id in entity.succession.authorities),
            )
            if entity.succession.authorities
            else None,
        ]
    )


def _successor(writer: Writer, step: Successor) -> Html:
    if not step.role:
        return joined([step.body or step.slot or "(not in this edition)"])
    ways = writer.reached(f"role:{step.role}")
    return joined([writer.link(f"role:{step.role}"), joined([" (", ways, ")"]) if ways else None])


def _steps(writer: Writer, entity: Role) -> Html:
    """Return the procedures in which this role has steps: in full where they are few, as a list where they are many."""
    found: list[tuple[Procedure, list[tuple[int, Step]]]] = []
    for ref in writer.sources(entity.ref, "carries out"):
        procedure = writer.plan.get(ref)
        if isinstance(procedure, Procedure):
            mine = [(number, step) for number, step in enumerate(procedure.steps, 1) if step.who == entity.id]
            found.append((procedure, mine))
    if sum(len(mine) for _, mine in found) > _MOST_STEPS:
        return bullets((_in_short(writer, *each) for each in found), class_="eop-mine eop-mine--short")
    return bullets((_in_full(writer, *each) for each in found), class_="eop-mine")


def _in_full(writer: Writer, procedure: Procedure, mine: list[tuple[int, Step]]) -> Html:
    steps = (
        joined([_number(writer, procedure, number, "Step "), ": ", doing(step), _within(step)]) for number, step in mine
    )
    return joined([writer.link(procedure.ref), bullets(steps)])


def _in_short(writer: Writer, procedure: Procedure, mine: list[tuple[int, Step]]) -> Html:
    numbers = joined((_number(writer, procedure, number) for number, _ in mine), ", ")
    return joined([writer.link(procedure.ref), ": step " if len(mine) == 1 else ": steps ", numbers])


def _number(writer: Writer, procedure: Procedure, number: int, word: str = "") -> Html:
    return anchor(f"@/{writer.view.path(procedure.ref)}#step-{number}", f"{word}{number}")


def _within(step: Step) -> str | None:
    return f" Within {step.within}." if step.within else None


def _answers(writer: Writer, entity: Role) -> Html:
    return table(
        ["Question", "First within", "Then every", "For", "On"],
        [
            [
                writer.link(question.ref),
                question.first_within,
                question.every,
                writer.links(f"role:{id}" for id in question.needed_by),
                writer.links(question.reported_on),
            ]
            for question in writer.plan.of(Question)
            if entity.id in question.answered_by
        ],
    )


def _asks(writer: Writer, entity: Role) -> Html:
    return bullets(
        joined([writer.link(question.ref), " Ask the ", writer.links(f"role:{id}" for id in question.answered_by), "."])
        for question in writer.plan.of(Question)
        if entity.id in question.needed_by
    )


def _powers(writer: Writer, entity: Role) -> Html:
    return table(
        ["You may", "Limit", "By right of"],
        [
            [sentence(power.may), sentence(power.limit), writer.links(f"authority:{id}" for id in power.authorities)]
            for power in entity.powers
        ],
    )


def _holders(writer: Writer, entity: Role) -> Html:
    held = [contact for id in entity.holders if (contact := writer.plan.find(Contact, id))]
    return table(
        ["Who", "How", "Agency"],
        [
            [writer.link(contact.ref), writer.reach(contact, 4), writer.link(f"agency:{contact.agency}")]
            for contact in held
        ],
    )
