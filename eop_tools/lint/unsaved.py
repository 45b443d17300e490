"""Checks a plan while a file of it is being written: that one as it stands in an editor, the others on the disk."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from eop_tools.errors import EopError
from eop_tools.finding import Judgement, refuse_newer
from eop_tools.io.atomic import write_file
from eop_tools.lint import result_cache as memory


def place_in(folder: Path, path: Path) -> str:
    """Return the path of a file in a plan folder, with slashes. Raises EopError where it lies outside."""
    for whole in (os.path.abspath, os.path.realpath):  # perhaps only one of the two was named through a link
        file, root = Path(whole(path)), Path(whole(folder))
        if file != root and file.is_relative_to(root):
            return file.relative_to(root).as_posix()
    raise EopError(f"“{path}” is no file of the plan in “{folder}”", "name a file in the plan folder")


def checked_in_editor(folder: Path, file: str, content: bytes, today: date, chosen: memory.Chosen) -> Judgement:
    """Return the findings in one file with that content, which need not be on the disk yet.

    What is known of the other files from the last check is not sought anew; nothing is kept, and nothing is written
    into the plan. Raises EopError where there is no such plan folder, where the file's folder lies outside of it, or
    where the plan's language is newer than ours.
    """
    facts = memory.Known.holding(folder, {**(memory.contents_of(folder) or {}), file: content}).facts()
    if (folder / file).is_file() or not folder.is_dir():
        judgement = memory.judged(folder, today, chosen, facts)
    else:
        with tempfile.TemporaryDirectory(prefix="eop-editor-") as beside:
            copy = Path(beside) / "plan"
            shutil.copytree(folder, copy, symlinks=True, ignore=shutil.ignore_patterns(".*"))
            if not (copy / file).parent.resolve().is_relative_to(copy.resolve()):
                raise EopError(
                    f"“{file}” would be written outside the plan", "a folder above it is a link; name its target"
                )
            write_file(copy / file, content)
            judgement = memory.judged(copy, today, chosen, facts)
    refuse_newer(judgement.findings)
    return replace(judgement, findings=tuple(one for one in judgement.findings if _concerns(one.file, file)))


def _concerns(found: str, file: str) -> bool:
    """Whether a finding is about a file: in it, or about a folder above it that is no place for a plan's files."""
    return found == file or (found.endswith("/") and file.startswith(found))
