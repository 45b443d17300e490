"""How long `eop diff` takes between two revisions of a 2,000-entity plan, and when nearly everything is new."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from statistics import median

import corpus
import measure
import pytest
from corpus import AS_OF

pytestmark = pytest.mark.bench

SIZE, ROUNDS, GOAL = 2_000, 7, 2.0


def _git(folder: Path, *command: str) -> None:
    git = ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run([*git, *command], check=True, capture_output=True)


def _edit(plan: Path, kind: str, count: int, before: str, after: str) -> None:
    for path in sorted((plan / kind).iterdir())[:count]:
        path.write_text(path.read_text().replace(before, after))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A plan with a revision of few changes, and one in which every position, agency and channel has another name."""
    plan = shutil.copytree(corpus.cached(SIZE), tmp_path / "plan")
    for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "first"], ["tag", "first"]):
        _git(tmp_path, *command)
    _edit(plan, "contacts", 5, "24/7", "weekdays 08:00-16:30")
    _edit(plan, "procedures", 20, "within: 10 min", "within: 15 min")
    (plan / "channels" / "channel-3.yaml").unlink()
    for command in (["add", "-A"], ["commit", "-qm", "few"], ["tag", "few"]):
        _git(tmp_path, *command)
    for path in sorted(plan.rglob("*.*")):
        for old, new in (("position-", "post-"), ("agency-", "office-"), ("channel-", "way-"), ("contact-", "person-")):
            if path.name.startswith(old):
                path = path.rename(path.with_name(path.name.replace(old, new)))
        text = path.read_text()
        for old, new in (("position-", "post-"), ("agency-", "office-"), ("channel-", "way-"), ("contact-", "person-")):
            text = text.replace(old, new)
        path.write_text(text)
    for command in (["add", "-A"], ["commit", "-qm", "many"], ["tag", "many"]):
        _git(tmp_path, *command)
    return tmp_path


@pytest.mark.parametrize(("old", "new"), [("first", "few"), ("few", "many")])
def test_diff_between_revisions(old: str, new: str, repository: Path) -> None:
    runs = []
    for _ in range(ROUNDS):
        done = measure.eop("diff", old, new, "--as-of", AS_OF.isoformat(), cwd=repository)
        assert done.status == 0, done.err
        runs.append(done)
    seconds = [run.seconds for run in runs]
    rows = [
        ["whole process", "median s", "best s", "CPU s", "MB"],
        [f"eop diff {old} {new}", median(seconds), min(seconds), median(run.cpu for run in runs),
         max(run.megabytes for run in runs)],
    ]  # fmt: skip
    measure.table(f"{SIZE:,} entities, {ROUNDS} rounds; {runs[0].out.splitlines()[0]}", rows)
    if new == "few":
        assert median(seconds) <= GOAL
