"""Formatting: what is said stays, whatever it was typed like; all files are written, or none."""

# ruff: noqa: E501 - tables are read across
from __future__ import annotations

import os
import random
from pathlib import Path

import mutations
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_source import ENTITY, TOKENS, agree

from eop_tools.cli import main
from eop_tools.source import parse
from eop_tools.source.format import formatted as laid_out

ROOT = Path(__file__).parents[1]
FORMS = ROOT / "tests" / "golden" / "formatted.txt"

TYPED = {
    "tabs between words and at the ends": "name:\tDepot\t# pasted\n\t\nkind: a\t\n\t# below\nx: [1,\t2]\t\nd:\n-\ta\n",
    "a tab in a text": "a: x\ty\n",
    "a blank line of blanks in a text": "a: x\n  \t\n  y\n",
    "remarks between a key and its text": "d: # c1\n  # c2\n  text\n",
    "remarks between a key and its group": "d:    # c1\n# c2\n    e: 1 # c3\n    # c4\nf: 1\n",
    "remarks between a dash and its item": "a:\n- # c1\n  # c2\n  b\n- # c3\n  c: 1\n-   # nothing\n- d\n",
    "values that keep their form": "a:   +16125550140\nb:   True\nc:   -0\nd:   1e3\ne: ~\nf:   0x1F\ng:  no\nh: 1.50\n",
    "quotes as they were": "a:   'it''s'\nb:   \"x\\ty\"\n'c':   \"\"\n",
    "blanks at the end of a line of a text": "a: |\n    x  \n\n      y \n\n\nb: 1\n",
    "a text with counted indentation": "a: |2-\n     x\n    y\nb:\n- >1\n  z\n",
    "a text that keeps its last lines": "a: |+\n    x\n\n\nb: >-\n    y\n\n\nc: 1\n",
    "a text that keeps its last lines at the end": "a: |+\n    x\n\n\n",
    "a text without a last line end": "a: |\n    x",
    "a text with last lines and without an end": "a: >+\n    x\n\n    y",
    "a text that begins with a tab": "a: |\n \tx\n y\n",
    "a text of a tab": "a: |-\n \t\nb:\t1\t#x\n",
    "a text of nothing": "a: |\n\n\nb: >+\n\nc: |-\n",
    "a remark behind the sign of a text": "a: |   # why\n    x # not\n# c\nb: 1\n",
    "lines of a text": "a: one\n      two\n\n      three # c\nb: 'x\n\n     y'\nc: \"x\\\n     y \\\n     z\"\n",
    "groups of one field in brackets": "order: [{role: mayor},{body: City Council}]\nsources: [{title: A}, {title: B} ]\n",
    "a field in brackets without braces": "order: [role: mayor, body: City Council]\n",
    "brackets on several lines": "a: [x,\n      y,\n\n  {b: 1,\n   c: 2}\n ]\nb:\n- [p,\n   q]\n",
    "remarks in brackets": "a: [ # c1\n  x, y # c2\n  , {c: d # c3\n   } # c4\n  # c5\n]\nb: {\n# c6\nc: # c7\n d}\n",
    "texts of several lines in brackets": "a: [one\n      two, 'x\n    y']\n",
    "nothing in brackets": "a: [ ]\nb: { }\nc: {d: , e: }\n",
    "colons of every kind": '{"a":1,b : c,"d" : [x: 1]}\n',
    "question marks": "a: [?x,  y?, z ? z]\n?b: c\n? d\n: e\n? f # c\n: # c\n  g\n",
    "lists in lists": "a:\n- - x\n  -   y: 1\n      z: 2\n-\n  - - u\n",
    "where a remark belongs": "a:\n- b\n# of c\nc:\n    d:\n        e: 1\n        # in d\n    # in c\n# of f\n\n\n# of f, too\nf: 1\n# end\n",
    "a marker of the beginning and the end": "# c\n---\n# d\na: 1\n...\n# e\n",
    "line ends of other systems": "a: 1\r\nb: |\r\n    x\r\n    y\r\nc: 'd\r\n  e'\r\n",
    "a byte order mark": "\ufeffa:   1\n",
    "a text cut off": "a:   Ave. #247\nb:   Call #EOC\nc: 'x'#2\n",
    "remarks in a column": "a: 1      # one\nbcd: 2    # two\nlist:\n- x       # three\n",
    "only remarks": "\n\n# a\n\n\n# b\n",
}


def data(text: str) -> object:
    """What another program reads, every plain text as a text."""
    return yaml.load(text, yaml.CBaseLoader)


