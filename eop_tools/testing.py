"""For those who write rules: a small plan to lay examples over, and a test that a rule's examples tell the truth."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from eop_tools.finding import Finding
from eop_tools.kind import KINDS
from eop_tools.lint.engine import judge
from eop_tools.plan.graph import Graph
from eop_tools.plan.loader import Loaded, load
from eop_tools.rule import Example, Rule
from eop_tools.source import parse

TODAY = date(2026, 6, 1)
"""The day on which examples are judged."""

BASE: Mapping[str, str] = {
    "plan.yaml": """
name: Emergency Operations Plan of Example City
jurisdiction: Example City
promulgation:
  text: This plan governs the response of the City to any emergency.
  effective: 2026-01-15
  authorities: [city-charter, state-act, stafford-act]
  signed_by: [{role: emergency-manager, signed: 2026-01-10}]
review: {reviewed: 2026-01-15, rewritten: 2026-01-15}
related_plans:
  - title: Annexes of Example City
    agency: example-city
    stands_for: [hazards, levels, first-hours, places, numbers]
""",
    "agencies/example-city.yaml": """
name: Example City
type: jurisdiction
""",
    "agencies/emergency-management.yaml": """
name: Office of Emergency Management
type: office
parent: example-city
""",
    "roles/mayor.yaml": """
name: Mayor
agency: example-city
section: Command
""",
    "roles/emergency-manager.yaml": """
name: Emergency Manager
agency: emergency-management
section: Command
reports_to: mayor
holders: [duty-desk]
""",
    "contacts/duty-desk.yaml": """
name: Duty desk
type: desk
agency: emergency-management
methods: [{type: voice, value: 222-555-0140, hours: 24/7, verified: 2026-05-01}]
""",
    "authorities/city-charter.yaml": """
name: City Charter
citation: Charter, article VII
level: city
says: The Mayor directs the response to an emergency.
checked: 2026-01-05
""",
    "authorities/state-act.yaml": """
name: State Emergency Management Act
citation: State Code 12
level: state
says: Cities plan for emergencies, and mayors may declare one.
checked: 2026-01-05
""",
    "authorities/stafford-act.yaml": """
