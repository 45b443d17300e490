"""Upkeep: the latest evidence that something was reviewed, read, tried or written anew, and when that is due again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from eop_tools.finding import FieldPath, PathStep, Place
from eop_tools.kind import KINDS, Entity, Kind
from eop_tools.kinds.authority import Authority
from eop_tools.kinds.contact import Contact, Method
from eop_tools.kinds.cover import REVIEW, REWRITE, Clock, Cover, Review
from eop_tools.kinds.record import Record
from eop_tools.plan import COVER, Plan, once
from eop_tools.text.catalog import say
from eop_tools.text.phrases import notation
from eop_tools.values import later

_REVIEWED = ("reviewed", "signed-off")
_TRIED = ("verified",)
_READ = ("reviewed", "verified", "signed-off")
_by_calendar = lru_cache(maxsize=4096)(later)


class Deadline(NamedTuple):
    """One thing that has to be done again: when it was done, from when its time runs, how long that is.

    `what` is done, as a noun: review, rewrite, trial or reading. `last` is the day of the latest evidence, None where
    there is none. `since` is the day from which the time runs: the same, or for what was never done the day that
    stands for it; None where nothing does, so that it is due at once. `place` is where the day is written in the plan,
    or where it belongs. `own` says that a day of its own is written there; what has none goes with the review of the
    whole plan. `told` says `every` in words that say whose it is.
    """

    what: str
    ref: str
    place: Place
    every: str
    told: str
    last: date | None
    since: date | None
    own: bool = True

    @property
    def due(self) -> date | None:
        """The last day on which it is in time; None for what is due because it was never done."""
        return _by_calendar(self.since, self.every) if self.since else None

    def is_overdue(self, today: date) -> bool:
        """Whether its time is over on a day."""
        due = self.due
        return due is None or due < today


def latest(plan: Plan, ref: str, actions: tuple[str, ...], *said: date | None) -> date | None:
    """Return the latest day on which something was done: of records with these actions, and of the days said."""
    recorded = _recorded(plan)
    days = [*said, *(recorded.get((action, ref)) for action in actions)]
    return max((day for day in days if day), default=None)


@once
def _recorded(plan: Plan) -> dict[tuple[str, str], date]:
    """Return the day of the latest record by what was done and of which entity."""
    found: dict[tuple[str, str], date] = {}
    for record in plan.of(Record):
        for ref in record.of:
            asked = (record.action, ref)
            found[asked] = max(record.date, found.get(asked, record.date))
    return found


def reviewed(plan: Plan, ref: str) -> date | None:
    """Return the day of the latest review of an entity itself; writing the plan anew is a review of it."""
    entity = plan.get(ref)
    if isinstance(entity, Cover):
        return latest(plan, ref, _REVIEWED, entity.review.reviewed, entity.review.rewritten)
    return latest(plan, ref, _REVIEWED, getattr(entity, "reviewed", None))


def tried(plan: Plan, contact: Contact, method: Method) -> date | None:
    """Return the day on which somebody last tried a way to reach a contact."""
    return latest(plan, contact.ref, _TRIED, method.verified)


def read(plan: Plan, authority: Authority) -> date | None:
    """Return the day on which somebody last read a law, by its own date, its sources or a record."""
    days = (source.checked for source in authority.sources)
    return latest(plan, authority.ref, _READ, authority.checked, *days)


def whole_review(plan: Plan, cover: Cover) -> Deadline:
    """Return the clock of the full review; a plan that was never reviewed is as old as its promulgation."""
    last, said = reviewed(plan, COVER), cover.review.reviewed
    place = cover.at("review", *_if(said, "reviewed"))
    days = (last, cover.promulgation.effective)
    return Deadline(
        "review", COVER, place, *_often(cover, REVIEW), last, max((day for day in days if day), default=None)
    )


def rewrite(cover: Cover) -> Deadline:
    """Return the clock of the rewrite; a plan that was never rewritten is as old as its promulgation."""
    last = cover.review.rewritten
    place = cover.at("review", "rewritten") if last else cover.at("promulgation", "effective")
    return Deadline("rewrite", COVER, place, *_often(cover, REWRITE), last, last or cover.promulgation.effective)


def review_of(plan: Plan, cover: Cover, part: Entity) -> Deadline:
    """Return the clock of a part's review: its own, or for a part without a day of its own that of the plan."""
    own, every = reviewed(plan, part.ref), _often(cover, REVIEW)
    if getattr(part, "reviewed", None):
        return Deadline("review", part.ref, part.at("reviewed"), *every, own, own)
    whole = whole_review(plan, cover)
    last, since = (max((day for day in (own, other) if day), default=None) for other in (whole.last, whole.since))
    return Deadline("review", part.ref, part.at("name"), *every, last, since, own=False)


def reviews(plan: Plan, cover: Cover) -> Iterator[Deadline]:
    """Yield the clock of every part that is reviewed, kind by kind."""
    for kind in reviewed_kinds():
        for part in plan.of(kind.model):
            yield review_of(plan, cover, part)


def reviewed_kinds() -> list[Kind]:
    """Return the kinds of which each one is reviewed, as their field `reviewed` says: prose, then what is gravest."""
    kinds = [kind for kind in KINDS if "reviewed" in kind.model.model_fields]
    return sorted(kinds, key=lambda kind: (not kind.prose, -kind.gravity))


def trials(plan: Plan, cover: Cover, contact: Contact) -> list[Deadline]:
    """Return the clock of each way to reach a contact, best first.

    To go there in person needs no trial, and a way that an edition does not show is not counted there.
    """
    every, clocks = _often(cover, "verify_contacts_every"), []
    for index, method in enumerate(contact.methods):
        if method.type != "in-person" and (method.value or method.channel):
            last = tried(plan, contact, method)
            place = contact.at("methods", index, *_if(method.verified, "verified"))
            clocks.append(Deadline("trial", contact.ref, place, *every, last, last))
    return clocks


def reading(plan: Plan, cover: Cover, authority: Authority) -> Deadline:
    """Return the clock of reading a law: it is read again when the plan is written anew."""
    last = read(plan, authority)
    place = authority.at("checked" if authority.checked else "name")
    return Deadline("reading", authority.ref, place, *_often(cover, REWRITE), last, last)


def deadlines(plan: Plan) -> list[Deadline]:
    """Return every clock of a plan; one without a cover has none."""
    cover = plan.cover
    if cover is None:
        return []
    clocks = [whole_review(plan, cover), rewrite(cover), *reviews(plan, cover)]
    clocks += (clock for contact in plan.of(Contact) for clock in trials(plan, cover, contact))
    clocks += (reading(plan, cover, authority) for authority in plan.of(Authority))
    return clocks


def overdue(plan: Plan, today: date) -> list[Deadline]:
    """Return every clock of a plan that has run out on a day."""
    return [clock for clock in deadlines(plan) if clock.is_overdue(today)]


def how_often(review: Review, clock: Clock) -> str:
    """Return how often something is due in words that say whose it is: the plan's, or what we take."""
    if getattr(review, clock):
        return notation(review.every(clock))
    return say("not said (ours: {time})", time=notation(review.every(clock)))


def _often(cover: Cover, clock: Clock) -> tuple[str, str]:
    """Return how often something is due, and the same in words that say whose it is."""
    return cover.review.every(clock), how_often(cover.review, clock)


def _if(said: date | None, step: PathStep) -> FieldPath:
    return (step,) if said else ()
