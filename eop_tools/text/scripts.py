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
        if message := _message(match[1]):
            yield message


def translated(script: str) -> str:
    """Return a script that says the same in the reader's language."""
    if language() == ENGLISH:
        return script
    return _SAID.sub(lambda match: f"say({_literal(message)}" if (message := _message(match[1])) else match[0], script)


def _message(literal: str) -> str:
    """Return what a literal of a script says; an empty text where it is written with what JSON does not know."""
    try:
        return str(json.loads(literal))
    except ValueError:
        return ""


def _literal(message: str) -> str:
    """Return a message in the reader's language as a script writes it, in a page too: no `<` opens or ends anything."""
    return json.dumps(str(_whole(message)), ensure_ascii=False).replace("<", "\\u003c")


def _whole(message: str) -> str:
    """Return a message with its parts' names left where they stand."""
    return "".join(f"{{{piece}}}" if at % 2 else piece for at, piece in enumerate(told(message)))
