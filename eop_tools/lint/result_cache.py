"""What was checked before and has not changed is not checked again."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from eop_tools.finding import Judgement
from eop_tools.io import cache
from eop_tools.io.gc_pause import leave_it_at_the_end, no_garbage_collection

if TYPE_CHECKING:
    from eop_tools.lint.file_cache import KnownFiles
    from eop_tools.plan.location import PlanFolder

_LARGEST = 1_000_000
"""Bytes. A larger file is not read as a part of a plan, so it is not remembered either."""


_MUCH = 500_000
"""Objects: what some dozens of judgements of a thousand entities leave. Who judges once has none."""


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
    known = None if fresh else Known.of(folder)
    if known is None:
        return judged(folder, today, chosen, None)
    name = cache.name_of("check", folder, repr(chosen))
    hangs_on = repr((known.digests, today))
    with suppress(TypeError, ValueError, LookupError):  # what is held there, or nothing, is no judgement
        return Judgement.from_json(cache.recall(name, hangs_on))
    facts = known.facts()
    judgement = judged(folder, today, chosen, facts)
    if known.holds():
        if _lasts(chosen):
            cache.keep(name, judgement.to_json(), hangs_on)
        known.keep(facts)
    return judgement


class Known(NamedTuple):
    """The files below a folder as they are now, whose facts are remembered."""

    folder: Path
    contents: dict[str, bytes]
    digests: dict[str, str]

    @classmethod
    def of(cls, folder: Path) -> Known | None:
        """Read the files of a folder; None where that is no safe ground for remembering."""
        contents = contents_of(folder)
        return None if contents is None else cls.holding(folder, contents)

    @classmethod
    def holding(cls, folder: Path, contents: dict[str, bytes]) -> Known:
        """Take these for the contents of the files of a folder."""
        return cls(folder, contents, {file: cache.digest(content) for file, content in contents.items()})

    def facts(self) -> KnownFiles:
        """Return what is known of the files from the last time."""
        from eop_tools.lint.file_cache import KnownFiles

        return KnownFiles(self.contents, self.digests, cache.recall(cache.name_of("facts", self.folder)))

    def keep(self, facts: KnownFiles) -> None:
        """Keep what is new of the facts for the next time."""
        if facts.new:
            cache.keep(cache.name_of("facts", self.folder), facts.new)

    def holds(self) -> bool:
        """Whether no file came or went meanwhile."""
        return _names(self.folder) == list(self.contents)


def _lasts(chosen: Chosen) -> bool:
    """Whether the same files will be judged alike later in the day: not where a rule asks more than the files."""
    from eop_tools.rule import Selection

    return not any(rule.only_on_request for rule in Selection(*chosen).rules())


def judged(where: Path | PlanFolder, today: date, chosen: Chosen, facts: KnownFiles | None) -> Judgement:
    """Return the judgement of a plan folder, worked out anew but for what the facts know."""
    global _left
    leave_it_at_the_end()
    gc.unfreeze()
    if _left > _MUCH:  # who judges again and again would else keep all that was ever read
        gc.collect()
        _left = 0
    with no_garbage_collection():
        judgement = _judged_by_rules(where, today, chosen, facts)
        _left += gc.get_count()[0]  # counting what is frozen would walk through all of it
        gc.freeze()  # and looking in all that was made meanwhile, as soon as it begins again, is another tenth
    return judgement


_left = 0
"""How many objects the judgements left since garbage was last looked for."""


def _judged_by_rules(where: Path | PlanFolder, today: date, chosen: Chosen, facts: KnownFiles | None) -> Judgement:
    from eop_tools.lint.engine import judge
    from eop_tools.lint.file_cache import read_with
    from eop_tools.plan.graph import Graph
    from eop_tools.rule import Selection

    loaded = read_with(facts, where)
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
