"""The words of the interface, from where they are said. Run, it writes messages.pot and each catalog anew."""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from eop_tools.field import fields_of
from eop_tools.kind import KINDS, KIT_PARTS, SECTIONS, Kind, Part
from eop_tools.page import PAGES
from eop_tools.render.fields import kind_noun
from eop_tools.text.phrases import NOTATION, in_words, inside
from eop_tools.text.scripts import messages_in

ROOT = Path(__file__).parent.parent
WORDS = ROOT / "site" / "words"
TEMPLATE = WORDS / "messages.pot"
ROOMS = (
    "analysis",
    "document",
    "kind.py",
    "kinds",
    "kit",
    "mkdocs_plugin.py",
    "page.py",
    "pages",
    "plan",
    "render",
    "report/rehearsal",
    "text",
    "upkeep",
)
"""The rooms whose words are read on pages; findings and answers in the terminal are in English."""
SINGLE = ("say", "said", "to_say")
COUNTED = ("counted", "say_counted", "to_count")


class Message(NamedTuple):
    """Words of the interface, with their plural where they are counted, and the file that says them."""

    one: str
    many: str
    file: str


def messages() -> list[Message]:
    """All words of the interface, each once, in the order of the files that say them."""
    found: dict[str, Message] = {}
    for message in (*_of_modules(), *_of_site(), *_of_language()):
        before = found.get(message.one)
        if before is None or (message.many and not before.many):
            found[message.one] = message
    return list(found.values())


def _of_modules() -> Iterator[Message]:
    rooms = [ROOT / "eop_tools" / room for room in ROOMS]
    for path in (path for room in rooms for path in (sorted(room.rglob("*.py")) if room.is_dir() else [room])):
        file = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
                if node.func.id in SINGLE and texts:
                    yield Message(texts[0], "", file)
                elif node.func.id in COUNTED and texts:
                    yield Message(texts[0], texts[1] if len(texts) > 1 else f"{texts[0]}s", file)
                elif node.func.id in ("listed", "few") and texts:
                    yield Message(texts[-1], "", file)


def _of_site() -> Iterator[Message]:
    for path in sorted((ROOT / "site").rglob("*")):
        if path.suffix in (".js", ".html"):
            for message in messages_in(path.read_text(encoding="utf-8")):
                yield Message(message, "", path.relative_to(ROOT).as_posix())


def _of_language() -> Iterator[Message]:
    """What the site says of kinds and fields, which are declared in no words of their own."""
    yield from (Message(words, "", "eop_tools/text/phrases.py") for words in NOTATION)
    yield from (Message(words, "", "eop_tools/kind.py") for words in (*SECTIONS, *KIT_PARTS))
    for leaf in PAGES:
        file = f"{leaf.make.__module__.replace('.', '/')}.py"
        yield from (Message(words, "", file) for words in (leaf.title, leaf.summary) if words)
    for leaf in KINDS:
        yield from _of_kind(leaf, f"{leaf.model.__module__.replace('.', '/')}.py")


def _of_kind(leaf: Kind, file: str) -> Iterator[Message]:
    yield Message(leaf.title, "", file)
    yield Message(leaf.summary, "", file)
    if not leaf.is_single:
        yield Message(leaf.name, leaf.plural, file)
    yield Message(kind_noun(leaf.name), inside(leaf.title), file)
    models: list[type[Part]] = [leaf.model]
    for model in models:  # which grows while it is walked
        models += [part for field in fields_of(model) for part in field.parts if part not in models]
    for field in (field for model in models for field in fields_of(model)):
        yield from (Message(in_words(words), "", file) for words in (field.name, *field.choices))
        if field.relation:
            yield from (Message(words, "", file) for words in field.relation[1:])


def template() -> bytes:
    """The template of all catalogs."""
    return _written(_filled(Catalog(fuzzy=False)))


def updated(text: bytes, tag: str) -> bytes:
    """A catalog with all words that are said today, and no others: what is new is empty."""
    before = read_po(io.BytesIO(text), locale=tag.replace("-", "_"))
    made = _filled(Catalog(locale=tag.replace("-", "_"), fuzzy=False))
    for entry in made:
        known = before.get(entry.id) if entry.id else None
        if known is not None and bool(entry.pluralizable) == bool(known.pluralizable):
            entry.string = known.string
    return _written(made)


def _filled(catalog: Catalog) -> Catalog:
    catalog.header_comment = "# The words of the interface; written by nox -s generate, translated by people."
    for message in messages():
        catalog.add((message.one, message.many) if message.many else message.one, locations=[(message.file, None)])
    return catalog


def _written(catalog: Catalog) -> bytes:
    stream = io.BytesIO()
    write_po(stream, catalog, width=0, sort_by_file=False, omit_header=False)
    lines = stream.getvalue().decode().splitlines()
    dated = ("POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Last-Translator", "Report-Msgid", "Project-Id")
    return ("\n".join(line for line in lines if not line.lstrip('"').startswith(dated)) + "\n").encode()


if __name__ == "__main__":
    WORDS.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(template())
    for path in sorted(WORDS.glob("*.po")):
        path.write_bytes(updated(path.read_bytes(), path.stem))
