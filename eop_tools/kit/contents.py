"""What a kit holds: the pages that responders carry, part by part; or those that one role needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from eop_tools.document import Document
from eop_tools.document.html import html_of
from eop_tools.document.one_file import links_in
from eop_tools.errors import EopError
from eop_tools.kind import KINDS, KIT_PARTS
from eop_tools.kinds.role import Role
from eop_tools.kit.cuts import row_addresses, with_own_rows, with_own_steps, without_more_ways
from eop_tools.page import Page, View, all_pages
from eop_tools.render.index_groups import grouped
from eop_tools.render.presenter import Presenter
from eop_tools.text.catalog import to_say
from eop_tools.text.suggest import did_you_mean

_ITS_PROCEDURES = ("Procedures",)
_ITS_MEANS = ("Who to call", "Radio", "Places")
_MANY = 24
"""Procedures: with more than these, a kit that told of others' steps would be too large to be sent."""


class Carried(NamedTuple):
    """A page in a kit: what it says there, and the language of its title where that is not the plan's."""

    page: Page
    sheet: Document
    language: str | None = None


class KitGroup(NamedTuple):
    """Pages of a kit that are found together; those without a title stand in the open."""

    title: str
    held: tuple[Carried, ...]


class KitPart(NamedTuple):
    """A part of a kit: what it answers, and its pages in groups."""

    title: str
    groups: tuple[KitGroup, ...]


def whole_kit(view: View) -> list[KitPart]:
    """Return all that responders carry of an edition, in the order of `KIT_PARTS`; parts without a page are left out.

    In each part the pages that stand for themselves come first, then those of its kinds, group by group.
    """
    pages = {page.path: page for page in all_pages(view) if page.kit}
    presenter = Presenter(view)
    of_kinds: dict[str, list[KitGroup]] = {}
    for leaf in (leaf for leaf in KINDS if leaf.kit):
        for title, entities in grouped(presenter, leaf, view.plan.of_kind(leaf.name)):
            those = [(pages.pop(view.path(entity.ref)), entity.language) for entity in entities]
            held = tuple(Carried(page, _carried(page), language) for page, language in those)
            of_kinds.setdefault(leaf.kit, []).append(KitGroup(title, held))
    parts: list[KitPart] = []
    for title in dict.fromkeys((*KIT_PARTS, *of_kinds, *(page.kit for page in pages.values()))):
        alone = tuple(Carried(page, _carried(page)) for page in pages.values() if page.kit == title)
        groups = [*([KitGroup("", alone)] if alone else []), *of_kinds.get(title, [])]
        if groups:
            parts.append(KitPart(title, tuple(groups)))
    return parts


def _carried(page: Page) -> Document:
    """Return what a kit says of a page. Of those who are called in steps, the lists of numbers tell every way."""
    return without_more_ways(page.sheet) if page.kit in _ITS_PROCEDURES else page.sheet


def role_named(view: View, said: str) -> Role:
    """Return the role of that id, reference or name. Raises EopError where the edition shows none."""
    roles = view.plan.of(Role)
    wanted = said.removeprefix("role:").casefold()
    for role in roles:
        if wanted in (role.id.casefold(), role.name.casefold()):
            return role
    known = [role.id for role in roles]
    hint = did_you_mean(wanted, known) or did_you_mean(said, [role.name for role in roles])
    usual = f"name one by its id, such as “{known[0]}”" if known else "this edition shows no roles"
    raise EopError(f"there is no role “{said}” in the {view.edition.audience.value} edition", hint or usual)


def kit_of_role(view: View, role: Role) -> tuple[Carried, list[KitPart]]:
    """Return the sheet of a role, and what else it needs: its procedures, and how to reach and find what they name.

    Of its procedures there is what it does itself, with what comes right before unless they are many; and of the lists
    of numbers and channels what these name.
    """
    parts = whole_kit(view)
    path = view.path(role.ref)
    carried = {each.page.path: each for part in parts for group in part.groups for each in group.held}
    sheet = carried[path]
    its = _led_to([sheet], carried, _ITS_PROCEDURES)
    procedures = [
        each._replace(sheet=without_more_ways(with_own_steps(each.page.orders, f"@/{path}", before=len(its) <= _MANY)))
        for each in its
    ]
    means = list(_in_lists(_led_to([sheet, *procedures], carried, _ITS_MEANS), carried))
    held = ((_ITS_PROCEDURES[0], procedures), (to_say("How to reach and find"), means))
    return sheet, [KitPart(title, (KitGroup("", tuple(those)),)) for title, those in held if those]


def _led_to(those: Iterable[Carried], known: dict[str, Carried], parts: tuple[str, ...]) -> list[Carried]:
    """Return the pages of some parts that pages lead to, in the order of the kit."""
    paths = {path for each in those for path in links_in(html_of(each.sheet.blocks))}
    return [each for path, each in known.items() if path in paths and each.page.kit in parts]


def _in_lists(needed: Iterable[Carried], known: dict[str, Carried]) -> Iterator[Carried]:
    """Yield the lists that name what is needed, cut to it, and then the pages that no list names."""
    left = {f"@/{each.page.path}": each for each in needed}
    for each in known.values():
        if each.page.kit in _ITS_MEANS and f"@/{each.page.path}" not in left:
            addresses = left.keys() & set(row_addresses(each.sheet))
            if addresses:
                yield each._replace(sheet=with_own_rows(each.sheet, addresses))
            left = {address: page for address, page in left.items() if address not in addresses}
    yield from left.values()
