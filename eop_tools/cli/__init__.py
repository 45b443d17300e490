"""The command `eop`: one verb a file, each thin: parse, call, report, exit."""

from __future__ import annotations

import io
import os
import sys


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return the exit status: 0 nothing wrong, 1 the plan is wrong, 2 the asking is."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments == ["--version"]:
        from eop_tools import __version__

        print(f"eop {__version__}")
        return 0
    from eop_tools.cli.command_line import run
    from eop_tools.errors import EopError

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that knows few characters shows question marks
    try:
        return run(arguments)
    except EopError as error:
        for sign, text in (("eop:", error.message), ("    ", error.hint)):
            if text:  # one line each, whatever a file's name or a value that is quoted in it holds
                print(sign, "".join(char if char.isprintable() else "�" for char in text), file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of our output went away (for example `eop check | head`): that is its right.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("eop: stopped", file=sys.stderr)
        return 2
