"""Every byte of what was made for an audience is searched for what it may not see, before anybody is handed it."""

from __future__ import annotations

import gzip
import html
import io
import os
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from eop_tools.errors import EopError
from eop_tools.kind import KINDS
from eop_tools.notation.telephone import national
from eop_tools.plan import Plan
from eop_tools.plan.edition import Edition, Withheld, telling_texts
from eop_tools.render.search_language import own_languages
from eop_tools.rule import RULES
from eop_tools.text.phrases import counted

_MOST = 100_000_000
"""Bytes. No more of a packed file is looked into."""
_DEEPEST = 3
_SPACES = bytes(byte if chr(byte).isalnum() and byte < 128 else 32 for byte in range(256))
_PLAIN = re.compile(r"(?<![^ -~])(?<!\w)[0-9a-z][ -~]*(?![^\W_])(?![^ -~])")
_WORD = re.compile(r"[0-9a-z]+")
_SHORT_LINE = 40
_ENTITY = re.compile(rb"&#?\w{1,8};")
_PARTED = re.compile(rb"(?<![0-9a-z])([2-9]\d\d) (\d{3}) (\d{4})(?![0-9a-z])")
_DIALLED = re.compile(r"[+\d\s().\-–/]+")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


class Leak(NamedTuple):
    """A file that says something withheld, and what: the entity and the field, never the value."""

    file: str
    item: Withheld


def refuse_leaks(folder: Path, edition: Edition) -> None:
    """Raise EopError where a file below a folder says what its audience may not see."""
    _refuse(leaks_in(folder, edition), edition)


def refuse_leaks_of(file: str, content: bytes, edition: Edition) -> None:
    """Raise EopError where a file that is not written yet says what its audience may not see."""
    _refuse(_leaks_among([(file, content)], edition), edition)


def _refuse(leaks: list[Leak], edition: Edition) -> None:
    if leaks:
        file, item = leaks[0]
        where = " ".join(map(str, (item.ref, *item.path)))
        more = f", and {counted(len(leaks) - 1, 'more place')}" if leaks[1:] else ""
        raise EopError(
            f"the {edition.audience.value} edition would give away what it withholds: {file} says {where}{more}",
            "nothing was put in place; `eop check` finds texts of the plan that say it; if it finds none, look in the "
            "pages and parts of your own under site/",
        )


def leaks_in(folder: Path, edition: Edition) -> list[Leak]:
    """Return each file below a folder that says something withheld; it is enough to name one thing a file."""
    return _leaks_among(_contents(folder), edition)


def _leaks_among(contents: Iterable[tuple[str, bytes]], edition: Edition) -> list[Leak]:
    """Return the leaks among files, each given as its path and its content."""
    held = {value: item for item in edition.withheld for value in item.values if _is_telling(value)}
    if not held:
        return []
    named = ((file, file.encode("utf-8", "surrogateescape") + b"\n" + content) for file, content in contents)
    files = {file: b"\n".join(_layers(content)) for file, content in named}
    whole = b"\n".join(_lines(files.values()))
    spaced, numbers = _read(whole)
    tokens = spaced.split()
    words, pairs = set(tokens), set(pairwise(tokens))
    dialled = {value: number for value in held if (number := _number(value))}
    runs = {value: _runs_in(value) for value in held if value not in dialled}
    maybe = [
        value
        for value, held_in in runs.items()
        if all(words.issuperset(run) and pairs.issuperset(pairwise(run)) for run in held_in)
        and all(b" %b " % b" ".join(run) in spaced for run in held_in if run[2:])
    ]
    maybe += [value for value in dialled if dialled[value] in numbers]
    if not maybe:
        return []
    said = _said(edition.plan)
    known, shown = _flat(said), _read(said.encode())[1]
    doubtful = [value for value in maybe if dialled.get(value) not in shown and _flat(value) not in known]
    if not doubtful:
        return []
    text = _flat(_readable(whole))
    ways = [
        _Sought(value, max((word for run in runs.get(value, ()) for word in run), key=len, default=b""),
             dialled.get(value, ""))
        for value in doubtful if value in dialled or _flat(value) in text
    ]  # fmt: skip
    return [Leak(file, held[value]) for file in files if ways and (value := _first(ways, files[file]))]


