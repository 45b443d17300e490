"""Weak points: the losses that stop what the plan must be able to do, what stands behind most, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from eop_tools.analysis.weak_points import Burden, CutSet, WeakPoints, critical, pair_count, weak_points
from eop_tools.document import Content, Folded, Group, Link, Paragraph, Trail, between, bullets, table
from eop_tools.document.saying import said
from eop_tools.page import Page, View, page
from eop_tools.render.fault_tree import fault_tree
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say
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
    sheet.add(Trail(((say("Home"), "@/index.html"), (say("What"), ""))))
    sheet.heading(say("Weak points"), 1)
    sheet.lead(_verdict(presenter, found))
    sheet.add(view.edition.unseen)
    sheet.section(say("One loss is enough"), _table(presenter, found, singles))
    sheet.section(say("Two losses together"), _table(presenter, found, pairs))
    trees = [_fold(presenter, f"tree-{index}", cut) for index, cut in enumerate((*singles[:_DRAWN], *pairs[:_DRAWN]))]
    sheet.section(say("Why it stops"), Group(trees, "folds"))
    sheet.section(say("Most leaned on of what something stands in for"), _standing(presenter, found))
    sheet.section(say("Ways that look separate and are not"), _shared(presenter, found))
    sheet.section(say("People who are the first choice for many positions"), _burdens(presenter, found))
    yield Page(
        "weak-points.html",
        say("Weak points"),
        sheet.document,
        "What",
        description=sheet.summary,
        in_menu=True,
        order=46,
    )


def _verdict(presenter: Presenter, found: WeakPoints) -> str:
    whole = len(found.asked)
    singles = found.cuts[1]
    start = say(
        "What stops the activation levels, the functions and the first hours, for whoever looks for a second way: "
        "{losses} and {pairs}.",
        losses=counted(len(singles), "single loss", "single losses"),
        pairs=_pairs(found),
    )
    if not singles:
        return start
    worst = max(singles, key=lambda cut: cut.behind)
    behind = say(
        "{name} stands behind {number} of these {whole}.",
        name=presenter.plan.label(worst.groups[0][0]),
        number=worst.behind,
        whole=whole,
    )
    return say("{said} {more}", said=start, more=behind)


def _pairs(found: WeakPoints) -> str:
    """Return the number of pairs, and of the rows that hold them: a row with several losses on a side is more pairs."""
    number, rows = pair_count(found), len(found.cuts[2])
    pairs = counted(number, "pair")
    return pairs if number == rows else say("{pairs}, in {groups}", pairs=pairs, groups=counted(rows, "group"))


def _table(presenter: Presenter, found: WeakPoints, cuts: Sequence[CutSet]) -> Content:
    rows = [
        [
            _named(presenter, cut),
            _of(len(cut.stops), found),
            _few(presenter, cut.stops),
            _of(cut.behind, found) if cut.behind else "",
        ]
        for cut in cuts[:_LISTED]
    ]
    left = len(cuts) - len(rows)
    held = table([say("What is lost"), say("How many it stops"), say("What it stops"), say("Stands behind")], rows)
    grouped = any(group[1:] for cut in cuts for group in cut.groups)
    if left <= 0:
        return held
    rest = counted(left, "more group", "more groups") if grouped else counted(left, "more loss", "more losses")
    return [held, Paragraph(say("{more}; eop weak-points lists them.", more=rest))]


def _of(number: int, found: WeakPoints) -> str:
    return say("{number} of {whole}", number=number, whole=len(found.asked))


def _named(presenter: Presenter, cut: CutSet) -> Content:
    """Return links to what is lost; of several together, each choice among several in brackets."""
    groups = [presenter.links(group, [" ", say("or"), " "]) for group in cut.groups]
    if len(groups) > 1:
        groups = [["(", each, ")"] if group[1:] else each for each, group in zip(groups, cut.groups, strict=True)]
    return between(groups, [" ", say("and"), " "])


def _few(presenter: Presenter, refs: Sequence[str]) -> Content:
    first = presenter.links(refs[:_FEW])
    return said("{those} and {number} more", those=first, number=str(len(refs) - _FEW)) if len(refs) > _FEW else first


def _fold(presenter: Presenter, name: str, cut: CutSet) -> Content:
    """Return a fold with the fault tree of one cut: of a first hour where it stops one."""
    target = next((ref for ref in cut.stops if ref.startswith("procedure:")), cut.stops[0])
    lost = [group[0] for group in cut.groups]
    words = few([presenter.plan.label(ref) for ref in lost])
    picture = fault_tree(presenter, name, target, [lost])
    title = say("{losses}: why “{name}” stops", losses=words, name=presenter.plan.label(target))
    return Folded(title, picture, "fold")


def _standing(presenter: Presenter, found: WeakPoints) -> Content:
    groups = groupby(found.standing, key=lambda each: each.behind)
    rows = [
        [_of(number, found), presenter.links(each.ref for each in held)] for number, held in islice(groups, _GROUPS)
    ]
    return table([say("How many lean"), say("On these")], rows)


def _shared(presenter: Presenter, found: WeakPoints) -> Content:
    rows = []
    for each in found.shared:
        ref, _, index = each.key.partition("/steps/")
        number = int(index) + 1
        step = Link(f"@/{presenter.view.path(ref)}#step-{number}", say("step {number}", number=number))
        over = presenter.links(each.over, [" ", say("or"), " "])
        rows.append([[presenter.link(ref), ", ", step], presenter.links(each.ways), over])
    return table([say("Where"), say("These ways"), say("All stop with")], rows)


def _burdens(presenter: Presenter, found: WeakPoints) -> Content:
    return bullets(_burden(presenter, each) for each in found.burdens)


def _burden(presenter: Presenter, each: Burden) -> Content:
    who, first = presenter.link(each.contact), presenter.links(each.first)
    if not each.alone:
        return said("{who}: {positions}.", who=who, positions=first)
    alone = presenter.links(each.alone)
    return said("{who}: {positions}; nobody else for {alone}.", who=who, positions=first, alone=alone)
