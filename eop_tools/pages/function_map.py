"""The function map: which agencies lead which functions, and who supports them, as pictures and as a table."""

from __future__ import annotations

from collections.abc import Sequence

from eop_tools.kinds.agency import Agency
from eop_tools.kinds.function import Function
from eop_tools.page import View, page
from eop_tools.render.agency_groups import by_sort, in_order
from eop_tools.render.diagrams import Arrow, Cluster, Node, Stack, diagram
from eop_tools.render.html import Html, anchor, crumbs, joined, table, tag
from eop_tools.render.sheet import Sheet
from eop_tools.render.writer import Writer
from eop_tools.text.phrases import counted, first_down, is_said_in, listed

_MOST = 60
_AGENCY, _FUNCTION = 0, 1
_LEADS = ("coordinator", "primary")
_PARTS = (("lead", "Lead"), ("support", "Help"), ("cooperating", "Work with it"))


@page("function-map", title="Function map", section="Who", order=46)
def function_map(view: View) -> str:
    """Which agency leads and which supports which function, drawn."""
    writer = Writer(view)
    sheet = Sheet()
    sheet.add(crumbs([("Home", "@/index.html"), ("Who", "")]))
    sheet.heading("Function map", 1)
    functions = in_order(writer.plan.of(Function))
    functions = [function for function in functions if function.assignments]
    if not functions:
        sheet.lead("No function in this edition says who does what.")
        return sheet.markdown
    sheet.lead(
        "Who leads and who helps in what has to be done, for whoever looks for a partner or for a gap: "
        f"{counted(len(functions), 'function')}."
    )
    sheet.section("Who is in charge of what", _in_charge(writer, functions))
    folds = [_fold(writer, f"map-{index}", function) for index, function in enumerate(functions[:_MOST])]
    sheet.section("Function by function", tag("div", folds, class_="eop-folds"))
    matrix = joined(["Every part on one sheet: ", anchor("@/responsibility-matrix.html", "the matrix"), "."])
    sheet.section("The same as a table", joined([_table(writer, functions), tag("p", matrix)]))
    return sheet.markdown


def _in_charge(writer: Writer, functions: Sequence[Function]) -> Html:
    """Return the picture of primary agencies and their functions; who coordinates several is told below it."""
    shown = functions[:_MOST]
    parts = [(item.part, f"agency:{item.agency}", function) for function in shown for item in function.assignments]
    lines = [Arrow(ref, function.ref) for part, ref, function in parts if part == "primary"]
    leading = {line.source for line in lines}
    sorts = by_sort(writer.plan, (agency for agency in writer.plan.of(Agency) if agency.ref in leading))
    coordinated: dict[str, list[Function]] = {}
    for part, ref, function in parts:
        if part == "coordinator":
            coordinated.setdefault(ref, []).append(function)
    picture = diagram(
        "in-charge",
        "Which agency is in charge of which function",
        [
            *(_agency(writer, agency) for held in sorts.values() for agency in held),
            *(_function(writer, function) for function in shown),
        ],
        lines,
        groups=[Cluster(words, tuple(agency.ref for agency in held)) for words, held in sorts.items()],
        legend=[(_AGENCY, "Agency"), (_FUNCTION, "Function")],
        caption="An arrow leads from an agency to the function of which it is in charge.",
    )
    told = [
        tag(
            "p",
            writer.link(ref),
            " keeps several in charge together in: ",
            writer.links(each.ref for each in held),
            ".",
        )
        for ref, held in coordinated.items()
    ]
    return joined([picture, *told])


def _fold(writer: Writer, name: str, function: Function) -> Html:
    """Return a fold with one function: who leads it on the left, who helps and who works with it on the right."""
    parts: dict[str, list[Agency]] = {}
    for item in function.assignments:
        agency = writer.plan.find(Agency, item.agency)
        if agency:
            parts.setdefault("lead" if item.part in _LEADS else item.part, []).append(agency)
    stacks: list[Stack] = []
    lines: list[Arrow] = []
    for part, words in _PARTS:
        for sort, held in by_sort(writer.plan, parts.get(part, ())).items():
            key = f"{part} {sort}"
            stacks.append(Stack(key, tuple(_agency(writer, agency) for agency in held), f"{words}: {sort}"))
            leads = part == "lead"
            lines.append(Arrow(key, function.ref) if leads else Arrow(function.ref, key, part == "cooperating"))
    picture = diagram(
        name,
        f"Who leads and who helps: {function.name}",
        [*stacks, _function(writer, function)],
        lines,
        legend=[(_AGENCY, "Agency"), (_FUNCTION, "Function")],
        caption="From those who lead to those who help; a dashed arrow leads to those who work alongside, under their "
        "own direction.",
    )
    numbers = [f"{len(parts[part])} {first_down(words)}" for part, words in _PARTS if part in parts]
    return tag("details", tag("summary", f"{_named(function)}: {listed(numbers)}"), picture, class_="eop-fold")


def _named(function: Function) -> str:
    return function.name if is_said_in(function.label, function.name) else f"{function.label} {function.name}"


def _agency(writer: Writer, agency: Agency) -> Node:
    return Node(agency.ref, agency.name, writer.view.path(agency.ref), _AGENCY)


def _function(writer: Writer, function: Function) -> Node:
    return Node(function.ref, _named(function), writer.view.path(function.ref), _FUNCTION)


def _table(writer: Writer, functions: Sequence[Function]) -> Html:
    def those(function: Function, *parts: str) -> Html:
        return writer.links(f"agency:{item.agency}" for item in function.assignments if item.part in parts)

    rows = [
        [writer.link(each.ref), those(each, *_LEADS), those(each, "support"), those(each, "cooperating")]
        for each in functions
    ]
    return table(["Function", "Led by", "Supported by", "Works with"], rows)
