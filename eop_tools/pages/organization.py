"""The organisation: who answers to whom, as a chart and as a list."""

from __future__ import annotations

from eop_tools.kinds.role import Role
from eop_tools.page import View, page
from eop_tools.render.diagrams import Line, Node, diagram
from eop_tools.render.html import Html, crumbs, joined, tag
from eop_tools.render.sheet import Sheet
from eop_tools.render.writer import Writer
from eop_tools.words import counted

_DRAWN = 90
_CUT = 60
_TONES = 4


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
    sections = _sections(roles)
    for section in [None] if len(roles) <= _DRAWN else [*sections, None]:
        _chart(sheet, writer, roles, led, sections, section)
    sheet.section("The same as a list", _tree(writer, led, "", frozenset()))
    return sheet.markdown


def _led(roles: tuple[Role, ...]) -> dict[str, list[Role]]:
    """Return the roles that answer to each role; those that answer to none, or to one that is not shown, under ""."""
    known = {role.id for role in roles}
    led: dict[str, list[Role]] = {}
    for role in sorted(roles, key=lambda role: (role.section.casefold(), role.name.casefold())):
        led.setdefault(role.reports_to if role.reports_to in known and role.reports_to else "", []).append(role)
    return led


def _sections(roles: tuple[Role, ...]) -> list[str]:
    counts: dict[str, int] = {}
    for role in roles:
        counts[role.section] = counts.get(role.section, 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name.casefold()))


def _chart(
    sheet: Sheet,
    writer: Writer,
    roles: tuple[Role, ...],
    led: dict[str, list[Role]],
    sections: list[str],
    section: str | None,
) -> None:
    """Draw everybody, or (in a large plan) one section with whom it answers to."""
    chosen = [role for role in roles if section is None or role.section == section]
    if section is None and len(roles) > _DRAWN:
        chosen = [role for role in roles if led.get(role.id)]
    chosen = chosen[:_CUT] if len(roles) > _DRAWN else chosen
    heads = {role.reports_to for role in chosen} - {role.id for role in chosen}
    shown = [*chosen, *(role for role in roles if role.id in heads)]
    tones = {name: index + 1 for index, name in enumerate(sections[:_TONES])}
    nodes = [
        Node(role.id, role.name, writer.view.path(role.ref), tones.get(role.section, 0), role.round_the_clock)
        for role in shown
    ]
    lines = [Line(role.reports_to, role.id) for role in shown if role.reports_to]
    legend = [(tone, name) for name, tone in tones.items()] + (
        [(0, "Other sections")] if len(sections) > _TONES else []
    )
    name = "org" if section is None else f"org-{sections.index(section)}"
    title = f"Section: {section}" if section else "Everybody" if len(roles) <= _DRAWN else "Those who lead others"
    if len(roles) > _DRAWN:
        sheet.heading(title)
    sheet.add(
        diagram(
            name,
            "Who answers to whom",
            nodes,
            lines,
            legend=legend,
            caption="An arrow leads from a position to those who answer to it. A strong frame marks a position that "
            "can be reached at any hour.",
        )
    )


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
