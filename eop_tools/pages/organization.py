"""The organisation: who answers to whom, as charts and as a list."""

from __future__ import annotations

from collections.abc import Sequence

from eop_tools.document import Content, Document, Folded, Group, Item, Phrase, Trail, bullets
from eop_tools.kinds.role import Role
from eop_tools.page import View, page
from eop_tools.render.diagrams import Arrow, Cluster, Node, Stack, diagram
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say
from eop_tools.text.labels import natural
from eop_tools.text.phrases import counted

_WHOLE = 40
_CUT = 60
_OUTSIDE, _INSIDE = 0, 1


@page("organization", title="Organization", section="Who", order=40)
def organization(view: View) -> Document:
    """Who answers to whom in an emergency: one line of reporting for every position."""
    presenter = Presenter(view)
    sheet = Sheet()
    sheet.add(Trail(((say("Home"), "@/index.html"), (say("Who"), ""))))
    sheet.heading(say("Organization"), 1)
    roles = presenter.plan.of(Role)
    if not roles:
        sheet.lead(say("This edition shows no roles."))
        return sheet.document
    sheet.lead(
        say(
            "Who answers to whom, for everybody in the response: {positions}, each with one line of reporting.",
            positions=counted(len(roles), "position"),
        )
    )
    led = _led(roles)
    if len(roles) <= _WHOLE:
        sheet.add(_chart(presenter, "org", say("Everybody"), roles, led))
    else:
        leaders = [role for role in roles if led.get(role.id)]
        title = say("Those who lead others")
        sheet.section(title, _chart(presenter, "org", title, leaders, led))
        folds = [_section(presenter, f"org-{index}", each, roles, led) for index, each in enumerate(_sections(roles))]
        sheet.section(say("Section by section"), Group(folds, "folds"))
    sheet.section(say("The same as a list"), _tree(presenter, led, "", frozenset()))
    return sheet.document


def _led(roles: tuple[Role, ...]) -> dict[str, list[Role]]:
    """Return the roles that answer to each role; those that answer to none, or to one that is not shown, under ""."""
    known = {role.id for role in roles}
    led: dict[str, list[Role]] = {}
    for role in sorted(roles, key=lambda role: (natural(role.section), natural(role.name))):
        led.setdefault(role.reports_to if role.reports_to in known and role.reports_to else "", []).append(role)
    return led


def _sections(roles: tuple[Role, ...]) -> list[str]:
    counts: dict[str, int] = {}
    for role in roles:
        counts[role.section] = counts.get(role.section, 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], natural(name)))


def _section(
    presenter: Presenter, name: str, section: str, roles: tuple[Role, ...], led: dict[str, list[Role]]
) -> Content:
    """Return a fold with the chart of one section: its positions, and whom they answer to outside of it."""
    inside = [role for role in roles if role.section == section]
    heads = {role.reports_to for role in inside} - {role.id for role in inside}
    shown = [*(role for role in roles if role.id in heads), *inside]
    chart = _chart(presenter, name, section, shown, led, section)
    return Folded([section, " (", counted(len(inside), "position"), ")"], chart, "fold")


def _chart(
    presenter: Presenter, name: str, title: str, roles: Sequence[Role], led: dict[str, list[Role]], section: str = ""
) -> Content:
    """Draw some positions, each section in a frame; those of one leader who lead nobody here stand in one stack."""
    shown = {role.id: role for role in roles[:_CUT]}
    left = len(roles) - len(shown)
    places = {id: _place(role, shown, led) for id, role in shown.items()}
    stacks: dict[str, list[Node]] = {}
    for id, role in shown.items():
        stacks.setdefault(places[id], []).append(_box(presenter, role, section))
    frames: dict[str, dict[str, None]] = {}
    for id, role in shown.items():
        frames.setdefault(role.section, {})[places[id]] = None
    return diagram(
        name,
        say("Who answers to whom: {part}", part=title),
        [Stack(key, tuple(nodes)) for key, nodes in stacks.items()],
        [Arrow(places[above], places[id]) for id, role in shown.items() if (above := role.reports_to or "") in shown],
        groups=[] if section else [Cluster(words, tuple(keys)) for words, keys in frames.items()],
        legend=[(_INSIDE, section), (_OUTSIDE, say("Other sections"))] if section and len(frames) > 1 else [],
        caption=_caption(left),
    )


def _caption(left: int) -> str:
    if left <= 0:
        return say(
            "An arrow leads from a position to those who answer to it. A strong frame marks a position that can be "
            "reached at any hour."
        )
    return say(
        "An arrow leads from a position to those who answer to it. A strong frame marks a position that can be reached "
        "at any hour. {number} more stand in the list below.",
        number=left,
    )


def _place(role: Role, shown: dict[str, Role], led: dict[str, list[Role]]) -> str:
    """Return the box a position stands in: its own, or the stack of those beside it who lead nobody either."""
    leads = any(each.id in shown for each in led.get(role.id, ()))
    return role.id if leads or role.reports_to not in shown else f"{role.reports_to} {role.section}"


def _box(presenter: Presenter, role: Role, section: str) -> Node:
    tone = _INSIDE if role.section == section else _OUTSIDE
    return Node(role.id, role.name, presenter.view.path(role.ref), tone, role.round_the_clock)


def _tree(presenter: Presenter, led: dict[str, list[Role]], top: str, above: frozenset[str]) -> Content:
    """Return the positions below one as a nested list; a circle in the plan is cut."""
    items = [
        Item(
            [
                presenter.link(role.ref),
                Phrase(f" {role.section}", "note"),
                _tree(presenter, led, role.id, above | {role.id}) if role.id not in above and len(above) < 40 else None,
            ]
        )
        for role in led.get(top, ())
    ]
    if not top:
        reached = _reached(led)
        items += [
            Item([presenter.link(role.ref), Phrase([" ", say("answers in a circle")], "note")])
            for held in led.values()
            for role in held
            if role.id not in reached
        ]
    return bullets(items, "tree")


def _reached(led: dict[str, list[Role]]) -> set[str]:
    found: set[str] = set()
    waiting = [role.id for role in led.get("", ())]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += [role.id for role in led.get(here, ())]
    return found
