"""Posts the review of a change as one comment, or updates it (see workflows/review-comment.yml).

The text comes out of a run of the change's own code, so it may be anything: it is cut, and it notifies nobody. To which
pull request it belongs is asked of GitHub, never of that run.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

MARK = "<!-- eop review -->"
"""Stands at the beginning of the comment and is not shown: by it the comment is found again."""
AUTHOR = "github-actions[bot]"
ROOM = 64_000
CUT = "\n\n… cut here; the summary of the run has the rest.\n"


def gh(*words: str, said: Any = None) -> str:
    """Ask GitHub through its own command, which knows token and repository from the environment."""
    given = None if said is None else json.dumps(said)
    return subprocess.run(["gh", *words], input=given, stdout=subprocess.PIPE, text=True, check=True).stdout


def pull_request(repo: str) -> int | None:
    """Return the open pull request whose last commit was reviewed; None where another one has been pushed since."""
    head = f"{os.environ['HEAD_OWNER']}:{os.environ['HEAD_BRANCH']}"
    told = json.loads(gh("api", "--method", "GET", f"repos/{repo}/pulls", "-f", "state=open", "-f", f"head={head}"))
    return next((each["number"] for each in told if each["head"]["sha"] == os.environ["HEAD_SHA"]), None)


def review() -> str:
    """Return the text that the review left behind, cut and harmless; nothing where there is none."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            gh("run", "download", os.environ["RUN_ID"], "--name", "review", "--dir", folder)
        except subprocess.CalledProcessError:
            return ""
        path = Path(folder) / "comment.md"
        if path.is_symlink() or not path.is_file():
            return ""
        with path.open(encoding="utf-8", errors="replace") as file:
            text = file.read(ROOM + 1).replace("@", "@\u200b").replace("@\u200b\u200b", "@\u200b")
    if len(text) > ROOM:
        text = text[: text.rfind("\n", 0, ROOM)] + CUT
    return text.strip()


def main() -> None:
    """Post, or update what was posted before."""
    repo = os.environ["GH_REPO"]
    number, text = pull_request(repo), review()
    if number is None or not text:
        print("nothing to post")
        return
    pages = json.loads(gh("api", "--paginate", "--slurp", f"repos/{repo}/issues/{number}/comments?per_page=100"))
    ours = (
        comment["id"]
        for page in pages
        for comment in page
        if comment["user"]["login"] == AUTHOR and comment["body"].startswith(MARK)
    )
    body = {"body": f"{MARK}\n{text}"}
    posted = next(ours, None)
    if posted is None:
        gh("api", "--method", "POST", f"repos/{repo}/issues/{number}/comments", "--input", "-", said=body)
    else:
        gh("api", "--method", "PATCH", f"repos/{repo}/issues/comments/{posted}", "--input", "-", said=body)


if __name__ == "__main__":
    main()
