"""Weak points: the losses that stop what the plan must be able to do, what stands behind most, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from eop_tools.analysis.weak_points import CutSet, WeakPoints, critical, pair_count, weak_points
from eop_tools.document import Content, Folded, Group, Link, Paragraph, Trail, between, bullets, table
from eop_tools.page import Page, View, page
from eop_tools.render.fault_tree import fault_tree
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.phrases import counted, few
from eop_tools.values import Audience

_LISTED = 20
_DRAWN = 5
_FEW = 3
_GROUPS = 8


@page("weak-points", title="Weak points", section="What", order=46)
def weak_points_page(view: View) -> Iterator[Page]:
    """Which losses stop what the plan must be able to do; the public edition has no such page."""
    if view.edition.audience is Audience.public:
        return
    presenter = Presenter(view)
    asked = critical(presenter.plan)
    found = weak_points(presenter.plan, presenter.system, asked, 2)
    singles, pairs = found.cuts[1], found.cuts[2]
    if not singles and not pairs:
        return
    sheet = Sheet()
    sheet.add(Trail((("Home", "@/index.html"), ("What", ""))))
    sheet.heading("Weak points", 1)
    sheet.lead(_verdict(presenter, found))
    sheet.add(view.edition.unseen)
    sheet.section("One loss is enough", _table(presenter, found, singles))
    sheet.section("Two losses together", _table(presenter, found, pairs))
    trees = [_fold(presenter, f"tree-{index}", cut) for index, cut in enumerate((*singles[:_DRAWN], *pairs[:_DRAWN]))]
    sheet.section("Why it stops", Group(trees, "folds"))
    sheet.section("Most leaned on of what something stands in for", _standing(presenter, found))
    sheet.section("Ways that look separate and are not", _shared(presenter, found))
    sheet.section("People who are the first choice for many positions", _burdens(presenter, found))
    yield Page(
        "weak-points.html",
        "Weak points",
        sheet.document,
        "What",
        description=sheet.summary,
        in_menu=True,
        order=46,
    )


def _verdict(presenter: Presenter, found: WeakPoints) -> str:
    whole = len(found.asked)
    singles = found.cuts[1]
    start = (
        "What stops the activation levels, the functions and the first hours, for whoever looks for a second way: "
        f"{counted(len(singles), 'single loss', 'single losses')} and {_pairs(found)}."
    )
    if not singles:
        return start
    worst = max(singles, key=lambda cut: cut.behind)
    return f"{start} {presenter.plan.label(worst.groups[0][0])} stands behind {worst.behind} of these {whole}."


def _pairs(found: WeakPoints) -> str:
    """Return the number of pairs, and of the rows that hold them: a row with several losses on a side is more pairs."""
    number, rows = pair_count(found), len(found.cuts[2])
    return counted(number, "pair") + (f", in {counted(rows, 'group')}" if number != rows else "")


def _table(presenter: Presenter, found: WeakPoints, cuts: Sequence[CutSet]) -> Content:
    rows = [
        [
            _named(presenter, cut),
            f"{len(cut.stops)} of {len(found.asked)}",
            _few(presenter, cut.stops),
            f"{cut.behind} of {len(found.asked)}" if cut.behind else "",
        ]
        for cut in cuts[:_LISTED]
    ]
    left = len(cuts) - len(rows)
    held = table(["What is lost", "How many it stops", "What it stops", "Stands behind"], rows)
    grouped = any(group[1:] for cut in cuts for group in cut.groups)
    rest = counted(left, *(("more group stops", "more groups stop") if grouped else ("more stops", "more stop")))
    return [held, Paragraph(f"{rest} less; eop weak-points lists them.") if left > 0 else None]


def _named(presenter: Presenter, cut: CutSet) -> Content:
    """Return links to what is lost; of several together, each choice among several in brackets."""
    groups = [presenter.links(group, " or ") for group in cut.groups]
    if len(groups) > 1:
        groups = [["(", said, ")"] if group[1:] else said for said, group in zip(groups, cut.groups, strict=True)]
    return between(groups, " and ")


def _few(presenter: Presenter, refs: Sequence[str]) -> Content:
    more = f" and {len(refs) - _FEW} more" if len(refs) > _FEW else None
    return [presenter.links(refs[:_FEW]), more]


def _fold(presenter: Presenter, name: str, cut: CutSet) -> Content:
    """Return a fold with the fault tree of one cut: of a first hour where it stops one."""
    target = next((ref for ref in cut.stops if ref.startswith("procedure:")), cut.stops[0])
    lost = [group[0] for group in cut.groups]
    words = few([presenter.plan.label(ref) for ref in lost])
    picture = fault_tree(presenter, name, target, [lost])
    return Folded(f"{words}: why “{presenter.plan.label(target)}” stops", picture, "fold")


def _standing(presenter: Presenter, found: WeakPoints) -> Content:
    groups = groupby(found.standing, key=lambda each: each.behind)
    rows = [
        [f"{number} of {len(found.asked)}", presenter.links(each.ref for each in held)]
        for number, held in islice(groups, _GROUPS)
    ]
    return table(["How many lean", "On these"], rows)


def _shared(presenter: Presenter, found: WeakPoints) -> Content:
    rows = []
    for each in found.shared:
        ref, _, index = each.key.partition("/steps/")
        step = Link(f"@/{presenter.view.path(ref)}#step-{int(index) + 1}", f"step {int(index) + 1}")
        rows.append([[presenter.link(ref), ", ", step], presenter.links(each.ways), presenter.links(each.over, " or ")])
    return table(["Where", "These ways", "All stop with"], rows)


def _burdens(presenter: Presenter, found: WeakPoints) -> Content:
    return bullets(
        [
            presenter.link(each.contact), ": ", presenter.links(each.first),
            ["; nobody else for ", presenter.links(each.alone)] if each.alone else None, ".",
        ]
        for each in found.burdens
    )  # fmt: skip
