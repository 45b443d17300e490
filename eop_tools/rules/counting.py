"""Counting: gaps in a numbering, and numbers of the plan's own things that are not so."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from eop_tools.graph import all_prose
from eop_tools.kinds.agency import Agency
from eop_tools.kinds.agreement import Agreement
from eop_tools.kinds.channel import Channel
from eop_tools.kinds.facility import Facility
from eop_tools.kinds.function import Function
from eop_tools.kinds.hazard import Hazard
from eop_tools.kinds.level import Level
from eop_tools.kinds.procedure import Procedure
from eop_tools.kinds.role import Role
from eop_tools.kinds.section import Section
from eop_tools.plan import Plan
from eop_tools.questions import unread
from eop_tools.rule import Verdict, rule
from eop_tools.words import counted, listed, short

_LABEL = re.compile(r"(?:annex|esf|function|mission)?[ #-]*([a-z]|\d{1,3})", re.I)
_NUMBERED = re.compile(r"(.*[a-z.])[ #-]*\b([a-z]|\d{1,3})", re.I)
_UNUSED_LETTERS = frozenset({"I", "O"})
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_SPELLED = (*_UNITS, *_TEENS, "twenty", *(f"twenty-{unit}" for unit in _UNITS), "thirty")
_NUMBERS = {word: value for value, word in enumerate(_SPELLED, start=1)}
_NUMBER = r"(\d{1,3}|" + "|".join(reversed(_SPELLED)) + ")"
_SETS = "(?:emergency support )?functions|functional annexes|(?:high )?hazards|hazard annexes|(?:activation )?levels"
_THINGS = rf"{_SETS}|procedures|roles|agencies|agreements|shelters|channels"
_SAYS = "(?:has|names|lists|holds|describes|contains|uses|covers|knows|sets|defines|rests on|is built on|is made of)"
_ENDS = r"(?=\s?[.,;:)]|\s*$|\s*\n\s*\n| (?:of|in) this plan\b)"
_MARKED = r"(?=\s(?:are|is) (?:listed|described|shown)\b|\s(?:that follow|below|of this plan|in this plan)\b)"
_CLAIM = (
    rf"\b(?:(this plan(?:[’']s| {_SAYS})) {_NUMBER} ({_THINGS}){_ENDS}"
    rf"|(there are|the (?:plan|eop)(?:[’']s| {_SAYS})|(?:divided|organized|grouped) into) {_NUMBER} ({_SETS}){_ENDS}"
    rf"|(the|all|each of the|all of the) {_NUMBER} ({_SETS})(?:{_ENDS}|{_MARKED}))".replace(" ", r"\s+")
)
"""A text, for to make the pattern takes a while that most checks can do without; `re` keeps it once made."""
_OTHER_PLAN = re.compile(r"\bplans?\b|\bNational\b|\bFEMA\b")
_LAST_WORDS = tuple({noun.split()[-1].strip(")?") for noun in _THINGS.split("|")})
_FEW = 5


@rule("EOP615", "info")
def label_gap(plan: Plan) -> Iterator[Verdict]:
    """The letters or numbers of the functions, or of the annexes, have a gap.

    Why it matters: readers look for what is missing, and think their copy incomplete. The letters I and O, which look
    like digits, are often left out and are not missed; nor is one that a section carries, or one in place of which
    another label stands twice.

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
    taken = {match[1].upper() for section in plan.of(Section) if (match := _LABEL.fullmatch(section.label.strip()))}
    numberings: defaultdict[tuple[str, bool], dict[int, Function | Section]] = defaultdict(dict)
    repeats: Counter[tuple[str, bool]] = Counter()
    for group, sign, entity in _labeled(plan):
        place, row = int(sign) if sign.isdigit() else ord(sign.upper()), (group, sign.isdigit())
        repeats[row] += place in numberings[row]
        numberings[row].setdefault(place, entity)
    for row, held in numberings.items():
        places, digits = sorted(held), row[1]
        for before, after in pairwise(places):
            missing = [str(place) if digits else chr(place) for place in range(before + 1, after)]
            missing = [label for label in missing if label not in taken | _UNUSED_LETTERS]
            if len(missing) > repeats[row] and len(places) > 2:
                names = missing if len(missing) < 4 else [f"{missing[0]} to {missing[-1]}"]
                yield Verdict(
                    held[after].at("label"),
                    f"{listed(names)} {'is' if len(missing) == 1 else 'are'} missing between "
                    f"{short(held[before].name)} ({held[before].label}) and {short(held[after].name)} "
                    f"({held[after].label})",
                    "number anew, or say in the text that it is left out on purpose",
                    ((held[before].at("label"), "the one before"),),
                )


