"""Wait for a page to become something; Playwright's own way evaluates text, which the pages forbid by their policy."""

from __future__ import annotations

import time
from typing import Any


def wait_until(page: Any, expression: str, seconds: float = 30) -> None:
    """Return once a JavaScript expression is true on a page; fail after some seconds."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"still not so after {seconds:g} s: {expression}"
        page.wait_for_timeout(20)
