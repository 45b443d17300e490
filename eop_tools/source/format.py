"""The canonical form of a plan file: one indentation, no stray spaces, every comment and every value kept."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from eop_tools.errors import EopError
from eop_tools.finding import FaultName
from eop_tools.io.atomic import replace_files
from eop_tools.source import SourceDocument, parse, read
from eop_tools.source.layout import arranged

_HARMLESS = frozenset((
    FaultName.byte_order_mark, FaultName.swallowed_item, FaultName.cut_off_text, FaultName.curly_quotes,
    FaultName.swallowed_break, FaultName.split_number, FaultName.eaten_backslash,
))  # fmt: skip
"""Faults of a file that is read all the same: what it says may not be what was meant, but it can be put in order."""


class Formatted(NamedTuple):
    """Files that change, with their new content, and files that are left alone: where, and why."""

    changed: dict[Path, bytes]
    left: dict[Path, str]


def formatted(before: SourceDocument) -> str | None:
    """Return a file in canonical form, or None where it cannot be read or its meaning would change.

    Comments, order and quoting stay, and every text as it is; two spaces a level, list items indented below their
    key, LF line ends.
    """
    if _hindrance(before):
        return None
    text = arranged(before)
    if before.body_at is not None:
        text = f"---\n{text}---\n{before.body}"
    return text if _said(parse(text, before.file)) == _said(before) else None


def _hindrance(document: SourceDocument) -> str:
    """Return where a file cannot be read, why, and what to do, in one line; nothing where it can."""
    fault = next((fault for fault in document.faults if fault.name not in _HARMLESS), None)
    if fault is None:
        return ""
    where = f"{fault.span.line}:{fault.span.column}" if fault.span else "1:1"
    return f"{where}: {fault.message}; {fault.hint}"


def _said(document: SourceDocument) -> object:
    """Return all that a file says: its data, its comments, and what is wrong with it."""
    faults = [fault.name for fault in document.faults if fault.name is not FaultName.byte_order_mark]
    return repr(document.data), [comment.text for comment in document.comments()], faults


def format_plan(paths: list[Path], *, write: bool) -> Formatted:
    """Format files, or all files of folders. All that change are written, or none."""
    changed: dict[Path, bytes] = {}
    left: dict[Path, str] = {}
    for path in _files(paths):
        document = read(path.resolve(), path.resolve().parent)
        if reason := _hindrance(document):
            left[path] = reason
        elif (text := formatted(document)) is None:
            left[path] = "1:1: what it says could not be kept in another layout (please report this)"
        elif (content := text.encode()) != path.read_bytes():
            changed[path] = content
    if write:
        replace_files({path.resolve(): content for path, content in changed.items()})
    return Formatted(changed, left)


def _files(paths: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += [
                each
                for each in sorted(path.rglob("*"))
                if each.suffix in (".yaml", ".md")
                and each.is_file()
                and each.name != "README.md"
                and not each.is_symlink()
            ]
        elif path.is_file():
            found.append(path)
        else:
            raise EopError(f"there is no file or folder “{path}”", "name a plan folder or files of one")
    return found
