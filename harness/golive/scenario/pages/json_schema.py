"""The JSON Schema of the scenario file, for editors: made from the declarations of the keys.

`errorMessage` and `patternErrorMessage` say in words what is expected; yaml-language-server shows them, and ajv does
with the plugin ajv-errors.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from golive.chaos.faults import FAULTS
from golive.keys.declare import (
    Entries,
    Entry,
    FaultKinds,
    Faults,
    Key,
    Many,
    Own,
    Pairs,
    Section,
    Shape,
    Thresholds,
    keys,
    keys_of,
)
from golive.keys.value_kinds import Kind
from golive.scenario.checking.checker import expected
from golive.scenario.loading.files import bundled_names
from golive.scenario.model.metrics import METRICS
from golive.scenario.model.scenario import Scenario
from golive.scenario.pages.chaos_schema import chaos_items
from golive.scenario.pages.dump import written

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PATH = r"^.*(?:[/\\].*|\.[yY][aA]?[mM][lL])$"
_LONGEST_INLINE = 160
_OWN_METRIC = {"type": ["string", "number"]}
"""A threshold on a metric of the user's own, whose measure only the loader knows."""
_METRIC_NAMES = "expected a metric; those of your own need the section judge, which names them"
_OWN = "One of your own, by the dotted path of its class."
_DOTTED = r"^[^\s:]+:[^\s:]+$"

JsonSchema = dict[str, Any]


def schema(fault_kinds: FaultKinds = FAULTS) -> JsonSchema:
    """JSON Schema, draft 2020-12. Keys that a base may supply are required only where there is none."""
    return _Writer(fault_kinds).whole()


