"""No text of a plan runs as a script, ends a tag or becomes style, wherever the site or a picture shows it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hostile_plan import PAYLOAD, hostile_plan

from eop_tools.cli import main
from eop_tools.render.frame import print_style

OURS = {
    "assets/theme.js", "assets/say.js", "assets/eop.js", "assets/search.js", "assets/offline.js", "assets/pictures.js",
    "assets/ticking.js",
}  # fmt: skip
ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "data")


class Reader(HTMLParser):
    """Notes what in a page could run, and what its title says."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[str] = []
        self.scripts: set[str] = set()
        self.title = ""
        self.policy = ""
        self._within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        self._within = tag
        if tag == "script":
            self.scripts.add(re.sub(r"^/|\.\./", "", held.get("src", "(inline)")))
        if tag in ("style", "iframe", "object", "embed", "base", "textarea"):
            self.runs.append(f"<{tag}>")
        if held.get("http-equiv", "").lower() == "content-security-policy":
            self.policy = held["content"]
        for name, value in held.items():
            scheme = re.sub(r"[\s\0]", "", value).lower()
            if name.startswith("on") or (name in ADDRESSES and re.match(r"(javascript|vbscript|data):", scheme)):
                self.runs.append(f"<{tag} {name}={value}>")

    def handle_endtag(self, tag: str) -> None:
        self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within == "title" and not self.title:
            self.title = data


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    return reader


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "plan"
    filled = hostile_plan(folder)
    assert len(filled) > 100  # else the kinds were not walked
    return folder


@pytest.mark.parametrize("edition", ["public", "command"])
def test_nothing_in_a_page_runs(plan: Path, tmp_path: Path, edition: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(plan), "--edition", edition, "--to", str(tmp_path / "site")]) == 0
    pages = {path: read(path.read_text(encoding="utf-8")) for path in (tmp_path / "site").rglob("*.html")}
    assert {path.name: page.runs for path, page in pages.items() if page.runs} == {}
    assert {path.name: page.scripts - OURS for path, page in pages.items() if page.scripts - OURS} == {}
    assert all("script-src 'self';" in page.policy and "default-src 'none'" in page.policy for page in pages.values())
    assert any(PAYLOAD in page.title for page in pages.values())  # as text, whole


def test_a_payload_would_be_seen() -> None:
    bad = read(
        '<title>a</title><script>alert(1)</script><p onclick="x()"><a href=" java\nscript:x()">y</a><style>z</style>'
    )
    assert bad.scripts == {"(inline)"}
    assert len(bad.runs) == 3


def test_nothing_in_a_picture_runs(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", str(plan), "--format", "svg", "--edition", "command", "--around", "agency:x"]) == 0
    picture = read(capsys.readouterr().out)
    assert picture.scripts == set()
    assert [what for what in picture.runs if what != "<style>"] == []


def test_paper_says_a_name_and_no_style() -> None:
    style = print_style('A "B"\n}}; body { background: url(x) } \\ </style> É')
    inside = re.search(r'content: "(.*)"; \}', style)
    assert inside is not None
    assert not set('"\n{}<>;') & set(inside[1])
    assert re.sub(r"\\([0-9a-f]+) ", lambda match: chr(int(match[1], 16)), inside[1]) == (
        'A "B" }}; body { background: url(x) } \\ </style> É'
    )
