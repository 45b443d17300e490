"""What was checked before and has not changed is not checked again."""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from eop_tools import cache
from eop_tools.finding import Finding, Fix, Judgement, Related, Severity, Span

if TYPE_CHECKING:
    from eop_tools.facts import Facts
    from eop_tools.place import Place

_LARGEST = 1_000_000
"""Bytes. A larger file is not read as a part of a plan, so it is not remembered either."""


class Chosen(NamedTuple):
    """Which rules run, as `eop_tools.rule.Selection` says, without importing what rules need."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    online: bool = False


def checked(folder: Path, today: date, chosen: Chosen, *, fresh: bool) -> Judgement:
    """Return the judgement of a plan folder on a day, by the rules that were chosen.

    The same files, judged by the same tool on the same day, were judged already: their findings are recalled. Where
    some files are new, what is known of the others is. `fresh` reads everything anew. Raises EopError where there is
    no such folder.
    """
    contents = None if fresh else contents_of(folder)
    if contents is None:
        return judged(folder, today, chosen, None)
    stamp = cache.tool_stamp()
    digests = {file: cache.digest(content) for file, content in contents.items()}
    key = cache.digest(stamp.encode(), repr((digests, today, chosen)).encode())
    where = os.fsencode(folder.resolve())
    whole, parts = f"check-{cache.digest(where, repr(chosen).encode())}", f"facts-{cache.digest(where)}"
    with suppress(TypeError, ValueError, LookupError):  # what is held there, or nothing, is no judgement
        return _from_json(recalled(whole, key))
    from eop_tools.facts import Facts

    facts = Facts(contents, digests, recalled(parts, stamp))
    judgement = judged(folder, today, chosen, facts)
    if _names(folder) == list(contents):  # else files came or went meanwhile
        if _lasts(chosen):
            cache.keep(whole, [key, _to_json(judgement)])
        if facts.new:
            cache.keep(parts, [stamp, facts.new])
    return judgement


def _lasts(chosen: Chosen) -> bool:
    """Whether the same files will be judged alike later in the day: not where a rule asks more than the files."""
    from eop_tools.rule import Selection

    return not any(rule.only_on_request for rule in Selection(*chosen).rules())


def recalled(name: str, key: str) -> Any:
    """Return what was kept under a name for that key, or None."""
    try:
        held = cache.recall(name)
    except RecursionError:  # no work of ours
        return None
    return held[1] if isinstance(held, list) and len(held) == 2 and held[0] == key else None


def judged(where: Path | Place, today: date, chosen: Chosen, facts: Facts | None) -> Judgement:
    """Return the judgement of a plan folder, worked out anew but for what the facts know."""
    from eop_tools.loader import no_garbage_collection

    atexit.register(gc.freeze)  # looking for garbage in all that was imported, at the very end, is a tenth of a check
    gc.unfreeze()
    with no_garbage_collection():
        judgement = _judged_by_rules(where, today, chosen, facts)
        gc.freeze()  # and in all that was made meanwhile, as soon as looking begins again, is another one
    return judgement


def _judged_by_rules(where: Path | Place, today: date, chosen: Chosen, facts: Facts | None) -> Judgement:
    from eop_tools.engine import judge
    from eop_tools.graph import Graph
    from eop_tools.loader import load
    from eop_tools.place import OnDisk
    from eop_tools.rule import Selection

    place = OnDisk(where) if isinstance(where, Path) else where
    loaded = load(place, lambda file: (facts and facts.read(file)) or place.read(file))
    return judge(loaded, Graph(loaded.plan), today, Selection(*chosen), facts)


def contents_of(folder: Path) -> dict[str, bytes] | None:
    """Return the content of each file below a folder; None where that is no safe ground for remembering."""
    contents: dict[str, bytes] = {}
    try:
        for file in _names(folder):
            with open(os.path.join(folder, file), "rb", buffering=0) as stream:
                contents[file] = stream.read()
    except OSError:
        return None
    too_large = any(len(content) > _LARGEST for content in contents.values())
    return None if too_large or not contents else contents


def _names(folder: Path) -> list[str]:
    """Return the path of each file below a folder; nothing where links or odd files and names make that unsafe."""
    try:
        files = list(_files(os.fspath(folder)))
        "".join(files).encode()
    except (OSError, UnicodeError, _Unsure):
        return []
    return files


class _Unsure(Exception):
    """A link, whose target may change without a trace here, or what is no ordinary file."""


def _files(folder: str, above: str = "") -> Iterator[str]:
    """Yield the path of every file in a folder, parted by slashes; what is hidden is no part of a plan."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{above}{entry.name}/")
            elif entry.is_file(follow_symlinks=False):
                yield above + entry.name
            else:
                raise _Unsure


def _to_json(judgement: Judgement) -> object:
    findings = [
        [
            f.code,
            f.name,
            f.severity.value,
            f.message,
            f.file,
            _span(f.span),
            f.hint,
            [[other.file, _span(other.span), other.note] for other in f.related],
            f.waived,
            f.ref,
            f.fix.to_json() if f.fix else None,
        ]
        for f in judgement.findings
    ]
    return [findings, judgement.as_of.isoformat(), judgement.entities, judgement.files]


def _from_json(said: Any) -> Judgement:
    findings = tuple(
        Finding(
            code,
            name,
            Severity(severity),
            message,
            file,
            Span(*span),
            hint,
            tuple(Related(where, Span(*there), note) for where, there, note in related),
            waived,
            ref,
            Fix.from_json(fix),
        )
        for code, name, severity, message, file, span, hint, related, waived, ref, fix in said[0]
    )
    return Judgement(findings, date.fromisoformat(said[1]), said[2], said[3])


def _span(span: Span) -> list[int]:
    return [span.line, span.column, span.end_line, span.end_column]
