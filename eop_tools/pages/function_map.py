"""The function map: which agencies lead which functions, and who supports them, as pictures and as a table."""

from __future__ import annotations

from collections.abc import Sequence

from eop_tools.document import Content, Document, Folded, Group, Link, Paragraph, Trail, table
from eop_tools.document.saying import said
from eop_tools.kinds.agency import Agency
from eop_tools.kinds.function import Function
from eop_tools.page import View, page
from eop_tools.render.agency_groups import by_sort, in_order
from eop_tools.render.diagrams import Arrow, Cluster, Node, Stack, diagram
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say, to_say
from eop_tools.text.phrases import counted, is_said_in, listed

_MOST = 60
_AGENCY, _FUNCTION = 0, 1
_LEADS = ("coordinator", "primary")
_PARTS = (
    ("lead", to_say("Lead"), to_say("{number} lead")),
    ("support", to_say("Help"), to_say("{number} help")),
    ("cooperating", to_say("Work with it"), to_say("{number} work with it")),
)


@page("function-map", title="Function map", section="Who", order=46)
def function_map(view: View) -> Document:
    """Which agency leads and which supports which function, drawn."""
    presenter = Presenter(view)
    sheet = Sheet()
    sheet.add(Trail(((say("Home"), "@/index.html"), (say("Who"), ""))))
    sheet.heading(say("Function map"), 1)
    functions = in_order(presenter.plan.of(Function))
    functions = [function for function in functions if function.assignments]
    if not functions:
        sheet.lead(say("No function in this edition says who does what."))
        return sheet.document
    sheet.lead(
        say(
            "Who leads and who helps in what has to be done, for whoever looks for a partner or for a gap: "
            "{functions}.",
            functions=counted(len(functions), "function"),
        )
    )
    sheet.section(say("Who is in charge of what"), _in_charge(presenter, functions))
    folds = [_fold(presenter, f"map-{index}", function) for index, function in enumerate(functions[:_MOST])]
    sheet.section(say("Function by function"), Group(folds, "folds"))
    matrix = said("Every part on one sheet: {matrix}.", matrix=Link("@/responsibility-matrix.html", say("the matrix")))
    sheet.section(say("The same as a table"), [_table(presenter, functions), Paragraph(matrix)])
    return sheet.document


def _in_charge(presenter: Presenter, functions: Sequence[Function]) -> Content:
    """Return the picture of primary agencies and their functions; who coordinates several is told below it."""
    shown = functions[:_MOST]
    parts = [(item.part, f"agency:{item.agency}", function) for function in shown for item in function.assignments]
    lines = [Arrow(ref, function.ref) for part, ref, function in parts if part == "primary"]
    leading = {line.source for line in lines}
    sorts = by_sort(presenter.plan, (agency for agency in presenter.plan.of(Agency) if agency.ref in leading))
    coordinated: dict[str, list[Function]] = {}
    for part, ref, function in parts:
        if part == "coordinator":
            coordinated.setdefault(ref, []).append(function)
    picture = diagram(
        "in-charge",
        say("Which agency is in charge of which function"),
        [
            *(_agency(presenter, agency) for held in sorts.values() for agency in held),
            *(_function(presenter, function) for function in shown),
        ],
        lines,
        groups=[Cluster(words, tuple(agency.ref for agency in held)) for words, held in sorts.items()],
        legend=_legend(),
        caption=say("An arrow leads from an agency to the function of which it is in charge."),
    )
    told = [
        Paragraph(
            said(
                "{agency} keeps several in charge together in: {functions}.",
                agency=presenter.link(ref),
                functions=presenter.links(each.ref for each in held),
            )
        )
        for ref, held in coordinated.items()
    ]
    return [picture, *told]


def _fold(presenter: Presenter, name: str, function: Function) -> Content:
    """Return a fold with one function: who leads it on the left, who helps and who works with it on the right."""
    parts: dict[str, list[Agency]] = {}
    for item in function.assignments:
        agency = presenter.plan.find(Agency, item.agency)
        if agency:
            parts.setdefault("lead" if item.part in _LEADS else item.part, []).append(agency)
    stacks: list[Stack] = []
    lines: list[Arrow] = []
    for part, words, _ in _PARTS:
        for sort, held in by_sort(presenter.plan, parts.get(part, ())).items():
            key = f"{part} {sort}"
            stacks.append(Stack(key, tuple(_agency(presenter, agency) for agency in held), f"{say(words)}: {sort}"))
            leads = part == "lead"
            lines.append(Arrow(key, function.ref) if leads else Arrow(function.ref, key, part == "cooperating"))
    picture = diagram(
        name,
        say("Who leads and who helps: {function}", function=function.name),
        [*stacks, _function(presenter, function)],
        lines,
        legend=_legend(),
        caption=say(
            "From those who lead to those who help; a dashed arrow leads to those who work alongside, under their own "
            "direction."
        ),
    )
    numbers = [say(words, number=len(parts[part])) for part, _, words in _PARTS if part in parts]
    return Folded([f"{_named(function)}: ", listed(numbers)], picture, "fold")


def _legend() -> list[tuple[int, str]]:
    return [(_AGENCY, say("Agency")), (_FUNCTION, say("Function"))]


def _named(function: Function) -> str:
    return function.name if is_said_in(function.label, function.name) else f"{function.label} {function.name}"


def _agency(presenter: Presenter, agency: Agency) -> Node:
    return Node(agency.ref, agency.name, presenter.view.path(agency.ref), _AGENCY)


def _function(presenter: Presenter, function: Function) -> Node:
    return Node(function.ref, _named(function), presenter.view.path(function.ref), _FUNCTION)


def _table(presenter: Presenter, functions: Sequence[Function]) -> Content:
    def those(function: Function, *parts: str) -> Content:
        return presenter.links(f"agency:{item.agency}" for item in function.assignments if item.part in parts)

    rows = [
        [presenter.link(each.ref), those(each, *_LEADS), those(each, "support"), those(each, "cooperating")]
        for each in functions
    ]
    return table([say("Function"), say("Led by"), say("Supported by"), say("Works with")], rows)
