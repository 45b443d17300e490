"""A standard's page: each requirement, where the plan answers it, or why it does not."""

from __future__ import annotations

from eop_tools.document import Badge, Content, Link, Phrase, Strong, between, bracketed, facts, table
from eop_tools.document.saying import said
from eop_tools.field import fields_by_name
from eop_tools.kind import Entity
from eop_tools.kinds.standard import Query, Requirement, Standard
from eop_tools.render.fields import kind_noun
from eop_tools.render.layout import layout
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say, to_say
from eop_tools.text.phrases import counted, first_down, first_up, humane, inside, listed, sentence

_ANSWERED = to_say("Answered")
_IN_PART = to_say("In part")
_NOT_HERE = to_say("Not here")
_OPEN = to_say("Open")
_ELSEWHERE = to_say("In another edition")


@layout(Standard, shows="version link items", columns="version link")
def standard(sheet: Sheet, presenter: Presenter, entity: Standard) -> None:
    """Write the standard as reviewers use it: requirement, place in the plan, answer."""
    answers = [_answer(presenter, item) for item in entity.items]
    sheet.lead(
        Strong(say("A standard and how this plan answers it.")),
        " ",
        _counts([word for word, _ in answers]),
        " ",
        say("A computed answer shows where to look; a person decides whether it is enough."),
        " ",
        presenter.described(entity),
    )
    read = Link(entity.link, entity.link) if entity.link else None
    sheet.add(facts([(say("Version"), entity.version), (say("Read it at"), read)]))
    groups: dict[str, list[list[Content]]] = {}
    for item, (word, where) in zip(entity.items, answers, strict=True):
        tone = {_ANSWERED: "ok", _OPEN: "warning"}.get(word, "info")
        row: list[Content] = [
            [item.id],
            [
                sentence(item.requirement),
                Phrase([" (", first_down(humane(item.level)), ")"], "note") if item.level != "required" else None,
            ],
            where,
            Badge(say(word), tone),
        ]
        groups.setdefault(item.group, []).append(row)
    for group, rows in groups.items():
        heads = [say("Number"), say("Requirement"), say("Where in the plan"), say("Answer")]
        sheet.section(group or say("Requirements"), table(heads, rows))


def _counts(words: list[str]) -> str:
    more = [
        say(told, number=number)
        for word, told in (
            (_IN_PART, to_say("{number} in part")),
            (_NOT_HERE, to_say("{number} by a reason why not here")),
            (_OPEN, to_say("{number} not yet")),
            (_ELSEWHERE, to_say("{number} in another edition")),
        )
        if (number := words.count(word))
    ]
    number, those = words.count(_ANSWERED), counted(len(words), "requirement")
    if not more:
        return say("{number} of {requirements} answered here.", number=number, requirements=those)
    return say(
        "{number} of {requirements} answered here, {others}.", number=number, requirements=those, others=listed(more)
    )


def _answer(presenter: Presenter, item: Requirement) -> tuple[str, Content]:
    """Return the answer in a word, yet to be said, and the places; evidence that is left out here is not named."""
    places: list[Content] = [presenter.link(ref) for ref in item.evidence]
    complete = all(_holds(presenter, query) for query in item.found_by)
    places += [_found(presenter, query) for query in item.found_by]
    if item.not_here and not (item.evidence or item.found_by):
        return _NOT_HERE, [sentence(item.not_here)]
    if not places:
        return _ELSEWHERE, None
    if item.not_here:
        places.append(sentence(item.not_here))
    if not complete and any(_hidden(presenter, query) for query in item.found_by):
        return _ELSEWHERE, None
    answered = _IN_PART if item.not_here else _ANSWERED
    return (answered if complete else _OPEN), between(places, "; ")


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
    those = Link(f"@/{page}", first_up(counted(len(found), kind_noun(leaf.name), inside(leaf.title))))
    asked = say("{number} asked for", number=query.at_least) if len(found) < query.at_least else None
    return [
        said("{entries} with “{field}” filled in", entries=those, field=field) if query.field else those,
        bracketed(asked),
    ]
