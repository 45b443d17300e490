"""The house: floors, doors, size of rooms, captions and docstrings hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import house
import pytest
from packaging.requirements import Requirement

from eop_tools.kind import KINDS

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "eop_tools").rglob("*.py"))
CEILING = 400


def names(paths: list[Path]) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in paths]


@pytest.mark.parametrize("module", MODULES, ids=names(MODULES))
def test_a_room_has_a_caption_and_stays_small(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert text.startswith('"""'), "the first line says what the room is for"
    assert len(text.splitlines()) <= CEILING


@pytest.mark.parametrize("module", MODULES, ids=names(MODULES))
def test_every_public_name_is_documented(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    missing = [node.name for node in _public(tree.body) if ast.get_docstring(node) is None]
    assert missing == []


def _public(body: list[ast.stmt]) -> list[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    found = []
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            found.append(node)
            if isinstance(node, ast.ClassDef):
                found += [each for each in _public(node.body) if not _overrides(each)]
    return found


def _overrides(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    """A method that fills a place which its base class documents."""
    return node.name in {"error", "handle_starttag", "handle_endtag", "handle_data", "handle_startendtag"}


LISTED = {
    "analysis/weak_points.py: level, function": "what the answers are about if nothing else is asked, as they say",
    "changes/losses.py: agency, role, contact": "the three by which people are reached, each through the next",
    "pages/agency.py: level, hazard, procedure": "what one sentence of the page counts, each in its own words",
}


def test_no_room_keeps_a_list_of_kinds() -> None:
    """What matters about a kind is said in its definition, or a kind of another package is missing somewhere."""
    found = set()
    for module in MODULES:
        where = module.relative_to(ROOT / "eop_tools").as_posix()
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))) if "kinds/" not in where else ():
            held = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", ())
            names = [each.value if isinstance(each, ast.Constant) else None for each in held]
            if len(names) > 1 and all(name in KINDS for name in names):
                found.add(f"{where}: {', '.join(map(str, names))}")
    assert found == set(LISTED)


def test_the_picture_of_the_house_is_as_the_house_is() -> None:
    guide = house.GUIDE.read_text(encoding="utf-8")
    assert guide == house.drawn(guide), "write it anew: nox -s generate"


def test_a_type_has_one_meaning() -> None:
    """A class, an alias or a type variable of a name stands in one module: who reads the name knows which it is."""
    found: dict[str, list[str]] = {}
    for module in MODULES:
        for node in ast.parse(module.read_text(encoding="utf-8")).body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            name = node.name if isinstance(node, ast.ClassDef) else getattr(targets[0], "id", "")
            if re.match(r"_?[A-Z]", name) and not name.isupper():
                found.setdefault(name, []).append(module.relative_to(ROOT).as_posix())
    assert {name: modules for name, modules in found.items() if len(modules) > 1} == {}


def test_no_conditional_expression_stands_in_another() -> None:
    found = [
        f"{module.name}:{node.lineno}"
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.IfExp)
        if any(isinstance(inner, ast.IfExp) for inner in ast.walk(node) if inner is not node)
    ]
    assert found == [], "a plain if, or a function of its own, reads better"


def test_the_floors_and_doors_hold() -> None:
    pytest.importorskip("importlinter", reason="the contracts are checked where the dev tools are installed")
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_path_of_a_machine_and_no_debt_in_the_sources() -> None:
    words = ("# TO" + "DO", "# FIX" + "ME", "/home" + "/", "/root" + "/")
    found = [
        f"{module.name}: {word}" for module in MODULES for word in words if word in module.read_text(encoding="utf-8")
    ]
    assert found == []


@pytest.mark.parametrize(
    ("lock", "extras"), [("requirements.lock", ()), ("requirements-dev.lock", ("test", "browser", "dev"))]
)
def test_the_locks_hold_what_the_project_asks_for(lock: str, extras: tuple[str, ...]) -> None:
    """Workflows install the locks and nothing else: what is missing there is missing where the tool runs."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = map(
        Requirement,
        [*asked["dependencies"], *(each for extra in extras for each in asked["optional-dependencies"][extra])],
    )
    held = dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.M))
    missing = [
        str(each) for each in wanted if each.name != asked["name"] and held.get(each.name, "") not in each.specifier
    ]
    assert missing == [], "write it anew: nox -s lock"


def test_everybody_judges_the_reference_plan_as_of_the_same_day() -> None:
    places = ["README.md", "noxfile.py", ".pre-commit-config.yaml", *(ROOT / ".github" / "workflows").glob("*.yml")]
    days = {
        day
        for place in places
        for day in re.findall(r"--as-of[\", ]+(\d{4}-\d{2}-\d{2})", (ROOT / place).read_text(encoding="utf-8"))
    }
    assert days == {"2026-11-23"}
