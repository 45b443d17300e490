"""A checked plan becomes an immutable release: a folder that is never touched again, with a digest of every file."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from eop_tools.errors import EopError
from eop_tools.io.atomic import move, room_for, settle_folder, settle_tree, workshop
from eop_tools.releases.folder import (
    STATUS,
    Published,
    damage_in,
    found_in,
    make_current,
    refuse_foreign,
    standing_in,
)
from eop_tools.releases.names import refuse_names
from eop_tools.releases.offline import take_list
from eop_tools.releases.release import SUMS, Damage, Manifest, damage_of, digest_of, finish, manifest_of
from eop_tools.text.phrases import few
from eop_tools.text.suggest import did_you_mean

__all__ = ["STATUS", "Checked", "Release", "promote", "publish", "verify"]
_WORKSHOP = ".eop-publishing"


@dataclass(frozen=True)
class Release:
    """What was published: the folder, its digest, and whether it was there already."""

    folder: Path
    digest: str
    edition: str
    pages: int
    already: bool


@dataclass(frozen=True)
class Checked:
    """What was found of a release, or of what lies beside the releases: there its name is empty."""

    name: str
    folder: Path
    files: int
    damage: list[Damage]
    listed: bool
    current: bool

    @property
    def is_right(self) -> bool:
        """Whether nothing is to be done about it."""
        return self.listed and not self.damage


def publish(
    version: str, to: Path, *, alias: str, edition: str, today: date, build: Callable[[Path], object]
) -> Release:
    """Build a release, move it to its place in one step, and let the alias lead to it.

    `build` writes the site into an empty folder. Whenever this is cut off, everything that was served before is still
    served whole, and doing it again finishes the work. Raises EopError, before anything is built, for a name that
    cannot be, for another edition than that of the folder, and where something is in the way that is not ours; and
    where the same version was published with other content, or is no longer as it was published.
    """
    _refuse_file(to)
    refuse_names(version, alias, os.listdir(to) if to.is_dir() else ())
    with room_for(to), workshop(to / _WORKSHOP, f"somebody else is publishing into “{to}” right now") as shop:
        before = standing_in(to)
        refuse_foreign(to, before, version, alias)
        before = before or _found(to, edition)
        if before.edition != edition:
            raise EopError(
                f"“{to}” holds releases of the {before.edition} edition, and a folder of releases is of one edition",
                f"publish the {edition} edition to a folder, and an address, of its own",
            )
        place, digest = to / version, before.releases.get(version, "")
        if place.exists():
            _refuse_damaged(place, digest)
        made = shop / "release"
        made.mkdir()
        build(made)
        manifest = finish(made, version, edition, today, take_list(made))
        already = _take_place(made, place, manifest, digest)
        return _lead(to, before, manifest, alias, shop, already=already)


def promote(version: str, to: Path, *, alias: str) -> Release:
    """Let an alias lead to a release that stands in a folder already; neither a plan nor a build is needed.

    Raises EopError where there is no such release, or where it is no longer as it was published.
    """
    _refuse_file(to)
    before = standing_in(to)
    if before is None:
        raise EopError(f"“{to}” holds no releases", "name the folder that was given to `eop publish --to`")
    if version not in before.releases:
        hint = did_you_mean(version, before.releases) or f"there are {few(list(before.releases), 5)}"
        raise EopError(f"there is no release “{version}” in “{to}”", hint)
    refuse_names(version, alias, os.listdir(to))
    with workshop(to / _WORKSHOP, f"somebody else is publishing into “{to}” right now") as shop:
        before = standing_in(to) or before
        refuse_foreign(to, before, version, alias)
        _refuse_damaged(to / version, before.releases[version])
        manifest = manifest_of(to / version)
        assert manifest  # noqa: S101 - for the type checker: it is whole
        return _lead(to, before, manifest, alias, shop, already=True)


def verify(folder: Path) -> list[Checked]:
    """Return what is no longer as it was published, in one release or in each of a folder of them.

    What lies beside the releases, and follows from them, comes last. Raises EopError where there is no release.
    """
    standing = standing_in(folder)
    if standing is None:
        above = folder.absolute()
        around = _quietly(above.parent)
        known = around.releases.get(above.name, "") if around else ""
        damage = damage_of(folder, known) if folder.is_dir() else []
        manifest = manifest_of(folder)
        if not known and not manifest and not (folder / SUMS).is_file():
            raise EopError(f"“{folder}” is no release, and holds none", "name a folder that `eop publish` made")
        current = around is not None and bool(known) and around.current == above.name
        return [Checked(above.name, folder, len(manifest.files) if manifest else 0, damage, True, current)]
    checked = []
    for name, damage in damage_in(folder, standing):
        manifest = manifest_of(folder / name) if name else None
        files = len(manifest.files) if manifest else 0
        listed = not name or name in standing.releases
        checked.append(Checked(name, folder / name, files, damage, listed, name == standing.current))
    return checked


def _quietly(folder: Path) -> Published | None:
    try:
        return standing_in(folder)
    except (EopError, OSError):
        return None


def _refuse_file(to: Path) -> None:
    if to.exists() and not to.is_dir():
        raise EopError(f"“{to}” is a file", "name a folder for the releases with --to")


def _found(to: Path, edition: str) -> Published:
    """Return how a folder stands that has no status: new, or with releases whose status was lost."""
    found = sorted(found_in(to).values(), key=lambda each: (each.as_of, each.version), reverse=True)
    other = next((each.edition for each in found if each.edition != edition), edition)
    return Published(other, {each.version: digest_of(to / each.version) for each in found}, {})


def _take_place(made: Path, place: Path, manifest: Manifest, digest: str) -> bool:
    """Move a release to its place; where one stands already, or stood, it must be the same."""
    if not place.exists() and digest in ("", digest_of(made)):
        settle_tree(made)
        move(made, place)
        settle_folder(place.parent)
        return False
    published = manifest_of(place)
    if published != manifest:
        raise EopError(
            f"version {manifest.version} was published before, with other content ({_difference(published, manifest)})",
            "a release is never changed: publish under a new version",
        )
    return True


def _refuse_damaged(place: Path, digest: str) -> None:
    if damage := damage_of(place, digest):
        told = few([f"{each.what} {each.file}" for each in damage], 3)
        raise EopError(
            f"release {place.name} is no longer as it was published: {told}",
            f"`eop verify {place}` names every file; put them back from a copy, or publish under a new version",
        )


def _difference(old: Manifest | None, new: Manifest) -> str:
    if old is None:
        return "its folder is gone, and this is another one"
    if old.as_of != new.as_of:
        return f"as of {old.as_of}, now {new.as_of}"
    changed = [name for name in sorted({*old.files, *new.files}) if old.files.get(name) != new.files.get(name)]
    if changed:
        return f"{len(changed)} files differ, first {changed[0]}"
    return f"edition {old.edition}" if old.edition != new.edition else "how long a device may hold it"


def _lead(to: Path, before: Published, manifest: Manifest, alias: str, shop: Path, *, already: bool) -> Release:
    place = to / manifest.version
    digest = digest_of(place)
    make_current(to, before.led_to(manifest.version, digest, alias, manifest.as_of), shop)
    return Release(place, digest, manifest.edition, len(manifest.pages), already)
