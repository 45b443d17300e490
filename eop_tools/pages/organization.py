"""The organisation: who answers to whom, as charts and as a list."""

from __future__ import annotations

from collections.abc import Sequence

from eop_tools.kinds.role import Role
from eop_tools.page import View, page
from eop_tools.render.diagrams import Arrow, Cluster, Node, Stack, diagram
from eop_tools.render.html import Html, crumbs, joined, tag
from eop_tools.render.sheet import Sheet
from eop_tools.render.writer import Writer
from eop_tools.text.labels import natural
from eop_tools.text.phrases import counted

_WHOLE = 40
_CUT = 60
_OUTSIDE, _INSIDE = 0, 1


@page("organization", title="Organization", section="Who", order=40)
def organization(view: View) -> str:
    """Who answers to whom in an emergency: one line of reporting for every position."""
    writer = Writer(view)
    sheet = Sheet()
    sheet.add(crumbs([("Home", "@/index.html"), ("Who", "")]))
    sheet.heading("Organization", 1)
    roles = writer.plan.of(Role)
    if not roles:
        sheet.lead("This edition shows no roles.")
        return sheet.markdown
    sheet.lead(
        f"Who answers to whom, for everybody in the response: {counted(len(roles), 'position')}, each with one "
        "line of reporting."
    )
    led = _led(roles)
    if len(roles) <= _WHOLE:
        sheet.add(_chart(writer, "org", "Everybody", roles, led))
    else:
        leaders = [role for role in roles if led.get(role.id)]
        sheet.section("Those who lead others", _chart(writer, "org", "Those who lead others", leaders, led))
        folds = [_section(writer, f"org-{index}", each, roles, led) for index, each in enumerate(_sections(roles))]
        sheet.section("Section by section", tag("div", folds, class_="eop-folds"))
    sheet.section("The same as a list", _tree(writer, led, "", frozenset()))
    return sheet.markdown


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


def _section(writer: Writer, name: str, section: str, roles: tuple[Role, ...], led: dict[str, list[Role]]) -> Html:
    """Return a fold with the chart of one section: its positions, and whom they answer to outside of it."""
    inside = [role for role in roles if role.section == section]
    heads = {role.reports_to for role in inside} - {role.id for role in inside}
    shown = [*(role for role in roles if role.id in heads), *inside]
    chart = _chart(writer, name, section, shown, led, section)
    return tag("details", tag("summary", f"{section} ({counted(len(inside), 'position')})"), chart, class_="eop-fold")


def _chart(
    writer: Writer, name: str, title: str, roles: Sequence[Role], led: dict[str, list[Role]], section: str = ""
) -> Html:
    """Draw some positions, each section in a frame; those of one leader who lead nobody here stand in one stack."""
    shown = {role.id: role for role in roles[:_CUT]}
    left = len(roles) - len(shown)
    places = {id: _place(role, shown, led) for id, role in shown.items()}
    stacks: dict[str, list[Node]] = {}
    for id, role in shown.items():
        stacks.setdefault(places[id], []).append(_box(writer, role, section))
    frames: dict[str, dict[str, None]] = {}
    for id, role in shown.items():
        frames.setdefault(role.section, {})[places[id]] = None
    return diagram(
        name,
        f"Who answers to whom: {title}",
        [Stack(key, tuple(nodes)) for key, nodes in stacks.items()],
        [Arrow(places[above], places[id]) for id, role in shown.items() if (above := role.reports_to or "") in shown],
        groups=[] if section else [Cluster(words, tuple(keys)) for words, keys in frames.items()],
        legend=[(_INSIDE, section), (_OUTSIDE, "Other sections")] if section and len(frames) > 1 else [],
        caption="An arrow leads from a position to those who answer to it. A strong frame marks a position that "
        f"can be reached at any hour.{f' {left} more stand in the list below.' if left > 0 else ''}",
    )


def _place(role: Role, shown: dict[str, Role], led: dict[str, list[Role]]) -> str:
    """Return the box a position stands in: its own, or the stack of those beside it who lead nobody either."""
    leads = any(each.id in shown for each in led.get(role.id, ()))
    return role.id if leads or role.reports_to not in shown else f"{role.reports_to} {role.section}"


def _box(writer: Writer, role: Role, section: str) -> Node:
    tone = _INSIDE if role.section == section else _OUTSIDE
    return Node(role.id, role.name, writer.view.path(role.ref), tone, role.round_the_clock)


def _tree(writer: Writer, led: dict[str, list[Role]], top: str, above: frozenset[str]) -> Html:
    """Return the positions below one as a nested list; a circle in the plan is cut."""
    items = [
        tag(
            "li",
            writer.link(role.ref),
            tag("span", f" {role.section}", class_="eop-note"),
            _tree(writer, led, role.id, above | {role.id}) if role.id not in above and len(above) < 40 else None,
        )
        for role in led.get(top, ())
    ]
    if not top:
        reached = _reached(led)
        items += [
            tag("li", writer.link(role.ref), tag("span", " answers in a circle", class_="eop-note"))
            for held in led.values()
            for role in held
            if role.id not in reached
        ]
    return tag("ul", items, class_="eop-tree") if items else joined([])


def _reached(led: dict[str, list[Role]]) -> set[str]:
    found: set[str] = set()
    waiting = [role.id for role in led.get("", ())]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += [role.id for role in led.get(here, ())]
    return found
