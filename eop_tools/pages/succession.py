"""Who relieves whom: every position with those who stand in for it, in order, and the number of each."""

from __future__ import annotations

from eop_tools.document import Content, Document, Trail, numbered, table
from eop_tools.kinds.role import Role, Successor
from eop_tools.page import View, page
from eop_tools.render.presenter import Presenter
from eop_tools.render.reaching import number_of
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say
from eop_tools.text.labels import natural
from eop_tools.text.phrases import counted, sentence


@page("succession", title="Who stands in for whom", section="Who", order=41, kit="Who are you?")
def succession(view: View) -> Document:
    """Every line of succession on one page: who takes over when somebody cannot be reached."""
    presenter = Presenter(view)
    sheet = Sheet()
    roles = [role for role in presenter.plan.of(Role) if role.succession]
    sheet.add(Trail(((say("Home"), "@/index.html"), (say("Who"), ""))))
    sheet.heading(say("Who stands in for whom"), 1)
    if not roles:
        sheet.lead(say("This edition shows no lines of succession."))
        return sheet.document
    sheet.lead(
        say(
            "Who relieves whom, for whoever cannot reach somebody: {positions}, each with those who stand in for it, "
            "the first one first.",
            positions=counted(len(roles), "position"),
        )
    )
    sections: dict[str, list[Role]] = {}
    for role in roles:
        sections.setdefault(role.section, []).append(role)
    for name in sorted(sections, key=natural):
        held = sorted(sections[name], key=lambda role: natural(role.name))
        rows = [[presenter.link(role.ref), _order(presenter, role), _when(presenter, role)] for role in held]
        heads = [say("Position"), say("Who stands in"), say("When")]
        sheet.section(name, table(heads, rows, ids=(role.id for role in held)))
    return sheet.document


def _order(presenter: Presenter, role: Role) -> Content:
    return numbered(_one(presenter, step) for step in role.succession.order) if role.succession else None


def _one(presenter: Presenter, step: Successor) -> Content:
    if not step.role:
        return step.body or step.slot or say("(not in this edition)")
    ref = f"role:{step.role}"
    return [presenter.link(ref), " ", number_of(presenter, ref)]


def _when(presenter: Presenter, role: Role) -> Content:
    said = role.succession.trigger if role.succession else ""
    return sentence(said or presenter.unsaid(role.ref, "succession", "trigger"))
