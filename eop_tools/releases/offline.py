"""The list by which a device takes a copy whole: every file with its digest, beside the worker that reads it."""

from __future__ import annotations

import json
from pathlib import Path

from eop_tools.releases.release import NOT_SAID, Manifest, Terms, digests_below

LIST = "offline.json"
WORKER = "offline-worker.js"
FORMAT = "eop-offline-1"
"""The mark by which the worker, and we, know what we wrote."""
_UNPACKED = ".gz"
"""What some servers unpack on the way, so that its digest fits no more; no page needs such a file."""


def listed(manifest: Manifest, at: str = "") -> bytes:
    """Return the list of a copy; `at` is the folder of its files as the worker sees it, with a slash at the end."""
    said = {
        "format": FORMAT, "at": at, "version": manifest.version, "edition": manifest.edition, "as_of": manifest.as_of,
        **manifest.terms._asdict(),
        "files": {name: digest for name, digest in manifest.files.items() if not name.endswith(_UNPACKED)},
    }  # fmt: skip
    return json.dumps(said, indent=1).encode() + b"\n"


def is_list(content: bytes) -> bool:
    """Whether some bytes are a list of ours, or one that calls back what devices hold."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and said.get("format") == FORMAT


def list_site(folder: Path, version: str, edition: str, as_of: str, terms: Terms) -> None:
    """Write the list of all that lies in the folder of a site into it."""
    files = {name: digest for name, digest in digests_below(folder).items() if name != LIST}
    (folder / LIST).write_bytes(listed(Manifest(version, edition, as_of, files, terms)))


def offer_nothing(folder: Path, version: str, edition: str, as_of: str) -> None:
    """Write a list without a file into the folder of a site: a device that reads it drops what it holds from there."""
    (folder / LIST).write_bytes(listed(Manifest(version, edition, as_of, {})))


def take_list(folder: Path) -> Terms:
    """Take the list out of a site that becomes a release, whose manifest lists it, and return what it said of time."""
    path = folder / LIST
    try:
        said = json.loads(path.read_bytes())
    except FileNotFoundError:
        return NOT_SAID
    path.unlink()
    return Terms(said["trusted_until"], said["cleared_after"])
