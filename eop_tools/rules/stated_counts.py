"""Counting: numbers of the plan's own things that are not so."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
from eop_tools.plan.graph import all_prose
from eop_tools.rule import Verdict, rule
from eop_tools.text.phrases import counted, short

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: value for value, word in enumerate((*_UNITS, *_TEENS), start=1)}
_WORDS |= {word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)}
_WORD = f"(?:{'|'.join(sorted((*_WORDS, 'hundred'), reverse=True))})"
_COUNT = rf"\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}|(?:a )?{_WORD}\b(?:(?:-| and | ){_WORD}\b)*"
_NUMBER = rf"(?:(?:currently|now|presently) )?(?:a total of |in all |exactly )?({_COUNT})(?: \((?:{_COUNT})\))?"
_NEUTRAL = (
    "distinct|different|separate|individual|numbered|unique|defined|designated|established|formal|official"
    "|local|county|city|town|township|regional|tribal|campus"
)
_NUMBER += rf" (?:(?:{_NEUTRAL}),? ){{0,3}}"
_SETS = (
    "(?:emergency support )?functions|esf[’']?s|esf annexes|functional annexes|(?:high )?hazards|hazard annexes"
    "|(?:activation )?levels"
)
_THINGS = rf"{_SETS}|procedures|roles|agencies|agreements|shelters|channels"
_SAYS = (
    "(?:has|names|lists|holds|describes|contains|uses|covers|knows|sets|defines|comprises|includes|consists of|rests on"
    "|is built on|is made of)"
)
_ENDS = r"(?=\s?[.,;:)]|\s*$|\s*\n\s*\n| (?:of|in) this plan\b)"
_GOES_ON = rf"(?:{_ENDS}|(?= \(| (?:and|plus|as well as) ))"
_MARKED = r"(?=\s(?:are|is) (?:listed|described|shown)\b|\s(?:that follow|below|of this plan|in this plan)\b)"
_CLAIM = (
    rf"\b(?:(this plan(?:[’']s| {_SAYS})) {_NUMBER}({_THINGS}){_GOES_ON}"
    rf"|(there are|the (?:plan|eop)(?:[’']s| {_SAYS})|(?:divided|organized|grouped) into) {_NUMBER}({_SETS}){_GOES_ON}"
    rf"|(the|all|each of the|all of the) {_NUMBER}({_SETS})(?:{_ENDS}|{_MARKED}))".replace(" ", r"\s+")
)
"""A text, for to make the pattern takes a while that most checks can do without; `re` keeps it once made."""
_OTHER_PLAN = re.compile(r"\bplans?\b|\bNational\b|\bFEMA\b")
_LAST_WORDS = ("esf", *{noun.split()[-1].strip(")?") for noun in _THINGS.split("|") if "esf" not in noun})
_EMPHASIS = re.compile(r"[*`\[\]]+|(?<![^\W_])_+|_+(?![^\W_])")
_ESFS = "emergency support functions"
_IS_ESF = re.compile(r"\s*ESF\b", re.I)
_FEW = 5
_OF_THIS = ("this plan", "there are", "divided", "organized", "grouped")


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
        plain, places = _without_emphasis(text)
        for match in re.finditer(_CLAIM, plain, re.I):
            lead, number, noun = (" ".join(held.lower().split()) for held in match.groups() if held)
            said, noun = _value(number), _ESFS if noun.startswith("esf") else noun
            held = counts[noun]
            if noun == _ESFS and not held[0] and lead.startswith(_OF_THIS):
                held = counts["functions"]
            if said in held or not held[0] or _may_mean_others(lead, noun, said, plain, match.start()):
                continue
            yield Verdict(
                entity.at(*path, offset=places[match.start()]),
                f"{short(match[0])}: the plan has {counted(held[0], _one(noun), noun)}",
                "correct the number, or leave it out",
            )


def _without_emphasis(text: str) -> tuple[str, list[int]]:
    """Return a text without the marks of bold letters, code and links, and where each of its characters stood."""
    marked = {at for match in _EMPHASIS.finditer(text) for at in range(*match.span())}
    places = [at for at in range(len(text)) if at not in marked]
    return "".join([text[at] for at in places]), places


def _value(number: str) -> int:
    """Return the value of a number as written: 28, 1,200, twenty-eight, a hundred and five."""
    if number[0].isdigit():
        return int(number.replace(",", ""))
    value = 0
    for word in re.findall("[a-z]+", number):
        value = max(value, 1) * 100 if word == "hundred" else value + _WORDS.get(word, 0)
    return value


def _may_mean_others(lead: str, noun: str, said: int, text: str, at: int) -> bool:
    """Whether a number may be that of some of the things, or of another plan's: “the two functions share a desk”."""
    if lead.startswith(_OF_THIS):
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
        "emergency support functions": (
            sum(each.scheme == "esf" or bool(_IS_ESF.match(each.label)) for each in functions),
        ),
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
