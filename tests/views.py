"""What an audience reads of a small plan that is written in a test: its pages as plain words."""

from __future__ import annotations

import re
from datetime import date

from eop_tools.lint.engine import judge
from eop_tools.page import View, all_pages
from eop_tools.plan.edition import edition_for, findings_for
from eop_tools.plan.graph import Graph
from eop_tools.testing import TODAY, plan_of
from eop_tools.values import Audience


def view_of(overlay: str, audience: Audience = Audience.command, today: date = TODAY) -> View:
    loaded = plan_of(overlay)
    assert not loaded.faults, loaded.faults
    edition = edition_for(loaded.plan, audience)
    judgement = judge(loaded, Graph(loaded.plan), today)
    return View(edition, findings_for(edition, judgement, lambda codes: judgement), today)


def pages_of(view: View) -> dict[str, str]:
    return {
        page.path: " ".join(re.sub(r"<[^>]*>", " ", re.sub(r"</t[dh]>", " |", page.written.html)).split())
        for page in all_pages(view)
    }
