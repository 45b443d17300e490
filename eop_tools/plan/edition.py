"""A plan becomes the plan that one audience may see, and a log of what was withheld: an allow-list, never a filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache, cached_property
from typing import Any, NamedTuple

from eop_tools.finding import BEGINNING, FieldPath, Finding, Judgement, PathStep, Place
from eop_tools.kind import Entity, FieldDefinition, Part, Pointer, Relation, fields_by_name, fields_of, kind_of
from eop_tools.plan import Plan
from eop_tools.plan.graph import MENTION
from eop_tools.text.catalog import say, to_say
from eop_tools.text.phrases import counted
from eop_tools.values import Audience

NAMES = {
    Audience.public: to_say("public edition"),
    Audience.responder: to_say("responder edition"),
    Audience.command: to_say("command edition"),
}
_NO_REASON = frozenset({"none", "noreason", "unknown", "todo", "public", "reason", "because", "notsaid", "asabove"})


class Why(StrEnum):
    """What it is that withholds a thing, in words that say nothing of the thing itself."""

    classification = to_say("the cover's classification keeps the plan as a whole to fewer people")
    kind = to_say("an entry of this kind is withheld unless it says otherwise")
    entity = to_say("the entry's own audience says so")
    field = to_say("this field is withheld wherever it stands")
    part = to_say("the audience of the part it stands in says so")
    target = to_say("what it points at is withheld")
    unruled = to_say("nobody has said whom this field is for, so only those in command see it")


class Withheld(NamedTuple):
    """One thing an edition leaves out: where it stands, for whom it is meant, what it says, and why it is withheld."""

    ref: str
    path: FieldPath
    audience: Audience
    values: tuple[str, ...]
    why: Why


@dataclass(frozen=True)
class Edition:
    """What one audience may see of a plan."""

    audience: Audience
    plan: Plan
    withheld: tuple[Withheld, ...]
    reworded: tuple[tuple[str, FieldPath], ...] = ()
    """The texts in which a mention of something withheld lost its link, or all of its words."""

    @cached_property
    def _gaps(self) -> dict[str, set[FieldPath]]:
        gaps: dict[str, set[FieldPath]] = {}
        for item in self.withheld:
            gaps.setdefault(item.ref, set()).add(item.path)
        return gaps

    def sees(self, place: Place) -> bool:
        """Whether an audience may see that there is something at a place of the whole plan: what holds it is shown.

        Parts of it may be left out all the same; `sees_whole` asks for them, too.
        """
        gaps = self._gaps.get(place.ref)
        if gaps is None:
            return place.ref in self.plan
        return not any(place.path[:length] in gaps for length in range(len(place.path) + 1))

    def sees_whole(self, place: Place) -> bool:
        """Whether an audience may see a place of the whole plan and all that stands in it: entity, field, parts."""
        gaps, at = self._gaps.get(place.ref, ()), len(place.path)
        changed = (path for ref, path in self.reworded if ref == place.ref)
        return self.sees(place) and not any(gap[:at] == place.path for gap in (*gaps, *changed))

    @property
    def unseen(self) -> str:
        """Say what an answer worked out from this edition cannot know; an empty text where it leaves out nothing."""
        if not self.withheld:
            return ""
        return say(
            "Worked out from what the {edition} shows. It leaves out {details}, so what seems to be missing "
            "here, to be down, or to have no second may be there all the same.",
            edition=say(NAMES[self.audience]),
            details=counted(len(self.withheld), "detail"),
        )


def edition_for(plan: Plan, audience: Audience) -> Edition:
    """Return the edition of a plan for an audience.

    A field that is not said to be for an audience is not in its edition; a wider audience counts only with a
    reason; references to what is withheld go with it, and so do mentions in prose (their words stay).
    """
    viewer = Viewer(plan, audience, shown_to(plan, audience))
    entities = {}
    for entity in plan:
        shown = viewer.entity(entity)
        if shown is not None:
            entities[entity.ref] = shown
    return Edition(audience, plan.replaced(entities), tuple(viewer.withheld), tuple(viewer.reworded))


def shown_to(plan: Plan, audience: Audience) -> frozenset[str]:
    """Return the references of all entities of which an audience may see something.

    The cover's classification comes first: who may not read the plan as a whole reads nothing, not its cover either.
    """
    cover = plan.cover
    if cover is not None and not audience.may_see(cover.classification):
        return frozenset()
    return frozenset(entity.ref for entity in plan if audience.may_see(entity_meant_for(entity)))


def meant_for(part: Part, field: str) -> Audience:
    """Return whom a field of an entity or of a part is meant for; a part may say otherwise than is usual."""
    return _within(part, fields_by_name(type(part))[field].audience)


Anew = Callable[[Collection[str]], Judgement]
"""Judges what an edition shows, by the rules of these codes."""


def findings_for(edition: Edition, judgement: Judgement, anew: Anew) -> Judgement:
    """Return the judgement of the whole plan as an audience may read it: what it may not be told is only counted.

    A finding is told where every place it speaks of is shown whole, and where it is found again, word for word, in
    what the edition shows: then nothing withheld has a part in it. The public is told counts only, as a finding says
    where a plan is weak; of what rests on something withheld not even the rule.
    """
    if edition.audience is Audience.command:
        return judgement
    seen = [bool(finding.rests_on) and all(map(edition.sees_whole, finding.rests_on)) for finding in judgement.findings]
    public = edition.audience is Audience.public
    codes = set() if public else {finding.code for finding, here in zip(judgement.findings, seen, strict=True) if here}
    again = Counter(map(_words, anew(sorted(codes)).findings)) if codes else Counter()

    def told(finding: Finding, here: bool) -> Finding:
        waived = "(withheld)" if finding.waived else ""
        if here and again[_words(finding)]:
            return replace(finding, related=(), fix=None, waived=waived)
        code, name = (finding.code, finding.name) if here and public else ("", "")
        return Finding(code, name, finding.severity, "(withheld)", "", BEGINNING, waived=waived)

    return replace(judgement, findings=tuple(map(told, judgement.findings, seen)))


def _words(finding: Finding) -> tuple[str, str, str, str]:
    return finding.code, finding.ref, finding.message, finding.hint


def is_reason(text: str) -> bool:
    """Whether a text gives a reason: it has a word in it, rather than a dot, a dash, blanks or “n/a”."""
    letters = "".join(char for char in text.casefold() if char.isalpha())
    return letters not in _NO_REASON and (len(letters) > 3 or (len(letters) > 1 and not letters.isascii()))


def widens_without_reason(part: Entity | Part, usual: Audience) -> bool:
    """Whether a part asks for a wider audience than is usual and gives no reason, so that this does not count."""
    said: Audience | None = getattr(part, "audience", None)
    return said is not None and widened(usual, said, getattr(part, "audience_reason", "")) is not said


def widened(usual: Audience, said: Audience | None, reason: str) -> Audience:
    """Return the audience that counts: a narrower one always, a wider one only with a reason."""
    if said is None or (said.order < usual.order and not is_reason(reason)):
        return usual
    return said


def _is_telling(field: FieldDefinition) -> bool:
    """Whether what a field holds tells something of the world, and is no word of the language itself."""
    return not field.is_common and not field.choices


@cache
def _says_for_whom(model: type[Part]) -> bool:
    """Whether parts of a class say for which audience they are; of an entity, that is no matter of its fields."""
    return not issubclass(model, Entity) and "audience" in model.model_fields


@dataclass
class Viewer:
    """Looks at a plan piece by piece as an audience to whom some entities are shown, and logs what it withholds."""

    plan: Plan
    audience: Audience
    shown: frozenset[str]
    withheld: list[Withheld] = field(default_factory=list)
    reworded: list[tuple[str, FieldPath]] = field(default_factory=list)

    @cached_property
    def open_to(self) -> frozenset[Audience]:
        """For whom that may be meant which this audience may see."""
        return frozenset(meant for meant in Audience if self.audience.may_see(meant))

    def entity(self, entity: Entity) -> Entity | None:
        """Return what may be seen of an entity; None where it is withheld as a whole."""
        if entity.ref in self.shown:
            shown = self._part(entity, entity.ref, ())
            if isinstance(shown, Entity):
                return shown
        meant, cover = entity_meant_for(entity), self.plan.cover
        if cover is not None and meant in self.open_to:
            self._withhold(entity.ref, (), cover.classification, Why.classification, entity)
        else:
            why = Why.kind if meant is kind_of(type(entity)).audience else Why.entity
            self._withhold(entity.ref, (), meant, why, entity)
        return None

    def _withhold(self, ref: str, path: FieldPath, meant: Audience, why: Why, value: Any = None) -> None:
        self.withheld.append(Withheld(ref, path, meant, tuple(telling_texts(value)), why))

    def _part(self, part: Part, ref: str, path: FieldPath) -> Part | None:
        """Return what may be seen of a part, or None where a field that it cannot be without is withheld."""
        changed: dict[str, Any] = {}
        for said in fields_of(type(part)):
            held = getattr(part, said.name)
            if held is None or held == "" or held == []:
                continue
            here = (*path, said.name)
            meant = _within(part, said.audience)
            if meant in self.open_to:
                shown = self.value(held, said.relation, ref, here)
                lost = said.required and shown in (None, "")
            else:
                usual = Why.field if said.ruled else Why.unruled
                why = usual if meant is said.audience else Why.part
                self._withhold(ref, here, meant, why, held if _is_telling(said) else None)
                shown, lost = said.default, said.required
            if lost and path:
                return None
            if shown is not held:
                changed[said.name] = shown
        return part.model_copy(update=changed) if changed else part

    def value(self, held: Any, relation: Relation | None, ref: str = "", path: FieldPath = ()) -> Any:
        """Return what may be seen of a field's value, of which entity and where; None or nothing where that is none."""
        if isinstance(held, list):
            kept = [self.value(item, relation, ref, (*path, index)) for index, item in enumerate(held)]
            same = all(new is old for new, old in zip(kept, held, strict=True))
            return held if same else [item for item in kept if item not in (None, "")]
        if isinstance(held, Part):
            own = getattr(held, "audience", None) if _says_for_whom(type(held)) else None
            if own is None or own in self.open_to:
                return self._part(held, ref, path)
            self._withhold(ref, path, own, Why.part, held)
            return None
        if relation and isinstance(held, str):
            target = Pointer(path, held, relation).target
            if target in self.shown:
                return held
            if (entity := self.plan.get(target)) is not None:  # so that what is left keeps its place: P, A, C or E
                self._withhold(ref, path, entity_meant_for(entity), Why.target)
            return ""
        if isinstance(held, str) and "[[" in held:
            said = MENTION.sub(lambda match: match[0] if match[1] in self.shown else (match[2] or "(withheld)"), held)
            if said != held:
                self.reworded.append((ref, path))
            return said
        return held


