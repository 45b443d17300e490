"""Findings become text for people and files for programs: every output is a function of the findings.

A form is a module here, by its name: its `render` takes the judgement and what else is to be known for telling it.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from eop_tools.finding import Finding, Judgement, Severity
from eop_tools.lint.baseline import Apart
from eop_tools.text.phrases import counted

WORDS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "remark"}


@dataclass(frozen=True)
class ReportContext:
    """What a report needs besides the findings.

    How the plan folder is named, what was set apart, and the content of files that are not on the disk as they were
    judged.
    """

    folder: Path
    apart: Apart = field(default_factory=Apart)
    typed: Mapping[str, bytes] = field(default_factory=dict)
    _read: dict[str, list[str]] = field(default_factory=dict, init=False)

    def path(self, file: str) -> str:
        """Return a file's path as users name it."""
        return (self.folder / file).as_posix()

    def address(self, file: str) -> str:
        """Return a file's path from the top of the workspace, where a service that shows findings looks for it."""
        here = Path.cwd()
        workspace = Path(os.environ.get("GITHUB_WORKSPACE") or here)
        top = workspace if here.is_relative_to(workspace) else here
        path = Path(os.path.abspath(self.folder / file))
        return path.relative_to(top).as_posix() if path.is_relative_to(top) else path.as_posix()

    def lines(self, file: str) -> list[str]:
        """Return the lines of a file as it was judged; none where it cannot be read."""
        if file not in self._read:
            text = self.typed[file].decode("utf-8-sig", "replace") if file in self.typed else _text(self.folder / file)
            self._read[file] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if text else []
        return self._read[file]


def _text(path: Path) -> str:
    try:
        if not path.is_file():  # a pipe would keep us waiting
            return ""
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            return file.read(2_000_000)
    except OSError:
        return ""


def forms() -> list[str]:
    """Return the name of every form: the modules of this folder."""
    return sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem != "__init__")


def report(judgement: Judgement, form: str, telling: ReportContext) -> str:
    """Return a judgement in a form, the name of a module here."""
    module = importlib.import_module(f"eop_tools.report.findings.{form}")
    rendered: str = module.render(judgement, telling)
    return rendered


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by severity, within it in reading order."""
    return sorted(findings, key=lambda finding: (-finding.severity.rank, finding.order))


def closing(
    judgement: Judgement, apart: Apart, style: Callable[[str, Severity | None], str] = lambda text, _: text
) -> list[str]:
    """Return the lines that count everything; `style` may colour the words for a severity, or for none at all."""
    counts = {severity: judgement.count(severity) for severity in Severity}
    parts = [style(counted(count, WORDS[severity]), severity) for severity, count in counts.items() if count]
    fixable = sum(finding.fix is not None for finding in judgement.standing)
    found = ", ".join(parts) or style("Nothing found", None)
    found += f" ({fixable} fixable)" if fixable else ""
    found += f", {judgement.waived} waived" if judgement.waived else ""
    found += f", {len(apart.known)} in the baseline" if apart.known else ""
    size = f"{judgement.entities} entities in {judgement.files} files, as of {judgement.as_of.isoformat()}"
    return [f"{found}: {size}.", *notes(apart)]


def notes(apart: Apart) -> list[str]:
    """Return a sentence for each thing that was set apart and is not counted among the findings."""
    lines = []
    if apart.others:
        stand = "finding stands" if apart.others == 1 else "findings stand"
        lines.append(f"{apart.others:,} other {stand} that the change neither touches nor brings.")
    if apart.mended:
        are = "finding of the baseline is" if apart.mended == 1 else "findings of the baseline are"
        lines.append(f"{apart.mended:,} {are} mended: write it anew with --write-baseline.")
    return lines
