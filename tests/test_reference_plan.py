"""The reference plan is whole: nothing of the language is unused, and what people carry holds what they need."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from eop_tools.field import fields_of
from eop_tools.kind import KINDS, Kind, Part, parts_in
from eop_tools.kinds.contact import Contact
from eop_tools.kinds.facility import Facility
from eop_tools.kinds.function import Function
from eop_tools.kinds.hazard import Hazard
from eop_tools.kinds.level import Level
from eop_tools.kinds.procedure import Procedure
from eop_tools.kinds.role import Role
from eop_tools.kinds.section import Section
from eop_tools.plan import Plan
from eop_tools.project import Project
from eop_tools.values import CoreCapability, Lifeline

PLAN = Path(__file__).parent.parent / "plan"
# What a city's plan holds; of any other kind there is one to see.
AT_LEAST = {
    "agency": 60, "function": 20, "hazard": 15, "role": 70, "contact": 90, "procedure": 45, "level": 3, "channel": 20,
    "facility": 20, "resource": 30, "agreement": 15, "authority": 20, "population": 8, "section": 20, "standard": 5,
    "exercise": 8, "event": 8, "record": 15, "question": 8, "assumption": 10,
}  # fmt: skip
# What a plan that is in order has no use for, and why.
UNUSED = {
    "Cover.severity": "no rule needs another severity",
    "Cover.source_url": "the plan has no address of its own",
    "Wording.source": "no translation of its messages is published",
    "Record.digest": "written by a program, never by hand",
    "RelatedPlan.covers": "each hazard of the City has an annex of its own",
    "RelatedPlan.stands_for": "the plan leaves nothing to another",
    "Entity.language": "no name in it is of another language",
}  # fmt: skip


@cache
def plan() -> Plan:
    project = Project(PLAN, date(2026, 11, 23))
    assert project.loaded.faults == ()
    return project.loaded.plan


def _filled(part: Part, found: set[str]) -> None:
    for name, info in type(part).model_fields.items():
        held = getattr(part, name)
        if held not in (None, "", [], {}, False):
            owner = next(base for base in reversed(type(part).__mro__) if name in getattr(base, "model_fields", ()))
            found.add(f"{owner.__name__}.{name}")
        for item in held if isinstance(held, list) else [held]:
            if isinstance(item, Part):
                _filled(item, found)
        del info


def _classes(model: type[Part], seen: set[type[Part]]) -> Iterator[type[Part]]:
    if model in seen:
        return
    seen.add(model)
    yield model
    for info in model.model_fields.values():
        for inner in parts_in(info.annotation):
            yield from _classes(inner, seen)


@pytest.mark.parametrize("kind", list(KINDS), ids=lambda kind: kind.name)
def test_there_is_enough_of_each_kind(kind: Kind) -> None:
    assert len(plan().of_kind(kind.name)) >= AT_LEAST.get(kind.name, 1)


def test_only_kinds_are_counted_here() -> None:
    assert set(AT_LEAST) <= set(KINDS.names())


def test_every_field_of_the_language_is_used_somewhere() -> None:
    found: set[str] = set()
    for entity in plan():
        _filled(entity, found)
    seen: set[type[Part]] = set()
    known = set()
    for kind in KINDS:
        for model in _classes(kind.model, seen):
            for field in fields_of(model):
                owner = next(
                    base for base in reversed(model.__mro__) if field.name in getattr(base, "model_fields", ())
                )
                known.add(f"{owner.__name__}.{field.name}")
    assert known - found == set(UNUSED)


def test_every_lifeline_and_core_capability_belongs_to_a_function() -> None:
    functions = plan().of(Function)
    assert {lifeline for function in functions for lifeline in function.lifelines} == set(Lifeline.__args__)
    assert {name for function in functions for name in function.core_capabilities} == set(CoreCapability.__args__)


def test_every_role_has_five_first_actions_and_something_to_do() -> None:
    wrong = [role.id for role in plan().of(Role) if len(role.first_actions) != 5 or not role.duties]
    assert wrong == []


def test_every_staffed_role_is_held() -> None:
    assert [role.id for role in plan().of(Role) if not role.holders] == []


def test_every_high_hazard_has_an_annex_and_a_first_hour_of_its_own() -> None:
    first: dict[str, str] = {}
    for hazard in plan().of(Hazard):
        if not hazard.is_high:
            continue
        assert hazard.triggers, hazard.id
        assert hazard.protective_actions, hazard.id
        assert str(hazard.annex).startswith("section:"), hazard.id
        assert first.setdefault(hazard.first_hour[0], hazard.id) == hazard.id
    assert len(first) >= 10


def test_every_function_is_a_whole_annex() -> None:
    for function in plan().of(Function):
        for name in ("situation", "concept_of_operations", "direction_and_control", "limits", "reviewed", "owner"):
            assert getattr(function, name), f"{function.id}: {name}"
        for limit in function.limits:
            assert limit.filled_by, f"{function.id}: {limit.gap}"
        for assignment in function.assignments:
            assert assignment.responsibilities, f"{function.id}: {assignment.agency}"


def test_functions_are_lettered_without_a_gap() -> None:
    labels = sorted(function.label for function in plan().of(Function))
    assert labels == [chr(ord("A") + index) for index in range(len(labels))]


def test_every_procedure_can_be_begun_and_seen_to_be_done() -> None:
    for procedure in plan().of(Procedure):
        assert procedure.owner, procedure.id
        assert procedure.target, procedure.id
        assert procedure.done_when, procedure.id
        assert 4 <= len(procedure.steps) <= 14, procedure.id
        for step in procedure.steps:
            assert step.within, f"{procedure.id}: {step.do}"
    assert {procedure.phase for procedure in plan().of(Procedure)} == {
        "prevent",
        "prepare",
        "respond",
        "recover",
        "maintain",
    }


def test_the_basic_plan_stands_in_order_with_an_owner_and_a_date() -> None:
    sections = [section for section in plan().of(Section) if section.part == "basic-plan"]
    assert sorted(section.number for section in sections) == list(range(1, len(sections) + 1))
    for section in plan().of(Section):
        assert section.owner, section.id
        assert section.reviewed, section.id


def test_people_are_invented_and_say_so() -> None:
    assert [contact.id for contact in plan().of(Contact) if contact.type == "person" and not contact.illustrative] == []


def test_places_for_the_public_have_a_position() -> None:
    public = ("shelter", "staging-area", "point-of-distribution", "warming-center", "cooling-center")
    assert [place.id for place in plan().of(Facility) if place.type in public and place.position is None] == []


def test_every_level_says_who_and_until_when() -> None:
    for level in plan().of(Level):
        assert level.activated_by, level.id
        assert level.ends, level.id
