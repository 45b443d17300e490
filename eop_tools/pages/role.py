"""A role's sheet: what to do first, whom you answer to, who can stand in, what you may decide, your steps."""

from __future__ import annotations

from eop_tools.document import (
    Content,
    Item,
    Link,
    Paragraph,
    Phrase,
    Strong,
    Tick,
    bullets,
    facts,
    numbered,
    table,
)
from eop_tools.document.saying import said
from eop_tools.kinds.contact import Contact
from eop_tools.kinds.level import Level
from eop_tools.kinds.procedure import Procedure, Step
from eop_tools.kinds.question import Question
from eop_tools.kinds.role import Role, Successor
from eop_tools.render.layout import layout
from eop_tools.render.presenter import Presenter
from eop_tools.render.reaching import number_of, reached, reaching
from eop_tools.render.sheet import Sheet
from eop_tools.render.steps import doing, steps_named, to_tick, worked_off
from eop_tools.text.catalog import say
from eop_tools.text.phrases import aside, listed, notation, sentence

_MOST_STEPS = 10  # more than that in full, and the sheet is no sheet any more


@layout(
    Role,
    shows="aliases agency section reports_to works_with staffed_from people round_the_clock holders succession "
    "first_actions duties powers training",
    tells=("carries out", "leads", "succeeds", "signs", "keeps up", "works with", "answers", "needs the answer to"),
    group="section",
    columns="agency reports_to staffed_from round_the_clock",
)
def role(sheet: Sheet, presenter: Presenter, entity: Role) -> None:
    """Write the role sheet."""
    agency = presenter.link(f"agency:{entity.agency}")
    sheet.add(_stand_in(presenter, entity))
    sheet.section(say("Do first"), _first(presenter, entity))
    if entity.first_actions:
        sheet.heading(say("About this role"))
    sheet.lead(
        Strong(say("Role sheet.")),
        " ",
        said(
            "If you are the {role} ({section}, {agency}).",
            role=Strong(entity.name),
            section=entity.section,
            agency=agency,
        ),
        " ",
        presenter.described(entity),
    )
    sheet.section(say("Your place"), facts(_place(presenter, entity)))
    sheet.section(say("Who stands in for you"), _succession(presenter, entity))
    sheet.section(say("Your steps in procedures"), _steps(presenter, entity))
    sheet.section(say("What you find out for others"), _answers(presenter, entity))
    sheet.section(say("What others find out for you"), _asks(presenter, entity))
    sheet.section(say("What you may decide"), _powers(presenter, entity))
    sheet.section(say("What you are there for"), bullets(map(sentence, entity.duties)))
    sheet.section(say("How to reach whoever holds this role"), _holders(presenter, entity))
    sheet.section(say("Training"), Paragraph(sentence("; ".join(entity.training))) if entity.training else None)


def _stand_in(presenter: Presenter, entity: Role) -> Content:
    """Return in one line who is next where the holder cannot be reached: whoever calls at night asks that first."""
    line = entity.succession.order if entity.succession else []
    first = next((f"role:{step.role}" for step in line if step.role and presenter.view.path(f"role:{step.role}")), None)
    if first is None:
        return None
    next_in_line = said("If not reached, next in line: {role}", role=presenter.link(first))
    return Paragraph([next_in_line, " ", number_of(presenter, first)], "trigger")


def _first(presenter: Presenter, entity: Role) -> Content:
    told: set[str] = set()
    items = (
        Item([Phrase(sentence(action.do), "do"), reaching(presenter, action.call, told)], tick=Tick(number))
        for number, action in enumerate(entity.to_do_first, 1)
    )
    return numbered(items, "first", worked_off(presenter, entity, entity.name))


def _place(presenter: Presenter, entity: Role) -> list[tuple[str, Content]]:
    level = presenter.plan.find(Level, entity.staffed_from)
    led = presenter.sources(entity.ref, "leads")
    beside = dict.fromkeys([*(f"role:{id}" for id in entity.works_with), *presenter.sources(entity.ref, "works with")])
    stands_in = presenter.sources(entity.ref, "succeeds")
    return [
        (say("You report to"), reached(presenter, f"role:{entity.reports_to}") if entity.reports_to else None),
        (say("You lead"), presenter.links(led)),
        (say("You work with"), presenter.links(beside)),
        (say("You stand in for"), presenter.links(stands_in)),
        (
            say("Staffed from"),
            [presenter.link(level.ref), aside(level.label, level.name)] if level else None,
        ),
        (say("Reachable"), say("At any hour, every day") if entity.round_the_clock else None),
        (say("People a shift"), str(entity.people) if entity.people else None),
        (say("Also called"), listed(entity.aliases, "or")),
    ]


