"""Which things of two plans are the same thing: renamed entities, and the items of two lists."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple, TypeVar

from eop_tools.kind import AnyOf, Entity, FieldDefinition, Part, Pointer, fields_by_name, fields_of
from eop_tools.kinds.contact import Contact, Method
from eop_tools.kinds.procedure import Step
from eop_tools.plan import Plan
from eop_tools.plan.graph import MENTION

_ALIKE = 0.6
_COMMON = 8  # a value that more of the gone entities share tells none of them apart
_CANDIDATES = 5
_MOST_PAIRS = 2_500
FieldValue = tuple[str, str]
AnyPart = TypeVar("AnyPart", bound=Part)


def renames(old: Plan, new: Plan) -> dict[str, str]:
    """Return the new reference of each old one that is gone where a new entity of its kind is much like it.

    Whatever alone bears a name is what alone bears it now. Candidates for the rest come from an index of values: the
    work grows with what is gone and what is new, not with their product.
    """
    gone, come = _missing(old, new), _missing(new, old)
    found: dict[str, str] = {}
    scored: list[tuple[float, str, str]] = []
    for kind in gone.keys() & come.keys():
        before, now = _by_name(gone[kind]), _by_name(come[kind])
        found |= {before[name]: now[name] for name in before.keys() & now.keys()}
        taken = set(found.values())
        left = [entity for entity in gone[kind] if entity.ref not in found]
        scored += _scored(left, [entity for entity in come[kind] if entity.ref not in taken])
    taken = set(found.values())
    for _, ref, now_ref in sorted(scored, key=lambda each: (-each[0], *each[1:])):
        if ref not in found and now_ref not in taken:
            found[ref] = now_ref
            taken.add(now_ref)
    return found


def _missing(plan: Plan, other: Plan) -> dict[str, list[Entity]]:
    """Return the entities of a plan that another does not know, by kind."""
    found: dict[str, list[Entity]] = defaultdict(list)
    for ref in plan.refs():
        if not other.knows(ref):
            found[ref.partition(":")[0]].append(plan.must(ref))
    return found


def _by_name(entities: list[Entity]) -> dict[str, str]:
    """Return the references of entities by their names, of those that share theirs with no other."""
    held = Counter(entity.name.casefold() for entity in entities)
    return {name: entity.ref for entity in entities if held[name := entity.name.casefold()] == 1}


def _scored(gone: list[Entity], come: list[Entity]) -> Iterator[tuple[float, str, str]]:
    """Yield how like some old entity a new one is, with both references, where it is like enough."""
    known = {before.ref: (before, Counter(_leaves(before))) for before in gone}
    holders: dict[FieldValue, list[str]] = defaultdict(list)
    for ref, (_, leaves) in known.items():
        for leaf in leaves:
            holders[leaf].append(ref)
    for after in come:
        mine = Counter(_leaves(after))
        shared: Counter[str] = Counter()
        for leaf in mine:
            shared.update(holders.get(leaf, ())[:_COMMON])
        for ref, _ in shared.most_common(_CANDIDATES):
            if (score := _likeness(*known[ref], after, mine)) >= _ALIKE:
                yield score, ref, after.ref


def _likeness(before: Entity, old: Counter[FieldValue], after: Entity, new: Counter[FieldValue]) -> float:
    called = likeness(before.name.casefold(), after.name.casefold())
    if isinstance(before, Contact) and before.type == "person" and called < _ALIKE:
        return 0.0  # one person follows another in the same office: nobody was renamed
    return 0.4 * called + 0.6 * 2 * (old & new).total() / max(1, old.total() + new.total())


def _leaves(part: Part, field: str = "") -> Iterator[FieldValue]:
    """Yield field and text of every value that somebody wrote in an entity, but for its id and name."""
    for name in sorted(part.model_fields_set if field else part.model_fields_set - {"id", "name"}):
        held = getattr(part, name)
        for item in held if isinstance(held, list) else [held]:
            if isinstance(item, Part):
                yield from _leaves(item, f"{field}.{name}")
            elif item not in (None, ""):
                yield f"{field}.{name}", str(item)


def restated(plan: Plan, renamed: Mapping[str, str]) -> Plan:
    """Return a plan in which entities have new names, wherever they are referred to."""
    if not renamed:
        return plan

    def follow(text: str, field: FieldDefinition) -> str:
        if field.relation:
            target = Pointer((), text, field.relation).target
            now = renamed.get(target, target)
            if now == target:
                return text
            return now.partition(":")[2] if field.relation.single else now
        if not field.prose or "[[" not in text:
            return text
        return MENTION.sub(lambda said: said[0].replace(said[1], renamed.get(said[1], said[1]), 1), text)

    entities, origins = {}, {}
    for entity in plan:
        ref = renamed.get(entity.ref, entity.ref)
        said = retold(entity, follow)
        entities[ref] = said if ref == entity.ref else said.model_copy(update={"id": ref.partition(":")[2]})
        if origin := plan.origin(entity.ref):
            origins[ref] = origin
    return Plan(entities, origins, plan.broken)


def retold(part: AnyPart, follow: Callable[[str, FieldDefinition], str]) -> AnyPart:
    """Return an entity or a part with each of its texts, also within its parts, as `follow` gives it."""
    changed = {}
    for field in fields_of(type(part)):
        held = getattr(part, field.name)
        if held and isinstance(held, str | list | Part):
            now = (
                [_retold(item, field, follow) for item in held]
                if isinstance(held, list)
                else _retold(held, field, follow)
            )
            if now != held:
                changed[field.name] = now
    return part.model_copy(update=changed) if changed else part


def _retold(item: Any, field: FieldDefinition, follow: Callable[[str, FieldDefinition], str]) -> Any:
    if isinstance(item, Part):
        return retold(item, follow)
    return follow(item, field) if isinstance(item, str) else item


class Pairing(NamedTuple):
    """What became of the items of a list, by index: the same ones (old, new), those gone, those new, those moved."""

    same: tuple[tuple[int, int], ...]
    gone: tuple[int, ...]
    come: tuple[int, ...]
    moved: tuple[tuple[int, int], ...]


def paired(old: Sequence[Any], new: Sequence[Any], *, alike: bool = True) -> Pairing:
    """Pair the items of two lists: first equal ones, then those of the same identity, then (`alike`) similar ones."""
    same: list[tuple[int, int]] = []
    left, right = list(range(len(old))), list(range(len(new)))
    for key in (repr, _identity):
        waiting: dict[Any, list[int]] = defaultdict(list)
        for index in reversed(left):
            if (name := key(old[index])) is not None:
                waiting[name].append(index)
        for index in right:
            if (name := key(new[index])) is not None and waiting.get(name):
                same.append((waiting[name].pop(), index))
        left, right = _without(left, [i for i, _ in same]), _without(right, [j for _, j in same])
    if alike and 0 < len(left) * len(right) <= _MOST_PAIRS:
        scores = [(_alike(old[i], new[j]), -abs(i - j), i, j) for i in left for j in right]
        for score, _, i, j in sorted(scores, reverse=True):
            if score >= _ALIKE and i in left and j in right:
                same.append((i, j))
                left.remove(i)
                right.remove(j)
    same.sort(key=lambda pair: pair[1])
    return Pairing(tuple(same), tuple(left), tuple(right), tuple(_moved(same)))


def _without(indexes: list[int], taken: list[int]) -> list[int]:
    held = set(taken)
    return [index for index in indexes if index not in held]


def _moved(same: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the fewest pairs whose moving explains the new order: those outside the longest rising run."""
    tails: list[int] = []
    ranks = []
    for before, _ in same:
        rank = bisect_left(tails, before)
        tails[rank : rank + 1] = [before]
        ranks.append(rank)
    wanted = len(tails) - 1
    kept = set()
    for at in range(len(same) - 1, -1, -1):
        if ranks[at] == wanted:
            kept.add(at)
            wanted -= 1
    yield from (pair for at, pair in enumerate(same) if at not in kept)


