"""Frequencies, tones, degrees and days as people write them: said what to write, and never guessed; versions as typed."""

# ruff: noqa: E501 (tables are read across)
from __future__ import annotations

import json
from pathlib import Path

import pytest

from eop_tools.cli import main
from eop_tools.lint.engine import judge
from eop_tools.plan.graph import Graph
from eop_tools.rule import Selection
from eop_tools.testing import BASE, TODAY, plan_of

CHANNEL = "channels/a: {{name: A, type: conventional, use: U, operated_by: example-city, {}}}"
PLACE = "facilities/a: {{name: A, type: depot, agency: example-city, position: {}}}"


def told(overlay: str) -> list[tuple[str, str, bool | None]]:
    """Each fault of a plan: the hint, what the fix writes, and whether that is safe."""
    return [
        (fault.hint, fault.fix.title.removeprefix("write ") if fault.fix else "", fault.fix.safe if fault.fix else None)
        for fault in plan_of(overlay).faults
    ]


@pytest.mark.parametrize(
    "text", ["3.985", "5.3715", "7.245", "0.720", "155.370", "462.55", "851.0125", "1294.5", "4940", "'7.105'"]
)
def test_frequencies_of_every_band(text: str) -> None:
    assert told(CHANNEL.format(f"rx_mhz: {text}, tx_mhz: {text}")) == []
    loaded = plan_of(CHANNEL.format(f"rx_mhz: {text}"))
    assert not judge(loaded, Graph(loaded.plan), TODAY, Selection(("EOP413",))).standing


@pytest.mark.parametrize(
    ("text", "hint", "fix"),
    [
        ("155.370 MHz", "write “155.370”", "155.370"),
        ("155.370MHz", "write “155.370”", "155.370"),
        ("3985 kHz", "write “3.985”", "3.985"),
        ("3985.0 KHz", "write “3.985”", "3.985"),
        ("1.2945 GHz", "write “1294.5”", "1294.5"),
        ("462.55 / 467.55", "write rx_mhz: 462.55 and tx_mhz: 467.55, if the first is the one you hear", ""),
        ("146.940 -0.6", "write rx_mhz: 146.940 and tx_mhz: 146.34", ""),
        ("444.500 (+5 MHz)", "write rx_mhz: 444.500 and tx_mhz: 449.5", ""),
        ("146.94-", "write rx_mhz: 146.94, and the frequency you send on as tx_mhz", ""),
        ("155.370 PL 127.3", "write 155.370 here, and PL 127.3 under tone", ""),
        ("channel 5", "write the frequency alone, in megahertz: 155.3700, 3.985, 462.55", ""),
    ],
)
def test_frequencies_in_other_forms(text: str, hint: str, fix: str) -> None:
    assert told(CHANNEL.format(f"rx_mhz: '{text}'")) == [(hint, fix, True if fix else None)]


@pytest.mark.parametrize(
    "tone",
    [
        "127.3",
        "PL 127.3",
        "127.3 Hz",
        "CTCSS 100",
        "D023N",
        "DPL 023",
        "DCS 445I",
        "$293",
        "0x293",
        "NAC 293",
        "NAC $F7E",
        "CC 1",
        "Color code 12",
        "RAN 5",
        "CSQ",
    ],
)
def test_tones_and_codes(tone: str) -> None:
    loaded = plan_of(CHANNEL.format(f"rx_mhz: 155.37, tone: '{tone}'"))
    assert not loaded.faults
    assert not judge(loaded, Graph(loaded.plan), TODAY, Selection(("EOP414",))).standing


