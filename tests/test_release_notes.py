"""What a release of the tool says: the changelog's section of its version, or why there is none."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CHANGELOG = """# Changelog

## [Unreleased]

- Something to come.

## [1.2.0] - 2026-11-23

Two lines of
an introduction.

### Added

- An entry that goes on
  in a second line, and
  a third.
- Another entry:
  - with one below it.

## [1.1.0] - 2026-10-01

- What was before.
"""
SAID = """Two lines of
an introduction.

### Added

- An entry that goes on in a second line, and a third.
- Another entry:
  - with one below it.
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A checkout of version 1.2.0, as far as the script reads it."""
    for name in (".github", "eop_tools"):
        (tmp_path / name).mkdir()
    shutil.copy(ROOT / ".github" / "release_notes.py", tmp_path / ".github")
    (tmp_path / "eop_tools" / "__init__.py").write_text('"""A caption."""\n\n__version__ = "1.2.0"\n')
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG)
    return tmp_path


def notes(house: Path, tag: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, house / ".github" / "release_notes.py", tag], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_the_section_of_the_version_is_said_an_entry_a_line(house: Path) -> None:
    assert notes(house, "v1.2.0") == (0, SAID, "")


@pytest.mark.parametrize("tag", ["v1.2.1", "1.2.0", "v1.2.0rc1"])
def test_a_tag_that_is_not_the_version_is_refused(house: Path, tag: str) -> None:
    status, said, why = notes(house, tag)
    assert (status, said) == (1, "")
    assert why == f"the tag is {tag}, and the package says that it is 1.2.0: tag v1.2.0, or raise __version__\n"


@pytest.mark.parametrize(
    "changelog", ["# Changelog\n", CHANGELOG.replace("[1.2.0]", "[1.2.00]"), "## [1.2.0]\n\n## [1.1.0]\n\n- A.\n"]
)
def test_a_version_of_which_nothing_is_said_is_refused(house: Path, changelog: str) -> None:
    (house / "CHANGELOG.md").write_text(changelog)
    status, said, why = notes(house, "v1.2.0")
    assert (status, said) == (1, "")
    assert why.startswith("CHANGELOG.md has no section ## [1.2.0]: ")


def test_the_package_says_its_version_where_the_script_reads_it() -> None:
    status, _, why = notes(ROOT, "v0")
    assert status == 1
    assert "the package says that it is " in why
