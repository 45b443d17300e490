"""One plan folder and every stage of it, each computed once; no logic of its own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from eop_tools.analysis.needs import needs_of
from eop_tools.analysis.system import System
from eop_tools.edition import Edition, edition_for, findings_for
from eop_tools.engine import judge
from eop_tools.errors import EopError
from eop_tools.facts import Facts, read_with
from eop_tools.finding import Judgement
from eop_tools.graph import Graph
from eop_tools.loader import Loaded
from eop_tools.page import View
from eop_tools.plan import Plan
from eop_tools.rule import Selection
from eop_tools.values import Audience
from eop_tools.words import counted


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


class Project:
    """A plan folder on a day, with what is known of its files. Raises EopError where the folder does not exist."""

    def __init__(self, folder: Path, today: date, facts: Facts | None = None) -> None:
        self.folder = folder
        self.today = today
        self._facts = facts
        self._editions: dict[Audience, Edition] = {}

    @cached_property
    def loaded(self) -> Loaded:
        """The plan as read, with its documents and faults."""
        return read_with(self._facts, self.folder)

    @property
    def plan(self) -> Plan:
        """The whole plan, for checking only: what is shown is made from an edition."""
        return self.loaded.plan

    @cached_property
    def graph(self) -> Graph:
        """The graph of the whole plan."""
        return Graph(self.plan)

    @cached_property
    def needs(self) -> System:
        """What everything in the whole plan needs."""
        return needs_of(self.plan, self.today)

    @cached_property
    def left_out(self) -> tuple[str, ...]:
        """What no answer from this plan can know: what could not be read, and what is referred to and not there."""
        unread = sorted({fault.file for fault in self.loaded.faults if fault.name != "missing-cover"})
        return tuple(unread) or tuple(dict.fromkeys(edge.target for edge in self.graph.dangling))

    @cached_property
    def judgement(self) -> Judgement:
        """Every finding about the plan."""
        return judge(self.loaded, self.graph, self.today, facts=self._facts)

    def edition(self, audience: Audience) -> Edition:
        """The plan that an audience may see."""
        if audience not in self._editions:
            self._editions[audience] = edition_for(self.plan, audience)
        return self._editions[audience]

    def basis(self, audience: Audience, on: date | None = None) -> Basis:
        """Return what an answer for an audience is worked out from, on a day (that of the project)."""
        edition, day = self.edition(audience), on or self.today
        whole = audience is Audience.command
        needs = self.needs if whole and day == self.today else needs_of(self.plan if whole else edition.plan, day)
        unread = {fault.file for fault in self.loaded.faults}
        left_out = self.left_out if whole else (counted(len(unread), "file"),) if unread else ()
        return Basis(edition, needs, left_out)

    def view(self, audience: Audience, version: str = "") -> View:
        """What pages and exports for an audience are made from; without a version, they say the cover's."""
        edition = self.edition(audience)
        version = version or (edition.plan.cover.version if edition.plan.cover else "")
        return View(edition, self._told(edition), self.today, version)

    def _told(self, edition: Edition) -> Judgement:
        """Return what was found in the whole plan as the audience of an edition may read it."""

        def anew(codes: Collection[str]) -> Judgement:
            shown = replace(self.loaded, plan=edition.plan, faults=())
            return judge(shown, Graph(edition.plan), self.today, Selection(tuple(codes)))

        return findings_for(edition, self.judgement, anew)
