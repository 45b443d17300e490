"""Importing is what a small command spends its time on: what each command may not import, seen in a fresh process."""

# ruff: noqa: E501 - tables are read across
from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_LOOK = """
import json, sys
before = set(sys.modules)
from eop_tools.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print("\\n" + json.dumps(sorted({name.partition(".")[0] for name in set(sys.modules) - before})))
"""
HEAVY = frozenset({"argparse", "pydantic", "pydantic_core", "yaml", "networkx", "jinja2", "mkdocs", "material", "pygraphviz",
                   "jsonschema", "phonenumbers", "nh3", "markdown", "platformdirs", "difflib", "asyncio", "rich"})  # fmt: skip
AT_A_CHECK = frozenset({"argparse", "pydantic", "pydantic_core", "yaml", "phonenumbers", "difflib", "platformdirs"})
PLAN = {
    "plan.yaml": "name: Plan\njurisdiction: City\npromulgation: {text: It holds., effective: 2026-01-15}\nreview: {}\n",
    "agencies/city.yaml": "name: City\ntype: jurisdiction\n",
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    for file, text in PLAN.items():
        path = tmp_path / "plan" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "plan"


def imported(*arguments: str | Path, cache: Path | None = None) -> set[str]:
    """The outside packages and modules of Python itself that a command imports."""
    done = subprocess.run(
        [sys.executable, "-c", _LOOK, *map(str, arguments)], capture_output=True, text=True, check=True, timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT), "EOP_CACHE_DIR": str(cache or ROOT / "build/none")},
    )  # fmt: skip
    assert done.stderr == ""
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_version() -> None:
    found = imported("--version")
    assert not found & HEAVY
    assert not found & {"pathlib", "dataclasses", "typing", "re", "importlib"}, found


@pytest.mark.parametrize("arguments", [("--help",), ("check", "--help"), ("build", "--help"), ("graph", "--help")])
def test_help(arguments: tuple[str, ...]) -> None:
    assert not imported(*arguments) & HEAVY - {"argparse"}


def test_check(plan: Path) -> None:
    assert not imported("check", plan, "--no-cache") & HEAVY - AT_A_CHECK


def test_check_when_nothing_has_changed(plan: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = imported("check", plan, cache=cache)
    assert "pydantic" in first, "the first check has to read"
    again = imported("check", plan, cache=cache)
    assert not again & HEAVY - {"argparse"}, again & HEAVY
    (plan / "agencies/city.yaml").write_text("name: City of Example\ntype: jurisdiction\n")
    assert "pydantic" in imported("check", plan, cache=cache), "a changed file has to be read"
