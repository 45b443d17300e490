"""Messages to the public: alerts that fit, translations that somebody answers for, languages that are missing."""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.kinds.message import ALERTS, Message
from eop_tools.plan import Plan
from eop_tools.rule import Verdict, rule
from eop_tools.text.languages import language_name
from eop_tools.text.phrases import counted, few, short


@rule("EOP810", "error")
def overlong_alert(message: Message) -> Iterator[Verdict]:
    """An alert has more characters than the system that sends it takes.

    Why it matters: wireless emergency alerts are cut or refused at 90 and at 360 characters; what falls off is the
    end, which says what to do and who says it.

    What to do: say it in fewer words. Leave out what people need not know to act.

    ```yaml flagged
    messages/tornado:
      name: Tornado
      wordings:
        - language: en
          alert_90: A tornado warning has been issued by the National Weather Service for all of the city. Take cover.
    ```

    ```yaml clean
    messages/tornado:
      name: Tornado
      wordings:
        - language: en
          alert_90: >-
            Tornado warning to 5 pm. Go now to a basement or inner room, away from windows. Exampleton
    ```
    """
    for index, wording in enumerate(message.wordings):
        for field, most in ALERTS.items():
            length = len(getattr(wording, field))
            if length > most:
                yield Verdict(
                    message.at("wordings", index, field),
                    f"this alert has {length} characters, and {most} fit",
                    f"leave out {length - most}, or say it in other words",
                )


@rule("EOP811", "warning")
def unpublished_translation(message: Message) -> Iterator[Verdict]:
    """A message stands in a second language, and nothing says where that translation was published.

    Why it matters: a wrong word in a warning hurts people, and nobody in the night can check it. A translation that an
    authority has published was read by somebody who answers for it.

    What to do: write under `source` where it was published. If it was not, leave it out: the page then says that there
    is none, and whom to ask stands in the plan.

    ```yaml flagged
    messages/tornado:
      name: Tornado
      wordings:
        - {language: en, text: Take cover now.}
        - {language: es, text: Busque refugio ahora.}
    ```

    ```yaml clean
    messages/tornado:
      name: Tornado
      wordings:
        - {language: en, text: Take cover now.}
        - {language: es, text: Busque refugio ahora., source: {title: Example Weather Service}}
    ```
    """
    for index, wording in enumerate(message.wordings[1:], 1):
        if wording.source is None:
            yield Verdict(
                message.at("wordings", index),
                f"nothing says where the {language_name(wording.language)} wording was published",
                "write where under source, or leave the wording out",
            )


@rule("EOP812", "info")
def missing_language(plan: Plan) -> Iterator[Verdict]:
    """A message is not there in a language that the plan requires of its messages.

    Why it matters: who does not read the plan's own language is warned late or not at all.

    What to do: ask for an official translation, and write it under `wordings` with its source. Which languages are
    required says `message_languages` on the cover.

    ```yaml flagged
    plan:
      message_languages: [en, es]
    messages/tornado: {name: Tornado, wordings: [{language: en, text: Take cover now.}]}
    ```

    ```yaml clean
    plan:
      message_languages: [en]
    messages/tornado: {name: Tornado, wordings: [{language: en, text: Take cover now.}]}
    ```
    """
    cover, messages = plan.cover, plan.of(Message)
    for index, tag in enumerate(cover.message_languages if cover else []):
        lacking = [
            short(message.name) for message in messages if all(each.language != tag for each in message.wordings)
        ]
        if cover and lacking:
            yield Verdict(
                cover.at("message_languages", index),
                f"{language_name(tag)} is missing in {counted(len(lacking), 'message')}: {few(lacking)}",
                "ask for official translations and write them under wordings, each with its source",
            )
