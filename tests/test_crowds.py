"""What thousands ask is worked out once, and the answer is what each would have found alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eop_tools.finding import Finding
from eop_tools.kinds.agency import Agency
from eop_tools.lint.engine import MAX_FINDINGS, judge
from eop_tools.plan import Plan
from eop_tools.plan.graph import Graph
from eop_tools.plan.org_tree import Kinship
from eop_tools.rule import Selection
from eop_tools.testing import TODAY, plan_of
from eop_tools.text.name_index import NameIndex
from eop_tools.text.suggest import nearest

IDS = tuple("abcdefg")
TYPES = ("department", "office", "jurisdiction", "county", "board", "private", "contextual")
WORDS = ("Ann", "ann", "Lee", "Lee's", "(Ann", "Jean-Luc", "O'Hara,", "x", "Leeward", "“Lee”")


def found(code: str, overlay: str) -> list[Finding]:
    loaded = plan_of(overlay)
    assert not loaded.faults
    return [each for each in judge(loaded, Graph(loaded.plan), TODAY, Selection((code,))).findings if each.code == code]


# -- Agencies --------------------------------------------------------------------------------------------------------


def plans() -> st.SearchStrategy[Plan]:
    """Agencies of any types, each part of any other, of itself, of one that is not there, or of none."""
    types, parents = st.sampled_from(TYPES), st.sampled_from((None, None, "nobody", *IDS))
    names = st.sampled_from(("City Council", "Harbor"))
    agencies = st.lists(st.tuples(types, parents, names), min_size=1, max_size=len(IDS))
    return agencies.map(
        lambda held: Plan(
            {
                f"agency:{id}": Agency(id=id, name=name, type=type_, parent=parent)
                for id, (type_, parent, name) in zip(IDS, held, strict=False)
            },
            {},
        )
    )


def line_of(plan: Plan, agency: str) -> list[Agency]:
    """An agency and all that it is part of, step by step."""
    line: dict[str, Agency] = {}
    found = plan.find(Agency, agency)
    while found and found.id not in line:
        line[found.id] = found
        found = plan.find(Agency, found.parent)
    return list(line.values())


@given(plans(), st.sets(st.sampled_from((*IDS, "nobody"))))
def test_kinship_is_what_each_step_says(plan: Plan, some: set[str]) -> None:
    kinship = Kinship(plan)
    lines = {id: [each.id for each in line_of(plan, id)] for id in (*IDS, "nobody")}
    those = kinship.some(some)
    for inner, line in lines.items():
        assert {outer for outer in lines if kinship.is_part(inner, outer)} == set(line)
        assert those.hold(inner) == (not some.isdisjoint(line))
        assert those.are_in(inner) == any(inner in lines[id] for id in some)


# -- Names -----------------------------------------------------------------------------------------------------------


def named(names: list[str], text: str, *, fold: bool) -> Iterator[tuple[int, int]]:
    """Where names stand in a text, one after the other, as a pattern for each finds them."""
    for name in dict.fromkeys(" ".join(name.split()) for name in names):
        pattern = r"\b" + r"\s+".join(map(re.escape, name.lstrip("“(").split())) + r"\b"
        for start in (match.start() for match in re.finditer(r"\b\w", text)):
            if match := re.compile(pattern, re.I if fold else 0).match(text, start):
                yield match.span()


phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4)


@given(
    st.lists(phrases.map(" ".join), max_size=6),
    st.lists(st.sampled_from((*WORDS, " ", "  ", "\n", ", ", ". ")), max_size=25).map("".join),
    st.booleans(),
)
def test_names_are_found_as_a_pattern_for_each_finds_them(names: list[str], text: str, fold: bool) -> None:
    kept = NameIndex(((name, name) for name in names), fold=fold)
    spans = [(start, end) for start, ends in kept.within(text) for end, _ in ends]
    assert sorted(set(spans)) == sorted(set(named(names, text, fold=fold)))
    for start, end in spans:
        assert end in [end for end, _ in kept.at(text, start)]


def test_a_name_that_nobody_says_is_not_sought() -> None:
    long = " ".join(["Ann"] * 21)
    assert not list(NameIndex([(long, 1), ("x" * 201, 2)]).within(f"{long} {'x' * 201}"))


def test_a_name_of_one_word_ends_where_the_word_ends() -> None:
    kept = NameIndex([("River Power", 1), ("River", 2)], fold=True)
    assert kept.at("the (RIVER power's) end", 4) == [(10, 2), (16, 1)]
    assert list(kept.within("Riverside, river-power")) == [(11, [(16, 2)])]


# -- Guesses ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", ["station-0517x", "staton-0517", "station-051-7", "ztation-0517"])
def test_a_guess_among_thousands_is_a_near_one(wrong: str) -> None:
    known = [f"station-{number:04}" for number in range(3_000)]
    assert nearest(wrong, known).startswith("did you mean “station-051")
    assert nearest("water-works", [*known, "waterworks"]) == "did you mean “waterworks”?"
    assert nearest("qq", known) == ""


# -- Findings --------------------------------------------------------------------------------------------------------


def test_of_findings_without_end_the_rest_is_counted_and_not_mended() -> None:
    items = "\n".join(["    - role:mayor"] * (MAX_FINDINGS + 8))
    held = found("EOP209", f"agencies/harbor:\n  name: Harbor\n  type: office\n  depends_on:\n{items}\n")
    assert len(held) == MAX_FINDINGS + 1
    [rest] = [each for each in held if each.message == "and 7 more like this in this file"]
    assert rest.fix is None
    assert all(each.fix for each in held if each is not rest)


@pytest.mark.parametrize(("changes", "fixes"), [(100, 99), (102, 1)])
def test_a_long_fix_of_many_findings_is_told_once(changes: int, fixes: int) -> None:
    lines = "\n".join(f"    - {{date: {2_000 - number}-01-01, by: mayor, summary: S}}" for number in range(changes))
    held = found("EOP706", f"plan:\n  changes:\n{lines}\n")
    assert len(held) == changes - 1
    assert [bool(each.fix) for each in held] == [number < fixes for number in range(changes - 1)]


def test_of_waivers_without_end_the_rest_is_counted() -> None:
    waivers = "  # eop: allow EOP406 until 2027-03-01, the harbor master is asked\n" * (MAX_FINDINGS + 7)
    loaded = plan_of(f"agencies/harbor:\n  name: Harbor\n  type: office\n{waivers}")
    held = [each for each in judge(loaded, Graph(loaded.plan), TODAY).findings if each.name == "unused-waiver"]
    [rest] = [each for each in held if each.message == "and 7 more like this in this file"]
    assert len(held) == MAX_FINDINGS + 1
    assert rest.fix is None
    assert all(each.fix for each in held if each is not rest)


def test_of_many_waivers_of_one_place_those_that_are_over_are_told() -> None:
    waivers = "".join(
        f"    - {{rule: EOP406, reason: The harbor master is asked., until: {day}}}\n"
        for day in ("2020-01-01", "2021-01-01", "2030-01-01", "2031-01-01")
    )
    text = "agencies/{}: {{name: Harbor, type: office, parent: example-city, description: Locks (TBD).}}\n"
    loaded = plan_of(f"plan:\n  waivers:\n{waivers}" + text.format("a") + text.format("b"))
    held = judge(loaded, Graph(loaded.plan), TODAY).findings
    assert [each.waived for each in held if each.code == "EOP406"] == ["The harbor master is asked."] * 2
    assert [each.name for each in held if each.code.startswith("EOP72")] == ["expired-waiver"] * 2 + ["unused-waiver"]
