"""The kit as somebody opens it: a file on a telephone, with and without a script, with nobody to ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from waiting import wait_until

from eop_tools.cli import main

pytestmark = pytest.mark.browser
PLAN = Path(__file__).parent.parent.parent / "plan"
PHONE = {"viewport": {"width": 360, "height": 740}}
ROLE = "Emergency Management Duty Officer"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
"""What may differ in the dark: the rest of a page is the same in both."""


@pytest.fixture(scope="module")
def kits(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Where the kit of the responders and that of one role lie."""
    folder = tmp_path_factory.mktemp("kits")
    found = {}
    for name, role in (("whole", []), ("role", ["--role", "oem-duty-officer"])):
        path = folder / f"{name}.html"
        assert main(["kit", str(PLAN), "--edition", "responder", *role, "--out", str(path)]) == 0
        found[name] = path.as_uri()
    return found


class Opened:
    """A kit in a tab that notes what goes wrong, and what is asked for."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.context = browser.new_context(**{**PHONE, **options})
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda said: self.wrong.append(said.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(address)

    def open_role(self) -> None:
        """Tap the section, then the role."""
        self.page.click(".kit-fold > summary:text-is('Watch')")
        self.page.click(f".kit-row > summary:text-is('{ROLE}')")

    def is_on_the_screen(self, selector: str) -> bool:
        """Whether the whole of the first such element is seen, and nothing lies over it."""
        return bool(
            self.page.evaluate(
                """selector => {
                  const box = document.querySelector(selector).getBoundingClientRect();
                  const there = document.elementFromPoint(box.left + 5, box.top + 5);
                  return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight &&
                    document.querySelector(selector).contains(there);
                }""",
                selector,
            )
        )


@pytest.fixture
def opened(browser: Any, kits: dict[str, str]) -> Iterator[Any]:
    tabs: list[Opened] = []

    def open_one(name: str, **options: Any) -> Opened:
        tabs.append(Opened(browser, kits[name], **options))
        return tabs[-1]

    yield open_one
    for tab in tabs:
        assert tab.wrong == []
        assert {url for url in tab.asked if url not in kits.values()} == set()
        tab.context.close()


SHEET = '[id="roles/oem-duty-officer"]'


@pytest.mark.parametrize("script", [True, False])
def test_two_taps_lead_to_the_first_action(opened: Any, script: bool) -> None:
    tab = opened("whole", java_script_enabled=script)
    assert tab.is_on_the_screen("main > section:nth-of-type(2) > h2")  # what happened
    tab.open_role()
    assert tab.is_on_the_screen(f"{SHEET} .eop-first li")


@pytest.mark.parametrize("script", [True, False])
def test_the_kit_of_a_role_opens_on_its_first_action(opened: Any, script: bool) -> None:
    tab = opened("role", java_script_enabled=script)
    assert tab.is_on_the_screen(f"{SHEET} .eop-first li")


@pytest.mark.parametrize("script", [True, False])
def test_a_link_opens_the_sheet_it_leads_to(opened: Any, script: bool) -> None:
    """Also where the names among which that sheet stands are folded away; and there is a way back."""
    tab = opened("whole", java_script_enabled=script)
    tab.open_role()
    link = f"{SHEET} a[href^='#procedures/']"
    tab.page.click(link)
    name = tab.page.evaluate("document.querySelector(':target').closest('.kit-sheet').id")
    assert tab.is_on_the_screen(f'[id="{name}"] h2')
    tab.page.click(f'[id="{name}"] .kit-back a')
    wait_until(tab.page, "!document.querySelector(':target.kit-sheet') || location.hash.includes('roles/')")
    assert tab.is_on_the_screen(link)  # where one was before


def test_a_link_to_a_step_shows_the_step(opened: Any) -> None:
    tab = opened("whole", java_script_enabled=False)
    tab.open_role()
    tab.page.click(f"{SHEET} a[href*=':step-']")
    name = tab.page.evaluate("document.querySelector(':target').id")
    assert tab.is_on_the_screen(f'[id="{name}"] .eop-step__do')


def test_the_way_back_of_the_telephone_closes_a_sheet(opened: Any) -> None:
    tab = opened("whole")
    tab.open_role()
    tab.page.go_back()
    assert tab.page.query_selector(".kit-sheet:target") is None
    assert tab.is_on_the_screen("h1")


def test_it_is_found_by_typing_and_says_its_age(opened: Any) -> None:
    tab = opened("whole")
    assert "old" in tab.page.inner_text("#kit-age") or "today" in tab.page.inner_text("#kit-age")
    for question, first in (("duty officer emerg", ROLE), ("tornado first hour", "Tornado: the first hour")):
        tab.page.fill("#kit-query", question)
        assert tab.page.inner_text("#kit-results li a").splitlines()[0] == first
    number = tab.page.evaluate('document.querySelector(\'[id^="contacts/"] a[href^="tel:+1"]\').textContent')
    tab.page.fill("#kit-query", number)
    assert tab.page.query_selector("#kit-results li a")


@pytest.mark.parametrize("name", ["whole", "role"])
def test_nothing_scrolls_sideways(opened: Any, name: str) -> None:
    tab = opened(name, viewport={"width": 320, "height": 740})
    wide = tab.page.evaluate(
        """() => {
          const found = [];
          const looked = (sheet, id) => { if (sheet.scrollWidth > sheet.clientWidth) found.push(id); };
          document.querySelectorAll('details.kit-fold').forEach(fold => fold.open = true);
          looked(document.documentElement, 'start');
          document.querySelectorAll('.kit-sheet').forEach(sheet => {
            sheet.previousElementSibling.open = true;
            looked(sheet, sheet.id);
            sheet.previousElementSibling.open = false;
          });
          return found;
        }"""
    )
    assert wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["whole", "role"])
def test_axe_finds_nothing(opened: Any, name: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    tab = opened(name, color_scheme=scheme)
    found = []
    for sheet in ("", "#procedures/tornado-first-hour", "#facilities/main-eoc"):
        tab.page.evaluate("where => location.hash = where", sheet)
        result = axe.run(tab.page, options={"runOnly": RULES if scheme == "light" else CONTRAST})
        found += [(sheet, fault["id"], fault["nodes"][0]["html"][:200]) for fault in result.response["violations"]]
    assert found == []


def test_paper_has_what_is_open(opened: Any) -> None:
    tab = opened("whole")
    tab.open_role()
    tab.page.emulate_media(media="print")
    shown = (
        "[...document.querySelectorAll('.kit-sheet')].filter(each => each.getClientRects().length).map(each => each.id)"
    )
    assert tab.page.evaluate(shown) == ["roles/oem-duty-officer"]
    assert not tab.page.is_visible(".kit-row > summary >> nth=0")
    assert tab.page.is_visible(f"{SHEET} h2")
    tab = opened("role")
    tab.page.emulate_media(media="print")
    assert len(tab.page.evaluate(shown)) > 20
