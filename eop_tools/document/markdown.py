"""The Markdown writer: a document becomes CommonMark with tables, for any other site generator."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from eop_tools import document as doc
from eop_tools.document.clean_html import read
from eop_tools.text.catalog import say
from eop_tools.text.control import without_control
from eop_tools.text.phrases import spoken

_MARKS = re.compile(r"[\\`*_\[\]]")
_SPECIAL = re.compile(r"[<>|~^{}]|&(?=#?\w+;)|(?<=\$)\$|(?<==)=|(?<=\+)\+|(?<!\w):(?=\w)|(?<=-)-(?=8<)")
"""What some readers of Markdown take for markup and not all let be escaped by a backslash."""
_START = re.compile(r"^([ \t]*)(?:([-+#=:!?/%])|(\d{1,9})([.)]))", re.M)
_OPEN = re.compile(r"(@/|#|https?://|mailto:|tel:|sms:)")
_HASH = re.compile(r"(?<!&)#")
_WIDE = "    "


def markdown_of(document: doc.Document, path: str = "") -> str:
    """Return a page as Markdown; links to other pages are relative to `path`, and lead to their Markdown files."""
    text = "\n\n".join(filter(None, map(_block, document.blocks)))
    return re.sub(r"\]\(@/([^)\s]*?)\.html", rf"]({'../' * path.count('/')}\1.md", text) + "\n"


def _escaped(text: str) -> str:
    """Return text on one line that every reader of Markdown takes as it is."""
    text = _MARKS.sub(r"\\\g<0>", " ".join(without_control(text).split("\n")))
    return _SPECIAL.sub(_referred, text)


def _referred(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def _at_start(found: re.Match[str]) -> str:
    return f"{found[1]}&#{ord(found[2])};" if found[2] else f"{found[1]}{found[3]}\\{found[4]}"


def _line(content: doc.Content) -> str:
    """Return content as one line of Markdown."""
    if content is None:
        return ""
    if isinstance(content, str):
        return _escaped(content)
    if isinstance(content, doc.Element):
        return _inline(content)
    return "".join(map(_line, content))


def _inline(node: doc.Element) -> str:
    write = _INLINE.get(type(node))
    if write:
        return write(node)
    return " ".join(_block(node).split())  # a block within a line, such as a list in the cell of a table


def _marked(mark: str, content: doc.Content) -> str:
    """Return content between marks, which have no blank on their inner side."""
    line = _line(content)
    inner = line.strip()
    if not inner:
        return line
    before, after = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
    return f"{before}{mark}{inner}{mark}{after}"


def _code(text: str) -> str:
    text = " ".join(without_control(text).split())
    ticks = "`" * (1 + max(map(len, re.findall(r"`+", text)), default=0))
    padding = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{padding}{text}{padding}{ticks}" if text else ""


def _link(node: doc.Link | doc.Dial) -> str:
    words = " ".join((_line(node.content) if isinstance(node, doc.Link) else _escaped(node.text)).split())
    to = re.sub(r"[^\w:/?#@!$&'*+,;=%.~-]", lambda found: quote(found[0], errors="replace"), node.to)
    return f"[{words}]({to})" if _OPEN.match(to) and words else words


_INLINE: dict[type, Callable[[Any], str]] = {
    doc.Strong: lambda node: _marked("**", node.content),
    doc.Emphasis: lambda node: _marked("*", node.content),
    doc.Code: lambda node: _code(node.text),
    doc.Phrase: lambda node: _line(node.content),
    doc.Link: _link,
    doc.Dial: _link,
    doc.Badge: lambda node: _marked("**", node.words),
    doc.Time: lambda node: spoken(node.day),
    doc.Abbreviation: lambda node: f"{_escaped(node.short)} ({_escaped(node.meaning)})",
    doc.LineBreak: lambda node: "  \n",
    doc.Swatch: lambda node: "",
    doc.CleanHtml: lambda node: _line_of_blocks(read(node.html)),
    doc.Paragraph: lambda node: _line(node.content),
    doc.Item: lambda node: _line(node.content),
    doc.Items: lambda node: "; ".join(filter(None, map(str.strip, map(_line, node.items)))),
    doc.Facts: lambda node: "; ".join(f"{_line(label)}: {_line(value)}".strip() for label, value in node.rows),
    doc.Group: lambda node: _line_of_blocks(node.content),
}


def _line_of_blocks(content: doc.Content) -> str:
    """Return content on one line, with a blank around each block in it."""
    if isinstance(content, doc.Element) or content is None or isinstance(content, str):
        return _line(content)
    parts = (f" {_line(part)} " if isinstance(part, doc.Block) else _line_of_blocks(part) for part in content)
    return "".join(parts)


def _block(node: doc.Element) -> str:
    """Return a block as lines of Markdown."""
    return _BLOCKS[type(node)](node) if type(node) in _BLOCKS else _inline(node)


def _paragraph(content: doc.Content) -> str:
    return _START.sub(_at_start, _line(content).strip())


def _blocks(content: doc.Content) -> str:
    """Return content that may hold blocks among its words."""
    return "\n\n".join(filter(None, map(_block, doc.blocks_of(content))))


def _heading(node: doc.Heading) -> str:
    words = _HASH.sub("&#35;", " ".join(_line(node.content).split()))
    return f"{'#' * node.level} {words or say('(no name)')}"


def _items(node: doc.Items) -> str:
    return "\n".join(_item(f"{number}." if node.ordered else "-", item) for number, item in enumerate(node.items, 1))


def _item(mark: str, item: doc.Content) -> str:
    said = _blocks(item.content if isinstance(item, doc.Item) else item)
    if isinstance(item, doc.Item) and item.anchor:
        said = f'<a id="{item.anchor}"></a>{said}'
    first, *rest = said.split("\n")
    return "\n".join([f"{mark} {first}", *(f"{_WIDE}{line}" if line else "" for line in rest)])


def _facts(node: doc.Facts) -> str:
    return "\n".join(_item("-", [doc.Strong([label, ":"]), " ", value]) for label, value in node.rows)


def _table(node: doc.Table | doc.Matrix) -> str:
    heads: list[doc.Content] = [*node.heads] if isinstance(node, doc.Table) else [node.corner, *node.heads]
    rows = [_row(heads), "|".join(["", *(" --- " for _ in heads), ""])]
    rows += [_row([*row.cells, *[None] * (len(heads) - len(row.cells))]) for row in node.rows]
    caption = f"{_paragraph(node.caption)}\n\n" if node.caption else ""
    return caption + "\n".join(rows)


def _row(cells: Iterable[doc.Content]) -> str:
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(content: doc.Content) -> str:
    return " ".join(_line_of_blocks(content).split()).replace("|", "\\|")  # one that is left stands in code


def _figure(node: doc.Figure) -> str:
    words = _blocks(node.equivalent)
    return "\n\n".join(filter(None, [_marked("*", node.caption), words]))


def _cards(node: doc.Cards) -> str:
    return "\n".join(_item("-", [doc.Strong(title), ": ", text]) for title, text in node.cards)


def _listing(node: doc.Listing) -> str:
    text = without_control(node.text)
    fence = "`" * max(3, 1 + max(map(len, re.findall(r"`+", text)), default=0))
    return f"{fence}\n{text}\n{fence}"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


_BLOCKS: dict[type, Callable[[Any], str]] = {
    doc.Heading: _heading,
    doc.Paragraph: lambda node: _paragraph(node.content),
    doc.CleanHtml: lambda node: _blocks(read(node.html)),
    doc.Items: _items,
    doc.Facts: _facts,
    doc.Table: _table,
    doc.Matrix: _table,
    doc.Cards: _cards,
    doc.Notice: lambda node: _quoted(_paragraph(node.content)),
    doc.Quotation: lambda node: _quoted(_blocks(node.content)),
    doc.Group: lambda node: _blocks(node.content),
    doc.Folded: lambda node: "\n\n".join(filter(None, [_marked("**", node.summary), _blocks(node.content)])),
    doc.Listing: _listing,
    doc.Anchor: lambda node: f'<a id="{node.name}"></a>',
    doc.Trail: lambda node: " › ".join(
        _link(doc.Link(to, words)) if to else _escaped(words) for words, to in node.steps
    ),
    doc.Figure: _figure,
    doc.Axis: lambda node: "",
    doc.Bar: lambda node: "",
}
