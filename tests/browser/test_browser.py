"""The site as somebody meets it: in a real browser, on a telephone, by keyboard, from a stick, without scripts."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from waiting import wait_until

pytestmark = pytest.mark.browser
PLAN = Path(__file__).parent.parent.parent / "plan"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
"""What may differ in the dark: the rest of a page is the same in both."""


class Visit:
    """A tab that notes everything that goes wrong in it."""

    def __init__(self, browser: Any, **options: Any) -> None:
        self.context = browser.new_context(**{"service_workers": "block", **options})  # test_browser_offline has them
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda said: said.type in ("error", "warning") and self.wrong.append(said.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("requestfailed", self._failed)
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("response", self._answered)

    def _answered(self, answer: Any) -> None:
        if answer.status >= 400:
            self.wrong.append(f"{answer.status} {answer.url}")

    def _failed(self, request: Any) -> None:
        if request.failure != "net::ERR_ABORTED":  # the next page was opened before this one had its icon
            self.wrong.append(f"{request.failure}: {request.url}")


@pytest.fixture
def visit(browser: Any) -> Iterator[Any]:
    opened: list[Visit] = []

    def open_one(**options: Any) -> Visit:
        opened.append(Visit(browser, **options))
        return opened[-1]

    yield open_one
    for one in opened:
        one.context.close()


def test_every_page_opens_without_a_fault(visit: Any, site: Path, address: str) -> None:
    tab = visit()
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        tab.page.goto(address + name, wait_until="load")
        assert tab.wrong == [], name
    assert {url for url in tab.asked if not url.startswith(address)} == set()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit: Any, samples: list[str], command_address: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    tab = visit(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    found = []
    for name in samples:
        tab.page.goto(command_address + name)
        result = axe.run(tab.page, options={"runOnly": RULES if scheme == "light" else CONTRAST})
        found += [
            (name, fault["id"], node["html"][:160], node["failureSummary"][:300])
            for fault in result.response["violations"]
            for node in fault["nodes"]
        ]
    assert found == []


def test_axe_would_find_something(visit: Any, address: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    tab = visit()
    tab.page.goto(f"{address}about.html")
    pale = "<p style=color:#ccc>pale</p><img src=data:>"
    tab.page.evaluate(f"document.querySelector('main').insertAdjacentHTML('beforeend', '{pale}')")
    violations = axe.run(tab.page, options={"runOnly": RULES}).response["violations"]
    assert {"color-contrast", "image-alt"} <= {fault["id"] for fault in violations}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_everything_open(visit: Any, command_address: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    tab = visit(color_scheme=scheme, viewport={"width": 375, "height": 800})
    tab.page.goto(f"{command_address}index.html")
    tab.page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    tab.page.fill("#eop-query", "fire")
    tab.page.wait_for_selector("#eop-results a")
    violations = axe.run(tab.page, options={"runOnly": RULES}).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in violations] == []


def test_the_first_action_is_on_the_first_screen_of_a_phone(
    visit: Any, command_site: Path, command_address: str
) -> None:
    """Of every role and procedure: it is 2 a.m., and nobody scrolls for what to do first."""
    tab = visit(viewport={"width": 360, "height": 740})
    below, seen = [], 0
    for folder, first in (("roles", ".eop-first .eop-do"), ("procedures", ".eop-step__do")):
        for path in sorted((command_site / folder).glob("*.html")):
            tab.page.goto(f"{command_address}{folder}/{path.name}")
            if action := tab.page.query_selector(first):
                seen += 1
                number = tab.page.query_selector(".eop-first > li:first-child .eop-reach .eop-call")
                last, bar = (number or action).bounding_box(), tab.page.query_selector(".eop-ticking").bounding_box()
                below += [path.name] if last["y"] + last["height"] > bar["y"] else []
    assert seen > 150
    assert below == []


def test_the_contents_of_a_page_are_in_the_menu_of_a_phone(visit: Any, command_address: str) -> None:
    tab = visit(viewport={"width": 360, "height": 740})
    tab.page.goto(f"{command_address}roles/mayor.html")
    tab.page.click(".eop-menu > summary")
    tab.page.click('.eop-menu a[href="#what-you-may-decide"]')
    assert not tab.page.evaluate("document.querySelector('.eop-menu').open")
    assert 0 <= tab.page.evaluate("document.getElementById('what-you-may-decide').getBoundingClientRect().top") < 200


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_scrolls_sideways(visit: Any, samples: list[str], command_address: str, width: int) -> None:
    tab = visit(viewport={"width": width, "height": 640})
    wide = []
    for name in samples:
        tab.page.goto(command_address + name)
        if tab.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(name)
    assert wide == []


def test_telephone_numbers_suit_a_finger(visit: Any, address: str) -> None:
    tab = visit(viewport={"width": 375, "height": 700}, has_touch=True, is_mobile=True)
    tab.page.goto(f"{address}index.html")
    boxes = [link.bounding_box() for link in tab.page.query_selector_all("a[href^='tel:']")]
    sizes = [(box["width"], box["height"]) for box in boxes]
    assert sizes
    assert [size for size in sizes if min(size) < 44] == []


def found_for(tab: Visit, question: str) -> list[str]:
    tab.page.fill("#eop-query", question)
    wait_until(tab.page, "document.getElementById('eop-found').textContent.match(/found/)")
    return [link.get_attribute("href") for link in tab.page.query_selector_all("#eop-results a")]


def a_role() -> Any:
    from datetime import date

    from eop_tools.kinds.role import Role
    from eop_tools.project import Project
    from eop_tools.values import Audience

    plan = Project(PLAN, date(2026, 11, 23)).edition(Audience.public).plan
    return next(role for role in plan.of(Role) if role.aliases)


def test_search_finds_other_names_numbers_and_mistyped_words(visit: Any, address: str) -> None:
    tab = visit()
    tab.page.goto(f"{address}roles.html")
    assert not [url for url in tab.asked if "search/" in url], "the index is loaded when it is first needed"
    role = a_role()
    assert found_for(tab, role.aliases[0])[0].endswith(f"roles/{role.id}.html")
    switchboard = found_for(tab, "612-673-3000")
    assert switchboard
    assert found_for(tab, "6126733000") == switchboard
    assert found_for(tab, "tornaod") == found_for(tab, "tornado")
    assert found_for(tab, "zzqqy") == []
    tab.page.fill("#eop-query", "tornado")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url(re.compile("tornado"))
    assert tab.wrong == []


def test_everything_works_from_a_stick(visit: Any, site: Path) -> None:
    tab = visit()
    tab.page.goto((site / "index.html").as_uri())
    role = a_role()
    assert found_for(tab, role.aliases[0])[0].endswith(f"roles/{role.id}.html")
    tab.page.keyboard.press("ArrowDown")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url(re.compile(rf"{role.id}\.html"))
    assert tab.page.inner_text("#eop-proof") == "Unverified copy"
    assert tab.page.inner_text("h1") == role.name
    assert tab.wrong == []
    assert [url for url in tab.asked if not url.startswith("file:")] == []


def test_by_keyboard(visit: Any, address: str) -> None:
    tab = visit(viewport={"width": 1280, "height": 900})
    tab.page.goto(f"{address}roles.html")
    focus = "document.activeElement.className || document.activeElement.id || document.activeElement.tagName"
    tab.page.keyboard.press("Tab")
    assert tab.page.evaluate(focus) == "eop-skip"
    assert tab.page.evaluate("document.activeElement.getBoundingClientRect().left >= 0"), "it shows when it is reached"
    passed = []
    for _ in range(4):
        tab.page.keyboard.press("Tab")
        passed.append(tab.page.evaluate("document.activeElement.id"))
        if passed[-1] == "eop-query":
            break
    assert passed[-1] == "eop-query", passed
    tab.page.keyboard.type("shelter")
    tab.page.wait_for_selector("#eop-results a")
    tab.page.keyboard.press("ArrowDown")
    assert tab.page.evaluate("document.activeElement.closest('#eop-results') !== null")
    tab.page.keyboard.press("Escape")
    assert tab.page.evaluate("document.activeElement.id") == "eop-query"
    assert tab.page.is_hidden("#eop-results")
    tab.page.goto(f"{address}roles.html")
    tab.page.keyboard.press("Tab")
    tab.page.keyboard.press("Enter")
    assert tab.page.evaluate("document.activeElement.id") == "content"


def test_the_menu_of_a_telephone_by_keyboard(visit: Any, address: str) -> None:
    tab = visit(viewport={"width": 375, "height": 700})
    tab.page.goto(f"{address}index.html")
    assert tab.page.is_hidden(".eop-tabs")
    tab.page.focus(".eop-menu > summary")
    tab.page.keyboard.press("Enter")
    tab.page.click(".eop-menu nav a[href='roles.html']")
    assert tab.page.url == f"{address}roles.html"


def test_all_is_there_without_scripts(visit: Any, samples: list[str], command_address: str) -> None:
    tab = visit(java_script_enabled=False, viewport={"width": 375, "height": 700})
    for name in samples:
        tab.page.goto(command_address + name)
        assert tab.page.is_visible("h1"), name
        assert tab.page.is_visible("#eop-proof"), name
    tab.page.goto(f"{command_address}roles.html")
    assert tab.page.is_hidden("#eop-query"), "what cannot work is not offered"
    tab.page.click(".eop-menu > summary")
    assert tab.page.is_visible(".eop-menu nav a[href='procedures.html']")


def test_light_and_dark_are_kept(visit: Any, address: str) -> None:
    tab = visit(color_scheme="light")
    colour = "getComputedStyle(document.body).backgroundColor"
    tab.page.goto(f"{address}index.html")
    light = tab.page.evaluate(colour)
    tab.page.click("#eop-theme")
    assert tab.page.evaluate(colour) == light
    tab.page.click("#eop-theme")
    dark = tab.page.evaluate(colour)
    assert dark != light
    tab.page.goto(f"{address}roles.html")
    assert tab.page.evaluate(colour) == dark
    assert "Dark" in tab.page.get_attribute("#eop-theme", "aria-label")


def test_on_paper(visit: Any, address: str) -> None:
    tab = visit(color_scheme="dark")
    tab.page.goto(f"{address}procedures.html")
    tab.page.emulate_media(media="print")
    for hidden in (".eop-header", ".eop-side", ".eop-footer"):
        assert tab.page.is_hidden(hidden), hidden
    assert "as of" in tab.page.inner_text(".eop-print-head")
    assert tab.page.is_visible("#eop-proof")
    black = "getComputedStyle(document.querySelector('h1')).color"
    assert tab.page.evaluate(black) == "rgb(0, 0, 0)"


@pytest.mark.parametrize("sheets", ["roles/*.html", "hazards/*.html", "procedures/*-first-hour.html"])
def test_what_people_carry_fits_two_sheets_of_paper(
    visit: Any, command_site: Path, command_address: str, sheets: str
) -> None:
    """In the command edition, which has the most to say: each role, each hazard, each first hour."""
    tab = visit()
    counted = {}
    for path in sorted(command_site.glob(sheets)):
        name = path.relative_to(command_site).as_posix()
        tab.page.goto(command_address + name)
        counted[name] = len(re.findall(rb"/Type\s*/Page\b", tab.page.pdf(format="Letter")))
    assert len(counted) > 10
    assert set(counted.values()) <= {1, 2}, {name: pages for name, pages in counted.items() if pages not in (1, 2)}


def test_a_sheet_carries_what_one_needs_to_act(visit: Any, command_address: str) -> None:
    tab = visit()
    tab.page.emulate_media(media="print")
    tab.page.goto(f"{command_address}procedures/tornado-first-hour.html")
    step = tab.page.inner_text("#step-1")
    assert "Emergency Management Duty Officer" in step
    assert re.search(r"\d{3}-555-01\d\d", step)
    assert tab.page.is_hidden("#connections")
    tab.page.goto(f"{command_address}roles/mayor.html")
    assert tab.page.is_visible("#who-stands-in-for-you")
    assert tab.page.is_hidden("#sources")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ('{"current": "THIS"}', "Current release"),
        ('{"current": "99.1"}', "Out of date: version 99.1 is current"),
        ("not JSON", "Unverified copy"),
        ('{"current": 1}', "Unverified copy"),
    ],
)
def test_only_a_proof_takes_unverified_away(
    visit: Any, site: Path, serving: Any, tmp_path: Path, status: str, words: str
) -> None:
    release = tmp_path / "release"
    shutil.copytree(site, release, ignore=shutil.ignore_patterns("roles", "agencies"))
    index = release / "index.html"
    text = index.read_text(encoding="utf-8")
    version = re.search(r'name="eop-version" content="([^"]*)"', text)
    assert version
    named = '<meta name="eop-status" content="../status.json"><title>'
    index.write_text(text.replace("<title>", named), encoding="utf-8")
    (tmp_path / "status.json").write_text(status.replace("THIS", json.loads(f'"{version[1]}"')), encoding="utf-8")
    with serving(tmp_path) as address:
        tab = visit()
        tab.page.goto(f"{address}release/index.html", wait_until="networkidle")
        assert tab.page.inner_text("#eop-proof") == words
        assert tab.wrong == []


def test_a_saved_file_shows_in_the_open_browser(visit: Any, tmp_path: Path) -> None:
    shutil.copytree(PLAN, tmp_path / "plan")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "eop_tools", "serve", "--port", str(port)],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        tab = visit()
        for _ in range(100):
            try:
                tab.page.goto(f"http://127.0.0.1:{port}/roles/mayor.html")
                break
            except Exception:
                time.sleep(0.2)
        file = tmp_path / "plan" / "roles" / "mayor.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("name: Mayor", "name: Mayor Saved"), encoding="utf-8")
        started = time.monotonic()
        tab.page.locator("h1", has_text="Saved").wait_for()
        assert time.monotonic() - started < 10, "two seconds on a machine that has nothing else to do"
    finally:
        process.terminate()
        process.wait(10)
