"""Finds the verb that was typed, reads its arguments, and runs it."""

from __future__ import annotations

import argparse
import importlib
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from eop_tools.cli.plan_folder import settle
from eop_tools.errors import EopError
from eop_tools.text.phrases import few
from eop_tools.text.suggest import did_you_mean

_VERBS = Path(__file__).parent / "verbs"
DESCRIPTION = "Check, graph and publish an Emergency Operations Plan that is kept as YAML."
_IS_OPTION = re.compile(r"--\S+|-[^\W\d_]\S*")
CLOSING = "Exit status: 0 nothing wrong, 1 something is wrong with the plan, 2 it could not be done."


class _Parser(argparse.ArgumentParser):
    def error(self, message: str, hint: str = "") -> NoReturn:
        raise EopError(message, hint or f"`{self.prog} --help` shows what can be asked")


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
    parsed = parsed_by(parser_of(word, module), rest)
    settle(parsed)
    action: Callable[[argparse.Namespace], int] = module.run
    return action(parsed)


def parsed_by(parser: _Parser, arguments: Sequence[str]) -> argparse.Namespace:
    """Parse options and places in any order.

    argparse fills every place that may be empty as soon as it meets one that is filled, and then has none left for
    what stands behind the next option; where all options come first, it never does that, in any version of Python.
    """
    known = {name: action for action in parser._actions for name in action.option_strings}
    options: list[str] = []
    places: list[str] = []
    left = list(arguments)
    while left:
        word = left.pop(0)
        if word == "--":
            places += left
            break
        if not _IS_OPTION.fullmatch(word):
            places.append(word)
            continue
        name = word.partition("=")[0]
        if name not in known:
            parser.error(f"unrecognized arguments: {word}", did_you_mean(name, known))
        if known[name].nargs is None and "=" not in word and left and not _IS_OPTION.fullmatch(left[0]):
            word = f"{word}={left.pop(0)}"
        options.append(word)
    return parser.parse_args([*options, *(["--"] if any(map(_IS_OPTION.fullmatch, places)) else []), *places])


def parser_of(word: str, module: ModuleType) -> _Parser:
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


def plan_argument(parser: argparse.ArgumentParser, *, as_place: bool = True) -> None:
    """Add `--folder`, the plan folder; where a verb has a place to spare for it, it may also be named without."""
    if as_place:
        parser.add_argument("place", nargs="?", type=Path, default=None, metavar="folder", help="the same as --folder")
    parser.add_argument(
        "--folder",
        type=Path,
        default=None,
        metavar="DIR",
        help="the plan folder (default: the nearest, looking upwards from here)",
    )


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


def several(text: str) -> list[str]:
    """Read one or more names, parted by commas."""
    names = [name for name in (part.strip() for part in text.split(",")) if name]
    if not names:
        raise argparse.ArgumentTypeError("it names nothing")
    return names


def several_argument(
    parser: argparse.ArgumentParser, flag: str, metavar: str, meaning: str, dest: str | None = None
) -> None:
    """Add a flag that takes several names, parted by commas or by saying it again."""
    told = f"{meaning}; several with commas"
    parser.add_argument(flag, type=several, action="extend", default=[], metavar=metavar, help=told, dest=dest)


def lose_argument(parser: argparse.ArgumentParser) -> None:
    """Add `--lose`, what an answer takes for lost."""
    several_argument(parser, "--lose", "REF", "what or who is lost, written kind:id")


def form_argument(parser: argparse.ArgumentParser, forms: Sequence[str]) -> None:
    """Add `--format`, the form of the answer."""
    parser.add_argument("--format", choices=forms, default="text", help="how to say it (default: text)")


def to_argument(parser: argparse.ArgumentParser, what: str, default: str, *, needed: bool = False) -> None:
    """Add `--to`, where what is made goes: `what` it may be, and in words what happens where nothing is said."""
    said = what if needed else f"{what} (default: {default})"
    parser.add_argument(
        "--to", type=Path, required=needed, default=None, metavar="PLACE", help=f"where it goes: {said}"
    )


def alias_argument(parser: argparse.ArgumentParser) -> None:
    """Add `--alias`, the name that leads to a release."""
    parser.add_argument("--alias", default="latest", metavar="NAME", help="the name that leads to it (default: latest)")


def fail_on_argument(parser: argparse.ArgumentParser, default: str | None) -> None:
    """Add `--fail-on`, from which severity on the exit status is 1."""
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "info"),
        default=default,
        help=f"exit 1 at or above this severity (default: {default or 'never'})",
    )


def warn_of(left_out: Sequence[str], folder: Path) -> None:
    """Say what an answer leaves out because the plan has mistakes; nothing where it leaves out nothing."""
    if left_out:
        said = f"the answer leaves out what cannot be read or is not there: {few(left_out, 3)}"
        print(f"eop: {said}\n     `eop check {folder}` says what to do", file=sys.stderr)


def edition_argument(parser: argparse.ArgumentParser, *, else_mkdocs: bool = False, default: str = "public") -> None:
    """Add `--edition`, for whom the output is made; `else_mkdocs`: what `mkdocs.yml` says comes before the default.

    An answer that is not kept, for whoever keeps the plan, is worked out from all of it: its default is `command`.
    """
    usual = f"{default}, the whole plan" if default == "command" else default
    parser.add_argument(
        "--edition",
        choices=("public", "responder", "command"),
        default="" if else_mkdocs else default,
        help="for whom it is made; what that audience may not see is left out "
        f"(default: {'what mkdocs.yml says, or ' if else_mkdocs else ''}{usual})",
    )


def language_argument(parser: argparse.ArgumentParser) -> None:
    """Add `--language`, in which the words around the plan's own are."""
    parser.add_argument(
        "--language",
        default="",
        metavar="TAG",
        help="the language of the words around the plan's own, such as es (default: the one the cover says, or en)",
    )


def print_columns(rows: list[tuple[str, ...]]) -> None:
    """Print rows with their columns aligned."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    for row in rows:
        print("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())
