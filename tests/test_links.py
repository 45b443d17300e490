"""Links to the web: only on request, each address once, never of a private network; a local server stands for all."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from eop_tools.cli import main
from eop_tools.errors import EopError
from eop_tools.finding import Finding
from eop_tools.io import links as online
from eop_tools.lint.engine import judge
from eop_tools.plan.graph import Graph
from eop_tools.rule import RULES, Selection, the_rule
from eop_tools.testing import BASE, TODAY, plan_of


class Server(ThreadingHTTPServer):
    daemon_threads = True
    asked: Counter[str]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def _answer(self) -> None:
        self.server.asked[f"{self.command} {self.path}"] += 1
        if self.path.startswith("/drop"):
            self.close_connection = True
            return
        status = int(self.path.split("/")[1].partition("-")[0])
        if status == 405 or (self.path.endswith("-get") and self.command == "GET"):
            status = 405 if self.command == "HEAD" else 200
        elif self.path.endswith("-get"):
            status = 404
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "http://10.1.2.3/inside" if "inside" in self.path else "/200")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = _answer

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    held = Server(("127.0.0.1", 0), _Handler)
    held.asked = Counter()
    threading.Thread(target=held.serve_forever, daemon=True).start()
    private = online._is_private
    monkeypatch.setattr(online, "_is_private", lambda host: host != "127.0.0.1" and private(host))
    yield held
    held.shutdown()
    held.server_close()


def found(overlay: str, selection: Selection) -> list[Finding]:
    loaded = plan_of(overlay)
    return list(judge(loaded, Graph(loaded.plan), TODAY, selection).findings)


def plan(server: Server) -> str:
    return f"""
agencies/example-city:
  name: Example City
  type: jurisdiction
  website: {server.url}/404
  description: See [the map]({server.url}/200) and [the list]({server.url}/500 "a list") and <{server.url}/404#part>.
  sources:
    - {{title: Gone, url: "{server.url}/410"}}
    - {{title: Locked, url: "{server.url}/403"}}
    - {{title: Moved, url: "{server.url}/302"}}
    - {{title: Moved inside, url: "{server.url}/302-inside"}}
    - {{title: No HEAD, url: "{server.url}/405"}}
    - {{title: Wrong HEAD, url: "{server.url}/404-get"}}
    - {{title: Breaks off, url: "{server.url}/drop"}}
    - {{title: Twice, url: "{server.url}/410"}}
    - {{title: Example, url: "https://example.org/404"}}
"""


def test_dead_links_are_found_with_their_reason(server: Server) -> None:
    said = [
        (each.severity.value, each.message.replace(server.url, ""))
        for each in found(plan(server), Selection(("dead-link",)))
    ]
    assert sorted(said) == [
        ("warning", "“/404#part” leads nowhere: the server says 404 Not Found"),
        ("warning", "“/404” leads nowhere: the server says 404 Not Found"),
        ("warning", "“/410” leads nowhere: the server says 410 Gone; the address stands in 1 more place"),
        ("warning", "“/500” leads nowhere: the server says 500 Internal Server Error"),
        ("warning", "“/drop” leads nowhere: the server breaks off the connection"),
    ]
    assert max(server.asked.values()) <= 2  # 200 is asked for itself and after a redirect
    assert server.asked["HEAD /404"] == server.asked["HEAD /410"] == 1


def test_the_place_in_prose_is_the_address(server: Server) -> None:
    loaded = plan_of(plan(server))
    for each in judge(loaded, Graph(loaded.plan), TODAY, Selection(("EOP208",))).findings:
        line = loaded.documents[each.file].text.splitlines()[each.span.line - 1]
        assert line[each.span.column - 1 :].lstrip('"').startswith(server.url)


def test_nothing_is_asked_unless_requested(server: Server) -> None:
    for selection in (Selection(), Selection(("EOP2",)), Selection(("EOP",)), Selection(ignore=("EOP3",))):
        assert "EOP208" not in {each.code for each in found(plan(server), selection)}
    assert not server.asked
    for selection in (Selection(("EOP208",)), Selection(("EOP3", "dead-link")), Selection(online=True)):
        assert "EOP208" in {each.code for each in found(plan(server), selection)}
        assert the_rule("dead-link") in selection.rules()
    assert len(Selection(online=True).rules()) == len(list(RULES))
    assert the_rule("dead-link") not in Selection(ignore=("dead-link",), online=True).rules()


def test_private_addresses_are_not_asked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    private = [
        server.url,
        "http://localhost:1/x",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://[::1]/",
        "http://169.254.169.254/",
    ]
    assert online.dead([*private, "ftp://example.com/", "https://a.example/", "http:///x", "http://[x/"]) == {}
    assert not server.asked


def test_a_server_that_cannot_be_found_is_dead_but_no_network_is_said_once(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = ["http://no-such-host.eop-tools-nowhere/a", "http://other-host.eop-tools-nowhere/b"]
    monkeypatch.setenv("no_proxy", "*")
    assert online.dead([nowhere[0], f"{server.url}/200"]) == {nowhere[0]: "there is no such server"}
    with pytest.raises(EopError, match="no server"):
        online.dead(nowhere)


def test_what_was_asked_is_asked_again(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page may come back while the plan stays as it is, so an answer is not remembered."""
    monkeypatch.setenv("EOP_CACHE_DIR", str(tmp_path / "cache"))
    for file, text in {
        **BASE,
        "agencies/example-city.yaml": f"name: Example City\ntype: jurisdiction\nwebsite: {server.url}/404\n",
    }.items():
        path = tmp_path / "plan" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip())
    command = ["check", str(tmp_path / "plan"), "--as-of", TODAY.isoformat()]
    assert main(command) == 0
    assert not server.asked
    for times, asked in enumerate((["--select", "dead-link"], ["--online"], ["--online"]), 1):
        capsys.readouterr()
        assert main([*command, *asked]) == 1
        assert "leads nowhere" in capsys.readouterr().out
        assert server.asked["HEAD /404"] == times


def test_a_waiver_of_a_rule_that_rests_is_not_called_unused() -> None:
    waiver = "# eop: allow dead-link until 2027-03-01, the page is behind a login"
    overlay = f"agencies/example-city:\n  {waiver}\n  name: Example City\n  type: jurisdiction\n"
    assert found(overlay, Selection()) == []
