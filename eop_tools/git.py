"""The door to git: what a plan looked like at a revision, and which of its files have changed since.

Nothing is checked out, and nothing of the repository is run: no hook, pager or prompt. Contents come out of the
object store byte for byte (`git archive` would leave out what a plan marks as `export-ignore`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from eop_tools.errors import EopError, did_you_mean

_QUIET = ("--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
_ENVIRONMENT = {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""What git sets where it runs us from a hook: it holds for the top folder of the repository and misleads below it."""
_LINK, _SUBMODULE = "120000", "160000"


def revision_exists(folder: Path, revision: str) -> bool:
    """Whether a text names a commit of the repository a folder is in. Raises EopError without git or repository."""
    return _commit(_place(folder)[0], revision) is not None


def files_changed(folder: Path, base: str) -> set[str]:
    """Return the files of a plan folder that differ from a revision: changed, new, also untracked, and deleted ones.

    They are paths relative to the folder, parted by slashes. Raises EopError where git cannot tell.
    """
    home, below = _place(folder)
    commit = _known(home, base)
    where = below or "."
    asked = (
        ("diff", "--name-only", "-z", "--no-renames", "--relative", commit),
        ("ls-files", "--others", "-z"),
    )
    names = (name for question in asked for name in _ask(home, *question, "--", where).split(b"\0") if name)
    return {os.fsdecode(name)[len(below) and len(below) + 1 :] for name in names}


@contextmanager
def folder_at(folder: Path, revision: str) -> Iterator[Path]:
    """Yield a temporary folder with the content of a plan folder as it was at a revision.

    A link that leads out of the plan leads nowhere there. Raises EopError where git, the repository, the revision, or
    the folder at that revision is missing.
    """
    home, below = _place(folder)
    commit = _known(home, revision)
    prefix = _ask(home, "rev-parse", "--show-prefix").rstrip(b"\n") + os.fsencode(below)
    tree = os.fsencode(commit) + b":" + prefix.rstrip(b"/")
    try:
        listing = _ask(home, "ls-tree", "-r", "-z", "--full-tree", os.fsdecode(tree))
    except _Refusal:
        listing = b""
    if not listing:
        raise EopError(f"there was no folder “{folder}” at “{revision}”", "name a later revision")
    entries = [_entry(line) for line in listing.split(b"\0") if line]
    kept = [entry for entry in entries if entry[0] != _SUBMODULE]
    with tempfile.TemporaryDirectory(prefix="eop-at-") as beside:
        root = Path(beside) / "plan"
        root.mkdir()
        try:
            for (mode, _, name), content in sorted(
                zip(kept, _contents(home, [entry[1] for entry in kept]), strict=True),
                key=lambda each: each[0][0] == _LINK,  # links last, so that nothing is written through one
            ):
                _put(root, name, content, is_link=mode == _LINK)
        except OSError as error:
            raise EopError(f"the plan at “{revision}” cannot be laid out: {error.strerror}") from error
        yield root


class _Refusal(EopError):
    """Git said no."""


def _place(folder: Path) -> tuple[Path, str]:
    """Return the nearest folder that is there now, and the way from it to the one that is meant, with slashes."""
    home = folder = Path(os.path.abspath(folder))
    while not home.is_dir():
        home = home.parent
    try:
        _ask(home, "rev-parse", "--show-prefix")
    except _Refusal as refusal:
        if "not a git repository" in refusal.message:
            raise EopError(
                f"“{home}” is in no git repository, so nothing is known of how it was", "git init starts one"
            ) from None
        raise
    below = folder.relative_to(home)
    return home, "" if below == Path() else below.as_posix()


def _known(home: Path, revision: str) -> str:
    """Return the id of a revision's commit. Raises EopError with the nearest name where there is none."""
    commit = _commit(home, revision)
    if commit is not None:
        return commit
    known = os.fsdecode(_ask(home, "for-each-ref", "--format=%(refname:short)")).split()
    remote = next((name for name in known if revision and name.endswith(f"/{revision}")), "")
    hint = f"did you mean “{remote}”?" if remote else did_you_mean(revision, known)
    if _ask(home, "rev-parse", "--is-shallow-repository").strip() == b"true":
        hint = "this clone holds only a part of the history: git fetch --unshallow gets the rest"
    raise EopError(
        f"there is no revision “{revision[:80]}” in this repository",
        hint or "name a branch, a tag or a commit; `git log --oneline` lists the commits",
    )


def _commit(home: Path, revision: str) -> str | None:
    if not revision or revision.startswith("-") or not revision.isprintable():
        return None
    try:
        found = _ask(home, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except _Refusal:
        return None
    return found.decode().strip()


def _entry(line: bytes) -> tuple[str, str, str]:
    """Return mode, object and path of a line of `git ls-tree -r -z`."""
    about, _, name = line.partition(b"\t")
    mode, _, found = about.decode().split()
    return mode, found, os.fsdecode(name)


def _contents(home: Path, objects: list[str]) -> Iterator[bytes]:
    """Yield the content of each object."""
    told, at = _ask(home, "cat-file", "--batch", said="".join(f"{found}\n" for found in objects).encode()), 0
    for _ in objects:
        end = told.index(b"\n", at)
        about = told[at:end].split()
        if len(about) != 3:
            raise EopError("this clone lacks contents of that revision", "git fetch --refetch gets them")
        size = int(about[2])
        yield told[end + 1 : end + 1 + size]
        at = end + size + 2


def _put(root: Path, name: str, content: bytes, *, is_link: bool) -> None:
    if {"", ".", ".."} & set(name.split("/")) or "\\" in name:  # git writes no such name, somebody else did
        return
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not is_link:
        path.write_bytes(content)
        return
    target = os.fsdecode(content)
    goal = os.path.normpath(os.path.join(os.path.dirname(name), target))
    leaves = PurePosixPath(target).is_absolute() or goal.split(os.sep)[0] == os.pardir
    path.symlink_to(os.devnull if leaves else target)


def _ask(home: Path, *question: str, said: bytes = b"") -> bytes:
    """Return git's answer. Raises EopError with its own words where it refuses."""
    program = shutil.which("git")
    if program is None:
        raise EopError("git is not installed, so nothing is known of how the plan was", "install it from git-scm.com")
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK} | _ENVIRONMENT
    done = subprocess.run(  # noqa: S603 - a fixed program; what users type is checked in _commit
        [program, *_QUIET, "-C", os.fspath(home), *question],
        input=said,
        capture_output=True,
        env=environment,
        check=False,
    )
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip().splitlines() or ["it gave no reason"]
        raise _Refusal(f"git refuses: {words[0].removeprefix('fatal: ')}", words[-1].strip() if words[1:] else "")
    return done.stdout
