"""A message to the public: the alerts with their length and the whole text, the languages side by side."""

from __future__ import annotations

from eop_tools.document import Content, Link, Paragraph, table
from eop_tools.kinds.message import ALERTS, Message, Wording
from eop_tools.render.presenter import Presenter
from eop_tools.text.catalog import say
from eop_tools.text.languages import language_name
from eop_tools.text.phrases import listed


def wordings(presenter: Presenter, entity: Message) -> Content:
    """Return a message with a column for each language, and a line on the required languages that it lacks."""
    rows: list[list[Content]] = []
    for field, most in ALERTS.items():
        rows.append(
            [
                say("Alert of {number} characters", number=most),
                *(_alert(wording, field, most) for wording in entity.wordings),
            ]
        )
    rows.append([say("Whole text"), *(_in_its_language(wording, wording.text) for wording in entity.wordings)])
    rows.append([say("Published in"), *(_source(wording) for wording in entity.wordings)])
    heads = ["", *(language_name(wording.language) for wording in entity.wordings)]
    cover = presenter.plan.cover
    held = {wording.language for wording in entity.wordings}
    missing = [language_name(tag) for tag in (cover.message_languages if cover else []) if tag not in held]
    lacks = say(
        "There is no published wording in {languages}. Ask for an interpreter; do not translate alone.",
        languages=listed(missing, "or"),
    )
    return [table(heads, (row for row in rows if any(row[1:]))), Paragraph(lacks, "note") if missing else None]


def _alert(wording: Wording, field: str, most: int) -> Content:
    text = getattr(wording, field)
    length = say("{number} of {most} characters", number=len(text), most=most)
    return [_in_its_language(wording, text), Paragraph(length, "note")] if text else None


def _in_its_language(wording: Wording, text: str) -> Content:
    return Paragraph(text, language=wording.language) if text else None


def _source(wording: Wording) -> Content:
    source = wording.source
    if source is None:
        return None
    return Link(source.url, source.title) if source.url else source.title
