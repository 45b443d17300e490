"""Surgery on the text of a file: one thing changes, and every comment, quote, blank line and line end stays."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from eop_tools.source import SourceDocument, parse
from eop_tools.source.edits import Splice, removing, reordering, replacing

Path_ = tuple[str | int, ...]
WORDS = ("a", "fire", "agency:fire", "15 min", "2026-11-23", "24/7", "612-555-0140", "Harbor Office", "x.y", "né", "no")
LONG = (
    "It's late, isn't it: #1",
    'He said "go" \\ now',
    "[[role:mayor]]",
    "a, b",
    "- x",
    "? y",
    "",
    "{z}",
    "7",
    "true",
)


class Writer:
    """Writes data as YAML in every style that people use, chosen by chance."""

    def __init__(self, chance: random.Random, remarks: bool = True) -> None:
        self.chance = chance
        self.remarks = remarks
        self.notes = 0

    def one_in(self, number: int) -> bool:
        return self.chance.randrange(number) == 0

    def note(self) -> str:
        self.notes += 1
        return f"# note {self.notes}" + self.chance.choice(["", " - x", ": [a, b]", " 'it' \"is\"", " -", "  "])

    def trailing(self) -> str:
        return f"{' ' * self.chance.randint(1, 3)}{self.note()}" if self.remarks and self.one_in(5) else ""

    def between(self, indent: int) -> list[str]:
        lines: list[str] = []
        if not self.remarks:
            return lines
        if self.one_in(6):
            lines.append("" if self.one_in(2) else " " * indent + self.note())
        return lines + ([" " * indent + self.note()] if self.one_in(12) else [])

    def word(self, text: str, flow: bool) -> str:
        plain = (
            text and text not in ("7", "true") and not set(text) & set(",[]{}#\"'\\") and text[:2] not in ("- ", "? ")
        )
        styles = [self.double, self.single, *([str] * 4 if plain else [])]
        return self.chance.choice(styles)(text)

    def single(self, text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    def double(self, text: str) -> str:
        text = text.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + (text.replace("é", "\\u00e9") if self.one_in(2) else text) + '"'

    def flow(self, node: Any, indent: int, wide: bool) -> str:
        if not isinstance(node, (dict, list)):
            return (
                {None: "null", True: "true"}.get(node, str(node))
                if not isinstance(node, str)
                else self.word(node, True)
            )
        pieces = [
            (f"{self.word(step, True)}: " if isinstance(node, dict) else "")
            + self.flow(node[step], indent + 2, wide and self.one_in(2))
            for step in (node if isinstance(node, dict) else range(len(node)))
        ]
        left, right = "{}" if isinstance(node, dict) else "[]"
        if not wide or not pieces:
            pad = self.chance.choice(["", " "]) if pieces else ""
            return (
                left
                + pad
                + self.chance.choice([", ", ","] if isinstance(node, list) else [", "]).join(pieces)
                + pad
                + right
            )
        inner = " " * (indent + 2)
        text = left + (f"\n{inner}" if self.one_in(2) else "")
        for at, piece in enumerate(pieces):
            last = at == len(pieces) - 1
            comma = "" if last and not self.one_in(3) else ","
            text += piece + comma
            if comma and (self.one_in(2) or last):
                text += f"{self.trailing()}\n{inner}"
            elif comma:
                text += " "
        return text + (f"\n{inner}" if self.one_in(2) else "") + right

    def value(self, node: Any, lead: str, indent: int, dash: bool) -> list[str]:
        """Write a value behind its lead (`key:` or `-`); what follows on lines of its own is deeper than `indent`."""
        if node is None and self.one_in(2):
            return [lead + self.trailing()]
        if isinstance(node, str) and self.one_in(6) and node and node == node.strip():
            sign = self.chance.choice("|>") + self.chance.choice(["", "-", "+"])
            deep = " " * (indent + self.chance.choice([1, 2, 4]))
            body = [deep + node] + ([deep + "second line"] if self.one_in(2) else [])
            return [f"{lead} {sign}{self.trailing()}", *body, *([""] * self.chance.choice([0, 0, 1, 2]))]
        if isinstance(node, str) and self.one_in(8) and node in ("Harbor Office", "15 min"):
            first, second = node.split()
            quote = self.chance.choice(["", '"', "'"])
            return [f"{lead} {quote}{first}", " " * (indent + 2) + second + quote + self.trailing()]
        if not isinstance(node, (dict, list)) or not node or self.one_in(3):
            return f"{lead} {self.flow(node, indent, self.one_in(2))}{self.trailing()}".split("\n")
        if dash and self.one_in(2):
            gap = self.chance.choice([1, 1, 1, 3])
            lines = self.block(node, indent + 1 + gap, first=True)
            return [lead + " " * gap + lines[0].lstrip(" "), *lines[1:]]
        deeper = indent if isinstance(node, list) and not dash and self.one_in(2) else indent + 2
        return [lead + self.trailing(), *self.block(node, deeper)]

    def block(self, node: Any, indent: int, first: bool = False) -> list[str]:
        lines: list[str] = []
        for step in node if isinstance(node, dict) else range(len(node)):
            lines += [] if first and not lines else self.between(indent)
            lead = " " * indent + (f"{self.word(step, False)}:" if isinstance(node, dict) else "-")
            lines += self.value(node[step], lead, indent, isinstance(node, list))
        return lines


def written(data: Any, seed: int, remarks: bool = True) -> tuple[str, str]:
    """Return data as a file's text, and its name."""
    writer = Writer(random.Random(seed), remarks)
    lines = [*writer.between(0), *writer.block(data, 0), *writer.between(0)]
    file = "sections/a.md" if writer.one_in(4) else "agencies/a.yaml"
    if file.endswith(".md"):
        lines = ["---", *lines, "---", "# Heading", "", "Text - [a](b) # none"]
    end = "\r\n" if writer.one_in(4) else "\n"
    return end.join(lines) + ("" if writer.one_in(4) else end), file


