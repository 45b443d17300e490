"""Records: what was reviewed, verified, exercised or signed off, by whom, when. They are only ever added."""

from __future__ import annotations

from typing import Literal

from eop_tools.field_meaning import Past
from eop_tools.kind import ANY, Entity, kind, public, relation
from eop_tools.values import Day, Ref


@kind("record", "records", title="Records", section="Upkeep")
class Record(Entity):
    """An entry in the log of upkeep. It is never changed; a later one says what is different.

    ```yaml
    name: Autumn review of contacts
    date: 2026-10-15
    action: verified
    by: emergency-manager
    of: [contact:eoc-duty-desk]
    result: All numbers answered.
    ```
    """

    date: Day = public("The day it was done.", past=Past("on which the record's work was done"))
    action: Literal["reviewed", "verified", "exercised", "signed-off", "acknowledged"] = public("What was done.")
    by: Ref = relation("role", says=("was done by", "did"), description="The role that did it.")
    of: list[Ref] = relation(ANY, says=("vouches for", "is vouched for in"), description="What was looked at.")
    digest: str = public("The digest of what was seen, if the tool made the record.", "")
    result: str = public("What came out of it.", "")
