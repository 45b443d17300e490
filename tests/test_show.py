"""What `eop show` says of needs: one of several is never read as all of them, and each thing stands there once."""

from __future__ import annotations

from pathlib import Path

import pytest

from eop_tools.cli import main

FILES = {
    "plan.yaml": "name: Plan of Alder\njurisdiction: Alder\n",
    "agencies.yaml": "fire: {name: Alder Fire, type: department}\npower: {name: Alder Power, type: utility}\n",
    "resources.yaml": """\
cells: {name: Cellular network, category: network, agency: fire, location: hall}
lines: {name: Landlines, category: network, agency: fire, location: hall}
pump: {name: Flood pump, category: equipment, agency: fire, quantity: 1}
""",
    "contacts.yaml": """\
ana:
  name: Ana Arch
  type: person
  agency: fire
  methods:
    - {type: voice, value: 612-555-0101, over: [resource:cells, resource:lines]}
    - {type: voice, value: 612-555-0102, over: [resource:cells, resource:lines]}
    - {type: email, value: ana@example.org, over: [resource:lines]}
    - {type: text, value: 612-555-0101}
ben: {name: Ben Birch, type: person, agency: fire,
  methods: [{type: voice, value: 612-555-0103, over: [resource:cells]}]}
cy: {name: Cy Cole, type: person, agency: fire, methods: [{type: voice, value: 612-555-0104}]}
""",
    "roles.yaml": """\
chief:
  name: Fire Chief
  agency: fire
  section: Fire
  holders: [ana]
  succession: {order: [{role: deputy}], trigger: Not reached., ends: Back.}
deputy: {name: Deputy, agency: fire, section: Fire, holders: [ben, cy]}
crew: {name: Crew leads, agency: fire, section: Fire, people: 2, holders: [ana, ben, cy]}
pair: {name: Pair, agency: fire, section: Fire, people: 2, holders: [ana, ben]}
""",
    "facilities.yaml": """\
hall: {name: Hall, type: eoc, agency: fire,
  power: {supplied_by: power, generator: true, runs_for: 72 h, fuel_from: agreement:fuel}}
site: {name: Site, type: other, agency: fire, power: {supplied_by: power, generator: true}}
""",
    "agreements.yaml": """\
fuel: {name: Emergency fuel, type: contract, parties: [fire, power], scope: Diesel., custodian: chief}
""",
    "procedures.yaml": """\
flood:
  name: Flood
  phase: respond
  trigger: The creek rises.
  steps:
    - {do: Watch., who: chief}
    - {do: Call., who: deputy, call: [role:crew, agency:fire]}
    - {do: Pump., who: chief, at: hall, using: [pump]}
    - {do: Leave., when: It is lost., who: pair, using: [pump, {any_of: [resource:cells, resource:lines]}]}
""",
}  # fmt: skip


@pytest.fixture(scope="module")
def alder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("alder")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def needs_said(folder: Path, capsys: pytest.CaptureFixture[str], ref: str) -> dict[str, list[str]]:
    """What the command says under each heading about needs."""
    assert main(["show", ref, "--folder", str(folder), "--as-of", "2026-11-23", "--edition", "command"]) == 0
    blocks = (block.splitlines() for block in capsys.readouterr().out.split("\n\n"))
    return {
        head: [row.strip() for row in rows]
        for head, *rows in blocks
        if head.startswith(("What it needs", "What it can"))
    }


@pytest.mark.parametrize(
    ("ref", "needed"),
    [
        ("contact:ana", [
            "Alder Fire",
            "a way to reach it: any one of: by voice over Cellular network and Landlines; by email over",
            "Landlines; by text",
        ]),
        ("contact:ben", ["Alder Fire", "a way to reach it: by voice over Cellular network"]),
        ("role:chief", ["Ana Arch, else whoever holds Deputy"]),
        ("role:deputy", ["Ben Birch or Cy Cole"]),
        ("role:crew", ["two of Ana Arch, Ben Birch or Cy Cole"]),
        ("role:pair", ["Ana Arch and Ben Birch"]),
        ("facility:hall", [
            "Alder Power, or the generator, which needs Emergency fuel after 72 h; else has no power",
        ]),
        ("facility:site", ["Alder Power or the generator; else has no power"]),
    ],
)  # fmt: skip
def test_one_of_several_is_not_read_as_all(
    alder: Path, ref: str, needed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert needs_said(alder, capsys, ref) == {"What it needs to work:": needed}


def test_a_procedure_names_the_steps_and_each_thing_once(alder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert needs_said(alder, capsys, "procedure:flood") == {
        "What it needs to work:": [
            "steps 1, 3: Fire Chief",
            "step 2: Deputy",
            "step 2: Crew leads or anybody at Alder Fire",
            "step 3: Hall",
            "step 3: Flood pump",
        ],
        "What it can do without:": [
            "step 2: Crew leads",
            "step 2: anybody at Alder Fire",
            "step 4: Pair",
            "step 4: Cellular network or Landlines",
        ],
    }


def test_names_with_commas_do_not_run_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plan.yaml").write_text(FILES["plan.yaml"])
    (tmp_path / "agencies.yaml").write_text(
        "a: {name: A, type: department, depends_on: [{any_of: ['agency:b', 'agency:c', 'agency:d']}]}\n"
        "b: {name: 'B, north', type: department}\nc: {name: C, type: department}\nd: {name: D, type: department}\n"
    )
    assert needs_said(tmp_path, capsys, "agency:a") == {
        "What it needs to work:": ["any one of B, north; C; or D; else has none left of what it depends on"]
    }
