"""Ten tasks of a night, on a telephone: at most two taps or one search, and the answer stands on the first screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from waiting import wait_until

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
QUICK, CARD = ".eop-quick a", ".eop-card a"


class Task(NamedTuple):
    """What somebody has to find: by taps from the first page, or by a search; where, and what is seen without a scroll.

    `number` is whether a number to tap is seen as well: where there is nobody to call at first, there is none.
    """

    what: str
    taps: tuple[tuple[str, str], ...]
    search: str
    page: str
    seen: str
    number: bool = True


TASKS = (
    Task("a train derailed, and I am the deputy duty officer",
         ((CARD, "Hazardous materials on the railroad: the first hour"),), "train derailed",
         "procedures/hazmat-rail-first-hour.html", "Send crews from upwind"),
    Task("a tornado warning, and I am the 911 watch supervisor",
         ((CARD, "911 Watch Supervisor"),), "911 watch supervisor",
         "roles/mecc-supervisor.html", "Confirm the location"),
    Task("the mayor cannot be reached: who signs",
         (("a", "Mayor"),), "the mayor cannot be reached, who signs",
         "roles/mayor.html", "next in line: President of the City Council"),
    Task("the EOC has no power",
         (("a", "Open the alternate EOC"),), "the EOC has no power",
         "procedures/open-alternate-eoc.html", "Announce that the EOC moves"),
    Task("which shelter takes 200 people tonight",
         ((QUICK, "Shelters"),), "shelters",
         "shelters.html", "1,500"),
    Task("the radio channel with the county",
         ((QUICK, "Radio"),), "radio channel with the county",
         "radio.html", "Hennepin", number=False),
    Task("whose number is 612-555-0103",
         ((QUICK, "Who to call"), ("a", "Police watch desk")), "612-555-0103",
         "contacts/police-watch-desk.html", "612-555-0103"),
    Task("a ransom note on a screen",
         ((CARD, "Cyber-attack: the first hour"),), "ransom note on a screen",
         "procedures/cyber-attack-first-hour.html", "pull the network plug", number=False),
    Task("who relieves the operations chief",
         (("a", "Operations Section Chief"),), "who relieves the operations chief",
         "roles/operations-section-chief.html", "next in line:"),
    Task("what do I tell the public in the first message",
         (("a", "Warn the public"),), "what do I tell the public",
         "procedures/warn-the-public.html", "Write the warning"),
)  # fmt: skip
HELD = "document.querySelector('.eop-banner').textContent.includes('On this device, whole')"
SEEN = """([text, bar]) => {
  const end = document.querySelector(bar)?.getBoundingClientRect().top || innerHeight;
  const isSeen = box => box.width && box.top >= 0 && box.bottom <= end;
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_ELEMENT);
  let told = false;
  for (let node = walker.nextNode(); node && !told; node = walker.nextNode()) {
    told = isSeen(node.getBoundingClientRect()) && node.textContent.replace(/\\s+/g, " ").includes(text);
  }
  return [told, [...document.querySelectorAll("main .eop-call")].some(call => isSeen(call.getBoundingClientRect()))];
}"""


Open = Callable[..., Any]


@pytest.fixture
def phone(browser: Any) -> Iterator[Open]:
    """Open a page on a telephone, in a browser of its own."""
    contexts = []

    def opened(address: str, **how: Any) -> Any:
        contexts.append(browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, **how))
        page = contexts[-1].new_page()
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()


def by_taps(page: Any, task: Task) -> int:
    """Tap from the first page to the answer, and return how many taps it took."""
    for within, words in task.taps:
        page.locator(f"main {within}").get_by_text(words, exact=True).first.click()
    return len(task.taps)


def by_search(page: Any, task: Task) -> None:
    """Search from the first page, and open what is found first."""
    page.fill("#eop-query", task.search)
    page.wait_for_selector("#eop-results a")
    page.press("#eop-query", "Enter")
    page.wait_for_url(lambda address: not address.endswith("/index.html"))


def wrong(page: Any, start: str, task: Task) -> list[str]:
    """What is not as it should be where somebody has come to."""
    page.wait_for_selector("main h1")
    page.wait_for_load_state()
    told, number = page.evaluate(SEEN, [task.seen, ".eop-ticking"])
    found = [] if page.url == f"{start}{task.page}" else [f"it leads to {page.url.removeprefix(start)}"]
    found += [] if told else [f"“{task.seen}” is not on the first screen"]
    found += [] if number or not task.number else ["no number to tap is on the first screen"]
    return [f"{task.what}: {each}" for each in found]


def all_wrong(page: Any, start: str, *, searching: bool) -> list[str]:
    """Do all tasks, each from the first page, and return what went wrong."""
    found = []
    for task in TASKS:
        page.goto(f"{start}index.html")
        assert by_taps(page, task) <= 2
        found += wrong(page, start, task)
        if searching:
            page.goto(f"{start}index.html")
            by_search(page, task)
            found += wrong(page, start, task)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_from_a_server(phone: Open, serving: Any, responder_site: Path, scheme: str) -> None:
    with serving(responder_site) as start:
        assert "\n".join(all_wrong(phone(start, color_scheme=scheme), start, searching=True)) == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_from_a_stick(phone: Open, responder_site: Path, scheme: str) -> None:
    start = f"{responder_site.as_uri()}/"
    assert "\n".join(all_wrong(phone(f"{start}index.html", color_scheme=scheme), start, searching=True)) == ""


def test_without_a_network_after_one_visit(phone: Open, serving: Any, responder_site: Path) -> None:
    with serving(responder_site) as start:
        page = phone(f"{start}index.html")
        wait_until(page, HELD, seconds=60)
    assert "\n".join(all_wrong(page, start, searching=True)) == ""  # the server is gone


def test_without_a_script(phone: Open, responder_site: Path) -> None:
    start = f"{responder_site.as_uri()}/"
    page = phone(f"{start}index.html", java_script_enabled=False)
    found = []
    for task in TASKS:
        page.goto(f"{start}index.html")
        by_taps(page, task)
        found += [] if page.url == f"{start}{task.page}" else [f"{task.what}: it leads to {page.url}"]
        found += [] if seen_without_script(page, task) else [f"{task.what}: not on the first screen"]
    assert found == []


def seen_without_script(page: Any, task: Task) -> bool:
    """Whether what is to be seen is on the first screen; asked of the browser, since the page runs no script."""
    boxes = [each.bounding_box() for each in page.locator("main").get_by_text(task.seen).all()]
    return any(box and box["y"] >= 0 and box["y"] + box["height"] <= PHONE["height"] for box in boxes)
