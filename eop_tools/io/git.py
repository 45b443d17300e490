"""The door to git: what a plan looked like at a revision, and which of its files have changed since.

Nothing is checked out or written, and nothing of the repository is run: no hook, pager or prompt. Contents come out of
the object store byte for byte (`git archive` would leave out what a plan marks as `export-ignore`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from eop_tools.errors import EopError
from eop_tools.text.suggest import did_you_mean

_QUIET = ("--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
_ENVIRONMENT = {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""What git sets where it runs us from a hook: it holds for the top folder of the repository and misleads below it."""
_LINK, _SUBMODULE = "120000", "160000"
_READ = (".yaml", ".md")
"""What a plan is written in: such files are fetched together, others when somebody asks for one."""
_LONGEST_WAY, _MOST_TURNS = 4_096, 1_000


class Repository:
    """The repository that a plan folder is in, asked about that folder. Raises EopError without git or repository."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        home = whole = Path(os.path.abspath(folder))
        while not home.is_dir():  # the plan may be gone by now
            home = home.parent
        self._home = home
        self._below = "" if whole == home else whole.relative_to(home).as_posix()
        try:
            prefix = self._ask("rev-parse", "--show-prefix").removesuffix(b"\n")
        except _Refusal as refusal:
            if "not a git repository" in refusal.message:
                raise EopError(
                    f"“{home}” is in no git repository, so nothing is known of how it was", "git init starts one"
                ) from None
            raise
        self._place = (prefix + os.fsencode(self._below)).rstrip(b"/")
        self.held: dict[str, bytes] = {}
        """What was fetched: contents by their objects."""

    def files_changed(self, base: str) -> set[str]:
        """Return the plan's files that differ from a revision: changed, new, also untracked, and deleted ones.

        They are paths relative to the folder, parted by slashes. Raises EopError where git cannot tell.
        """
        below, where = self._below, self._below or "."
        asked = (
            ("diff", "--name-only", "-z", "--no-renames", "--relative", self._commit(base)),
            ("ls-files", "--others", "-z"),
        )
        names = (name for question in asked for name in self._ask(*question, "--", where).split(b"\0") if name)
        return {os.fsdecode(name)[len(below) and len(below) + 1 :] for name in names}

    def tree(self, revision: str) -> Tree:
        """Return the plan folder as it was at a revision.

        Raises EopError where the revision, or the folder at that revision, is missing.
        """
        tree = os.fsdecode(os.fsencode(self._commit(revision)) + b":" + self._place)
        try:
            listing = self._ask("ls-tree", "-r", "-z", "--full-tree", tree)
        except _Refusal:
            listing = b""
        if not listing:
            raise EopError(f"there was no folder “{self.folder}” at “{revision}”", "name a later revision")
        files: dict[str, str] = {}
        links: dict[str, str] = {}
        for line in filter(None, listing.split(b"\0")):
            about, _, name = line.partition(b"\t")
            mode, _, found = about.decode().split()
            if mode != _SUBMODULE:
                (links if mode == _LINK else files)[os.fsdecode(name)] = found
        self.fetch(links.values())
        return Tree(self, files, {link: os.fsdecode(self.held[found]) for link, found in links.items()})

    def fetch(self, objects: Iterable[str]) -> None:
        """Hold the contents of these objects; what is held already is not asked for again."""
        wanted = [found for found in dict.fromkeys(objects) if found not in self.held]
        if not wanted:
            return
        told, at = self._ask("cat-file", "--batch", "--buffer", said="\n".join([*wanted, ""]).encode()), 0
        for found in wanted:
            end = told.index(b"\n", at)
            about = told[at:end].split()
            if len(about) != 3:
                raise EopError("this clone lacks contents of that revision", "git fetch --refetch gets them")
            at = end + 2 + int(about[2])
            self.held[found] = told[end + 1 : at - 1]

    def _commit(self, revision: str) -> str:
        """Return the id of a revision's commit. Raises EopError with the nearest name where there is none."""
        if revision and revision.isprintable() and not revision.startswith("-"):
            try:
                return self._ask("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
            except _Refusal:
                pass
        known = os.fsdecode(self._ask("for-each-ref", "--format=%(refname:short)")).split()
        remote = next((name for name in known if revision and name.endswith(f"/{revision}")), "")
        hint = f"did you mean “{remote}”?" if remote else did_you_mean(revision, known)
        if self._ask("rev-parse", "--is-shallow-repository").strip() == b"true":
            hint = "this clone holds only a part of the history: git fetch --unshallow gets the rest"
        raise EopError(
            f"there is no revision “{revision[:80]}” in this repository",
            hint or "name a branch, a tag or a commit; `git log --oneline` lists the commits",
        )

    def _ask(self, *question: str, said: bytes = b"") -> bytes:
        """Return git's answer. Raises EopError with its own words where it refuses."""
        program = _git()
        if program is None:
            raise EopError(
                "git is not installed, so nothing is known of how the plan was", "install it from git-scm.com"
            )
        environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK} | _ENVIRONMENT
        done = subprocess.run(  # noqa: S603 - a fixed program; what users type is checked in _commit
            [program, *_QUIET, "-C", os.fspath(self._home), *question],
            input=said,
            capture_output=True,
            env=environment,
            check=False,
        )
        if done.returncode:
            words = done.stderr.decode(errors="replace").strip().splitlines() or ["it gave no reason"]
            raise _Refusal(f"git refuses: {words[0].removeprefix('fatal: ')}", words[-1].strip() if words[1:] else "")
        return done.stdout


