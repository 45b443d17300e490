"""Rendering: whatever a plan says is text for the browser and for Markdown, and diagrams are the same every time."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from eop_tools.document import (
    Abbreviation,
    Badge,
    CleanHtml,
    Code,
    Content,
    Figure,
    Group,
    Heading,
    Link,
    Listing,
    Paragraph,
    Strong,
    bullets,
    facts,
    table,
)
from eop_tools.document.html import html_of
from eop_tools.document.markdown import markdown_of
from eop_tools.document.markup import escape
from eop_tools.document.words import words_of
from eop_tools.kinds.agency import Agency
from eop_tools.notation.seasons import likeliness
from eop_tools.page import Page
from eop_tools.render.diagrams import Arrow, Cluster, Node, Stack, diagram
from eop_tools.render.prose import prose, sections
from eop_tools.render.sheet import Sheet
from eop_tools.text.phrases import age, counted, first_down, humane, listed, sentence

HOSTILE = [
    '<script>alert(1)</script>', '"]</a>', '{{ config }}', '{% raw %}', '[[agency:x|y]]', '[[', '`code`',
    '```\nx\n```', '~~~\nx\n~~~', '*bold* _it_ __x__', '</div>', '</div></div></section>', '# heading', '## a\n## b',
    'a\n\nb', 'a\r\nb', '\n\n# heading\n\n<div>', '<!-- x', '-->', '<?php', '&lt;script&gt;', '&#60;script&#62;',
    '&amp;', '\\N \\*', '\'"><img src=x onerror=alert(1)>', 'javascript:alert(1)', '[x](javascript:alert(1))',
    '![x](http://evil.example/x.png)', '"@/roles/mayor.html"', '@/x', '--8<-- "/etc/passwd"', '!!! note\n    x',
    'title: x\n---\n', '---', '{#id .cls onclick=x}', ': {: onclick=alert(1) }', '\x02klzzwxh:0000\x03', 'wzxhzdk:0',
    '<svg/onload=alert(1)>', '<a href=javascript:x>', ':smile:', '$$x$$', '|a|b|\n|-|-|\n|1|2|', "x" * 3000,
    '> > > > quote', '1. one', '- list', 'http://example.org/?a=b&c="d"', '<http://example.org>', 'a@example.org',
    '<a@example.org>', '[ref]: http://x', '*[abbr]: x', '^^ins^^ ==mark==', "<details markdown='1'>", '\u202eevil',
    'é 漢字 🚒',
]  # fmt: skip
EXTENSIONS = [
    ["toc", "tables", "fenced_code"],
    ["toc", "tables", "fenced_code", "attr_list", "md_in_html", "def_list", "abbr", "footnotes", "smarty",
     "admonition"],
    ["toc", "tables", "attr_list", "md_in_html", "pymdownx.superfences", "pymdownx.details", "pymdownx.magiclink",
     "pymdownx.emoji", "pymdownx.betterem", "pymdownx.tilde", "pymdownx.caret", "pymdownx.mark", "pymdownx.keys"],
]  # fmt: skip


class Seen(HTMLParser):
    """What a browser would meet: the elements, their attributes, and the words outside of them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.unbalanced: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in ("br", "hr", "wbr", "path", "rect", "polygon"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("path", "rect", "polygon"):
            return
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.unbalanced.append(f"<!--{data}")

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def seen(html: str) -> Seen:
    """Return what a browser meets, and make sure that it is harmless."""
    found = Seen(html)
    assert not {"script", "style", "img", "iframe", "object", "embed", "form", "input", "base", "meta"} & set(
        found.tags
    )
    assert not found.unbalanced
    assert not found.open
    for name, value in found.attributes:
        assert not name.startswith("on")
        if name in ("href", "src", "xlink:href", "action"):
            assert value.startswith(
                ("http://", "https://", "mailto:", "tel:", "sms:", "../", "@/", "#", "agencies/a.html", "agencies/a.md")
            ), value
        if name == "style":
            assert value.startswith(("--w:", "writing-mode:"))
    return found


def squeezed(text: str) -> str:
    """Text as it must be readable: without control characters, spaces counted once."""
    return " ".join("".join(char for char in text if char.isprintable() or char in "\n\t\r\x85\u2028\u2029").split())


def kept(text: str) -> str:
    return "".join(char for char in squeezed(text) if char.isalnum())


def page_with(text: str) -> Page:
    """A page that has a text in every place where a plan's text can be."""
    sheet = Sheet()
    sheet.heading(text, 1)
    sheet.lead(text)
    sheet.heading(text)
    sheet.add(facts([(text, text), ("Link", Link(text, text))]))
    sheet.add(table([text, text], [[text, text]], caption=text))
    sheet.add(bullets([text, Code(text), [Strong(text), Badge(text), Abbreviation(text, text)]]))
    sheet.add(Listing(text))
    sheet.heading(text, 3)
    sheet.add(Group(prose(text, lambda ref: ("", text)), "prose"))
    sheet.add(text)
    sheet.heading("The end")
    return Page("roles/x.html", "x", sheet.document)


def page_of(*content: Content) -> Page:
    sheet = Sheet()
    sheet.add(*content)
    return Page("roles/x.html", "x", sheet.document)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(text: str) -> None:
    html = page_with(text).written.html
    found = seen(html)
    assert next(tag for tag in found.tags if tag in ("h1", "h2", "h3")) == "h1"
    assert html.rstrip().endswith("The end</h2>")
    assert found.tags.count("h1") == 1
    assert found.tags.count("table") == 1 + ("|-|" in text)
    assert not [value for name, value in found.attributes if name == "onclick"]


@pytest.mark.parametrize("extensions", EXTENSIONS, ids=["mkdocs", "python-markdown", "pymdown"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_in_the_markdown_of_others(text: str, extensions: list[str]) -> None:
    """The Markdown of `eop pages`, read by any reader: nothing in a plan becomes markup, and it ends where it ends."""
    page = page_with(text)
    html = markdown.markdown(markdown_of(page.document, page.path), extensions=extensions)
    found = seen(html)
    assert html.rstrip().endswith("The end</h2>")
    assert found.tags.count("h1") == 1
    assert found.tags.count("table") == 1 + ("|-|" in text)
    assert not [value for name, value in found.attributes if name == "onclick"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_reads_as_it_was_written(text: str) -> None:
    for content in (Paragraph(text), Heading(text)):
        page = page_of(content)
        assert squeezed(seen(page.written.html).text) == squeezed(text)
        html = markdown.markdown(markdown_of(page.document), extensions=EXTENSIONS[0])
        assert squeezed(seen(html).text) == squeezed(text)
        assert seen(html).tags == ["p" if isinstance(content, Paragraph) else "h2"]


@settings(max_examples=300)
@given(st.text(max_size=200) | st.text("<>&\"'`*_#[](){}\\/!|~=-:\n\t abc1.", max_size=80))
@example("<script>")
@example("](javascript:x)")
@example("\u0085x")
def test_any_text_is_harmless_and_stays(text: str) -> None:
    page = page_with(text)
    seen(page.written.html)
    seen(markdown.markdown(markdown_of(page.document), extensions=EXTENSIONS[1]))
    page = page_of("|", text, "|")
    assert kept(seen(page.written.html).text) == kept(text)
    assert kept(seen(markdown.markdown(markdown_of(page.document), extensions=EXTENSIONS[0])).text) == kept(text)


@settings(max_examples=300)
@given(st.text(max_size=300) | st.text("<>&\"'`*_#[](){}\\/!|~=-:\n\t abc1.", max_size=120))
@example("[a](javascript:alert(1)) <b onclick=x>")
@example("[[agency:a]](x)")
@example("`[[agency:a]]`")
def test_prose_is_harmless(text: str) -> None:
    html = html_of(prose(text, lambda ref: ("agencies/a.html", "A")))
    found = seen(html)
    assert {value for name, value in found.attributes if name == "href" and value.startswith("@/")} <= {
        "@/agencies/a.html"
    }
    page = page_of(prose(text, lambda ref: ("agencies/a.html", "A")))
    seen(markdown.markdown(markdown_of(page.document), extensions=EXTENSIONS[1]))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Plain words.", "<p>Plain words.</p>"),
        ("Some *words* here", "<p>Some <em>words</em> here</p>"),
        ("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>"),
        ("See [[role:mayor]].", '<p>See <a href="@/roles/mayor.html">The Mayor</a>.</p>'),
        ("See [[role:mayor|her & him]].", '<p>See <a href="@/roles/mayor.html">her &amp; him</a>.</p>'),
        ("See [[role:secret]].", "<p>See withheld.</p>"),
        ("See [[role:secret|the boss]].", "<p>See the boss.</p>"),
        ("[x](https://example.org/)", '<p><a href="https://example.org/" rel="noopener">x</a></p>'),
        ("[x](javascript:alert(1))", '<p><a rel="noopener">x</a></p>'),
        ("[x](//evil.example)", '<p><a rel="noopener">x</a></p>'),
        ("[x](@/roles/secret.html)", '<p><a rel="noopener">x</a></p>'),
    ],
)
def test_prose_says(text: str, html: str) -> None:
    def where(ref: str) -> tuple[str, str]:
        return ("roles/mayor.html", "The Mayor") if ref == "role:mayor" else ("", "withheld")

    assert html_of(prose(text, where)).strip().replace("<span>", "").replace("</span>", "") == html


def test_prose_of_any_depth_and_length_ends() -> None:
    for text in ("> " * 3000 + "x", "[" * 5000, "*" * 5000, "- " * 500 + "x", "x " * 200_000):
        seen(html_of(prose(text, lambda ref: ("", ""))))
        after = html_of(prose("Ask [[role:mayor]].", lambda ref: ("roles/mayor.html", "the Mayor")))
        assert 'href="@/roles/mayor.html"' in after, f"what comes after {text[:20]!r} suffers from it"


def test_sections_split_at_headings_and_not_inside_code() -> None:
    pieces = sections("Intro\n\n# One\ntext\n\n```\n# not\n```\n\n### Deep `x`\n", lambda ref: ("", ref))
    assert [(piece.level, piece.title) for piece in pieces] == [(0, ""), (2, "One"), (4, "Deep x")]
    assert "# not" in html_of(pieces[1].said)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_labels_are_words_in_diagrams(text: str) -> None:
    nodes = [
        Node("a", text, "agencies/a.html", note=text),
        Node(text, "B"),
        Node("c", "C", tone=3),
        Stack("s", (Node("s1", text, tone=4), Node("s2", "S", "agencies/a.html")), text),
        Node("g", text, gate=True),
    ]

    def drawn(*lines: Arrow) -> Figure | None:
        return diagram(
            "d",
            text,
            nodes,
            lines,
            groups=[Cluster(text, ("a", "c", "missing")), Cluster("empty", ())],
            legend=[(0, text)],
            caption=text,
            equivalent=Paragraph(text),
        )

    figure = drawn(
        Arrow("a", text, words=text), Arrow(text, "c", True), Arrow("c", "c"), Arrow("a", "missing"), Arrow("g", "s")
    )
    assert figure == drawn(Arrow("c", "c"), Arrow("g", "s"), Arrow(text, "c", True), Arrow("a", text, words=text))
    found = seen(html_of(figure))
    assert {"svg", "title", "figcaption", "details"} <= set(found.tags)


def test_a_diagram_follows_the_theme_and_has_no_fixed_size() -> None:
    html = html_of(diagram("d", "T", [Node("a", "A", "a.html"), Node("b", "B")], [Arrow("a", "b")]))
    svg = html[html.index("<svg") : html.index("</svg>")]
    assert "viewbox" in dict(Seen(svg + "</svg>").attributes)
    assert " height=" not in svg.split(">", 1)[0]
    assert not re.search(r"#(?!d-)|style=\"[^\"]*color|rgb", svg), "no colour but the theme's"
    assert 'aria-labelledby="d-title"' in svg
    assert diagram("d", "T", [], []) is None


@settings(max_examples=100)
@given(st.text(max_size=60))
def test_escape_leaves_no_mark_alone(text: str) -> None:
    made = escape(text)
    assert not set(made) & set('<>"\x02\x03')
    assert escape(made) is made
    assert kept(words_of(CleanHtml(made))) == kept(text)


def test_builders_leave_out_what_is_empty() -> None:
    assert facts([("A", ""), ("B", None), ("C", [None, []])]) is None
    assert table(["A", "B"], []) is None
    assert "B" not in html_of(table(["A", "B"], [["x", ""]]))
    sheet = Sheet()
    sheet.section("Nothing", "", None, [])
    assert sheet.document.blocks == ()


def test_words() -> None:
    assert humane("reports_to") == "Reports to"
    assert humane("alternate-eoc") == "Alternate EOC"
    assert humane("food-hydration-shelter") == "Food, hydration, shelter"
    assert first_down("A roof has failed") == "a roof has failed"
    assert first_down("The EOC is lost") == "the EOC is lost"
    assert first_down("EOC staff are missing") == "EOC staff are missing"
    assert counted(0, "error") == "no errors"
    assert counted(1200, "entry", "entries") == "1,200 entries"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert sentence("open it") == "Open it."
    assert age(date(2026, 8, 20), date(2026, 11, 23)) == "3 months ago"
    assert age(date(2026, 11, 23), date(2026, 11, 23)) == "today"
    assert Agency.model_fields


@pytest.mark.parametrize(
    ("text", "told"),
    [("say “stop.”", "Say “stop.”"), ("say “stop”", "Say “stop”."), ("call 911", "Call 911."), ("who?", "Who?")],
)
def test_a_sentence_ends_once(text: str, told: str) -> None:
    assert sentence(text) == told


@pytest.mark.parametrize(
    ("season", "likely", "possible"),
    [
        ("April to September, most often in the evening", {4, 5, 6, 7, 8, 9}, set()),
        ("November to April", {11, 12, 1, 2, 3, 4}, set()),
        ("All year; most events from May to October", {5, 6, 7, 8, 9, 10}, {11, 12, 1, 2, 3, 4}),
        ("March to June, and in October", {3, 4, 5, 6, 10}, set()),
        ("December", {12}, set()),
        ("All year, often at night", set(), set(range(1, 13))),
        ("", set(), set(range(1, 13))),
    ],
)
def test_what_is_in_season_comes_first(season: str, likely: set[int], possible: set[int]) -> None:
    found = {month: likeliness(season, month) for month in range(1, 13)}
    assert {month for month in found if found[month] == 2} == likely
    assert {month for month in found if found[month] == 1} == possible
