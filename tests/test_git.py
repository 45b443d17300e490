"""The plan as it was: git is asked, believed byte for byte, and never trusted with a name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from eop_tools.errors import EopError
from eop_tools.io.git import Repository, Tree
from eop_tools.plan.loader import load
from eop_tools.plan.location import InGit

LATIN = "naïve–名.yaml"


def files_changed(folder: Path, base: str) -> set[str]:
    return Repository(folder).files_changed(base)


def tree_at(folder: Path, revision: str) -> Tree:
    return Repository(folder).tree(revision)


def run(where: Path, *words: str) -> str:
    told = subprocess.run(["git", "-C", where, *words], capture_output=True, text=True, check=True)
    return told.stdout.strip()


@pytest.fixture(autouse=True)
def _nobodys_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Somebody")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "somebody@example.org")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A repository whose plan lies two folders down, with a first commit tagged `v1`."""
    home = tmp_path / "home"
    plan = home / "city" / "plan"
    for file, text in {
        "plan.yaml": "name: First\n",
        "contacts/jo.yaml": "name: Jo\n",
        "contacts/gone.yaml": "name: Gone\n",
        f"contacts/{LATIN}": "name: Odd\n",
        "agencies/fire.yaml": "name: Fire\r\nbytes: stay\r\n",
    }.items():
        (plan / file).parent.mkdir(parents=True, exist_ok=True)
        (plan / file).write_bytes(text.encode())
    (home / "elsewhere.yaml").write_text("not: the plan\n")
    (home / ".gitattributes").write_text("*.yaml text=auto eol=lf\n")
    run(tmp_path, "init", "--quiet", "--initial-branch", "main", str(home))
    run(home, "config", "core.autocrlf", "false")
    (home / ".gitattributes").unlink()
    run(home, "add", "-A")
    run(home, "commit", "--quiet", "--message", "One")
    run(home, "tag", "v1")
    return home


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def remembered(tree: Tree, folder: str = "") -> dict[str, bytes | None]:
    """What a tree holds, by path."""
    found: dict[str, bytes | None] = {}
    for name in tree.names(folder):
        path = f"{folder}/{name}" if folder else name
        found |= remembered(tree, path) if tree.is_folder(path) else {path: tree.content(path)}
    return found


