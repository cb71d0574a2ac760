"""Settings of rules and quirks as JSON, in the form that scenarios use."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fake_erp.settings import Setting, settings_of
from golive.keys.declare import Many, Pairs
from golive.keys.erp_settings import key_of
from golive.keys.value_kinds import Kind
from golive.scenario.checking.checker import expected
from golive.serve.control.desk import Refused


def shown(declaration: Any) -> dict[str, Any]:
    """The settings of a rule or quirk, by their names in files."""
    return {
        each.key: _written(_shape(each, declaration), getattr(declaration, each.attribute))
        for each in settings_of(type(declaration))
    }


def read(declaration: Any, body: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a body by attribute. Raises Refused for an unknown name or a value that cannot be read."""
    declared = {each.key: each for each in settings_of(type(declaration))}
    values = {}
    for name, value in body.items():
        each = declared.get(name)
        if each is None:
            known = ", ".join(declared)
            raise _wrong(name, f"one of the settings {known}", f"the unknown setting {name[:60]!a}")
        shape = _shape(each, declaration)
        try:
            values[each.attribute] = _parsed(shape, value)
        except (ValueError, TypeError):
            raise _wrong(name, expected(shape), repr(value)[:80]) from None
    return values


def _shape(setting: Setting, declaration: Any) -> Any:
    return key_of(setting, getattr(declaration, setting.attribute)).shape


def _parsed(shape: Any, value: Any) -> Any:
    if isinstance(shape, Many):
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list):
            raise ValueError(value)
        return tuple(_parsed(shape.item, item) for item in items)
    if isinstance(shape, Pairs):
        if not isinstance(value, dict):
            raise ValueError(value)
        return tuple((shape.name.parse(name), _parsed(shape.value, each)) for name, each in value.items())
    if isinstance(value, bool):
        value = "on" if value else "off"
    if not isinstance(value, (str, int, float)):
        raise ValueError(value)
    return shape.parse(str(value))


def _written(shape: Any, value: Any) -> Any:
    if isinstance(shape, Many):
        return [_written(shape.item, each) for each in value]
    if isinstance(shape, Pairs):
        return {name: _written(shape.value, each) for name, each in value}
    assert isinstance(shape, Kind)
    text = shape.show(value)
    return int(text) if shape.is_number and text.isdigit() else text


def _wrong(name: str, wanted: str, came: str) -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, f"{name[:60]}: expected {wanted}, got {came}", name)
