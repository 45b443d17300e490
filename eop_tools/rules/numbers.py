"""Numbers: telephone numbers and e-mail addresses that can exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eop_tools.finding import Place
from eop_tools.kinds.channel import Channel
from eop_tools.kinds.contact import Contact
from eop_tools.plan import Plan
from eop_tools.questions import TELEPHONES, is_short_number, normal_number, unfinished
from eop_tools.rule import Verdict, rule
from eop_tools.values import has_numbers
from eop_tools.words import short

_EMAIL = re.compile(r"[^\s@,;<>\"]{1,64}@[^\s@.,;<>\"]+(\.[^\s@.,;<>\"]+)+")
_DIGITS = re.compile(r"[\d\s().+-]+")
_NORTH_AMERICAN = re.compile(r"(?:\+?1[-. ]?)?\(?(\d{3})\)?[-. ]?(\d{3})[-. ]?\d{4}")
_SPOKEN = ("voice", "fax")


@rule("EOP311", "error")
def invalid_phone_number(plan: Plan) -> Iterator[Verdict]:
    """A telephone number of a contact or of a telephone channel cannot exist.

    Why it matters: nobody is reached on it, and that shows only when it counts.

    What to do: write the whole number with its area code, or in international form with a plus. The cover's
    `phone_region` says in which country numbers without a country code lie. Service numbers such as 911 and 311, and
    555-01xx for invented people, are right.

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
        if is_short_number(text) or normal_number(text, region) or unfinished(text):
            continue
        if _EMAIL.fullmatch(text.strip()):
            message = f"{short(text)} is an e-mail address and no telephone number"
            yield Verdict(place, message, "give it the type email")
            continue
        first = _DIGITS.match(text)
        if first and first[0] != text and normal_number(first[0].strip(), region):
            yield Verdict(
                place,
                f"{short(text)} is more than one telephone number",
                "write the number alone; other numbers are ways of their own, and remarks stand under note",
            )
            continue
        yield Verdict(
            place,
            f"{short(text)} cannot be a telephone number{_why_not(text, region)}",
            "write the whole number with its area code, or with a plus and the country code",
        )


def _why_not(text: str, region: str) -> str:
    """Return words about the part of a North American number that can never be so, or an empty text."""
    parts = _NORTH_AMERICAN.fullmatch(text.strip()) if region in ("US", "CA") else None
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
                is_meant = _DIGITS.fullmatch(text) is not None and not _is_satellite(text)
            elif "@" in text:
                is_meant = method.type in _SPOKEN and _EMAIL.fullmatch(text) is not None and not text.startswith("sip:")
            else:
                is_meant = method.type in TELEPHONES and bool(text)
            if is_meant:
                yield contact.at("methods", index, "value"), text
    for channel in plan.of(Channel):
        if channel.type == "telephone" and channel.value and _DIGITS.fullmatch(channel.value):
            yield channel.at("value"), channel.value


def _is_satellite(text: str) -> bool:
    """Whether a number is one of a satellite network, although its plus is not written."""
    return normal_number(f"+{text.strip()}", "US") is not None


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
