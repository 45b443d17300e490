"""The responsibility matrix: which agency plays which part in which function."""

from __future__ import annotations

from collections.abc import Iterable

from eop_tools.document import Abbreviation, Content, Document, Link, Matrix, Phrase, Row, Trail, bullets
from eop_tools.kinds.agency import Agency
from eop_tools.kinds.function import Assignment, Function
from eop_tools.page import View, page
from eop_tools.render.agency_groups import by_sort, in_order
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say, to_say
from eop_tools.text.labels import natural
from eop_tools.text.phrases import counted, is_said_in

CODES = {
    "coordinator": ("C", to_say("Coordinator"), to_say("keeps several primary agencies together")),
    "primary": ("P", to_say("Primary"), to_say("in charge")),
    "support": ("S", to_say("Support"), to_say("helps when asked")),
    "cooperating": ("W", to_say("Works with"), to_say("works alongside, under its own direction")),
}


@page("responsibility-matrix", title="Responsibility matrix", section="Who", order=45)
def responsibility_matrix(view: View) -> Document:
    """Which agency plays which part in which function, on one sheet."""
    presenter = Presenter(view)
    sheet = Sheet()
    sheet.add(Trail(((say("Home"), "@/index.html"), (say("Who"), ""))))
    sheet.heading(say("Responsibility matrix"), 1)
    functions = in_order(presenter.plan.of(Function))
    named = {item.agency for function in functions for item in function.assignments}
    agencies = [agency for agency in presenter.plan.of(Agency) if agency.id in named]
    if not agencies:
        sheet.lead(say("No function in this edition says who does what."))
        return sheet.document
    sheet.lead(
        say(
            "Who does what, for everybody with a part in the response: {functions} and {agencies}.",
            functions=counted(len(functions), "function"),
            agencies=counted(len(agencies), "agency", "agencies"),
        )
    )
    legend = [
        (Phrase(code, f"code code--{code}"), " ", say(word), ": ", say(means)) for code, word, means in CODES.values()
    ]
    sheet.add(bullets(legend, "legend"))
    sheet.add(_matrix(presenter, functions, by_sort(presenter.plan, agencies)))
    return sheet.document


def _load(functions: list[Function], agency: Agency) -> int:
    return sum(
        3 if item.part in ("primary", "coordinator") else 1
        for function in functions
        for item in function.assignments
        if item.agency == agency.id
    )


def _matrix(presenter: Presenter, functions: list[Function], agencies: dict[str, list[Agency]]) -> Matrix:
    parts: dict[tuple[str, str], list[Assignment]] = {}
    for function in functions:
        for item in function.assignments:
            parts.setdefault((function.id, item.agency), []).append(item)
    rows: list[tuple[Content, ...]] = []
    for sort, held in agencies.items():
        rows.append((sort,))
        for agency in sorted(held, key=lambda agency: (-_load(functions, agency), natural(agency.name))):
            cells = (_cells(parts.get((function.id, agency.id), ())) for function in functions)
            rows.append((presenter.link(agency.ref), *cells))
    heads = tuple(_head(presenter, function) for function in functions)
    return Matrix(
        say("Agency"),
        heads,
        tuple(map(Row, rows)),
        say("Agencies by functions"),
        say("Responsibility matrix"),
    )


def _head(presenter: Presenter, function: Function) -> Link:
    words = function.name if is_said_in(function.label, function.name) else f"{function.label} {function.name}"
    return Link(f"@/{presenter.view.path(function.ref)}", words)


def _cells(items: Iterable[Assignment]) -> Content:
    return [_cell(item) for item in items]


def _cell(item: Assignment) -> Content:
    code, word, _ = CODES[item.part]
    return Abbreviation(code, say(word), f"code code--{code}")
