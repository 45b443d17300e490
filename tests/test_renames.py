"""An id that changes while references to it stay behind: `eop diff` says so for every kind and every way of referring.

The ways come from the kinds themselves, so a new kind or a new field is tried without a word here.
"""

from __future__ import annotations

import json
import types
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import pytest
import yaml
from annotated_types import Ge
from pydantic import ValidationError

from eop_tools.cli import main
from eop_tools.kind import ANY, KINDS, Entity, Kind, Part, Relation, fields_by_name, fields_of, parts_in
from eop_tools.plan.loader import load
from eop_tools.testing import BASE

GUESSES = ("2026-06-01", "15 min", "EOP203", "voice", "https://example.org/a", "1", "44.9",
           "A text that is long enough", "612-555-0140", "true", "Basic", "08:00", "24/7", "es")  # fmt: skip


ALSO: dict[str, dict[str, str]] = {
    "Method": {"value": "612-555-0140"}, "Requirement": {"not_here": "It stands elsewhere."},
    "Successor": {"slot": "One"},
}  # fmt: skip
"""What a part must say one of, although no field of it is required."""


class Way(NamedTuple):
    """One way to refer: the fields from an entity of a kind to a text, and what may be named there."""

    kind: Kind
    fields: tuple[str, ...]
    relation: Relation | None

    @property
    def targets(self) -> list[str]:
        named = self.relation.kinds if self.relation else (ANY,)
        return [kind.name for kind in KINDS if kind.name in named or ANY in named if not kind.is_single]


def ways() -> Iterator[Way]:
    for kind in KINDS:
        yield from _ways(kind, kind.model, ())


def _ways(kind: Kind, model: type[Part], fields: tuple[str, ...]) -> Iterator[Way]:
    for field in fields_of(model):
        here = (*fields, field.name)
        if field.relation or field.prose:
            yield Way(kind, here, field.relation)
        for part in field.parts:
            if len(here) < 6:
                yield from _ways(kind, part, here)


def whole(model: type[Part], fields: tuple[str, ...] = (), said: Any = None, **more: Any) -> dict[str, Any]:
    """The least that an entity or a part can be, with a text said in one of its fields."""
    found: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        if fields and name == fields[0]:
            if len(fields) == 1:
                found[name] = [said] * _fewest(info) if _is_list(info.annotation) else said
            else:
                part = next(part for part in parts_in(info.annotation) if fields[1] in part.model_fields)
                inner = whole(part, fields[1:], said)
                found[name] = [inner] if _is_list(info.annotation) else inner
        elif info.is_required() and name != "id":
            found[name] = _least(info.annotation, info)
        elif info.is_required() and not issubclass(model, Entity):
            found[name] = "one"
    one_of = ALSO.get(model.__name__, {}) if fields[:1] != ("role",) else {}
    return found | one_of | more


def _fewest(info: Any) -> int:
    return max((getattr(each, "min_length", 1) for each in info.metadata), default=1)


def _least(annotation: Any, info: Any) -> Any:
    for part in parts_in(annotation):
        inner = whole(part)
        return [inner] if _is_list(annotation) else inner
    if _is_list(annotation):
        return [_scalar(get_args(annotation)[0])] * _fewest(info)
    return _scalar(annotation, info.metadata)


def _scalar(annotation: Any, metadata: Any = ()) -> Any:
    from pydantic import TypeAdapter

    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(each for each in get_args(annotation) if each is not types.NoneType)
    if get_origin(annotation) is Literal:
        return get_args(annotation)[0]
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return next(iter(annotation)).value
    for guess in GUESSES:
        try:
            TypeAdapter(Annotated[annotation, *metadata] if metadata else annotation).validate_python(guess)
        except ValidationError:
            continue
        if any(isinstance(each, Ge) for each in metadata):
            return 1
        return date.fromisoformat(guess) if annotation is date else guess
    raise AssertionError(f"say in GUESSES what {annotation} may be")


def _is_list(annotation: Any) -> bool:
    if get_origin(annotation) in (Union, types.UnionType):
        return any(map(_is_list, get_args(annotation)))
    return get_origin(annotation) is list


def write(plan: Path, kind: Kind, id: str, said: dict[str, Any]) -> None:
    body = said.pop("body", "") if kind.prose else ""
    text = yaml.safe_dump(said, sort_keys=False)
    if kind.is_single:
        plan.joinpath(f"{kind.plural}.yaml").write_text(text)
        return
    folder = plan / kind.plural
    folder.mkdir(exist_ok=True)
    folder.joinpath(f"{id}.md" if kind.prose else f"{id}.yaml").write_text(
        f"---\n{text}---\n\n{body}\n" if kind.prose else text
    )


