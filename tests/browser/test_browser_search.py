"""Search in a real browser: its field, its list and its keys, from a server, from a stick, and without its index."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from waiting import wait_until

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


@pytest.fixture
def without_index(site: Path, tmp_path: Path) -> Path:
    """A copy that lacks the index, as a careless copy or a lost network leaves it."""
    copy = tmp_path / "copy"
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns("search", "agencies", "records"))
    return copy


def first_for(page: Any, question: str) -> str:
    page.fill("#eop-query", question)
    wait_until(page, "document.getElementById('eop-found').textContent.match(/found/)")
    return str(page.get_attribute("#eop-results a", "href"))


@pytest.mark.parametrize("by_file", [False, True])
def test_everyday_words_find_what_to_do_first(
    page: Any, command_site: Path, command_address: str, by_file: bool
) -> None:
    page.goto(f"{command_site.as_uri() if by_file else command_address.rstrip('/')}/about.html")
    assert first_for(page, "a train derailed").endswith("procedures/hazmat-rail-first-hour.html")
    assert first_for(page, "blackout").endswith("procedures/power-outage-first-hour.html")
    assert first_for(page, "612-555-0103").endswith("contacts/police-watch-desk.html")
    assert "612-555-0103" in page.inner_text("#eop-results")
    assert page.inner_text("#eop-found") == "1 page found"


def test_it_is_reached_and_left_by_keyboard(page: Any, command_address: str) -> None:
    page.goto(f"{command_address}index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("riot")
    wait_until(page, "document.querySelector('#eop-results a')")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.href").endswith("civil-disturbance-first-hour.html")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "eop-query"
    page.keyboard.press("Escape")
    assert page.is_hidden(".eop-search__panel")
    page.fill("#eop-query", "riots")
    page.keyboard.press("Enter")
    page.wait_for_url("**/procedures/civil-disturbance-first-hour.html")


@pytest.mark.parametrize("by_file", [False, True])
def test_without_its_index_it_says_so_at_once_and_lists_the_menu(
    page: Any, without_index: Path, serving: Any, by_file: bool
) -> None:
    with serving(without_index) as address:
        page.goto((without_index / "index.html").as_uri() if by_file else f"{address}index.html")
        page.focus("#eop-query")
        wait_until(page, "document.getElementById('eop-found').textContent.startsWith('Search cannot be loaded')")
        assert page.evaluate("document.querySelectorAll('#eop-results a').length > 20")
        page.keyboard.type("proced")
        assert page.inner_text("#eop-results") == "Procedures"
        page.keyboard.press("Enter")
        page.wait_for_url("**/procedures.html")


def test_who_comes_back_to_the_field_tries_again(page: Any, without_index: Path, site: Path, serving: Any) -> None:
    with serving(without_index) as address:
        page.goto(f"{address}index.html")
        page.focus("#eop-query")
        wait_until(page, "document.getElementById('eop-found').textContent.startsWith('Search cannot be loaded')")
        shutil.copytree(site / "search", without_index / "search")
        page.focus("summary")
        page.focus("#eop-query")
        assert first_for(page, "tornado").endswith("procedures/tornado-first-hour.html")


def test_an_index_that_does_not_come_is_not_waited_for(page: Any, address: str) -> None:
    page.route("**/search/index.js", lambda route: None)  # neither an answer nor a refusal
    page.goto(f"{address}index.html")
    page.focus("#eop-query")
    page.keyboard.type("tornado")
    assert page.inner_text("#eop-found") == "Loading …"
    wait_until(page, "document.getElementById('eop-found').textContent.startsWith('Search is still loading')")
    assert page.is_visible("#eop-results a")
