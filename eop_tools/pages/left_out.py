"""The withholding log as a page of the wider editions: what is left out elsewhere, why, and under which law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from eop_tools.document import Content, Folded, Notice, Trail, between, table
from eop_tools.kind import KINDS
from eop_tools.page import Page, View, page
from eop_tools.plan.edition import Edition, Why, edition_for
from eop_tools.plan.withholding_log import Omission, log_of
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
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
    sheet.add(Trail((("Home", "@/index.html"), ("Upkeep", ""))))
    sheet.heading("What other editions leave out", 1)
    sheet.lead(
        "What is withheld from whom, field by field, why, and under which law, for whoever has to answer for it. The "
        "file withheld.csv in each edition's site counts the same and names no entry."
    )
    for audience in narrower:
        _told(
            sheet, presenter, f"Left out of the {audience.value} edition", edition_for(view.plan, audience), named=True
        )
    if view.edition.withheld:
        _told(sheet, presenter, "Left out of this edition, and of the narrower ones", view.edition, named=False)
    yield Page("left-out.html", "What other editions leave out", sheet.document, "Upkeep",
               description=sheet.summary, in_menu=True, order=15)  # fmt: skip


def _told(sheet: Sheet, presenter: Presenter, title: str, edition: Edition, *, named: bool) -> None:
    log = log_of(edition, presenter.plan)
    if named:  # what is withheld here, too, is told by count below
        log = [entry for entry in log if presenter.view.edition.audience.may_see(entry.audience)]
    sheet.heading(title)
    if not log:
        sheet.add("Nothing: it shows all that this edition shows.")
        return
    sheet.add(f"{first_up(counted(sum(len(entry.refs) for entry in log), 'detail'))}. {_without_law(log)}".strip())
    unruled = [f"{humane(entry.kind)}: {_field(entry).lower()}" for entry in log if entry.why is Why.unruled]
    if unruled:
        sheet.add(
            Notice(
                "warning",
                f"Nobody has said whom these fields are for, so only those in command see them: "
                f"{listed(dict.fromkeys(unruled))}. Whoever defines the kind has to say it there.",
            )
        )
    heads = ["What", "Shown in", "Because", "Under", "Left out", *(["Where"] if named else [])]
    for kind, entries in groupby(log, lambda entry: entry.kind):
        rows = [_row(presenter, entry, named=named) for entry in entries]
        sheet.section(KINDS[kind].title, table(heads, rows), level=3)


def _row(presenter: Presenter, entry: Omission, *, named: bool) -> list[Content]:
    grounds = between(
        ([presenter.link(law.ref, law.citation), f": {sentence(why)}" if why else "."] for law, why in entry.grounds),
        " ",
    )
    under = "as what it points at" if entry.why is Why.target else grounds or "no law is named"
    row: list[Content] = [
        _field(entry),
        f"{entry.audience.value} edition",
        first_up(entry.why.value),
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
    return ": ".join(humane(name) for name in entry.field.split(".")) if entry.field else "The whole entry"


def _without_law(log: Iterable[Omission]) -> str:
    bare = sum(len(entry.refs) for entry in log if not entry.grounds and entry.why is not Why.target)
    return f"For {bare:,} of them the plan names no law; the cover can, under “withholding”." if bare else ""
