"""Ticking and timing in a real browser: what is done, next and late, kept and handed on; and boxes without a script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from waiting import wait_until

from eop_tools.cli import main

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "plans" / "small"
PROCEDURE, ROLE = "procedures/open-eoc.html", "roles/director.html"
HERE = "America/Chicago"
BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })"
SHARED = "navigator.share = given => { window.given = given.text; return Promise.resolve() }"
UNSHARED = "Object.defineProperty(navigator, 'share', { value: undefined })"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
Opened = Callable[..., Any]


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ticking") / "site"
    assert main(["build", str(SMALL), "--edition", "responder", "--as-of", "2026-11-23", "--to", str(folder)]) == 0
    return folder


@pytest.fixture
def opened(browser: Any, small_site: Path) -> Iterator[Opened]:
    """Open a page of the small plan from a stick, at two in the morning: `opened(path, at=…, script=…)`."""
    contexts, wrong = [], []

    def open_one(path: str = PROCEDURE, at: str = "2026-11-23T02:00", script: str = UNSHARED, **options: Any) -> Any:
        context = browser.new_context(timezone_id=HERE, viewport={"width": 360, "height": 740}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.add_init_script(script)
        page.clock.install(time=datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(HERE)))
        page.goto(f"{small_site.as_uri()}/{path}")
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert wrong == []


def pressed(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def boxes(page: Any) -> list[bool]:
    return [box.is_checked() for box in page.query_selector_all(".eop-tick")]


def said(page: Any, step: int = 1) -> str:
    return " ".join(page.locator(f"[data-step='{step}'] .eop-said").first.inner_text().split())


def bar(page: Any) -> str:
    return " ".join(page.inner_text(".eop-ticking__row").split())


def text_of(page: Any, name: str) -> str:
    if page.is_hidden("#eop-ticking-panel"):
        pressed(page, "More")
    pressed(page, name)
    wait_until(page, "document.querySelector('[role=status].eop-ticking__said') !== null")
    return str(page.input_value("textarea"))


def test_what_is_done_next_and_late_is_seen_and_survives_a_reload(opened: Opened) -> None:
    page = opened()
    assert bar(page) == "Start clock Tick steps 0 of 3 done More"
    pressed(page, "Start clock")
    assert said(page) == "Next, by 02:10"
    page.check("#step-2 > .eop-tick")
    assert said(page, 2) == "Done 02:00, T+0 min"
    assert page.inner_text(".eop-ticking [role=status]") == "Step 2 done, 02:00. Next: step 1."
    page.clock.fast_forward("11:00")
    wait_until(page, "document.querySelector('#step-1').dataset.state === 'late'")
    assert said(page) == "Late, was due 02:10"
    assert bar(page) == "T+11 min from 02:00 Late: 1 1 of 3 done More"
    assert page.inner_text(".eop-ticking [role=status]") == "Late: step 1 of Open the EOC: now."
    page.reload()
    assert boxes(page) == [False, True, False]
    page.check("#step-1 > .eop-tick")
    assert said(page) == "Done 02:11, T+11 min, 1 min late"
    page.get_by_role("button", name="Not needed").click()
    assert said(page, 3).startswith("Not needed, 02:11")
    assert bar(page) == "T+11 min from 02:00 All done 3 of 3 done More"
    page.goto(page.url.replace(PROCEDURE, ROLE))
    assert said(page.locator("[data-ticks='procedures/open-eoc.html']"), 1).startswith("Done 02:11"), "the same list"
    stored = page.evaluate("JSON.stringify(localStorage)")
    assert "Tell everybody" not in stored
    assert "responder%7C" not in stored
    assert "|responder|1.2|procedures%2Fopen-eoc.html|" in stored


def test_the_start_can_be_corrected(opened: Opened) -> None:
    page = opened(at="2026-11-23T00:02")
    pressed(page, "Start clock")
    pressed(page, "More")
    page.get_by_label("Started").fill("14")
    page.clock.run_for(3000)
    page.get_by_label("Started").blur()
    page.clock.run_for(3000)
    pressed(page, "Set")
    assert bar(page).startswith("T+14 min from 22 Nov, 23:48 Late: 1 ")


def test_the_log_has_the_form_of_ics_214_in_the_night_the_clocks_change(opened: Opened) -> None:
    page = opened(ROLE, at="2026-11-01T01:50")
    page.check(".eop-first li:first-child > .eop-tick")
    page.clock.fast_forward("20:00")
    page.check(".eop-first li:last-child > .eop-tick")
    lines = text_of(page, "Copy log (ICS 214)").split("\n")
    assert [line.split(":")[0] for line in lines[:8]] == [
        "ACTIVITY LOG (ICS 214)",
        "1. Incident Name",
        "2. Operational Period",
        "3. Name",
        "4. ICS Position",
        "5. Home Agency (and Unit)",
        "6. Resources Assigned",
        "7. Activity Log",
    ]
    assert lines[4] == "4. ICS Position: Director"
    assert lines[8:11] == [
        "Date/Time\tNotable Activities",
        "11/01/2026 01:50 UTC-05:00\tStep 1 done: Call the desk.",
        "11/01/2026 01:10 UTC-06:00\tStep 2 done: Decide on the level.",
    ]
    assert lines[-1] == "From: Emergency plan of Smallville, version 1.2, responder edition: not for the public"


def test_another_takes_over_by_the_text_and_only_by_a_whole_one_of_the_same_version(opened: Opened) -> None:
    page = opened()
    pressed(page, "Start clock")
    page.check("#step-1 > .eop-tick")
    text = text_of(page, "Hand over")
    assert "[x] 1. Tell everybody. (Done 02:00, T+0 min)" in text
    assert "[ ] 2. Unlock the hall. (Next)" in text
    code = re.search(r"#ticked=\S+$", text)
    assert code
    for bad, why in (
        (code[0][:-2], "no whole handover"),
        (code[0].replace("=1.2:", "=1.1:"), "from version 1.1"),
        (code[0].replace(":responder:", ":public:"), "public edition"),
        (code[0].replace("open-eoc", "evacuate"), "of another page"),
        (re.sub(r"\.\w+$", ".zzzzzzz", code[0]), "no whole handover"),
        (code[0].replace("1.", "<img src=x>."), "no whole handover"),
    ):
        other = opened(at="2026-11-23T02:05")
        other.evaluate("fragment => { location.hash = fragment }", bad)
        wait_until(other, "document.querySelector('.eop-ticking__said') !== null")
        assert why in other.inner_text(".eop-ticking__said"), bad
        assert boxes(other) == [False, False, False]
    other = opened(f"{PROCEDURE}{code[0]}", at="2026-11-23T02:05")
    assert other.inner_text("[role=alertdialog] p >> nth=0") == (
        "Take over “Open the EOC: now”, 1 step, started 02:00? What is ticked here stays."
    )
    assert boxes(other) == [False, False, False], "nothing without a yes"
    assert "ticked" not in other.url
    pressed(other, "No")
    pressed(other, "More")
    pressed(other, "Take over …")
    other.get_by_label("Paste the text").fill(text)
    other.locator("#eop-ticking-panel > button", has_text="Take over").click()
    other.locator("[role=alertdialog] button", has_text="Take over").click()
    assert said(other) == "Done 02:00, T+0 min"
    assert bar(other).startswith("T+5 min from 02:00 Next: 2")


def test_a_device_that_shares_is_handed_the_text_with_a_link(opened: Opened, small_site: Path, serving: Any) -> None:
    page = opened(script=SHARED)
    with serving(small_site) as address:
        page.goto(address + PROCEDURE)
        page.check("#step-1 > .eop-tick")
        pressed(page, "More")
        pressed(page, "Hand over")
        link = page.evaluate("window.given").split("\n")[-1]
        assert link.startswith(f"{address}{PROCEDURE}#ticked=1.2:responder:procedures%2Fopen-eoc.html:-:1:1.")
        other = opened(at="2026-11-23T02:05")
        other.goto(link)
        other.locator("[role=alertdialog] button", has_text="Take over").click()
        assert said(other) == "Done 02:00"
        assert other.url == address + PROCEDURE


def test_nothing_is_lost_by_a_slip_of_the_finger(opened: Opened) -> None:
    page = opened()
    page.check("#step-1 > .eop-tick")
    page.clock.fast_forward("01:00")
    page.click("#step-1 > .eop-tick")
    assert "ticked at 02:00" in page.inner_text("[role=alertdialog]")
    assert page.evaluate("document.activeElement.textContent") == "No"
    page.keyboard.press("Escape")
    assert boxes(page)[0]
    pressed(page, "More")
    pressed(page, "Reset")
    pressed(page, "No")
    assert boxes(page)[0]
    pressed(page, "Reset")
    page.locator("[role=alertdialog] button", has_text="Delete").click()
    assert boxes(page) == [False, False, False]
    assert page.evaluate("localStorage.length") == 0


def test_ticks_of_another_event_are_kept_apart(opened: Opened) -> None:
    page = opened()
    page.check("#step-1 > .eop-tick")
    page.clock.set_system_time(datetime(2026, 11, 24, 3, tzinfo=ZoneInfo(HERE)))
    page.reload()
    assert boxes(page) == [False, False, False]
    pressed(page, "More")
    assert "Earlier: 23 Nov, 02:00, 1 tick" in page.inner_text("#eop-ticking-panel li")
    pressed(page, "Go on")
    assert said(page) == "Done 23 Nov, 02:00"


def test_a_browser_that_keeps_nothing_ticks_all_the_same_and_says_so(opened: Opened) -> None:
    page = opened(script=BLOCKED)
    pressed(page, "Start clock")
    page.check("#step-1 > .eop-tick")
    assert said(page) == "Done 02:00, T+0 min"
    pressed(page, "More")
    assert "keeps nothing" in page.inner_text(".eop-ticking__note")


def test_by_keyboard_and_with_a_big_finger(opened: Opened) -> None:
    page = opened()
    page.focus("#step-1 > .eop-tick")
    page.keyboard.press("Space")
    assert boxes(page)[0]
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    pressed(page, "More")
    targets = page.query_selector_all(".eop-ticking :is(button, input, select), .eop-tick, .eop-said button")
    sizes = [box for target in targets if (box := target.bounding_box())]
    assert len(sizes) > 9
    assert [box for box in sizes if min(box["width"], box["height"]) < 44] == []
    page.keyboard.press("Escape")
    assert page.is_hidden("#eop-ticking-panel")
    assert page.evaluate("document.activeElement.textContent") == "More"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [PROCEDURE, ROLE])
def test_axe_finds_nothing_in_any_state(opened: Opened, path: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = opened(path, color_scheme=scheme)
    pressed(page, "Start clock")
    page.check(".eop-tick >> nth=1")
    page.clock.fast_forward("11:00")
    pressed(page, "More")
    pressed(page, "Copy log (ICS 214)")
    pressed(page, "Reset")
    violations = axe.run(page, options={"runOnly": RULES}).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_a_script_there_are_boxes_and_nothing_else(opened: Opened) -> None:
    page = opened(java_script_enabled=False)
    page.check("#step-1 > .eop-tick")
    assert boxes(page) == [True, False, False]
    assert page.query_selector(".eop-ticking") is None


def test_on_paper_there_is_a_box_and_a_column_for_the_time(opened: Opened) -> None:
    for path, entry, after in ((PROCEDURE, "#step-1", "::before"), (ROLE, ".eop-first li", "::after")):
        page = opened(path)
        page.emulate_media(media="print")
        assert page.is_visible(f"{entry} > .eop-tick")
        assert page.is_hidden(".eop-ticking")
        timed = f"{entry} > .eop-step__meta" if path == PROCEDURE else entry
        assert "Time" in page.evaluate(f"getComputedStyle(document.querySelector('{timed}'), '{after}').content")


def test_many_lists_in_one_file_need_nothing_of_the_template(opened: Opened, small_site: Path, tmp_path: Path) -> None:
    """As a kit has them: a list that stands there twice is one list."""
    lists = [
        found[0]
        for path in (PROCEDURE, ROLE)
        for found in re.finditer(r"<(ol|ul)[^>]*data-ticks.*?</\1>", (small_site / path).read_text(), re.S)
    ]
    script = "".join((ROOT / "site" / "assets" / name).read_text() for name in ("say.js", "ticking.js"))
    file = tmp_path / "kit.html"
    file.write_text(f"<!doctype html><title>kit</title>{''.join(lists)}<script>{script}</script>")
    page = opened(at="2026-11-23T02:00")
    page.goto(file.as_uri())
    page.check("[data-position] > [data-step='1'] > .eop-tick >> nth=-1")
    assert page.locator("[data-ticks='procedures/open-eoc.html'] > [data-state='done']").count() == 2
    pressed(page, "More")
    assert page.locator("select option").count() == 2
