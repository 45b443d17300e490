"""What falls, and what has no second, as text for a terminal and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from eop_tools.analysis.needs import label
from eop_tools.analysis.weak_points import CutSet, WeakPoints, pair_count
from eop_tools.analysis.what_if import Impact, OnBackup
from eop_tools.kind import KINDS
from eop_tools.plan import Plan
from eop_tools.report.terminal import wrapped
from eop_tools.text.phrases import counted, few, humane, inside, listed

_MOST = 8
"""Of one kind in the text; the JSON has all."""
_NEEDS = 2
"""Of one thing in the text."""
_NO_SECOND = {
    1: "One loss is enough",
    2: "Two losses together",
    3: "Three losses together",
}


def headed(head: str, text: str) -> str:
    """Return an answer as text under a head that says what it rests on."""
    return "\n".join([*wrapped(head), "", text])


def impact_text(plan: Plan, impact: Impact) -> str:
    """Return an impact for a reader: the answer first, then what fell and why, what goes on how, what to do."""
    lines = [*wrapped(_verdict(plan, impact)), ""]
    for kind, group in groupby(impact.fallen, key=lambda fallen: fallen.ref.partition(":")[0]):
        rows = list(group)
        lines.append(_heading(plan, kind, len(rows)))
        lines += _listed([f"{plan.label(row.ref)} {row.because}." for row in rows])
    if impact.instead:
        lines += ["What the plan says to do instead", *_listed(impact.instead, len(impact.instead))]
    if impact.backups:
        things = groupby(impact.backups, key=lambda row: row.ref)
        standing = [f"{plan.label(ref)}: {_on_backups(list(held))}." for ref, held in things]
        lines += [f"On a backup ({len(standing)})", *_listed(standing)]
    if impact.hindered:
        lines.append(f"Hindered, but not stopped ({len(impact.hindered)})")
        lines += _listed([f"{plan.label(row.ref)} {row.lack}." for row in impact.hindered])
    if impact.down_before:
        lines.append(f"Down before anything is lost ({len(impact.down_before)})")
        lines += _listed([f"{plan.label(row.ref)} {row.because}." for row in impact.down_before])
    if any(ref.startswith(("contact:", "role:")) for ref in impact.lost):
        lines += wrapped("Whether those who step in are free is another question: `eop rehearse --lose …` answers it.")
    return "\n".join(lines).rstrip() + "\n"


def _on_backups(rows: Sequence[OnBackup]) -> str:
    """Return what stands in for what, where least is left first; each that stands in only once."""
    weakest = sorted(rows, key=lambda row: row.more)
    once = {row.left: row for row in reversed(weakest)}
    shown = [row for row in weakest if once[row.left] is row]
    said = [
        f"{row.left} in place of {few(row.lost, 3)}, "
        + (f"and {row.more} more could" if row.more else "and after that there is nothing more")
        for row in shown[:_NEEDS]
    ]
    if len(shown) > _NEEDS:
        said.append(f"{counted(len(shown) - _NEEDS, 'more need')} on a backup")
    return "; ".join(said)


def _verdict(plan: Plan, impact: Impact) -> str:
    if not len(plan):
        return "There is nothing in this plan."
    if not impact.lost:
        down = counted(len(impact.down_before), "thing does", "things do")
        return f"Nothing is lost: {f'{down} not work all the same' if impact.down_before else 'everything can work'}."
    lost = few([plan.label(ref) for ref in impact.lost], 5)
    head = f"If {lost} {'is' if len(impact.lost) == 1 else 'are'} lost"
    fallen = Counter(row.ref.partition(":")[0] for row in impact.fallen)
    said = [_share(plan, kind, number) for kind, number in fallen.items() if KINDS.must(kind).work]
    means = [_share(plan, kind, number) for kind, number in fallen.items() if not KINDS.must(kind).work]
    on_backup = {row.ref for row in impact.backups}
    backups = f"{counted(len(on_backup), 'thing goes', 'things go') if on_backup else 'nothing goes'} on with a backup"
    if not said and not means:
        return f"{head}, nothing else falls; {backups}."
    number = sum(fallen.values())
    if not said:
        return f"{head}, {listed(means)} {'falls' if number == 1 else 'fall'} with it; {backups}."
    rest = f". Down with it: {listed(means)}" if means else ""
    return f"{head}, {listed(said)} can no longer be carried out in full{rest}; {backups}."


def _share(plan: Plan, kind: str, number: int) -> str:
    leaf = KINDS.must(kind)
    whole = len(plan.of_kind(kind))
    return f"{number} of {counted(whole, inside(humane(leaf.name)), inside(humane(leaf.plural)))}"


def _heading(plan: Plan, kind: str, number: int) -> str:
    return f"{KINDS.must(kind).title} ({number} of {len(plan.of_kind(kind))})"


def _listed(texts: Sequence[str], most: int = _MOST) -> list[str]:
    shown = [line for text in texts[:most] for line in wrapped(text, "  ")]
    if len(texts) > most:
        shown.append(f"  and {len(texts) - most} more; --format json has all")
    return [*shown, ""]


def impact_json(plan: Plan, impact: Impact, basis: Mapping[str, object]) -> str:
    """Return an impact as JSON: what it rests on, every reference with its name, sentences as in the text."""
    return _json(
        {
            **basis,
            "lost": [_named(plan, ref) for ref in impact.lost],
            "fallen": [{**_named(plan, row.ref), "because": row.because} for row in impact.fallen],
            "on_backup": [
                {**_named(plan, row.ref), "need": row.need, "lost": list(row.lost), "left": row.left, "more": row.more}
                for row in impact.backups
            ],
            "hindered": [{**_named(plan, row.ref), "lack": row.lack} for row in impact.hindered],
            "instead": list(impact.instead),
            "down_before": [{**_named(plan, row.ref), "because": row.because} for row in impact.down_before],
        }
    )


def weak_points_text(plan: Plan, found: WeakPoints, most: int = _MOST) -> str:
    """Return weak points for a reader: the answer first, then each order, what is shared, and who carries too much."""
    lines = [*wrapped(_answer(plan, found)), ""]
    for order, cuts in found.cuts.items():
        if not cuts:
            continue
        pairs = pair_count(found) if order == 2 else len(cuts)
        number = f"{pairs} pairs, in {counted(len(cuts), 'group')}" if pairs > len(cuts) else len(cuts)
        lines.append(f"{_NO_SECOND[order]} ({number})")
        lines += _listed([_cut(plan, found, cut) for cut in cuts], most)
    if found.standing and len(found.asked) > 1:
        lines.append("Most leaned on of what something stands in for")
        groups = groupby(found.standing, key=lambda each: each.behind)
        lines += _listed(
            [f"{number} of {len(found.asked)} lean on {few([plan.label(each.ref) for each in held], 8)}."
             for number, held in groups],
            most,
        )  # fmt: skip
    if found.shared:
        lines.append(f"Ways that look separate and are not ({len(found.shared)})")
        lines += _listed(
            [f"{label(plan, each.key)}: {few([plan.label(ref) for ref in each.ways], 3)} all stop with "
             f"{few([plan.label(ref) for ref in each.over], 3, 'or')}." for each in found.shared],
            most,
        )  # fmt: skip
    if found.burdens:
        lines.append(f"People who are the first choice for many positions ({len(found.burdens)})")
        lines += _listed(
            [f"{plan.label(each.contact)}: {few([plan.label(ref) for ref in each.first], 4)}"
             f"{f'; nobody else for {few([plan.label(ref) for ref in each.alone], 4)}' if each.alone else ''}."
             for each in found.burdens],
            most,
        )  # fmt: skip
    if found.down:
        lines.append(f"Down before anything is lost ({len(found.down)})")
        lines += _listed([f"{plan.label(row.ref)} {row.because}." for row in found.down], most)
    return "\n".join(lines).rstrip() + "\n"


def _answer(plan: Plan, found: WeakPoints) -> str:
    if not found.asked:
        return "The plan has no level, function or first-hour procedure, so nothing has to go on: name it with --for."
    if len(found.down) == len(found.asked):
        return f"{few([plan.label(ref) for ref in found.asked], 5)}: down already, whatever is lost."
    asked = _asked(plan, found.asked)
    singles, pairs = found.cuts[1], found.cuts.get(2, ())
    if not singles:
        said = f"No single loss stops {'any of ' if len(found.asked) > 1 else ''}{asked}."
    elif len(found.asked) == 1:
        said = f"{counted(len(singles), 'single loss stops', 'single losses stop')} {asked}."
    else:
        worst = max(singles, key=lambda cut: (len(cut.stops), cut.falls))
        said = (
            f"{counted(len(singles), 'single loss stops', 'single losses stop')} at least one of {asked}; the worst, "
            f"{plan.label(worst.groups[0][0])}, stops {len(worst.stops)} of these {len(found.asked)}."
        )
    if pairs:
        number = pair_count(found)
        stop = f"{'stops' if number == 1 else 'stop'} {'it' if len(found.asked) == 1 else 'more'}"
        said += f" {counted(number, 'pair')} of losses {stop}, where neither does alone."
    elif 2 in found.cuts and not singles:
        said += " Nor does any pair of losses."
    return said


def _asked(plan: Plan, asked: Sequence[str]) -> str:
    if len(asked) == 1:
        return plan.label(asked[0])
    kinds = Counter("first-hour procedure" if ref.startswith("procedure:") else ref.partition(":")[0] for ref in asked)
    return listed(counted(number, kind) for kind, number in kinds.items())


def _cut(plan: Plan, found: WeakPoints, cut: CutSet) -> str:
    names = [dict.fromkeys(plan.label(ref) for ref in group) for group in cut.groups]  # an agency and its desk are one
    groups = [few(group, 3, "or") for group in names]
    if len(groups) > 1:
        groups = [f"({said})" if len(group) > 1 else said for said, group in zip(groups, names, strict=True)]
    said = f"{listed(groups)} together" if len(groups) > 1 else groups[0]
    if len(found.asked) == 1:
        return f"{said}: it {cut.because}." if cut.because else f"{said}."
    stops = f"{said}: {'stop' if len(groups) > 1 else 'stops'} {few([plan.label(ref) for ref in cut.stops], 3)}"
    if not cut.behind:
        return f"{stops}."
    falls = f" ({counted(cut.falls, 'thing falls', 'things fall')} with it)" if cut.falls else ""
    return f"{stops}{falls}; stands behind {cut.behind} of {len(found.asked)}."


def weak_points_json(plan: Plan, found: WeakPoints, basis: Mapping[str, object]) -> str:
    """Return weak points as JSON: what they rest on, cut sets as groups of references, one of each enough."""
    return _json(
        {
            **basis,
            "asked": [_named(plan, ref) for ref in found.asked],
            "down": [{**_named(plan, row.ref), "because": row.because} for row in found.down],
            "cuts": [
                {
                    "order": order,
                    "any_one_of_each": [[_named(plan, ref) for ref in group] for group in cut.groups],
                    "stops": list(cut.stops),
                    **({"falls": cut.falls, "behind": cut.behind} if order == 1 else {}),
                }
                for order, cuts in found.cuts.items()
                for cut in cuts
            ],
            "standing": [{**_named(plan, ref), "behind": number} for ref, number in found.standing],
            "shared": [{"where": each.key, "ways": list(each.ways), "over": list(each.over)} for each in found.shared],
            "burdens": [
                {**_named(plan, each.contact), "first": list(each.first), "alone": list(each.alone)}
                for each in found.burdens
            ],
        }
    )


def _named(plan: Plan, ref: str) -> dict[str, str]:
    return {"ref": ref, "name": plan.label(ref)}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
