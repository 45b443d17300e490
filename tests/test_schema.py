"""The schemas that editors use: fresh, valid, and of one mind with the tool."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from eop_tools.cli import main
from eop_tools.errors import EopError
from eop_tools.kind import KINDS, Kind
from eop_tools.plan.schema import editor_settings, schema_of, schemas
from eop_tools.rule import RULES
from eop_tools.source import parse

ROOT = Path(__file__).parent.parent
SCHEMAS = ROOT / "schemas"
COMMITTED = ROOT / ".vscode" / "settings.json"
ALL_KINDS = list(KINDS)


def test_the_committed_schemas_are_what_the_kinds_say() -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in SCHEMAS.glob("*.json")}
    assert committed == schemas(), "run `eop schema --write`"


def test_the_committed_editor_settings_are_what_the_kinds_say() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == editor_settings(COMMITTED.read_bytes()), "run `eop schema --write`"


def test_editor_settings_keep_what_else_stands_there() -> None:
    other = {"./schemas/gone.schema.json": "plan/gone.yaml", "https://example.org/ci.json": "ci.yaml"}
    before = {"editor.rulers": [120], "yaml.schemas": other, "files.eol": "\n"}
    after = json.loads(editor_settings(json.dumps(before).encode()))
    assert list(after) == list(before)
    assert {**after, "yaml.schemas": other} == before
    assert after["yaml.schemas"]["https://example.org/ci.json"] == "ci.yaml"
    assert "./schemas/gone.schema.json" not in after["yaml.schemas"]
    assert after["yaml.schemas"]["./schemas/agencies.schema.json"] == "plan/agencies.yaml"
    assert list(json.loads(editor_settings(b""))) == ["yaml.schemas"]
    for text in (b'{"a": 1, // why\n}', b"[]", b'{"yaml.schemas": 1}', b"\xff"):
        with pytest.raises(EopError, match="is not plain JSON"):
            editor_settings(text)


def test_the_command_writes_schemas_and_settings_where_they_belong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["schema", "--write", "--to", "elsewhere"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["elsewhere"]
    assert main(["schema", "--write"]) == 0
    assert {path.name: path.read_text(encoding="utf-8") for path in Path("schemas").iterdir()} == schemas()
    assert Path(".vscode/settings.json").read_text(encoding="utf-8") == editor_settings(b"")
    assert main(["schema", "--write"]) == 0
    assert f"{len(schemas())} schemas in schemas, 0 of them new or changed" in capsys.readouterr().out


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.name)
def test_a_schema_is_one_and_takes_the_example_of_its_kind(kind: Kind) -> None:
    schema = schema_of(kind)
    Draft7Validator.check_schema(schema)
    example = parse(kind.example, f"{kind.name}.yaml").data
    assert list(Draft7Validator(schema).iter_errors(example)) == []
    kind.model.model_validate({**example, "id": "example"})


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.name)
def test_every_field_teaches(kind: Kind) -> None:
    for place, fields in [(kind.name, schema_of(kind)), *schema_of(kind).get("definitions", {}).items()]:
        for name, field in fields.get("properties", {}).items():
            assert field.get("description"), f"{place}.{name} has no description"


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.name)
def test_schema_and_tool_refuse_the_same_field(kind: Kind) -> None:
    example = parse(kind.example, f"{kind.name}.yaml").data
    assert isinstance(example, dict)
    broken = {**example, "no_such_field": 1}
    assert [error.validator for error in Draft7Validator(schema_of(kind)).iter_errors(broken)] == [
        "additionalProperties"
    ]


def test_examples_are_of_nowhere() -> None:
    """They stand on every site and in every editor: a search for what a plan let out must not find them there."""
    examples = {kind.name: kind.example for kind in KINDS} | {rule.code: rule.check.__doc__ or "" for rule in RULES}
    examples = {name: "".join(re.findall(r"(?ms)^ *```yaml.*?^ *```", text)) or text for name, text in examples.items()}
    for name, example in examples.items():
        numbers = re.findall(r"\(?\b(\d{3})\)?[-. ](\d{3}[-. ]\d{3,4})\b", example)
        assert all(number == ("222", number[1]) and number[1][:6] == "555-01" for number in numbers), name
        assert not re.search(r"Minne|Hennep|Xcel|Red Cross|MIMS|ARMER", example, re.I), name
    plans = [*(ROOT / "plan").rglob("*.*"), *(ROOT / "tests" / "plans").rglob("*.*")]
    assert not [path for path in plans if re.search(r"222\D{0,2}555", path.read_text(encoding="utf-8"))]


def test_check_jsonschema_accepts_the_reference_plan() -> None:
    checker = Path(sys.executable).parent / "check-jsonschema"
    mapped = json.loads(COMMITTED.read_text(encoding="utf-8"))["yaml.schemas"]
    checked = 0
    for schema, patterns in mapped.items():
        files = [
            path for pattern in ([patterns] if isinstance(patterns, str) else patterns) for path in ROOT.glob(pattern)
        ]
        if files:
            done = subprocess.run(
                [checker, "--schemafile", ROOT / schema, *files], cwd=ROOT, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stdout
            checked += len(files)
    assert checked > 100


def test_the_editor_settings_map_every_kind_and_every_file_names_its_schema() -> None:
    mapped = json.loads(COMMITTED.read_text(encoding="utf-8"))["yaml.schemas"]
    named = {Path(schema).name for schema in mapped}
    assert named == {name for name in schemas() if name not in ("section.schema.json", "sections.schema.json")}
    for path in sorted((ROOT / "plan").rglob("*.yaml")):
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        said = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert said, f"{path}: the first line names no schema"
        assert (path.parent / said[1]).resolve().is_file(), path


def test_no_schema_names_several_types_at_once() -> None:
    # ajv's strict mode, which many editors and forms run, refuses them; "or nothing" is the one it takes.
    for name, text in schemas().items():
        for held in re.findall(r'"type": \[([^\]]*)\]', re.sub(r"\s", "", text).replace(":", ": ")):
            assert len(set(held.split(",")) - {'"null"'}) <= 1, (name, held)
