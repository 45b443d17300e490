"""What an editor shows: the real YAML language server reads our schemas, and teaches the plan language."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SERVER = os.environ.get("YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server") or ""

pytestmark = pytest.mark.skipif(not SERVER, reason="needs npm's yaml-language-server; .ci/run installs it")


class Editor:
    """An editor as small as can be: it opens one text at a time and asks the server about it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen([SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.count = 0
        self.said: list[dict[str, Any]] = []
        self.ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": ROOT.as_uri(),
                "capabilities": {
                    "textDocument": {
                        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
                        "hover": {"contentFormat": ["markdown"]},
                    }
                },
            },
        )
        self.tell("initialized", {})
        self.tell(
            "workspace/didChangeConfiguration",
            {
                "settings": {
                    "yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
                }
            },
        )

    def send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def tell(self, method: str, params: dict[str, Any]) -> None:
        self.send({"method": method, "params": params})

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self.count += 1
        number = self.count
        self.send({"id": number, "method": method, "params": params})
        while True:
            answer = self.hear()
            if answer.get("id") == number and "method" not in answer:
                assert "error" not in answer, answer
                return answer["result"]

    def hear(self) -> dict[str, Any]:
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        if message.get("method") == "workspace/configuration":
            self.send({"id": message["id"], "result": [{} for _ in message["params"]["items"]]})
        elif "id" in message and "method" in message:
            self.send({"id": message["id"], "result": None})
        elif "method" in message:
            self.said.append(message)
        return message

    def open(self, kind: str, text: str) -> str:
        self.count += 1
        uri = (ROOT / "plan" / f"{kind}s" / f"from-the-editor-{self.count}.yaml").as_uri()
        whole = f"# yaml-language-server: $schema={(ROOT / 'schemas' / f'{kind}.schema.json').as_uri()}\n{text}"
        self.tell(
            "textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": whole}}
        )
        return uri

    def complaints(self, kind: str, text: str) -> list[tuple[int, str]]:
        uri = self.open(kind, text)
        while True:
            for message in self.said:
                if message["method"] == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                    return [
                        (each["range"]["start"]["line"], each["message"]) for each in message["params"]["diagnostics"]
                    ]
            self.hear()

    def offers(self, kind: str, text: str) -> list[str]:
        uri = self.open(kind, text)
        line = text.count("\n") + 1
        column = len(text.rsplit("\n", 1)[-1])
        found = self.ask(
            "textDocument/completion", {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}
        )
        return [item["label"] for item in found["items"]]

    def hover(self, kind: str, text: str) -> str:
        uri = self.open(kind, text)
        found = self.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 1, "character": 1}})
        return json.dumps(found)


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    opened = Editor()
    yield opened
    opened.process.kill()
    opened.process.communicate()


def test_a_broken_file_is_marked_where_it_is_broken(editor: Editor) -> None:
    text = "name: North desk\ntype: dest\nagenci: fire\nmethods:\n  - {type: voice, value: 612-555-0140}\n"
    complaints = editor.complaints("contact", text)
    said = dict(complaints)
    assert "Property agenci is not allowed" in said[3]
    assert "Value is not accepted" in said[2]
    assert any("agency" in message for line, message in complaints if line == 1), complaints


def test_a_good_file_is_left_in_peace(editor: Editor) -> None:
    text = (ROOT / "plan" / "contacts" / "oem-duty-desk.yaml").read_text(encoding="utf-8").split("\n", 1)[1]
    assert editor.complaints("contact", text) == []


def test_fields_and_allowed_values_are_offered(editor: Editor) -> None:
    assert {"agency", "methods", "languages"} <= set(editor.offers("contact", "name: North desk\n"))
    assert set(editor.offers("contact", "name: North desk\ntype: ")) >= {"person", "desk"}
    assert "talkgroup" in editor.offers("channel", "name: X\ntype: ")


def test_hovering_over_a_field_explains_it(editor: Editor) -> None:
    assert "A person, or a desk, at which more than one person may answer." in editor.hover(
        "contact", "type: desk\nname: North desk\n"
    )
