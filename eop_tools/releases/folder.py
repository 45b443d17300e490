"""A folder of releases: one small file says what is published and what is current; all else follows from it.

That file is `status.json`. It is renamed into its place once, after the release stands there whole and before anything
that follows from it: the list of versions, the redirects of each alias, the one at the top, and what lets a device hold
the current release: the worker, which is no part of a release since it serves each in turn, and its list. Whoever is
killed in between leaves a folder in which every page is whole; the next run makes what follows anew.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any

from eop_tools.errors import EopError
from eop_tools.io.atomic import put, settle_tree, write_file
from eop_tools.releases.offline import LIST, WORKER, is_list, listed
from eop_tools.releases.release import MANIFEST, Damage, Manifest, damage_of, manifest_of

STATUS = "status.json"
VERSIONS = "versions.json"
TOP = "index.html"
FORMAT = "eop-releases-1"
"""The mark by which we know what we wrote."""
_REDIRECT = (
    b'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<meta name="generator" content="eop publish">\n'
)
_WORKER = b"/* put here by eop publish */\n"


@dataclass(frozen=True)
class Published:
    """What a folder of releases holds, and what is current in it."""

    edition: str
    releases: Mapping[str, str]
    """The digest of each release by its version, newest first."""
    aliases: Mapping[str, str]
    """The version that each alias leads to."""
    alias: str = ""
    """The alias that the top leads to."""
    as_of: str = ""
    """The day by which the current release was judged."""

    @property
    def current(self) -> str:
        """The version that is current."""
        return self.aliases[self.alias]

    def led_to(self, version: str, digest: str, alias: str, as_of: str) -> Published:
        """Return how it stands when an alias leads to a release, which may be new."""
        releases = {**({} if version in self.releases else {version: digest}), **self.releases}
        return replace(self, releases=releases, aliases={**self.aliases, alias: version}, alias=alias, as_of=as_of)

    def text(self) -> bytes:
        """Return it as it is written; the pages of every release read `current`."""
        said = {
            "format": FORMAT,
            "current": self.current,
            "digest": self.releases[self.current],
            "as_of": self.as_of,
            "alias": self.alias,
            "edition": self.edition,
            "aliases": dict(self.aliases),
            "releases": [{"version": version, "digest": digest} for version, digest in self.releases.items()],
        }
        return json.dumps(said, indent=1).encode() + b"\n"


def standing_in(folder: Path) -> Published | None:
    """Return how a folder of releases stands; None where it has no status. Raises EopError where that is not ours."""
    path = folder / STATUS
    try:
        said = json.loads(path.read_bytes())
        return _standing(said)
    except FileNotFoundError:
        return None
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        raise EopError(
            f"“{path}” is damaged, or is not ours",
            "put it back from a copy; or move it away and publish again, and it is made anew from the releases",
        ) from None


def _standing(said: Any) -> Published:
    """Return what a status says; raises where it has another shape."""
    releases = {each["version"]: each["digest"] for each in said["releases"]}
    standing = Published(said["edition"], releases, dict(said["aliases"]), said["alias"], said["as_of"])
    words = [standing.edition, standing.as_of, *releases, *releases.values(), *standing.aliases]
    known = all(version in releases for version in standing.aliases.values()) and said["current"] == standing.current
    if said["format"] != FORMAT or not known or not all(isinstance(word, str) for word in words):
        raise ValueError
    if any(Path(name).name != name for name in (*releases, *standing.aliases)):
        raise ValueError
    return standing


def found_in(folder: Path) -> dict[str, Manifest]:
    """Return the manifests of all releases that lie in a folder, listed or not."""
    found = (manifest_of(each) for each in sorted(folder.iterdir()) if each.is_dir() and not each.is_symlink())
    return {manifest.version: manifest for manifest in found if manifest}


def refuse_foreign(folder: Path, standing: Published | None, version: str, alias: str) -> None:
    """Raise EopError where publishing would touch what we did not write."""
    place = folder / version
    if place.exists() and not manifest_of(place) and not (standing and version in standing.releases):
        raise EopError(f"“{place}” is there already and is no release of ours", "choose another version, or folder")
    if (folder / alias / MANIFEST).exists() or (standing and alias in standing.releases):
        raise EopError(f"“{alias}” is a published version", "choose another alias")
    top = folder / TOP
    foreign = [] if not top.exists() or _is_redirect(top) else [top]
    versions = folder / VERSIONS
    if standing is None and versions.exists() and not _lists_only_ours(versions):
        foreign.append(versions)
    foreign += [path for path in (folder / WORKER, folder / LIST) if os.path.lexists(path) and not _is_offline(path)]
    foreign += _foreign_below(folder / alias)
    if foreign:
        raise EopError(
            f"“{foreign[0]}” is not ours, and publishing here would overwrite it",
            "publish into a folder of its own, or under another --alias",
        )


def _is_offline(path: Path) -> bool:
    """Whether a file is the worker, or its list, as we put it there."""
    if path.is_symlink() or not path.is_file():
        return False
    content = path.read_bytes()
    return content.startswith(_WORKER) or is_list(content)


def _lists_only_ours(path: Path) -> bool:
    try:
        return all(manifest_of(path.parent / each["version"]) for each in json.loads(path.read_bytes()))
    except (ValueError, RecursionError, KeyError, TypeError):
        return False


def _foreign_below(folder: Path) -> list[Path]:
    """Return what lies in the folder of an alias and is no redirect of ours."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        return [folder]
    return [path for path in _files_below(folder) if not _is_redirect(path)]


