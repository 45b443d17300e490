"""One release: a folder with a digest of every file, and what in it is no longer as it was published."""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
FORMAT = "eop-release-1"
"""The mark by which we know what we wrote."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LINE = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)")


class Terms(NamedTuple):
    """How long a copy is good for whoever holds it where there is no network."""

    trusted_until: str = ""
    """The day, as 2027-05-22, after which something in it is due to be reviewed or tried again; empty: not known."""
    cleared_after: int = 0
    """Minutes after which a device clears it, from when it was last seen to be the current one; 0: never."""


NOT_SAID = Terms()
"""What releases say of it that are from before any of it was said."""


@dataclass(frozen=True)
class Manifest:
    """What a release says of itself."""

    version: str
    edition: str
    as_of: str
    files: Mapping[str, str]
    """The digest of every file but this one and the list of sums, by its path with slashes."""
    terms: Terms = NOT_SAID

    def text(self) -> bytes:
        """Return it as it is written: a term that is not said is left out."""
        said = {
            "format": FORMAT, "version": self.version, "edition": self.edition, "as_of": self.as_of,
            "files": dict(self.files), **{name: value for name, value in self.terms._asdict().items() if value},
        }  # fmt: skip
        return json.dumps(said, indent=1, sort_keys=True).encode() + b"\n"

    @property
    def pages(self) -> list[str]:
        """The paths of its pages."""
        return [name for name in self.files if name.endswith(".html")]


class Damage(NamedTuple):
    """A file that is not as it was published."""

    what: str
    """changed, missing or added"""
    file: str


def finish(folder: Path, version: str, edition: str, today: date, terms: Terms) -> Manifest:
    """Write the manifest and the sums of what lies in a folder, and return the manifest."""
    files = {name: digest for name, digest in digests_below(folder).items() if name not in (MANIFEST, SUMS)}
    manifest = Manifest(version, edition, today.isoformat(), files, terms)
    (folder / MANIFEST).write_bytes(manifest.text())
    (folder / SUMS).write_bytes(_sums(manifest))
    return manifest


def manifest_of(folder: Path) -> Manifest | None:
    """Return what a release of ours says of itself; None where the folder is none, or its manifest no longer is one."""
    try:
        said = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or said.get("format") != FORMAT or said.get("version") != folder.name:
        return None
    files = said.get("files")
    if not isinstance(files, dict) or not all(_DIGEST.fullmatch(str(digest)) for digest in files.values()):
        return None
    until, minutes = said.get("trusted_until", ""), said.get("cleared_after", 0)
    terms = Terms(str(until), minutes if isinstance(minutes, int) else 0)
    return Manifest(folder.name, str(said.get("edition")), str(said.get("as_of")), files, terms)


def digest_of(folder: Path) -> str:
    """Return the digest of a release's manifest, which stands for all of it."""
    return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()


def damage_of(folder: Path, known: str = "") -> list[Damage]:
    """Return every file of a release that was changed, is missing or was added; `known` is its digest from elsewhere.

    The manifest and the list of sums witness each other and all files, so a change of one of the two is found, too.
    """
    found = digests_below(folder)
    manifest, summed = manifest_of(folder), _summed(folder)
    witness = known or summed.get(MANIFEST, "")
    if manifest and _is(folder / MANIFEST, manifest.text()) and witness in ("", found[MANIFEST]):
        wanted = {**manifest.files, MANIFEST: found[MANIFEST]}
        wanted[SUMS] = hashlib.sha256(_sums(manifest)).hexdigest()
    else:  # then the sums say what was published, as far as they can be believed
        wanted = summed or (dict(manifest.files) if manifest else {})
        believed = summed and (not known or summed.get(MANIFEST) == known)
        wanted = {**wanted, MANIFEST: "", SUMS: found.get(SUMS, "") if believed else ""}
    damage = [
        Damage("changed" if name in found else "missing", name)
        for name, digest in wanted.items()
        if found.get(name) != digest
    ]
    damage += [Damage("added", name) for name in found if name not in wanted]
    return sorted(damage, key=lambda each: each.file)


def _is(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def digests_below(folder: Path) -> dict[str, str]:
    """Return the digest of every file below a folder; what is no file, or cannot be read, has none that could fit."""
    digests: dict[str, str] = {}
    for above, folders, names in os.walk(folder):
        for name in [*names, *(each for each in folders if os.path.islink(os.path.join(above, each)))]:
            path = os.path.join(above, name)
            digests[Path(path).relative_to(folder).as_posix()] = _digest(path)
    return dict(sorted(digests.items()))


def _digest(path: str) -> str:
    if not stat.S_ISREG(os.lstat(path).st_mode):
        return "no file"
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return "not to be read"


def _sums(manifest: Manifest) -> bytes:
    """Return the digests as `sha256sum -c` reads them."""
    digests = {**manifest.files, MANIFEST: hashlib.sha256(manifest.text()).hexdigest()}
    return "".join(_line(name, digest) for name, digest in sorted(digests.items())).encode("utf-8", "surrogateescape")


def _line(name: str, digest: str) -> str:
    odd = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return f"{'' if odd == name else chr(92)}{digest}  {odd}\n"


def _summed(folder: Path) -> dict[str, str]:
    """Return the digests that the list of sums holds; none where it cannot be read."""
    try:
        text = (folder / SUMS).read_bytes().decode("utf-8", "surrogateescape")
    except OSError:
        return {}
    summed: dict[str, str] = {}
    for line in text.split("\n"):
        if read := _LINE.fullmatch(line):
            odd, digest, name = read.groups()
            if odd:
                name = re.sub(r"\\(.)", lambda found: {"n": "\n", "r": "\r"}.get(found[1], found[1]), name)
            summed[name] = digest
    return summed
