"""Writing that leaves either the old file or the new one, never half of it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from eop_tools.errors import EopError


def write_file(path: Path, content: bytes, *, mode: int | None = None) -> bool:
    """Write a file beside its place and rename it there; say whether its content is new. Raises EopError.

    Who may read, write and run a file that was there before stays as it was, unless `mode` says who may.
    """
    try:
        allowed = 0o644 if mode is None else mode
        if path.is_file():
            found = path.stat().st_mode & 0o777
            if path.read_bytes() == content and mode in (None, found):
                return False
            allowed = found if mode is None else mode
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.chmod(beside, allowed)
            os.replace(beside, path)
        except BaseException:
            os.unlink(beside)
            raise
    except OSError as error:
        raise EopError(
            f"“{path}” cannot be written: {error.strerror}", "check the folder and its permissions"
        ) from error
    return True


def write_files(folder: Path, files: Mapping[str, bytes]) -> int:
    """Write files into a folder, each whole or not at all; return how many are new or changed."""
    return sum(write_file(folder / name, content) for name, content in sorted(files.items()))


def replace_files(files: Mapping[Path, bytes]) -> None:
    """Give several files new content: all of them, or none. Raises EopError.

    Everything is written beside its place before anything is renamed; where a rename is refused all the same, what
    was renamed before gets its old content back.
    """
    before = {path: path.read_bytes() for path in files}
    beside: dict[Path, Path] = {}
    done: list[Path] = []
    try:
        for path, content in files.items():
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            beside[path] = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.chmod(name, path.stat().st_mode & 0o777)
        for path, new in beside.items():
            os.replace(new, path)
            done.append(path)
    except BaseException as error:
        for written in done:
            write_file(written, before[written])
        if not isinstance(error, OSError):
            raise
        raise EopError(
            f"“{path}” cannot be written: {error.strerror}",
            "check the folder and its permissions; no file was changed",
        ) from error
    finally:
        for new in beside.values():
            new.unlink(missing_ok=True)