SCALARS = st.sampled_from([*WORDS, *LONG, None, 7, True])
KEYS = st.sampled_from(["name", "of", "at 5", "it's", "x-y", "12", "steps", "who"])
NODES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=10,
)
DATA = st.dictionaries(KEYS, NODES, min_size=1, max_size=4)
SLOW = settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


def paths(node: Any, path: Path_ = ()) -> list[Path_]:
    found = [path] if path else []
    inside = range(len(node)) if isinstance(node, list) else node
    for step in inside if isinstance(node, (dict, list)) else ():
        found += paths(node[step], (*path, step))
    return found


def at(node: Any, path: Path_) -> Any:
    for step in path:
        node = node[step]
    return node


def without(data: Any, path: Path_) -> tuple[Any, Path_]:
    """Return the data less what is at the path, and less what that leaves empty; and the path that really goes."""
    while path and len(at(data, path[:-1])) == 1:
        path = path[:-1]
    data = copy.deepcopy(data)
    if path:
        del at(data, path[:-1])[path[-1]]
    return data, path


def cut(text: str, made: Splice) -> str:
    return text[: made[0]] + made[2] + text[made[1] :]


def fields(document: SourceDocument) -> Any:
    assert isinstance(document.data, dict)
    return {key: value for key, value in document.data.items() if document.body_at is None or key != "body"}


def read(data: Any, seed: int) -> SourceDocument:
    text, file = written(data, seed)
    document = parse(text, file)
    assume(not document.faults)
    return document


