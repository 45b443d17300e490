"""What the plan is in other media: Word, a workbook, a calendar. Read back by the programs' own libraries."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import docx
import icalendar
import openpyxl
import pytest

from eop_tools.cli import main
from eop_tools.document import (
    CleanHtml,
    Code,
    Dial,
    Document,
    Facts,
    Folded,
    Heading,
    Items,
    Link,
    Listing,
    Notice,
    Paragraph,
    Row,
    Strong,
    Table,
)  # fmt: skip
from eop_tools.document.word import word_file

PLAN = Path(__file__).parent.parent / "plan"
DAY = date(2026, 11, 23)


def exported(to: Path, name: str, edition: str) -> bytes:
    assert main(["export", name, str(PLAN), "--as-of", DAY.isoformat(), "--edition", edition, "--to", str(to)]) == 0
    return next(to.glob(f"{name}.*")).read_bytes()


def test_a_document_in_word_says_all_that_it_says() -> None:
    document = Document(
        (
            Heading("Open the center", 1),
            Paragraph(["Call ", Dial("tel:+12225550140", "222-555-0140"), " ", Strong("now"), "."]),
            Items(("First", ["Second", Items(("Deeper",), ordered=True)])),
            Facts((("Who", Link("@/roles/director.html", "Director")),)),
            Table(("A", "B"), (Row(("one", ["two ", Code("three")])),), "Caption"),
            Folded("More", Listing("a: 1\n  b: 2")),
            Notice("info", "Mind this."),
            CleanHtml('<p>Some <em>prose</em>\nwith <a href="https://example.org/">a page</a>.</p><ul><li>x</li></ul>'),
        )
    )
    made = word_file("The plan", DAY, [document, document])
    assert made == word_file("The plan", DAY, [document, document]), "the same documents are the same bytes"
    file = docx.Document(io.BytesIO(made))
    said = [(paragraph.style.name, paragraph.text) for paragraph in file.paragraphs if paragraph.text.strip()]
    assert said[: len(said) // 2] == said[len(said) // 2 :]
    assert said[: len(said) // 2] == [
        ("Heading 1", "Open the center"), ("Normal", "Call 222-555-0140 now."), ("List Bullet", "First"),
        ("List Bullet", "Second"), ("List Number 2", "Deeper"), ("Normal", "Who: Director"), ("Normal", "Caption"),
        ("Normal", "More"), ("No Spacing", "a: 1\n  b: 2"), ("Normal", "Mind this."),
        ("Normal", "Some prose with a page."), ("List Bullet", "x"),
    ]  # fmt: skip
    assert [[cell.text for cell in row.cells] for row in file.tables[0].rows] == [["A", "B"], ["one", "two three"]]
    links = {link.address for paragraph in file.paragraphs for link in paragraph.hyperlinks}
    assert links == {"tel:+12225550140", "https://example.org/"}


def test_the_basic_plan_in_word(tmp_path: Path) -> None:
    made = exported(tmp_path, "basic-plan", "public")
    file = docx.Document(io.BytesIO(made))
    assert file.core_properties.created.date() == DAY
    headings = [paragraph.text for paragraph in file.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings[0] == "Emergency Operations Plan of the City of Minneapolis (reference plan)"
    assert "Concept of operations" in headings
    assert made == exported(tmp_path / "again", "basic-plan", "public")


@pytest.mark.parametrize("edition", ["public", "command"])
def test_the_workbook_of_contacts_says_what_the_table_says(edition: str, tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(exported(tmp_path, "contacts", edition).decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(exported(tmp_path / "book", "contacts-workbook", edition))).active
    cells = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert cells == [[cell.removeprefix("'") for cell in row] for row in rows]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}, "no cell is worked out"
    assert sheet.freeze_panes == "A2"


def test_the_calendar_of_what_is_due(tmp_path: Path) -> None:
    events = icalendar.Calendar.from_ical(exported(tmp_path, "due-dates", "command")).walk("VEVENT")
    told = {str(event["summary"]): event["dtstart"].dt for event in events}
    name = "Emergency Operations Plan of the City of Minneapolis (reference plan)"
    assert told[f"Review: {name}"] == date(2027, 10, 9)
    assert told[f"Rewrite: {name}"] == date(2030, 3, 2)
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert all(event["dtend"].dt > event["dtstart"].dt >= DAY for event in events)


def test_an_edition_without_records_has_no_days(tmp_path: Path) -> None:
    calendar = icalendar.Calendar.from_ical(exported(tmp_path, "due-dates", "public"))
    assert calendar.walk("VEVENT") == []
    assert "does not show the records" in calendar["x-wr-caldesc"]
