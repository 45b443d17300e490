"""Whom to call and who answers: the number to tap first, who answers outside its hours, and the rest behind a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from eop_tools.document import Content, Dial, Folded, Group, Paragraph, bullets
from eop_tools.document.saying import said
from eop_tools.kinds.agency import Agency
from eop_tools.kinds.contact import Contact, Method
from eop_tools.kinds.role import Role
from eop_tools.notation.opening_hours import EVERY_HOUR, opening_hours
from eop_tools.plan.queries import by_readiness
from eop_tools.render.presenter import Presenter
from eop_tools.text.catalog import say
from eop_tools.text.phrases import counted, humane, in_small, notation

_SPOKEN = ("voice", "satellite", "radio", "text", "pager")
"""What somebody answers at once; a letter waits until it is read, and a fax is no telephone."""
_MOST = 6


class Answering(NamedTuple):
    """One way to somebody who may be meant, and how it is shown."""

    contact: Contact
    method: Method
    shown: Content

    @property
    def coverage(self) -> int:
        """The hours at which the plan says that it is answered; none where it says nothing."""
        return opening_hours(self.method.hours).coverage if self.method.hours else 0

    @property
    def always(self) -> bool:
        """Whether the plan says that it is answered at any hour."""
        return self.coverage == EVERY_HOUR

    @property
    def hours(self) -> str:
        """When it is answered, in words."""
        if self.always:
            return say("at any hour")
        return notation(self.method.hours) or say("hours not said")


def reaching(presenter: Presenter, refs: list[str], told: set[str] | None = None) -> Content:
    """Return for each role, desk or agency that is to be called its line: number, who answers and when, who else.

    The rest is folded away; of those already `told` on the page the number alone is said again. Where the edition
    shows no number of them, a published desk of theirs stands there, or that the number is withheld.
    """
    before = set() if told is None else told
    lines = []
    for ref in refs:
        lines.append(_line(presenter, ref, again=ref in before))
        before.add(ref)
    return bullets(lines, "reach")


def reached(presenter: Presenter, ref: str) -> Content:
    """Return the same for one of them, which is no list."""
    return Group(_line(presenter, ref, again=False), "reach")


def number_of(presenter: Presenter, ref: str) -> Content:
    """Return the first number to call for a role, desk or agency, and nothing else; nothing where none is shown."""
    return next((_number(way) for way in _ways(presenter, ref) if way.method.type in _SPOKEN), None)


def _line(presenter: Presenter, ref: str, *, again: bool) -> Content:
    ways = list(_ways(presenter, ref))
    spoken = [way for way in ways if way.method.type in _SPOKEN]
    if not spoken:
        return _through_a_desk(presenter, ref) or said(
            "{who}: number {unsaid}", who=presenter.link(ref), unsaid=presenter.unsaid(ref, "holders")
        )
    first = spoken[0]
    if again:
        return [_number(first), " ", presenter.link(ref)]
    other = None if first.always else _who_answers_else(presenter, ref, first, spoken)
    line: Content = [_number(first), " ", _who(presenter, ref, first), " · ", first.hours]
    more: list[Content] = []
    if other:
        word = say("Else:") if first.coverage else say("Or:")
        more.append(Paragraph([word, " ", _number(other), " ", _name(presenter, ref, other), " · ", other.hours]))
    elif first.coverage and not first.always:
        more.append(Paragraph(say("At other hours nobody is named."), "note"))
    rest = [way for way in ways if way not in (first, other)][:_MOST]
    if rest:
        more.append(Folded(counted(len(rest), "more way"), bullets(map(_short, rest)), "reach__more"))
    return [Paragraph(line), *more] if more else line


def _number(way: Answering) -> Content:
    return way.shown if isinstance(way.shown, Dial) else [humane(way.method.type), " ", way.shown]


def _who(presenter: Presenter, ref: str, way: Answering) -> Content:
    """Return who is meant, and who of them answers there."""
    if ref == way.contact.ref:
        return presenter.link(ref)
    return [presenter.link(ref), " (", presenter.link(way.contact.ref), ")"]


def _name(presenter: Presenter, ref: str, way: Answering) -> Content:
    return say("the same") if ref == way.contact.ref else presenter.link(way.contact.ref)


def _short(way: Answering) -> Content:
    when = [" · ", way.hours] if way.method.hours else None
    return [way.contact.name, ": ", in_small(humane(way.method.type)), " ", way.shown, when]


def _ways(presenter: Presenter, ref: str) -> Iterator[Answering]:
    """Yield the ways to whoever is meant by a reference, as this edition shows them, the best first."""
    for contact in _meant(presenter, ref):
        for method, shown in presenter.methods(contact):
            yield Answering(contact, method, shown)


def _meant(presenter: Presenter, ref: str) -> list[Contact]:
    entity = presenter.plan.get(ref)
    if isinstance(entity, Contact):
        return [entity]
    if isinstance(entity, Role):
        return [held for id in entity.holders if (held := presenter.plan.find(Contact, id))]
    if isinstance(entity, Agency):
        return sorted(presenter.those(Contact, "agency", entity.id), key=by_readiness)
    return []


def _who_answers_else(presenter: Presenter, ref: str, first: Answering, ways: list[Answering]) -> Answering | None:
    """Return who answers when the first does not, of theirs or of their successors.

    The next who does at any hour; else who does at other hours than the first; else one whose hours are not said.
    """
    role = presenter.plan.get(ref)
    line = role.succession.order if isinstance(role, Role) and role.succession else []
    stand_ins = [way for step in line if step.role for way in _ways(presenter, f"role:{step.role}")]
    others = [
        way
        for way in (*ways, *stand_ins)
        if way.method.type in _SPOKEN
        and (way.method.value, way.method.channel) != (first.method.value, first.method.channel)
    ]
    for fits in (lambda way: way.always, lambda way: way.coverage & ~first.coverage, lambda way: not way.method.hours):
        if found := next(filter(fits, others), None):
            return found
    return None


def _through_a_desk(presenter: Presenter, ref: str) -> Content:
    """Return the desk of the same agency that this edition shows, for whoever has no number in it."""
    entity = presenter.plan.get(ref)
    agency = getattr(entity, "agency", None) if isinstance(entity, Role | Contact) else None
    desks = [contact for contact in presenter.those(Contact, "agency", agency or "") if contact.type == "desk"]
    for contact in sorted(desks, key=by_readiness):
        for method, shown in presenter.methods(contact):
            if method.type in _SPOKEN:
                desk = Answering(contact, method, shown)
                through = said("{who} through {desk}", who=presenter.link(ref), desk=presenter.link(contact.ref))
                return [_number(desk), " ", through, " · ", desk.hours]
    return None
