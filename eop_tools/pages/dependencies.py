"""What the agencies depend on: a picture of the whole, and for each agency the same in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from eop_tools.kind import AnyOf, Entity
from eop_tools.kinds.agency import Agency
from eop_tools.page import View, page
from eop_tools.render.diagrams import Line, Node, diagram
from eop_tools.render.html import Html, crumbs, facts, joined, table, tag
from eop_tools.render.sheet import Sheet
from eop_tools.render.writer import Writer
from eop_tools.words import counted, first_up, sentence

_MOST_BOXES = 45
_TOP = 12


@page("dependencies", title="Dependencies", section="What", order=45)
def dependencies(view: View) -> str:
    """What each agency depends on: other agencies, networks, power and fuel."""
    writer = Writer(view)
    sheet = Sheet()
    sheet.add(crumbs([("Home", "@/index.html"), ("What", "")]))
    sheet.heading("Dependencies", 1)
    needs = {agency.ref: list(_needs(agency)) for agency in writer.plan.of(Agency)}
    needs = {ref: held for ref, held in needs.items() if held}
    if not needs:
        sheet.lead("No agency in this edition says what it depends on.")
        return sheet.markdown
    sheet.lead(
        "What each agency needs to work, for whoever asks what else fails: "
        f"{counted(len(needs), 'agency', 'agencies')} "
        "name what they depend on."
    )
    counts = Counter(target for held in needs.values() for target in dict.fromkeys(target for target, _ in held))
    sheet.section(
        "Most depended on",
        table(
            ["What", "Agencies that need it"],
            [
                [writer.link(ref), str(number)]
                for ref, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_TOP]
            ],
        ),
    )
    sheet.heading("The picture")
    _picture(sheet, writer, needs, counts)
    sheet.section(
        "In words",
        facts(
            (writer.plan.label(agency.ref), _words(writer, agency))
            for agency in sorted(writer.plan.of(Agency), key=lambda agency: agency.name.casefold())
            if agency.ref in needs
        ),
    )
    return sheet.markdown


def _needs(entity: Entity) -> Iterator[tuple[str, bool]]:
    """Yield what an entity depends on, and whether it is one of several that would do."""
    for need in entity.depends_on:
        if isinstance(need, AnyOf):
            yield from ((ref, True) for ref in need.any_of)
        else:
            yield need, False


def _words(writer: Writer, agency: Agency) -> Html:
    return joined(
        (
            joined(["any one of ", joined(map(writer.link, need.any_of), " or ")])
            if isinstance(need, AnyOf)
            else writer.link(need)
            for need in agency.depends_on
        ),
        "; ",
    )


def _picture(sheet: Sheet, writer: Writer, needs: dict[str, list[tuple[str, bool]]], counts: Counter[str]) -> None:
    """Draw everything, or what is needed most with those who need it, so that the picture can be read."""
    every = dict.fromkeys([*needs, *counts])
    common = (
        {ref for ref, number in counts.items() if number * 3 > len(needs) and number > 5} if len(every) > 12 else set()
    )
    chosen = sorted(every, key=lambda ref: (ref in common, -counts[ref], -len(needs.get(ref, ())), ref))
    shown = set(chosen[:_MOST_BOXES]) - common
    pairs = [
        (ref, target, either)
        for ref, held in needs.items()
        for target, either in held
        if ref in shown and target in shown
    ]
    linked = {key for ref, target, _ in pairs for key in (ref, target)}
    nodes = [
        Node(ref, writer.plan.label(ref), writer.view.path(ref), 0 if ref.startswith("agency:") else 1, counts[ref] > 2)
        for ref in every
        if ref in linked
    ]
    left = [writer.plan.label(ref) for ref in sorted(common)]
    sheet.add(
        diagram(
            "dependencies",
            "What the agencies depend on",
            nodes,
            [Line(*pair) for pair in pairs],
            legend=[(0, "Agencies"), (1, "Networks, systems, places and agreements")],
            caption="An arrow leads from what needs to what is needed; a dashed one to something of which one of "
            "several is enough; a strong frame marks what three or more need.",
        )
    )
    if left:
        sheet.add(
            tag(
                "p",
                sentence(
                    f"Left out of the picture, because more than a third of the agencies need them: "
                    f"{', '.join(map(first_up, left))}"
                ),
            )
        )
