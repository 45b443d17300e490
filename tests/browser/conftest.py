"""A Chromium and the reference plan's sites, each made once for all browser tests."""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from eop_tools.cli import main

Serving = Callable[[Path], contextlib.AbstractContextManager[str]]
PLAN = Path(__file__).parent.parent.parent / "plan"
SWITCHES = [
    f"--{switch}" for switch in ("no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-sync")
] + ["--disable-background-networking", "--disable-component-update"]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The installed Chromium (CHROMIUM names another one)."""
    api = pytest.importorskip("playwright.sync_api")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("no Chromium is installed; CHROMIUM=path names one")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public edition of the reference plan."""
    return _built(tmp_path_factory.mktemp("site") / "public", "public")


@pytest.fixture(scope="session")
def responder_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition that responders hold."""
    return _built(tmp_path_factory.mktemp("site") / "responder", "responder")


@pytest.fixture(scope="session")
def command_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition that has everything."""
    return _built(tmp_path_factory.mktemp("site") / "command", "command")


def _built(folder: Path, edition: str) -> Path:
    assert main(["build", str(PLAN), "--edition", edition, "--to", str(folder)]) == 0
    return folder


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a page that was left before it was whole."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextlib.contextmanager
def _serving(folder: Path) -> Iterator[str]:
    server = _Server(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def serving() -> Serving:
    """Serve a folder on a free port: `with serving(folder) as address`."""
    return _serving


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the public edition is served."""
    with _serving(site) as where:
        yield where


@pytest.fixture(scope="session")
def command_address(command_site: Path) -> Iterator[str]:
    """Where the command edition is served."""
    with _serving(command_site) as where:
        yield where


@pytest.fixture(scope="session")
def samples(command_site: Path) -> list[str]:
    """One page of each sort (the largest of each folder: it has the most parts), and every page at the top."""
    site = command_site
    folders: dict[Path, list[Path]] = {}
    for path in site.rglob("*.html"):
        folders.setdefault(path.parent, []).append(path)
    found = folders.pop(site)
    found += [max(held, key=lambda path: path.stat().st_size) for held in folders.values()]
    return sorted(path.relative_to(site).as_posix() for path in found)