def both(tmp_path: Path, way: Way, target: str, *, now: str | None) -> tuple[Path, Path]:
    """A plan in which something names a thing, and the same where that has another id, or is gone."""
    plans = []
    kind = KINDS[target]
    said = "thing" if way.relation and way.relation.single else f"{target}:thing"
    text = said if way.relation else f"Words that name [[{said}]] in them."
    for name, id in (("before", "thing"), ("after", now)):
        plan = tmp_path / name
        for file, base in BASE.items():
            plan.joinpath(file).parent.mkdir(parents=True, exist_ok=True)
            plan.joinpath(file).write_text(base.lstrip())
        if id:
            write(plan, kind, id, whole(kind.model, name="The thing itself"))
        write(plan, way.kind, "source", whole(way.kind.model, way.fields, text, name="What names it"))
        assert not load(plan).faults, [fault.message for fault in load(plan).faults]
        plans.append(plan)
    return plans[0], plans[1]


def told(capsys: pytest.CaptureFixture[str], old: Path, new: Path, edition: str) -> dict[str, Any]:
    status = main(["diff", str(old), str(new), "--as-of", "2026-06-01", "--fail-on", "error", "--edition", edition,
                   "--format", "json"])  # fmt: skip
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said | {"status": status}


@pytest.mark.parametrize("way", list(ways()), ids=lambda way: f"{way.kind.name}.{'.'.join(way.fields)}")
def test_what_still_names_an_id_that_changed_or_went_is_told(
    way: Way, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for target, now in [*((target, "thing-anew") for target in way.targets), (way.targets[0], None)]:
        old, new = both(tmp_path / f"{target} {now}", way, target, now=now)
        said = told(capsys, old, new, "command")
        gone = [each for each in said["consequences"] if each["kind"] == "still-named"]
        assert [each["severity"] for each in gone] == ["error"], (target, now)
        source = "plan:plan" if way.kind.is_single else f"{way.kind.name}:source"
        assert gone[0]["ref"] == f"{target}:thing"
        assert gone[0]["depends"] == [source]
        assert said["status"] == 1
        head = f"The thing itself ({target}:thing) is gone by that id" if now else "The thing itself is gone"
        assert gone[0]["sentence"].startswith(f"{head}, but still named by What names it"), gone[0]
        assert source not in {change["ref"] for change in said["changes"]}, "that file did not change"


@pytest.mark.parametrize("edition", ["public", "responder"])
@pytest.mark.parametrize("words", ["", "[[contact:thing]]"])
def test_what_is_withheld_is_counted_and_not_named(
    edition: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    field = fields_by_name(KINDS["role"].model)["description" if words else "holders"]
    way = Way(KINDS["role"], (field.name,), field.relation)
    old, new = both(tmp_path, way, "contact", now="thing-anew")
    for plan, id in ((old, "thing"), (new, "thing-anew")):
        path = plan / "contacts" / f"{id}.yaml"
        path.write_text(f"{path.read_text()}audience: command\n")
    said = told(capsys, old, new, edition)
    (gone,) = [each for each in said["consequences"] if each["kind"] == "still-named"]
    assert gone["sentence"] == "A contact (not shown): still named."
    assert gone["ref"] == "contact:(not shown)"
    assert "thing" not in json.dumps(said)


def test_a_step_that_others_wait_for_by_an_id_it_had(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plans = []
    for name, id in (("old", "unlock"), ("new", "open")):
        plan = tmp_path / name
        for file, base in BASE.items():
            plan.joinpath(file).parent.mkdir(parents=True, exist_ok=True)
            plan.joinpath(file).write_text(base.lstrip())
        write(plan, KINDS["procedure"], "open-eoc", {
            "name": "Open the EOC", "phase": "respond", "trigger": "It is activated",
            "steps": [{"id": id, "do": "Unlock the doors.", "who": "emergency-manager"},
                      {"do": "Start the generator.", "who": "emergency-manager", "after": ["unlock"]}],
        })  # fmt: skip
        assert not load(plan).faults, load(plan).faults
        plans.append(plan)
    said = told(capsys, *plans, "public")
    (gone,) = [each for each in said["consequences"] if each["kind"] == "still-named"]
    assert gone["ref"] == "procedure:open-eoc"
    assert gone["sentence"] == (
        "Open the EOC, step 2 (“Start the generator.”), still waits for “unlock”, which no step is called any more."
    )
    assert said["status"] == 1
    assert not [change for change in said["changes"] if "after" in change["path"]]


def test_every_kind_names_something_and_is_named() -> None:
    assert {way.kind.name for way in ways()} == set(KINDS.names())
    assert {target for way in ways() for target in way.targets} == {kind.name for kind in KINDS if not kind.is_single}
