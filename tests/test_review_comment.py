"""The comment on a change: one, updated and never repeated, whatever the run that it comes from has left behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parent.parent / ".github" / "review_comment.py"
GITHUB = """
import json, os, pathlib, sys
world = pathlib.Path(os.environ["WORLD"])
state = json.loads((world / "state.json").read_text())
words = sys.argv[1:]
state["asked"].append(words)
if words[:2] == ["run", "download"]:
    if not (world / "comment.md").exists() and not (world / "comment.md").is_symlink():
        sys.exit(1)
    (pathlib.Path(words[-1]) / "comment.md").unlink(missing_ok=True)
    os.rename(world / "comment.md", pathlib.Path(words[-1]) / "comment.md")
elif "GET" in words:
    print(json.dumps([pull for pull in state["pulls"] if f"head={pull['label']}" in words]))
elif "--slurp" in words:
    print(json.dumps([state["comments"][:1], state["comments"][1:]]))
else:
    body = json.load(sys.stdin)["body"]
    if "POST" in words:
        state["comments"].append({"id": 7, "user": {"login": "github-actions[bot]"}, "body": body, "at": words[3]})
    else:
        for comment in state["comments"]:
            if words[3].endswith(f"/{comment['id']}"):
                comment["body"] = body
(world / "state.json").write_text(json.dumps(state))
"""
PULLS = [
    {"number": 3, "label": "someone:patch-1", "head": {"sha": "old"}},
    {"number": 5, "label": "someone:patch-1", "head": {"sha": "new"}},
]


@pytest.fixture
def world(tmp_path: Path) -> Path:
    gh = tmp_path / "bin" / "gh"
    gh.parent.mkdir()
    gh.write_text(f"#!{sys.executable}\n{GITHUB}")
    gh.chmod(0o755)
    comments = [{"id": 1, "user": {"login": "someone"}, "body": "<!-- eop review -->\nmine, not yours"},
                {"id": 2, "user": {"login": "github-actions[bot]"}, "body": "of another workflow"}]  # fmt: skip
    (tmp_path / "state.json").write_text(json.dumps({"asked": [], "pulls": PULLS, "comments": comments}))
    return tmp_path


def post(world: Path, text: str | None, sha: str = "new", branch: str = "patch-1") -> dict[str, Any]:
    if text is not None:
        (world / "comment.md").write_text(text)
    environment = {"PATH": f"{world / 'bin'}:{os.environ['PATH']}", "WORLD": str(world), "GH_REPO": "city/plan",
                   "RUN_ID": "12", "HEAD_SHA": sha, "HEAD_OWNER": "someone", "HEAD_BRANCH": branch}  # fmt: skip
    subprocess.run([sys.executable, SCRIPT], env=environment, check=True, capture_output=True)
    state: dict[str, Any] = json.loads((world / "state.json").read_text())
    return state


def test_one_comment_that_is_updated(world: Path) -> None:
    state = post(world, "## First\n")
    assert [comment["id"] for comment in state["comments"]] == [1, 2, 7]
    assert state["comments"][2]["at"] == "repos/city/plan/issues/5/comments"
    state = post(world, "## Second\n")
    assert [comment["body"] for comment in state["comments"]] == [
        "<!-- eop review -->\nmine, not yours", "of another workflow", "<!-- eop review -->\n## Second"
    ]  # fmt: skip


@pytest.mark.parametrize("text", [None, "", " \n"])
def test_where_there_is_nothing_nothing_is_posted(text: str | None, world: Path) -> None:
    assert len(post(world, text)["comments"]) == 2


def test_what_was_overtaken_by_a_push_is_not_posted(world: Path) -> None:
    assert len(post(world, "## First", sha="other")["comments"]) == 2
    assert len(post(world, "## First", branch="$(id) -f state=all")["comments"]) == 2


def test_nobody_is_called_and_the_length_is_kept(world: Path) -> None:
    body = post(world, "@mayor and jo@city.gov, @\u200bchief\n" + "line <!-- eop review -->\n" * 9000)["comments"][2][
        "body"
    ]
    assert body.startswith("<!-- eop review -->\n@\u200bmayor and jo@\u200bcity.gov, @\u200bchief\n")
    assert len(body) < 65_536
    assert body.endswith("line <!-- eop review -->\n\n… cut here; the summary of the run has the rest.")


def test_a_link_in_what_was_left_behind_is_not_followed(world: Path) -> None:
    (world / "secret").write_text("token")
    (world / "comment.md").symlink_to(world / "secret")
    assert len(post(world, None)["comments"]) == 2
