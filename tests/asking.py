"""Asks the search of a built site, as its reader would: with the site's own script and index, run by Node."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from eop_tools.mkdocs_plugin import SEARCH_INDEX

ASK = Path(__file__).parent / "search" / "ask.js"
SIGNS = [chr(code) for code in range(33, 127) if chr(code) not in '"\\']


def _run(site: Path, way: str, texts: Sequence[str]) -> list[list[Any]]:
    node = shutil.which("node") or pytest.skip("no Node is installed; tests/browser asks in a browser")
    done = subprocess.run(
        [node, ASK, site / "assets" / "finding.js", site / SEARCH_INDEX, way],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    said: list[list[Any]] = json.loads(done.stdout)
    return said


def found(site: Path, *questions: str) -> list[list[str]]:
    """Return the pages that are found for each question, the best first."""
    return [[path for path, _ in hits] for hits in _run(site, "answers", questions)]


def stems(site: Path, *texts: str) -> list[list[str]]:
    """Return the words of some texts as the script compares them."""
    return _run(site, "stems", texts)


def index(site: Path) -> dict[str, list[str]]:
    """Return the index as search understands it: for each page, what is shown of it and its further words."""
    said = json.loads((site / SEARCH_INDEX).read_text(encoding="utf-8").removeprefix("eopSearchIndex="))
    records: list[list[str]] = [[*page] for page in said["pages"]]
    for word, steps in zip(said["words"].split("|"), said["where"].split(" "), strict=True):
        number, more = -1, 0
        for at in map(SIGNS.index, steps):
            if at >= 70:
                more = more * (len(SIGNS) - 70) + at - 69
                continue
            number, more = number + more * 70 + at + 1, 0
            records[number].append(word)
    return {record[0]: record for record in records}
