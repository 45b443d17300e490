"""Tables for spreadsheets hold text: no cell is worked out as a formula, and none loses what it says."""

from __future__ import annotations

import csv
import io

import pytest

from eop_tools.export import csv_table

FORMULAS = (
    "=1+1", "@SUM(A1)", "+1+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "+1-612-555-0100", "+1 612-555-0100", " =1+1",
    "\u00a0=1+1", "\u200b=1+1", "\ufeff@x", "\uff1d1+1", "\uff0b1", "\uff0dA1", "\t=1", "\r=1",
    "\nx", "|x", "%x", "'=1", '"=1', "−2+3",
)  # fmt: skip
TEXTS = ("+16125550100", "-93.26", "12", "911", "612-555-0100", "a=b", "Fire, Police", 'Say "go"', "two\nlines", "")


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_text(text: str) -> None:
    ((_,), (cell,)) = read(csv_table(["text"], [[text]]))
    assert cell == f"'{text}"


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_stays(text: str) -> None:
    assert read(csv_table(["text", "more"], [[text, "x"]]))[1] == [text, "x"]


def read(table: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")))
