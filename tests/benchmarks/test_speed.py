"""How long a check takes, as a whole process, beside check-jsonschema over the same files: paired runs, medians.

`pytest -m bench tests/benchmarks -s` prints the tables. check-jsonschema takes one schema a call; to be fair to it, all
its calls (one a kind) are made in one process, so that Python and its libraries are started once. It reads the same
YAML files with schemas/ and does nothing else; `eop check` runs all rules. What that costs as separate commands is
printed beside it.
"""

# ruff: noqa: E501 - tables are read across
from __future__ import annotations

import json
import shutil
from pathlib import Path
from statistics import median

import corpus
import measure
import pytest
from corpus import AS_OF, PLURALS

pytestmark = pytest.mark.bench

KINDS = ("agency", "agreement", "authority", "channel", "contact", "event", "exercise", "facility", "function", "hazard",
         "level", "population", "procedure", "record", "resource", "role", "standard")  # fmt: skip
ROUNDS = {200: 7, 2_000: 7, 20_000: 2}
_PEER = """
import json, sys
from check_jsonschema import main
for arguments in json.load(open(sys.argv[1])):
    if main(arguments, standalone_mode=False):
        sys.exit(1)
"""
_SHIM = "import sys\nfrom eop_tools.cli import main\nif __name__ == '__main__':\n    sys.exit(main())\n"


class Bench:
    """One corpus, its own cache, and the commands that are measured on it."""

    def __init__(self, size: int, folder: Path) -> None:
        self.plan = shutil.copytree(corpus.cached(size), folder / "plan")
        self.env = {"EOP_CACHE_DIR": str(folder / "cache")}
        schemas = measure.ROOT / "schemas"
        self.calls = [["--schemafile", str(schemas / "plan.schema.json"), "plan/plan.yaml"]]
        for kind in KINDS:
            files = sorted(
                path.relative_to(folder).as_posix() for path in (self.plan / PLURALS.get(kind, f"{kind}s")).glob("*")
            )
            self.calls.append(["--schemafile", str(schemas / f"{kind}.schema.json"), *files])
        self.folder = folder
        (folder / "calls.json").write_text(json.dumps(self.calls))
        (folder / "peer.py").write_text(_PEER)
        self.edits = 0
        self.warm()

    def check(self, *more: str) -> measure.Run:
        done = measure.eop("check", self.plan, "--as-of", AS_OF.isoformat(), *more, env=self.env)
        assert done.status in (0, 1), done.err
        assert " error" not in done.out, done.out[-2000:]
        return done

    def cold(self) -> measure.Run:
        return self.check("--no-cache")

    def warm(self) -> measure.Run:
        return self.check()

    def changed(self) -> measure.Run:
        self.edits += 1
        path = self.plan / f"contacts/contact-{self.edits}.yaml"
        text = path.read_text()
        path.write_text(text.replace("title: ", f"title: Edited {self.edits} ", 1))
        return self.check()

    def peer(self) -> measure.Run:
        done = measure.run([measure.PYTHON, "peer.py", "calls.json"], cwd=self.folder)
        assert done.status == 0, done.out[-2000:] + done.err[-2000:]
        return done

    def peer_apart(self) -> float:
        total = 0.0
        for call in self.calls:
            done = measure.run([measure.PYTHON, "-m", "check_jsonschema", *call], cwd=self.folder)
            assert done.status == 0, done.out
            total += done.seconds
        return total


@pytest.mark.parametrize("size", list(ROUNDS))
def test_check(size: int, tmp_path: Path) -> None:
    bench = Bench(size, tmp_path)
    taken: dict[str, list[measure.Run]] = {"cold": [], "changed": [], "warm": [], "peer": []}
    for _ in range(ROUNDS[size]):
        for name, runs in taken.items():
            runs.append(getattr(bench, name)())
    apart = bench.peer_apart() if size == 2_000 else None
    seconds = {name: [run.seconds for run in runs] for name, runs in taken.items()}
    ratios = {name: measure.ratio(seconds[name], seconds["peer"]) for name in taken}
    words = {"cold": "eop check --no-cache", "changed": "eop check, one file changed", "warm": "eop check, nothing changed",
             "peer": "check-jsonschema, all kinds in one process"}  # fmt: skip
    rows = [["whole process", "median ms", "ratio", "MB"]]
    rows += [
        [words[name], median(seconds[name]) * 1000, ratios[name], max(run.megabytes for run in taken[name])]
        for name in taken
    ]
    if apart:
        rows.append(["check-jsonschema, one call a kind, summed", apart * 1000, apart / median(seconds["peer"]), "–"])
    measure.table(f"{size:,} entities, {ROUNDS[size]} rounds side by side", rows)
    if size == 2_000:
        missed = [name for name, most in (("cold", 0.35), ("changed", 0.10), ("warm", 0.05)) if ratios[name] > most]
        assert not missed, {name: round(ratios[name], 3) for name in missed}
    assert max(run.megabytes for name in ("cold", "changed", "warm") for run in taken[name]) < 1000


def test_time_grows_with_the_plan(tmp_path: Path) -> None:
    """From 2,000 to 20,000 entities a check takes ten times as long, and not much more."""
    day = AS_OF.isoformat()
    small, large = (
        [measure.eop("check", corpus.cached(size), "--no-cache", "--as-of", day).seconds for _ in range(rounds)]
        for size, rounds in ((2_000, 5), (20_000, 2))
    )
    growth = median(large) / median(small)
    measure.table("growth", [["entities", "median ms"], ["2,000", median(small) * 1000], ["20,000", median(large) * 1000],
                             ["times", growth]])  # fmt: skip
    assert growth <= 13


def test_version(tmp_path: Path) -> None:
    shim = tmp_path / "eop"  # what pip installs as the command `eop`
    shim.write_text(_SHIM)
    commands = {"python -c pass": ["-c", "pass"], "eop --version": [str(shim), "--version"],
                "python -m eop_tools --version": ["-m", "eop_tools", "--version"]}  # fmt: skip
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(25):
        for name, arguments in commands.items():
            done = measure.run([measure.PYTHON, *arguments])
            assert done.status == 0, done.err
            taken[name].append(done.seconds)
    bare = taken["python -c pass"]
    rows = [[name, median(seconds) * 1000, measure.ratio(seconds, bare)] for name, seconds in taken.items()]
    measure.table("starting", [["whole process", "median ms", "ratio"], *rows])
    assert measure.ratio(taken["eop --version"], bare) <= 2
