"""What CONTRIBUTING.md shows a first-time developer is true: its examples are a package that works as it says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import house
import pytest

GUIDE = house.GUIDE.read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^```python (\S+)\n(.*?)^```$", GUIDE, re.M | re.S))
ENTRY_POINTS = tomllib.loads(re.findall(r"^```toml\n(.*?)^```$", GUIDE, re.M | re.S)[0])["project"]["entry-points"]
PLAN = {
    "plan.yaml": "name: P\njurisdiction: J\npromulgation: {text: t, effective: 2026-01-01}\nreview: {}\n",
    "agencies/city.yaml": "name: Example City\ntype: jurisdiction\n",
    "sirens/harbor.yaml": "name: Siren at the harbor\nagency: city\ntested: 2025-11-05\nruns_on_battery: 30 min\n",
}


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the guide's package as installed, and a plan that uses it."""
    where = tmp_path_factory.mktemp("guide")
    info = {"METADATA": "Metadata-Version: 2.1\nName: sirens\nVersion: 1.0\n"}
    info["entry_points.txt"] = "\n".join(
        f"[{group}]\n" + "\n".join(f"{name} = {value}" for name, value in held.items())
        for group, held in ENTRY_POINTS.items()
    )
    files = {f"site-packages/{name}": text for name, text in EXAMPLES.items()}
    files |= {"site-packages/sirens/__init__.py": ""}
    files |= {f"site-packages/sirens-1.0.dist-info/{name}": text for name, text in info.items()}
    files |= {f"plan/{name}": text for name, text in PLAN.items()}
    for name, text in files.items():
        (where / name).parent.mkdir(parents=True, exist_ok=True)
        (where / name).write_text(text)
    return where


def run(where: Path, *arguments: str) -> str:
    """Run Python as a user of that package would."""
    paths = os.pathsep.join(map(str, (where / "site-packages", house.ROOT)))
    environment = os.environ | {"PYTHONPATH": paths, "EOP_CACHE_DIR": str(where / "cache")}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=where, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


def eop(where: Path, *arguments: str) -> str:
    return run(where, "-m", "eop_tools", *arguments)


def test_each_leaf_has_its_example() -> None:
    leaves = {f"sirens/{name}.py" for name in ("kinds", "rules", "pages", "exports")}
    assert leaves < EXAMPLES.keys()
    assert set(ENTRY_POINTS) == {f"eop_tools.{Path(name).stem}" for name in leaves}


def test_the_kind_is_read_described_and_started(elsewhere: Path) -> None:
    assert "is kept by  Example City  (agency:city)" in eop(elsewhere, "show", "siren:harbor")
    assert "runs_on_battery" in json.loads(eop(elsewhere, "schema", "siren"))["properties"]
    eop(elsewhere, "new", "siren", "mill")
    started = elsewhere / "plan" / "sirens" / "mill.yaml"
    assert "The day it was last sounded." in started.read_text()
    started.unlink()


def test_the_rule_finds_its_fault_and_its_examples_tell_the_truth(elsewhere: Path) -> None:
    said = json.loads(eop(elsewhere, "check", "--select", "SRN", "--as-of", "2026-06-01", "--format", "json"))
    assert [(each["name"], each["line"], each["message"]) for each in said["findings"]] == [
        ("silent-siren", 3, "Siren at the harbor was last sounded on 2025-11-05")
    ]
    run(elsewhere, "site-packages/sirens/check.py")


def test_the_page_stands_in_the_site_and_says_what_the_public_may_see(elsewhere: Path) -> None:
    eop(elsewhere, "build", "--to", "out")
    assert 'href="outdoor-warning.html"' in (elsewhere / "out" / "index.html").read_text()
    page = (elsewhere / "out" / "outdoor-warning.html").read_text()
    assert '<a href="sirens/harbor.html">Siren at the harbor</a>' in page
    assert "30 min" not in (elsewhere / "out" / "sirens" / "harbor.html").read_text()


def test_the_export_is_offered_and_made(elsewhere: Path) -> None:
    assert "Every siren, a line each: id, name, last sounded." in eop(elsewhere, "export", "--list")
    assert "harbor,Siren at the harbor,2025-11-05" in eop(elsewhere, "export", "sirens", "--to", "-")


def test_the_menu_names_every_session() -> None:
    sessions = re.findall(r"^@nox\.session.*?\ndef (\w+)", (house.ROOT / "noxfile.py").read_text("utf-8"), re.M)
    assert [name for name in sessions if f"`{name}`" not in GUIDE and f"nox -s {name}" not in GUIDE] == []
