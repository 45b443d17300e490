"""The rule book: every rule by family, with why it matters, what to do, and its examples."""

from __future__ import annotations

import re

from eop_tools.document import Anchor, Badge, Code, Content, Document, Folded, Group, Listing, Paragraph, Trail, facts
from eop_tools.document.saying import english
from eop_tools.finding import Severity
from eop_tools.page import View, page
from eop_tools.render.prose import prose
from eop_tools.render.sheet import Sheet
from eop_tools.rule import FAMILIES, RULES, Rule
from eop_tools.text.catalog import in_english, say, to_say
from eop_tools.text.phrases import counted, in_words

_FENCED = re.compile(r"^ *```.*?^ *```[ \t]*$", re.M | re.S)
_SEVERITIES = {
    Severity.error: to_say("Error"),
    Severity.warning: to_say("Warning"),
    Severity.info: to_say("Info"),
}


@page("rules", title="Rule book", section="Upkeep", order=40)
def rules(view: View) -> Document:
    """Every rule that the plan is checked by: what it finds, why it matters, what to do."""
    sheet = Sheet()
    sheet.add(Trail(((say("Home"), "@/index.html"), (say("Upkeep"), ""))))
    sheet.heading(say("Rule book"), 1)
    held = list(RULES)
    sheet.lead(
        say(
            "What the plan is checked by, for whoever keeps it: {rules}, each with an example.",
            rules=counted(len(held), "rule"),
        )
    )
    families: dict[str, list[Rule]] = {}
    for rule in held:
        families.setdefault(rule.code[3] if rule.code.startswith("EOP") else "", []).append(rule)
    for digit, title in {**FAMILIES, "": to_say("Rules of other packages")}.items():
        if digit in families:
            sheet.heading(in_english(title) if digit else say(title))
            for rule in families[digit]:
                _rule(sheet, rule)
    return sheet.document


def _rule(sheet: Sheet, rule: Rule) -> None:
    sheet.add(Anchor(rule.code.lower()))
    sheet.heading(in_english(f"{rule.code} {in_words(rule.name)}"), 3)
    text = _FENCED.sub("", rule.text).strip()
    sheet.add(
        facts(
            [
                (say("Severity"), Badge(say(_SEVERITIES[rule.severity]), rule.severity.value)),
                (say("Name"), Code(rule.name)),
            ]
        )
    )
    sheet.add(english(Group(prose(text, lambda ref: ("", ref)), "prose")))
    examples = [_example(example.flagged, example.file, example.text) for example in rule.examples]
    if examples:
        sheet.add(Folded(say("Examples"), examples))


def _example(flagged: bool, file: str, text: str) -> Content:
    title: list[Content] = [
        Badge(say("Flagged"), "warning") if flagged else Badge(say("Clean"), "ok"),
        [" ", Code(file)] if file else None,
    ]
    return [Paragraph(title), Listing(text.strip("\n"))]
