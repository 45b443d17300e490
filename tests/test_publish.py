"""Releases: immutable, complete, and whatever was served before is served after a crash."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eop_tools.errors import EopError
from eop_tools.finding import Judgement
from eop_tools.io import atomic as disk
from eop_tools.page import View
from eop_tools.plan import Plan
from eop_tools.plan.edition import edition_for
from eop_tools.publish import STATUS, Release, promote, publish, verify
from eop_tools.releases.folder import VERSIONS
from eop_tools.releases.offline import LIST, WORKER
from eop_tools.releases.release import MANIFEST, SUMS, damage_of
from eop_tools.values import Audience

TODAY = date(2026, 11, 23)
PAGES = {
    "index.html": "<h1>Plan</h1>", "roles/mayor.html": "<h1>Mayor</h1>", "assets/site.css": "body{}", WORKER: "// work",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    monkeypatch.setattr(os, "sync", lambda: None, raising=False)


def a_site(pages: dict[str, str]) -> object:
    def build(folder: Path) -> None:
        for name, text in pages.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")

    return build


def release(to: Path, version: str = "2026.1", pages: dict[str, str] | None = None, **more: object) -> Release:
    said = {"alias": "latest", "edition": "public", "today": TODAY, "build": a_site(pages or PAGES)} | more
    return publish(version, to, **said)  # type: ignore[arg-type]


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_release_is_complete_and_its_manifest_tells_every_file(tmp_path: Path) -> None:
    made = release(tmp_path)
    manifest = json.loads((tmp_path / "2026.1" / MANIFEST).read_text())
    files = tree(tmp_path / "2026.1")
    del files[MANIFEST], files[SUMS]
    assert manifest["files"] == files
    assert (manifest["version"], manifest["edition"], manifest["as_of"]) == ("2026.1", "public", "2026-11-23")
    assert not made.already
    assert made.pages == 2


def test_versions_and_status_say_what_is_current(tmp_path: Path) -> None:
    release(tmp_path)
    second = release(tmp_path, "2026.2", {**PAGES, "index.html": "new"})
    assert json.loads((tmp_path / VERSIONS).read_text()) == [
        {"version": "2026.2", "title": "2026.2", "aliases": ["latest"]},
        {"version": "2026.1", "title": "2026.1", "aliases": []},
    ]
    status = json.loads((tmp_path / STATUS).read_text())
    assert (status["current"], status["digest"]) == ("2026.2", second.digest)


def test_the_alias_leads_to_every_page_and_can_go_back(tmp_path: Path) -> None:
    release(tmp_path)
    release(tmp_path, "2026.2", {**PAGES, "new.html": "new"})
    assert 'url=../2026.2/new.html"' in (tmp_path / "latest" / "new.html").read_text()
    assert 'url=../../2026.2/roles/mayor.html"' in (tmp_path / "latest" / "roles" / "mayor.html").read_text()
    assert release(tmp_path).already
    assert 'url=../2026.1/index.html"' in (tmp_path / "latest" / "index.html").read_text()
    assert not (tmp_path / "latest" / "new.html").exists()
    assert json.loads((tmp_path / STATUS).read_text())["current"] == "2026.1"


def test_the_same_version_with_other_content_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    release(tmp_path)
    before = tree(tmp_path)
    with pytest.raises(EopError, match=r"published before, with other content .1 files differ, first index\.html"):
        release(tmp_path, pages={**PAGES, "index.html": "changed"})
    with pytest.raises(EopError, match="as of 2026-11-23, now 2026-11-24"):
        release(tmp_path, today=date(2026, 11, 24))
    assert tree(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["2026.1", "latest", "index.html", STATUS, VERSIONS, WORKER, LIST]
    )


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "../up", "-x", "a..b", "x" * 65, "con\n", ".hidden"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(EopError):
        release(tmp_path / "to", name)
    with pytest.raises(EopError):
        release(tmp_path / "to", alias=name)
    assert not (tmp_path / "to").exists()


def test_an_alias_never_writes_into_a_release(tmp_path: Path) -> None:
    release(tmp_path)
    before = tree(tmp_path / "2026.1")
    with pytest.raises(EopError, match="is a published version"):
        release(tmp_path, "2026.2", alias="2026.1")
    assert tree(tmp_path / "2026.1") == before


def test_a_foreign_folder_is_not_taken_for_a_release(tmp_path: Path) -> None:
    (tmp_path / "2026.1").mkdir()
    (tmp_path / "2026.1" / "letter.txt").write_text("mine")
    with pytest.raises(EopError, match="is no release of ours"):
        release(tmp_path)
    assert (tmp_path / "2026.1" / "letter.txt").read_text() == "mine"


NAMES = (
    "index.html INDEX.HTML versions.json status.json offline.json offline-worker.js manifest.json SHA256SUMS "
    "con NUL aux.txt com1 lpt9.x 2026."
)


@pytest.mark.parametrize("name", NAMES.split())
def test_a_name_that_means_something_else_is_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    for said in ({"version": name}, {"alias": name}):
        with pytest.raises(EopError, match="cannot be the name of"):
            release(tmp_path / "to", **said)  # type: ignore[arg-type]
    assert not (tmp_path / "to").exists()


@pytest.mark.parametrize("name", ["2026.1", "con-2026", "nul2", "v1", "com10", "a", "console.1", "2026_1", "index"])
def test_an_ordinary_name_is_taken(tmp_path: Path, name: str) -> None:
    assert release(tmp_path, name).folder == tmp_path / name


def test_names_that_differ_in_capitals_only_are_one_on_many_systems(tmp_path: Path) -> None:
    with pytest.raises(EopError, match="both the version and its alias"):
        release(tmp_path / "to", "Latest")
    release(tmp_path, "v1")
    before = tree(tmp_path)
    for version, alias in (("V1", "latest"), ("v2", "LATEST"), ("Latest", "stable"), ("v2", "V1")):
        with pytest.raises(EopError, match="are one name on many systems"):
            release(tmp_path, version, alias=alias)
    assert tree(tmp_path) == before


def never(folder: Path) -> None:
    raise AssertionError("nothing is built where it will be refused")


@pytest.mark.parametrize(
    ("foreign", "said"),
    [
        ("docs/guide.html", {"alias": "docs"}),
        ("docs/deep/picture.png", {"alias": "docs"}),
        ("docs", {"alias": "docs"}),
        ("index.html", {}),
        ("versions.json", {}),
        ("status.json", {}),
        ("offline.json", {}),
        ("offline-worker.js", {}),
        ("2026.1/letter.txt", {}),
        ("2026.1", {}),
        (".eop-publishing/mine.txt", {}),
    ],
)
@pytest.mark.parametrize("content", ["mine", "[]x", '{"current": "2026.1"}', '[{"version": "1"}]'])
def test_what_is_not_ours_is_refused_and_stays(
    tmp_path: Path, foreign: str, said: dict[str, str], content: str
) -> None:
    (tmp_path / foreign).parent.mkdir(exist_ok=True, parents=True)
    (tmp_path / foreign).write_text(content)
    before = tree(tmp_path)
    with pytest.raises(EopError):
        release(tmp_path, build=never, **said)
    assert tree(tmp_path) == before


def test_a_file_that_somebody_put_beside_our_redirects_is_not_deleted(tmp_path: Path) -> None:
    release(tmp_path)
    (tmp_path / "latest" / "note.txt").write_text("mine")
    with pytest.raises(EopError, match=r"note\.txt” is not ours"):
        release(tmp_path, "2026.2", build=never)
    assert (tmp_path / "latest" / "note.txt").read_text() == "mine"


def test_other_files_of_a_web_root_stay(tmp_path: Path) -> None:
    (tmp_path / "robots.txt").write_text("mine")
    (tmp_path / "blog").mkdir()
    (tmp_path / "blog" / "index.html").write_text("mine")
    release(tmp_path)
    release(tmp_path, "2026.2")
    assert (tmp_path / "robots.txt").read_text() == (tmp_path / "blog" / "index.html").read_text() == "mine"


@pytest.mark.parametrize("edition", ["responder", "command"])
@pytest.mark.parametrize("lost", [False, True])
def test_a_folder_of_releases_is_of_one_edition(tmp_path: Path, edition: str, lost: bool) -> None:
    release(tmp_path)
    if lost:
        (tmp_path / STATUS).unlink()
    before = tree(tmp_path)
    for version in ("2026.1", "2026.2"):
        with pytest.raises(EopError, match="holds releases of the public edition"):
            release(tmp_path, version, edition=edition, build=never)
    assert tree(tmp_path) == before


WRONG = ["", "[]", "{}", "null", "3", '"x"', "{", "\xff", "[" * 100_000, '{"files": 3}', '[{"version": 1}]', '[["a"]]']


@pytest.mark.parametrize("wrong", WRONG, ids=lambda text: text[:12])
@pytest.mark.parametrize("name", [VERSIONS, f"2026.1/{MANIFEST}", STATUS, f"2026.1/{SUMS}"])
def test_a_file_of_ours_in_any_wrong_shape_is_one_line_or_mended(tmp_path: Path, wrong: str, name: str) -> None:
    release(tmp_path)
    (tmp_path / name).write_bytes(wrong.encode("latin-1"))
    asked = (
        lambda: verify(tmp_path),
        lambda: verify(tmp_path / "2026.1"),
        lambda: promote("2026.1", tmp_path, alias="latest"),
        lambda: release(tmp_path),
        lambda: release(tmp_path, "2026.2"),
    )
    for each in asked:
        with suppress(EopError):
            each()
    if name == VERSIONS:
        assert [each["version"] for each in json.loads((tmp_path / name).read_text())] == ["2026.2", "2026.1"]


@pytest.mark.parametrize("key", ["format", "current", "alias", "edition", "aliases", "releases", "as_of"])
@pytest.mark.parametrize("value", [None, 3, [], {}, "other", [3], {"a": 3}, "../up"])
def test_a_status_with_any_wrong_part_is_one_line(tmp_path: Path, key: str, value: object) -> None:
    release(tmp_path)
    said = json.loads((tmp_path / STATUS).read_text())
    (tmp_path / STATUS).write_text(json.dumps({**said, key: value}))
    with suppress(EopError):
        release(tmp_path, "2026.2")
    with suppress(EopError):
        promote("2026.1", tmp_path, alias="latest")
    with suppress(EopError):
        verify(tmp_path)
    assert not (tmp_path.parent / "up").exists()


def test_a_lost_status_is_made_anew_from_the_releases(tmp_path: Path) -> None:
    release(tmp_path)
    release(tmp_path, "2026.2")
    (tmp_path / STATUS).unlink()
    release(tmp_path, "2026.3")
    assert [each["version"] for each in json.loads((tmp_path / VERSIONS).read_text())] == ["2026.3", "2026.2", "2026.1"]
    assert all(each.is_right for each in verify(tmp_path))


# ---- Proof -------------------------------------------------------------------------------------------------------


def told(folder: Path) -> list[tuple[str, str]]:
    return [(what, (each.folder / file).name) for each in verify(folder) for what, file in each.damage]


@pytest.mark.parametrize("target", ["", "2026.1"])
def test_every_changed_missing_and_added_file_is_named(tmp_path: Path, target: str) -> None:
    release(tmp_path, pages={**PAGES, "odd \\ name.html": "x", "ü.html": "y"})
    assert told(tmp_path / target) == []
    place = tmp_path / "2026.1"
    for path in [path for path in place.rglob("*") if path.is_file()]:
        content = path.read_bytes()
        for other in (content + b"x", content[:-1], bytes([content[0] ^ 1]) + content[1:], content + b" ", b""):
            path.write_bytes(other)
            assert told(tmp_path / target) == [("changed", path.name)]
        path.unlink()
        assert told(tmp_path / target) == [("missing", path.name)]
        path.mkdir()
        assert told(tmp_path / target) == [("missing", path.name)]
        path.rmdir()
        path.write_bytes(content)
    for name in ("evil.html", "roles/evil.html", ".hidden", "new/deep/evil.js"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text("x")
        assert told(tmp_path / target) == [("added", Path(name).name)]
        (place / name).unlink()
    (place / "link.html").symlink_to("/etc/hostname")
    assert told(tmp_path / target) == [("added", "link.html")]


def test_what_leads_to_the_releases_is_verified_too(tmp_path: Path) -> None:
    release(tmp_path)
    (tmp_path / "latest" / "index.html").write_text("elsewhere")
    (tmp_path / "latest" / "roles" / "mayor.html").unlink()
    (tmp_path / "latest" / "new.html").write_text("x")
    (tmp_path / VERSIONS).write_text("[]")
    assert sorted(told(tmp_path)) == [
        ("added", "new.html"), ("changed", "index.html"), ("changed", VERSIONS), ("missing", "mayor.html"),
    ]  # fmt: skip


def test_a_release_rewritten_whole_is_found_by_the_folder_around_it(tmp_path: Path) -> None:
    release(tmp_path)
    release(tmp_path / "forged", pages={**PAGES, "index.html": "forged"})
    shutil.rmtree(tmp_path / "2026.1")
    shutil.copytree(tmp_path / "forged" / "2026.1", tmp_path / "2026.1")
    shutil.rmtree(tmp_path / "forged")
    assert ("changed", MANIFEST) in told(tmp_path)
    assert ("changed", MANIFEST) in told(tmp_path / "2026.1")


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum")
def test_sha256sum_reads_the_sums(tmp_path: Path) -> None:
    release(tmp_path, pages={**PAGES, "odd \\ name.html": "x", "line\nbreak.html": "z", "ü.html": "y"})

    def summed() -> tuple[int, str]:
        done = subprocess.run(
            ["sha256sum", "--strict", "-c", SUMS], cwd=tmp_path / "2026.1", capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout

    assert summed()[0] == 0
    assert told(tmp_path) == []
    (tmp_path / "2026.1" / "index.html").write_text("x")
    assert summed()[0] == 1
    assert "index.html: FAILED" in summed()[1]


def test_tampering_is_noticed_when_the_same_version_is_published_again(tmp_path: Path) -> None:
    release(tmp_path)
    (tmp_path / "2026.1" / "index.html").write_text("x")
    (tmp_path / "2026.1" / "roles" / "mayor.html").unlink()
    for again in (lambda: release(tmp_path, build=never), lambda: promote("2026.1", tmp_path, alias="latest")):
        with pytest.raises(EopError, match=r"changed index\.html and missing roles/mayor\.html"):
            again()
    assert release(tmp_path, "2026.2").folder.is_dir(), "a new release is not stopped by an old one"


def test_going_back_needs_no_source(tmp_path: Path) -> None:
    release(tmp_path)
    release(tmp_path, "2026.2", {**PAGES, "new.html": "new"})
    release(tmp_path, "2026.2", {**PAGES, "new.html": "new"}, alias="stable")
    made = promote("2026.1", tmp_path, alias="latest")
    assert (made.folder, made.already) == (tmp_path / "2026.1", True)
    assert 'url=../2026.1/index.html"' in (tmp_path / "latest" / "index.html").read_text()
    assert 'url=../2026.2/index.html"' in (tmp_path / "stable" / "index.html").read_text()
    assert json.loads((tmp_path / STATUS).read_text())["current"] == "2026.1"
    with pytest.raises(EopError, match="there is no release"):
        promote("2026.3", tmp_path, alias="latest")
    with pytest.raises(EopError, match="holds no releases"):
        promote("2026.3", tmp_path / "nowhere", alias="latest")
    assert not (tmp_path / "nowhere").exists()


def test_a_build_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def failing(folder: Path) -> None:
        (folder / "index.html").write_text("half")
        raise EopError("no")

    with pytest.raises(EopError):
        release(tmp_path / "deep" / "to", build=failing)
    assert list(tmp_path.iterdir()) == []
    release(tmp_path / "to")
    before = tree(tmp_path)
    with pytest.raises(EopError):
        release(tmp_path / "to", "2026.2", build=failing)
    assert tree(tmp_path) == before
    assert {path.name for path in (tmp_path / "to").iterdir()} == {
        "2026.1", "latest", "index.html", STATUS, VERSIONS, WORKER, LIST,
    }  # fmt: skip


def test_two_at_once_do_not_meet(tmp_path: Path) -> None:
    def meanwhile(folder: Path) -> None:
        with pytest.raises(EopError, match="somebody else is publishing"):
            release(tmp_path, "2026.2")
        a_site(PAGES)(folder)  # type: ignore[operator]

    release(tmp_path, build=meanwhile)
    assert all(each.is_right for each in verify(tmp_path))


@pytest.mark.skipif(os.name != "posix", reason="masks are of POSIX")
@pytest.mark.parametrize("mask", [0o022, 0o027, 0o077])
def test_files_and_folders_are_for_whom_the_mask_says(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        release(tmp_path / "to")
        release(tmp_path / "to", "2026.2")
    finally:
        os.umask(before)
    modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in (tmp_path / "to").rglob("*")}
    assert modes == {(True, 0o777 & ~mask), (False, 0o666 & ~mask)}


# ---- Killed ------------------------------------------------------------------------------------------------------


OPERATIONS = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "ctypes.dlsym")


def killed(work: Callable[[], object], at: int, below: Path) -> bool:
    """Do some work in a process of its own that ends, without a word, before its file operation number `at`."""
    child = os.fork()
    if child == 0:
        left = at

        def watch(event: str, given: tuple[object, ...]) -> None:
            nonlocal left
            touches = any(str(below) in str(each) for each in given) or event == "ctypes.dlsym"
            if touches and event in OPERATIONS:
                left -= 1
                if left < 0:
                    os._exit(9)

        sys.addaudithook(watch)
        try:
            work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def assert_whole(to: Path) -> None:
    """Everything that is served is a whole release, and each alias leads to one of them."""
    for place in to.iterdir():
        if (place / MANIFEST).exists():
            assert damage_of(place) == [], place
    if not (to / STATUS).exists():
        assert not (to / "latest").exists()
        return
    status = json.loads((to / STATUS).read_text())
    assert damage_of(to / status["current"], status["digest"]) == []
    for alias in ("latest", "stable"):
        pages = list((to / alias).rglob("*.html"))
        targets = [(page.parent / page.read_text().split("url=")[1].split('"')[0]).resolve() for page in pages]
        assert all(target.is_file() for target in targets)
        versions = {target.relative_to(to.resolve()).parts[0] for target in targets}
        assert len(versions) <= 1, "an alias leads to one release"
        assert alias != "latest" or len(versions) == 1 or not (to / "index.html").exists()
    if (to / VERSIONS).exists():
        assert all((to / each["version"]).is_dir() for each in json.loads((to / VERSIONS).read_text()))


NEW = {**PAGES, "index.html": "new", "new.html": "new"}
WORK = {
    "first": (0, lambda to: release(to)),
    "second": (1, lambda to: release(to, "2026.2", NEW)),
    "again": (2, lambda to: release(to, "2026.1")),
    "back": (2, lambda to: promote("2026.1", to, alias="latest")),
    "another alias": (2, lambda to: promote("2026.1", to, alias="stable")),
}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is ended without a word")
@pytest.mark.parametrize(("name", "exchange"), [*((name, True) for name in WORK), ("second", False)])
def test_who_is_killed_at_any_operation_leaves_all_whole_and_the_next_run_ends_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, exchange: bool
) -> None:
    before, work = WORK[name]
    if not exchange:
        monkeypatch.setattr(disk, "_exchanged", lambda one, other: False)
    start, to, undisturbed = tmp_path / "start", tmp_path / "to", tmp_path / "undisturbed"
    start.mkdir()
    if before:
        release(start)
        release(start, "2026.1", alias="stable")
        release(start)
    if before > 1:
        release(start, "2026.2", NEW)
    shutil.copytree(start, undisturbed)
    work(undisturbed)
    wanted, at = tree(undisturbed), 0
    while True:
        shutil.copytree(start, to)
        if not killed(lambda: work(to), at, to):
            break
        if exchange:
            assert_whole(to)
        work(to)
        assert tree(to) == wanted, at
        assert sorted(path.name for path in to.iterdir()) == sorted(path.name for path in undisturbed.iterdir()), at
        shutil.rmtree(to)
        at += 1
    assert at > 15


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is ended without a word")
def test_another_run_after_a_killed_one_ends_right_too(tmp_path: Path) -> None:
    start, to, at = tmp_path / "start", tmp_path / "to", 0
    release(start)
    while True:
        shutil.copytree(start, to)
        if not killed(lambda: release(to, "2026.2", NEW), at, to):
            break
        release(to, "2026.3")
        assert_whole(to)
        assert json.loads((to / STATUS).read_text())["current"] == "2026.3"
        assert [each for each in verify(to) if each.damage] == []
        assert {path.name for path in to.iterdir()} - {"2026.2"} == {
            "2026.1", "2026.3", "latest", "index.html", STATUS, VERSIONS, WORKER, LIST,
        }  # fmt: skip
        shutil.rmtree(to)
        at += 1
    assert at > 15


@pytest.mark.parametrize("fails", ["fsync", "replace", "mkdir"])
def test_a_full_disk_at_any_operation_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    release(tmp_path / "start")
    real, at, done = getattr(os, fails), 0, False
    while not done:
        shutil.copytree(tmp_path / "start", tmp_path / "to")
        left = at

        def failing(*given: object, **more: object) -> object:
            nonlocal left
            left -= 1
            if left == -1:
                raise OSError(errno.ENOSPC, "No space left on device", str(given[0]))
            return real(*given, **more)

        with monkeypatch.context() as patch:
            patch.setattr(os, fails, failing)
            with suppress(EopError, OSError):
                release(tmp_path / "to", "2026.2", NEW)
                done = left >= 0
        assert_whole(tmp_path / "to")
        assert not [path for path in (tmp_path / "to").iterdir() if path.name.startswith(".")]
        release(tmp_path / "to", "2026.2", NEW)
        assert all(each.is_right for each in verify(tmp_path / "to"))
        shutil.rmtree(tmp_path / "to")
        at += 1


def test_a_rename_waits_for_who_holds_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, refusals = os.replace, [PermissionError(13, "held")] * 3

    def held(source: Path, target: Path) -> None:
        if refusals:
            raise refusals.pop()
        real(source, target)

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(disk, "_HELD", (PermissionError,))
    monkeypatch.setattr(disk, "_PATIENCE", (0, 0, 0))
    disk.write_file(tmp_path / "x", b"x")
    assert (tmp_path / "x").read_bytes() == b"x"


def test_a_device_is_written_to_and_not_replaced_and_a_link_stays(tmp_path: Path) -> None:
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
        disk.write_file(tmp_path / "pipe", b"x")
        assert os.read(reader, 9) == b"x"
        os.close(reader)
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    disk.write_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


# ---- A build that is killed --------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is ended without a word")
@pytest.mark.parametrize("exchange", [True, False])
def test_a_build_killed_at_any_operation_leaves_a_whole_site_and_the_next_one_cleans_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    from eop_tools import site_build

    text, nobody = "old", edition_for(Plan({}, {}), Audience.public)

    def made(config: Any, **_: object) -> None:
        config.plugins["eop"].index = []
        config.plugins["eop"].view = View(nobody, Judgement((), TODAY, 0, 0), TODAY)
        for name in ("index.html", "a/b.html", "search/index.js"):
            (Path(config.site_dir) / name).parent.mkdir(exist_ok=True)
            (Path(config.site_dir) / name).write_text(text)

    def built() -> None:
        site_build.build(tmp_path / "plan", tmp_path / "build" / "site", {})

    def standing() -> set[str]:
        return {path.read_text() for path in (tmp_path / "build" / "site").rglob("*") if path.is_file()}

    monkeypatch.setattr(site_build, "build_site", made)
    if not exchange:
        monkeypatch.setattr(disk, "_exchanged", lambda one, other: False)
    (tmp_path / "plan").mkdir()
    at = 0
    while True:
        text = "old"
        built()
        text = "new"
        if not killed(built, at, tmp_path / "build"):
            break
        assert standing() in ({"old"}, {"new"}) or not (exchange or standing())
        text = "newer"
        built()
        assert standing() == {"newer"}
        assert [path.name for path in (tmp_path / "build").iterdir()] == ["site"]
        at += 1
    assert at > 15
