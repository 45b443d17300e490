"""Authorities: the laws, ordinances and orders the plan rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from eop_tools.field_meaning import Past
from eop_tools.kind import Entity, kind, public
from eop_tools.values import Day, WebAddress


@kind("authority", "authorities", title="Authorities", section="The plan", for_use=True)
class Authority(Entity):
    """A law, an ordinance, an order or a doctrine that gives a power or asks for something.

    ```yaml
    name: Local emergency
    citation: State Code 12.29
    level: state
    topic: declarations
    says: The mayor may declare a local emergency; it lasts at most three days unless the council consents.
    checked: 2026-10-01
    ```
    """

    citation: str = public("How it is cited.")
    level: Literal["city", "county", "regional", "tribal", "state", "federal", "doctrine"] = public("Whose law it is.")
    topic: str = public("What it is about, in a word or two.", "")
    says: str = public("What it says, in our own words; leave it out where the law is only listed.", "")
    link: WebAddress | None = public("Where it can be read.", None)
    checked: Day | None = public("The day somebody last read it.", None, past=Past("on which it was last read"))

    def other_names(self) -> Iterator[str]:
        """Yield its other names, and how it is cited."""
        yield from super().other_names()
        yield self.citation
