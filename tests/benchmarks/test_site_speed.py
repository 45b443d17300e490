"""How long a site of a thousand pages takes, beside mkdocs-material with automatic navigation over the same pages."""

# ruff: noqa: E501 - tables are read across
from __future__ import annotations

import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median

import corpus
import measure
import pytest
from corpus import AS_OF

pytestmark = pytest.mark.bench
DEFAULT = "site_name: Default\ntheme: {name: material, font: false}\nplugins: [search]\n"
OURS = """\
site_name: Plan
docs_dir: site/pages
site_dir: build/site
use_directory_urls: false
theme: {name: material, font: false}
plugins: [{eop: {plan: plan, edition: command}}]
"""
DAY = AS_OF.isoformat()


def _folder(size: int, folder: Path) -> Path:
    """A plan repository of that many entities, with hand-written pages and theme of this one."""
    shutil.copytree(corpus.cached(size), folder / "plan")
    shutil.copytree(measure.ROOT / "site", folder / "site")
    (folder / "mkdocs.yml").write_text(OURS)
    return folder


def _built(folder: Path) -> measure.Run:
    done = measure.eop("build", "--as-of", DAY, cwd=folder)
    assert done.status == 0, done.out + done.err
    return done


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def test_a_thousand_pages(tmp_path: Path) -> None:
    ours = _folder(1_000, tmp_path / "ours")
    default = tmp_path / "default"
    done = measure.eop("pages", "plan", "--edition", "command", "--as-of", DAY, "--to", default / "docs", cwd=ours)
    assert done.status == 0, done.err
    (default / "mkdocs.yml").write_text(DEFAULT)
    pages = len(list((default / "docs").rglob("*.md")))
    assert pages >= 1_000
    taken: dict[str, list[measure.Run]] = {"eop build": [], "eop build, nothing changed": [], "mkdocs-material": []}
    for _ in range(2):
        shutil.rmtree(ours / "build", ignore_errors=True)
        taken["eop build"].append(_built(ours))
        taken["eop build, nothing changed"].append(_built(ours))
        taken["mkdocs-material"].append(measure.run([measure.PYTHON, "-m", "mkdocs", "build", "--quiet"], cwd=default))
        assert taken["mkdocs-material"][-1].status == 0, taken["mkdocs-material"][-1].err[-2000:]
    seconds = {name: [run.seconds for run in runs] for name, runs in taken.items()}
    ratios = {name: measure.ratio(seconds[name], seconds["mkdocs-material"]) for name in taken}
    rows = [["whole process", "median s", "ratio", "MB held", "MB written"]]
    rows += [[name, median(seconds[name]), ratios[name], max(run.megabytes for run in runs),
              _size(default / "site" if name == "mkdocs-material" else ours / "build/site")] for name, runs in taken.items()]  # fmt: skip
    measure.table(f"the site of 1,000 entities: {pages:,} pages", rows)
    assert ratios["eop build"] <= 0.2


def test_time_grows_with_the_pages(tmp_path: Path) -> None:
    runs = {size: _built(_folder(size, tmp_path / str(size))) for size in (1_000, 5_000)}
    growth = runs[5_000].seconds / runs[1_000].seconds
    measure.table("growth of the site", [["entities", "s", "MB held"],
                  *([f"{size:,}", run.seconds, run.megabytes] for size, run in runs.items()), ["times", growth, ""]])  # fmt: skip
    assert growth <= 6.5


def test_a_saved_file_shows_soon(tmp_path: Path) -> None:
    """One file of the reference plan changes: how long until its page has it, by `eop serve` and by `eop build`."""
    folder = tmp_path / "reference"
    for name in ("plan", "site"):
        shutil.copytree(measure.ROOT / name, folder / name)
    shutil.copy(measure.ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    _built(folder)
    file = folder / "plan/agencies/city-council.yaml"
    text = file.read_text(encoding="utf-8")
    taken: dict[str, list[float]] = {"eop build": [], "eop serve": []}

    def save(words: str) -> float:
        file.write_text(text.replace("name: ", f"name: {words} ", 1), encoding="utf-8")
        return time.perf_counter()

    for number in range(5):
        save(f"Built {number}")
        taken["eop build"].append(_built(folder).seconds)
    assert "Built 4" in (folder / "build/site/agencies/city-council.html").read_text(encoding="utf-8")
    with _served(folder) as page:
        for number in range(5):
            start = save(f"Served {number}")
            while f"Served {number}" not in page():
                time.sleep(0.05)
            taken["eop serve"].append(time.perf_counter() - start)
            time.sleep(1)
    measure.table(
        "saved to shown, reference plan", [["by", "median s"], *([by, median(runs)] for by, runs in taken.items())]
    )
    assert median(taken["eop serve"]) <= 2


@contextmanager
def _served(folder: Path) -> Iterator[Callable[[], str]]:
    """Serve a plan on a free port, and give what reads the page of its council."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/agencies/city-council.html"

    def page() -> str:
        with suppress(OSError), urllib.request.urlopen(address, timeout=10) as answer:
            return str(answer.read().decode())
        return ""

    with subprocess.Popen([measure.PYTHON, "-m", "eop_tools", "serve", "--as-of", DAY, "--port", str(port)],
                          cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:  # fmt: skip
        try:
            while not page():
                assert server.poll() is None
                time.sleep(0.1)
            yield page
        finally:
            server.terminate()
