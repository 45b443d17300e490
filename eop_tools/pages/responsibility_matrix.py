"""The responsibility matrix: which agency plays which part in which function."""

from __future__ import annotations

from eop_tools.kinds.agency import Agency
from eop_tools.kinds.function import Assignment, Function
from eop_tools.page import View, page
from eop_tools.render.agency_groups import in_order
from eop_tools.render.html import Html, anchor, crumbs, tag
from eop_tools.render.sheet import Sheet
from eop_tools.render.writer import Writer
from eop_tools.text.labels import natural
from eop_tools.text.phrases import counted, is_said_in

CODES = {
    "coordinator": ("C", "Coordinator", "keeps several primary agencies together"),
    "primary": ("P", "Primary", "in charge"),
    "support": ("S", "Support", "helps when asked"),
    "cooperating": ("W", "Works with", "works alongside, under its own direction"),
}


@page("responsibility-matrix", title="Responsibility matrix", section="Who", order=45)
def responsibility_matrix(view: View) -> str:
    """Which agency plays which part in which function, on one sheet."""
    writer = Writer(view)
    sheet = Sheet()
    sheet.add(crumbs([("Home", "@/index.html"), ("Who", "")]))
    sheet.heading("Responsibility matrix", 1)
    functions = in_order(writer.plan.of(Function))
    named = {item.agency for function in functions for item in function.assignments}
    agencies = [agency for agency in writer.plan.of(Agency) if agency.id in named]
    if not agencies:
        sheet.lead("No function in this edition says who does what.")
        return sheet.markdown
    sheet.lead(
        f"Who does what, for everybody with a part in the response: {counted(len(functions), 'function')} and "
        f"{counted(len(agencies), 'agency', 'agencies')}."
    )
    sheet.add(
        tag(
            "ul",
            [
                tag("li", tag("span", code, class_=f"eop-code eop-code--{code}"), f" {word}: {means}")
                for code, word, means in CODES.values()
            ],
            class_="eop-legend",
        )
    )
    agencies.sort(key=lambda agency: (-_load(functions, agency), natural(agency.name)))
    sheet.add(_matrix(writer, functions, agencies))
    return sheet.markdown


def _load(functions: list[Function], agency: Agency) -> int:
    return sum(
        3 if item.part in ("primary", "coordinator") else 1
        for function in functions
        for item in function.assignments
        if item.agency == agency.id
    )


def _matrix(writer: Writer, functions: list[Function], agencies: list[Agency]) -> Html:
    parts: dict[tuple[str, str], list[Assignment]] = {}
    for function in functions:
        for item in function.assignments:
            parts.setdefault((function.id, item.agency), []).append(item)
    head = tag("tr", tag("th", "Agency", scope="col"), [_head(writer, function) for function in functions])
    rows = [
        tag(
            "tr",
            tag("th", writer.link(agency.ref), scope="row"),
            *(tag("td", [_cell(item) for item in parts.get((function.id, agency.id), ())]) for function in functions),
        )
        for agency in agencies
    ]
    matrix = tag(
        "table", tag("caption", "Agencies by functions"), tag("thead", head), tag("tbody", rows), class_="eop-matrix"
    )
    return tag("div", matrix, class_="eop-scroll", tabindex="0", role="region", aria_label="Responsibility matrix")


def _head(writer: Writer, function: Function) -> Html:
    """Return a column's head: turned on its side, so that twenty of them stand next to each other."""
    words = function.name if is_said_in(function.label, function.name) else f"{function.label} {function.name}"
    turned = tag("span", words, style="writing-mode:vertical-rl;max-height:14rem;overflow-wrap:normal")
    return tag("th", anchor(f"@/{writer.view.path(function.ref)}", turned), scope="col")


def _cell(item: Assignment) -> Html:
    code, word, _ = CODES[item.part]
    return tag("abbr", code, title=word, class_=f"eop-code eop-code--{code}")
