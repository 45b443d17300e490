"""What a kit cuts from pages: what it says elsewhere; and for one role, steps and lines that concern others."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from msgspec.structs import replace

from eop_tools.document import (
    Block,
    Content,
    Document,
    Element,
    Facts,
    Folded,
    Heading,
    Item,
    Items,
    Link,
    Paragraph,
    Row,
    Table,
    between,
)
from eop_tools.text.catalog import say, to_say

_KEPT_FACTS = 2
"""Who, and within what time: the first of what is said about a step."""
_LEFT_OUT = to_say("Your steps; numbers that are missing are steps of others.")
_PASSED = Item(None, "step passed")
"""A step that is left out; it is counted all the same, so that the others keep their numbers."""


def without_more_ways(document: Document) -> Document:
    """Return a document without what is folded behind the first ways to reach somebody: the kit has it in its lists."""
    return Document(tuple(_without(block) for block in document.blocks if not _is_more(block)))


def _is_more(content: Content) -> bool:
    return isinstance(content, Folded) and content.role == "reach__more"


def _without(content: Any) -> Any:
    """Return content of any shape without it; what is no content stays as it is."""
    if isinstance(content, list | tuple):
        return type(content)(None if _is_more(part) else _without(part) for part in content)
    if not isinstance(content, Element):
        return content
    fields = {name: getattr(content, name) for name in content.__struct_fields__}
    return replace(content, **{name: _without(held) for name, held in fields.items() if not isinstance(held, str)})


def with_own_steps(document: Document, address: str, *, before: bool) -> Document:
    """Return a document with the steps that lead to an address (`@/roles/mayor.html`).

    With `before` there is, in short, the step right before each of them, too. Where a step is left out or cut, a line
    says so.
    """
    found: list[Block] = []
    for block in document.blocks:
        kept = _own_steps(block, address, before=before) if isinstance(block, Items) else block
        if kept is not block:
            found.append(Paragraph(say(_LEFT_OUT), "note"))
        found.append(kept)
    return Document(tuple(found))


def with_own_rows(document: Document, addresses: Collection[str]) -> Document:
    """Return the rows of a document of tables that are headed by a link to one of some pages, each once."""
    found: list[Block] = []
    heading: list[Heading] = []
    left = set(addresses)
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = [block]
        elif isinstance(block, Table) and (rows := [row for row in block.rows if _headed_by(row) in left]):
            found += [*heading, replace(block, rows=tuple(rows))]
            left.difference_update(map(_headed_by, rows))
            heading = []
    return Document(tuple(found))


def row_addresses(document: Document) -> Iterator[str]:
    """Yield the address that each row of the tables of a document is headed by."""
    for block in document.blocks:
        yield from map(_headed_by, block.rows if isinstance(block, Table) else ())


def _headed_by(row: Row) -> str:
    return row.cells[0].to if isinstance(row.cells[0], Link) else ""


def _own_steps(steps: Items, address: str, *, before: bool) -> Items:
    """Return a list of steps with those of others cut or passed; the same one where there are none."""
    others = [_is_of_others(item, address) for item in steps.items]
    if not any(others):
        return steps
    kept: list[Content] = []
    for item, is_of_others, is_next_of_others in zip(steps.items, others, [*others[1:], True], strict=True):
        if not is_of_others:
            kept.append(item)
        else:
            kept.append(_in_short(item) if before and not is_next_of_others else _PASSED)
    return replace(steps, items=tuple(kept))


def _is_of_others(item: Content, address: str) -> bool:
    return isinstance(item, Item) and item.role == "step" and not _leads_to(item.content, address)


def _in_short(item: Content) -> Content:
    if not isinstance(item, Item) or isinstance(item.content, str | Element) or item.content is None:
        return item
    return replace(item, content=[_part_in_short(part) for part in item.content])


def _part_in_short(part: Content) -> Content:
    """Return what stays of a part of a step: what is done, and the first facts on one line."""
    if isinstance(part, Paragraph):
        return part if part.role == "step__do" else None
    if isinstance(part, Facts):
        return Paragraph(between((value for _, value in part.rows[:_KEPT_FACTS]), " · "), "step__note")
    if isinstance(part, str | Element) or part is None:
        return part
    return [_part_in_short(each) for each in part]


def _leads_to(content: Content, address: str) -> bool:
    """Whether a link in content leads to a page."""
    if isinstance(content, Link):
        return content.to == address
    if isinstance(content, Facts):
        return _leads_to(content.rows, address)
    if content is None or isinstance(content, str):
        return False
    if isinstance(content, Element):
        return _leads_to(getattr(content, "content", None) or getattr(content, "items", None), address)
    return any(_leads_to(part, address) for part in content)
