"""Withholding: what is kept from some people in one place of a plan, and told to them in another."""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.disclosure import told_too_widely
from eop_tools.plan import Plan
from eop_tools.rule import Verdict, rule
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
      name: ZULU NINE
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
      name: ZULU NINE
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
