"""An activation level's page: on what sign, by whom, who has to be told, who takes a seat."""

from __future__ import annotations

from eop_tools.document import Content, Paragraph, Strong, between, bullets, facts, table
from eop_tools.kinds.level import Level
from eop_tools.kinds.procedure import Procedure
from eop_tools.kinds.role import Role
from eop_tools.render.layout import layout
from eop_tools.render.presenter import Presenter
from eop_tools.render.reaching import reaching
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say
from eop_tools.text.labels import natural
from eop_tools.text.phrases import counted, first_up, is_said_in, notation, sentence


@layout(
    Level,
    shows="label rank triggers activated_by notify notify_within eoc ends",
    tells=("staffs", "uses"),
    columns="label activated_by notify_within eoc",
)
def level(sheet: Sheet, presenter: Presenter, entity: Level) -> None:
    """Write the level: triggers, who decides, whom to notify, the positions staffed up to this rank."""
    higher = sorted(
        (other for other in presenter.plan.of(Level) if other.rank > entity.rank), key=lambda other: other.rank
    )
    lower = sorted(
        (other for other in presenter.plan.of(Level) if other.rank < entity.rank), key=lambda other: -other.rank
    )
    seats = _seats(presenter, entity)
    sheet.lead(
        Strong(_what(entity)),
        " ",
        [_for_whom(len(seats)), " "] if seats else None,
        presenter.described(entity),
    )
    when = bullets(map(sentence, entity.triggers)) or Paragraph(
        [first_up(presenter.unsaid(entity.ref, "triggers")), "."]
    )
    sheet.section(say("Activate when"), when)
    able = _people(presenter, [f"role:{id}" for id in entity.activated_by])
    sheet.section(
        say("Who may activate"), able or Paragraph([first_up(presenter.unsaid(entity.ref, "activated_by")), "."])
    )
    within = notation(entity.notify_within)
    sheet.section(
        say("Notify within {time}", time=within) if within else say("Notify"), _people(presenter, entity.notify)
    )
    sheet.section(say("Positions staffed"), _seat_table(presenter, entity, seats))
    next_place = [", ", say("or if it is lost:"), " "]
    sheet.section(
        say("Facts"),
        facts(
            [
                (say("Run from"), between((presenter.link(f"facility:{id}") for id in entity.eoc), next_place)),
                (say("Step down when"), sentence(entity.ends)),
                (say("Next level up"), presenter.link(higher[0].ref) if higher else None),
                (say("Next level down"), presenter.link(lower[0].ref) if lower else None),
            ]
        ),
    )
    sheet.section(say("Procedures used from this level"), _procedures(presenter, entity))


def _what(entity: Level) -> str:
    if is_said_in(entity.label, entity.name):
        return say("Activation level.")
    return say("Activation level, {label}.", label=entity.label)


def _for_whom(seats: int) -> str:
    return say("For whoever decides on it and for the {positions} it calls in.", positions=counted(seats, "position"))


def _people(presenter: Presenter, refs: list[str]) -> Content:
    return reaching(presenter, refs)


def _seats(presenter: Presenter, entity: Level) -> list[tuple[Role, Level]]:
    found = [
        (role, start) for role in presenter.plan.of(Role) if (start := presenter.plan.find(Level, role.staffed_from))
    ]
    return sorted(
        ((role, start) for role, start in found if start.rank <= entity.rank),
        key=lambda pair: (natural(pair[0].section), natural(pair[0].name)),
    )


def _seat_table(presenter: Presenter, entity: Level, seats: list[tuple[Role, Level]]) -> Content:
    return table(
        [say("Position"), say("Section"), say("People a shift"), say("New at this level"), say("Agency")],
        [
            [
                presenter.link(role.ref),
                role.section,
                str(role.people) if role.people else say("not said"),
                say("Yes") if start.id == entity.id else "",
                presenter.link(f"agency:{role.agency}"),
            ]
            for role, start in seats
        ],
    )


def _procedures(presenter: Presenter, entity: Level) -> Content:
    return bullets(
        [presenter.link(procedure.ref), ": ", sentence(procedure.trigger)]
        for procedure in presenter.plan.of(Procedure)
        if procedure.level == entity.id
    )
