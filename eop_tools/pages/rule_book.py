"""The rule book: every rule by family, with why it matters, what to do, and its examples."""

from __future__ import annotations

import re

from eop_tools.document import Anchor, Badge, Code, Content, Document, Folded, Group, Listing, Paragraph, Trail, facts
from eop_tools.page import View, page
from eop_tools.render.prose import prose
from eop_tools.render.sheet import Sheet
from eop_tools.rule import FAMILIES, RULES, Rule
from eop_tools.text.phrases import counted, humane

_FENCED = re.compile(r"^ *```.*?^ *```[ \t]*$", re.M | re.S)
_TONES = {"error": "error", "warning": "warning", "info": "info"}


@page("rules", title="Rule book", section="Upkeep", order=40)
def rules(view: View) -> Document:
    """Every rule that the plan is checked by: what it finds, why it matters, what to do."""
    sheet = Sheet()
    sheet.add(Trail((("Home", "@/index.html"), ("Upkeep", ""))))
    sheet.heading("Rule book", 1)
    held = list(RULES)
    sheet.lead(
        f"What the plan is checked by, for whoever keeps it: {counted(len(held), 'rule')}, each with an example."
    )
    families: dict[str, list[Rule]] = {}
    for rule in held:
        families.setdefault(rule.code[3] if rule.code.startswith("EOP") else "", []).append(rule)
    for digit, title in {**FAMILIES, "": "Rules of other packages"}.items():
        if digit in families:
            sheet.heading(title)
            for rule in families[digit]:
                _rule(sheet, rule)
    return sheet.document


def _rule(sheet: Sheet, rule: Rule) -> None:
    sheet.add(Anchor(rule.code.lower()))
    sheet.heading(f"{rule.code} {humane(rule.name)}", 3)
    text = _FENCED.sub("", rule.text).strip()
    sheet.add(
        facts(
            [
                ("Severity", Badge(humane(rule.severity.value), _TONES[rule.severity.value])),
                ("Name", Code(rule.name)),
            ]
        )
    )
    sheet.add(Group(prose(text, lambda ref: ("", ref)), "prose"))
    examples = [_example(example.flagged, example.file, example.text) for example in rule.examples]
    if examples:
        sheet.add(Folded("Examples", examples))


def _example(flagged: bool, file: str, text: str) -> Content:
    title: list[Content] = [
        Badge("Flagged", "warning") if flagged else Badge("Clean", "ok"),
        [" ", Code(file)] if file else None,
    ]
    return [Paragraph(title), Listing(text.strip("\n"))]
