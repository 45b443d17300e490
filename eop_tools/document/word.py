"""The Word writer: documents become one plain Word file, with headings, lists and tables in Word's own styles."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from docx import Document as new_file
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from eop_tools import document as doc
from eop_tools.document.clean_html import read
from eop_tools.document.words import words_of
from eop_tools.text.phrases import spoken

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every part of the file: the same documents make the same bytes."""
_DEEPEST = 3
_LONGEST_TITLE = 255


def word_file(title: str, day: date, documents: Iterable[doc.Document]) -> bytes:
    """Return a Word file with documents one after the other, as of a day.

    Links lead to addresses on the web and to telephone numbers; those to other pages stay words, for a file has none.
    """
    file: Any = new_file()
    file.core_properties.title = "".join(filter(str.isprintable, title))[:_LONGEST_TITLE]
    file.core_properties.author = ""
    file.core_properties.comments = ""
    moment = datetime.combine(day, time(), UTC)
    file.core_properties.created = file.core_properties.modified = moment
    writer = _WordWriter(file)
    for number, document in enumerate(documents):
        if number:
            file.add_page_break()
        writer.blocks(document.blocks)
    made = io.BytesIO()
    file.save(made)
    return _same_bytes(made)


def _same_bytes(made: io.BytesIO) -> bytes:
    """Return the file with every part dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(made) as given, zipfile.ZipFile(out, "w") as kept:
        for name in given.namelist():
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(part, given.read(name))
    return out.getvalue()


class _WordWriter:
    """Writes blocks into a file, or into a cell of a table in it."""

    def __init__(self, into: Any, depth: int = 0) -> None:
        self.into, self.depth = into, depth

    def blocks(self, content: doc.Content) -> None:
        """Write content that may hold blocks among its words."""
        for block in doc.blocks_of(content):
            self.block(block)

    def paragraph(self, content: doc.Content, style: str | None = None) -> None:
        """Write a paragraph; none where there is nothing in it."""
        if words_of(content):
            _runs(self.into.add_paragraph(style=style), content)

    def block(self, node: doc.Block) -> None:
        """Write one block; what is for the eye alone, such as a bar, is nothing here."""
        write = _BLOCKS.get(type(node))
        if write:
            write(self, node)

    def heading(self, node: doc.Heading) -> None:
        """Write a heading."""
        _runs(self.into.add_paragraph(style=f"Heading {min(node.level, 9)}"), node.content)

    def facts(self, node: doc.Facts) -> None:
        """Write labels, each with its value."""
        for label, value in node.rows:
            self.blocks([doc.Strong([label, ": "]), value])

    def both(self, first: doc.Content, then: doc.Content) -> None:
        """Write a paragraph, and blocks below it."""
        self.paragraph(first)
        self.blocks(then)

    def items(self, node: doc.Items) -> None:
        """Write a list; Word's styles know three levels."""
        level = min(self.depth + 1, _DEEPEST)
        style = f"List {'Number' if node.ordered else 'Bullet'}{f' {level}' if level > 1 else ''}"
        for item in node.items:
            said = item.content if isinstance(item, doc.Item) else item
            parts = list(said) if isinstance(said, list | tuple) else [said]
            line: list[doc.Content] = []
            while parts and not doc.holds_blocks(parts[0]):
                line.append(parts.pop(0))
            first = parts[0] if parts else None
            if not line and isinstance(first, doc.Paragraph):
                line, parts = [first.content], parts[1:]
            self.paragraph(line, style)
            _WordWriter(self.into, self.depth + 1).blocks(parts)

    def table(self, heads: Sequence[doc.Content], rows: Sequence[doc.Row], caption: str) -> None:
        """Write a table, whose head is repeated on each page."""
        self.paragraph(doc.Emphasis(caption) if caption else None)
        table = self.into.add_table(rows=0, cols=len(heads))
        if hasattr(self.into, "styles"):  # a cell has none of its own
            table.style = "Table Grid"
        for cells in (heads, *(row.cells for row in rows)):
            for cell, content in zip(table.add_row().cells, cells, strict=False):
                _WordWriter(cell).blocks(content)
                if len(cell.paragraphs) > 1 and not cell.paragraphs[0].text:  # Word begins each cell with an empty one
                    first = cell.paragraphs[0]._element
                    first.getparent().remove(first)
        repeated = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)