def _files_below(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_symlink() or not path.is_dir()]


def _is_redirect(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_REDIRECT)) == _REDIRECT


def make_current(folder: Path, standing: Published, workshop: Path) -> None:
    """Say what is current, in one rename, and make what follows from it."""
    write_file(folder / STATUS, standing.text(), by_way_of=workshop)
    for alias, pages in _aliases(folder, standing).items():
        place = folder / alias
        if {path.relative_to(place).as_posix(): path.read_bytes() for path in _files_below(place)} != pages:
            made = workshop / "aliases" / alias
            for name, content in pages.items():
                write_file(made / name, content, lasting=False)
            settle_tree(made)
            put(made, place, workshop)
    for name, text in _top(folder, standing).items():
        if text is None:
            (folder / name).unlink(missing_ok=True)
        else:
            write_file(folder / name, text, by_way_of=workshop)


def _top(folder: Path, standing: Published) -> dict[str, bytes | None]:
    """Return the files at the top that follow, None for one that must not be there.

    The list of versions is mike's, which themes' selectors read.
    """
    versions = [
        {"version": version, "title": version, "aliases": [a for a, to in standing.aliases.items() if to == version]}
        for version in standing.releases
    ]
    return {
        VERSIONS: json.dumps(versions, indent=1).encode() + b"\n",
        TOP: _redirect(f"{standing.alias}/index.html"),
        **_offline(folder, standing.current),
    }


def _offline(folder: Path, current: str) -> dict[str, bytes | None]:
    """Return the worker of the current release and its list; one that can no longer say them leaves them as they are.

    A release from before there were workers has none, and none may stand there: a device would believe its list.
    """
    manifest = manifest_of(folder / current)
    if manifest is None:
        return {}
    if WORKER not in manifest.files:
        return {WORKER: None, LIST: None}
    worker = folder / current / WORKER
    content = worker.read_bytes() if worker.is_file() else b""
    if hashlib.sha256(content).hexdigest() != manifest.files[WORKER]:
        return {}
    return {WORKER: _WORKER + content, LIST: listed(manifest, f"{current}/")}


def _aliases(folder: Path, standing: Published) -> dict[str, dict[str, bytes]]:
    """Return the redirects of each alias; one whose release can no longer say its pages is left as it is."""
    manifests = {alias: manifest_of(folder / version) for alias, version in standing.aliases.items()}
    return {
        alias: {name: _redirect(f"{'../' * (name.count('/') + 1)}{manifest.version}/{name}") for name in manifest.pages}
        for alias, manifest in manifests.items()
        if manifest
    }


def _redirect(target: str) -> bytes:
    there = escape(target, quote=True)
    text = (
        f'<title>Moved to the current release</title>\n<meta http-equiv="refresh" content="0; url={there}">\n'
        f'<link rel="canonical" href="{there}">\n'
        f'<p>The current release is at <a href="{there}">{there}</a>.</p>\n</html>\n'
    )
    return _REDIRECT + text.encode()


def damage_in(folder: Path, standing: Published) -> Iterator[tuple[str, list[Damage]]]:
    """Yield what is no longer as it was published in each release, and then, with no name, in what lies beside them.

    Releases that are not listed come after those that are.
    """
    for version in dict.fromkeys((*standing.releases, *found_in(folder))):
        yield version, damage_of(folder / version, standing.releases.get(version, ""))
    aliases = _aliases(folder, standing)
    top = _top(folder, standing)
    wanted = {name: text for name, text in top.items() if text is not None}
    wanted |= {f"{alias}/{name}": text for alias, pages in aliases.items() for name, text in pages.items()}
    there = [*(folder / name for name in top), *(path for alias in aliases for path in _files_below(folder / alias))]
    found = {path.relative_to(folder).as_posix(): path for path in there if os.path.lexists(path)}
    beside = [Damage("missing", name) for name in wanted if name not in found]
    for name, path in found.items():
        if name not in wanted:
            beside.append(Damage("added", name))
        elif path.is_symlink() or not path.is_file() or path.read_bytes() != wanted[name]:
            beside.append(Damage("changed", name))
    yield "", sorted(beside, key=lambda each: each.file)
