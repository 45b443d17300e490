"""Standards: packs of requirements, each answered by evidence in the plan or by an honest “not here”."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from eop_tools.kind import ANY, Entity, Part, kind, public, relation
from eop_tools.values import Ref, WebAddress


class Query(Part):
    """A way to find evidence: entities of a kind in which a field is filled."""

    kind: str = public("The kind to look at, for example hazard.")
    field: str = public("A field that must be filled for an entity to count.", "")
    at_least: int = public("How many are enough.", 1, ge=1)


class Requirement(Part):
    """One requirement and its answer."""

    id: str = public("Its number.")
    group: str = public("The chapter it stands in.", "")
    requirement: str = public("What is asked for, in our own words.")
    level: Literal["required", "recommended", "optional"] = public("How strictly.", "required")
    evidence: list[Ref] = relation(
        ANY, says=("finds its evidence in", "is evidence for"), description="Where in the plan it is met.", default=list
    )
    found_by: list[Query] = public("How evidence is found; all of these must hold.", list)
    not_here: str = public("Why the plan does not answer it, or only in part, and who does.", "")

    @model_validator(mode="after")
    def _answered(self) -> Requirement:
        if not (self.evidence or self.found_by or self.not_here):
            raise ValueError("answer it: by evidence, by found_by, or by a reason under not_here")
        return self


@kind("standard", "standards", title="Standards", section="Upkeep")
class Standard(Entity):
    """A pack of requirements: CPG 101, a state's crosswalk, a city policy.

    ```yaml
    name: Example City comprehensive plan, chapter 8
    version: "2025"
    items:
      - id: "8.6"
        requirement: Maintain the City's Emergency Operations Plan.
        evidence: [plan:plan]
    ```
    """

    version: str = public("Which edition of the standard.", "")
    link: WebAddress | None = public("Where it can be read.", None)
    items: list[Requirement] = public("The requirements.", min_length=1)
