"""Spoils files on purpose: nodes dropped, doubled, retyped, renamed and moved, and noise in the bytes. Seeded.

`mutations(text, file, rng)` yields every mutation of one file as `(what was done, the new bytes)`; the order is the
same for the same seed. From the third item of a list on, which is of the shape of the first two, a node is given two
of the other types and one of the other names; all else is done to every node. Nodes are found by the tool's own
reader, but spoiled in the text, so that comments and style stay as people wrote them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

from eop_tools.source import parse

LONG = "long words " * 3000
OTHER_TYPES = {
    "list": "[a, b]",
    "empty list": "[]",
    "list of lists": "[[a], [{b: c}]]",
    "mapping": "{a: b}",
    "empty mapping": "{}",
    "any_of": "{any_of: [a, 1, null, {}]}",
    "null": "",
    "word null": "null",
    "number": "7",
    "negative": "-1",
    "big number": "123456789012345",
    "huge number": "9" * 400,
    "fraction": "0.5",
    "bool": "true",
    "empty text": '""',
    "blank text": '"  "',
    "very long text": LONG,
    "date": "2026-02-30",
    "far date": "9999-12-31",
    "year nought": "0000-01-01",
    "long duration": "99999 years",
    "link": "'[[agency:nobody]] [[[[a:b|]] [[x'",
    "reference": "agency:nobody",
    "reference to itself": "plan:plan",
    "wide reference": "'*:*'",
    "odd digits": "'२०२६-११-२३'",
    "signs": "'<script>%s{0}{{x}}\\x1b[31m'",
    "emoji": '"🌪️ ﷽ ẞ"',
}
OTHER_KEYS = (
    "id",
    "name",
    "nmae",
    "true",
    "'1'",
    "? ",
    "<<",
    "[a, b]",
    "x" * 3000,
    "body",
    "__class__",
    "model_config",
)


class Mutation(NamedTuple):
    """What was done, and the file's new content."""

    what: str
    content: bytes


class _Node(NamedTuple):
    path: tuple[str | int, ...]
    key: tuple[int, int] | None
    value: tuple[int, int]


def mutations(text: str, file: str, rng: random.Random) -> Iterator[Mutation]:
    """Yield every mutation of a file."""
    for what, changed in _of_nodes(text, file, rng):
        yield Mutation(what, changed.encode("utf-8", "surrogatepass"))
    yield from _of_bytes(text.encode(), rng)