@settings(SLOW, max_examples=200)
@given(DATA, st.integers(0, 10**9), st.data())
def test_removing_takes_one_thing_away(data: Any, seed: int, choice: st.DataObject) -> None:
    document = read(data, seed)
    held = fields(document)
    path = choice.draw(st.sampled_from(paths(held)))
    made = removing(document, path)
    wanted, _ = without(held, path)
    if made is None:
        return
    text = cut(document.text, made)
    after = parse(text, document.file)
    assert not after.faults, text
    assert fields(after) == wanted, text
    assert [comment.text for comment in after.comments()] == [comment.text for comment in document.comments()], text
    before = [line.strip() for line in document.text[: made[0]].splitlines()]
    if document.text[made[0] - 1 : made[0]] == "\n" and "".join(before[-1:]).startswith("#"):
        pytest.fail(f"a remark describes something else now: {text}")
    assert made[2] == ""
    assert text.count("\r") == text.count("\n") or "\r" not in text


@settings(SLOW, max_examples=200)
@given(DATA, st.integers(0, 10**9), st.sampled_from([*WORDS, *LONG]), st.booleans(), st.data())
def test_replacing_changes_one_thing(data: Any, seed: int, new: str, key: bool, choice: st.DataObject) -> None:
    document = read(data, seed)
    held = fields(document)
    path = choice.draw(st.sampled_from(paths(held)))
    assume(not key or (isinstance(path[-1], str) and new not in at(held, path[:-1])))
    made = replacing(document, path, new, key=key)
    if made is None:
        return
    after = parse(cut(document.text, made), document.file)
    assert not after.faults
    wanted = copy.deepcopy(held)
    holder = at(wanted, path[:-1])
    if key:
        items = [(new if step == path[-1] else step, value) for step, value in holder.items()]
        holder.clear()
        holder.update(items)
    else:
        holder[path[-1]] = int(new) if new == "7" and document.text[made[0]] not in "'\"" else new
    assert fields(after) == wanted
    assert list(at(fields(after), path[:-1])) == list(holder)
    assert [each.text for each in after.comments()] == [each.text for each in document.comments()]
    assert "\n" not in document.text[made[0] : made[1]]


@settings(SLOW, max_examples=200)
@given(DATA, st.integers(0, 10**9), st.randoms(use_true_random=False), st.data())
def test_reordering_moves_whole_items(data: Any, seed: int, chance: random.Random, choice: st.DataObject) -> None:
    document = read(data, seed)
    held = fields(document)
    lists = [path for path in paths(held) if isinstance(at(held, path), list) and len(at(held, path)) > 1]
    assume(lists)
    path = choice.draw(st.sampled_from(lists))
    order = list(range(len(at(held, path))))
    chance.shuffle(order)
    made = reordering(document, path, order)
    if made is None:
        return
    text = document.text
    for each in sorted(made, reverse=True):
        text = cut(text, each)
    after = parse(text, document.file)
    assert not after.faults
    wanted = copy.deepcopy(held)
    at(wanted, path)[:] = [at(held, path)[old] for old in order]
    assert fields(after) == wanted
    assert sorted(each.text for each in after.comments()) == sorted(each.text for each in document.comments())
    assert sorted(text) == sorted(document.text)


def test_a_text_of_several_lines_at_the_very_end_stays_there() -> None:
    """Without a line break after it, it would get one where it is moved to."""
    assert reordering(parse("of:\n- b\n- |\n  a", "x.yaml"), ("of",), [1, 0]) is None
    assert reordering(parse("of:\n- b\n- |\n  a\n", "x.yaml"), ("of",), [1, 0]) is not None


def test_it_seldom_refuses() -> None:
    """What cannot be done in place is left alone; of what people write that is next to nothing."""
    chance, done, refused = random.Random(7), 0, 0
    data = {
        "name": "fire",
        "who": ["a", {"x-y": "15 min", "of": ["a", "no"]}, "né"],
        "steps": {"name": "a", "of": "no"},
    }
    for _ in range(400):
        text, file = written(data, chance.randrange(10**9), remarks=False)
        document = parse(text, file)
        if not document.faults:
            done += 1
            refused += removing(document, chance.choice(paths(data))) is None
    assert done > 200
    assert refused < done / 50