def hold(text: str, file: str = "x.yaml") -> str | None:
    """Format a text, and hold what formatting never does; the form, where the text can be read."""
    formatted = laid_out(parse(text, file))
    before = parse(text, file)
    if formatted is None:
        assert before.faults, text
        return None
    after = parse(formatted, file)
    assert repr(after.data) == repr(before.data) or file.endswith(".md") or not before.data, text
    assert [comment.text for comment in after.comments()] == [comment.text for comment in before.comments()], text
    assert laid_out(parse(formatted, file)) == formatted, text
    if file.endswith(".yaml"):
        try:
            as_others_read = data(text.removeprefix("\ufeff"))
        except yaml.YAMLError:  # tabs and question marks that libyaml does not take
            as_others_read = None
        assert as_others_read is None or repr(data(formatted)) == repr(as_others_read), text
        if "\t" not in formatted and "?" not in formatted:
            data(formatted)
    return formatted


@pytest.mark.parametrize("case", TYPED)
def test_what_is_said_stays(case: str) -> None:
    assert hold(TYPED[case]) is not None or case == "only remarks"


def test_the_form_of_everything_typed() -> None:
    shown = "".join(
        f"==== {case}\n{(laid_out(parse(text, 'x.yaml')) or '(left alone)').replace(chr(9), '→')}"
        for case, text in TYPED.items()
    )
    if os.environ.get("UPDATE_GOLDEN"):
        FORMS.write_text(shown, encoding="utf-8")
    assert shown == FORMS.read_text(encoding="utf-8")


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.sampled_from([*TOKENS, "a: ", "\n- ", "# c\n", "\t", " | \n", "\n      x"]), max_size=20).map("".join)
)
def test_no_tokens_change_what_is_said(text: str) -> None:
    hold(text)
    hold(f"---\n{text}\n---\n\nText  \n\n", "x.md")


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(st.integers(0, len(ENTITY)), st.integers(0, 3), st.sampled_from([*TOKENS, " # c", "\t", "\n# c\n"])),
        min_size=1,
        max_size=4,
    )
)
def test_no_mistake_in_an_entity_changes_what_is_said(changes: list[tuple[int, int, str]]) -> None:
    text = ENTITY
    for place, length, token in changes:
        text = text[:place] + token + text[place + length :]
    hold(text)


def test_mutated_files_of_the_plan_keep_what_they_say() -> None:
    files = sorted(path for path in (ROOT / "plan").rglob("*") if path.suffix in (".yaml", ".md"))
    rng = random.Random(11)
    formatted = 0
    for path in rng.sample(files, 60):
        text = path.read_text(encoding="utf-8")
        for mutation in mutations.sample(text, path.name, rng, 4):
            try:
                mutated = mutation.content.decode()
            except UnicodeDecodeError:
                continue
            if len(mutated) < 50_000:
                agree(mutated, path.name)
                formatted += hold(mutated, path.name) is not None
    assert formatted > 60


# -- at the door ------------------------------------------------------------------------------------------------------


def test_all_files_are_written_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = {tmp_path / f"{letter}.yaml": f"a:   {letter}\n".encode() for letter in "abcd"}
    for path, content in typed.items():
        path.write_bytes(content)
    calls = 0
    replace = os.replace

    def refuses(*places: Path) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise OSError(28, "No space left on device")
        replace(*places)

    monkeypatch.setattr(os, "replace", refuses)
    assert main(["fmt", str(tmp_path)]) == 2
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == typed
    monkeypatch.undo()
    assert main(["fmt", str(tmp_path)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", "b.yaml", "c.yaml", "d.yaml"]
    assert (tmp_path / "d.yaml").read_text() == "a: d\n"


def test_what_cannot_be_read_is_left_alone_with_its_place_and_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.yaml").write_text("a:   1\n")
    (tmp_path / "b.yaml").write_text("a: 1\n'b\n  c':   2\n")
    (tmp_path / "c.yaml").write_text("%YAML 1.1\n---\na:   1\n")
    assert main(["fmt", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert said.out == f"changed  {tmp_path}/a.yaml\n1 of the files changed\n"
    assert said.err == (
        f"left alone   {tmp_path}/b.yaml:2:1: a key has to be a plain text; this one is broken over several lines; "
        "write a name before the colon; text in brackets needs quotes\n"
        f"left alone   {tmp_path}/c.yaml:1:1: %YAML speaks to YAML programs; a plan does without; remove the line\n"
    )


def test_a_text_below_its_fields_stays_as_it_is(tmp_path: Path) -> None:
    section = tmp_path / "a.md"
    section.write_bytes(b"---\r\nname:   A\r\n---\r\n\r\nOne  \r\ntwo\r\n\r\n---\r\n\r\n    code\r\n\r\n")
    assert main(["fmt", str(section)]) == 0
    assert section.read_bytes() == b"---\nname: A\n---\n\nOne  \ntwo\n\n---\n\n    code\n\n"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a:   1\n")
    (tmp_path / "b.yaml").symlink_to(tmp_path / "a.yaml")
    assert main(["fmt", str(tmp_path / "b.yaml")]) == 0
    assert (tmp_path / "b.yaml").is_symlink()
    assert (tmp_path / "a.yaml").read_text() == "a: 1\n"
