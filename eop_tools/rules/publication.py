"""Publication: what the public edition would show that it should not, or would show badly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from eop_tools.finding import Place
from eop_tools.kind import Entity, kind_of
from eop_tools.kinds.contact import Contact
from eop_tools.notation.telephone import in_text, plain
from eop_tools.plan import Plan
from eop_tools.plan.disclosure import places_told
from eop_tools.plan.edition import is_reason
from eop_tools.plan.graph import prose_of
from eop_tools.plan.queries import read_through, unfinished
from eop_tools.rule import Correction, Mend, Verdict, rule
from eop_tools.text.phrases import short
from eop_tools.values import Audience

_EMAIL = re.compile(
    r"(?<![\w.@/+-])(?:[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
    r"|[\w.+-]{1,64} ?@ ?(?:[\w-]{1,63}\.)+(?:com|edu|gov|mil|net|org|us)\b"
    r"|[\w.+-]{1,64} ?[\[({] ?at ?[\])}] ?[\w-]{1,63}(?: ?(?:\.|[\[({] ?dot ?[\])}]| dot ) ?[\w-]{1,63})+"
    r"|[\w.+-]{1,64} at [\w-]{1,63}(?: dot [\w-]{1,63})+"
    r"|[\w+-]{1,32}(?:[._][\w+-]{1,32}){1,3} at (?:[\w-]{1,63}\.)+(?:com|edu|gov|mil|net|org|us)\b)",
    re.I,
)
_AT = re.compile(r"@|\bat\b", re.I)
_HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>\n]*)?/?>|<!--")
_CODE = re.compile(r"(?ms)^(```|~~~).*?^\1|`[^`\n]+`")
_ADDRESSES = ("value", "url", "link", "website", "source_url")
_MOST = 20


@rule("EOP801", "error")
def widened_without_reason(entity: Entity) -> Iterator[Verdict]:
    """Something is marked for a wider audience than usual, and no reason is given.

    Why it matters: without a reason the wider audience does not count, so the page will not show what was meant to be
    shown; and nobody could say later why it was shown. Minn. Stat. 13.37 and 13.43, for example, protect such data.

    What to do: give the reason under `audience_reason`, for example that the number is published anyway; or delete
    `audience`.

    ```yaml flagged
    contacts/duty-desk:
      name: Duty desk
      type: desk
      agency: emergency-management
      audience: public
      methods: [{type: voice, value: 222-555-0140, verified: 2026-05-01}]
    ```

    ```yaml clean
    contacts/duty-desk:
      name: Duty desk
      type: desk
      agency: emergency-management
      audience: public
      audience_reason: The City publishes this desk.
      methods:
        - type: voice
          value: 222-555-0140
          audience: public
          audience_reason: The City publishes this number.
          verified: 2026-05-01
    ```
    """
    if isinstance(entity, Contact) and entity.type == "person":
        return  # public-person judges these
    usual = kind_of(type(entity)).audience
    if entity.audience and entity.audience.order < usual.order and not is_reason(entity.audience_reason):
        yield Verdict(
            entity.at("audience"),
            f"{short(entity.name)} is for a wider audience than usual, and no reason is given",
            "give it under audience_reason, or delete the line",
        )
    for index, method in enumerate(entity.methods if isinstance(entity, Contact) else ()):
        if method.audience is Audience.public and not is_reason(method.audience_reason):
            yield Verdict(
                entity.at("methods", index, "audience"),
                f"this way to reach {short(entity.name)} is public, and no reason is given",
                "give it under audience_reason, or delete audience",
            )


@rule("EOP802", "error")
def public_person(contact: Contact) -> Iterator[Verdict]:
    """A person, or a person's number or address, is public, and no reason is given.

    Why it matters: people are called at home, and threatened, because their number stood in a public plan. Minnesota
    law protects volunteers' and employees' private contact data (Minn. Stat. 13.37 and 13.43).

    What to do: delete `audience`, and publish the number of a desk instead; where a person's number is published
    anyway, as a council member's is, say so under `audience_reason`.

    ```yaml flagged
    contacts/avery:
      name: Avery Example
      type: person
      agency: emergency-management
      methods: [{type: voice, value: 222-555-0142, verified: 2026-05-01, audience: public}]
    roles/emergency-manager:
      name: Emergency Manager
      agency: emergency-management
      section: Command
      reports_to: mayor
      holders: [avery, duty-desk]
    ```

    ```yaml clean
    contacts/avery:
      name: Avery Example
      type: person
      agency: emergency-management
      methods: [{type: voice, value: 222-555-0142, verified: 2026-05-01}]
    roles/emergency-manager:
      name: Emergency Manager
      agency: emergency-management
      section: Command
      reports_to: mayor
      holders: [avery, duty-desk]
    ```
    """
    if contact.type != "person":
        return
    if contact.audience is Audience.public and not is_reason(contact.audience_reason):
        yield Verdict(
            contact.at("audience"),
            f"{short(contact.name)} is a person and is public, and no reason is given",
            "delete the line, or say under audience_reason why this person is published",
            mend=_usual(contact.at("audience")),
        )
    for index, method in enumerate(contact.methods):
        if method.audience is Audience.public and not is_reason(method.audience_reason):
            yield Verdict(
                contact.at("methods", index, "audience"),
                f"a number or address of {short(contact.name)}, a person, is public, and no reason is given",
                "delete audience, or say under audience_reason why it is published",
                mend=_usual(contact.at("methods", index, "audience")),
            )


def _usual(place: Place) -> Mend:
    return Mend("delete audience", (Correction(place, None),))


@rule("EOP803", "warning")
def number_in_prose(entity: Entity, plan: Plan) -> Iterator[Verdict]:
    """A telephone number or an e-mail address stands in a text, such as a description or a step.

    Why it matters: it is published with the text, whoever it belongs to, and nobody verifies it; when it changes, the
    text stays wrong.

    What to do: write it once, as a contact, and link to that: `[[contact:duty-desk|the duty desk]]`. Service numbers
    such as 911 and 311 are no trouble.

    ```yaml flagged
    agencies/harbor:
      name: Harbor Office
      type: office
      parent: example-city
      description: Call 222-555-0177 before a bridge is opened.
    ```

    ```yaml clean
    agencies/harbor:
      name: Harbor Office
      type: office
      parent: example-city
      description: Call the [[contact:duty-desk|duty desk]] before a bridge is opened.
    ```
    """
    if isinstance(entity, Contact):
        texts = list(prose_of(entity))
    else:
        texts = [held for held in read_through(entity).each if held[0][-1] not in _ADDRESSES]
    for path, text in texts:
        found = [("a telephone number", span) for span in islice(in_text(text), _MOST)]
        if _AT.search(typed := plain(text)):
            found += [("an e-mail address", match.span()) for match in islice(_EMAIL.finditer(typed), _MOST)]
        told = places_told(plan).get((entity.ref, path), ())
        for what, (start, end) in found:
            if any(at in range(start, end) for at in told):
                continue  # it is withheld from some who read it: that is found by itself
            yield Verdict(
                entity.at(*path, offset=start),
                f"{short(text[start:end])} is {what} in the text of {short(entity.name)}",
                "write it as a contact, and link to that: [[contact:…]]",
            )


@rule("EOP804", "warning")
def html_in_prose(entity: Entity) -> Iterator[Verdict]:
    """Prose holds raw HTML.

    Why it matters: pages show it as text, so that no script can come in; the reader sees angle brackets.

    What to do: write it in Markdown. A blank to fill in, such as `<name>`, is HTML to a program; use other words.

    ```yaml flagged
    agencies/harbor:
      name: Harbor Office
      type: office
      parent: example-city
      description: "Bridges<br>Locks"
    ```

    ```yaml clean
    agencies/harbor:
      name: Harbor Office
      type: office
      parent: example-city
      description: Bridges and locks; see <https://example.org/harbor>.
    ```
    """
    for path, text in prose_of(entity) if "<" in read_through(entity).whole else ():
        if "<" not in text:
            continue
        plain = _CODE.sub(lambda match: " " * len(match[0]), text)
        match = next((found for found in _HTML.finditer(plain) if not unfinished(found[0])), None)
        if match:
            place = entity.at(*path, offset=match.start())
            yield Verdict(place, f"{short(match[0])} is HTML and is shown as text", "write it in Markdown")