def _of_nodes(text: str, file: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    nodes = _nodes(text, file)
    for node in nodes:
        name = "/".join(map(str, node.path))
        start, end = node.value
        first, last = _lines(text, node.key[0] if node.key else start, max(end, start))
        line = text[first:last]
        yield f"drop {name}", text[:first] + text[last:]
        yield f"double {name}", text[:last] + line + text[last:]
        yield f"drop value of {name}", text[:start] + text[end:]
        kinds, keys = list(OTHER_TYPES.items()), list(OTHER_KEYS)
        if any(isinstance(step, int) and step > 1 for step in node.path):  # the first two of a list have had them all
            kinds, keys = rng.sample(kinds, 2), rng.sample(keys, 1)
        for kind, other in kinds:
            yield f"retype {name} to {kind}", text[:start] + " " * (text[start - 1 : start] == ":") + other + text[end:]
        yield f"other case {name}", text[:start] + text[start:end].swapcase() + text[end:]
        yield f"indent {name}", text[:first] + "".join(f"  {held}" for held in line.splitlines(True)) + text[last:]
        yield f"dedent {name}", text[:first] + "".join(held[2:] for held in line.splitlines(True)) + text[last:]
        place = rng.choice(nodes)
        goal = _lines(text, *place.value)[1]
        if not first <= goal <= last:
            moved = text[:goal] + line + text[goal:]
            yield (
                f"move {name} after {place.path}",
                (
                    moved[:first] + moved[last:]
                    if goal > last
                    else moved[: first + len(line)] + moved[last + len(line) :]
                ),
            )
        if node.key:
            for key in keys:
                yield f"rename {name} to {key[:20]}", text[: node.key[0]] + key + text[node.key[1] :]


def _nodes(text: str, file: str) -> list[_Node]:
    document = parse(text, file)
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def where(path: tuple[str | int, ...], key: bool) -> tuple[int, int]:
        span = document.span(path, key=key)
        return starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1

    return [
        _Node(path, where(path, True) if isinstance(path[-1], str) else None, where(path, False))
        for path in _paths(document.data, ())
        if path != ("body",) or document.body_at is None
    ]


def _paths(data: object, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    items = dict(enumerate(data)) if isinstance(data, list) else data
    for step, value in items.items() if isinstance(items, dict) else ():
        yield (*path, step)
        yield from _paths(value, (*path, step))


def _lines(text: str, start: int, end: int) -> tuple[int, int]:
    stop = text.find("\n", max(start, end - 1))
    return text.rfind("\n", 0, start) + 1, len(text) if stop < 0 else stop + 1


NOISE: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "empty": lambda content, rng: b"",
    "flip bits": lambda content, rng: _flip(content, rng, 3),
    "flip many bits": lambda content, rng: _flip(content, rng, max(8, len(content) // 10)),
    "truncate": lambda content, rng: content[: _at(content, rng)],
    "behead": lambda content, rng: content[_at(content, rng) :],
    "insert NUL": lambda content, rng: _insert(content, rng, b"\0"),
    "insert BOM": lambda content, rng: _insert(content, rng, b"\xef\xbb\xbf"),
    "insert 0xFF": lambda content, rng: _insert(content, rng, b"\xff"),
    "insert tab": lambda content, rng: _insert(content, rng, b"\t"),
    "insert bidi": lambda content, rng: _insert(content, rng, "\u202e\u2066".encode()),
    "insert line separator": lambda content, rng: _insert(
        content, rng, rng.choice(("\u2028", "\x85", "\x0c")).encode()
    ),
    "insert escape": lambda content, rng: _insert(content, rng, b"\x1b]0;x\x07"),
    "insert sign": lambda content, rng: _insert(content, rng, bytes(rng.choices(b"[]{},:?-&*!|>'\"%@`#~\n\r\\", k=2))),
    "insert document": lambda content, rng: _insert(content, rng, b"\n---\n"),
    "insert directive": lambda content, rng: b"%YAML 1.1\n%TAG ! tag:x,2000:\n---\n" + content,
    "insert waiver": lambda content, rng: _insert(
        content, rng, b" # eop: allow EOP201 until 2026-99-99, some reason\n"
    ),
    "BOM first": lambda content, rng: b"\xef\xbb\xbf" + content,
    "CRLF": lambda content, rng: content.replace(b"\n", b"\r\n"),
    "CR": lambda content, rng: content.replace(b"\n", b"\r"),
    "tabs": lambda content, rng: content.replace(b"  ", b"\t"),
    "UTF-16": lambda content, rng: content.decode().encode("utf-16"),
    "UTF-32": lambda content, rng: content.decode().encode("utf-32"),
    "Latin-1": lambda content, rng: content.decode().encode("latin-1", "replace") + b"\nx: \xe9\n",
    "swap lines": lambda content, rng: _swap(content, rng),
    "shuffle lines": lambda content, rng: _shuffle(content, rng),
    "twice": lambda content, rng: content + content,
    "huge repeat": lambda content, rng: content * (200_000 // max(1, len(content))),
    "repeat a line": lambda content, rng: _repeat(content, rng),
    "repeat a character": lambda content, rng: _insert(content, rng, content[_at(content, rng) :][:1] * 50_000),
    "one line": lambda content, rng: content.replace(b"\n", b" "),
    "no colons": lambda content, rng: content.replace(b":", b""),
    "other case": lambda content, rng: content.swapcase(),
    "surrogate": lambda content, rng: _insert(content, rng, b"\xed\xa0\x80"),
}


def _of_bytes(content: bytes, rng: random.Random) -> Iterator[Mutation]:
    for what, spoil in NOISE.items():
        for _ in range(1 if what in ("empty", "CRLF", "CR", "tabs", "UTF-16", "UTF-32", "twice", "huge repeat") else 4):
            yield Mutation(what, spoil(content, rng))


def _at(content: bytes, rng: random.Random) -> int:
    return rng.randint(0, max(0, len(content) - 1))


def _flip(content: bytes, rng: random.Random, count: int) -> bytes:
    spoiled = bytearray(content)
    for _ in range(count if spoiled else 0):
        spoiled[_at(content, rng)] ^= 1 << rng.randrange(8)
    return bytes(spoiled)


def _insert(content: bytes, rng: random.Random, what: bytes) -> bytes:
    at = _at(content, rng)
    return content[:at] + what + content[at:]


def _swap(content: bytes, rng: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    if len(lines) > 1:
        one, other = rng.sample(range(len(lines)), 2)
        lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _shuffle(content: bytes, rng: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    rng.shuffle(lines)
    return b"".join(lines)


def _repeat(content: bytes, rng: random.Random) -> bytes:
    lines = content.splitlines(keepends=True) or [b"\n"]
    at = rng.randrange(len(lines))
    return b"".join(lines[:at]) + lines[at] * 2000 + b"".join(lines[at:])


def sample(text: str, file: str, rng: random.Random, count: int) -> list[Mutation]:
    """Return about `count` mutations of a file, two of nodes for each one of bytes."""
    nodes = [Mutation(what, changed.encode("utf-8", "surrogatepass")) for what, changed in _of_nodes(text, file, rng)]
    noise = [Mutation(what, NOISE[what](text.encode(), rng)) for what in rng.sample(list(NOISE), -(-count // 3))]
    return rng.sample(nodes, min(len(nodes), count - len(noise))) + noise


# -- Whole files of up to a megabyte, each meant to hurt ----------------------------------------------------------------

MEGABYTE = 1_000_000
COVER = """\
name: Plan
jurisdiction: City
promulgation: {text: It holds., effective: 2026-01-15}
review: {}
"""
AGENCY = "name: City\ntype: jurisdiction\n"


def _fill(piece: str, head: str = "", tail: str = "") -> str:
    return head + piece * ((MEGABYTE - len(head) - len(tail)) // len(piece.encode())) + tail


def _many(count: int, piece: Callable[[int], str], head: str = "") -> str:
    return head + "".join(map(piece, range(count)))


def _contact(index: int) -> str:
    return f"c{index}: {{name: A, type: desk, agency: a}}\n"


def _role(index: int, above: object) -> str:
    return f"r{index}: {{name: R, agency: a, section: S, reports_to: r{above}, holders: []}}\n"


def _dense(plural: str, fields: str, relation: str, prefix: str = "", count: int = 260) -> tuple[str, str]:
    """Everything of a kind points at everything of it, as far as a megabyte goes."""
    all_ = ", ".join(f"{prefix}x{index}" for index in range(count))
    return f"{plural}.yaml", _many(count, lambda index: f"x{index}: {{{fields}, {relation}: [{all_}]}}\n")


def _steps(count: int, more: Callable[[int], str]) -> str:
    head = "name: P\nphase: respond\ntrigger: T\nsteps:\n"
    return head + "".join(f"- {{id: s{index}, do: Do it, who: r{more(index)}}}\n" for index in range(count))


def _field(field: str, value: str, file: str = "contacts/x.yaml") -> tuple[str, str]:
    return file, f"{field}: {value}\n"


_AGENCIES = "name: A, type: department"
_BAIT = {
    "id of hyphens": ("contacts.yaml", "a" + "-a" * 499_000 + "-: {name: A}\n"),
    "ids, all wrong": ("contacts.yaml", _many(58_000, lambda index: f"a--{index}: {{b: c}}\n")),
    "reference of hyphens": _field("depends_on", "[" + "a:" + "a-" * 499_000 + "]", "agencies/x.yaml"),
    "reference of letters": _field("depends_on", "[" + "a" * 990_000 + "]", "agencies/x.yaml"),
    "agency of letters": (
        "contacts/x.yaml",
        f"name: A\ntype: desk\nagency: {'a-' * 490_000}a\nmethods: [{{type: voice, value: 612-555-0140}}]\n",
    ),
    "duration": ("plan.yaml", COVER.replace("{}", f"{{review_every: {'9' * 990_000} min}}")),
    "duration of years": ("plan.yaml", COVER.replace("{}", "{review_every: 99999 years, reviewed: 9999-12-31}")),
    "duration of weeks": ("plan.yaml", COVER.replace("{}", "{review_every: 99999 weeks, reviewed: 9999-12-31}")),
    "duration of days": (
        "plan.yaml",
        COVER.replace("{}", "{rewrite_every: 99999 days, verify_contacts_every: 99999 h, rewritten: 9999-12-31}"),
    ),
    "duration of other digits": ("plan.yaml", COVER.replace("{}", "{review_every: ٣ days, reviewed: 2026-01-01}")),
    "hours": (
        "contacts/x.yaml",
        f"name: A\ntype: desk\nagency: a\nmethods: [{{type: voice, value: 1, hours: {'daily ' * 160_000}}}]",
    ),
    "telephone number": (
        "contacts/x.yaml",
        f"name: A\ntype: desk\nagency: a\nmethods: [{{type: voice, value: '{'612-555-' * 120_000}'}}]",
    ),
    "telephone numbers": (
        "contacts/x.yaml",
        "name: A\ntype: desk\nagency: a\nmethods:\n" + "- {type: voice, value: 612-555-0140}\n" * 27_000,
    ),
    "telephone number of digits": (
        "contacts/x.yaml",
        f"name: A\ntype: desk\nagency: a\nmethods: [{{type: voice, value: '+{'1' * 990_000}'}}]",
    ),
    "telephone number, extensions": (
        "contacts/x.yaml",
        f"name: A\ntype: desk\nagency: a\nmethods: [{{type: voice, value: '612-555-0140 {' ext. ' * 160_000}'}}]",
    ),
    "e-mail": (
        "contacts/x.yaml",
        f"name: A\ntype: desk\nagency: a\nmethods: [{{type: email, value: '{'a.' * 240_000}@{'a.' * 240_000}'}}]",
    ),
    "e-mail of at signs": (
        "contacts/x.yaml",
        f"name: A\ntype: desk\nagency: a\nmethods: [{{type: email, value: '{'a@' * 490_000}'}}]",
    ),
    "link": ("agencies/x.yaml", AGENCY + f"website: http://{'a' * 980_000} b\n"),
    "links": ("agencies/x.yaml", AGENCY + f"website: {'http://' * 140_000}\n"),
    "day": (
        "contacts/x.yaml",
        f"name: A\ntype: desk\nagency: a\nmethods: [{{type: voice, value: 1, verified: '{'2026-11-' * 120_000}'}}]",
    ),
    "frequency": (
        "channels/x.yaml",
        f"name: A\ntype: conventional\nuse: U\noperated_by: a\nrx_mhz: '{'1' * 980_000}.'\n",
    ),
    "severity": ("plan.yaml", COVER + f"severity: {{{'EOP' + '1' * 980_000}: error}}\n"),
    "severities": ("plan.yaml", COVER + "severity:\n" + _many(45_000, lambda index: f"  EOP{index + 10_000}: error\n")),
    "severities by name": (
        "plan.yaml",
        COVER + "severity:\n" + _many(30_000, lambda index: f"  orphan-{'x' * (index % 20)}a: error\n"),
    ),
    "no words": ("contacts/x.yaml", f"type: {'p' * 990_000}\n"),
    "unknown field": (
        "contacts/x.yaml",
        f"{'metho' * 120}: 1\n" * 1 + _many(50_000, lambda index: f"method{index}: 1\n"),
    ),
    "one long unknown field": ("contacts/x.yaml", f"? {'metho' * 190_000}\n: 1\n"),
    "waiver": ("agencies/x.yaml", AGENCY + f"# eop: allow{' ' * 490_000}until{' ' * 490_000}x\n"),
    "waiver reason": ("agencies/x.yaml", AGENCY + f"# eop: allow EOP201 until 2027-01-01,{' ' * 980_000}\n"),
    "waivers": ("agencies/x.yaml", AGENCY + "# eop: allow EOP201 until 2027-01-01, because it is so\n" * 18_000),
    "waivers malformed": ("agencies/x.yaml", AGENCY + "# eop: allow\n" * 76_000),
    "waivers and findings": (
        "agencies.yaml",
        _many(
            8_500,
            lambda index: (
                f"a{index}: {{name: A, type: office, parent: q}} # eop: allow EOP205 until 2027-01-01, because it is so\n"
            ),
        ),
    ),
    "waivers on the cover": (
        "plan.yaml",
        COVER + "waivers:\n" + "- {rule: EOP205, reason: because it is, until: 2027-01-01}\n" * 16_000,
    ),
    "PyYAML's question": ("agencies/x.yaml", AGENCY + "description: [" + "a-" * 490_000 + "]"),
    "PyYAML's questions": ("agencies/x.yaml", AGENCY + "description: [" + "a ?" * 320_000 + "]"),
    "glued": ("agencies/x.yaml", AGENCY + "- " * 100_000 + "a" * 500_000 + ":b\n c: d: e\n"),
    "fences": ("sections/x.md", "--- \n" * 190_000),
    "blanks for a fence": ("sections/x.md", "---" + " " * 990_000 + "x\n"),
}
_PROSE = "---\nname: A\npart: appendix\nnumber: 1\n---\n"
_NOT_ALIKE = {
    "deep brackets": ("agencies/x.yaml", _fill("[")),
    "deep braces": ("agencies/x.yaml", _fill("{a: ")),
    "deep dashes": ("agencies/x.yaml", _fill("- ")),
    "deep dashes under a key": ("agencies/x.yaml", _fill("- ", "a:\n  ")),
    "deep questions": ("agencies/x.yaml", _fill("? ")),
    "deep questions with brackets": ("agencies/x.yaml", _fill("[? ")),
    "deep keys": ("agencies/x.yaml", _many(1300, lambda index: f"{' ' * index}a:\n")),
    "closing brackets": ("agencies/x.yaml", _fill("]")),
    "brackets that close": ("agencies/x.yaml", _fill("[],", "a: [", "]")),
    "braces that close": ("agencies/x.yaml", _fill("{},", "a: [", "]")),
    "anchors": ("agencies/x.yaml", _fill("- &a b\n", "a:\n")),
    "one long anchor": ("agencies/x.yaml", _fill("&a")),
    "anchors on end": ("agencies/x.yaml", _fill("&a ")),
    "aliases": ("agencies/x.yaml", _fill("- *a\n", "b: &a c\na:\n")),
    "laughs": ("agencies/x.yaml", "a: &a [x]\n" + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))),
    "merges": ("agencies/x.yaml", _fill("<<: *a\n", "b: &a {c: d}\n")),
    "tags": ("agencies/x.yaml", _fill("- !!python/object:os.system x\n", "a:\n")),
    "exclamation marks": ("agencies/x.yaml", _fill("!")),
    "double quotes": ("agencies/x.yaml", _fill('"')),
    "single quotes": ("agencies/x.yaml", _fill("'")),
    "an open quote": ("agencies/x.yaml", _fill("a: b\n", 'name: "')),
    "escapes": ("agencies/x.yaml", _fill("\\x41", 'name: "', '"\n')),
    "wrong escapes": ("agencies/x.yaml", _fill('- "\\q"\n')),
    "comments": ("agencies/x.yaml", _fill("#\n", AGENCY)),
    "one comment": ("agencies/x.yaml", _fill("#", AGENCY)),
    "blank lines": ("agencies/x.yaml", _fill("\n", AGENCY)),
    "blanks": ("agencies/x.yaml", _fill(" ", AGENCY)),
    "tabs": ("agencies/x.yaml", _fill("\t", AGENCY)),
    "returns": ("agencies/x.yaml", _fill("\r", AGENCY)),
    "documents": ("agencies/x.yaml", _fill("---\n")),
    "ends of documents": ("agencies/x.yaml", _fill("...\n")),
    "directives": ("agencies/x.yaml", _fill("%A b\n")),
    "NULs": ("agencies/x.yaml", _fill("\0")),
    "bidi": ("agencies/x.yaml", _fill("\u202e")),
    "combining": ("agencies/x.yaml", _fill("\u0301", "name: a")),
    "colons": ("agencies/x.yaml", _fill(":")),
    "colons and blanks": ("agencies/x.yaml", _fill(": ")),
    "commas": ("agencies/x.yaml", _fill(",")),
    "pipes": ("agencies/x.yaml", _fill("|\n")),
    "keys without values": ("agencies/x.yaml", _many(100_000, lambda index: f"k{index}:\n")),
    "keys": ("agencies/x.yaml", _many(90_000, lambda index: f"k{index}: v\n")),
    "one key over and over": ("agencies/x.yaml", _fill("name: a\n")),
    "one long key": ("agencies/x.yaml", _fill("k", "", ": v\n")),
    "one long value": ("agencies/x.yaml", _fill("v", "name: ")),
    "one long line": ("agencies/x.yaml", _fill("k: v, ", "a: {", "}")),
    "one long word list": ("agencies/x.yaml", _fill("a, ", "aliases: [", "]")),
    "long lines, all wrong": ("agencies/x.yaml", _fill("name" + "e" * 9_000 + ": 1\n")),
    "a wrong item in each place": ("agencies/x.yaml", AGENCY + "aliases:\n" + "- [x]\n" * 160_000),
    "wrong items": ("agencies/x.yaml", AGENCY + "depends_on:\n" + "- {any_of: []}\n" * 60_000),
    "wrong references": ("agencies/x.yaml", AGENCY + "depends_on:\n" + "- agency:a\n" * 80_000),
    "wrong references, all different": ("agencies/x.yaml", AGENCY + "depends_on:\n" + _many(50_000, lambda index: f"- agency:a{index}\n")),
    "any_of, nested": ("agencies/x.yaml", AGENCY + "depends_on:\n" + "- any_of: [" + "{any_of: [" * 18 + "a" + "]}" * 18 + "]\n"),
    "sources": ("agencies/x.yaml", AGENCY + "sources:\n" + "- {title: a, url: b}\n" * 45_000),
    "contacts": ("contacts.yaml", _many(20_000, _contact)),
    "contacts that hold": ("contacts.yaml", _many(9_000, lambda index:
                           f"c{index}: {{name: A, type: desk, agency: a, methods: [{{type: text, value: 612-555-0140}}]}}\n")),
    "agencies that hold": ("agencies.yaml", _many(25_000, lambda index: f"a{index}: {{name: A, type: office}}\n")),
    "agencies with one name": ("agencies.yaml", _many(12_000, lambda index: f"a{index}: {{name: A, acronym: B, aliases: [A, B, C], type: office}}\n")),
    "agencies in a chain": ("agencies.yaml", _many(16_000, lambda index: f"a{index}: {{{_AGENCIES}, parent: a{index + 1}}}\n")),
    "agencies in a circle": ("agencies.yaml", _many(16_000, lambda index: f"a{index}: {{{_AGENCIES}, parent: a{(index + 1) % 16_000}}}\n")),
    "agencies that depend in a chain": ("agencies.yaml", _many(13_000, lambda index: f"a{index}: {{{_AGENCIES}, depends_on: [agency:a{index + 1}]}}\n")),
    "roles in a chain": ("roles.yaml", _many(12_000, lambda index: _role(index, index + 1))),
    "roles in a circle": ("roles.yaml", _many(12_000, lambda index: _role(index, (index + 1) % 12_000))),
    "roles under one": ("roles.yaml", _many(12_000, lambda index: _role(index, 0))),
    "roles that succeed": ("roles.yaml", _many(6_000, lambda index:
                           f"r{index}: {{name: R, agency: a, section: S, succession: {{trigger: t, ends: e, order: [{{role: r{(index * 7 + 1) % 6_000}}}, {{role: r{index}}}]}}}}\n")),
    "everything depends on everything": _dense("agencies", _AGENCIES, "depends_on", "agency:"),
    "everything backs up everything": _dense("facilities", "name: F, type: depot, agency: a", "backed_up_by", count=410),
    "everything works with everything": _dense("functions", "name: F, purpose: P", "works_with", count=410),
    "everything leads to everything": ("procedures.yaml", _many(200, lambda index:
        f"p{index}: {{name: P, phase: respond, trigger: T, steps: [{{do: Do it, who: r, branches: [{', '.join(f'{{when: W, start: p{other}}}' for other in range(200))}]}}]}}\n")),
    "steps": ("procedures/x.yaml", _steps(24_000, lambda index: "")),
    "steps in a chain": ("procedures/x.yaml", _steps(15_000, lambda index: f", after: [s{index + 1}]")),
    "steps in a circle": ("procedures/x.yaml", _steps(15_000, lambda index: f", after: [s{(index + 1) % 15_000}]")),
    "steps after all": ("procedures/x.yaml", _steps(380, lambda index: f", after: [{', '.join(f's{other}' for other in range(380) if other != index)}]")),
    "steps that branch": ("procedures/x.yaml", _steps(11_000, lambda index: f", when: W, branches: [{{when: W, start: x{(index * 3) % 11_000}}}]")),
    "steps of one name": ("procedures/x.yaml", "name: P\nphase: respond\ntrigger: T\nsteps:\n" + "- {id: s, do: Do it, who: r, after: [s]}\n" * 20_000),
    "mentions opened": ("sections/x.md", _PROSE + "[[ " * 330_000),
    "mentions that hold": ("sections/x.md", _PROSE + "[[section:x]] " * 70_000),
    "mentions that do not": ("sections/x.md", _PROSE + _many(50_000, lambda index: f"[[section:{index}]]\n")),
    "mentions with a bar": ("sections/x.md", _PROSE + "[[a:b|" * 160_000),
    "mentions of blanks": ("sections/x.md", _PROSE + "[[" + " " * 990_000),
    "mentions of letters": ("sections/x.md", _PROSE + "[[" + "a" * 990_000),
    "mentions of hyphens": ("sections/x.md", _PROSE + "[[a:" + "-" * 990_000),
    "mentions with blanks": ("sections/x.md", _PROSE + ("[[a:b" + " " * 1_000) * 990),
    "brackets in prose": ("sections/x.md", _PROSE + "[" * 990_000),
    "closing brackets in prose": ("sections/x.md", _PROSE + "]" * 990_000),
    "prose": ("sections/x.md", _PROSE + "All of it holds. " * 58_000),
    "prose in YAML": ("agencies/x.yaml", AGENCY + "description: |\n" + "  [[agency:x]] and so on\n" * 39_000),
    "prose in YAML with dead mentions": ("agencies/x.yaml", AGENCY + "description: |\n" + "  [[agency:q]] and so on\n" * 39_000),
    "folded prose with dead mentions": ("agencies/x.yaml", AGENCY + "description: >\n" + "  [[agency:q]] and [[so on\n" * 36_000),
    "quoted prose with dead mentions": ("agencies/x.yaml", AGENCY + 'description: "' + "[[agency:q]] " * 70_000 + '"'),
    "prose with different dead mentions": ("agencies/x.yaml", AGENCY + "description: |\n" + _many(45_000, lambda index: f"  [[agency:q{index}]]\n")),
    "agencies with dead mentions": ("agencies.yaml", _many(11_000, lambda index: f"a{index}: {{name: A, type: office, description: '[[agency:q]] and [[agency:p]]'}}\n")),
    "cover as a list": ("plan.yaml", "- a\n" * 240_000),
    "changes": ("plan.yaml", COVER + "changes:\n" + "- {date: 2026-01-01, by: r, summary: S}\n" * 24_000),
    "records": ("records.yaml", _many(11_000, lambda index: f"r{index}: {{name: R, date: 2026-01-01, action: reviewed, by: r, of: [agency:a{index}]}}\n")),
    "requirements": ("standards/x.yaml", "name: S\nitems:\n" + "- {id: a, requirement: R, found_by: [{kind: k, field: f}]}\n" * 16_500),
}  # fmt: skip


def _word(index: int, length: int = 5) -> str:
    """A word of small letters, another one for each number."""
    word = ""
    for _ in range(length):
        index, letter = divmod(index, 26)
        word = chr(97 + letter) + word
    return word


def _name(index: int) -> str:
    return _word(index).capitalize()


def _prose(text: str) -> str:
    """Two sections: a glossary that explains nothing, and a text."""
    glossary = "glossary: {name: Glossary, part: appendix, number: 1, body: x}\n"
    return f"{glossary}a: {{name: A, part: appendix, number: 2, body: '{text}'}}\n"


_ROLE = "name: R, agency: a, section: S"
_DESK = "c: {name: C, type: desk, agency: a, methods: ["
_NETS = f"c: {{name: C, type: runner, use: U, operated_by: a, over: [{_many(30_000, lambda index: f'agency:a{index}, ')}]}}\n"
_PROMISE = AGENCY + 'description: "'
_STEP = "name: P\nphase: respond\ntrigger: T\nsteps:\n"
_SEVERAL: dict[str, dict[str, str]] = {
    "changes backwards": {"plan.yaml": COVER + "changes:\n" + _many(8_000, lambda index: f"- {{date: {9_999 - index:04}-01-01, by: r, summary: S}}\n")},
    "promises with dates": {"agencies/x.yaml": _PROMISE + "It will be updated yearly. " * 36_000 + '"\n'},
    "promises without an end": {"agencies/x.yaml": _PROMISE + "it will be updated and " * 42_000 + 'yearly"\n'},
    "a promise and quotes that open": {"agencies/x.yaml": _PROMISE + "Coming soon " + "“" * 320_000 + '"\n'},
    "full stops": {"sections/x.md": _PROSE + "." * 980_000 + "x\n"},
    "words, all different": {"sections/x.md": _PROSE + _many(160_000, lambda index: f"{_word(index)} ")},
    "counts that are not so": {"hazards.yaml": "h: {name: H, category: natural, probability: low, impact: low}\n",
                               "sections/x.md": _PROSE + "The plan has 7 hazards. " * 38_000},
    "short forms": {"sections.yaml": _prose(_many(110_000, lambda index: f"{_word(index).upper()} of "))},
    "short forms in many texts": {"sections.yaml": _prose("x") + _many(5, lambda index:
        f"a{index}: {{name: A, part: appendix, number: 2, body: '{_many(24_000, lambda other: f'{_word(other, 4).upper()} of ')}'}}\n")},
    "short forms before brackets": {"sections.yaml": _prose("(AB " * 240_000)},
    "people, all named": {"contacts.yaml": _many(8_000, lambda index:
        f"c{index}: {{name: {_name(index)} {_name(index * 7)}, type: person, agency: a, methods: [{{type: text, value: 1}}]}}\n"),
        "sections/x.md": _PROSE + _many(8_000, lambda index: f"{_name(index)} {_name(index * 7)} x{_name(index)} ")},
    "people of one first name": {"contacts.yaml": _many(6_000, lambda index:
        f"c{index}: {{name: Ann {_name(index)}, type: person, agency: a, methods: [{{type: text, value: 1}}]}}\n"),
        "sections/x.md": _PROSE + _many(24_000, lambda index: f"Ann {_name(index % 6_000)}x, {_name(index % 6_000)}, ")},
    "partners, all different": {"agencies.yaml": _many(18_000, lambda index: f"a{index}: {{name: {_name(index)} {_name(index * 7)}, type: private}}\n"),
                                "procedures/x.yaml": _STEP + "- {do: Ask Nobody there, who: r}\n"},
    "partners of one first word": {"agencies.yaml": _many(8_000, lambda index: f"a{index}: {{name: City {_name(index * 7)}, type: private}}\n"),
                                   "procedures/x.yaml": _STEP + "- {do: Ask City x, who: r}\n" * 18_000},
    "roles that one succeeds": {"roles.yaml": f"r: {{{_ROLE}}}\n" + _many(7_000, lambda index:
        f"r{index}: {{{_ROLE}, reports_to: r, succession: {{trigger: t, ends: e, order: [{{role: r}}]}}}}\n")},
    "a successor with many holders": {"roles.yaml": f"r: {{{_ROLE}, holders: [{_many(30_000, lambda index: f'c-{index}, ')}]}}\n" + _many(5_000, lambda index:
        f"r{index}: {{{_ROLE}, succession: {{trigger: t, ends: e, order: [{{role: r}}]}}}}\n")},
    "roles of one desk": {"contacts.yaml": _DESK + "{type: voice, value: 612-555-0140}, " * 60 + "]}\n",
                          "roles.yaml": _many(9_000, lambda index: f"r{index}: {{{_ROLE}, round_the_clock: true, holders: [c]}}\n")},
    "roles of one desk by day": {"contacts.yaml": _DESK + "{type: voice, value: 1, hours: daily 08:00-16:00}, " * 8_000 + "]}\n",
                                 "roles.yaml": _many(5_000, lambda index: f"r{index}: {{{_ROLE}, round_the_clock: true, holders: [c]}}\n")},
    "steps over one desk": {"contacts.yaml": _DESK + "{type: voice, value: 1, over: [agency:a]}, " * 9_000 + "]}\n",
                            "procedures/x.yaml": _STEP + "- {do: Do it, who: r, on: [contact:c, contact:c]}\n" * 9_000},
    "steps over one channel": {"channels.yaml": _NETS, "procedures/x.yaml": _STEP + "- {do: Do it, who: r, on: [channel:c, channel:c]}\n" * 8_500},
    "contacts over one channel": {"channels.yaml": _NETS, "contacts.yaml": _many(4_000, lambda index:
        f"c{index}: {{name: A, type: desk, agency: a, methods: [{{type: radio, channel: c}}, {{type: text, value: 1, channel: c}}]}}\n")},
    "places with one backup": {"facilities.yaml": f"f: {{name: F, type: depot, agency: a, hazard_zones: [{_many(40_000, lambda index: f'zone {index}, ')}]}}\n"
        + _many(5_500, lambda index: f"f{index}: {{name: F, type: depot, agency: a, hazard_zones: [z], backed_up_by: [f]}}\n")},
    "a place with many backups": {"facilities.yaml": f"f: {{name: F, type: depot, agency: a, hazard_zones: [{_many(25_000, lambda index: f'zone {index}, ')} z], "
        f"backed_up_by: [{_many(6_000, lambda index: f'f{index}, ')}]}}\n" + _many(6_000, lambda index: f"f{index}: {{name: F, type: depot, agency: a, hazard_zones: [z]}}\n")},
    "places under one agreement": {"agencies.yaml": "a: {name: A, type: private}\n",
        "agreements.yaml": f"g: {{name: G, type: letter, scope: S, custodian: r, parties: [{_many(40_000, lambda index: f'a{index}, ')}]}}\n",
        "facilities.yaml": _many(6_000, lambda index: f"f{index}: {{name: F, type: shelter, agency: a, agreements: [g]}}\n")},
    "places of a long chain": {"agencies.yaml": _many(6_000, lambda index: f"a{index}: {{name: A, type: private, parent: a{index + 1}}}\n"),
        "agreements.yaml": "g: {name: G, type: letter, scope: S, custodian: r, parties: [b, c]}\n",
        "facilities.yaml": _many(6_000, lambda index: f"f{index}: {{name: F, type: shelter, agency: a{index}, agreements: [g]}}\n")},
    "functions of a long chain": {"plan.yaml": COVER + "distribution: [{to: a, medium: paper}]\n",
        "agencies.yaml": _many(7_000, lambda index: f"a{index}: {{{_AGENCIES}, parent: a{index + 1}}}\n"),
        "functions.yaml": _many(7_000, lambda index: f"f{index}: {{name: F, purpose: P, assignments: [{{agency: a{index}, part: primary}}]}}\n")},
    "procedures of one function": {"agencies.yaml": "a: {name: A, type: private}\n", "roles.yaml": f"r: {{{_ROLE}}}\n",
        "functions.yaml": f"f: {{name: F, purpose: P, assignments: [{_many(9_000, lambda index: f'{{agency: a{index}, part: primary}}, ')}]}}\n",
        "procedures.yaml": _many(5_000, lambda index: f"p{index}: {{name: P, phase: respond, trigger: T, function: f, steps: [{{do: Do it, who: r}}]}}\n")},
    "procedures and triggers": {"levels.yaml": f"l: {{name: L, rank: 1, activated_by: [r], triggers: [{_many(50_000, lambda index: f'abc {index}, ')}]}}\n",
        "procedures.yaml": _many(4_200, lambda index: f"p{index}: {{name: abc x{index}, phase: respond, trigger: T, steps: [{{do: Do it, who: r}}]}}\n")},
    "a hazard with many functions": {"functions.yaml": "f: {name: F, purpose: P}\n", "procedures.yaml": "procedure: {name: P, phase: respond, trigger: T, function: f, steps: [{do: Do it, who: r}]}\n",
        "hazards.yaml": f"h: {{name: H, category: natural, probability: low, impact: low, functions: [{_many(40_000, lambda index: f'g{index}, ')}], first_hour: [{'procedure, ' * 40_000}]}}\n"},
    "an annex of many hazards": {"functions.yaml": _many(4_000, lambda index: f"f{index}: {{name: F, purpose: P}}\n"),
        "hazards.yaml": _many(4_000, lambda index: f"h{index}: {{name: H, category: natural, probability: low, impact: low, functions: [x]}}\n"),
        "sections/x.md": f"---\nname: A\npart: hazard-annex\nnumber: 1\ncovers: [{_many(4_000, lambda index: f'hazard:h{index}, function:f{index}, ')}]\n---\nx"},
    "one long name": {"roles.yaml": f"a: {{{_ROLE}, aliases: [{'A ' * 250_000}]}}\n" + _many(9_000, lambda index: f"r{index}: {{{_ROLE}}}\n")},
    "one name for all": {"agencies.yaml": f"a: {{name: {'A ' * 250_000}, type: office, acronym: B}}\n" + _many(12_000, lambda index: f"b{index}: {{name: B, type: office}}\n")},
    "one long jurisdiction": {"plan.yaml": COVER.replace("City", "A " * 200_000), "agencies.yaml": _many(16_000, lambda index: f"a{index}: {{name: B{index}, type: office}}\n")},
    "one long step": {"procedures/x.yaml": _STEP + f"- {{id: s, do: {'A ' * 250_000}, who: r, within: 5 h}}\n" + "- {do: Do it, who: r, within: 1 min, after: [s]}\n" * 9_000},
    "steps of some names": {"procedures/x.yaml": _STEP + _many(8_000, lambda index: f"- {{id: s-{index + 2}, do: Do it, who: r}}\n") + "- {id: s, do: Do it, who: r}\n" * 8_000},
    "references without a kind": {"agencies/x.yaml": AGENCY + "depends_on:\n" + "- fire-department\n" * 55_000},
    "references of no kind": {"agencies/x.yaml": AGENCY + "depends_on:\n" + _many(60_000, lambda index: f"- {_word(index)}:fire\n")},
    "references twice, in brackets": {"agencies/x.yaml": AGENCY + "depends_on: [" + "agency:x, " * 80_000 + "]\n"},
    "references to itself": {"agencies/x.yaml": AGENCY + "depends_on:\n" + "- agency:x\n" * 75_000},
    "a reference far behind": {"agencies/x.yaml": AGENCY + "depends_on: [agency:a,\n" + " " * 980_000 + "agency:a]\n"},
    "a reference below many remarks": {"agencies/x.yaml": AGENCY + "depends_on:\n- agency:a\n" + "#-\n" * 320_000 + "- agency:a\n"},
    "ids, all alike": {"agencies.yaml": _many(5_000, lambda index: f"{'a' * 70}{index}: {{{_AGENCIES}, parent: {'a' * 70}x{index}}}\n")},
    "malformed mentions": {"agencies.yaml": _many(8_000, lambda index: f"a{index}: {{name: A, type: office, description: '{'[[a ' * 18}'}}\n")},
    "mentions in single brackets": {"agencies.yaml": _many(4_000, lambda index: f"a{index}: {{name: A, type: office, description: '{'[agency:a1] ' * 15}'}}\n")},
    "telephone numbers, all different": {"contacts/x.yaml": "name: A\ntype: desk\nagency: a\nmethods:\n" + _many(26_000, lambda index:
        f"- {{type: voice, value: 612-{200 + index // 9_000}-{1_000 + index % 9_000}}}\n")},
    "telephone numbers, all wrong": {"contacts/x.yaml": "name: A\ntype: desk\nagency: a\nmethods:\n" + _many(26_000, lambda index:
        f"- {{type: voice, value: 112-{200 + index // 9_000}-{1_000 + index % 9_000}}}\n")},
    "waivers that are over": {"plan.yaml": COVER + "waivers:\n" + "- {rule: EOP605, reason: because it is, until: 2020-01-01}\n" * 9_000,
                              "agencies.yaml": _many(8_000, lambda index: f"a{index}: {{name: A, type: office}}\n")},
    "waivers of no rule": {"agencies/x.yaml": AGENCY + "# eop: allow EOP999 until 2027-01-01, because it is so\n" * 18_000},
    "waivers in brackets": {"plan.yaml": COVER + "waivers: [" + "{rule: EOP205, reason: because it is, until: 2027-01-01}, " * 16_000 + "]\n"},
    "waivers at ends of lines": {"agencies/x.yaml": AGENCY + "aliases:\n" + "- A # eop: allow EOP201 until 2027-01-01, because it is so\n" * 16_900},
    "waivers after blank lines": {"agencies/x.yaml": AGENCY + "description: |\n  text\n" + "\n" * 100_000 + "# eop: allow EOP201 until 2027-01-01, because it is so\n" * 15_000},
}  # fmt: skip
NASTY: dict[str, dict[str, str]] = {
    **{name: {file: text} for name, (file, text) in _NOT_ALIKE.items()},
    **{f"bait: {name}": {file: text} for name, (file, text) in _BAIT.items()},
    **_SEVERAL,
}
"""By name: the files of a plan, beside or in place of the cover."""
