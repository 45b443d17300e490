"""Messages: what the public is told first, written before it is needed, in each language it was published in."""

from __future__ import annotations

from eop_tools.kind import Entity, Part, Source, kind, public, relation
from eop_tools.values import Language, Ref

ALERTS = {"alert_90": 90, "alert_360": 360}
"""The fields of a wording that have a limit, with their most characters (47 CFR 10.430)."""


class Wording(Part):
    """A message in one language."""

    told_apart_by = ("language",)

    language: Language = public("The language by its tag: en, es, so, hmn.")
    alert_90: str = public("For alerts of at most 90 characters: what, where and what to do.", "")
    alert_360: str = public("For alerts of at most 360 characters.", "")
    text: str = public("The whole text, to be read out or sent to newsrooms.", "")
    source: Source | None = public("Where these very words were officially published; a translation needs it.", None)


@kind("message", "messages", title="First messages", section="What", gravity=40, bearing=10, kit="First messages")
class Message(Entity):
    """A message to the public, ready to be sent; what is known only then stands in brackets.

    Wireless emergency alerts have 90 characters on old telephones and 360 on others (47 CFR 10.430).

    ```yaml
    name: Tornado, take cover
    hazards: [tornado]
    when: A tornado warning covers any part of the city.
    cleared_by: public-information-officer
    wordings:
      - language: en
        alert_90: Tornado warning [area]. Go to a basement or inner room now. Example City
        alert_360: >-
          Example City Emergency Management. Tornado warning for [area] until [hour]. Go to a basement or an inner room
          on the lowest floor now. Stay away from windows.
    ```
    """

    hazards: list[Ref] = relation(
        "hazard", says=("is about", "is told to the public in"), description="What it warns of.", default=list
    )
    when: str = public("When it is sent.", "")
    cleared_by: Ref | None = relation(
        "role", says=("is cleared by", "clears"), description="Who clears it before it is sent.", default=None
    )
    wordings: list[Wording] = public("The message in each language, the plan's own first.", min_length=1)