class Spoken(NamedTuple):
    """A text that somebody wrote, where it stands, for whom it is meant, and whether it is prose."""

    entity: Entity
    part: Part
    path: FieldPath
    audience: Audience
    text: str
    prose: bool

    @property
    def field(self) -> PathStep:
        """The name of its field."""
        return next(step for step in reversed(self.path) if isinstance(step, str))


def spoken_in(plan: Plan, entity: Entity) -> Iterator[Spoken]:
    """Yield every text in an entity that is no reference and no choice of words, with whom it is meant for."""
    cover = plan.cover
    meant = entity_meant_for(entity)
    yield from _spoken(entity, entity, (), _narrower(meant, cover.classification) if cover else meant)


def _spoken(entity: Entity, part: Part, path: FieldPath, meant: Audience) -> Iterator[Spoken]:
    for said in fields_of(type(part)):
        held = getattr(part, said.name)
        if held and _is_telling(said) and said.relation is None and (path or said.name != "id"):
            here = _narrower(meant, _within(part, said.audience))
            for at, item in enumerate(held) if isinstance(held, list) else ((None, held),):
                place = (*path, said.name) if at is None else (*path, said.name, at)
                if isinstance(item, Part):
                    own = getattr(item, "audience", None) if _says_for_whom(type(item)) else None
                    yield from _spoken(entity, item, place, _narrower(here, own) if own else here)
                elif isinstance(item, str) and not isinstance(item, Audience):
                    yield Spoken(entity, part, place, here, item, said.prose)


def _narrower(one: Audience, other: Audience) -> Audience:
    return one if one.order >= other.order else other


def entity_meant_for(entity: Entity) -> Audience:
    """Return whom an entity is meant for: its kind's usual audience, a narrower one, or with a reason a wider one."""
    return widened(kind_of(type(entity)).audience, entity.audience, entity.audience_reason)


def _within(part: Part, usual: Audience) -> Audience:
    """Return whom a field of a part is meant for, which is usually for some audience."""
    if not _says_for_whom(type(part)):
        return usual
    return widened(usual, getattr(part, "audience", None), getattr(part, "audience_reason", ""))


def telling_texts(value: Any) -> Iterator[str]:
    """Yield every text in a value that could give it away: names, numbers, addresses, ids."""
    if isinstance(value, Part):
        for said in fields_of(type(value)):
            if _is_telling(said):
                yield from telling_texts(getattr(value, said.name))
    elif isinstance(value, list):
        for item in value:
            yield from telling_texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from telling_texts(item)
    elif isinstance(value, str) and not isinstance(value, Audience):
        yield value
