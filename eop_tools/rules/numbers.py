"""Numbers: telephone numbers and e-mail addresses that can exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eop_tools.finding import Place
from eop_tools.kinds.channel import Channel
from eop_tools.kinds.contact import Contact
from eop_tools.notation.telephone import Among, among_words, has_numbers, plain, telephone, with_digits
from eop_tools.plan import Plan
from eop_tools.plan.queries import TELEPHONES, unfinished
from eop_tools.rule import Verdict, rule
from eop_tools.text.phrases import short

_EMAIL = re.compile(r"[^\s@,;<>\"]{1,64}@[^\s@.,;<>\"]+(\.[^\s@.,;<>\"]+)+")
_DIGITS = re.compile(r"[\dOolI\s()./+-]*\d[\dOolI\s()./+-]*")
_AMONG = re.compile(r"(?:(?<=\d)|(?<=\d[ .-]))[^\W\d_]+(?=[ .-]?\d)|\b[^\W\d_]+(?=\d)|(?<=\d)[OoIl]+(?!\w)")
_ANOTHER = re.compile(
    r"(?:\d\D{0,3}){7}|^\(?\W*(?:or|and|alt\.?)?\W*\d{4}\W*$|^\W*(?:or|and)?\W*(?:[2-9]11|988)\b", re.I
)
_LONE_DIGITS = re.compile(r"\W*(\d{2,6})\W*")
_MORE_EXTENSIONS = re.compile(r"(?:\W*(?:or|and)?\W*(?:x|ext\.?)? ?\d{1,6})+\W*", re.I)
_OUTSIDE_LINE = re.compile(r"[89]\W+(?=[\d(])")
_ROUNDED = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.I)
_AMOUNT = re.compile(r"(\d{7,15})\.0+|\d{1,3}(?:,\d{3}){2,}")
_EMERGENCY = re.compile(r"E-?911", re.I)
_LETTERED = re.compile(
    r"(?!.*(?:([A-Z])\1\1|TB[AD]))(?:(?:1-)?[2-9]\d\d-(?:\d{3}-[A-Z]{4}|[A-Z]{3}-?[A-Z]{4}|[A-Z]{4}-?[A-Z]{3})"
    r"|(?:\+?1[-. ]?)?8\d\d[-. ]?(?:\d[-. ]?){1,5}[A-Z]{2,6}(?:[-. ]?[A-Z]+)*)",
    re.I,
)
_TIMES = re.compile(
    r"\b24(?:x7)?\b|\bm ?[-–] ?f\b|\b(?:hours?|hrs?|days?|nights?|daily|weekdays?|weekends?)\b"
    r"|\b(?:mon|tue|wed|thu|fri|sat|sun)\b",
    re.I,
)
_CODE = re.compile(r"\b(?:pin|code|passcode|id|password)\b", re.I)
_NO_EXTENSION = re.compile(r"(?:x|ext|extn|extension)[.:]?", re.I)
_HAS_INSIDE = re.compile(r"\d[- ]\d{4}|\d{4}|\d{2}[- ]\d{4}")
_SHORT_CODE = re.compile(r"\d{5,6}")
_NORTH_AMERICAN = re.compile(r"(?:\+?1[-. ]?)?\(?(\d{3})\)?[-. ]?(\d{3})[-. ]?\d{4}")
_SPOKEN = ("voice", "fax")
_WHOLE = "write the whole number with its area code, or with a plus and the country code"


@rule("EOP311", "error")
def invalid_phone_number(plan: Plan) -> Iterator[Verdict]:
    """A telephone number of a contact or of a telephone channel cannot exist.

    Why it matters: nobody is reached on it, and that shows only when it counts.

    What to do: write the whole number with its area code, or in international form with a plus. The cover's
    `phone_region` says in which country numbers without a country code lie. Right are also service numbers (911, 9-1-1,
    988), star codes (*55), numbers that are spelled (1-800-RED-CROSS, with the digits behind it in brackets if you
    like), and 555-01xx for invented people. An extension is written `612-555-0140 x12`, a pin that the telephone dials
    by itself `612-555-0140,,1234#`, and a line that only rings inside `x5678`. Everything else stands under `note`.

    ```yaml flagged
    contacts/duty-desk:
      name: Duty desk
      type: desk
      agency: emergency-management
      methods: [{type: voice, value: 222-555-014, verified: 2026-05-01}]
    ```

    ```yaml clean
    contacts/duty-desk:
      name: Duty desk
      type: desk
      agency: emergency-management
      methods: [{type: voice, value: 222-555-0140, verified: 2026-05-01}]
    ```
    """
    region = plan.region
    if plan.cover and not has_numbers(region):
        hint = "write GB" if region == "UK" else "write the two letters of the country, for example US"
        yield Verdict(plan.cover.at("phone_region"), f"{short(region)} is no country with telephone numbers", hint)
        return
    for place, text, sort in _numbers(plan):
        number = telephone(text, region)
        if not number and not unfinished(text):
            yield Verdict(place, *_wrong(text, region))
        elif number and sort in _SPOKEN and region in ("US", "CA") and _SHORT_CODE.fullmatch(number.number):
            hint = f"write the whole number with its area code, or x{number.number} for a line that only rings inside"
            yield Verdict(place, f"{short(text)} takes messages and no calls, if it is a number", hint)


def _wrong(text: str, region: str) -> tuple[str, str]:
    """Return what is wrong with a telephone number, and what to write."""
    shown = short(text)
    if _EMAIL.fullmatch(text.strip()):
        return f"{shown} is an e-mail address and no telephone number", "give it the type email"
    if like := with_digits(text, region):
        digit = "zero" if like.letters[0] in "OoОоΟο" else "one"
        return f"{shown} has the letter {like.letters[0]} where a {digit} belongs", f"write {like.number}"
    if told := _typed_otherwise(plain(text).strip(), shown, region):
        return told
    if among := among_words(text, region):
        return _more_than_a_number(among, shown, region)
    if _HAS_INSIDE.fullmatch(plain(text).strip()):
        digits = re.sub(r"\D", "", plain(text))
        hint = f"write the whole number with its area code, or x{digits} for a line that only rings inside"
        return f"{shown} is no telephone number that can be dialled from outside", hint
    if letters := "".join(_AMONG.findall(plain(text))):
        hint = "write digits only; letters spell the end of a number, as in 1-800-RED-CROSS"
        return f"{shown} has letters among its digits: {short(letters)}", hint
    if _LETTERED.fullmatch(plain(text).strip()):
        return f"{shown} spells what cannot be dialled for certain", "write the digits that the letters stand for"
    return f"{shown} cannot be a telephone number{_why_not(text, region)}", _WHOLE


def _more_than_a_number(among: Among, shown: str, region: str) -> tuple[str, str]:
    """Return what is wrong where a number stands among words, other numbers or extensions."""
    before = telephone(among.before, region)
    is_another = _ANOTHER.search(among.behind) or (before and before.number[:1] not in "*#")
    if is_another and not _CODE.search(among.behind):
        hint = "write the number alone; other numbers are ways of their own, and remarks stand under note"
        return f"{shown} is more than one telephone number", hint
    number = telephone(among.number, region)
    if number and number.extension and _MORE_EXTENSIONS.fullmatch(among.behind):
        hint = f"write {among.number}, and each other extension as a way of its own"
        return f"{shown} is more than one extension", hint
    words, where = among.behind or among.before, "behind" if among.behind else "before"
    if not any(map(str.isalnum, words)):
        return f"{shown} has signs {where} its number", f"write {among.number} alone"
    return f"{shown} is one telephone number with words {where} it", _where_words_belong(among, words)


def _where_words_belong(among: Among, words: str) -> str:
    field = "hours" if _TIMES.search(words) else "note"
    hint = f"write {among.number} alone, and put {short(words.strip('()[] '))} under {field}"
    if _CODE.search(words):
        return f"{hint}; a code that the telephone dials by itself is written so: {among.number},,1234#"
    if _NO_EXTENSION.fullmatch(words):
        return f"{hint}; an extension has its digits behind it: {among.number} x12"
    if alone := _LONE_DIGITS.fullmatch(among.behind):
        return f"{hint}; if it is an extension, write {among.number} x{alone[1]}"
    return hint


def _typed_otherwise(text: str, shown: str, region: str) -> tuple[str, str] | None:
    """Return what is wrong where a spreadsheet changed a number, or where it says how people speak or dial of it."""
    if _ROUNDED.fullmatch(text):
        return (
            f"{shown} is a number that a spreadsheet has rounded",
            "look the number up anew: its last digits are lost",
        )
    if amount := _AMOUNT.fullmatch(text):
        digits = amount[1] or text.replace(",", "")
        return f"{shown} is written like an amount", f"write {digits}" if telephone(digits, region) else _WHOLE
    if _EMERGENCY.fullmatch(text):
        return f"{shown} is what one says and not what one dials", "write 911"
    outside = _OUTSIDE_LINE.match(text)
    if outside and telephone(text[outside.end() :], region):
        hint = f"write {text[outside.end() :]} alone, and under note what telephones of the house dial before it"
        return f"{shown} begins with the digit that one house dials to get outside", hint
    return None


def _why_not(text: str, region: str) -> str:
    """Return words about the part of a North American number that can never be so, or an empty text."""
    parts = _NORTH_AMERICAN.fullmatch(plain(text).strip()) if region in ("US", "CA") else None
    for what, digits in zip(("area code", "local number"), parts.groups() if parts else (), strict=False):
        if digits[0] in "01":
            return f": no {what} begins with {digits}"
    return ""


def _numbers(plan: Plan) -> Iterator[tuple[Place, str, str]]:
    """Yield what should be a telephone number, and its sort; of satellites and bridges only what looks like one."""
    for contact in plan.of(Contact):
        for index, method in enumerate(contact.methods):
            text = method.value
            if method.type == "satellite":
                is_meant = _DIGITS.fullmatch(plain(text)) is not None
            elif "@" in text:
                is_meant = method.type in _SPOKEN and _EMAIL.fullmatch(text) is not None and not text.startswith("sip:")
            else:
                is_meant = method.type in TELEPHONES and bool(text)
            if is_meant:
                yield contact.at("methods", index, "value"), text, method.type
    for channel in plan.of(Channel):
        if channel.type == "telephone" and channel.value and _DIGITS.fullmatch(plain(channel.value)):
            yield channel.at("value"), channel.value, "voice"


@rule("EOP312", "error")
def invalid_email(contact: Contact) -> Iterator[Verdict]:
    """An e-mail address is not in the form that addresses have.

    Why it matters: a message to it comes back, or is never sent.

    What to do: write it as name@domain, without spaces and brackets.

    ```yaml flagged
    contacts/duty-desk:
      name: Duty desk
      type: desk
      agency: emergency-management
      methods: [{type: email, value: duty-desk@example, verified: 2026-05-01}]
    ```

    ```yaml clean
    contacts/duty-desk:
      name: Duty desk
      type: desk
      agency: emergency-management
      methods: [{type: email, value: duty-desk@example.org, verified: 2026-05-01}]
    ```
    """
    for index, method in enumerate(contact.methods):
        if (method.type == "email" or "@" in method.value) and method.type not in ("radio", "web", "in-person"):
            value = method.value.strip()
            if value and (len(value) > 254 or not _EMAIL.fullmatch(value)):
                place = contact.at("methods", index, "value")
                yield Verdict(place, f"{short(value)} is not an e-mail address", "write it as name@domain")
