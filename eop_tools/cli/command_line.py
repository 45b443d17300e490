"""Finds the verb that was typed, reads its arguments, and runs it."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from eop_tools.errors import EopError, did_you_mean
from eop_tools.words import few

_VERBS = Path(__file__).parent / "verbs"
DESCRIPTION = "Check, graph and publish an Emergency Operations Plan that is kept as YAML."
CLOSING = "Exit status: 0 nothing wrong, 1 something is wrong with the plan, 2 it could not be done."


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise EopError(message, f"`{self.prog} --help` shows what can be asked")


def verbs() -> list[str]:
    """Return the names of all verbs: the files of this folder's `verbs`."""
    return sorted(path.stem.replace("_", "-") for path in _VERBS.glob("*.py") if path.stem != "__init__")


def run(arguments: list[str]) -> int:
    """Run the verb that comes first among the arguments."""
    known = verbs()
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(overview(known))
        return 0 if arguments else 2
    word, rest = arguments[0], arguments[1:]
    if word not in known:
        raise EopError(f"there is no command “{word}”", did_you_mean(word, known) or "`eop --help` lists them")
    module = _verb(word)
    parsed = parser_of(word, module).parse_args(rest)
    action: Callable[[argparse.Namespace], int] = module.run
    return action(parsed)


def parser_of(word: str, module: ModuleType) -> argparse.ArgumentParser:
    """Return the parser of one verb: its docstring says what it does, `EXAMPLES` how it is used."""
    parser = _Parser(
        prog=f"eop {word}",
        description=(module.__doc__ or "").strip(),
        epilog=f"examples:\n{module.EXAMPLES.rstrip()}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    module.arguments(parser)
    return parser


def overview(known: list[str]) -> str:
    """Return the list of verbs with a line each."""
    width = max(map(len, known))
    lines = [f"  {word:<{width}}  {(_verb(word).__doc__ or '').strip().splitlines()[0]}" for word in known]
    return "\n".join(
        [
            "usage: eop COMMAND [arguments]",
            "",
            DESCRIPTION,
            "",
            *lines,
            "",
            "`eop COMMAND --help` shows the arguments and an example.",
            CLOSING,
        ]
    )


def _verb(word: str) -> ModuleType:
    return importlib.import_module(f"eop_tools.cli.verbs.{word.replace('-', '_')}")


def plan_argument(parser: argparse.ArgumentParser) -> None:
    """Add the plan folder, `plan` where nothing is said."""
    parser.add_argument("folder", nargs="?", type=Path, default=Path("plan"), help="the plan folder (default: plan)")


def day_argument(parser: argparse.ArgumentParser) -> None:
    """Add `--as-of`, the day to judge by."""
    parser.add_argument(
        "--as-of", type=a_day, default=None, metavar="DATE", help="judge as of this day (default: today)"
    )


def a_day(text: str) -> date:
    """Read a day such as 2026-11-23."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no day; write for example 2026-11-23") from None


def today(parsed: argparse.Namespace) -> date:
    """Return the day asked for, or today's."""
    return parsed.as_of or date.today()  # noqa: DTZ011 - the wall calendar of whoever asks is meant


def warn_of(left_out: Sequence[str], folder: Path) -> None:
    """Say what an answer leaves out because the plan has mistakes; nothing where it leaves out nothing."""
    if left_out:
        said = f"the answer leaves out what cannot be read or is not there: {few(left_out, 3)}"
        print(f"eop: {said}\n     `eop check {folder}` says what to do", file=sys.stderr)


def edition_argument(parser: argparse.ArgumentParser) -> None:
    """Add `--edition`, for whom the output is made."""
    parser.add_argument(
        "--edition",
        choices=("public", "responder", "command"),
        default="public",
        help="for whom it is made; what that audience may not see is left out (default: public)",
    )


def print_columns(rows: list[tuple[str, ...]]) -> None:
    """Print rows with their columns aligned."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    for row in rows:
        print("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())
