"""Runs whole processes and says how long they took and how much memory they held at most."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PYTHON = sys.executable

# A process inherits the peak memory of the one that starts it: so a small one starts it, and holds the watch.
_LAUNCHER = """
import json, os, resource, sys, time
said = json.load(sys.stdin)
os.chdir(said["cwd"])
for name, most in said["limits"].items():
    resource.setrlimit(getattr(resource, name), (most, most))
write = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
files = [(os.POSIX_SPAWN_OPEN, number, said[name], write, 0o600) for number, name in ((1, "out"), (2, "err"))]
start = time.perf_counter()
child = os.posix_spawnp(said["command"][0], said["command"], said["env"], file_actions=files)
_, status, used = os.wait4(child, 0)
seconds = time.perf_counter() - start
print(json.dumps([seconds, used.ru_utime + used.ru_stime, used.ru_maxrss, os.waitstatus_to_exitcode(status)]))
"""


class Run(NamedTuple):
    """What came of one process."""

    seconds: float
    cpu: float
    megabytes: float
    status: int
    out: str
    err: str


def run(
    command: Sequence[str | os.PathLike[str]],
    *,
    cwd: Path = ROOT,
    env: dict[str, str] | None = None,
    limits: dict[str, int] | None = None,
) -> Run:
    """Run one command to its end."""
    with tempfile.TemporaryDirectory() as folder:
        said = {
            "command": [os.fspath(part) for part in command],
            "cwd": str(cwd),
            # Compiled once, as an installed tool is, wherever the benchmark runs.
            "env": {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPATH": str(ROOT), **(env or {})},
            "limits": limits or {},
            "out": f"{folder}/out",
            "err": f"{folder}/err",
        }
        done = subprocess.run(
            [PYTHON, "-S", "-c", _LAUNCHER], input=json.dumps(said), capture_output=True, text=True, check=True
        )
        seconds, cpu, kilobytes, status = json.loads(done.stdout)
        out, err = (Path(said[name]).read_text(encoding="utf-8", errors="replace") for name in ("out", "err"))
    return Run(seconds, cpu, kilobytes / (1024 if sys.platform != "darwin" else 1024**2), status, out, err)


def eop(*arguments: str | os.PathLike[str], **more: object) -> Run:
    """Run the command `eop` of this checkout."""
    return run([PYTHON, "-m", "eop_tools", *arguments], **more)  # type: ignore[arg-type]


def ratio(ones: Sequence[float], others: Sequence[float]) -> float:
    """Return the median of the ratios of runs that were made side by side."""
    return median(one / other for one, other in zip(ones, others, strict=True))


def _cell(held: object) -> str:
    if not isinstance(held, float):
        return str(held)
    return f"{held:,.3g}" if held < 10 else f"{held:,.0f}"


def table(title: str, rows: Sequence[Sequence[object]]) -> None:
    """Print rows in columns, the first row as their heads."""
    cells = [list(map(_cell, row)) for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    print(f"\n{title}")
    for row in cells:
        print("  ".join(cell.ljust(width) if not column else cell.rjust(width)
                        for column, (cell, width) in enumerate(zip(row, widths, strict=True))))  # fmt: skip
