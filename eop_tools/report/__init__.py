"""Findings become text for people, JSON for programs: every output is a function of the findings."""

from __future__ import annotations

import importlib
from pathlib import Path

from eop_tools.finding import Judgement


def report(judgement: Judgement, form: str, folder: Path) -> str:
    """Return a judgement in a form (the name of a module here); `folder` is where the quoted lines are read."""
    module = importlib.import_module(f"eop_tools.report.{form}")
    rendered: str = module.render(judgement, folder)
    return rendered
