"""The user's cache folder: small JSON documents, which cannot execute, written whole or not at all."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from eop_tools import __version__
from eop_tools.errors import EopError
from eop_tools.io.atomic import write_file

Read = TypeVar("Read")
_FEW = 20  # one answer in so many may be worked out anew each time before they are kept again


def folder() -> Path:
    """Return the cache folder: `EOP_CACHE_DIR` where it is set, else the platform's usual place."""
    said = os.environ.get("EOP_CACHE_DIR")
    if said:
        return Path(said)
    import platformdirs

    return Path(platformdirs.user_cache_dir("eop-tools", appauthor=False))


def name_of(sort: str, plan: Path, *more: str) -> str:
    """Return the name under which something of a plan folder is kept; `more` tells apart what is of one sort."""
    return f"{sort}-{digest(os.fsencode(plan.resolve()), *(each.encode() for each in more))}"


def _key(hangs_on: tuple[str, ...]) -> str:
    """Return the key of what the tool, as it is, made of some texts: another tool or another text has another one."""
    return digest(tool_stamp().encode(), *(each.encode() for each in hangs_on))


def recall(name: str, *hangs_on: str) -> Any:
    """Return what was kept under a name; None where nothing is, or it was made by another tool or of other texts.

    The first line is the seal: a digest of the name and of all that follows. A file that was cut short, edited or
    renamed says nothing.
    """
    if not _reading:
        return None
    try:
        seal, _, kept = (folder() / f"{name}.json").read_bytes().partition(b"\n")
        held = json.loads(kept) if seal == digest(name.encode(), kept).encode() else None
    except (OSError, ValueError, RecursionError):
        return None
    match held:
        case [str(key), value] if key == _key(hangs_on):
            return value
    return None


_reading = True


@contextmanager
def unread() -> Iterator[None]:
    """Recall nothing meanwhile: what is published rests on the plan's own files alone."""
    global _reading
    before, _reading = _reading, False
    try:
        yield
    finally:
        _reading = before


def keep(name: str, value: Any, *hangs_on: str) -> None:
    """Keep a value of JSON's types under a name; a cache that cannot be written is no fault of the plan.

    A plan's numbers may be in it, so nobody but the user may read it.
    """
    kept = json.dumps([_key(hangs_on), value], ensure_ascii=False, separators=(",", ":")).encode()
    try:
        write_file(
            folder() / f"{name}.json", digest(name.encode(), kept).encode() + b"\n" + kept, mode=0o600, lasting=False
        )
    except EopError:
        return


def digest(*parts: bytes) -> str:
    """Return a short digest of some bytes."""
    hashed = blake2b(digest_size=16)
    for part in parts:
        hashed.update(len(part).to_bytes(8, "big"))
        hashed.update(part)
    return hashed.hexdigest()


@cache
def tool_stamp() -> str:
    """Return a text that changes when the tool, an extension or the Python that runs them changes; a process asks once.

    Installing a package touches the folder it is installed in; working on the tool touches its own files.
    """
    package = Path(__file__).parent.parent
    own = [
        (path, entry.stat().st_mtime_ns)
        for path, _, names in os.walk(package)
        if not path.endswith("__pycache__")
        for entry in os.scandir(path)
        if entry.name.endswith(".py") and names
    ]
    around = [(path, os.stat(path).st_mtime_ns) for path in sys.path if path and os.path.isdir(path)]
    return digest(repr((__version__, sys.version, sorted(own), around)).encode())


class Answers:
    """What functions answered whose answer hangs on nothing but the text that they are given, in JSON's types."""

    def __init__(self) -> None:
        self._recalled: dict[str, Any] = {}
        self._given: dict[str, Any] | None = None

    def of(self, make: Callable[[str], Any], text: str, read: Callable[[Any], Read]) -> Read:
        """Return a function's answer as it is read; it is asked only where nothing that can be read is kept."""
        if self._given is None:
            return read(make(text))
        key = digest(make.__qualname__.encode(), text.encode(errors="surrogatepass"))
        if key in self._recalled:
            with suppress(TypeError, ValueError, LookupError, AttributeError):  # else it is no answer of ours
                found = read(self._recalled[key])
                self._given[key] = self._recalled[key]
                return found
        self._given[key] = make(text)
        return read(self._given[key])

    @contextmanager
    def kept(self, name: str) -> Iterator[None]:
        """Recall the answers of the last time under a name, and keep those of this time for the next."""
        self._given = {}
        match recall(name):
            case dict(answers):
                self._recalled = answers
        try:
            yield
            if len(self._given.keys() - self._recalled.keys()) * _FEW > len(self._given):
                keep(name, self._given)
        finally:
            self._recalled, self._given = {}, None


ANSWERS = Answers()
