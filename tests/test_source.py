"""Reading files: what is understood, where it stands, and what is said when it is not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eop_tools.finding import Span
from eop_tools.source import MAX_BYTES, MAX_DEPTH, Comment, SourceDocument, parse, parse_scalar, read, remember

ENTITY = """\
name: "City Hall" # the building
kind: facility
address: 350 South 5th Street
power: {generator: true, fuel: 3 days}
phones:
  - number: +16125550101
    hours: 06:30
  - number: 612-555-0102

notes: |
  Doors open on the north side. # no comment
  Bring a key.
about: A text that
  goes on here
depends_on: [agency:xcel-energy, {any_of: [a, b]}]
"""


def at(document: SourceDocument) -> list[tuple[str, int, int]]:
    return [(f.name, f.span.line, f.span.column) for f in document.faults if f.span]


@pytest.fixture(params=[False, True], ids=["libyaml", "pure"])
def pure(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


FAULTS: dict[str, tuple[bytes, list[tuple[str, int, int]]]] = {
    "empty": (b"", [("not-a-mapping", 1, 1)]),
    "only a comment": (b"# soon\n", [("not-a-mapping", 1, 1)]),
    "only a marker": (b"---\n", [("not-a-mapping", 2, 1)]),
    "list": (b"\n- a\n", [("not-a-mapping", 2, 1)]),
    "text": (b"hello\n", [("not-a-mapping", 1, 1)]),
    "UTF-16": ("name: a".encode("utf-16"), [("unreadable-encoding", 1, 1)]),
    "UTF-16 unmarked": ("name: a".encode("utf-16-le"), [("unreadable-encoding", 1, 1)]),
    "Latin-1": ("a: b\nname: Ren\xe9e".encode("latin-1"), [("unreadable-encoding", 2, 10)]),
    "mark": (b"\xef\xbb\xbfname: a\n", [("byte-order-mark", 1, 1)]),
    "NUL": (b"a: b\nc: d\0e\n", [("control-character", 2, 5)]),
    "DEL and mark inside": ("a: \x7f\ufeff".encode(), [("control-character", 1, 4), ("control-character", 1, 5)]),
    "bidi": ("a: é\u202eb\n".encode(), [("control-character", 1, 5)]),
    "line separator": ("a: b\u2028c\n".encode(), [("control-character", 1, 5)]),
    "next line": ("a: b\x85c\n".encode(), [("control-character", 1, 5)]),
    "escaped control": (b'a: 1\nb: "x\\0y"\n', [("control-character", 2, 4)]),
    "escaped surrogate": (b'b: "\\ud800"\n', [("control-character", 1, 4)]),
    "wild escape": (b'b: "\\UFFFFFFFF"\n', [("yaml-syntax", 1, 2)]),
    "tab": (b"a:\n\tb: 1\n", [("tab-indentation", 2, 1)]),
    "blank and tab": (b"a:\n  \tb: 1\n", [("tab-indentation", 2, 3)]),
    "tab in a list": (b"a:\n- b\n\t- c\n", [("tab-indentation", 3, 1)]),
    "glued": (b"a: 1\nname:Fire\nb: 2\n", [("yaml-syntax", 2, 5)]),
    "glued at first": (b"name:Fire\nb: 2\n", [("yaml-syntax", 1, 5)]),
    "no key": (b"a: 1\nname\nb: 2\n", [("yaml-syntax", 2, 1)]),
    "open quote": (b"a: 1\nb: \"x\nc: 2\n", [("yaml-syntax", 2, 4)]),
    "after quote": (b'a: "x" y\n', [("yaml-syntax", 1, 8)]),
    "after bracket": (b"a: [x] y\n", [("yaml-syntax", 1, 8)]),
    "quote closed late": (b"a: 'x\nb: it's\nc: 1\n", [("yaml-syntax", 1, 4)]),
    "no-break space": ("a:\u00a0b\nc: d\n".encode(), [("yaml-syntax", 1, 3)]),
    "no-break space, a key that fits nowhere": ("a: >-\n  x\n\u00a0b: 1\n  c: 2\n".encode(), [("yaml-syntax", 3, 1)]),
    "no-break space before": ("a:\n\u00a0\u00a0b: 1\n".encode(), [("yaml-syntax", 2, 1)]),
    "conflict": (b"a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> north\nc: [\n", [("merge-conflict", 2, 1)]),
    "conflict in Windows": (b"<<<<<<< a\r\nb: 2\r\n=======\r\n>>>>>>> c\r\n", [("merge-conflict", 1, 1)]),
    "swallowed item": (b"a:\n  - b\n    - c\n  - d - e\n", [("swallowed-item", 3, 5)]),
    "cut-off text": (b"a: Station #1\nb: [x]\nc:\n- Unit #2, all\n", [("cut-off-text", 1, 12), ("cut-off-text", 4, 8)]),
    "swallowed bullet": ("a:\n  - b\n    • c\n  - d • e\n".encode(), [("swallowed-item", 3, 5)]),
    "curly quotes": (
        "a: “211”\nb: [‘x’, „y“ ]\nc:\n  - “q” # r\nd:\n  “z”\n".encode(),
        [("curly-quotes", *at) for at in ((1, 4), (2, 5), (2, 10), (4, 5), (6, 3))],
    ),
    "bullet": ("a:\n- b\n• c\n".encode(), [("yaml-syntax", 3, 1)]),
    "star for a dash": (b"a:\n  - b\n  * c\n", [("yaml-syntax", 3, 3)]),
    "dash of another length": ("a:\n  - b: c\n  – d: e\n".encode(), [("yaml-syntax", 3, 3)]),
    "too deep": (b"a: 1\n  b: 2\n", [("yaml-syntax", 2, 4)]),
    "unaligned": (b"a:\n    b: 1\n  c: 2\n", [("yaml-syntax", 3, 3)]),
    "open bracket": (b"a: 1\nb: [x, y\n", [("yaml-syntax", 2, 4)]),
    "open bracket, more": (b"b: [x, y\nc: d\n", [("yaml-syntax", 1, 4)]),
    "second colon": (b"title: Annex A: Fire\n", [("yaml-syntax", 1, 15)]),
    "at sign": (b"a: @home\n", [("yaml-syntax", 1, 4)]),
    "backtick": (b"a: `x`\n", [("yaml-syntax", 1, 4)]),
    "percent": (b"a: %x\n", [("yaml-syntax", 1, 4)]),
    "star": (b"a: **now**\n", [("yaml-syntax", 1, 4)]),
    "greater": (b"a: > 5 people\n", [("yaml-syntax", 1, 4)]),
    "backslash": (b'a: "C:\\dir"\n', [("yaml-syntax", 1, 8)]),
    "list in line": (b"a: - b\n", [("yaml-syntax", 1, 4)]),
    "closing bracket": (b"a: ]\n", [("yaml-syntax", 1, 4)]),
    "percent line": (b"%WHAT\na: b\n", [("yaml-directive", 1, 1)]),
    "directives": (b"# c\n%YAML 1.1\n%TAG ! x\n---\na: b\n", [("yaml-directive", n, 1) for n in (2, 3)]),
    "broken keys": (b"? a\n  b\n: c\n? 'd\n  e'\n: f\n", [("odd-key", 1, 3), ("odd-key", 4, 3)]),
    "broken key": (b"x:\n  'a\n   b': c\n", [("odd-key", 2, 3)]),
    "broken key in braces": (b"x: {b: 1, a\n c: d}\n", [("odd-key", 1, 11)]),
    "long key": (b"? " + b"k" * 1025 + b"\n: a\n", [("odd-key", 1, 3)]),
    "no colon": (b"{a: 1,000, b: {c, d: 1}}\n", [("odd-key", 1, 7), ("odd-key", 1, 16)]),
    "no colon in a line": (b"a: b\n? c\nd: [? e]\n", [("odd-key", 2, 3), ("odd-key", 3, 7)]),
    "a question mark alone": (b"a: [?]\nb: [? , c]\n", [("odd-key", 1, 6), ("odd-key", 2, 6)]),
    "duplicate": (b"a: 1\nb: 2\na: 3\n", [("duplicate-key", 3, 1)]),
    "duplicates inside": (b"x:\n  - {k: 1, k: 2}\nx: 3\n", [("duplicate-key", 2, 12), ("duplicate-key", 3, 1)]),
    "tag": (b"a: !!int 3\nb: !x [1]\n", [("yaml-tag", 1, 4), ("yaml-tag", 2, 4)]),
    "anchor": (b"a: &x 3\nb: *x\n", [("anchor-or-alias", 1, 4), ("anchor-or-alias", 2, 4)]),
    "anchor and tag": (b"a: &x !y 3\n", [("anchor-or-alias", 1, 4), ("yaml-tag", 1, 7)]),
    "merge": (b"a: 1\n<<: {b: 1}\n", [("anchor-or-alias", 2, 1)]),
    "two documents": (b"a: 1\n---\nb: 2\n", [("several-documents", 2, 1)]),
    "odd keys": (b"? [a]\n: 1\n~: 2\n{b: c}: 3\n", [("odd-key", n, c) for n, c in ((1, 3), (3, 1), (4, 1))]),
    "deep": (b"a: " + b"[" * 1000, [("nesting-too-deep", 1, 3 + MAX_DEPTH)]),
    "large": (b"a" * (MAX_BYTES + 1), [("file-too-large", 1, 1)]),
    "several, in order": (b"a: 1\na: 2\nb: !x y\nc: *d\ne: [", [
        ("duplicate-key", 2, 1), ("yaml-tag", 3, 4), ("anchor-or-alias", 4, 4), ("yaml-syntax", 5, 5)]),
}  # fmt: skip


@pytest.mark.parametrize("word", ["x", "late", "after", "bullet"])
def test_what_a_parser_quotes_is_not_taken_for_its_own_words(word: str) -> None:
    (fault,) = parse(f"a: !{word}!b c\n", "a.yaml").faults
    assert fault.message == "a text cannot begin with ! here"


@pytest.mark.parametrize("case", FAULTS)
def test_each_fault_is_found_where_it_stands(case: str, pure: bool) -> None:
    content, expected = FAULTS[case]
    document = parse(content, "plan/x.yaml", pure=pure)
    assert at(document) == expected
    for fault in document.faults:
        assert fault.file == "plan/x.yaml"
        assert fault.message
        assert fault.hint
        assert fault.message.isprintable()
        assert "{}" not in fault.message


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("a: 1\nname:Fire\nb: 2\n", 'after "name:" a space is missing'),
        ("title: Annex A: Fire\n", "second colon"),
        ("a: [[role:mayor]] leads\n", "begins with a bracket"),
        ("a: 'it's on\n", "ends before this"),
        ("a: 'x\nb: it's\nc: 1\n", "closes only in line 2"),
        ("a:\u00a0b\nc: d\n", "no-break space"),
        ("a: Station #1\n", "from # on"),
        ("a: @home\n", "begin with @"),
        ("a: > 5 people\n", "begin with >"),
        ("a: *\n", "begin with *"),
        ('a: "b\n', "never closed"),
        ("a: [b\n", "bracket"),
        ("a:\n  - b\n - c\n", "indentation"),
        ("", "empty"),
        ("a: 1\na: 2", '"a" stands here a second time'),
        ("- a", "keys with values"),
    ],
)
def test_messages_are_plain_words(text: str, word: str, pure: bool) -> None:
    assert word in parse(text, "x.yaml", pure=pure).faults[0].message


def test_a_message_shows_no_control_characters() -> None:
    (fault,) = parse('"a\\tb": 1\n"a\\tb": 2\n', "x.yaml").faults
    assert fault.message == 'the key "a\\tb" stands here a second time'
    assert fault.related == (("x.yaml", Span(1, 1, 1, 7), "the first place"),)


def test_large_files_are_explained_too() -> None:
    filler = "".join(f"k{i}: some words\n" for i in range(20_000))
    for case, (content, expected) in FAULTS.items():
        if expected[0][0] in ("yaml-syntax", "duplicate-key", "yaml-tag", "anchor-or-alias", "control-character"):
            faults = parse(content + b"\n" + filler.encode(), "x.yaml").faults
            assert faults, case


def test_reading_goes_on_after_a_fault(pure: bool) -> None:
    text = "a: 1\na: 2\nb: !!str 5\nc: *x\n<<: {z: 1}\nd: &x [1]\n7: seven\n"
    assert parse(text, "x.yaml", pure=pure).data == {"a": 1, "b": "5", "c": None, "d": [1], "7": "seven"}
    assert parse("\ufeffa: 1", "x.yaml", pure=pure).data == {"a": 1}
    assert parse("a: [", "x.yaml", pure=pure).data is None


DOUBTS = ["no", "on", "Yes", "True", "NULL", "12:30", "0123", "+16125550101", "2026-11-23", "1_000", "0x1F", "1e3"]
DOUBTS += [".inf", "-0", "1.50", "1.", ".5", "12345678901234567", "-", "١", "1.0e5", "00.5"]
PLAIN: list[tuple[str, object]] = [
    ("0", 0),
    ("-12", -12),
    ("123456789012345", 123456789012345),
    ("1.5", 1.5),
    ("-0.25", -0.25),
]
PLAIN += [
    ("true", True),
    ("false", False),
    ("null", None),
    ("~", None),
    ("", None),
    ("'1'", "1"),
    ('"no"', "no"),
    ('"true"', "true"),
]


@pytest.mark.parametrize("text", DOUBTS)
def test_what_is_in_doubt_stays_text(text: str, pure: bool) -> None:
    assert parse_scalar(text) == text
    if text != "-":
        assert parse(f"a: {text}", "x.yaml", pure=pure).data == {"a": text}


@pytest.mark.parametrize(("text", "value"), PLAIN)
def test_what_is_plain_is_understood(text: str, value: object, pure: bool) -> None:
    for shape, data in ((f"a: {text}", {"a": value}), (f"a:\n- {text}", {"a": [value]})):
        found = parse(shape, "x.yaml", pure=pure).data
        assert repr(found) == repr(data)


@given(st.from_regex(r"-?[0-9]{0,18}(\.[0-9]{0,18})?", fullmatch=True))
def test_a_number_gives_back_what_was_typed(text: str) -> None:
    assert str(parse_scalar(text) if text else "") == text


SPANS = {
    ("name",): Span(1, 7, 1, 18),
    ("power",): Span(4, 8, 4, 39),
    ("power", "fuel"): Span(4, 32, 4, 38),
    ("phones",): Span(6, 3, 8, 25),
    ("phones", 0): Span(6, 5, 7, 17),
    ("phones", 1, "number"): Span(8, 13, 8, 25),
    ("notes",): Span(10, 8, 12, 15),
    ("about",): Span(13, 8, 14, 15),
    ("depends_on", 1, "any_of", 1): Span(15, 47, 15, 48),
}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("path", SPANS)
def test_where_a_value_stands(path: tuple[str | int, ...], end: str, pure: bool) -> None:
    document = parse(ENTITY.replace("\n", end).encode(), "x.yaml", pure=pure)
    assert document.faults == ()
    assert document.span(path) == SPANS[path]


def test_where_a_key_stands(pure: bool) -> None:
    document = parse(ENTITY, "x.yaml", pure=pure)
    assert document.span(("phones", 0, "hours"), key=True) == Span(7, 5, 7, 10)
    assert document.span(("phones", 0), key=True) == document.span(("phones", 0))
    assert document.span(("power", "missing", 3)) == Span(4, 1, 4, 6)
    assert document.span(("missing",)) == Span(1, 1, 1, 2)
    assert document.span(()) == Span(1, 1, 15, 51)
    assert parse("é: ö\nb: ü x", "x.yaml", pure=pure).span(("b",)) == Span(2, 4, 2, 7)
    assert parse("{é: [ö, x]}", "x.yaml", pure=pure).span(("é", 1)) == Span(1, 9, 1, 10)
    assert parse("a:\nb:  # c\n", "x.yaml", pure=pure).span(("b",)) == Span(2, 2, 2, 2)
    assert parse("a: [", "x.yaml", pure=pure).span(("a",)) == Span(1, 1, 1, 2)


def test_comments(pure: bool) -> None:
    text = ENTITY + 'x: | # why\n  a # not\ny: "# not" #yes\nz: a#not\n# end\n'
    found = parse(text, "x.yaml", pure=pure).comments()
    assert found == (
        Comment(1, 19, "the building"),
        Comment(16, 6, "why"),
        Comment(18, 12, "yes"),
        Comment(20, 1, "end"),
    )
    assert parse("a: 1 # x\nb: [\n", "x.yaml", pure=pure).comments() == (Comment(1, 6, "x"),)
    assert parse("a: \0 # x", "x.yaml", pure=pure).comments() == ()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_front_matter(end: str, pure: bool) -> None:
    text = "---\ntitle: Warning # why\nowner: fire\n---\n\n# Not a comment\n[[x]]\n".replace("\n", end)
    document = parse(text, "sections/a.md", pure=pure)
    assert document.faults == ()
    assert document.data == {"title": "Warning", "owner": "fire", "body": "\n# Not a comment\n[[x]]\n"}
    assert document.body_at == text.index(f"{end}{end}") + len(end)
    assert document.span(("owner",)) == Span(3, 8, 3, 12)
    assert document.span(("body",)).line == 5
    assert document.offset_span(text.index("[["), 5) == Span(7, 1, 7, 6)
    assert document.comments() == (Comment(2, 16, "why"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Title\n", [("missing-front-matter", 1, 1)]),
        ("", [("missing-front-matter", 1, 1)]),
        ("---\ntitle: x\n", [("missing-front-matter", 1, 1)]),
        ("---\na: 1\nbody: x\n---\ntext", [("duplicate-key", 3, 1)]),
        ("---\na: 1\na: 2\n---\n", [("duplicate-key", 3, 1)]),
        ("---\na: [\n---\n]", [("yaml-syntax", 2, 5)]),
        ("---\n- a\n---\n", [("not-a-mapping", 2, 1)]),
        ("---\na: 1\n---\nx\u2028y", [("control-character", 4, 2)]),
    ],
)
def test_faults_in_markdown(text: str, expected: list[tuple[str, int, int]], pure: bool) -> None:
    assert at(parse(text, "a.md", pure=pure)) == expected


def test_an_empty_front_matter_is_enough(pure: bool) -> None:
    assert parse("---\n# x\n---\nBody\n", "a.md", pure=pure).data == {"body": "Body\n"}
    assert parse("---\nbody: a\n---\nBody", "a.md", pure=pure).data == {"body": "Body"}


def test_tabs_between_words_are_blanks(pure: bool) -> None:
    text = 'a:\t1\t\nb: x\ty\t# c\n\t\n\t# d\nc: |\n  \tx\nd: [1,\t2]\ne: "a\tb"\nf: x\t\n  y\n'
    document = parse(text, "x.yaml", pure=pure)
    assert document.faults == ()
    assert document.data == {"a": 1, "b": "x\ty", "c": "\tx\n", "d": [1, 2], "e": "a\tb", "f": "x y"}


def test_a_question_mark_ends_no_text(pure: bool) -> None:
    text = "a: [Who?, really ?!, x-?y]\nb: {why? not: 1}\nc: Who?\n"
    expected = {"a": ["Who?", "really ?!", "x-?y"], "b": {"why? not": 1}, "c": "Who?"}
    assert parse(text, "x.yaml", pure=pure).data == expected


def test_reading_files(tmp_path: Path) -> None:
    plan, outside = tmp_path / "plan", tmp_path / "secret"
    (plan / "contacts").mkdir(parents=True)
    outside.mkdir()
    (outside / "a.yaml").write_text("password: hush\n")
    (plan / "contacts" / "a.yaml").write_text("name: A\n")
    (plan / "inside.yaml").symlink_to(plan / "contacts" / "a.yaml")
    (plan / "link.yaml").symlink_to(outside / "a.yaml")
    (plan / "gone.yaml").symlink_to(plan / "nowhere.yaml")
    (plan / "loop.yaml").symlink_to(plan / "loop.yaml")
    (plan / "folder").symlink_to(outside)
    (plan / "big.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
    os.mkfifo(plan / "pipe.yaml")
    good = read(plan / "contacts" / "a.yaml", plan)
    assert (good.file, good.data, good.faults) == ("contacts/a.yaml", {"name": "A"}, ())
    assert read(plan / "inside.yaml", plan).data == {"name": "A"}
    expected = {
        "link.yaml": "link-outside-plan",
        "folder/a.yaml": "link-outside-plan",
        "../secret/a.yaml": "link-outside-plan",
        "gone.yaml": "unreadable-file",
        "loop.yaml": "unreadable-file",
        "contacts": "unreadable-file",
        "pipe.yaml": "unreadable-file",
        "none.yaml": "unreadable-file",
        "x" * 300: "unreadable-file",
        "a\0b": "unreadable-file",
        "big.yaml": "file-too-large",
    }
    for name, fault in expected.items():
        document = read(plan / name, plan)
        assert [f.name for f in document.faults] == [fault], name
        assert (document.text, document.data) == ("", None)
        assert document.faults[0].span == Span(1, 1, 1, 1)
    assert read(outside / "a.yaml", plan).faults[0].name == "link-outside-plan"
    assert f"{MAX_BYTES + 1:,}" in read(plan / "big.yaml", plan).faults[0].message


def everything(document: SourceDocument) -> object:
    """All that can be seen of a document."""

    def spans(data: object, path: tuple[str | int, ...]) -> list[object]:
        found: list[object] = [(path, document.span(path), document.span(path, key=True))]
        inner = dict(enumerate(data)) if isinstance(data, list) else data
        for step, value in inner.items() if isinstance(inner, dict) else ():
            found += spans(value, (*path, step))
        return found

    return repr(document.data), document.faults, spans(document.data, ()), document.comments()


def agree(text: str, file: str = "x.yaml") -> None:
    assert everything(parse(text, file)) == everything(parse(text, file, pure=True))


TOKENS = [
    "a",
    "b",
    "key",
    ": ",
    ":",
    "- ",
    "-",
    "? ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    ",",
    "\n",
    "\n  ",
    "\n    ",
    "\n\n",
    " ",
]
TOKENS += [
    "#",
    " # c",
    "'",
    '"',
    "|\n",
    "|-\n",
    ">+2\n",
    "&x ",
    "*x",
    "!t ",
    "!!str ",
    "<<: ",
    "---",
    "\n---\n",
    "\n...\n",
]
TOKENS += [
    "%YAML 1.2\n",
    "%TAG ! !x\n",
    "\t",
    "\r\n",
    "\r",
    "1",
    "0.5",
    "true",
    "~",
    "null",
    "@",
    "`",
    "%",
    "\\",
    "\\x41",
]
TOKENS += [
    "é",
    "\u202e",
    "\u2028",
    "\x85",
    "\ufeff",
    "\0",
    "a: 1\n",
    "b:\n",
    "- c\n",
    "''",
    '""',
    "x" * 1030,
    "\U0001f525",
]


@settings(max_examples=1500, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(TOKENS), max_size=25).map("".join))
def test_both_parsers_agree_on_tokens(text: str) -> None:
    agree(text)


@settings(max_examples=1200, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, len(ENTITY)), st.integers(0, 6), st.sampled_from(TOKENS)), max_size=4))
def test_both_parsers_agree_on_broken_entities(changes: list[tuple[int, int, str]]) -> None:
    text = ENTITY
    for place, length, token in changes:
        text = text[:place] + token + text[place + length :]
    agree(text)
    agree(f"---\n{text}\n---\nbody\n", "x.md")


@settings(max_examples=400)
@given(st.binary(max_size=200), st.sampled_from(["a.yaml", "a.md"]))
def test_no_bytes_raise(content: bytes, file: str) -> None:
    for way in (False, True):
        document = parse(content, file, pure=way)
        everything(document)
        assert all(fault.message.isprintable() and fault.span for fault in document.faults)


@settings(max_examples=400)
@given(st.text(st.characters(), max_size=60))
def test_no_text_raises(content: str) -> None:
    agree(content)


WORDS = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=12)
KEYS = WORDS.filter(lambda word: word[:1] == " " or not word[:1].isspace())  # a no-break space is no indentation
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**14), 10**14) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=300)
@given(st.dictionaries(KEYS, VALUES, max_size=4), st.sampled_from([None, True, False]), st.booleans())
def test_what_is_written_is_read(data: dict[str, object], flow: bool | None, unicode: bool) -> None:
    # A plain "=" or a date is quoted by the dumper for its own reader; quoted or not, text is text here.
    text = yaml.safe_dump(data, default_flow_style=flow, allow_unicode=unicode, sort_keys=False)
    for way in (False, True):
        document = parse(text, "x.yaml", pure=way)
        assert document.faults == ()
        assert repr(document.data) == repr(data)


NONSENSE = ["[", "{", "- ", "? ", "a: ", "a:\n", "[\n", "'", '"', "&a ", "!a ", "*a,", "[a,", "x ", "\n", "\t", "\0"]
NONSENSE += ["# ", "a: 1\n", "a: &b c\n", "- - a\n", "a,", "|\n", "\\", "\u2028", "\r", "{a: ", "%A\n", "---\n", "?"]


@pytest.mark.parametrize("unit", NONSENSE)
@pytest.mark.parametrize("start", ["", "a: [", "a: |\n "])
def test_long_nonsense_ends(unit: str, start: str) -> None:
    size = MAX_BYTES - 20
    document = parse((start + unit * (size // len(unit)))[:size], "x.yaml")
    assert document.faults or document.data
    document.span(("a", 0))


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_a_body_says_the_same_whatever_ends_its_lines(end: str) -> None:
    text = "---\nname: X\n---\n# Title\n\nCall\n612-555-0140.\n"
    one, other = parse(text.encode(), "sections/x.md"), parse(text.replace("\n", end).encode(), "sections/x.md")
    assert one.data == other.data
    body = one.body
    assert body
    for at in range(len(body)):
        if body[at] != "\n":
            assert one.in_body(at) == other.in_body(at)
    facts = other.facts()
    assert facts
    assert remember(text.replace("\n", end).encode(), "sections/x.md", facts).data == one.data
