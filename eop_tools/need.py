"""What a thing needs to work, as the kinds say it and as losses are worked out from it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from eop_tools.finding import FieldPath

ITSELF = "="
"""Before a key: the thing itself as it stands there, whatever it needs to work. A dark depot still holds its cots."""
WHO_ANSWERS = "/contacts"
"""After a reference: whoever answers when a role, an agency or a contact is called."""
BACKUPS = "/backups"
"""After the reference of a place: those that back it up, in order."""


class Need(NamedTuple):
    """One need of a thing: at least `least` of `members` (keys, the first choice first) must work.

    `lack` says, after the thing's name, what it means when too few do: “has no power”, or with the member that is
    missing in place of `{it}`: “runs over {it}”; `parts` are what stands in place of other names in it. It is said in
    the reader's words only where it is told (`analysis.needs.lacking`). A need that is not
    `essential` hinders a thing when it is not met, and does not stop it. `path` is where the plan says it. Where all of
    `members` are `wanted`, those that are left stand in for nobody: enough of them only keep the thing going.
    """

    members: tuple[str, ...]
    lack: str
    least: int = 1
    essential: bool = True
    path: FieldPath = ()
    wanted: bool = False
    parts: tuple[tuple[str, str | date], ...] = ()

    @property
    def spare(self) -> int:
        """How many members can be missed; less than 0 where there are too few from the start."""
        return len(set(self.members)) - self.least
