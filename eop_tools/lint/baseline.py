"""What was wrong with a plan already: the findings of another day, by fingerprint, so that only new ones stand."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from eop_tools.errors import EopError
from eop_tools.finding import Finding, Judgement
from eop_tools.io.atomic import write_file

VERSION = 1
"""Of the form of the file; a reader of this form refuses others."""
_CLOCK = re.compile(r"\b(?:in )?\d[\d,]* (?:day|week|month|year)s?(?: ago)?\b|\btoday\b")


class Fingerprint(NamedTuple):
    """What makes two findings the same, wherever their lines have moved to: rule, place and words.

    The place is the entity, which may move to another file, or the file where there is none. How long ago or how far
    off something is changes by itself from day to day, so it does not count among the words.
    """

    code: str
    place: str
    words: str


def fingerprint(finding: Finding) -> Fingerprint:
    """Return what a finding is recognized by."""
    return _fingerprint(finding.code, finding.file, finding.ref, finding.message)


def _fingerprint(code: str, file: str, ref: str, message: str) -> Fingerprint:
    return Fingerprint(code, ref or file, _CLOCK.sub("…", message))


@dataclass(frozen=True)
class Apart:
    """What of a judgement neither fails nor is told one by one, and how many entries of the baseline are mended."""

    known: tuple[Finding, ...] = ()
    mended: int = 0
    others: int = 0
    """How many findings stand that a change neither touches nor brings."""


def beyond(judgement: Judgement, baseline: Counter[Fingerprint]) -> tuple[Judgement, Apart]:
    """Set what a baseline holds apart; of more findings alike than it holds, the last ones stand."""
    known, left = _recognized(judgement.standing, baseline)
    kept = replace(judgement, findings=_but(judgement, known))
    return kept, Apart(known=tuple(known), mended=sum(left.values()))


def of_change(judgement: Judgement, before: Judgement, changed: Iterable[str], apart: Apart) -> tuple[Judgement, Apart]:
    """Keep the findings in files that changed, and those that did not stand before; count the others."""
    files = set(changed)
    old, _ = _recognized(judgement.standing, Counter(map(fingerprint, before.standing)))
    others = [finding for finding in old if finding.file not in files]
    waived = [finding for finding in judgement.findings if finding.waived and finding.file not in files]
    kept = replace(judgement, findings=_but(judgement, [*others, *waived]))
    return kept, replace(apart, others=len(others))


def _recognized(findings: Iterable[Finding], known: Counter[Fingerprint]) -> tuple[list[Finding], Counter[Fingerprint]]:
    """Return the findings that are known, and what is left of the known ones: it stands no more."""
    left = Counter(known)
    found: list[Finding] = []
    for finding in findings:
        mark = fingerprint(finding)
        if left[mark] > 0:
            left[mark] -= 1
            found.append(finding)
    return found, +left


def _but(judgement: Judgement, some: list[Finding]) -> tuple[Finding, ...]:
    dropped = set(map(id, some))
    return tuple(finding for finding in judgement.findings if id(finding) not in dropped)


def write(path: Path, judgement: Judgement) -> int:
    """Write the standing findings as a baseline, sorted, a line each; return how many there are.

    Raises EopError where the file cannot be written.
    """
    counts = Counter((one.file, one.code, one.ref, one.message, one.name) for one in judgement.standing)
    rows = [
        {"rule": code, "name": name, "file": file, "ref": ref or None, "message": message, "count": count}
        for (file, code, ref, message, name), count in sorted(counts.items())
    ]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    text = (
        f'{{"version": {VERSION}, "findings": [\n{lines}\n]}}\n'
        if rows
        else f'{{"version": {VERSION}, "findings": []}}\n'
    )
    write_file(path, text.encode("utf-8", "surrogatepass"))
    return counts.total()


def read(path: Path) -> Counter[Fingerprint]:
    """Return what a baseline holds. Raises EopError where it is missing or is none."""
    anew = f"write it anew: eop check --write-baseline {path}"
    try:
        said = json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
    except OSError as error:
        reason = str(error.strerror).lower()
        raise EopError(f"the baseline “{path}” cannot be read: {reason}", anew) from None
    except (ValueError, RecursionError):
        raise EopError(f"“{path}” is no baseline: it is not JSON", anew) from None
    version = said.get("version") if isinstance(said, dict) else None
    if isinstance(version, int) and version > VERSION:
        raise EopError(f"the baseline “{path}” is of a newer form than this eop reads", "update eop")
    rows = said.get("findings") if version == VERSION else None
    if not isinstance(rows, list):
        raise EopError(f"“{path}” is no baseline of this form", anew)
    held: Counter[Fingerprint] = Counter()
    for number, row in enumerate(rows, 1):
        entry = _entry(row)
        if entry is None:
            raise EopError(f"finding {number} of the baseline “{path}” cannot be read", anew)
        held[entry[0]] += entry[1]
    return held


def _entry(row: Any) -> tuple[Fingerprint, int] | None:
    match row:
        case {"rule": str(code), "file": str(file), "ref": str() | None as ref, "message": str(message),
              "count": int(count)} if count > 0:  # fmt: skip
            return _fingerprint(code, file, ref or "", message), count
    return None