def _runs(paragraph: Any, content: doc.Content, **look: bool) -> None:
    """Write content as runs of one paragraph, in the look of what it stands in."""
    if content is None:
        return
    if isinstance(content, str):
        _run(paragraph, content, **look)
    elif isinstance(content, doc.Element):
        _node_runs(paragraph, content, **look)
    else:
        for part in content:
            _runs(paragraph, part, **look)


def _node_runs(paragraph: Any, node: doc.Element, **look: bool) -> None:
    write = _RUNS.get(type(node))
    if write:
        write(paragraph, node, look)
    else:
        _run(paragraph, f" {words_of(node)} ", **look)


def _link_runs(paragraph: Any, node: doc.Link, look: dict[str, bool]) -> None:
    if node.to.startswith(("https://", "http://", "mailto:", "tel:")):
        _linked(paragraph, node.to, words_of(node.content))
    else:
        _runs(paragraph, node.content, **look)


def _code_run(paragraph: Any, node: doc.Code, look: dict[str, bool]) -> None:
    _run(paragraph, node.text, **look).font.name = "Consolas"


def _run(paragraph: Any, text: str, *, bold: bool = False, italic: bool = False) -> Any:
    run = paragraph.add_run("".join(sign for sign in text if sign.isprintable() or sign == "\n"))
    run.bold, run.italic = bold or None, italic or None
    return run


def _linked(paragraph: Any, to: str, words: str) -> None:
    """Write a link, for which python-docx has no way of its own."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(to, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = _run(paragraph, words)
    run.font.underline = True
    run.font.size = Pt(11)
    link.append(run._element)
    paragraph._p.append(link)


_RUNS: dict[type, Callable[[Any, Any, dict[str, bool]], Any]] = {
    doc.Strong: lambda into, node, look: _runs(into, node.content, **{**look, "bold": True}),
    doc.Emphasis: lambda into, node, look: _runs(into, node.content, **{**look, "italic": True}),
    doc.Code: _code_run,
    doc.Badge: lambda into, node, look: _run(into, node.words, **{**look, "bold": True}),
    doc.Time: lambda into, node, look: _run(into, spoken(node.day), **look),
    doc.Abbreviation: lambda into, node, look: _run(into, f"{node.short} ({node.meaning})", **look),
    doc.LineBreak: lambda into, node, look: into.add_run().add_break(),
    doc.Dial: lambda into, node, look: _linked(into, node.to, node.text),
    doc.Link: _link_runs,
    doc.Phrase: lambda into, node, look: _runs(into, node.content, **look),
    doc.CleanHtml: lambda into, node, look: _runs(into, read(node.html), **look),
}
_BLOCKS: dict[type, Callable[[_WordWriter, Any], None]] = {
    doc.Heading: _WordWriter.heading,
    doc.CleanHtml: lambda writer, node: writer.blocks(read(node.html)),
    doc.Items: _WordWriter.items,
    doc.Facts: _WordWriter.facts,
    doc.Table: lambda writer, node: writer.table(list(map(doc.Strong, node.heads)), node.rows, node.caption),
    doc.Matrix: lambda writer, node: writer.table(
        [doc.Strong(node.corner), *(doc.Strong(head.content) for head in node.heads)], node.rows, node.caption
    ),
    doc.Cards: lambda writer, node: writer.items(
        doc.Items(tuple([doc.Strong(title), ": ", text] for title, text in node.cards))
    ),
    doc.Folded: lambda writer, node: writer.both(doc.Strong(node.summary), node.content),
    doc.Figure: lambda writer, node: writer.both(doc.Emphasis(node.caption), node.equivalent),
    doc.Listing: lambda writer, node: writer.paragraph(doc.Code(node.text), "No Spacing"),
    **dict.fromkeys((doc.Paragraph, doc.Notice), lambda writer, node: writer.paragraph(node.content)),
    **dict.fromkeys((doc.Group, doc.Quotation), lambda writer, node: writer.blocks(node.content)),
}