def _succession(presenter: Presenter, entity: Role) -> Content:
    if entity.succession is None:
        return None
    line = entity.succession
    trigger = line.trigger or presenter.unsaid(entity.ref, "succession", "trigger")
    ends = line.ends or presenter.unsaid(entity.ref, "succession", "ends")
    laws = presenter.links(f"authority:{id}" for id in line.authorities)
    return [
        Paragraph([Strong(say("When:")), " ", sentence(trigger)]),
        numbered(_successor(presenter, step) for step in line.order),
        Paragraph([Strong(say("Until:")), " ", sentence(ends)]),
        Paragraph([Strong(say("By right of:")), " ", laws]) if line.authorities else None,
    ]


def _successor(presenter: Presenter, step: Successor) -> Content:
    if not step.role:
        return [step.body or step.slot or say("(not in this edition)")]
    return reached(presenter, f"role:{step.role}")


def _steps(presenter: Presenter, entity: Role) -> Content:
    """Return the procedures in which this role has steps: in full where they are few, as a list where they are many."""
    found: list[tuple[Procedure, list[tuple[int, Step]]]] = []
    for ref in presenter.sources(entity.ref, "carries out"):
        procedure = presenter.plan.get(ref)
        if isinstance(procedure, Procedure):
            mine = [(number, step) for number, step in enumerate(procedure.steps, 1) if step.who == entity.id]
            found.append((procedure, mine))
    if sum(len(mine) for _, mine in found) > _MOST_STEPS:
        return bullets((_in_short(presenter, *each) for each in found), role="mine mine--short")
    return bullets((_in_full(presenter, entity, *each) for each in found), role="mine")


def _in_full(presenter: Presenter, entity: Role, procedure: Procedure, mine: list[tuple[int, Step]]) -> Content:
    page = f"@/{presenter.view.path(procedure.ref)}"
    steps = (
        Item(
            [
                Link(f"{page}#step-{number}", say("Step {number}", number=number)),
                ": ",
                Phrase(doing(step), "do"),
                _within(step),
            ],
            tick=to_tick(step, number),
        )
        for number, step in mine
    )
    return [presenter.link(procedure.ref), bullets(steps, checklist=worked_off(presenter, procedure, entity.name))]


def _in_short(presenter: Presenter, procedure: Procedure, mine: list[tuple[int, Step]]) -> Content:
    steps = steps_named(f"@/{presenter.view.path(procedure.ref)}", [number for number, _ in mine])
    return [presenter.link(procedure.ref), ": ", steps]


def _within(step: Step) -> Content:
    return [" ", say("Within {time}.", time=notation(step.within))] if step.within else None


def _answers(presenter: Presenter, entity: Role) -> Content:
    return table(
        [say("Question"), say("First within"), say("Then every"), say("For"), say("On")],
        [
            [
                presenter.link(question.ref),
                notation(question.first_within),
                notation(question.every),
                presenter.links(f"role:{id}" for id in question.needed_by),
                presenter.links(question.reported_on),
            ]
            for question in presenter.plan.of(Question)
            if entity.id in question.answered_by
        ],
    )


def _asks(presenter: Presenter, entity: Role) -> Content:
    return bullets(
        [
            presenter.link(question.ref),
            " ",
            said("Ask the {roles}.", roles=presenter.links(f"role:{id}" for id in question.answered_by)),
        ]
        for question in presenter.plan.of(Question)
        if entity.id in question.needed_by
    )


def _powers(presenter: Presenter, entity: Role) -> Content:
    return table(
        [say("You may"), say("Limit"), say("By right of")],
        [
            [sentence(power.may), sentence(power.limit), presenter.links(f"authority:{id}" for id in power.authorities)]
            for power in entity.powers
        ],
    )


def _holders(presenter: Presenter, entity: Role) -> Content:
    held = [contact for id in entity.holders if (contact := presenter.plan.find(Contact, id))]
    return table(
        [say("Who"), say("How"), say("Agency")],
        [
            [presenter.link(contact.ref), presenter.reach(contact, 4), presenter.link(f"agency:{contact.agency}")]
            for contact in held
        ],
    )
