"""Sections: the prose of the basic plan and of its annexes, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from eop_tools.field_meaning import Past
from eop_tools.kind import Entity, kind, public, relation
from eop_tools.values import Day, Label, Prose, Ref


@kind("section", "sections", title="Sections", section="The plan", prose=True)
class Section(Entity):
    """A section of the basic plan or an annex: Markdown with front matter, in `plan/sections/*.md`.

    ```yaml
    name: Purpose and scope
    part: basic-plan
    number: 1
    owner: emergency-manager
    reviewed: 2026-01-15
    body: This plan says how the City acts in an emergency.
    ```
    """

    part: Literal["basic-plan", "functional-annex", "support-annex", "hazard-annex", "appendix"] = public(
        "Which part of the plan it belongs to."
    )
    number: int = public("Its place within that part.", ge=0, le=999)
    label: Label = public("Its letter or number as printed, for example Annex F.", "")
    reviewed: Day | None = public("The day it was last reviewed.", None, past=Past("of the last review"))
    covers: list[Ref] = relation(
        "function", "hazard", says=("covers", "is covered in"), description="What the annex is about.", default=list
    )
    authorities: list[Ref] = relation(
        "authority", says=("rests on", "is cited by"), description="Laws that bear on it.", default=list
    )
    body: Prose = public("The text.", min_length=1)

    def other_names(self) -> Iterator[str]:
        """Yield its other names, and its letter or number."""
        yield from super().other_names()
        yield self.label
