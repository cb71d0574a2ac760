"""The JSON Schema of the scenario file, for editors: made from the declarations of the keys."""

from __future__ import annotations

from typing import Any

from golive.chaos.actions import INTERVENTIONS
from golive.chaos.faults import FAULTS
from golive.keys.declare import (
    Entries,
    Entry,
    FaultKinds,
    Faults,
    Key,
    Many,
    Pairs,
    Section,
    Shape,
    Thresholds,
    keys,
    keys_of,
)
from golive.keys.value_kinds import Kind
from golive.scenario.checking.change_entry import COMMON_OF_CHANGES
from golive.scenario.checking.fault_entry import COMMON
from golive.scenario.model.metrics import METRICS
from golive.scenario.model.scenario import Scenario
from golive.scenario.pages.dump import written

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_OWN_FAULT = r"^[^:\s]+:[^:\s]+$"


def schema(fault_kinds: FaultKinds = FAULTS) -> dict[str, Any]:
    """JSON Schema, draft 2020-12. Keys that a base may supply are required only where there is none."""
    top = _section(Section(Scenario), fault_kinds, is_top=True)
    clock = _required(Section(_clock()))
    without_base = {"required": _required(Section(Scenario)), "properties": {"clock": {"required": clock}}}
    head = {"$schema": _DIALECT, "title": "golive scenario"}
    return {**head, **top, "if": {"not": {"required": ["base"]}}, "then": without_base}


def _shape(shape: Shape, fault_kinds: FaultKinds) -> dict[str, Any]:
    match shape:
        case Kind():
            return dict(shape.schema)
        case Many():
            item = _shape(shape.item, fault_kinds)
            items = {"type": "array", "items": item, "minItems": shape.least}
            return {"anyOf": [items, item]} if shape.lone else items
        case Section():
            return _section(shape, fault_kinds)
        case Pairs():
            names = {"pattern": shape.name.schema["pattern"]}
            return {
                "type": "object",
                "propertyNames": names,
                "additionalProperties": dict(shape.value.schema),
            }
        case Entry():
            declared = {key.name: _property(key, fault_kinds) for key in shape.keys.values()}
            table = {"type": "object", "additionalProperties": False, "properties": declared}
            return {"anyOf": [_shape(next(iter(shape.keys.values())).shape, fault_kinds), table]}
        case Entries():
            entries = {name: _property(key, fault_kinds) for name, key in shape.keys.items()}
            return {"type": "object", "additionalProperties": False, "properties": entries}
        case Thresholds():
            metrics = {name: {"description": m.doc, **m.kind.schema} for name, m in METRICS.items()}
            return {"type": "object", "additionalProperties": False, "properties": metrics}
        case Faults():
            return {"type": "array", "items": _faults(fault_kinds)}


def _section(shape: Section[Any], fault_kinds: FaultKinds, *, is_top: bool = False) -> dict[str, Any]:
    declared = keys_of(shape).values()
    properties = {key.name: _property(key, fault_kinds) for key in declared}
    found: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": properties}
    required = _required(shape)
    if required and not is_top and shape.cls is not _clock():
        found["required"] = required
    return found


def _clock() -> type[Any]:
    """The one section with required keys that a base may supply."""
    shape = keys(Scenario)["clock"].shape
    assert isinstance(shape, Section)
    return shape.cls


def _required(shape: Shape) -> list[str]:
    assert isinstance(shape, Section)
    return [key.name for key in keys(shape.cls).values() if key.is_required]


def _property(key: Key[Any], fault_kinds: FaultKinds) -> dict[str, Any]:
    found: dict[str, Any] = {"description": key.doc, **_shape(key.shape, fault_kinds)}
    if isinstance(key.shape, Kind) and not key.is_required and key.default is not None:
        found["default"] = written(key.shape, key.default_value)
    return found


def _faults(fault_kinds: FaultKinds) -> dict[str, Any]:
    """One branch for each kind, chosen by `fault`; faults of one's own may have any settings."""
    common = {key.name: _property(key, fault_kinds) for key in COMMON}
    branches = []
    for name, fault_class in fault_kinds.items():
        settings = {key.name: _property(key, fault_kinds) for key in fault_class.SETTINGS}
        required = [key.name for key in fault_class.SETTINGS if key.is_required]
        branches.append(
            {
                "properties": {
                    **common,
                    **settings,
                    "fault": {"const": name, "description": describe(fault_class)},
                },
                "required": ["fault", *required],
                "additionalProperties": False,
            }
        )
    own = {"properties": {**common, "fault": {"pattern": _OWN_FAULT}}, "required": ["fault"]}
    return {"type": "object", "oneOf": [*branches, own, *_changes(fault_kinds)]}


def _changes(fault_kinds: FaultKinds) -> list[dict[str, Any]]:
    common = {key.name: _property(key, fault_kinds) for key in COMMON_OF_CHANGES}
    branches: list[dict[str, Any]] = []
    for name, change_class in INTERVENTIONS.items():
        settings = {key.name: _property(key, fault_kinds) for key in change_class.SETTINGS}
        kind = {"change": {"const": name, "description": describe(change_class)}}
        required = [key.name for key in change_class.SETTINGS if key.is_required]
        branches.append(
            {
                "properties": {**common, **settings, **kind},
                "required": ["change", "at", *required],
                "additionalProperties": False,
            }
        )
    own = {"properties": {**common, "change": {"pattern": _OWN_FAULT}}, "required": ["change", "at"]}
    return [*branches, own]


def describe(fault_class: type[Any]) -> str:
    """The first line of what the fault class says about itself."""
    return (fault_class.__doc__ or "").strip().partition("\n")[0]
