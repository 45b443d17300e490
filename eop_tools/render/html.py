"""HTML built from values: what comes from a plan is text, never markup, for the browser and for Markdown alike."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from eop_tools.text.phrases import spoken


class Html(str):
    """Text that is HTML already: everything else is escaped where it meets a tag."""

    __slots__ = ()


Child = str | None | Iterable["str | None"]
_SPECIAL = re.compile('[&<>"`{}\\[\\]\\\\\\n\\x00-\\x1f\\x7f\u2028\u2029\ud800-\udfff\ufffe\uffff]')
_REFERENCES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "`": "&#96;",
    "{": "&#123;",
    "}": "&#125;",
    "[": "&#91;",
    "]": "&#93;",
    "\\": "&#92;",
    "\n": "&#10;",
    "\t": " ",
    "\u2028": " ",
    "\u2029": " ",
}
_OWN_LINE = frozenset(
    [
        "article",
        "div",
        "section",
        "nav",
        "p",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tr",
        "figure",
        "figcaption",
        "details",
        "summary",
        "blockquote",
        "aside",
        "header",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "svg",
        "g",
    ]
)
_VOID = frozenset({"br", "hr", "wbr", "path", "rect", "polygon", "line", "circle"})


def escape(text: str) -> Html:
    """Return text as HTML that reads the same and that Markdown, its extensions and templates leave alone."""
    if isinstance(text, Html):
        return text
    return Html(_SPECIAL.sub(_referred, text)) if _SPECIAL.search(text) else Html(text)


def _referred(match: re.Match[str]) -> str:
    return _REFERENCES.get(match[0], "")


def joined(parts: Iterable[Child], between: str = "") -> Html:
    """Return the parts one after the other, with escaped text between them; empty ones are left out."""
    return Html(escape(between).join(text for part in parts if (text := _content(part))))


def _content(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Html):
        return child
    if isinstance(child, str):
        return escape(child)
    return "".join([_content(item) for item in child])


@cache
def _attribute(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def tag(name: str, *children: Child, **attributes: str | int | bool | None) -> Html:
    """Return an element. Attribute names lose a final `_` and turn `_` into `-`; None and False are left out.

    An element of the block sort starts on a line of its own, so that a page's source can be read and compared.
    """
    opened = f"<{name}"
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        opened += f" {_attribute(key)}" if value is True else f' {_attribute(key)}="{escape(str(value))}"'
    line = "\n" if name in _OWN_LINE else ""
    if name in _VOID:
        return Html(f"{line}{opened}/>" if name not in ("br", "hr", "wbr") else f"{line}{opened}>")
    return Html(f"{line}{opened}>{''.join([_content(child) for child in children])}</{name}>")


def anchor(href: str, *children: Child, **attributes: str | int | bool | None) -> Html:
    """Return a link to a page of this site (`@/…`, `#…`) or to an address; nothing but text for any other scheme."""
    if not re.match(r"(@/|#|https?://|mailto:|tel:|sms:)", href):
        return tag("span", *children)
    rel = "noopener" if href.startswith("http") else None
    return tag("a", *children, href=href, rel=rel, **attributes)


def time(day: date) -> Html:
    """Return a day as people write it, readable for machines too."""
    return tag("time", spoken(day), datetime=day.isoformat())


def badge(words: str, tone: str = "") -> Html:
    """Return a small label; `tone` is error, warning, info, ok or illustrative."""
    return tag("span", words, class_=f"eop-tag eop-tag--{tone}" if tone else "eop-tag")


def bullets(items: Iterable[Child], class_: str | None = None) -> Html:
    """Return a list, or nothing where there are no items."""
    held = [tag("li", item) for item in items]
    return tag("ul", held, class_=class_) if held else Html("")


def numbered(items: Iterable[Child], class_: str | None = None) -> Html:
    """Return a numbered list, or nothing where there are no items."""
    held = [tag("li", item) for item in items]
    return tag("ol", held, class_=class_) if held else Html("")


def facts(rows: Iterable[tuple[str, Child]]) -> Html:
    """Return a summary list of label and value; rows without a value are left out."""
    held = [tag("div", tag("dt", label), tag("dd", content)) for label, value in rows if (content := joined([value]))]
    return tag("dl", held, class_="eop-facts") if held else Html("")


def table(
    heads: Iterable[str],
    rows: Iterable[Iterable[Child]],
    *,
    caption: str = "",
    class_: str = "eop-table",
    ids: Iterable[str] | None = None,
) -> Html:
    """Return a table whose first column heads its rows; columns that are empty throughout are left out."""
    labels = list(heads)
    cells = [[joined([cell]) for cell in row] for row in rows]
    if not cells:
        return Html("")
    used = [index for index in range(len(labels)) if index == 0 or any(row[index] for row in cells)]
    names = list(ids) if ids is not None else [""] * len(cells)
    body = [
        tag(
            "tr",
            *(
                tag("th", row[index], scope="row", data_label=labels[index])
                if index == 0
                else tag("td", row[index], data_label=labels[index])
                for index in used
            ),
            id=name or None,
        )
        for row, name in zip(cells, names, strict=True)
    ]
    head = tag("thead", tag("tr", *(tag("th", labels[index], scope="col") for index in used)))
    shown = tag("table", tag("caption", caption) if caption else None, head, tag("tbody", body), class_=class_)
    return tag("div", shown, class_="eop-scroll")


def cards(items: Iterable[tuple[Child, Child]]) -> Html:
    """Return a list of cards, each with a title (usually a link) and a line below it."""
    held = [
        tag(
            "li",
            tag("div", title, class_="eop-card__title"),
            tag("div", text, class_="eop-card__text"),
            class_="eop-card",
        )
        for title, text in items
    ]
    return tag("ul", held, class_="eop-cards") if held else Html("")


def alert(tone: str, *children: Child) -> Html:
    """Return a notice; `tone` is error, warning, info, ok or illustrative, and its first words say so too."""
    return tag("div", tag("p", *children), class_=f"eop-alert eop-alert--{tone}")


def crumbs(steps: Iterable[tuple[str, str]]) -> Html:
    """Return the way from the top of the site: words and, where there is one, the page (`@/…`)."""
    items = [tag("li", anchor(href, words) if href else words) for words, href in steps]
    return tag("nav", tag("ol", items), class_="eop-crumbs", aria_label="Where you are")


_TAG = re.compile(r"<[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>")


def plain(html: str) -> str:
    """Return the words of HTML that was made here, on one line."""
    import html as standard

    text = re.sub(r"</?(?:p|li|td|th|dt|dd|tr|div|br|summary)\b[^<>]*>", " ", html)
    return " ".join(standard.unescape(_TAG.sub("", text)).split())
