"""A procedure's page: numbered steps with who, by when, on which channel, where and with what."""

from __future__ import annotations

from eop_tools.document import (
    Abbreviation,
    Content,
    Item,
    Paragraph,
    Strong,
    between,
    bracketed,
    facts,
    numbered,
)
from eop_tools.document.saying import said
from eop_tools.kind import AnyOf
from eop_tools.kinds.contact import Contact
from eop_tools.kinds.hazard import Hazard
from eop_tools.kinds.message import Message
from eop_tools.kinds.procedure import START, Branch, Procedure, Step
from eop_tools.render.layout import layout
from eop_tools.render.presenter import Presenter
from eop_tools.render.reaching import reaching
from eop_tools.render.sheet import Sheet
from eop_tools.render.steps import after_steps, doing, to_tick, worked_off
from eop_tools.text.catalog import say, to_say
from eop_tools.text.phrases import humane, notation, sentence

PACE = (
    ("P", to_say("Primary")),
    ("A", to_say("Alternate")),
    ("C", to_say("Contingency")),
    ("E", to_say("Emergency")),
)


@layout(
    Procedure,
    shows="phase trigger target level steps done_when",
    tells=("sends people to",),
    group="phase",
    columns="trigger target level function",
)
def procedure(sheet: Sheet, presenter: Presenter, entity: Procedure) -> None:
    """Write the procedure: what starts it, by when it is done, the steps, and how one sees that it is done."""
    roles = list(dict.fromkeys(step.who for step in entity.steps))
    first = f"role:{roles[0]}" if roles else ""
    role = presenter.link(first) if presenter.view.path(first) else None
    trigger = sentence(entity.trigger)
    sheet.add(Paragraph([Strong(say("Start when:")), " ", trigger], "trigger") if trigger else None)
    sheet.section(say("Steps"), _steps(presenter, entity) if entity.steps else None)
    sheet.section(say("Done when"), Paragraph(sentence(entity.done_when)) if entity.done_when else None)
    sheet.about(say("About this procedure"))
    sheet.lead(
        Strong(said("Procedure, begun by the {role}.", role=role) if role else say("Procedure.")),
        " ",
        presenter.described(entity),
    )
    sheet.add(
        facts(
            [
                (say("Last step within"), Strong(notation(entity.target)) if entity.target else None),
                (
                    say("Takes part"),
                    between((presenter.link(f"role:{id}") for id in roles), " · ") if len(roles) > 1 else None,
                ),
                (say("What to tell the public first"), _messages(presenter, entity)),
                (say("Used from"), presenter.link(f"level:{entity.level}") if entity.level else None),
                (say("Phase"), humane(entity.phase) if entity.phase != "respond" else None),
            ]
        )
    )


def _messages(presenter: Presenter, entity: Procedure) -> Content:
    """Return the messages on the hazards whose first hour this is."""
    hazards = {hazard.id for hazard in presenter.plan.of(Hazard) if entity.id in hazard.first_hour}
    held = [message.ref for message in presenter.plan.of(Message) if hazards.intersection(message.hazards)]
    return presenter.links(held)


def _steps(presenter: Presenter, entity: Procedure) -> Content:
    numbers: dict[str | None, int] = {step.id: index for index, step in enumerate(entity.steps, 1) if step.id}
    told: set[str] = set()
    steps = (
        _step(presenter, entity, index, numbers, reaching(presenter, step.call, told))
        for index, step in enumerate(entity.steps, 1)
    )
    return numbered(steps, "steps", worked_off(presenter, entity))


def _step(
    presenter: Presenter, entity: Procedure, number: int, numbers: dict[str | None, int], called: Content
) -> Content:
    step = entity.steps[number - 1]
    after = [numbers[id] for id in step.after if id in numbers]
    follows = after_steps(after) if after and after != [number - 1] else None
    if START in step.after and number > 1:
        follows = say("from the start")
    rows: list[tuple[str, Content]] = [
        (say("Who"), presenter.link(f"role:{step.who}")),
        (say("Within"), between([notation(step.within), follows])),
        (say("Reach"), called),
        (say("On"), _pace(presenter, entity, number, step)),
        (say("Where"), presenter.link(f"facility:{step.at}") if step.at else None),
        (say("With"), between(_used(presenter, item) for item in step.using)),
        (say("Under"), presenter.links(f"agreement:{id}" for id in step.under)),
        (say("By right of"), presenter.links(f"authority:{id}" for id in step.authorities)),
    ]
    return Item(
        [
            Paragraph(doing(step), "step__do"),
            facts(rows, "step__meta"),
            [_branch(presenter, branch) for branch in step.branches],
            Paragraph(sentence(step.note), "step__note") if step.note else None,
        ],
        "step",
        anchor=f"step-{number}",
        tick=to_tick(step, number),
    )


def _pace(presenter: Presenter, entity: Procedure, number: int, step: Step) -> Content:
    """Return the channels in PACE order; each keeps the letter it has in the file, whatever an edition leaves out."""
    away = presenter.away(entity.ref, ("steps", number - 1, "on"))
    places = [place for place in range(len(step.on) + len(away)) if place not in away]
    items = []
    for place, ref in zip(places, step.on, strict=True):
        letter, word = PACE[min(place, 3)]
        contact = presenter.plan.get(ref)
        told = ref in step.call  # its numbers stand there already
        ways = presenter.reach(contact, 1) if isinstance(contact, Contact) and not told else None
        items.append(Item([Abbreviation(letter, say(word), "tag pace"), " ", presenter.link(ref), bracketed(ways)]))
    return numbered(items, "pace-list")


def _branch(presenter: Presenter, branch: Branch) -> Content:
    when = branch.when.strip().rstrip(".")
    start = presenter.link(f"procedure:{branch.start}")
    then = said("{condition}: start {procedure}.", condition=when, procedure=start)
    return Paragraph([Strong(say("If:")), " ", then], "step__branch")


def _used(presenter: Presenter, item: str | AnyOf) -> Content:
    return presenter.part(item) if isinstance(item, AnyOf) else presenter.link(f"resource:{item}")
