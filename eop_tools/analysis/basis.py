"""What an answer for an audience rests on, and what its head says of it."""

from __future__ import annotations

from dataclasses import dataclass

from eop_tools.analysis.and_or_system import System
from eop_tools.errors import EopError
from eop_tools.plan import Plan
from eop_tools.plan.edition import Edition
from eop_tools.values import Audience


@dataclass(frozen=True)
class Basis:
    """What an answer for an audience rests on: what it may see of the plan, what that needs, and what is not known."""

    edition: Edition
    needs: System
    left_out: tuple[str, ...]

    @property
    def plan(self) -> Plan:
        """The plan that the audience may see."""
        return self.edition.plan

    @property
    def head(self) -> str:
        """For whom the answer is, in a sentence or two."""
        name = self.edition.audience.value
        if self.edition.audience is Audience.command:
            return "From the whole plan (command edition)."
        return self.edition.unseen or f"From the {name} edition, which leaves out nothing."

    @property
    def said(self) -> dict[str, object]:
        """The same for programs, with what is not known."""
        unseen = self.edition.unseen
        return {"edition": self.edition.audience.value, "not_seen": unseen, "left_out": list(self.left_out)}

    def must(self, ref: str) -> str:
        """Return a reference that somebody asked for. Raises EopError where the edition has no such entity.

        Whether the whole plan has it is not said.
        """
        try:
            return self.plan.must(ref).ref
        except EopError as error:
            if self.edition.audience is Audience.command:
                raise
            shown = f"as the {self.edition.audience.value} edition shows it"
            raise EopError(f"{error.message} {shown}", f"{error.hint}; or try --edition command") from None