@pytest.mark.parametrize(
    ("field", "text", "hint", "fix", "safe"),
    [
        ("lon", "93.26W", "west is negative: write “-93.26”", "-93.26", True),
        ("lon", "93.26° W", "west is negative: write “-93.26”", "-93.26", True),
        ("lon", "W 93 15.6", "west is negative: write “-93.26”", "-93.26", True),
        ("lon", "93° 15′ 36″ W", "west is negative: write “-93.26”", "-93.26", True),
        ("lon", "−93.26", "write “-93.26”", "-93.26", True),
        ("lat", "44.97N", "write “44.97”", "44.97", True),
        ("lat", "44°58′12″N", "write “44.97”", "44.97", True),
        ("lat", "44° 58′", "write 44.96667, or -44.96667 if it lies in the south: south is negative", "", None),
        ("lat", "44 58.2", "write 44.97, or -44.97 if it lies in the south: south is negative", "", None),
        ("lon", "93° 15.6′", "write 93.26, or -93.26 if it lies in the west: west is negative", "", None),
        ("lat", "44,97", "write “44.97”", "44.97", False),
        ("lat", "44.97, -93.26", "write lat: 44.97 and lon: -93.26", "", None),
        ("lat", "44.97 -93.26", "write lat: 44.97 and lon: -93.26", "", None),
        ("lon", "44.97N 93.26W", "write lat: 44.97 and lon: -93.26", "", None),
        ("lat", "W93.26, N44.97", "write lat: 44.97 and lon: -93.26", "", None),
        ("lat", "93.26W", "west belongs to lon: are lat and lon exchanged?", "", None),
        (
            "lat",
            "15T VK 78400 80500",
            "this is a place in the U.S. National Grid: write it under description, and decimal degrees here",
            "",
            None,
        ),
        ("lon", "-93.26 W", "write decimal degrees; west and south are negative", "", None),
        ("lat", "uptown", "write decimal degrees, for example 44.9778", "", None),
    ],
)
def test_degrees_in_other_forms(field: str, text: str, hint: str, fix: str, safe: bool | None) -> None:
    other = "lon: -93.26" if field == "lat" else "lat: 44.97"
    assert told(PLACE.format(f"{{{field}: '{text}', {other}}}")) == [(hint, fix, safe)]


@pytest.mark.parametrize("position", ["'44.97, -93.26'", "[44.97, -93.26]", "44.97N 93.26W"])
def test_a_position_in_one_text(position: str) -> None:
    assert told(PLACE.format(position)) == [("write {lat: 44.97, lon: -93.26}", "", None)]


@pytest.mark.parametrize("names", [("latitude", "longitude"), ("Lat", "lng"), ("lat", "long")])
def test_other_names_of_the_degrees(names: tuple[str, str]) -> None:
    hints = [hint for hint, _, _ in told(PLACE.format(f"{{{names[0]}: 44.97, {names[1]}: -93.26}}"))]
    assert hints == [
        f"did you mean “{right}”?" for right, name in zip(("lat", "lon"), names, strict=True) if name != right
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2026", "write the day, too, for example 2026-11-23, or leave the line out"),
        ("2026-11", "write the day, too, for example 2026-11-23, or leave the line out"),
        ("November 2026", "write the day, too, for example 2026-11-23, or leave the line out"),
        ("ongoing", "write a day, for example 2026-11-23, or leave the line out"),
        ("at once", "write the date as year-month-day, for example 2026-11-23"),
    ],
)
def test_days_of_which_only_the_month_is_known(text: str, hint: str) -> None:
    action = f"{{action: A, element: planning, owner: mayor, due: {text}}}"
    overlay = f"exercises/e: {{name: E, date: 2026-05-01, type: drill, scenario: S, improvements: [{{finding: F, actions: [{action}]}}]}}"
    assert (hint, "", None) in told(overlay)


@pytest.mark.parametrize("edition", ["public", "responder", "command"])
def test_an_export_says_the_version_as_it_was_typed(edition: str, tmp_path: Path) -> None:
    for name, text in BASE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(text + ("\nversion: 3.10\n" if name == "plan.yaml" else ""), encoding="utf-8")
    assert main(["export", "plan", str(tmp_path), "--to", str(tmp_path / "plan.json"), "--edition", edition]) == 0
    document = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert document["version"] == document["kinds"]["plan"]["plan"]["version"] == "3.10"