@pytest.mark.parametrize("stand", [".", "city", "city/plan", "city/plan/contacts"])
def test_the_plan_as_it_was_from_wherever_one_stands(home: Path, stand: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = home / "city" / "plan"
    before = content(plan)
    (plan / "plan.yaml").write_text("name: Second\n")
    (plan / "contacts/gone.yaml").unlink()
    monkeypatch.chdir(home / stand)
    assert remembered(tree_at(Path(os.path.relpath(plan)), "v1")) == before
    assert before[f"contacts/{LATIN}"] == b"name: Odd\n"


def test_what_has_changed_counts_deleted_staged_and_untracked_files(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = home / "city" / "plan"
    assert files_changed(plan, "HEAD") == set()
    (plan / "contacts/gone.yaml").unlink()
    (plan / "contacts/jo.yaml").rename(plan / "contacts/joan.yaml")
    (plan / f"contacts/{LATIN}").write_text("name: Odder\n")
    (plan / "plan.yaml").write_text("name: Second\n")
    run(home, "add", "city/plan/plan.yaml")
    (home / "elsewhere.yaml").write_text("not: a matter of the plan\n")
    (home / ".gitignore").write_text("kept.yaml\n")
    (plan / "contacts/kept.yaml").write_text("name: Kept\n")
    changed = {"plan.yaml", "contacts/gone.yaml", "contacts/jo.yaml", "contacts/joan.yaml", "contacts/kept.yaml",
               f"contacts/{LATIN}"}  # fmt: skip
    assert files_changed(plan, "v1") == changed
    monkeypatch.chdir(plan / "contacts")
    assert files_changed(Path(".."), "v1") == changed
    run(home, "add", "-A")
    run(home, "commit", "--quiet", "--message", "Two")
    assert files_changed(plan, "v1") == changed
    assert files_changed(plan, "HEAD") == {"contacts/kept.yaml"}, "git ignores it, but the plan holds it"


def test_a_plan_that_is_gone_now_is_there_as_it_was(home: Path) -> None:
    plan = home / "city" / "plan"
    before = content(plan)
    run(home, "rm", "-r", "--quiet", "city")
    assert remembered(tree_at(plan, "v1")) == before
    assert files_changed(plan, "v1") == set(before)


def test_a_plan_at_the_top_of_a_repository(home: Path) -> None:
    assert tree_at(home, "main").content("city/plan/contacts/jo.yaml") == b"name: Jo\n"


def test_which_revisions_there_are(home: Path) -> None:
    plan = home / "city" / "plan"
    commit = run(home, "rev-parse", "HEAD")
    for name in ("main", "v1", "HEAD", commit, commit[:9]):
        assert tree_at(plan, name).content("plan.yaml") == b"name: First\n", name
    for name in ("v2", "", "-h", "--all", "--output=x", "main:city", "main..v1", "main\n", "main\0", "HEAD^{blob}"):
        with pytest.raises(EopError, match="there is no revision"):
            tree_at(plan, name)


@pytest.mark.parametrize("ask", [files_changed, tree_at])
@pytest.mark.parametrize(
    ("name", "hint"),
    [("mian", "did you mean “main”?"), ("trunk", "did you mean “origin/trunk”?"), ("--output=x", "name a branch"),
     ("zzz\x1b[31m", "name a branch")],
)  # fmt: skip
def test_an_unknown_revision(home: Path, ask, name: str, hint: str) -> None:
    run(home, "update-ref", "refs/remotes/origin/trunk", "HEAD")
    with pytest.raises(EopError, match="there is no revision") as told:
        ask(home / "city" / "plan", name)
    assert told.value.hint.startswith(hint)
    assert not (home / "x").exists()


def test_a_revision_before_the_plan(home: Path) -> None:
    other = home / "town" / "plan"
    other.mkdir(parents=True)
    (other / "plan.yaml").write_text("name: Town\n")
    with pytest.raises(EopError, match=r"there was no folder .* at “v1”") as told:
        tree_at(other, "v1")
    assert told.value.hint == "name a later revision"


def test_no_repository(tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    plan.mkdir()
    with pytest.raises(EopError, match="is in no git repository") as told:
        Repository(plan)
    assert told.value.hint


def test_no_git(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(home))
    with pytest.raises(EopError, match="git is not installed") as told:
        Repository(home)
    assert told.value.hint


def test_a_clone_that_holds_only_a_part(home: Path, tmp_path: Path) -> None:
    (home / "city/plan/plan.yaml").write_text("name: Second\n")
    run(home, "commit", "--quiet", "--all", "--message", "Two")
    run(tmp_path, "clone", "--quiet", "--depth", "1", "--no-tags", home.as_uri(), str(tmp_path / "part"))
    with pytest.raises(EopError) as told:
        files_changed(tmp_path / "part" / "city" / "plan", "v1")
    assert "git fetch --unshallow" in told.value.hint


def test_a_hook_of_git_does_not_mislead(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_PREFIX", "city/")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    monkeypatch.chdir(home)
    assert files_changed(Path("city/plan"), "v1") == set()


def test_nothing_of_the_repository_runs_or_changes(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan, trace = home / "city" / "plan", home / "ran"
    script = home / ".git" / "hooks" / "any"
    script.write_text(f"#!/bin/sh\necho \"$0\" >> '{trace}'\ncat\n")
    script.chmod(0o755)
    for hook in ("post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman"):
        (script.parent / hook).symlink_to(script)
    for key in (
        "core.fsmonitor",
        "core.pager",
        "pager.diff",
        "diff.external",
        "filter.any.smudge",
        "diff.any.textconv",
    ):
        run(home, "config", key, str(script))
    (plan / ".gitattributes").write_text("contacts/** export-ignore\n*.yaml filter=any diff=any export-subst\n")
    (plan / "plan.yaml").write_text("name: $Format:%H$\n")
    run(home, "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "add", "-A")
    run(home, "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "commit", "--quiet", "--message", "Two")
    os.utime(plan / "contacts/jo.yaml", (1, 1))
    before = content(home / ".git") | {"index": b""}  # git may note there which files it has looked at
    trace.unlink(missing_ok=True)
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(script))
    assert files_changed(plan, "HEAD") == set()
    assert remembered(tree_at(plan, "HEAD")) == content(plan)
    assert not trace.exists()
    assert content(home / ".git") | {"index": b""} == before


def test_a_link_that_leaves_the_plan_leads_nowhere(home: Path, tmp_path: Path) -> None:
    plan, secret = home / "city" / "plan", tmp_path / "secret.yaml"
    secret.write_text("name: Secret\n")
    for name, target in {
        "contacts/absolute.yaml": str(secret),
        "contacts/above.yaml": "../../../elsewhere.yaml",
        "contacts/sly.yaml": "../contacts/../../plan.yaml",
        "contacts/circle.yaml": "circle.yaml",
        "contacts/within.yaml": "../plan.yaml",
        "contacts/far.yaml": "../people/jo.yaml",
        "people": "contacts",
    }.items():
        (plan / name).symlink_to(target)
    run(home, "add", "-A")
    run(home, "commit", "--quiet", "--message", "Links")
    tree = tree_at(plan, "HEAD")
    for name in ("absolute", "above", "sly", "circle"):
        assert tree.goal(f"contacts/{name}.yaml") is None
        assert tree.content(f"contacts/{name}.yaml") is None
    assert tree.content("contacts/within.yaml") == b"name: First\n"
    assert tree.content("contacts/far.yaml") == b"name: Jo\n"
    assert tree.names("people") == tree.names("contacts")
    assert tree.content("people/jo.yaml") == b"name: Jo\n"


def test_a_plan_reads_from_git_as_it_does_from_the_disk(home: Path) -> None:
    """Whatever lies in a plan's folder: what is found there, and each complaint about it, is the same."""
    plan = home / "town" / "plan"
    cover = "name: Plan\njurisdiction: Town\npromulgation: {text: It holds., effective: 2026-01-15}\nreview: {}\n"
    for file, text in {
        "plan.yaml": cover,
        "README.md": "# Not a part of the plan\n",
        ".hidden/x.yaml": "",
        "levels.yaml": "full: {name: Full, rank: 1}\nFull: {name: Full, rank: 2}\n",
        "notes.txt": "what is this",
        "things/one.yaml": "name: One\n",
        "agencies/README.md": "read me",
        "agencies/town.yaml": "\ufeffname: Town\r\ntype: jurisdiction\r\n",
        "agencies/wrong.yml": "name: Wrong\n",
        "agencies/broken.yaml": "name: [\n",
        "agencies/empty.yaml": "",
        f"agencies/{LATIN}": "name: Odd\n",
        "agencies/back\\slash.yaml": "name: Odd\n",
        "agencies/large.yaml": f"name: {'x' * 1_100_000}\n",
        "agencies/folder.yaml/inner.yaml": "name: Inner\n",
        "sections/one.md": "---\nname: One\n---\nText of [[agency:town]].\n",
        "sections/plain.md": "no front matter",
    }.items():
        (plan / file).parent.mkdir(parents=True, exist_ok=True)
        (plan / file).write_bytes(text.encode())
    (plan / "agencies" / "latin.yaml").write_bytes("name: Caf\xe9\ntype: board\n".encode("latin-1"))
    if sys.platform == "linux":  # elsewhere every name is Unicode
        (plan / os.fsdecode(b"agencies/\xff.yaml")).write_text("name: Odd\n")
    for name, target in {
        "agencies/linked.yaml": "town.yaml",
        "agencies/outside.yaml": "/outside.yaml",
        "agencies/above.yaml": "../../../elsewhere.yaml",
        "agencies/nowhere.yaml": "gone.yaml",
        "agencies/sub.yaml": "../sections",
        "contacts": "agencies",
        "roles": "../../city",
        "hazards": "gone",
    }.items():
        (plan / name).symlink_to(target)
    run(home, "add", "-A")
    run(home, "commit", "--quiet", "--message", "Odd")
    now, then = load(plan), load(InGit(tree_at(plan, "HEAD")))
    assert len(now.faults) > 20
    assert then.faults == now.faults
    assert then.plan.broken == now.plan.broken
    assert list(then.plan) == list(now.plan)
    assert then.plan.refs() == now.plan.refs()
    assert {file: each.text for file, each in then.documents.items()} == {
        file: each.text for file, each in now.documents.items()
    }


def test_a_repository_inside_the_plan_is_no_part_of_it(home: Path) -> None:
    plan = home / "city" / "plan"
    run(home, "update-index", "--add", "--cacheinfo", f"160000,{run(home, 'rev-parse', 'HEAD')},city/plan/roles")
    run(home, "commit", "--quiet", "--message", "Submodule")
    assert tree_at(plan, "HEAD").names() == ["agencies", "contacts", "plan.yaml"]


def test_what_two_revisions_share_is_fetched_once(home: Path) -> None:
    plan = home / "city" / "plan"
    (plan / "plan.yaml").write_text("name: Second\n")
    (plan / "map.pdf").write_bytes(b"large")
    run(home, "add", "-A")
    run(home, "commit", "--quiet", "--message", "Two")
    repository = Repository(plan)
    old, new = repository.tree("v1"), repository.tree("HEAD")
    assert old.content("plan.yaml") == b"name: First\n"
    held = set(repository.held)
    assert new.content("contacts/jo.yaml") is old.content("contacts/jo.yaml")
    assert set(repository.held) == held
    assert new.content("plan.yaml") == b"name: Second\n"
    assert set(repository.held) == held | {run(home, "rev-parse", "HEAD:city/plan/plan.yaml")}, "no map was read"


def test_a_forged_tree_is_only_read(home: Path, tmp_path: Path) -> None:
    """Such trees come from no honest git: `..` as a name, or a file below a name that is a link as well."""
    blob = run(home, "hash-object", "-w", "elsewhere.yaml")

    def tree(*entries: tuple[str, str, str]) -> str:
        raw = b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(found) for mode, name, found in entries)
        told = subprocess.run(["git", "-C", home, "hash-object", "-w", "-t", "tree", "--literally", "--stdin"],
                              input=raw, capture_output=True, check=True)  # fmt: skip
        return told.stdout.decode().strip()

    (tmp_path / "goal").write_text("agencies")
    goal = run(home, "hash-object", "-w", str(tmp_path / "goal"))
    within = tree(("100644", "x.yaml", blob))
    plan = tree(("40000", "..", tree(("100644", "escaped.yaml", blob))), ("40000", "agencies", within),
                ("120000", "contacts", goal), ("40000", "contacts", within), ("100644", "plan.yaml", blob))  # fmt: skip
    commit = run(home, "commit-tree", tree(("40000", "city", tree(("40000", "plan", plan)))), "-m", "Forged")
    before = content(home)
    loaded = load(InGit(tree_at(home / "city" / "plan", commit)))
    assert loaded.plan.broken == {"plan:plan", "agency:x", "contact:x"}
    assert content(home) == before


def test_contents_that_the_clone_lacks(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blob = run(home, "rev-parse", "HEAD:city/plan/contacts/jo.yaml")
    (home / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(EopError, match="lacks contents"):
        tree_at(home / "city" / "plan", "v1").content("plan.yaml")


def test_git_in_its_own_words(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / ".git" / "config").write_text("[core\n")
    with pytest.raises(EopError, match="git refuses: bad config line 1"):
        Repository(home)


@pytest.mark.skipif(os.name != "posix", reason="the program is a script")
@pytest.mark.parametrize("path", ["", ".", "bin", "{here}"])
def test_git_is_never_looked_for_where_one_stands(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bin").mkdir()
    for planted in (tmp_path / "git", tmp_path / "bin" / "git"):
        planted.write_text(f"#!/bin/sh\ntouch {tmp_path}/planted\n")
        planted.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join([path.format(here=tmp_path), os.environ["PATH"]]))
    with pytest.raises(EopError, match="no git repository"):
        Repository(tmp_path)
    assert not (tmp_path / "planted").exists()
