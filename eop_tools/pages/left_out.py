"""The withholding log as a page of the wider editions: what is left out elsewhere, why, and under which law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from eop_tools.document import Content, Folded, Notice, Trail, between, table
from eop_tools.kind import KINDS
from eop_tools.page import Page, View, page
from eop_tools.plan.edition import NAMES, Edition, Why, edition_for
from eop_tools.plan.withholding_log import Omission, log_of
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say
from eop_tools.text.phrases import counted, first_up, humane, listed, sentence
from eop_tools.values import Audience

_FEW = 3


@page("left-out", title="What other editions leave out", section="Upkeep", order=15)
def left_out(view: View) -> Iterator[Page]:
    """What other editions leave out, and why; the public edition has no such page.

    What this edition does not show itself is told by count only: nobody learns here of what he may not see.
    """
    own = view.edition.audience
    narrower = [audience for audience in Audience if audience.order < own.order]
    if not narrower:
        return
    presenter, sheet = Presenter(view), Sheet()
    sheet.add(Trail(((say("Home"), "@/index.html"), (say("Upkeep"), ""))))
    sheet.heading(say("What other editions leave out"), 1)
    sheet.lead(
        say(
            "What is withheld from whom, field by field, why, and under which law, for whoever has to answer for it. "
            "The file withheld.csv in each edition's site counts the same and names no entry."
        )
    )
    for audience in narrower:
        title = say("Left out of the {edition}", edition=say(NAMES[audience]))
        _told(sheet, presenter, title, edition_for(view.plan, audience), named=True)
    if view.edition.withheld:
        title = say("Left out of this edition, and of the narrower ones")
        _told(sheet, presenter, title, view.edition, named=False)
    yield Page("left-out.html", say("What other editions leave out"), sheet.document, "Upkeep",
               description=sheet.summary, in_menu=True, order=15)  # fmt: skip


def _told(sheet: Sheet, presenter: Presenter, title: str, edition: Edition, *, named: bool) -> None:
    log = log_of(edition, presenter.plan)
    if named:  # what is withheld here, too, is told by count below
        log = [entry for entry in log if presenter.view.edition.audience.may_see(entry.audience)]
    sheet.heading(title)
    if not log:
        sheet.add(say("Nothing: it shows all that this edition shows."))
        return
    sheet.add(first_up(counted(sum(len(entry.refs) for entry in log), "detail")), ".", _without_law(log))
    unruled = [f"{humane(entry.kind)}: {_field(entry).lower()}" for entry in log if entry.why is Why.unruled]
    if unruled:
        sheet.add(
            Notice(
                "warning",
                say(
                    "Nobody has said whom these fields are for, so only those in command see them: {fields}. Whoever "
                    "defines the kind has to say it there.",
                    fields=listed(dict.fromkeys(unruled)),
                ),
            )
        )
    heads = [
        say("What"),
        say("Shown in"),
        say("Because"),
        say("Under"),
        say("Left out"),
        *([say("Where")] if named else []),
    ]
    for kind, entries in groupby(log, lambda entry: entry.kind):
        rows = [_row(presenter, entry, named=named) for entry in entries]
        sheet.section(say(KINDS[kind].title), table(heads, rows), level=3)


def _row(presenter: Presenter, entry: Omission, *, named: bool) -> list[Content]:
    grounds = between(
        ([presenter.link(law.ref, law.citation), f": {sentence(why)}" if why else "."] for law, why in entry.grounds),
        " ",
    )
    under = say("as what it points at") if entry.why is Why.target else grounds or say("no law is named")
    row: list[Content] = [
        _field(entry),
        say(NAMES[entry.audience]),
        first_up(say(entry.why.value)),
        under,
        f"{len(entry.refs):,}",
    ]
    if named:
        row.append(_where(presenter, entry))
    return row


def _where(presenter: Presenter, entry: Omission) -> Content:
    refs = list(dict.fromkeys(entry.refs))
    links = presenter.links(refs)
    return Folded(counted(len(refs), "entry", "entries"), links) if len(refs) > _FEW else links


def _field(entry: Omission) -> str:
    return ": ".join(humane(name) for name in entry.field.split(".")) if entry.field else say("The whole entry")


def _without_law(log: Iterable[Omission]) -> Content:
    bare = sum(len(entry.refs) for entry in log if not entry.grounds and entry.why is not Why.target)
    if not bare:
        return None
    words = say("For {number} of them the plan names no law; the cover can, under “withholding”.", number=f"{bare:,}")
    return [" ", words]
