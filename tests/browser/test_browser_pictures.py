"""Pictures in the hand: larger and smaller, what hangs together, what falls; by mouse, by keyboard, on a telephone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from waiting import wait_until

from eop_tools.analysis.needs import needs_of
from eop_tools.project import Project
from eop_tools.values import Audience

pytestmark = pytest.mark.browser
PLAN = Path(__file__).parent.parent.parent / "plan"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
NEW = ["dependencies", "organization", "function-map", "shared-networks", "weak-points"]
LOSE = "figure >> nth=0 >> text=Lose this"
MARKS = """
  (refs) => {
    const boxes = [...document.querySelectorAll('[data-needs]')]
    const named = (box) => (box.getAttribute('href') || '').split('/').slice(-2).join('/')
    const press = (ref) => boxes.find((box) => named(box) === ref)
      .dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))
    return refs.map((lost) => {
      lost.forEach(press)
      const found = (mark) => [...new Set(boxes.filter((box) => box.textContent.includes(mark)).map(named))]
      const said = {lost: found('✕'), down: found('↓'), second: found('↻'),
        told: [...document.querySelectorAll('.eop-told')].map((p) => p.textContent).join(' ')}
      lost.forEach(press)
      return said
    })
  }
"""


@pytest.fixture
def tab(browser: Any, command_address: str) -> Iterator[Any]:
    """A page of the command edition, opened with `tab(name, **options)`; it may not err and may not ask elsewhere."""
    contexts, wrong = [], []

    def open_one(name: str, **options: Any) -> Any:
        contexts.append(browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options}))
        page = contexts[-1].new_page()
        page.on("console", lambda said: said.type in ("error", "warning") and wrong.append(said.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(command_address + name)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert wrong == []


def page_of(ref: str) -> str:
    kind, _, id = ref.partition(":")
    return f"{ {'agency': 'agencies', 'facility': 'facilities'}.get(kind, f'{kind}s') }/{id}.html"


def test_what_falls_in_the_browser_falls_in_the_analysis(tab: Any) -> None:
    plan = Project(PLAN, date.today()).edition(Audience.command).plan
    system = needs_of(plan, date.today())
    page = tab("dependencies.html")
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")
    page.click(LOSE)
    boxes = page.eval_on_selector_all(
        "[data-needs]", "(all) => all.map((box) => [box.getAttribute('href'), box.textContent])"
    )
    whole = {re.sub(r"^(\.\./)*", "", href) for href, words in boxes if "generator of" not in words}
    drawn = sorted(ref for ref in plan.refs() if page_of(ref) in whole)
    assert len(drawn) > 100
    chance = Random(5)
    cases = [[ref] for ref in drawn] + [chance.sample(drawn, number) for number in (2, 3, 5, 9) for _ in range(15)]
    before = system.fall()
    second_before = {backup.key for backup in before.backups}
    for lost, said in zip(cases, page.evaluate(MARKS, [[page_of(ref) for ref in case] for case in cases]), strict=True):
        fall = system.fall(lost)
        down = {ref for ref in drawn if ref in fall.down and ref not in lost and ref not in before.down}
        second = {backup.key for backup in fall.backups if backup.need.essential} - second_before - {*lost}
        assert set(said["lost"]) == {page_of(ref) for ref in lost}
        assert {one for one in said["down"] if one in whole} == {page_of(ref) for ref in down}, lost
        assert set(said["second"]) & whole == {page_of(ref) for ref in drawn if ref in second}, lost
        for ref in down:
            assert plan.label(ref)[1:] in said["told"], (lost, ref)


def test_losing_by_keyboard_says_what_falls(tab: Any) -> None:
    page = tab("dependencies.html")
    page.focus(LOSE)
    page.keyboard.press("Enter")
    status = page.locator("figure >> nth=0 >> [role=status]")
    assert "Choose what is lost" in status.inner_text()
    box = page.locator("figure >> nth=0 >> [data-needs] >> text=Lumen").locator("xpath=ancestor::*[@data-needs]")
    box.focus()
    page.keyboard.press("Enter")
    assert re.fullmatch(r"If Lumen Technologies is lost: .*", status.inner_text())
    assert box.get_attribute("aria-pressed") == "true"
    assert page.url.endswith("dependencies.html"), "a box is a button as long as one loses things"
    page.keyboard.press(" ")
    assert box.get_attribute("aria-pressed") == "false"
    page.keyboard.press("0")
    assert status.inner_text() == ""
    assert page.locator(".eop-mark").count() == 0
    box.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"lumen\.html"))


def test_what_is_lost_in_one_picture_falls_in_all_of_the_page(tab: Any) -> None:
    page = tab("dependencies.html")
    page.click("article summary >> nth=0")
    page.click(LOSE)
    page.click("figure >> nth=0 >> [data-needs] >> text=Public cellular")
    assert page.locator("details figure .eop-fallen").count() > 0
    assert page.locator(".eop-told:not(:empty)").count() == 2, "one picture speaks, not all of them"


def test_larger_and_smaller_and_back(tab: Any) -> None:
    page = tab("dependencies.html")
    width = "document.querySelector('.eop-svg').getBoundingClientRect().width"
    natural = page.evaluate(width)
    page.click("figure >> nth=0 >> [aria-label='Zoom in']")
    assert page.evaluate(width) > 1.2 * natural
    box = page.locator("figure >> nth=0 >> .eop-scroll")
    inside = box.bounding_box()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page does not grow with it"
    page.mouse.move(inside["x"] + 300, inside["y"] + 200)
    before = box.evaluate("(box) => box.scrollLeft")
    page.mouse.down()
    page.mouse.move(inside["x"] + 200, inside["y"] + 200, steps=5)
    page.mouse.up()
    assert box.evaluate("(box) => box.scrollLeft") == pytest.approx(before + 100, abs=3)
    assert page.url.endswith("dependencies.html"), "dragging over a link does not follow it"
    box.focus()
    page.keyboard.press("ArrowLeft")
    wait_until(page, f"document.querySelector('figure .eop-scroll').scrollLeft < {before + 98}")
    page.keyboard.press("-")
    page.keyboard.press("-")
    page.keyboard.press("-")
    assert page.evaluate(width) <= natural
    page.keyboard.press("+")
    page.keyboard.press("0")
    assert page.evaluate(width) == pytest.approx(natural, abs=1)


def test_the_wheel_scrolls_the_page_and_zooms_only_with_control(tab: Any) -> None:
    page = tab("dependencies.html")
    page.locator("figure >> nth=0 >> .eop-scroll").scroll_into_view_if_needed()
    inside = page.locator("figure >> nth=0 >> .eop-scroll").bounding_box()
    page.mouse.move(inside["x"] + 200, inside["y"] + 200)
    width = "document.querySelector('.eop-svg').getBoundingClientRect().width"
    natural, top = page.evaluate(width), page.evaluate("scrollY")
    page.mouse.wheel(0, 240)
    wait_until(page, f"scrollY > {top}")
    assert page.evaluate(width) == natural
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    wait_until(page, f"{width} > {natural}")


def test_what_hangs_together_stands_out_on_focus_and_on_choice(tab: Any) -> None:
    page = tab("agencies/fire.html")
    page.keyboard.press("Tab")
    link = page.locator(".eop-svg a.eop-node >> nth=0")
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.locator(".eop-svg.eop-focusing").count() == 1
    near = page.locator(".eop-near:not(path)").count()
    assert 1 < near < page.locator(".eop-node, .eop-gate").count()
    page.click("text=What a box is tied to")
    link.click()
    assert "fire.html" in page.url, "in this mode a click chooses"
    page.mouse.move(5, 5)
    assert page.locator(".eop-svg.eop-focusing").count() == 1, "the choice stays"
    page.click("text=Reset")
    assert page.locator(".eop-svg.eop-focusing").count() == 0


@pytest.mark.parametrize("name", [*NEW, "agencies/xcel-energy"])
def test_on_a_telephone_a_finger_scrolls_the_page(tab: Any, name: str) -> None:
    page = tab(f"{name}.html", viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    held = "(all) => all.map((one) => getComputedStyle(one).touchAction).filter((one) => one !== 'auto')"
    assert page.eval_on_selector_all(".eop-scroll, .eop-svg, .eop-svg *", held) == []
    small = "[...document.querySelectorAll('.eop-tools button')].some(one => one.getBoundingClientRect().height < 44)"
    wait_until(page, f"document.querySelector('.eop-tools button') && !{small}")
    page.tap("[aria-label='Zoom in'] >> nth=0")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("name", NEW)
def test_without_a_script_the_pictures_are_whole(tab: Any, name: str) -> None:
    page = tab(f"{name}.html", java_script_enabled=False)
    assert page.locator(".eop-tools").count() == 0
    for fold in page.locator("article summary").all()[:2]:
        fold.click()
    link = page.locator(".eop-svg a[href] >> nth=0")
    target = link.get_attribute("href")
    if not link.is_visible():
        page.locator("article summary >> nth=0").click()
    link.click()
    assert page.url.endswith(target.rpartition("/")[2])


@pytest.mark.parametrize("name", NEW)
def test_on_paper_there_is_the_whole_picture_and_no_button(tab: Any, name: str) -> None:
    page = tab(f"{name}.html", viewport={"width": 718, "height": 900}, color_scheme="dark")
    page.evaluate("document.querySelectorAll('[aria-label=\"Zoom in\"]').forEach((one) => one.click())")
    page.emulate_media(media="print")
    assert page.locator(".eop-tools button:visible").count() == 0
    wide = (
        "(all) => all.filter((one) => one.getBoundingClientRect().width > innerWidth + 1 || "
        "one.parentElement.scrollWidth > one.parentElement.clientWidth + 1).length"
    )
    assert page.eval_on_selector_all(".eop-svg", wide) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", NEW)
def test_axe_finds_nothing_in_an_open_picture(tab: Any, name: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = tab(f"{name}.html", color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((fold, place) => { fold.open = place < 3 })")
    if page.locator(LOSE).count():
        page.click(LOSE)
        page.locator("figure >> nth=0 >> [data-needs] >> nth=4").dispatch_event("click")
        assert page.locator(".eop-mark").count()
    violations = axe.run(page, options={"runOnly": RULES}).response["violations"]
    found = [
        (fault["id"], node["html"][:200], node["failureSummary"]) for fault in violations for node in fault["nodes"]
    ]
    assert found == []
