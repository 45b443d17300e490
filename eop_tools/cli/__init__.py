"""The command `eop`: one verb a file, each thin: parse, call, report, exit."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress

_HINTS = {
    errno.ENOSPC: "make room on that disk, then do it again",
    errno.EDQUOT: "make room on that disk, then do it again",
    errno.EROFS: "name a place that can be written to",
    errno.EACCES: "check who may read and write there",
    errno.EPERM: "check who may read and write there",
    errno.ENOTDIR: "name a folder, or move the file of that name away",
    errno.EEXIST: "name another place, or move what is there away",
    errno.ENOENT: "check how it is written",
    errno.EBUSY: "another program holds it, or it is a disk of its own; name a folder in it",
    errno.EXDEV: "name a place on the same disk",
    errno.EMFILE: "close other programs, then do it again",
}


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return the exit status: 0 nothing wrong, 1 the plan is wrong, 2 the asking is."""
    try:
        _prepare_streams()
        try:
            return _run(sys.argv[1:] if argv is None else argv)
        finally:
            sys.stdout.flush()  # here a full disk can still be told of
    except KeyboardInterrupt:
        _complain("stopped", "")
    except OSError as error:  # the one door for what the system refuses
        _let_go_of("stdout")
        what = f"“{os.fspath(error.filename)!s}”" if isinstance(error.filename, str | os.PathLike) else "the answer"
        reason = (error.strerror or str(error) or type(error).__name__).lower()
        if error.errno in (errno.ENOTDIR, errno.EEXIST):
            reason = "a file is where a folder has to be"
        _complain(f"{what} cannot be read or written: {reason}", _HINTS.get(error.errno or 0, ""))
    except Exception as error:
        from eop_tools.errors import EopError  # an answer to `--version` needs none

        if not isinstance(error, EopError):
            raise
        _complain(error.message, error.hint)
    return 2


def _run(arguments: list[str]) -> int:
    if arguments == ["--version"]:
        from eop_tools import __version__

        print(f"eop {__version__}")
        return 0
    if sys.flags.optimize > 1:
        from eop_tools.errors import EopError

        raise EopError("Python runs with -OO, which leaves out the texts that eop shows", "leave out one O")
    from eop_tools.cli.command_line import run

    return run(arguments)


def _complain(message: str, hint: str) -> None:
    """Say one line and a hint, whatever a file's name or a value that is quoted in them holds."""
    with suppress(OSError):
        for sign, text in (("eop:", message), ("    ", hint)):
            if text:
                print(sign, "".join(char if char.isprintable() else "�" for char in text), file=sys.stderr)
    _let_go_of("stderr")


class _Heedless(io.FileIO):
    """Output that goes on where its reader went away, as in `eop check | head`: that is his right, and no fault.

    So the exit status stays what the answer is, also for an answer that was not read to its end.
    """

    def write(self, data: object) -> int:
        """Write, or do as if."""
        try:
            return super().write(data)  # type: ignore[arg-type]
        except OSError as error:
            if error.errno not in ((errno.EPIPE, errno.EINVAL) if os.name == "nt" else (errno.EPIPE,)):
                raise
            return memoryview(data).nbytes  # type: ignore[arg-type]


def _prepare_streams() -> None:
    """Make the streams fit to be written to, whatever they lead to. Raises EopError where there is no output."""
    for handle, stream in ((0, sys.stdin), (2, sys.stderr)):
        if stream is None:  # closed: no file that is opened later may take its place
            os.open(os.devnull, os.O_RDWR)
            if handle == 2:
                sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - as long as we run
    if sys.stdout is None:
        from eop_tools.errors import EopError

        raise EopError("the output is closed, so nothing can be said", "`> /dev/null` throws it away on purpose")
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is getattr(sys, f"__{name}__") and not stream.isatty():
            raw = io.BufferedWriter(_Heedless(stream.fileno(), "wb", closefd=False))
            setattr(sys, name, io.TextIOWrapper(raw, stream.encoding, "replace", line_buffering=name == "stderr"))
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows few characters shows question marks


def _let_go_of(name: str) -> None:
    """See to it that what could not be written is not tried again when Python ends."""
    stream = getattr(sys, name)
    with suppress(OSError, ValueError):
        handle = stream.fileno()
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), handle)