class _Writer:
    """Writes the schema of each shape. Long schemas of values are written once, under `$defs`."""

    def __init__(self, fault_kinds: FaultKinds) -> None:
        self._fault_kinds = fault_kinds
        self._defs: dict[str, JsonSchema] = {}

    def whole(self) -> JsonSchema:
        top = self._section(Section(Scenario), is_top=True)
        top["properties"]["base"] |= _base()
        clock = _required(Section(_clock()))
        without_base = {
            "required": _required(Section(Scenario)),
            "properties": {"clock": {"required": clock}},
        }
        head = {"$schema": _DIALECT, "title": "golive scenario"}
        names = {"enum": list(METRICS), **_messages(_METRIC_NAMES)}
        only_known = {"properties": {"expect": {"propertyNames": names}}}
        conditions = [
            {"if": {"not": {"required": ["base"]}}, "then": without_base},
            {"if": {"not": {"required": ["judge"]}}, "then": only_known},
        ]
        return {**head, **top, "allOf": [*top.get("allOf", []), *conditions], "$defs": self._defs}

    def shape(self, shape: Shape) -> JsonSchema:
        match shape:
            case Kind():
                return self._value(shape)
            case Own():
                return _worded({"type": "string", "pattern": _DOTTED}, f"expected {shape.expected}")
            case Many():
                return self._many(shape)
            case Section():
                return self._section(shape)
            case Pairs():
                return {
                    "type": "object",
                    "propertyNames": self._value(shape.name),
                    "additionalProperties": self._value(shape.value),
                    "errorMessage": _message(shape),
                }
            case Entry():
                table = self._table(shape.keys.values())
                return {"anyOf": [self.shape(next(iter(shape.keys.values())).shape), table]}
            case Entries():
                own = {} if shape.own is None else {"patternProperties": {_DOTTED: {"description": _OWN}}}
                return self._table(shape.keys.values()) | own
            case Thresholds():
                metrics = {name: {"description": m.doc, **self._value(m.kind)} for name, m in METRICS.items()}
                return {"type": "object", "additionalProperties": _OWN_METRIC, "properties": metrics}
            case Faults():
                return {"type": "array", "items": chaos_items(self._fault_kinds, self.property, self.named)}

    def property(self, key: Key[Any]) -> JsonSchema:
        """The schema of a key: of its shape, with what it means and its default."""
        found: JsonSchema = {"description": key.doc, **self.shape(key.shape)}
        if isinstance(key.shape, Kind) and not key.is_required and key.default is not None:
            found["default"] = written(key.shape, key.default_value)
        return found

    def named(self, name: str, found: JsonSchema) -> JsonSchema:
        """A reference to a schema that is written once."""
        known = self._defs.setdefault(name, found)
        if known == found:
            return {"$ref": f"#/$defs/{name}"}
        stem, _, number = name.rpartition("-")
        following = f"{stem}-{int(number) + 1}" if number.isdigit() else f"{name}-2"
        return self.named(following, found)

    def _value(self, kind: Kind[Any]) -> JsonSchema:
        found = _worded(kind.schema, f"expected {kind.expected}")
        if len(json.dumps(kind.schema)) <= _LONGEST_INLINE:
            return found
        return self.named(kind.name.replace(" ", "-"), found)

    def _many(self, shape: Many[Any]) -> JsonSchema:
        item = self.shape(shape.item)
        items = {"type": "array", "items": item, "minItems": shape.least}
        return {"anyOf": [items, item]} if shape.lone else items

    def _section(self, shape: Section[Any], *, is_top: bool = False) -> JsonSchema:
        found = self._table(keys_of(shape).values())
        if is_top or shape.cls is _clock():
            del found["required"]
        return found

    def _table(self, declared: Iterable[Key[Any]]) -> JsonSchema:
        properties: dict[str, JsonSchema] = {}
        required: list[str] = []
        rules: list[JsonSchema] = []
        for key in declared:
            properties[key.name] = self.property(key)
            for alias in key.aliases:
                note = {"description": f"The same as {key.name}.", "deprecationMessage": f"write {key.name}"}
                properties[alias] = {**properties[key.name], **note, "deprecated": True}
                rules.append({"not": {"required": [key.name, alias]}})
            if key.is_required and key.aliases:
                rules.append({"anyOf": [{"required": [name]} for name in (key.name, *key.aliases)]})
            elif key.is_required:
                required.append(key.name)
        found: JsonSchema = {"type": "object", "additionalProperties": False, "properties": properties}
        return found | ({"required": required} if required else {}) | ({"allOf": rules} if rules else {})


def _worded(schema: JsonSchema, message: str) -> JsonSchema:
    """The schema of a value with words for what is wrong."""
    if "anyOf" in schema:
        return {"anyOf": [_worded(each, message) for each in schema["anyOf"]]}
    found = {**schema, "errorMessage": message}
    return {**found, "patternErrorMessage": message} if "pattern" in schema else found


def _message(shape: Shape) -> str:
    return f"expected {expected(shape)}"


def _base() -> JsonSchema:
    """A bundled scenario, with dashes or underscores, or what looks like the path of a file."""
    message = "expected a bundled scenario or the path of a YAML file such as ./mine.yaml"
    names = bundled_names()
    others = [name.replace("-", "_") for name in names if "-" in name]
    mixed = "^(?:" + "|".join(name.replace("-", "[-_]") for name in names) + ")$"
    known = {"enum": names, "errorMessage": message}
    path = {"type": "string", "pattern": _PATH, "errorMessage": message, "patternErrorMessage": message}
    return (
        {"anyOf": [known, {"type": "string", "pattern": mixed, **_messages(message)}, path]}
        if others
        else known
    )


def _messages(message: str) -> JsonSchema:
    return {"errorMessage": message, "patternErrorMessage": message}


def _clock() -> type[Any]:
    """The one section with required keys that a base may supply."""
    shape = keys(Scenario)["clock"].shape
    assert isinstance(shape, Section)
    return shape.cls


def _required(shape: Section[Any]) -> list[str]:
    return [key.name for key in keys(shape.cls).values() if key.is_required]
