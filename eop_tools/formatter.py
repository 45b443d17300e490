"""The canonical form of a plan file: one indentation, no stray spaces, every comment and every value kept."""

from __future__ import annotations

import io
from pathlib import Path

from eop_tools.disk import write_file
from eop_tools.errors import EopError
from eop_tools.source import parse

_WIDEST = 4096


def format_text(text: str, file: str) -> str | None:
    """Return a file's text in canonical form, or None where it cannot be read or its meaning would change.

    Comments, order and quoting stay; two spaces a level, list items indented below their key, LF line ends.
    """
    before = parse(text, file)
    if before.faults:
        return None
    if before.body_at is None:
        formatted = _yaml(text)
    else:
        _, front, body = text.replace("\r\n", "\n").split("---\n", 2)
        formatted = f"---\n{_yaml(front)}---\n\n{_trimmed(body)}"
    after = parse(formatted, file)
    kept = [comment.text for comment in after.comments()] == [comment.text for comment in before.comments()]
    same = after.data == before.data or (before.body_at is not None and _but_body(after.data) == _but_body(before.data))
    return formatted if same and kept and not after.faults else None


def format_plan(paths: list[Path], *, write: bool) -> tuple[list[Path], list[Path]]:
    """Format files, or all files of folders; return those that change and those that were left as they are unread."""
    changed, skipped = [], []
    for path in _files(paths):
        try:
            text = path.read_bytes().decode()
        except (OSError, UnicodeDecodeError):
            skipped.append(path)
            continue
        formatted = format_text(text, path.name)
        if formatted is None:
            skipped.append(path)
        elif formatted != text:
            changed.append(path)
            if write:
                write_file(path, formatted.encode())
    return changed, skipped


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


def _yaml(text: str) -> str:
    from ruamel.yaml import YAML

    round_trip = YAML(typ="rt")
    round_trip.preserve_quotes = True
    round_trip.width = _WIDEST
    round_trip.indent(mapping=2, sequence=4, offset=2)
    buffer = io.StringIO()
    round_trip.dump(round_trip.load(text.replace("\r\n", "\n")), buffer)
    return _trimmed(buffer.getvalue())


def _trimmed(text: str) -> str:
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    return "\n".join(lines).strip("\n") + "\n"


def _but_body(data: object) -> object:
    return {key: value for key, value in data.items() if key != "body"} if isinstance(data, dict) else data
