"""A plan that tries to run scripts, in a real browser: nothing runs, and what would run is stopped by the policy."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from hostile_plan import hostile_plan

from eop_tools.cli import main

pytestmark = pytest.mark.browser
PLANTED = "<script>document.documentElement.dataset.ran = 'yes'</script>"


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    hostile_plan(folder / "plan")
    assert main(["build", str(folder / "plan"), "--edition", "command", "--to", str(folder / "site")]) == 0
    return folder / "site"


@pytest.fixture
def context(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    opened = browser.new_context(**getattr(request, "param", {}))
    yield opened
    opened.close()


@pytest.mark.parametrize("context", [{"bypass_csp": True}], indirect=True)
def test_no_page_of_a_hostile_plan_opens_a_dialog(context: Any, hostile_site: Path, serving: Any) -> None:
    heard: list[str] = []
    page = context.new_page()
    page.on("dialog", lambda dialog: (heard.append(f"{page.url}: {dialog.message}"), dialog.dismiss()))
    with serving(hostile_site) as address:
        for path in sorted(hostile_site.rglob("*.html")):
            page.goto(address + path.relative_to(hostile_site).as_posix(), wait_until="load")
            page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
            page.evaluate(
                "document.querySelectorAll('*').forEach(one => one.dispatchEvent(new MouseEvent('mouseover')))"
            )
        page.goto(f"{address}index.html")
        page.fill("#eop-query", "alert")
        page.wait_for_selector("#eop-results a")
        page.evaluate("alert('a dialog is heard')")
    assert [what.rpartition(": ")[2] for what in heard] == ["a dialog is heard"]


@pytest.mark.parametrize("by_file", [False, True])
def test_the_policy_stops_what_was_planted(context: Any, hostile_site: Path, serving: Any, by_file: bool) -> None:
    page = context.new_page()
    path = hostile_site / "planted.html"
    path.write_text((hostile_site / "index.html").read_text().replace("</main>", f"{PLANTED}</main>"))
    with serving(hostile_site) as address:
        page.goto(path.as_uri() if by_file else f"{address}planted.html")
        assert page.evaluate("document.documentElement.dataset.ran") is None
        assert page.evaluate("document.documentElement.className") == "js"  # ours did run
        page.fill("#eop-query", "alert")
        page.wait_for_selector("#eop-results a")
    path.unlink()
