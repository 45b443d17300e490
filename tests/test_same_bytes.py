"""Two plans that differ only in what is withheld from an audience are the same to it, byte for byte."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from eop_tools.export import EXPORTS
from eop_tools.finding import Judgement, PathStep
from eop_tools.kind import Entity, Part
from eop_tools.page import View, all_pages
from eop_tools.plan import Plan
from eop_tools.plan.edition import Edition, edition_for
from eop_tools.project import Project
from eop_tools.values import Audience

TODAY = date(2026, 11, 23)
SMALL = Project(Path(__file__).parent / "plans" / "small", TODAY).plan
NARROW = [Audience.public, Audience.responder]
KEPT = {"id", "type", "audience", "audience_reason", "hours"}


def other(value: Any, rng: random.Random, path: Sequence[PathStep] = ()) -> Any:
    """Return another value of the same sort: other letters, digits, days; the shape stays."""
    if isinstance(value, Part):
        fields = [name for name in type(value).model_fields if name not in KEPT]
        return value.model_copy(update={name: other(getattr(value, name), rng, (*path, name)) for name in fields})
    if isinstance(value, list):
        return [other(item, rng, path) for item in value]
    if isinstance(value, bool):
        return rng.random() < 0.5
    if isinstance(value, int | float):
        return value + rng.randint(1, 5)
    if isinstance(value, date):
        return value - timedelta(days=rng.randint(1, 900))
    if not isinstance(value, str) or isinstance(value, Audience) or ":" in value or value in SMALL.ids:
        return value
    return "".join(_letter(char, rng) for char in value)


def _letter(char: str, rng: random.Random) -> str:
    if char.isdigit():
        return str(rng.randint(0, 9))
    return rng.choice("bcdfghjklmnpqrstvwxz") if char.islower() else char


def changed(value: Any, path: Sequence[PathStep], rng: random.Random) -> Any:
    """Return a value with another one at a path in it."""
    if not path:
        return other(value, rng)
    first, *rest = path
    if isinstance(value, list):
        return [changed(item, rest, rng) if index == first else item for index, item in enumerate(value)]
    return value.model_copy(update={first: changed(getattr(value, str(first)), rest, rng)})


def twisted(plan: Plan, edition: Edition, rng: random.Random) -> Plan:
    """Return a plan that differs only in what an edition withholds."""
    entities: dict[str, Entity] = {entity.ref: entity for entity in plan}
    for item in edition.withheld:
        entities[item.ref] = changed(entities[item.ref], item.path, rng)
    return plan.replaced(entities)


def made(plan: Plan, audience: Audience) -> Iterator[tuple[str, str | bytes]]:
    """Yield all that is made for an audience from a plan, but for how many findings there are."""
    view = View(edition_for(plan, audience), Judgement((), TODAY, len(plan), len(plan)), TODAY)
    for page in all_pages(view):
        yield page.path, repr(page)
    for leaf in EXPORTS:
        yield leaf.name, leaf.make(view)


@pytest.mark.parametrize("audience", NARROW)
@pytest.mark.parametrize("seed", range(3))
def test_plans_that_differ_only_in_what_is_withheld_are_the_same(audience: Audience, seed: int) -> None:
    rng = random.Random(seed)
    whole = narrowed(SMALL, rng)
    edition = edition_for(whole, audience)
    assert edition.withheld
    twin = twisted(whole, edition, rng)
    assert any(twin.get(entity.ref) != entity for entity in whole)
    before, after = dict(made(whole, audience)), dict(made(twin, audience))
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []


def narrowed(plan: Plan, rng: random.Random) -> Plan:
    """Return a plan in which some more entities, and some more parts that may say so, are for fewer people."""
    audiences = [None, None, None, Audience.responder, Audience.command]
    return plan.replaced({entity.ref: _narrowed(entity, rng, audiences) for entity in plan})


def _narrowed(part: Any, rng: random.Random, audiences: list[Audience | None]) -> Any:
    if isinstance(part, list):
        return [_narrowed(item, rng, audiences) for item in part]
    if not isinstance(part, Part):
        return part
    update = {name: _narrowed(getattr(part, name), rng, audiences) for name in type(part).model_fields}
    said = update.get("audience")
    if "audience" in update and said is None and getattr(part, "ref", "") != "plan:plan":
        update["audience"] = rng.choice(audiences)
    return part.model_copy(update=update)


def test_a_difference_that_is_shown_is_seen() -> None:
    entity = next(entity for entity in SMALL if entity.ref.startswith("role:"))
    twin = SMALL.replaced({**{each.ref: each for each in SMALL}, entity.ref: entity.model_copy(update={"name": "Xyz"})})
    assert dict(made(SMALL, Audience.public)) != dict(made(twin, Audience.public))
