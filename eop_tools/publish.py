"""A checked plan becomes an immutable release: a folder that is never touched again, with a digest of every file."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from eop_tools.disk import write_file
from eop_tools.errors import EopError

MANIFEST = "manifest.json"
VERSIONS = "versions.json"
STATUS = "status.json"
_VERSION = re.compile(r"^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$")


@dataclass(frozen=True)
class Release:
    """What was published: the folder, its digest, and whether it was there already."""

    folder: Path
    digest: str
    pages: int
    already: bool


def publish(
    version: str, to: Path, *, alias: str, edition: str, today: date, build: Callable[[Path], object]
) -> Release:
    """Build a release, move it to its place in one step, and let the alias lead to it.

    `build` writes the site into a folder. The order is release, `versions.json`, alias, `status.json`: whenever it
    is cut off, everything that was served before is still served whole, and doing it again finishes the work.
    Raises EopError where the same version was published with other content, and for a bad version or alias.
    """
    for word, what in ((version, "version"), (alias, "alias")):
        if not _VERSION.fullmatch(word) or ".." in word:
            raise EopError(f"“{word}” cannot be the name of a {what}", "use letters, digits, dots and hyphens")
    if version == alias:
        raise EopError(f"“{version}” cannot be both the version and its alias", "choose another alias")
    to.mkdir(parents=True, exist_ok=True)
    with _beside(to) as staged:
        build(staged)
        manifest = _manifest(staged, version, edition, today)
        text = json.dumps(manifest, indent=1, sort_keys=True).encode() + b"\n"
        (staged / MANIFEST).write_bytes(text)
        already = _take_place(staged, to / version, manifest)
    digest = hashlib.sha256((to / version / MANIFEST).read_bytes()).hexdigest()
    pages = [name for name in manifest["files"] if name.endswith(".html")]
    _list_version(to, version, alias)
    _point_alias(to, version, alias, pages)
    status = {"current": version, "alias": alias, "edition": edition, "as_of": today.isoformat(), "digest": digest}
    write_file(to / STATUS, json.dumps(status, indent=1, sort_keys=True).encode() + b"\n")
    return Release(to / version, digest, len(pages), already)


@contextmanager
def _beside(to: Path) -> Iterator[Path]:
    """Give a folder on the same disk as the releases; whatever is left in it goes."""
    staged = Path(tempfile.mkdtemp(prefix=".staged-", dir=to))
    try:
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _manifest(folder: Path, version: str, edition: str, today: date) -> dict[str, Any]:
    files = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }
    return {"version": version, "edition": edition, "as_of": today.isoformat(), "files": files}


def _take_place(staged: Path, place: Path, manifest: dict[str, Any]) -> bool:
    """Move a release to its place; where one stands already, it must be the same."""
    if place.exists():
        try:
            published = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise EopError(
                f"“{place}” is there already and is no release of ours", "publish to another folder"
            ) from None
        if published != manifest:
            other = _difference(published, manifest)
            raise EopError(
                f"version {manifest['version']} was published before, with other content ({other})",
                "a release is never changed: publish under a new version",
            )
        return True
    staged.chmod(0o755)  # a site is there to be read by the web server
    os.rename(staged, place)
    return False


def _difference(old: dict[str, Any], new: dict[str, Any]) -> str:
    if old.get("as_of") != new["as_of"]:
        return f"as of {old.get('as_of')}, now {new['as_of']}"
    before, after = old.get("files", {}), new["files"]
    changed = [name for name in sorted({*before, *after}) if before.get(name) != after.get(name)]
    return f"{len(changed)} files differ, first {changed[0]}" if changed else f"edition {old.get('edition')}"


def _list_version(to: Path, version: str, alias: str) -> None:
    """Keep `versions.json` in mike's form, which the theme's version selector reads: newest first."""
    try:
        listed = json.loads((to / VERSIONS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        listed = []
    except (OSError, ValueError) as error:
        raise EopError(f"“{to / VERSIONS}” cannot be read: {error}", "mend or remove it, then publish again") from None
    known = {entry["version"]: entry for entry in listed}
    for entry in listed:
        entry["aliases"] = [name for name in entry["aliases"] if name != alias]
    if version in known:
        known[version]["aliases"].append(alias)
    else:
        listed.insert(0, {"version": version, "title": version, "aliases": [alias]})
    write_file(to / VERSIONS, json.dumps(listed, indent=1).encode() + b"\n")


def _point_alias(to: Path, version: str, alias: str, pages: list[str]) -> None:
    """Write a redirect for each page of the release, and one at the top; remove redirects to pages that are gone."""
    folder = to / alias
    if folder.exists() and (folder / MANIFEST).exists():
        raise EopError(f"“{alias}” is a published version", "choose another alias")
    for name in pages:
        up = "../" * (name.count("/") + 1)
        write_file(folder / name, _redirect(f"{up}{version}/{name}"))
    for path in folder.rglob("*.html"):
        if path.relative_to(folder).as_posix() not in pages:
            path.unlink()
    write_file(to / "index.html", _redirect(f"{alias}/index.html"))


def _redirect(target: str) -> bytes:
    there = escape(target, quote=True)
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Moved to the current release</title>\n'
        f'<meta http-equiv="refresh" content="0; url={there}">\n<link rel="canonical" href="{there}">\n'
        f'<p>The current release is at <a href="{there}">{there}</a>.</p>\n</html>\n'
    ).encode()
