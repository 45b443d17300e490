"""One plan folder and every stage of it, each computed once; no logic of its own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path

from eop_tools.analysis.and_or_system import System
from eop_tools.analysis.basis import Basis
from eop_tools.analysis.needs import needs_of
from eop_tools.finding import FaultName, Judgement
from eop_tools.lint.engine import judge
from eop_tools.lint.file_cache import KnownFiles, read_with
from eop_tools.lint.result_cache import Known
from eop_tools.page import View
from eop_tools.plan import Plan
from eop_tools.plan.edition import Edition, edition_for, findings_for
from eop_tools.plan.graph import Graph
from eop_tools.plan.loader import Loaded, understood
from eop_tools.rule import Selection
from eop_tools.text.phrases import counted
from eop_tools.values import Audience


class Project:
    """A plan folder on a day, with what is known of its files. Raises EopError where the folder does not exist."""

    def __init__(self, folder: Path, today: date, facts: KnownFiles | None = None) -> None:
        self.folder = folder
        self.today = today
        self._facts = facts
        self._editions: dict[Audience, Edition] = {}

    @cached_property
    def loaded(self) -> Loaded:
        """The plan as read, with its documents and faults. Raises EopError where its language is newer than ours."""
        return understood(read_with(self._facts, self.folder))

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
        unread = sorted({fault.file for fault in self.loaded.faults if fault.name is not FaultName.missing_cover})
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
        if audience is Audience.command:
            needs = self.needs if day == self.today else needs_of(self.plan, day)
            return Basis(edition, needs, self.left_out)
        unread = {fault.file for fault in self.loaded.faults}
        return Basis(edition, needs_of(edition.plan, day), (counted(len(unread), "file"),) if unread else ())

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


def project_of(folder: Path, today: date) -> Project:
    """Return a plan folder on a day, judged; what is known of its files is not worked out anew.

    Raises EopError where there is no such folder.
    """
    known = Known.of(folder)
    facts = known.facts() if known else None
    project = Project(folder, today, facts)
    project.judgement  # noqa: B018 - from which the facts are learned
    if known and facts and known.holds():
        known.keep(facts)
    return project
