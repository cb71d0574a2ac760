"""The effective scenario as JSON data: every key with its value, as it would be written in a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from golive.keys.declare import (
    Entries,
    Entry,
    Faults,
    Key,
    Many,
    Own,
    Pairs,
    Section,
    Shape,
    Thresholds,
    keys,
)
from golive.keys.erp_settings import entry_of
from golive.keys.times import Offset, Window
from golive.keys.value_kinds import Kind
from golive.scenario.checking.change_entry import COMMON_OF_CHANGES
from golive.scenario.checking.fault_entry import COMMON
from golive.scenario.model.scenario import ChangeSpec, FaultSpec, Scenario

_INHERITED = "base"


def dump(scenario: Scenario) -> dict[str, Any]:
    """JSON data that loads as the same scenario again; `base` is left out, since all it gave is there."""
    data = _section(scenario)
    data.pop(_INHERITED, None)
    return data


def written(kind: Kind[Any], value: Any) -> Any:
    """A value as a person would write it; counts are JSON numbers."""
    text = kind.show(value)
    return int(text) if kind.is_number and text.isdigit() else text


def _value(shape: Shape, value: Any) -> Any:
    match shape:
        case Kind():
            return written(shape, value)
        case Own():
            return value.path
        case Many():
            return [_value(shape.item, item) for item in value]
        case Section():
            return _section(value)
        case Pairs():
            return {name: written(shape.value, each) for name, each in shape.items(value)}
        case Entry():
            return {key.name: _value(key.shape, getattr(value, at)) for at, key in shape.keys.items()}
        case Entries():
            written_ones = {**shape.keys, **_own_keys(shape, value)}
            return {
                name: _value(key.shape, value[name]) for name, key in written_ones.items() if name in value
            }
        case Thresholds():
            return {metric: threshold.text for metric, threshold in value.items()}
        case Faults():
            return [_fault(spec) if isinstance(spec, FaultSpec) else _change(spec) for spec in value]


def _own_keys(shape: Entries, value: Any) -> dict[str, Key[Any]]:
    """The entries of the user's own, which stand under their dotted paths."""
    own = {name: entry_of(type(each)()) for name, each in value.items() if name not in shape.entries}
    return {name: Key(name, entry, entry.default, entry.about) for name, entry in own.items()}


def _section(section: Any) -> dict[str, Any]:
    declared = keys(type(section))
    return _present((key, getattr(section, field)) for field, key in declared.items())


def _fault(spec: FaultSpec) -> dict[str, Any]:
    start_ms, end_ms = spec.window
    is_moment = not spec.on and end_ms == start_ms + 1
    values: dict[str, Any] = {
        **spec.settings,
        "fault": spec.kind,
        "id": spec.id,
        "on": spec.on or None,
        "at": Window(Offset(start_ms), None if is_moment else Offset(end_ms)),
        "chance": spec.chance,
        "attempts": spec.attempts,
        "calls": spec.calls,
    }
    return _present((key, values[key.name]) for key in (*COMMON, *spec.fault_class.SETTINGS))


def _change(spec: ChangeSpec) -> dict[str, Any]:
    until = None if spec.until_ms is None else Offset(spec.until_ms)
    values: dict[str, Any] = {
        **spec.settings,
        "change": spec.kind,
        "id": spec.id,
        "at": Window(Offset(spec.at_ms), until),
    }
    return _present((key, values[key.name]) for key in (*COMMON_OF_CHANGES, *spec.change_class.SETTINGS))


def _present(values: Iterable[tuple[Key[Any], Any]]) -> dict[str, Any]:
    """Everything but optional keys that were left out; a None that means `off` is a value."""
    kept = ((key, value) for key, value in values if value is not None or key.default is not None)
    return {key.name: _value(key.shape, value) for key, value in kept}
