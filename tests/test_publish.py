"""Releases: immutable, complete, and whatever was served before is served after a crash."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from eop_tools.errors import EopError
from eop_tools.publish import MANIFEST, STATUS, VERSIONS, Release, publish

TODAY = date(2026, 11, 23)
PAGES = {"index.html": "<h1>Plan</h1>", "roles/mayor.html": "<h1>Mayor</h1>", "assets/site.css": "body{}"}


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
    del files[MANIFEST]
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
        ["2026.1", "latest", "index.html", STATUS, VERSIONS]
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


@pytest.mark.parametrize("crash_at", range(12))
def test_a_crash_at_any_write_leaves_what_was_served_and_a_second_try_finishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, crash_at: int
) -> None:
    release(tmp_path)
    old = tree(tmp_path / "2026.1")
    moves = {"left": crash_at}

    def crashing(real: object) -> object:
        def move(source: object, target: object) -> None:
            if moves["left"] == 0:
                raise KeyboardInterrupt
            moves["left"] -= 1
            real(source, target)  # type: ignore[operator]

        return move

    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", crashing(os.rename))
        patch.setattr(os, "replace", crashing(os.replace))
        with suppress(KeyboardInterrupt):
            release(tmp_path, "2026.2", {**PAGES, "index.html": "new"})
    assert tree(tmp_path / "2026.1") == old
    for name in ("index.html", "roles/mayor.html"):
        target = (tmp_path / "latest" / name).read_text().split("url=")[1].split('"')[0]
        assert ((tmp_path / "latest" / name).parent / target).resolve().is_file()
    listed = [entry["version"] for entry in json.loads((tmp_path / VERSIONS).read_text())]
    assert all((tmp_path / version / MANIFEST).is_file() for version in listed)
    assert (tmp_path / json.loads((tmp_path / STATUS).read_text())["current"]).is_dir()
    release(tmp_path, "2026.2", {**PAGES, "index.html": "new"})
    assert json.loads((tmp_path / STATUS).read_text())["current"] == "2026.2"
    assert not [path for path in tmp_path.rglob(".*") if path.is_file()]
