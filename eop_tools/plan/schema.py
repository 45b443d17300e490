"""JSON Schema of every kind, derived from its class, so that any editor completes and checks a plan."""

from __future__ import annotations

import json
from typing import Any

from eop_tools.errors import EopError
from eop_tools.kind import ANY, KINDS, Kind
from eop_tools.values import ID_PATTERN, REF_PATTERN

DRAFT = "http://json-schema.org/draft-07/schema#"
SETTINGS = ".vscode/settings.json"
_MAP, _HERE = "yaml.schemas", "./schemas/"


def schemas() -> dict[str, str]:
    """Return the text of every schema file by its name: one for an entity of each kind, one for a file of many."""
    files: dict[str, str] = {}
    for kind in KINDS:
        files[f"{kind.name}.schema.json"] = _text(schema_of(kind))
        if not kind.is_single:
            files[f"{kind.plural}.schema.json"] = _text(_mapping_of(kind))
    return files


def editor_settings(content: bytes) -> str:
    """Return the settings of Visual Studio Code that say which schema is for which files of `plan`.

    All else that stands in the settings, and every schema from elsewhere, is kept. Raises EopError where they cannot
    be read: with comments in them they are no JSON, and writing them anew would lose those.
    """
    try:
        settings = json.loads(content or b"{}")
        others = dict(settings.get(_MAP, {}))
    except (AttributeError, TypeError, ValueError) as error:
        raise EopError(
            f"{SETTINGS} is not plain JSON: {error}", "take out comments and trailing commas, then do it again"
        ) from None
    mapped = {name: pattern for name, pattern in others.items() if not name.startswith(_HERE)}
    for kind in (kind for kind in KINDS if not kind.prose):
        one = f"plan/{kind.name}.yaml" if kind.is_single else f"plan/{kind.plural}/*.yaml"
        mapped[f"{_HERE}{kind.name}.schema.json"] = one
        if not kind.is_single:
            mapped[f"{_HERE}{kind.plural}.schema.json"] = f"plan/{kind.plural}.yaml"
    return _text({**settings, _MAP: mapped})


def schema_of(kind: Kind) -> dict[str, Any]:
    """Return the schema (draft 7, which every editor knows) of one entity of a kind."""
    raw = kind.model.model_json_schema()
    definitions = raw.pop("$defs", {})
    raw["properties"].pop("id", None)
    raw["required"] = [name for name in raw.get("required", ()) if name != "id" and not (kind.prose and name == "body")]
    schema = {
        "$schema": DRAFT,
        "title": kind.title if kind.is_single else f"{kind.name.capitalize()}: one of the {kind.title.lower()}",
        "description": _description(raw.pop("description", "")),
        **_mended({key: value for key, value in raw.items() if key != "title"}),
    }
    example = _example(kind)
    if example:
        schema["examples"] = [example]
    if definitions:
        schema["definitions"] = {
            name: _mended({**definition, "description": _description(definition.get("description", ""))})
            for name, definition in sorted(definitions.items())
        }
    return schema


def _mapping_of(kind: Kind) -> dict[str, Any]:
    return {
        "$schema": DRAFT,
        "title": f"{kind.title}: many in one file",
        "description": f"Each key is the id of a {kind.name}; what stands below it are its fields.",
        "type": "object",
        "propertyNames": {"pattern": ID_PATTERN},
        "additionalProperties": {"$ref": f"{kind.name}.schema.json"},
    }


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _description(docstring: str) -> str:
    """Return a class's docstring without its example, on one line a paragraph."""
    prose = docstring.split("```", 1)[0]
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in prose.split("\n\n") if paragraph.strip())


def _example(kind: Kind) -> Any:
    from eop_tools.source import parse

    return parse(kind.example, f"{kind.name}.yaml").data if kind.example else None


def _mended(schema: Any) -> Any:
    """Return a schema in draft 7's words: no noise titles, references that keep their description, id patterns."""
    if isinstance(schema, list):
        return [_mended(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    # Titles are noise here, and a default of null makes the YAML language server 2.0.0 stop offering fields. What a
    # field means is for those who reason about a plan, not for those who fill it in.
    held = {
        key: value
        for key, value in schema.items()
        if (key != "title" or isinstance(value, dict)) and (key, value) != ("default", None) and key != "x-meaning"
    }
    options = held.get("anyOf")
    if isinstance(options, list) and {"type": "null"} in options and len(options) == 2:
        other = next(option for option in options if option != {"type": "null"})
        if isinstance(other.get("type"), str) and "enum" not in other and "const" not in other:
            del held["anyOf"]
            held = {**other, **held, "type": [other["type"], "null"]}
    relation = held.get("x-relation")
    mended = {key: _reference(value) if key == "$ref" else _mended(value) for key, value in held.items()}
    if relation:
        _point(mended, relation)
    if "$ref" in mended and len(mended) > 1:
        mended = {"allOf": [{"$ref": mended.pop("$ref")}], **mended}
    return mended


def _reference(target: str) -> str:
    return target.replace("#/$defs/", "#/definitions/")


def _point(schema: dict[str, Any], relation: dict[str, Any]) -> None:
    """Say in which form a reference is written, in the field itself or in the items of its list."""
    kinds = relation["to"]
    if kinds == [ANY]:
        pattern, example = REF_PATTERN, "agency:fire"
    elif len(kinds) == 1:
        pattern, example = ID_PATTERN, ""
    else:
        pattern, example = rf"^({'|'.join(kinds)}):[a-z0-9]+(-[a-z0-9]+)*$", f"{kinds[0]}:…"
    for place in (schema, schema.get("items", {}), *schema.get("items", {}).get("anyOf", ())):
        if place.get("type") in ("string", ["string", "null"]):
            place["pattern"] = pattern
    words = f"Points at a {' or a '.join(kinds)}" if kinds != [ANY] else "Points at anything"
    form = f", written like {example}" if example else ", by its id"
    schema["description"] = f"{schema.get('description', '')} {words}{form}."
