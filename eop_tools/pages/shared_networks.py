"""Shared networks: which networks carry the ways to communicate, what stands behind them, who has only one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from eop_tools.document import Content, Trail, table
from eop_tools.kinds.channel import Channel
from eop_tools.kinds.contact import Contact
from eop_tools.page import Page, View, page
from eop_tools.plan.queries import method_needs
from eop_tools.render.diagrams import Arrow, Node, Stack, diagram
from eop_tools.render.needs_picture import READING, arrows, legend_of, plain_key, thing
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.render.what_if_data import losable
from eop_tools.text.catalog import say, to_say
from eop_tools.text.phrases import counted
from eop_tools.values import Audience

_MOST_BOXES = 30
_LISTED = 6
_STRONG = to_say("A strong frame marks what carries two or more ways to communicate.")


@page("shared-networks", title="Shared networks", section="With what", order=41)
def shared_networks(view: View) -> Iterator[Page]:
    """Which networks carry the ways to communicate; the public edition has no such page."""
    if view.edition.audience is Audience.public:
        return
    networks = _Networks(Presenter(view))
    if not networks.refs:
        return
    sheet = Sheet()
    sheet.add(Trail(((say("Home"), "@/index.html"), (say("With what"), ""))))
    sheet.heading(say("Shared networks"), 1)
    sheet.lead(
        say(
            "What carries the ways to communicate, for whoever plans the second way: {networks}, what stands behind "
            "them, and who has no other.",
            networks=counted(len(networks.refs), "network"),
        )
    )
    sheet.add(view.edition.unseen)
    sheet.section(say("The picture"), networks.picture())
    sheet.section(say("In words"), networks.table())
    yield Page(
        "shared-networks.html",
        say("Shared networks"),
        sheet.document,
        "With what",
        description=sheet.summary,
        in_menu=True,
        order=41,
    )


class _Networks:
    """What runs over what in one edition."""

    def __init__(self, presenter: Presenter) -> None:
        self.presenter = presenter
        self.system = presenter.system
        self.ways: Counter[str] = Counter()
        self.channels: dict[str, list[str]] = {}
        for contact in presenter.plan.of(Contact):
            self.ways.update(ref for method in contact.methods for ref in method_needs(presenter.plan, method))
        for channel in presenter.plan.of(Channel):
            for ref in dict.fromkeys(channel.over):
                self.channels.setdefault(ref, []).append(channel.ref)
        found = {ref: self.ways[ref] + len(self.channels.get(ref, ())) for ref in (*self.ways, *self.channels)}
        self.refs = sorted((ref for ref in found if ref in presenter.plan), key=lambda ref: (-found[ref], ref))
        carrying = {plain_key(key) for ref in self.refs for key in self.system.above(ref) - {ref}}
        self.shared = [ref for ref in self.refs if found[ref] > 1 or ref in carrying]

    @cached_property
    def alone(self) -> dict[str, list[str]]:
        """The contacts that cannot be reached, and the positions that nobody fills, without a network."""
        found = {}
        for ref in self.refs:
            fallen = (key for key in self.system.fall([ref]).why if key not in self.presenter.down and "/" not in key)
            found[ref] = [key for key in fallen if key.startswith(("contact:", "role:"))]
        return found

    @property
    def no_other(self) -> str:
        """The words for those who have no other way, as far as this edition can know; said where they are shown."""
        return to_say("No other way shown here") if self.presenter.view.edition.unseen else to_say("No other way")

    def picture(self) -> Content:
        """Return the picture: on top the channels and who has no other way, then networks and what they need."""
        needed = {plain_key(key) for ref in self.shared for key in self.system.above(ref)} - {*self.shared}
        keys = [*self.shared, *sorted(key for key in needed if "/" not in key)][:_MOST_BOXES]
        gates, lines = arrows(self.system, keys, {key: key for key in keys})
        stacks: list[Stack] = []
        for ref in [ref for ref in self.shared if ref in keys]:
            for heading, refs in ((to_say("Channels"), self.channels.get(ref, [])), (self.no_other, self.alone[ref])):
                if refs:
                    stacks.append(self._stack(f"{heading} {ref}", heading, refs))
                    lines.append(Arrow(stacks[-1].key, ref))
        boxes = [thing(self.presenter, key, note=self._note(key), strong=key in self.shared) for key in keys]
        stacked = [node.key for stack in stacks for node in stack.nodes if node.key in self.presenter.plan]
        return diagram(
            "networks",
            say("What carries the ways to communicate"),
            [*stacks, *boxes, *gates],
            lines,
            across=False,
            legend=legend_of([*keys, *stacked]),
            caption=f"{say(READING)} {say(_STRONG)}",
            losable=losable(self.system, [*keys, *stacked], self.presenter.down),
        )

    def _stack(self, key: str, heading: str, refs: Sequence[str]) -> Stack:
        nodes = [thing(self.presenter, ref) for ref in refs[: _LISTED if len(refs) > _LISTED + 1 else len(refs)]]
        rest = len(refs) - len(nodes)
        return Stack(
            key, (*nodes, *([Node(f"{key} more", say("and {number} more", number=rest))] if rest else [])), say(heading)
        )

    def _note(self, key: str) -> str:
        ways = self.ways[key]
        return say("{ways} to reach people", ways=counted(ways, "way")) if ways else ""

    def table(self) -> Content:
        """Return the same as a table, with every network."""
        rows = [
            [
                self.presenter.link(ref),
                str(self.ways[ref]),
                self.presenter.links(self.channels.get(ref, ())),
                self.presenter.links(self.alone[ref]),
            ]
            for ref in self.refs
        ]
        return table([say("Network"), say("Ways to reach people"), say("Channels"), say(self.no_other)], rows)