def _labeled(plan: Plan) -> Iterator[tuple[str, str, Function | Section]]:
    """Yield each label that is one of a row, with its letter or number; the words before it say which row it is."""
    for function in plan.of(Function):
        if match := _LABEL.fullmatch(function.label.strip()):
            yield function.scheme, match[1], function
    for section in plan.of(Section):
        if match := _NUMBERED.fullmatch(section.label.strip()):
            yield f"{section.part} {match[1].casefold()}", match[2], section


@rule("EOP616", "warning")
def miscounted_list(plan: Plan) -> Iterator[Verdict]:
    """The text gives a number of the plan's own things, and the plan has another number of them.

    Why it matters: readers who count stop trusting the text. A published plan of 2026 speaks of 28 functions and lists
    30.

    What to do: correct the number, or leave it out: the lists of the pages count themselves. Only phrases that clearly
    speak of this plan are counted, such as “There are four activation levels” and “This plan has 12 hazards”.

    ```yaml flagged
    levels/partial: {name: Partial activation, rank: 1, triggers: [Two departments], activated_by: [emergency-manager]}
    levels/full: {name: Full activation, rank: 2, triggers: [The whole city], activated_by: [emergency-manager]}
    sections/direction: {name: Direction, part: basic-plan, number: 1, body: There are four activation levels.}
    ```

    ```yaml clean
    levels/partial: {name: Partial activation, rank: 1, triggers: [Two departments], activated_by: [emergency-manager]}
    levels/full: {name: Full activation, rank: 2, triggers: [The whole city], activated_by: [emergency-manager]}
    sections/direction: {name: Direction, part: basic-plan, number: 1, body: There are two activation levels.}
    ```
    """
    if plan.broken:
        return  # what cannot be read counts as well
    counts = _counts(plan)
    for entity, path, text in all_prose(plan):
        low = text.lower()
        if not any(noun in low for noun in _LAST_WORDS):
            continue  # the quick way past nearly everything
        for match in re.finditer(_CLAIM, text, re.I):
            lead, number, noun = (" ".join(held.lower().split()) for held in match.groups() if held)
            said = int(number) if number.isdigit() else _NUMBERS[number]
            if said in counts[noun] or not counts[noun][0] or _may_mean_others(lead, noun, said, text, match.start()):
                continue
            yield Verdict(
                entity.at(*path, offset=match.start()),
                f"{short(match[0])}: the plan has {counted(counts[noun][0], _one(noun), noun)}",
                "correct the number, or leave it out",
            )


def _may_mean_others(lead: str, noun: str, said: int, text: str, at: int) -> bool:
    """Whether a number may be that of some of the things, or of another plan's: “the two functions share a desk”."""
    if lead.startswith(("this plan", "there are", "divided", "organized", "grouped")):
        return False
    if lead.startswith(("the plan", "the eop")):
        return _OTHER_PLAN.search(text[max(0, at - 200) : at]) is not None
    return said < _FEW and noun != "activation levels"


def _one(noun: str) -> str:
    return {"agencies": "agency", "hazard annexes": "hazard annex", "functional annexes": "functional annex"}.get(
        noun, noun[:-1]
    )


def _counts(plan: Plan) -> dict[str, tuple[int, ...]]:
    """Return how many of each the plan has; first what is told, then what may be said as well."""
    levels = len(plan.of(Level))
    above = sum(level.rank > 0 for level in plan.of(Level))
    hazards = plan.of(Hazard)
    functions = plan.of(Function)
    annexes = sum(function.scheme == "annex" for function in functions)
    written = sum(section.part == "functional-annex" for section in plan.of(Section))
    return {
        "functions": (len(functions),),
        "functional annexes": (annexes or written, written, annexes + written),
        "emergency support functions": (sum(function.scheme == "esf" for function in functions),),
        "hazards": (len(hazards),),
        "high hazards": (sum(hazard.is_high for hazard in hazards),),
        "levels": (levels, above),
        "activation levels": (levels, above),
        "procedures": (len(plan.of(Procedure)),),
        "roles": (len(plan.of(Role)),),
        "agencies": (len(plan.of(Agency)),),
        "agreements": (len(plan.of(Agreement)),),
        "hazard annexes": (sum(section.part == "hazard-annex" for section in plan.of(Section)),),
        "shelters": (sum(place.type == "shelter" for place in plan.of(Facility)),),
        "channels": (len(plan.of(Channel)),),
    }