def _identity(item: Any) -> Any:
    """Return what makes a part of a list this one and no other, or None where nothing does."""
    if not isinstance(item, Part):
        return None
    if name := getattr(item, "id", None):
        return name
    return repr([getattr(item, name) for name in fields]) if (fields := _identifying(type(item))) else None


def _identifying(model: type[Part]) -> tuple[str, ...]:
    required = [field.name for field in fields_of(model) if field.required]
    return () if model is AnyOf else model.told_apart_by or tuple(required[:1])


def _alike(before: Any, after: Any) -> float:
    if isinstance(before, AnyOf) and isinstance(after, AnyOf):
        return len(set(before.any_of) & set(after.any_of)) / len(before.any_of) + 0.1
    if isinstance(before, Method) and isinstance(after, Method):
        nearer = 0.1 * (before.over == after.over) + 0.1 * (before.note == after.note)
        return 0.7 + nearer if before.type == after.type else 0.0
    if isinstance(before, Step) and isinstance(after, Step):
        return likeness(before.do, after.do) + 0.1 * (before.who == after.who)
    if isinstance(before, Part) and isinstance(after, Part):
        if any(fields_by_name(type(before))[name].relation for name in _identifying(type(before))):
            return 0.0  # the part of one agency does not become another's
        return likeness(*(" ".join(text for _, text in _leaves(part, ".")) for part in (before, after)))
    return likeness(str(before), str(after)) if " " in str(before) else 0.0


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1; what cannot reach the mark is not looked at closely."""
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one[:400], other[:400], autojunk=False)
    return matcher.ratio() if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= _ALIKE / 2 else 0.0
