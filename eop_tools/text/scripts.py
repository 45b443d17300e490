"""The words of the interface in scripts and templates: each stands there as `say("…")`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from eop_tools.text.catalog import ENGLISH, language, told

_SAID = re.compile(r'\bsay\(("(?:[^"\\\n]|\\.)*")')


def messages_in(text: str) -> Iterator[str]:
    """Yield the words that a script or a template says, as they stand in the catalogs."""
    for match in _SAID.finditer(text):
        yield json.loads(match[1])


def translated(script: str) -> str:
    """Return a script that says the same in the reader's language."""
    if language() == ENGLISH:
        return script
    return _SAID.sub(lambda match: f"say({_literal(json.loads(match[1]))}", script)


def _literal(message: str) -> str:
    """Return a message in the reader's language as a script writes it: one that could end its element is parted."""
    return json.dumps(str(_whole(message)), ensure_ascii=False).replace("</", "<\\/")


def _whole(message: str) -> str:
    """Return a message with its parts' names left where they stand."""
    return "".join(f"{{{piece}}}" if at % 2 else piece for at, piece in enumerate(told(message)))
