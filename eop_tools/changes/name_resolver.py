"""What the things of two plans are called, and what of them may be told to an audience."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from eop_tools.finding import Place
from eop_tools.kind import KINDS, Part, Relation
from eop_tools.plan import Plan
from eop_tools.plan.edition import Edition, Viewer, edition_for, meant_for, shown_to
from eop_tools.plan.graph import MENTION
from eop_tools.text.phrases import article, counted, listed
from eop_tools.values import Audience

NOT_SHOWN = "(not shown)"
_SOME = re.compile(rf"an? ([a-z]+) {re.escape(NOT_SHOWN)}")


@dataclass(frozen=True)
class NameResolver:
    """Both plans, the old one in the new names, on a day, as an audience may be told of them.

    What one of the two plans withholds is not told, so that proposing to show something does not show it yet.
    `renamed` gives the new reference of each old one that is gone where the thing itself is not. `dropped` fills with
    what is gone from the plan, and the entities that therefore no longer name it.
    """

    old: Plan
    new: Plan
    today: date
    audience: Audience
    renamed: Mapping[str, str] = field(default_factory=dict)
    dropped: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __call__(self, ref: str) -> str:
        """Return the name people use for a full reference, or that there is something that is not shown."""
        if not self.sees(ref):
            return f"{article(ref.partition(':')[0])} {NOT_SHOWN}"
        if ref in self.renamed:
            return f"{self.words(self.old.label(self.renamed[ref]))} ({ref})"
        return self.words((self.new if ref in self.new else self.old).label(ref))

    @cached_property
    def _viewer(self) -> Viewer:
        shown = [(plan, shown_to(plan, self.audience)) for plan in (self.old, self.new)]
        withheld = {ref for plan, some in shown for ref in plan.refs() if ref not in some}
        return Viewer(self.new, self.audience, shown[0][1].union(shown[1][1]) - withheld)

    def sees(self, ref: str) -> bool:
        """Whether an entity may be told of; of what neither plan holds, or holds unread, its kind decides."""
        if ref.endswith(NOT_SHOWN):
            return False
        ref = self.renamed.get(ref, ref)
        if ref in self.old or ref in self.new:
            return ref in self._viewer.shown
        kind = KINDS.get(ref.partition(":")[0])
        return self.audience.may_see(kind.audience if kind else Audience.command)

    def tells(self, plan: Plan, *places: Place) -> bool:
        """Whether what rests on these places of one of the two plans may be told: all of them are shown whole.

        Where both plans hold an entity, neither may withhold it.
        """
        if self.audience is Audience.command:
            return True
        edition = self._before if plan is self.old else self._after
        return all(self.sees(place.ref) and edition.sees_whole(place) for place in places)

    def reads(self, place: Place) -> bool:
        """Whether a text of the new plan is shown, although words in it may be withheld."""
        return self.audience is Audience.command or (self.sees(place.ref) and self._after.sees(place))

    @cached_property
    def _before(self) -> Edition:
        return edition_for(self.old, self.audience)

    @cached_property
    def _after(self) -> Edition:
        return edition_for(self.new, self.audience)

    def shows(self, part: Part, field: str) -> bool:
        """Whether a field of an entity or a part may be told of."""
        return self.audience.may_see(meant_for(part, field))

    def seen(self, value: Any, relation: Relation | None) -> Any:
        """Return what may be told of a field's value."""
        return value if self.audience is Audience.command else self._viewer.value(value, relation)

    def words(self, text: str) -> str:
        """Return a text without the references in it that may not be told; the words that stand for them stay."""
        if "[[" not in text:
            return text
        return MENTION.sub(lambda said: said[0] if self.sees(said[1]) else said[2] or NOT_SHOWN, text)

    def ref(self, ref: str) -> str:
        """Return a reference for programs; of what is not shown the kind alone."""
        return ref if self.sees(ref) else self.hidden(ref)

    def hidden(self, ref: str) -> str:
        """Return in place of a reference that something of its kind is not shown."""
        return f"{ref.partition(':')[0]}:{NOT_SHOWN}"

    def file(self, file: str) -> str:
        """Return the path of a file for programs; of one whose name spells what is not shown the folder alone."""
        folder, _, name = file.partition("/")
        kind = next((kind.name for kind in KINDS if kind.plural == folder), folder)
        return file if not name or self.sees(f"{kind}:{name.rpartition('.')[0]}") else f"{folder}/{NOT_SHOWN}"

    def few(self, refs: Iterable[str]) -> str:
        """Return some references as a phrase of at most three names."""
        return few(map(self, refs), 3)


def _some(kind: str, count: int) -> str:
    if count == 1:
        return article(kind)
    known = KINDS.get(kind)
    return counted(count, kind, known.plural if known else "")


def few(items: Iterable[str], most: int = 4) -> str:
    """Return items as a phrase, the first ones by name and the rest by their number, those not shown by their kind."""
    held: list[str] = []
    hidden: Counter[str] = Counter()
    for item in items:
        if said := _SOME.fullmatch(item):
            hidden[said[1]] += 1
        else:
            held.append(item)
    rest = len(held) - most
    named = held if rest <= 0 else [*held[:most], f"{rest} more"]
    return listed([*named, *(f"{_some(kind, count)} {NOT_SHOWN}" for kind, count in hidden.items())]) or "nothing"