class Tree:
    """A folder as it was at a revision. Links are followed inside of it, and lead nowhere else.

    What no honest git writes, such as the name `..`, is listed like any other: nothing here touches the disk.
    """

    def __init__(self, repository: Repository, files: Mapping[str, str], links: Mapping[str, str]) -> None:
        self._repository, self._files, self._links = repository, files, links
        self._folders: dict[str, set[str]] = defaultdict(set)
        for path in (*files, *links):
            while path:
                above, _, name = path.rpartition("/")
                if name in self._folders[above]:
                    break
                self._folders[above].add(name)
                path = above

    @property
    def folder(self) -> Path:
        """The folder, where it is or was."""
        return self._repository.folder

    def names(self, folder: str = "") -> list[str]:
        """Return the names of all that lies in a folder, in order."""
        return sorted(self._folders.get(self.goal(folder) or "", ()))

    def is_folder(self, path: str) -> bool:
        """Whether a path leads to a folder of the tree."""
        return self.goal(path) in self._folders

    def content(self, file: str) -> bytes | None:
        """Return the content of a file; None where the path leads to none. Raises EopError where the clone lacks it."""
        found = self._files.get(self.goal(file) or "")
        if found is None:
            return None
        if found not in self._repository.held:
            self._repository.fetch([found, *(other for path, other in self._files.items() if path.endswith(_READ))])
        return self._repository.held[found]

    def goal(self, path: str) -> str | None:
        """Return where a path leads when all links are followed; None where it leaves the tree or goes in a circle."""
        if not self._links:
            return path
        done: list[str] = []
        ahead = path.split("/")[::-1]
        for _ in range(_MOST_TURNS):
            if not ahead:
                return "/".join(done)
            step = ahead.pop()
            link = self._links.get("/".join([*done, step]))
            if link is not None:
                if link.startswith("/") or len(link) > _LONGEST_WAY:
                    return None
                ahead += link.split("/")[::-1]
            elif step == ".." and not done:
                return None
            elif step == "..":
                done.pop()
            elif step not in ("", "."):
                done.append(step)
        return None


def _git() -> str | None:
    """Return where git is installed; Windows would look first in the folder where one stands, which may be a plan's.

    A folder that is named from where one stands is none to look in either, on any system.
    """
    folders = [each for each in os.environ.get("PATH", os.defpath).split(os.pathsep) if os.path.isabs(each)]
    here = os.path.realpath(os.curdir)
    for folder in folders:
        found = shutil.which(os.path.join(folder, "git"))  # with a folder before it, only that one is looked at
        if found and os.path.realpath(folder) != here:
            return found
    return None


class _Refusal(EopError):
    """Git said no."""
