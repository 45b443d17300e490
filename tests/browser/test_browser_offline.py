"""The copy on a device: whole after the first visit, used without the server, renewed when asked, cleared in time."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from waiting import wait_until

from eop_tools.cli import main

pytestmark = pytest.mark.browser
COVER = """\
name: Emergency Operations Plan of Example City
jurisdiction: Example City
version: "7"
promulgation: {text: This plan governs the response., effective: 2026-01-15}
review: {reviewed: 2026-01-15, rewritten: 2026-01-15}
"""
AGENCY = "name: Office of Emergency Management\ntype: department\n"
LONG_AGO = "Date.now = () => 4e12"


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small") / "plan"
    (folder / "agencies").mkdir(parents=True)
    (folder / "plan.yaml").write_text(COVER, encoding="utf-8")
    (folder / "agencies" / "oem.yaml").write_text(AGENCY, encoding="utf-8")
    return folder


def publish(plan: Path, version: str, to: Path, edition: str = "responder") -> None:
    """Publish, as of today; each version is newer than the one before, also to servers that count whole seconds."""
    assert main(["publish", version, str(plan), "--edition", edition, "--to", str(to)]) == 0
    for path in to.rglob("*"):
        os.utime(path, (time.time() + len(version),) * 2)


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context()
    page = context.new_page()
    page.wrong = []
    page.on("console", lambda said: said.type in ("error", "warning") and page.wrong.append(said.text))
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    yield page
    context.close()


def told(page: Any) -> str:
    """What the banner says of the copy, when it is opened."""
    return str(page.evaluate("document.querySelector('.eop-banner > p:last-child').textContent"))


def held(page: Any, what: str) -> None:
    wait_until(page, f"document.querySelector('.eop-banner').textContent.includes('On this device, whole: {what}')")


def caches(page: Any) -> list[str]:
    return list(page.evaluate("caches.keys()"))


def test_after_one_visit_all_opens_without_the_server_and_a_newer_release_is_taken_when_asked(
    page: Any, plan: Path, serving: Any, tmp_path: Path
) -> None:
    publish(plan, "1", tmp_path)
    (tmp_path / "favicon.ico").touch()  # the browser asks for one where a page leads on at once
    with serving(tmp_path) as address:
        page.goto(f"{address}latest/index.html")
        page.wait_for_url("**/1/index.html")
        held(page, "version 1")
        assert page.inner_text("#eop-proof") == "Current release"
        publish(plan, "2.0", tmp_path)
        page.goto(f"{address}1/agencies/oem.html")
        page.get_by_role("button", name="Change to it").wait_for()
        assert page.inner_text("#eop-proof") == "Out of date: version 2.0 is current"
        assert "version 1" in told(page), "until somebody says so"
        page.click(".eop-update button")
        page.wait_for_url("**/2.0/agencies/oem.html")
        held(page, "version 2.0")
        assert page.is_hidden(".eop-update")
    assert page.wrong == []
    for asked, found in (
        ("latest/agencies.html", "2.0/agencies.html"),
        ("1/plan.html", "2.0/plan.html"),
        ("", "2.0/index.html"),
    ):
        page.goto(address + asked)
        assert page.url == address + found
        assert page.inner_text("#eop-proof") == "Unverified copy"
        assert page.evaluate("getComputedStyle(document.body).fontFamily") != "Times New Roman"
    page.fill("#eop-query", "emergency management")
    page.wait_for_selector("#eop-results a")
    page.goto(f"{address}2.0/nowhere.html")
    assert "not in this copy" in page.inner_text("h1")


def test_a_copy_that_is_not_public_is_cleared_when_its_server_was_not_reached_for_long(
    page: Any, plan: Path, serving: Any, tmp_path: Path
) -> None:
    publish(plan, "1", tmp_path)
    with serving(tmp_path) as address:
        page.goto(f"{address}1/index.html")
        held(page, "version 1")
        assert "It is cleared on" in told(page)
    [worker] = page.context.service_workers
    worker.evaluate(LONG_AGO)
    with page.expect_navigation():
        page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_selector("h1:has-text('has expired')")
    assert [name for name in caches(page) if not name.endswith("state")] == []


def test_a_public_copy_is_fetched_when_asked_and_removed_when_asked(
    page: Any, plan: Path, serving: Any, tmp_path: Path
) -> None:
    publish(plan, "1", tmp_path / "public", "public")
    publish(plan, "1", tmp_path / "responder")
    with serving(tmp_path) as address:
        page.goto(f"{address}responder/1/index.html")
        held(page, "version 1")
        [responders] = [name for name in caches(page) if not name.endswith("state")]
        page.goto(f"{address}public/1/about.html")
        page.locator("#eop-offline button").wait_for()
        assert len(page.context.service_workers) == 1, "nothing is fetched, and nothing runs"
        page.click("#eop-offline button")
        held(page, "version 1")
        assert "cleared" not in told(page)
        assert len(caches(page)) == 4, "a copy and a state for each"
        page.click("#eop-offline button")
        wait_until(page, "document.querySelector('#eop-offline').textContent.includes('Not on this device')")
        left = [name for name in caches(page) if not name.endswith("state")]
        assert left == [responders], "the other edition has a copy of its own"
        (tmp_path / "responder" / "offline.json").write_text('{"format": "eop-offline-1", "files": {}}')
        os.utime(tmp_path / "responder" / "offline.json", (time.time() + 9,) * 2)
        page.goto(f"{address}responder/1/index.html")
        wait_until(page, "document.querySelector('.eop-banner').textContent.includes('Not on this device')")
        assert [name for name in caches(page) if not name.endswith("state")] == [], "it was called back"
    assert page.wrong == []


def test_what_is_not_as_published_is_not_used(page: Any, plan: Path, serving: Any, tmp_path: Path) -> None:
    publish(plan, "1", tmp_path)
    with (tmp_path / "1" / "plan.html").open("a") as file:
        file.write("<p>Call 222-555-0199")
    with serving(tmp_path) as address:
        page.goto(f"{address}1/index.html")
        wait_until(
            page, "document.querySelector('.eop-banner').textContent.includes('plan.html is not as it was published')"
        )
        shutil.rmtree(tmp_path / "1")
        assert page.goto(f"{address}1/index.html").status == 404, "what is not whole answers nothing"
