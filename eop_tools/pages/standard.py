"""A standard's page: each requirement, where the plan answers it, or why it does not."""

from __future__ import annotations

from eop_tools.document import Badge, Content, Link, Phrase, Strong, between, facts, table
from eop_tools.field import fields_by_name
from eop_tools.kind import Entity
from eop_tools.kinds.standard import Query, Requirement, Standard
from eop_tools.render.fields import kind_noun
from eop_tools.render.layout import layout
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.phrases import counted, first_up, humane, inside, listed, sentence


@layout(Standard, shows="version link items", columns="version link")
def standard(sheet: Sheet, presenter: Presenter, entity: Standard) -> None:
    """Write the standard as reviewers use it: requirement, place in the plan, answer."""
    answers = [_answer(presenter, item) for item in entity.items]
    words = [word for word, _ in answers]
    more = [
        f"{number} {said}"
        for word, said in (
            ("In part", "in part"),
            ("Not here", "by a reason why not here"),
            ("Open", "not yet"),
            ("In another edition", "in another edition"),
        )
        if (number := words.count(word))
    ]
    sheet.lead(
        Strong("A standard and how this plan answers it."),
        f" {words.count('Answered')} of {counted(len(entity.items), 'requirement')} answered here"
        f"{', ' + listed(more) if more else ''}. "
        "A computed answer shows where to look; a person decides whether it is enough. ",
        presenter.described(entity),
    )
    sheet.add(
        facts([("Version", entity.version), ("Read it at", Link(entity.link, entity.link) if entity.link else None)])
    )
    groups: dict[str, list[list[Content]]] = {}
    for item, (word, where) in zip(entity.items, answers, strict=True):
        tone = {"Answered": "ok", "Open": "warning"}.get(word, "info")
        row: list[Content] = [
            [item.id],
            [
                sentence(item.requirement),
                Phrase(f" ({item.level})", "note") if item.level != "required" else None,
            ],
            where,
            Badge(word, tone),
        ]
        groups.setdefault(item.group, []).append(row)
    for group, rows in groups.items():
        sheet.section(group or "Requirements", table(["Number", "Requirement", "Where in the plan", "Answer"], rows))


def _answer(presenter: Presenter, item: Requirement) -> tuple[str, Content]:
    """Return the answer in a word, and the places; evidence that this edition leaves out is not named."""
    places: list[Content] = [presenter.link(ref) for ref in item.evidence]
    complete = all(_holds(presenter, query) for query in item.found_by)
    places += [_found(presenter, query) for query in item.found_by]
    if item.not_here and not (item.evidence or item.found_by):
        return "Not here", [sentence(item.not_here)]
    if not places:
        return "In another edition", None
    if item.not_here:
        places.append(sentence(item.not_here))
    if not complete and any(_hidden(presenter, query) for query in item.found_by):
        return "In another edition", None
    answered = "In part" if item.not_here else "Answered"
    return (answered if complete else "Open"), between(places, "; ")


def _hidden(presenter: Presenter, query: Query) -> bool:
    """Whether this edition leaves out something that the query would count."""
    start = f"{query.kind}:"
    return any(
        item.ref.startswith(start) and (not item.path or item.path[0] == query.field)
        for item in presenter.view.edition.withheld
    )


def _holding(presenter: Presenter, query: Query) -> list[Entity]:
    return [
        entity
        for entity in presenter.plan.of_kind(query.kind)
        if not query.field or getattr(entity, query.field, None) not in (None, "", [], {}, False)
    ]


def _holds(presenter: Presenter, query: Query) -> bool:
    return len(_holding(presenter, query)) >= query.at_least


def _found(presenter: Presenter, query: Query) -> Content:
    from eop_tools.kind import KINDS

    leaf = KINDS.get(query.kind)
    if leaf is None:
        return None
    found = _holding(presenter, query)
    definition = fields_by_name(leaf.model).get(query.field)
    field = definition.label if definition else humane(query.field)
    page = "plan.html" if leaf.is_single else f"{leaf.plural}.html"
    with_ = f" with “{field}” filled in" if query.field else ""
    words = counted(len(found), kind_noun(leaf.name), inside(leaf.title))
    return [
        Link(f"@/{page}", first_up(words)),
        with_,
        f" ({query.at_least} asked for)" if len(found) < query.at_least else None,
    ]
