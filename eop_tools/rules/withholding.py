"""Withholding: what is kept from some people in one place of a plan, and told to them in another."""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.kinds.contact import Contact
from eop_tools.plan import Plan
from eop_tools.plan.disclosure import told_too_widely
from eop_tools.plan.edition import entity_meant_for, meant_for, widens_without_reason
from eop_tools.rule import Verdict, rule
from eop_tools.text.phrases import short
from eop_tools.values import Audience

_FOR = {Audience.public: "everybody", Audience.responder: "responders", Audience.command: "those in command"}


@rule("EOP808", "error")
def withheld_value_in_text(plan: Plan) -> Iterator[Verdict]:
    """A text says a name, a number, a frequency or an address that is kept from some who read the text.

    Why it matters: an edition leaves a field out, and cannot know that somebody typed its value into a sentence. What
    stood once on a public page cannot be taken back.

    What to do: take the value out of the text, and link to where it stands: a reader who may see it finds it there, and
    nobody else does. Where everybody may know it, say so where it stands, with `audience` and `audience_reason`.

    ```yaml flagged
    channels/command-net:
      name: OMEGA FOUR
      type: conventional
      use: Command
      rx_mhz: 155.370
      operated_by: emergency-management
      audience: command
    roles/emergency-manager:
      name: Emergency Manager
      agency: emergency-management
      section: Command
      reports_to: mayor
      holders: [duty-desk]
      first_actions: [Switch to 155.37 MHz.]
    ```

    ```yaml clean
    channels/command-net:
      name: OMEGA FOUR
      type: conventional
      use: Command
      rx_mhz: 155.370
      operated_by: emergency-management
      audience: command
    roles/emergency-manager:
      name: Emergency Manager
      agency: emergency-management
      section: Command
      reports_to: mayor
      holders: [duty-desk]
      first_actions: ["Switch to [[channel:command-net|the command channel]]."]
    ```
    """
    for text, said in told_too_widely(plan):
        value = said.value
        yield Verdict(
            text.entity.at(*text.path, offset=said.start),
            f"this text for {_FOR[text.audience]} says {said.what} of {value.entity.ref}, which is for "
            f"{_FOR[value.audience]} only",
            f"take it out and link to it: [[{value.entity.ref}|…]]",
            ((value.entity.at(*value.path), "what is withheld"),),
        )


@rule("EOP809", "warning")
def less_shown_than_promised(contact: Contact) -> Iterator[Verdict]:
    """A contact is for some people, and none of its numbers is; or a number is for more people than its contact.

    Why it matters: whoever wrote `audience: public` believes that the public finds the number. It finds a name without
    one, or nothing, and nobody notices until somebody has to call.

    What to do: say at each number that they may know `audience` and `audience_reason`, or take the wider `audience`
    away. A number is for responders if it says nothing else, whatever its contact says.

    ```yaml flagged
    contacts/duty-desk:
      name: Duty desk
      type: desk
      agency: emergency-management
      audience: public
      audience_reason: The City publishes this desk.
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
    promised = entity_meant_for(contact)
    shown = [meant_for(method, "value") for method in contact.methods]
    unreasoned = any(widens_without_reason(method, Audience.responder) for method in contact.methods)
    desk = contact.type == "desk"  # that a person is named, as who signed the plan, promises no number
    if (
        desk and shown and not unreasoned and not any(map(promised.may_see, shown))
    ):  # a missing reason is told elsewhere
        yield Verdict(
            contact.at("audience" if contact.audience else "methods"),
            f"{short(contact.name)} is for {_FOR[promised]}, and none of its numbers is",
            f"say “audience: {promised.value}” and audience_reason at those that they may know",
        )
    for index, audience in enumerate(() if widens_without_reason(contact, promised) else shown):
        if audience.order < promised.order and contact.methods[index].audience:
            yield Verdict(
                contact.at("methods", index, "audience"),
                f"this way to reach {short(contact.name)} is for {_FOR[audience]}, but the contact is for "
                f"{_FOR[promised]} only",
                "say at the contact, too, who may see it and why; or delete audience here",
            )
