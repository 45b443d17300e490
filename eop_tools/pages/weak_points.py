"""Weak points: the losses that stop what the plan must be able to do, what stands behind most, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from eop_tools.analysis.weak_points import CutSet, WeakPoints, critical, pair_count, weak_points
from eop_tools.page import Page, View, page
from eop_tools.render.fault_tree import fault_tree
from eop_tools.render.html import Html, bullets, crumbs, joined, table, tag
from eop_tools.render.sheet import Sheet
from eop_tools.render.writer import Writer
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
    writer = Writer(view)
    asked = critical(writer.plan)
    found = weak_points(writer.plan, writer.system, asked, 2)
    singles, pairs = found.cuts[1], found.cuts[2]
    if not singles and not pairs:
        return
    sheet = Sheet()
    sheet.add(crumbs([("Home", "@/index.html"), ("What", "")]))
    sheet.heading("Weak points", 1)
    sheet.lead(_verdict(writer, found))
    sheet.add(view.edition.unseen)
    sheet.section("One loss is enough", _table(writer, found, singles))
    sheet.section("Two losses together", _table(writer, found, pairs))
    trees = [_fold(writer, f"tree-{index}", cut) for index, cut in enumerate((*singles[:_DRAWN], *pairs[:_DRAWN]))]
    sheet.section("Why it stops", tag("div", trees, class_="eop-folds"))
    sheet.section("Most leaned on of what something stands in for", _standing(writer, found))
    sheet.section("Ways that look separate and are not", _shared(writer, found))
    sheet.section("People who are the first choice for many positions", _burdens(writer, found))
    yield Page(
        "weak-points.html",
        "Weak points",
        sheet.markdown,
        "What",
        description=sheet.summary,
        in_menu=True,
        order=46,
    )


def _verdict(writer: Writer, found: WeakPoints) -> str:
    whole = len(found.asked)
    singles = found.cuts[1]
    start = (
        "What stops the activation levels, the functions and the first hours, for whoever looks for a second way: "
        f"{counted(len(singles), 'single loss', 'single losses')} and {_pairs(found)}."
    )
    if not singles:
        return start
    worst = max(singles, key=lambda cut: cut.behind)
    return f"{start} {writer.plan.label(worst.groups[0][0])} stands behind {worst.behind} of these {whole}."


def _pairs(found: WeakPoints) -> str:
    """Return the number of pairs, and of the rows that hold them: a row with several losses on a side is more pairs."""
    number, rows = pair_count(found), len(found.cuts[2])
    return counted(number, "pair") + (f", in {counted(rows, 'group')}" if number != rows else "")


def _table(writer: Writer, found: WeakPoints, cuts: Sequence[CutSet]) -> Html:
    rows = [
        [
            _named(writer, cut),
            f"{len(cut.stops)} of {len(found.asked)}",
            _few(writer, cut.stops),
            f"{cut.behind} of {len(found.asked)}" if cut.behind else "",
        ]
        for cut in cuts[:_LISTED]
    ]
    left = len(cuts) - len(rows)
    held = table(["What is lost", "How many it stops", "What it stops", "Stands behind"], rows)
    grouped = any(group[1:] for cut in cuts for group in cut.groups)
    rest = counted(left, *(("more group stops", "more groups stop") if grouped else ("more stops", "more stop")))
    return joined([held, tag("p", f"{rest} less; eop weak-points lists them.") if left > 0 else None])


def _named(writer: Writer, cut: CutSet) -> Html:
    """Return links to what is lost; of several together, each choice among several in brackets."""
    groups = [writer.links(group, " or ") for group in cut.groups]
    if len(groups) > 1:
        groups = [
            joined(["(", said, ")"]) if group[1:] else said for said, group in zip(groups, cut.groups, strict=True)
        ]
    return joined(groups, " and ")


def _few(writer: Writer, refs: Sequence[str]) -> Html:
    more = f" and {len(refs) - _FEW} more" if len(refs) > _FEW else None
    return joined([writer.links(refs[:_FEW]), more])


def _fold(writer: Writer, name: str, cut: CutSet) -> Html:
    """Return a fold with the fault tree of one cut: of a first hour where it stops one."""
    target = next((ref for ref in cut.stops if ref.startswith("procedure:")), cut.stops[0])
    lost = [group[0] for group in cut.groups]
    words = few([writer.plan.label(ref) for ref in lost])
    picture = fault_tree(writer, name, target, [lost])
    return tag(
        "details", tag("summary", f"{words}: why “{writer.plan.label(target)}” stops"), picture, class_="eop-fold"
    )


def _standing(writer: Writer, found: WeakPoints) -> Html:
    groups = groupby(found.standing, key=lambda each: each.behind)
    rows = [
        [f"{number} of {len(found.asked)}", writer.links(each.ref for each in held)]
        for number, held in islice(groups, _GROUPS)
    ]
    return table(["How many lean", "On these"], rows)


def _shared(writer: Writer, found: WeakPoints) -> Html:
    rows = []
    for each in found.shared:
        ref, _, index = each.key.partition("/steps/")
        step = tag("a", f"step {int(index) + 1}", href=f"@/{writer.view.path(ref)}#step-{int(index) + 1}")
        rows.append([joined([writer.link(ref), ", ", step]), writer.links(each.ways), writer.links(each.over, " or ")])
    return table(["Where", "These ways", "All stop with"], rows)


def _burdens(writer: Writer, found: WeakPoints) -> Html:
    return bullets(
        joined([
            writer.link(each.contact), ": ", writer.links(each.first),
            joined(["; nobody else for ", writer.links(each.alone)]) if each.alone else None, ".",
        ])
        for each in found.burdens
    )  # fmt: skip
