"""Numbers: telephone numbers and e-mail addresses that can exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eop_tools.finding import Place
from eop_tools.kinds.channel import Channel
from eop_tools.kinds.contact import Contact
from eop_tools.plan import Plan
from eop_tools.questions import TELEPHONES, unfinished
from eop_tools.rule import Verdict, rule
from eop_tools.telephone import among_words, has_numbers, plain, telephone, with_digits
from eop_tools.words import short

_EMAIL = re.compile(r"[^\s@,;<>\"]{1,64}@[^\s@.,;<>\"]+(\.[^\s@.,;<>\"]+)+")
_DIGITS = re.compile(r"[\dOolI\s()./+-]*\d[\dOolI\s()./+-]*")
_AMONG = re.compile(r"(?:(?<=\d)|(?<=\d[ .-]))[^\W\d_]+(?=[ .-]?\d)|\b[^\W\d_]+(?=\d)|(?<=\d)[OoIl]+(?!\w)")
_ANOTHER = re.compile(r"(?:\d\D{0,3}){7}|^\(?\W*(?:or|and|alt\.?)?\W*\d{4}\W*$", re.I)
_TIMES = re.compile(
    r"\b24\b|\b(?:hours?|hrs?|days?|nights?|daily|weekdays?|weekends?|mon|tue|wed|thu|fri|sat|sun)\b", re.I
)
_CODE = re.compile(r"\b(?:pin|code|passcode|id|password)\b", re.I)
_NO_EXTENSION = re.compile(r"(?:x|ext|extn|extension)[.:]?", re.I)
_HAS_INSIDE = re.compile(r"\d[- ]\d{4}|\d{4}|\d{2}[- ]\d{4}")
_NORTH_AMERICAN = re.compile(r"(?:\+?1[-. ]?)?\(?(\d{3})\)?[-. ]?(\d{3})[-. ]?\d{4}")
_SPOKEN = ("voice", "fax")


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
    region = plan.cover.phone_region if plan.cover else "US"
    if plan.cover and not has_numbers(region):
        hint = "write GB" if region == "UK" else "write the two letters of the country, for example US"
        yield Verdict(plan.cover.at("phone_region"), f"{short(region)} is no country with telephone numbers", hint)
        return
    for place, text in _numbers(plan):
        if not telephone(text, region) and not unfinished(text):
            yield Verdict(place, *_wrong(text, region))


def _wrong(text: str, region: str) -> tuple[str, str]:
    """Return what is wrong with a telephone number, and what to write."""
    shown = short(text)
    if _EMAIL.fullmatch(text.strip()):
        return f"{shown} is an e-mail address and no telephone number", "give it the type email"
    if like := with_digits(text, region):
        digit = "zero" if like.letters[0] in "OoОоΟο" else "one"
        return f"{shown} has the letter {like.letters[0]} where a {digit} belongs", f"write {like.number}"
    if among := among_words(text, region):
        if _ANOTHER.search(among.behind) or telephone(among.before, region):
            hint = "write the number alone; other numbers are ways of their own, and remarks stand under note"
            return f"{shown} is more than one telephone number", hint
        words, where = among.behind or among.before, "behind" if among.behind else "before"
        field = "hours" if _TIMES.search(words) else "note"
        hint = f"write {among.number} alone, and put {short(words.strip('()[] '))} under {field}"
        if _CODE.search(words):
            hint += f"; a code that the telephone dials by itself is written so: {among.number},,1234#"
        elif _NO_EXTENSION.fullmatch(words):
            hint += f"; an extension has its digits behind it: {among.number} x12"
        return f"{shown} is one telephone number with words {where} it", hint
    if _HAS_INSIDE.fullmatch(plain(text).strip()):
        digits = re.sub(r"\D", "", plain(text))
        hint = f"write the whole number with its area code, or x{digits} for a line that only rings inside"
        return f"{shown} is no telephone number that can be dialled from outside", hint
    if letters := "".join(_AMONG.findall(plain(text))):
        hint = "write digits only; letters spell the end of a number, as in 1-800-RED-CROSS"
        return f"{shown} has letters among its digits: {short(letters)}", hint
    hint = "write the whole number with its area code, or with a plus and the country code"
    return f"{shown} cannot be a telephone number{_why_not(text, region)}", hint


def _why_not(text: str, region: str) -> str:
    """Return words about the part of a North American number that can never be so, or an empty text."""
    parts = _NORTH_AMERICAN.fullmatch(plain(text).strip()) if region in ("US", "CA") else None
    for what, digits in zip(("area code", "local number"), parts.groups() if parts else (), strict=False):
        if digits[0] in "01":
            return f": no {what} begins with {digits}"
    return ""


def _numbers(plan: Plan) -> Iterator[tuple[Place, str]]:
    """Yield what should be a telephone number; of satellite telephones and of bridges only what looks like one."""
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
                yield contact.at("methods", index, "value"), text
    for channel in plan.of(Channel):
        if channel.type == "telephone" and channel.value and _DIGITS.fullmatch(plain(channel.value)):
            yield channel.at("value"), channel.value


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
