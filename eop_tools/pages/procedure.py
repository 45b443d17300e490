"""A procedure's page: numbered steps with who, by when, on which channel, where and with what."""

from __future__ import annotations

from eop_tools.kind import AnyOf
from eop_tools.kinds.contact import Contact
from eop_tools.kinds.procedure import START, Branch, Procedure, Step
from eop_tools.render.html import Html, anchor, facts, joined, tag
from eop_tools.render.layout import layout
from eop_tools.render.sheet import Sheet
from eop_tools.render.steps import doing
from eop_tools.render.writer import Writer
from eop_tools.text.phrases import humane, sentence

PACE = (("P", "Primary"), ("A", "Alternate"), ("C", "Contingency"), ("E", "Emergency"))


@layout(
    Procedure,
    shows="phase trigger target level steps done_when",
    tells=("sends people to",),
    group="phase",
    columns="trigger target level function",
)
def procedure(sheet: Sheet, writer: Writer, entity: Procedure) -> None:
    """Write the procedure: what starts it, by when it is done, the steps, and how one sees that it is done."""
    roles = list(dict.fromkeys(step.who for step in entity.steps))
    first = f"role:{roles[0]}" if roles else ""
    begun = joined([", begun by the ", writer.link(first)]) if writer.view.path(first) else None
    sheet.lead(tag("strong", "Procedure", begun, "."), " ", writer.described(entity))
    sheet.add(
        facts(
            [
                ("Start when", sentence(entity.trigger)),
                ("Last step within", tag("strong", entity.target) if entity.target else None),
                ("Takes part", joined((writer.link(f"role:{id}") for id in roles), " · ") if len(roles) > 1 else None),
                ("Used from", writer.link(f"level:{entity.level}") if entity.level else None),
                ("Phase", humane(entity.phase) if entity.phase != "respond" else None),
            ]
        )
    )
    sheet.section("Steps", _steps(writer, entity) if entity.steps else Html(""))
    sheet.section("Done when", tag("p", sentence(entity.done_when)) if entity.done_when else Html(""))


def _steps(writer: Writer, entity: Procedure) -> Html:
    numbers: dict[str | None, int] = {step.id: index for index, step in enumerate(entity.steps, 1) if step.id}
    return tag(
        "ol",
        [_step(writer, entity, index, step, numbers) for index, step in enumerate(entity.steps, 1)],
        class_="eop-steps",
    )


def _step(writer: Writer, entity: Procedure, number: int, step: Step, numbers: dict[str | None, int]) -> Html:
    after = [numbers[id] for id in step.after if id in numbers]
    follows = joined(["after ", _numbers(after)]) if after and after != [number - 1] else None
    if START in step.after and number > 1:
        follows = joined(["from the start"])
    rows: list[tuple[str, Html | str | None]] = [
        ("Who", writer.link(f"role:{step.who}")),
        ("Within", joined([step.within, follows], ", ")),
        ("Reach", joined((_callee(writer, ref) for ref in step.call), ", ")),
        ("On", _pace(writer, entity, number, step)),
        ("Where", writer.link(f"facility:{step.at}") if step.at else None),
        ("With", joined((_used(writer, item) for item in step.using), ", ")),
        ("Under", writer.links(f"agreement:{id}" for id in step.under)),
        ("By right of", writer.links(f"authority:{id}" for id in step.authorities)),
    ]
    held = [tag("div", tag("dt", label), tag("dd", content)) for label, value in rows if (content := joined([value]))]
    return tag(
        "li",
        tag("p", doing(step), class_="eop-step__do"),
        tag("dl", held, class_="eop-step__meta"),
        [_branch(writer, branch) for branch in step.branches],
        tag("p", sentence(step.note), class_="eop-step__note") if step.note else None,
        class_="eop-step",
        id=f"step-{number}",
    )


def _numbers(numbers: list[int]) -> Html:
    words = "step " if len(numbers) == 1 else "steps "
    return joined([words, joined((anchor(f"#step-{number}", str(number)) for number in numbers), ", ")])


def _callee(writer: Writer, ref: str) -> Html:
    reached = writer.reached(ref, short=True)
    return joined([writer.link(ref), joined([" (", reached, ")"]) if reached else None])


def _pace(writer: Writer, entity: Procedure, number: int, step: Step) -> Html:
    """Return the channels in PACE order; each keeps the letter it has in the file, whatever an edition leaves out."""
    away = writer.away(entity.ref, ("steps", number - 1, "on"))
    places = [place for place in range(len(step.on) + len(away)) if place not in away]
    items = []
    for place, ref in zip(places, step.on, strict=True):
        letter, word = PACE[min(place, 3)]
        contact = writer.plan.get(ref)
        told = ref in step.call  # its numbers stand there already
        ways = writer.reach(contact, 1) if isinstance(contact, Contact) and not told else None
        items.append(
            tag(
                "li",
                tag("abbr", letter, title=word, class_="eop-tag eop-pace"),
                " ",
                writer.link(ref),
                joined([" (", ways, ")"]) if ways else None,
            )
        )
    return tag("ol", items, class_="eop-pace-list") if items else Html("")


def _branch(writer: Writer, branch: Branch) -> Html:
    when = branch.when.strip().rstrip(".")
    start = writer.link(f"procedure:{branch.start}")
    return tag("p", tag("strong", "If: "), when, ": start ", start, ".", class_="eop-step__branch")


def _used(writer: Writer, item: str | AnyOf) -> Html:
    return writer.part(item) if isinstance(item, AnyOf) else writer.link(f"resource:{item}")
