"""Which values of a plan are withheld from whom, and which text for more people says one of them all the same."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from eop_tools.finding import FieldPath
from eop_tools.kind import kind_of
from eop_tools.kinds.contact import Contact, Method
from eop_tools.notation.telephone import in_text, national, telephone
from eop_tools.plan import Plan, once
from eop_tools.plan.edition import Spoken, spoken_in
from eop_tools.plan.graph import MENTION
from eop_tools.plan.queries import TELEPHONES
from eop_tools.text.name_index import NameIndex
from eop_tools.values import Audience

_LONGEST = 120
_APART = "\n\0\n"
"""Between texts that are searched as one: no name, no number and no word that tells of a number reaches across."""
_DIGITS = re.compile(r"(?<![\w./])\+?\(?\d(?:[^\w\n]{0,3}\d){2,17}(?!\w)|(?<![\w./])\d{4,15}(?!\w)")
_WORDS = re.compile(r"\w+")
_DECIMAL = re.compile(r"(?<![\w.])\d{2,4}\.\d{1,6}(?!\w|\.\d)")
_CUE = re.compile(
    r"\b(?:pager?s?|page[dr]?|call(?:ed|s|ing)?|dial(?:s|ed)?|phone|number|extension|ext|code|pin|talk ?group|tg"
    r"|channel|switch to|text)\b[\s:.#]*(?:\w+[\s:.#]+){0,2}$",
    re.I,
)
_SPOKEN = {
    "zero": "0", "oh": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9",
}  # fmt: skip
_SPELLED = re.compile(rf"\b(?:{'|'.join(_SPOKEN)})\b(?:[\s,-]+(?:{'|'.join(_SPOKEN)})\b){{6,14}}", re.I)


class Said(NamedTuple):
    """A withheld value that a wider text says: where in the text, whose value, and what sort of thing it is."""

    start: int
    value: Spoken
    what: str


@once
def told_too_widely(plan: Plan) -> tuple[tuple[Spoken, Said], ...]:
    """Return each text that says a value to people who may not see it, with what it says."""
    return tuple(_told_too_widely(plan))


@once
def places_told(plan: Plan) -> Mapping[tuple[str, FieldPath], Sequence[int]]:
    """Return where in each text, by entity and path, something is said that is withheld from some who read it."""
    found: dict[tuple[str, FieldPath], list[int]] = {}
    for text, said in told_too_widely(plan):
        found.setdefault((text.entity.ref, text.path), []).append(said.start)
    return found


def _told_too_widely(plan: Plan) -> Iterator[tuple[Spoken, Said]]:
    texts = [said for entity in plan for said in spoken_in(plan, entity)]
    for audience in (Audience.public, Audience.responder):
        secrets = Secrets(texts, audience, plan.region)
        told = [said for said in texts if said.audience is audience] if secrets.some else []
        for _, group in groupby(told, lambda said: id(said.entity)):
            held = list(group)
            if any(secrets.said_in(_APART.join([said.text for said in held]))):  # quicker than one after the other
                yield from ((text, said) for text in held for said in secrets.said_in(text.text))


class Secrets:
    """The values among some texts that an audience may not see, and that nobody says by chance."""

    def __init__(self, texts: Iterable[Spoken], audience: Audience, region: str) -> None:
        self._numbers: dict[str, Spoken] = {}
        self._short: dict[str, Spoken] = {}
        self._decimals: dict[str, Spoken] = {}
        self._region = region
        names: list[tuple[str, tuple[str, Spoken, bool]]] = []
        values = [said for said in texts if not said.prose and len(said.text) <= _LONGEST]
        seen = {said.text.casefold() for said in values if audience.may_see(said.audience)}
        for said in values:
            if audience.may_see(said.audience) or said.text.casefold() in seen:
                continue
            if digits := _number(said, region):
                (self._numbers if len(digits) > 6 else self._short)[digits] = said
                if len(digits) == 10:
                    self._numbers.setdefault(digits[3:], said)
            elif _DECIMAL.fullmatch(said.text.strip()):
                self._decimals[_decimal(said.text)] = said
            else:
                names += [(_plain(form), (what, said, folded)) for form, what, folded in _forms(said)]
        self._folded = NameIndex([name for name in names if name[1][2]], fold=True)
        self._exact = NameIndex([name for name in names if not name[1][2]])
        self.some = bool(self._numbers or self._short or self._decimals or names)

    def said_in(self, text: str) -> Iterator[Said]:
        """Yield the values that a text says, each once."""
        found: dict[str, Said] = {}
        for said in self._all(text):
            found.setdefault(said.value.text, said)
        yield from found.values()

    def _all(self, text: str) -> Iterator[Said]:
        plain = _plain(MENTION.sub(_words_alone, text) if "[[" in text else text)
        for names in (self._folded, self._exact):
            for start, found in names.within(plain):
                for _, (what, value, _) in found:
                    yield Said(start, value, what)
        yield from self._numbers_in(plain)

    def _numbers_in(self, plain: str) -> Iterator[Said]:
        for match in _DECIMAL.finditer(plain):
            if value := self._decimals.get(_decimal(match[0])):
                yield Said(match.start(), value, "a frequency")
        whole = list(in_text(plain)) if self._numbers else []
        ends = [end for _, end in whole]
        for start, end in whole:
            dialled = telephone(plain[start:end], self._region)
            digits = _digits(dialled.number if dialled else plain[start:end])
            yield from self._dialled(start, digits, plain)
        for match in _DIGITS.finditer(plain):  # in any other signs, and numbers that are short
            place = bisect_right(ends, match.start())
            if place == len(whole) or whole[place][0] >= match.end():
                yield from self._dialled(match.start(), _digits(match[0]), plain)
        for match in _SPELLED.finditer(plain) if self._numbers else ():
            digits = "".join(_SPOKEN[word.casefold()] for word in _WORDS.findall(match[0]))
            yield from self._dialled(match.start(), digits, plain)

    def _dialled(self, start: int, digits: str, text: str) -> Iterator[Said]:
        if value := self._numbers.get(national(digits)):
            yield Said(start, value, "a number")
        if (value := self._short.get(digits)) and _CUE.search(text[max(0, start - 40) : start]):
            yield Said(start, value, "a number")


def _words_alone(mention: re.Match[str]) -> str:
    """Return the words that stand for a mention, in the same place."""
    words = mention[2] or ""
    return f"{words}  ".rjust(len(mention[0]))


def _plain(text: str) -> str:
    """Return a text with every character in its plainest form, of the same length."""
    if text.isascii():
        return text
    return "".join(char if char.isascii() or len(plain := _one(char)) != 1 else plain for char in text)


def _one(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if unicodedata.category(char) in ("Pd", "Zs", "Cf"):
        return "-" if unicodedata.category(char) == "Pd" else " "
    return unicodedata.normalize("NFKC", char)


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _decimal(text: str) -> str:
    whole, _, part = text.strip().partition(".")
    return f"{whole}.{part.rstrip('0')}"


def _number(said: Spoken, region: str) -> str:
    """Return the digits of a value that is a number, without country code and extension; empty where it is none."""
    part = said.part
    if isinstance(part, Method) and said.field == "value" and part.type in TELEPHONES:
        dialled = telephone(said.text, region)
        text = (dialled.number or dialled.extension) if dialled else said.text
    elif re.fullmatch(r"\+?[\d\s().-]{4,20}", said.text) and not _DECIMAL.fullmatch(said.text.strip()):
        text = said.text
    else:
        return ""
    digits = _digits(text)
    return national(digits) if len(digits) > 3 else ""


def _forms(said: Spoken) -> Iterator[tuple[str, str, bool]]:
    """Yield how a value is said in a text, what it is, and whether large and small letters are alike in it."""
    text, words = said.text.strip(), _WORDS.findall(said.text)
    if said.field == "name" and said.part is said.entity:
        if isinstance(said.entity, Contact) and said.entity.type == "person":
            if len(words) > 1:
                yield text, "the name", True
                yield f"{words[-1]}, {' '.join(words[:-1])}", "the name", True
                if len(words) > 2:
                    yield f"{words[0]} {words[-1]}", "the name", True
            return
        usual = said.entity.audience is None or said.audience.order <= kind_of(type(said.entity)).audience.order
        if not usual and len(words) > 1 and all(word[0].isupper() or word[0].isdigit() for word in words):
            yield text, "the name", text.isupper()
        elif not usual and len(words) == 1 and len(text) > 3 and (text.isupper() or any(map(str.isdigit, text))):
            yield text, "the name", False
    elif "@" in text and len(words) > 2:
        yield text, "an address", True
    elif len(text) > 4 and any(map(str.isdigit, text)) and any(map(str.isalpha, text)):
        yield text, "an address" if len(words) > 2 else "a value", len(words) > 2
    elif text.isupper() and (len(words) > 1 or len(text) > 5):
        yield text, "a value", False