name: Stafford Act
citation: 42 U.S.C. 5121
level: federal
says: Federal help follows a declaration by the President.
checked: 2026-01-05
""",
}
"""The smallest plan about which no rule says anything: what every example is laid over."""

_TOP = re.compile(r"^(\w[^:\n]*):(?:[ \t]+(\S.*)?)?$")


def plan_of(overlay: str | Mapping[str, Any] = "", files: Mapping[str, str | bytes] | None = None) -> Loaded:
    """Return a small plan, read from real files that are gone again afterwards, as `write_plan` writes it."""
    with tempfile.TemporaryDirectory() as folder:
        write_plan(Path(folder), overlay, files)
        return load(Path(folder))


def write_plan(
    folder: Path, overlay: str | Mapping[str, Any] = "", files: Mapping[str, str | bytes] | None = None
) -> None:
    """Write a small plan into a folder.

    `overlay` is YAML text, or the same as a mapping: `<plural>/<id>` names an entity that is added to the base plan, or
    replaces one of it (`null` takes it away); `plan` holds fields of the cover, each replacing the base plan's. `files`
    are further files as they are, by their path in the plan: for what cannot be said in YAML.
    """
    written: dict[str, str | bytes] = {name: text.lstrip("\n") for name, text in BASE.items()}
    text = overlay if isinstance(overlay, str) else _as_text(overlay)
    for key, block in _blocks(text).items():
        if key == "plan":
            fields = {**_blocks(str(written["plan.yaml"]), whole=True), **_blocks(block, whole=True)}
            written["plan.yaml"] = "".join(fields.values())
            name = "plan.yaml"
        else:
            prose = any(kind.prose and key.startswith(f"{kind.plural}/") for kind in KINDS)
            name = f"{key}.md" if prose else f"{key}.yaml"
            written[name] = _front_matter(block) if prose else block
        if block.strip() == "null":
            del written[name]
    for file, content in {**written, **(files or {})}.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def findings(rule_code: str, loaded: Loaded, today: date = TODAY) -> tuple[Finding, ...]:
    """Return what a rule (by its code) finds in a plan and is not waived, in reading order."""
    return tuple(finding for finding in _judged(loaded, today) if finding.code == rule_code)


def findings_of(example: Example, today: date = TODAY) -> tuple[Finding, ...]:
    """Return all that is found, by any rule, in an example laid over the base plan."""
    return _judged(plan_of("", {example.file: example.text}) if example.file else plan_of(example.text), today)


def check_examples(rule: Rule, today: date = TODAY) -> None:
    """Raise AssertionError unless each flagged example of a rule yields it and each clean one does not.

    Examples must be sound otherwise: what another rule about reading, shape or references says about one is a slip of
    the pen, and fails as well.
    """
    examples = list(rule.examples)
    if {example.flagged for example in examples} != {True, False}:
        raise AssertionError(f"{rule.code} needs an example that is flagged, and one that is clean")
    for example in examples:
        found = findings_of(example, today)
        mine = [finding for finding in found if finding.code == rule.code]
        slips = [finding for finding in found if finding.code.startswith(("EOP0", "EOP1", "EOP2")) and
                 finding.severity.rank == 2 and finding not in mine]  # fmt: skip
        if bool(mine) is not example.flagged or slips:
            wrong = "is not sound" if slips else "is flagged"
            if example.flagged and not mine:
                wrong = "flags nothing"
            word = "flagged" if example.flagged else "clean"
            said = "\n".join(f"{each.file}:{each.span.line} {each.code} {each.message}" for each in (*mine, *slips))
            raise AssertionError(f"the {word} example of {rule.code} {rule.name} {wrong}:\n{example.text}\n{said}")


def _judged(loaded: Loaded, today: date) -> tuple[Finding, ...]:
    return judge(loaded, Graph(loaded.plan), today).standing


def _as_text(overlay: Mapping[str, Any]) -> str:
    """Write a mapping as the text it stands for: JSON is YAML."""
    lines = []
    for key, value in overlay.items():
        if value is None:
            lines.append(f"{key}: null")
        else:
            lines.append(f"{key}:")
            for field, held in value.items():
                lines.append(f"  {field}: {json.dumps(held, ensure_ascii=False, default=str)}")
    return "\n".join(lines)


def _blocks(text: str, whole: bool = False) -> dict[str, str]:
    """Cut a text at its outermost keys: the text below each, moved to the margin; or (`whole`) each with its key."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        match = _TOP.match(line)
        if match:
            lines = found.setdefault(match[1].strip(), [])
            if whole or match[2]:
                lines.append(line if whole else match[2])
        elif line.strip():
            lines.append(line)
    return {key: _to_the_margin(lines, whole) for key, lines in found.items()}


def _to_the_margin(lines: list[str], whole: bool) -> str:
    indent = 0 if whole else min((len(line) - len(line.lstrip()) for line in lines if line[:1] == " "), default=0)
    return "".join(f"{line[indent:] if line[:1] == ' ' else line}\n" for line in lines)


def _front_matter(block: str) -> str:
    """Write an entity with a `body` as the Markdown file it is."""
    data = parse(block, "example.yaml").data
    fields, body = (dict(data), data.get("body", "")) if isinstance(data, dict) else ({}, "")
    fields.pop("body", None)
    text = _as_text({"x": fields}) if block.startswith("{") else ""
    kept = _blocks(block, whole=True) if not text else _blocks(text.replace("\n  ", "\n"), whole=True)
    lines = "".join(lines for key, lines in kept.items() if key in fields)
    return f"---\n{lines}---\n{body}\n"
