"""What an export is: bytes out of what one audience may see of a plan."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar

from eop_tools.page import View
from eop_tools.shelf import Shelf
from eop_tools.text.control import without_control


@dataclass(frozen=True)
class Export:
    """One definition on the shelf of exports."""

    name: str
    suffix: str
    make: Callable[[View], bytes]
    is_read: bool = False
    """Whether people read it as they read the site, and so in the words of the plan's language; data is in English."""

    @property
    def summary(self) -> str:
        """The first line of its docstring."""
        return (self.make.__doc__ or "").strip().splitlines()[0]


EXPORTS: Shelf[Export] = Shelf("exports", "eop_tools.exports")
MakeExport = TypeVar("MakeExport", bound=Callable[[View], bytes])


def export(name: str, suffix: str, *, is_read: bool = False) -> Callable[[MakeExport], MakeExport]:
    """Declare a function as an export: it takes a `View` and returns the bytes of `<name><suffix>`.

    One that people read as they read the site `is_read` in the words of the plan's language.
    """

    def declare(make: MakeExport) -> MakeExport:
        EXPORTS.put(name, Export(name, suffix, make, is_read))
        return make

    return declare


def csv_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as CSV (RFC 4180) that a spreadsheet opens as the text that it is, in UTF-8 with its mark."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_inert(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def xlsx_table(head: Sequence[str], rows: Iterable[Sequence[str]], day: date) -> bytes:
    """Return a table as a workbook of one sheet, as of a day: every cell is text, the head stays in sight."""
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.combine(day, time())})
        sheet, strong, whole = (
            book.add_worksheet(),
            book.add_format({"bold": True}),
            book.add_format({"text_wrap": True}),
        )
        table = [list(head), *([without_control(cell)[:_LARGEST_CELL] for cell in row] for row in rows)]
        for number, row in enumerate(table):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell, whole if number else strong)
        for column in range(len(head)):
            sheet.set_column(column, column, min(60, max(10, *(len(row[column]) for row in table)) + 2))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(table) - 1, len(head) - 1)
    return made.getvalue()


_LARGEST_CELL = 32_767
"""Characters; a workbook holds no more of a text."""
_FORMULA = re.compile(r"[\s\0\u200b-\u200f\u2060\ufeff'\"]*[=+\-@|%\uff1d\uff0b\uff0d\uff20\u2212]|[\t\r\n\0]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def _inert(cell: str) -> str:
    """Keep a spreadsheet from taking a cell for a formula, which it may even behind blanks: an apostrophe goes first.

    A plain signed number (a telephone number in international form, a longitude) is no formula anywhere. One with
    hyphens is: a spreadsheet would work out +1-612-555-0100 as a sum.
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
