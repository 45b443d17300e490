"""How long an activation on paper takes: the whole command on the reference plan, and the work alone on large plans.

`python tests/benchmarks/test_rehearsal_speed.py SIZE` prints what one process measured, as JSON.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from datetime import datetime

import corpus
import measure
import pytest

from eop_tools.analysis.rehearsal import Setting, hazard_of, level_of, rehearse
from eop_tools.kinds.hazard import Hazard
from eop_tools.project import Project
from eop_tools.report.rehearsal import as_json, as_text

pytestmark = pytest.mark.bench


def measured(size: int) -> dict[str, float]:
    """Measure each part once in this process, after loading."""
    project = Project(corpus.cached(size), corpus.AS_OF)
    plan = project.plan
    hazard = next(each.id for each in plan.of(Hazard) if each.first_hour)
    gc.disable()  # as the commands do
    start = time.process_time()
    system = project.needs
    needs = time.process_time()
    found = rehearse(Setting(plan, system, level_of(plan, "full"), datetime(2026, 11, 24, 2)), hazard_of(plan, hazard))
    work = time.process_time()
    assert as_text(plan, found)
    assert as_json(plan, found)
    end = time.process_time()
    return {"called": len(found.calls.calls), "needs": needs - start, "rehearsal": work - needs, "report": end - work}


def test_the_reference_plan_within_a_second() -> None:
    asked = ["rehearse", "--level", "full-activation", "--hazard", "tornado", "--as-of", "2026-11-23"]
    runs = [measure.eop(*asked) for _ in range(5)]
    assert {run.status for run in runs} == {0}
    best = min(run.cpu for run in runs)
    measure.table("the reference plan, best of 5", [["what", "CPU s"], ["eop rehearse", best]])
    assert best <= 1


def test_large_plans_in_proportion() -> None:
    sizes = (2_000, 20_000)
    runs = {
        size: min(
            (json.loads(measure.run([measure.PYTHON, __file__, str(size)]).out) for _ in range(3)),
            key=lambda run: run["rehearsal"],
        )
        for size in sizes
    }
    rows = [[f"{size:,}", *runs[size].values()] for size in sizes]
    measure.table("an activation on paper, CPU s, best of 3", [["entities", *runs[sizes[0]]], *rows])
    assert runs[20_000]["rehearsal"] <= 1
    assert runs[20_000]["rehearsal"] <= 20 * runs[2_000]["rehearsal"]


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]))))
