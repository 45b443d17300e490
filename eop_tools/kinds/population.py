"""Populations: people whose needs a plan made for the average would miss."""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.kind import Entity, Part, kind, public, relation
from eop_tools.need import Need
from eop_tools.text.catalog import to_say
from eop_tools.text.phrases import short
from eop_tools.values import Ref


class AccessNeed(Part):
    """One thing these people need, and what the plan does about it."""

    need: str = public("What they need.")
    met_by: list[Ref] = relation(
        "procedure",
        "function",
        "resource",
        "facility",
        "agreement",
        says=("is met by", "meets a need of"),
        description="What in the plan provides it.",
        default=list,
        counts=True,
    )


@kind("population", "populations", title="Populations", section="What", work=True, gravity=80, bearing=40)
class Population(Entity):
    """People with access or functional needs, people who speak other languages, visitors, animals and their owners.

    ```yaml
    name: People who depend on powered medical devices
    estimate: Known to the utility and to home-care providers
    needs:
      - need: Power for devices within four hours of an outage
    partners: [example-relief-society]
    ```
    """

    estimate: str = public("How many, and how that is known.", "")
    languages: list[str] = public("Languages in which warnings are needed.", list)
    needs: list[AccessNeed] = public("What they need.", list)
    partners: list[Ref] = relation(
        "agency", says=("is reached through", "reaches"), description="Who knows and reaches them.", default=list
    )

    def own_needs(self) -> Iterator[Need]:
        """Yield what meets each of their needs: one of several is enough."""
        for index, each in enumerate(self.needs):
            parts = (("need", short(each.need, 90)),)
            yield Need(tuple(each.met_by), to_say("go without {need}"), path=("needs", index, "met_by"), parts=parts)