def _lines(contents: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines of all files in their order, long ones that are repeated only once: most pages are alike."""
    seen: set[bytes] = set()
    for content in contents:
        for line in content.split(b"\n"):
            if len(line) < _SHORT_LINE or line not in seen:
                yield line
                seen.add(line)


class _Sought(NamedTuple):
    """A withheld value, the longest word in it, and its digits where it is a telephone number."""

    value: str
    word: bytes
    number: str


def _first(ways: Iterable[_Sought], content: bytes) -> str:
    """Return the first of some values that a file says, or an empty text."""
    small = content.lower()
    near = [way for way in ways if (way.number[-4:].encode() or way.word) in small]
    if not near:
        return ""
    text, numbers = _flat(_readable(content)), _read(content)[1]
    return next((way.value for way in near if way.number in numbers or _flat(way.value) in text), "")


def _is_telling(value: str) -> bool:
    """Whether a value is long enough to be told from chance."""
    digits = sum(map(str.isdigit, value))
    return digits > 6 or (digits > 4 and "." in value) or "@" in value or len(value) > 11 or " " in value[4:-4]


def _number(value: str) -> str:
    """Return the digits of a telephone number without its country's; empty where a value is something else."""
    digits = "".join(char for char in value if char.isdecimal())
    if not 6 < len(digits) < 16 or not _DIALLED.fullmatch(value):
        return ""
    return national(digits)


def _read(content: bytes) -> tuple[bytes, set[str]]:
    """Return the words of some bytes, in small letters, and the telephone numbers, however they are parted."""
    words = _ENTITY.sub(b" ", content).replace(b"\\n", b" ").lower().translate(_SPACES).split()
    spaced = b" ".join([b"", *words, b""])
    numbers = {word.decode() for word in set(words) if len(word) > 6 and word.isdigit()}
    numbers |= {b"".join(parts).decode() for parts in _PARTED.findall(spaced)}
    return spaced, numbers | set(map(national, numbers))


def _runs_in(value: str) -> list[list[bytes]]:
    """Return the words of a value in runs between letters that may be escaped: there, words may be taken apart."""
    return [
        words for run in _PLAIN.findall(value.casefold()) if (words := [word.encode() for word in _WORD.findall(run)])
    ]


def _flat(text: str) -> str:
    return " ".join(text.casefold().split())


def _contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each file below a folder: its path, and its content."""
    for above, _, names in os.walk(folder):
        for name in names:
            path = Path(above, name)
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _layers(content: bytes, depth: int = 0) -> Iterator[bytes]:
    """Yield a file's bytes, and those of what is packed into it."""
    yield content
    packed = content.partition(b"\n")[2] if depth == 0 else content
    try:
        if depth < _DEEPEST and packed.startswith(b"\x1f\x8b"):
            with gzip.open(io.BytesIO(packed)) as stream:
                yield from _layers(stream.read(_MOST), depth + 1)
        elif depth < _DEEPEST and packed.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(packed)) as archive:
                for entry in archive.infolist():
                    yield entry.filename.encode()
                    with archive.open(entry) as member:
                        yield from _layers(member.read(_MOST), depth + 1)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return  # it only looks as if something were packed into it


def _readable(content: bytes) -> str:
    """Return bytes as the text that somebody reads out of them: without escapes."""
    text = content.decode("utf-8", "replace")
    text = _ESCAPED.sub(lambda said: chr(int(said[1], 16)), text) if "\\u" in text else text
    text = text.replace('\\"', '"').replace("\\/", "/").replace("\\n", "\n")
    text = html.unescape(text) if "&" in text else text
    return unquote(text) if "%" in text else text


def _said(plan: Plan) -> str:
    """Return all that an audience may read anyway: what its plan says, and what the tool says of itself."""
    own = [leaf.model.__doc__ or "" for leaf in KINDS]
    own += [leaf.text for leaf in RULES]
    own += [str(info.description) for leaf in KINDS for info in leaf.model.model_fields.values()]
    own += [text for language in own_languages() for text in language.texts()]
    return "\n".join([text for entity in plan for text in (entity.ref, *telling_texts(entity))] + own)
