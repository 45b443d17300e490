"""The HTML writer: a document becomes the HTML of a page, with its table of contents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, TypedDict

from eop_tools import document as doc
from eop_tools.document.markup import Html, escape, tag
from eop_tools.document.words import words_of
from eop_tools.text.catalog import Words, language, plan_language, say
from eop_tools.text.phrases import spoken

_OPEN = re.compile(r"(@/|#|https?://|mailto:|tel:|sms:)")
_ALONE = re.compile(
    r"<(a|caption|dd|dt|h[2-6]|li|p|span|strong|summary|td|th|time)((?: [^<>]*)?)>"
    r'<span( lang="[^"]*")>([^<]*)</span></\1>'
)
_TABLE = re.compile("<table>.*?</table>", re.DOTALL)


class ContentsEntry(TypedDict):
    """An entry of a table of contents, as Python-Markdown tells it and MkDocs reads it."""

    level: int
    id: str
    name: str
    children: list[ContentsEntry]


class Written(NamedTuple):
    """A page in HTML, and its table of contents."""

    html: str
    contents: list[ContentsEntry]


def written(document: doc.Document, root: str = "") -> Written:
    """Return a page in HTML; `root` leads from it to the top of the site, such as `../`."""
    writer = _HtmlWriter()
    blocks = _by_elements("\n".join(filter(None, map(writer.write, document.blocks))))
    return Written(blocks.replace('"@/', f'"{root}'), writer.contents)


def html_of(content: doc.Content) -> str:
    """Return content in HTML, with addresses of pages as they are in the document."""
    return _by_elements(_HtmlWriter().write(content))


def _by_elements(html: str) -> Html:
    """Return HTML in which an element that holds nothing but words of a language says that itself."""
    return Html(_ALONE.sub(r"<\1\2\3>\4</\1>", html)) if plan_language() != language() else Html(html)


class _HtmlWriter:
    """Writes one page."""

    def __init__(self) -> None:
        self.contents: list[ContentsEntry] = []
        self._above: list[ContentsEntry] = []
        self._anchors: set[str] = set()

    def write(self, content: doc.Content) -> Html:
        if content is None:
            return Html("")
        if isinstance(content, str):
            return tag("span", str(content), lang=content.language) if isinstance(content, Words) else escape(content)
        if isinstance(content, doc.Element):
            return _WRITERS[type(content)](self, content)
        return Html("".join(map(self.write, content)))

    def heading(self, node: doc.Heading) -> Html:
        if not node.listed:
            return tag(f"h{node.level}", self.write(node.content))
        name = " ".join(words_of(node.content).split()) or say("(no name)")
        words = Html(" ".join(self.write(node.content).split()) or name)
        entry = ContentsEntry(level=node.level, id=_anchor(node.anchor or name, self._anchors), name=words, children=[])
        while self._above and self._above[-1]["level"] >= node.level:
            self._above.pop()
        (self._above[-1]["children"] if self._above else self.contents).append(entry)
        self._above.append(entry)
        return tag(f"h{node.level}", words, id=entry["id"])

    def link(self, node: doc.Link) -> Html:
        if not _OPEN.match(node.to):
            return tag("span", self.write(node.content))
        rel = "noopener" if node.to.startswith("http") else None
        return tag("a", self.write(node.content), href=node.to, rel=rel, lang=node.language, aria_label=node.label)

    def telephone(self, node: doc.Dial) -> Html:
        rel = "noopener" if node.to.startswith("http") else None
        return tag("a", node.text, href=node.to, rel=rel, class_="eop-call")

    def badge(self, node: doc.Badge) -> Html:
        return tag("span", self.write(node.words), class_=_role(f"tag tag--{node.tone}" if node.tone else "tag"))

    def paragraph(self, node: doc.Paragraph) -> Html:
        return tag("p", self.write(node.content), class_=_role(node.role), lang=node.language)

    def items(self, node: doc.Items) -> Html:
        held = [self.item(item) for item in node.items]
        name, list_ = "ol" if node.ordered else "ul", node.checklist
        if list_ is None:
            return tag(name, held, class_=_role(node.role))
        position = list_.position or None
        known = {"data_ticks": list_.path, "data_title": list_.title, "data_position": position}
        return tag(name, held, class_=_role(node.role), **known)

    def item(self, item: doc.Content) -> Html:
        if not isinstance(item, doc.Item):
            return tag("li", self.write(item))
        if item.tick is None:
            return tag("li", self.write(item.content), class_=_role(item.role), id=item.anchor or None)
        tick, label = item.tick, say("Step {number} done", number=item.tick.number)
        return tag(
            "li",
            tag("input", type="checkbox", class_="eop-tick", aria_label=label, lang=_language_of(label)),
            self.write(item.content),
            class_=_role(item.role),
            id=item.anchor or None,
            data_step=tick.number,
            data_due=None if tick.within is None else f"{tick.within:g}",
            data_when=tick.conditional,
        )

    def facts(self, node: doc.Facts) -> Html:
        rows = [tag("div", tag("dt", self.write(label)), tag("dd", self.write(value))) for label, value in node.rows]
        return tag("dl", rows, class_=_role(node.role))

    def table(self, node: doc.Table) -> Html:
        head = tag("thead", tag("tr", [tag("th", self.write(words), scope="col") for words in node.heads]))
        body = tag("tbody", [self._row(row, node.heads) for row in node.rows])
        caption = tag("caption", self.write(node.caption)) if node.caption else None
        return tag("div", tag("table", caption, head, body, class_=_role(node.role)), class_="eop-scroll")

    def _row(self, row: doc.Row, heads: tuple[str, ...]) -> Html:
        first, *rest = row.cells
        cells = [tag("th", self.write(first), scope="row", data_label=heads[0])]
        cells += [tag("td", self.write(cell), data_label=head) for cell, head in zip(rest, heads[1:], strict=True)]
        return tag("tr", cells, id=row.anchor or None)

    def matrix(self, node: doc.Matrix) -> Html:
        turned = "writing-mode:vertical-rl;max-height:14rem;overflow-wrap:normal"
        heads = [
            tag("th", tag("a", tag("span", self.write(head.content), style=turned), href=head.to), scope="col")
            for head in node.heads
        ]
        groups: list[list[Html]] = [[]]
        for row in node.rows:
            name, *cells = map(self.write, row.cells)
            if not cells:
                groups.append([])
            scope, across = ("row", None) if cells else ("rowgroup", str(len(heads) + 1))
            groups[-1].append(tag("tr", tag("th", name, scope=scope, colspan=across), [tag("td", c) for c in cells]))
        bodies = [tag("tbody", rows) for rows in groups if rows]
        head = tag("thead", tag("tr", tag("th", self.write(node.corner), scope="col"), heads))
        whole = tag("table", tag("caption", self.write(node.caption)), head, bodies, class_="eop-matrix")
        return _scrolled(whole, node.title)

    def cards(self, node: doc.Cards) -> Html:
        held = [
            tag(
                "li",
                tag("div", self.write(title), class_="eop-card__title"),
                tag("div", self.write(text), class_="eop-card__text"),
                class_="eop-card",
            )
            for title, text in node.cards
        ]
        return tag("ul", held, class_="eop-cards")

    def notice(self, node: doc.Notice) -> Html:
        return tag("div", tag("p", self.write(node.content)), class_=_role(f"alert alert--{node.tone}"))

    def folded(self, node: doc.Folded) -> Html:
        summary = tag("summary", self.write(node.summary))
        return tag("details", summary, self.write(node.content), class_=_role(node.role))

    def trail(self, node: doc.Trail) -> Html:
        steps = [(self.write(words), to) for words, to in node.steps]
        items = [tag("li", tag("a", words, href=to) if to else words) for words, to in steps]
        return tag("nav", tag("ol", items), class_="eop-crumbs", aria_label=say("Where you are"))

    def figure(self, node: doc.Figure) -> Html:
        legend = [tag("li", Html(drawing), " ", self.write(words)) for drawing, words in node.legend]
        words = self.write(node.equivalent)
        return tag(
            "figure",
            _scrolled(Html(node.drawing), say("Diagram: {title}", title=node.title)),
            tag("ul", legend, class_="eop-legend") if legend else None,
            tag("details", tag("summary", self.write(say("The same in words"))), words) if words else None,
            tag("figcaption", self.write(node.caption)),
            class_="eop-diagram",
            data_behind=node.behind,
        )

    def axis(self, node: doc.Axis) -> Html:
        marks = [tag("span", words, style=f"left:{_share(at)}") for words, at in node.marks]
        return tag("div", tag("div", marks, class_="eop-time__track"), class_="eop-time__axis", aria_hidden="true")

    def bar(self, node: doc.Bar) -> Html:
        span = due = None
        if node.span:
            start, length = node.span
            place = f"left:{_share(start)};width:{_share(length)}"
            span = tag("span", class_=_role("time__bar time__bar--late" if node.late else "time__bar"), style=place)
        if node.due is not None:
            due = tag("span", class_="eop-time__due", style=f"left:{_share(node.due)}")
        return tag("div", span, due, class_="eop-time__track", aria_hidden="true")

    def swatch(self, node: doc.Swatch) -> Html:
        mark = {"done": "time__bar", "due": "time__due", "late": "time__bar time__bar--late"}[node.mark]
        return tag("span", class_=_role(f"{mark} time__key"))


@cache
def _role(role: str) -> str | None:
    """Return the class by which a style sheet knows a role."""
    return " ".join(f"eop-{word}" for word in role.split()) or None


def _language_of(words: str) -> str | None:
    return words.language if isinstance(words, Words) else None


def _share(part: float) -> str:
    return f"{min(100.0, part):.1f}%"


def _scrolled(html: Html, title: str) -> Html:
    return tag("div", html, class_="eop-scroll", tabindex="0", role="region", aria_label=title)


_WRITERS: dict[type, Callable[[_HtmlWriter, Any], Html]] = {
    doc.Strong: lambda writer, node: tag("strong", writer.write(node.content)),
    doc.Emphasis: lambda writer, node: tag("em", writer.write(node.content)),
    doc.Quotation: lambda writer, node: tag("blockquote", writer.write(node.content)),
    doc.Code: lambda writer, node: tag("code", node.text),
    doc.Phrase: lambda writer, node: tag("span", writer.write(node.content), class_=_role(node.role)),
    doc.Link: _HtmlWriter.link,
    doc.Dial: _HtmlWriter.telephone,
    doc.Badge: _HtmlWriter.badge,
    doc.Time: lambda writer, node: tag("time", writer.write(spoken(node.day)), datetime=node.day.isoformat()),
    doc.Abbreviation: lambda writer, node: tag(
        "abbr", node.short, title=node.meaning, class_=_role(node.role), lang=_language_of(node.meaning)
    ),
    doc.LineBreak: lambda writer, node: tag("br"),
    doc.Heading: _HtmlWriter.heading,
    doc.Paragraph: _HtmlWriter.paragraph,
    doc.CleanHtml: lambda writer, node: Html(_TABLE.sub(r'<div class="eop-scroll">\g<0></div>', node.html)),
    doc.Item: lambda writer, node: writer.item(node),
    doc.Items: _HtmlWriter.items,
    doc.Facts: _HtmlWriter.facts,
    doc.Table: _HtmlWriter.table,
    doc.Matrix: _HtmlWriter.matrix,
    doc.Cards: _HtmlWriter.cards,
    doc.Notice: _HtmlWriter.notice,
    doc.Group: lambda writer, node: tag(
        "div", writer.write(node.content), id=node.anchor or None, class_=_role(node.role), lang=node.language
    ),
    doc.Folded: _HtmlWriter.folded,
    doc.Listing: lambda writer, node: tag("pre", tag("code", node.text), tabindex="0"),
    doc.Anchor: lambda writer, node: tag("div", id=node.name, class_="eop-anchor"),
    doc.Trail: _HtmlWriter.trail,
    doc.Figure: _HtmlWriter.figure,
    doc.Axis: _HtmlWriter.axis,
    doc.Bar: _HtmlWriter.bar,
    doc.Swatch: _HtmlWriter.swatch,
}


def _anchor(words: str, used: set[str]) -> str:
    """Return a heading's anchor by the rule of Python-Markdown, by which those of pages written by hand are made."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    id = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())
    count = 0
    while id in used or not id:
        count += 1
        id = f"{id.rpartition('_')[0] if count > 1 else id}_{count}"
    used.add(id)
    return id
