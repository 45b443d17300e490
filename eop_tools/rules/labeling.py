"""Labeling: gaps in the letters and numbers of functions and annexes, and two that carry the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from eop_tools.kinds.function import Function
from eop_tools.kinds.section import Section
from eop_tools.kinds.standard import Standard
from eop_tools.plan import Plan, once
from eop_tools.plan.queries import unread
from eop_tools.rule import Verdict, rule
from eop_tools.text.labels import Labels
from eop_tools.text.phrases import listed, short

_LIKE_A_DIGIT = re.compile("[IO]")
Labeled = Function | Section


@rule("EOP615", "info")
def label_gap(plan: Plan) -> Iterator[Verdict]:
    """The letters or numbers of the functions, or of the annexes, have a gap.

    Why it matters: readers look for what is missing, and think their copy incomplete. The letters I and O, which look
    like digits, are often left out and are not missed; nor is one that a section carries, or one in place of which
    another label stands twice. 2a and 2b are both the second.

    What to do: say in the text that it is left out on purpose, or number anew. References use the id, so nothing else
    changes.

    ```yaml flagged
    functions/fire:
      {name: Fire, label: A, purpose: Put it out., assignments: [{agency: emergency-management, part: primary}]}
    functions/flood:
      {name: Flood, label: B, purpose: Keep it out., assignments: [{agency: emergency-management, part: primary}]}
    functions/care:
      {name: Care, label: D, purpose: Shelter., assignments: [{agency: emergency-management, part: primary}]}
    ```

    ```yaml clean
    functions/fire:
      {name: Fire, label: A, purpose: Put it out., assignments: [{agency: emergency-management, part: primary}]}
    functions/flood:
      {name: Flood, label: B, purpose: Keep it out., assignments: [{agency: emergency-management, part: primary}]}
    functions/care:
      {name: Care, label: C, purpose: Shelter., assignments: [{agency: emergency-management, part: primary}]}
    ```
    """
    if unread(plan, "function") or unread(plan, "section"):
        return  # what cannot be read may well carry the label
    for row in _rows(plan):
        places = sorted(row.held)
        for before, after in pairwise(places):
            first, last = row.held[before], row.held[after]
            missing = [row.written(at) for at in range(before + 1, after) if row.lacks(at)]
            if len(missing) > row.repeats and len(places) > 2:
                names = missing if len(missing) < 4 else [f"{missing[0]} to {missing[-1]}"]
                yield Verdict(
                    last.at("label"),
                    f"{listed(names)} {'is' if len(missing) == 1 else 'are'} missing between "
                    f"{short(first.name)} ({first.label}) and {short(last.name)} ({last.label})",
                    "number anew, or say in the text that it is left out on purpose",
                    ((first.at("label"), "the one before"),),
                )


@rule("EOP613", "error")
def repeated_label(plan: Plan) -> Iterator[Verdict]:
    """Two functions of one numbering, two sections, or two requirements of a standard, have the same label or number.

    Why it matters: “Annex F” means two things.

    What to do: correct one. The label is what is printed; references use the id, so nothing else changes. Functions
    that share an annex may share its label: no other is missing beside it, or a section `covers` them both.

    ```yaml flagged
    functions/fire:
      name: Fire
      label: F
      purpose: Put fires out.
      assignments: [{agency: emergency-management, part: primary}]
    functions/flood:
      name: Flood
      label: F
      purpose: Keep the water out.
      assignments: [{agency: emergency-management, part: primary}]
    ```

    ```yaml clean
    functions/fire:
      name: Fire
      label: F
      purpose: Put fires out.
      assignments: [{agency: emergency-management, part: primary}]
    functions/flood:
      name: Flood
      label: G
      purpose: Keep the water out.
      assignments: [{agency: emergency-management, part: primary}]
    ```
    """
    numbers: dict[tuple[str, int], Section] = {}
    for section in plan.of(Section):
        if (before := numbers.setdefault((section.part, section.number), section)) is not section:
            yield Verdict(
                section.at("number"),
                f"{short(section.name)} and {short(before.name)} have the same number, {section.number}",
                "say by the numbers which of the two comes first",
                ((before.at("number"), "the same number"),),
            )
    for standard in plan.of(Standard):
        ids: dict[str, int] = {}
        for index, item in enumerate(standard.items):
            if (first := ids.setdefault(item.id, index)) != index:
                yield Verdict(
                    standard.at("items", index, "id"),
                    f"two requirements of {short(standard.name)} have the same number, {short(item.id)}",
                    "correct one of them",
                    ((standard.at("items", first, "id"), "the same number"),),
                )
    taken: dict[tuple[str, str], Function | Section] = {}
    labels: list[tuple[Function | Section, str, str]] = []
    labels += [(function, function.scheme, function.label) for function in plan.of(Function)]
    labels += [(section, "section", section.label) for section in plan.of(Section)]
    for entity, scheme, label in labels:
        key = (scheme, " ".join(label.casefold().split()))
        if not key[1] or (other := taken.setdefault(key, entity)) is entity:
            continue
        if not (isinstance(entity, Function) and _share_an_annex(plan, entity, other)):
            yield Verdict(
                entity.at("label"),
                f"{short(entity.name)} and {short(other.name)} have the same label, {short(label)}",
                "give one of them another label",
                ((other.at("label"), "the same label"),),
            )


def _share_an_annex(plan: Plan, one: Labeled, other: Labeled) -> bool:
    """Whether a section covers both functions, or their label stands twice where no other one is missing beside it."""
    both = {one.ref, other.ref}
    if any(both <= set(section.covers) for section in plan.of(Section)):
        return True
    for row in _rows(plan):
        place = next((place for place, held in row.held.items() if held is other), None)
        if place is not None:
            return not row.lacks(place - 1) and (place == max(row.held) or not row.lacks(place + 1))
    return False


@dataclass
class _Row:
    """Labels that are counted together: the first to carry each place, and how many labels stand there again."""

    labels: Labels
    elsewhere: frozenset[int] = frozenset()
    held: dict[int, Labeled] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    repeats: int = 0

    def put(self, place: int, entity: Labeled) -> None:
        """Let an entity carry a place. 2a and 2b are both the second, and none of them stands there again."""
        label = " ".join(entity.label.casefold().split())
        self.repeats += label in self.seen
        self.seen.add(label)
        self.held.setdefault(place, entity)

    def written(self, place: int) -> str:
        """Return the sign of a place, as the row writes it."""
        return self.labels.written(place, next(iter(self.held.values())).label)

    def lacks(self, place: int) -> bool:
        """Whether a reader misses a place: none misses what a section carries, nor letters that look like digits."""
        if place < 1 or place in self.held or place in self.elsewhere:
            return False
        return self.labels.is_roman or not _LIKE_A_DIGIT.search(self.written(place))


@once
def _rows(plan: Plan) -> tuple[_Row, ...]:
    """Return the rows of labels: a scheme of functions, the annexes or the tabs of a part; numbers apart."""
    schemes: defaultdict[str, list[Labeled]] = defaultdict(list)
    for function in plan.of(Function):
        schemes[function.scheme].append(function)
    for section in plan.of(Section):
        schemes[section.part].append(section)
    rows: dict[tuple[str, str, bool], _Row] = {}
    for scheme, entities in schemes.items():
        labels = Labels(entity.label for entity in entities)
        carried = [place for section in plan.of(Section) if (place := labels.place(section.label)) and not place.words]
        for entity in entities:
            place = labels.place(entity.label)
            if place is None or (place.words if isinstance(entity, Function) else not place.is_worded):
                continue
            key = (scheme, place.words, place.is_number)
            if key not in rows:
                there = frozenset(each.number for each in carried if each.is_number == place.is_number)
                rows[key] = _Row(labels, there)
            rows[key].put(place.number, entity)
    return tuple(rows.values())
