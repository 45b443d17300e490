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
from eop_tools.text.labels import natural
from eop_tools.text.phrases import counted, first_up, is_said_in, sentence


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
        Strong(
            f"Activation level, {entity.label}. " if not is_said_in(entity.label, entity.name) else "Activation level. "
        ),
        f"For whoever decides on it and for the {counted(len(seats), 'position')} it calls in. " if seats else None,
        presenter.described(entity),
    )
    when = bullets(map(sentence, entity.triggers)) or Paragraph(
        [first_up(presenter.unsaid(entity.ref, "triggers")), "."]
    )
    sheet.section("Activate when", when)
    able = _people(presenter, [f"role:{id}" for id in entity.activated_by])
    sheet.section("Who may activate", able or Paragraph([first_up(presenter.unsaid(entity.ref, "activated_by")), "."]))
    within = f" within {entity.notify_within}" if entity.notify_within else ""
    sheet.section(f"Notify{within}", _people(presenter, entity.notify))
    sheet.section("Positions staffed", _seat_table(presenter, entity, seats))
    sheet.section(
        "Facts",
        facts(
            [
                ("Run from", between((presenter.link(f"facility:{id}") for id in entity.eoc), ", or if it is lost: ")),
                ("Step down when", sentence(entity.ends)),
                ("Next level up", presenter.link(higher[0].ref) if higher else None),
                ("Next level down", presenter.link(lower[0].ref) if lower else None),
            ]
        ),
    )
    sheet.section("Procedures used from this level", _procedures(presenter, entity))


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
        ["Position", "Section", "People a shift", "New at this level", "Agency"],
        [
            [
                presenter.link(role.ref),
                role.section,
                str(role.people) if role.people else "not said",
                "Yes" if start.id == entity.id else "",
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
