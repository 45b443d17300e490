"""Activation levels: how far the organisation is woken up, by whom, on what sign."""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.field_meaning import Last
from eop_tools.kind import Entity, kind, public, relation
from eop_tools.text.catalog import to_say
from eop_tools.values import Duration, Label, Ref


@kind(
    "level", "levels", title="Activation levels", section="Act now", work=True, gravity=130, bearing=70, kit="Activate"
)
class Level(Entity):
    """How far the EOC is activated. Published numbers run both ways, so the rank says what is higher.

    ```yaml
    name: Partial activation
    label: Level 2
    rank: 2
    triggers: [An incident needs several departments for more than one shift]
    activated_by: [eoc-director]
    notify: [role:mayor]
    notify_within: 30 min
    eoc: [main-eoc]
    ```
    """

    label: Label = public("The name as published, for example Level 2.", "")
    rank: int = public("0 is normal operations; a higher rank means more is activated.", ge=0, le=9)
    triggers: list[str] = public("Signs that call for this level.", list)
    activated_by: list[Ref] = relation(
        "role",
        says=("is activated by", "may activate"),
        description="Who may decide on it.",
        default=list,
        lack=to_say("can be activated by nobody"),
        last=Last("nobody-activates", 60, "can be activated by nobody any more", "can be activated by {} alone now"),
    )
    notify: list[Ref] = relation(
        "role",
        "agency",
        "contact",
        says=("notifies", "is notified at"),
        description="Who must be told.",
        default=list,
        counts=True,
    )
    notify_within: Duration | None = public("How soon all of them must know.", None)
    eoc: list[Ref] = relation(
        "facility",
        says=("is run from", "houses"),
        description="Where it is run from, the first choice first.",
        default=list,
        counts=True,
        last=Last(
            "no-eoc",
            70,
            "has no place to be run from any more",
            "loses its last alternate: only {} is left to run it from",
        ),
    )
    ends: str = public("When the level is stepped down.", "")

    def other_names(self) -> Iterator[str]:
        """Yield its other names, and the name as published."""
        yield from super().other_names()
        yield self.label
