"""Writing that leaves either the old or the new, never half of it: for a file, and for a whole folder.

Whoever is killed, or loses power, in between leaves what was there; what he had begun goes with the next run.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from eop_tools.errors import EopError

_LOCK = "lock"
_FORMER = "former"
_HELD: tuple[type[OSError], ...] = (PermissionError,) if os.name == "nt" else ()
"""What a rename meets on Windows while a server or a virus scanner reads there; it soon lets go."""
_PATIENCE = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.0)


def write_file(
    path: Path, content: bytes, *, mode: int | None = None, lasting: bool = True, by_way_of: Path | None = None
) -> bool:
    """Write a file beside its place, or in another folder of that disk, and rename it there. Raises EopError.

    Says whether its content is new. Who may read, write and run a file that was there before stays as it was, unless
    `mode` says who may; a new one is for whom the user's mask says. `lasting`: it is on the disk, and not only on its
    way, when this returns.
    """
    try:
        allowed = mode
        if path.is_symlink():  # the link stays, and what it leads to is written
            path = Path(os.path.realpath(path))
        if path.exists() and not path.is_file() and not path.is_dir():  # a device or a pipe is there to be written to
            path.write_bytes(content)
            return True
        if path.is_file():
            found = path.stat().st_mode & 0o777
            if path.read_bytes() == content and mode in (None, found):
                return False
            allowed = found if mode is None else mode
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = _place_beside(path, by_way_of)
        try:
            _write_new(beside, content, allowed, lasting=lasting)
            move(beside, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(beside)
            raise
        if lasting:
            settle_folder(path.parent)
    except OSError as error:
        raise EopError(
            f"“{path}” cannot be written: {error.strerror}", "check the folder and its permissions"
        ) from error
    return True


def _place_beside(path: Path, folder: Path | None = None) -> Path:
    return (folder or path.parent) / f".{path.name[:100]}.{secrets.token_hex(4)}"


def _write_new(path: Path, content: bytes, mode: int | None, *, lasting: bool) -> None:
    """Write a file that is not there yet; `mode` where another than the user's mask says is wanted."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode or 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        if lasting:
            file.flush()
            os.fsync(file.fileno())
    if mode is not None:
        os.chmod(path, mode)


def write_files(folder: Path, files: Mapping[str, bytes]) -> int:
    """Write files that can be made again, each whole or not at all; return how many are new or changed."""
    return sum(write_file(folder / name, content, lasting=False) for name, content in sorted(files.items()))


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
            beside[path] = _place_beside(path)
            _write_new(beside[path], content, path.stat().st_mode & 0o777, lasting=True)
        for path, new in beside.items():
            move(new, path)
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


def move(source: Path, target: Path) -> None:
    """Rename a file, or a folder to where none is; wait for who holds it on Windows."""
    for seconds in _PATIENCE:
        try:
            return os.replace(source, target)
        except _HELD:
            time.sleep(seconds)
    return os.replace(source, target)


def settle_folder(folder: Path) -> None:
    """See to it that what was renamed in a folder outlasts a loss of power, where the system can do that."""
    if os.name == "posix":
        with suppress(OSError):  # some disks that are not of this machine cannot
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def settle_tree(folder: Path) -> None:
    """See to it that everything below a folder is on the disk."""
    if "linux" in sys.platform:  # where this waits, and is quicker than a thousand times one file
        os.sync()
        return
    for above, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(above, name), "r+b") as file:
                os.fsync(file.fileno())
        settle_folder(Path(above))


@contextmanager
def room_for(folder: Path) -> Iterator[None]:
    """Make a folder and those above it; where what follows fails, those that were made are gone again."""
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for each in made:
            with suppress(OSError):  # somebody has put something there meanwhile
                each.rmdir()
        raise


@contextmanager
def workshop(folder: Path, busy: str) -> Iterator[Path]:
    """Give a folder for what is not finished: to one process at a time, and first cleared of what a dead one left.

    It lies on the disk of what is made in it, and is gone in the end. Raises EopError with `busy` as its message where
    another process is in it, and where a folder of that name is not ours.
    """
    lock = _taken(folder, busy)
    try:
        for former in (folder / _FORMER).glob("*"):  # killed between two renames: what was served comes back
            if not os.path.lexists(folder.parent / former.name):
                move(former, folder.parent / former.name)
        _clear(folder)
        yield folder
    finally:
        _clear(folder)
        if os.name != "posix":  # Windows removes nothing that is open
            os.close(lock)
        with suppress(OSError):
            (folder / _LOCK).unlink()
            folder.rmdir()
        if os.name == "posix":
            os.close(lock)


def put(made: Path, place: Path, workshop: Path) -> None:
    """Put a folder made in a workshop into its place, beside that workshop: in one step, where the system has one.

    What stood there is left in the workshop. Windows, and some disks, need two renames: who is killed between them
    leaves nothing in that place until the next run, which begins by putting the former one back.
    """
    if not os.path.lexists(place):
        move(made, place)
    elif not _exchanged(made, place):
        former = workshop / _FORMER / place.name
        former.parent.mkdir(exist_ok=True)
        move(place, former)
        try:
            move(made, place)
        except BaseException:
            move(former, place)
            raise
    settle_folder(place.parent)


def _taken(folder: Path, busy: str) -> int:
    """Return the open lock of a workshop that is now ours."""
    while True:
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        lock = folder / _LOCK
        if folder.is_symlink() or not folder.is_dir() or not (lock.is_file() or not any(folder.iterdir())):
            raise EopError(f"“{folder}” is in the way and is not ours", "move it away, then do it again")
        try:
            handle = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        except FileNotFoundError:  # its owner was just leaving
            continue
        if not _is_locked(handle):
            os.close(handle)
            raise EopError(busy, "wait until that is done, then do it again")
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle), os.stat(lock)):
                return handle
        os.close(handle)


def _is_locked(handle: int) -> bool:
    """Whether a file could be locked for this process; the system lets go of it, however the process ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)  # a disk that knows no locks
    return True


def _clear(folder: Path) -> None:
    for each in folder.iterdir():
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each, ignore_errors=True)
        elif each.name != _LOCK:
            with suppress(OSError):
                each.unlink()


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change names in one step; False where the system has none for it."""
    if sys.platform == "win32":
        return False
    import ctypes

    names = os.fsencode(os.path.abspath(one)), os.fsencode(os.path.abspath(other))
    try:
        system = ctypes.CDLL(None, use_errno=True)
        here, exchange = -100, 2  # AT_FDCWD; RENAME_EXCHANGE, and RENAME_SWAP on macOS
        done = (
            system.renamex_np(*names, exchange)
            if sys.platform == "darwin"
            else system.renameat2(here, names[0], here, names[1], exchange)
        )
    except (AttributeError, OSError):
        return False
    return bool(done == 0)
