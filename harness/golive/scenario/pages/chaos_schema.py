"""The JSON Schema of an entry of `chaos`: worked out for each kind of fault and of change, chosen by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from golive.chaos.actions import INTERVENTIONS
from golive.keys.declare import FaultKinds, Key
from golive.keys.times import MOMENT, WINDOW, WINDOW_IN_ORDER
from golive.scenario.checking.change_entry import COMMON_OF_CHANGES
from golive.scenario.checking.fault_entry import COMMON
from golive.wire.operations import BY_SEAM, patterns

_OWN = r"^[^:\s]+:[^:\s]+$"

JsonSchema = dict[str, Any]
Property = Callable[[Key[Any]], JsonSchema]
Named = Callable[[str, JsonSchema], JsonSchema]


def chaos_items(fault_kinds: FaultKinds, property_of: Property, named: Named) -> JsonSchema:
    """One entry. Its kind is offered and checked first; its settings follow from the kind."""
    common = {key.name: property_of(_in_order(key)) for key in COMMON}
    of_changes = {key.name: property_of(_in_order(key)) for key in COMMON_OF_CHANGES}
    every = named(
        "any-target", _targets(sorted({each for known in BY_SEAM.values() for each in patterns(known)}))
    )
    kinds = {
        "fault": _kind(fault_kinds, common["fault"]["description"]),
        "change": _kind(INTERVENTIONS, of_changes["change"]["description"]),
    }
    return {
        "type": "object",
        "properties": kinds,
        "anyOf": [{"required": ["fault"]}, {"required": ["change"]}],
        "errorMessage": "expected a fault such as {fault: slow, latency: 2s} or a change such as "
        "{change: close_period, at: 5h}",
        "allOf": [
            *(
                _fault(name, fault_class, common, property_of, named)
                for name, fault_class in fault_kinds.items()
            ),
            *(_change(name, change, of_changes, property_of) for name, change in INTERVENTIONS.items()),
            _own("fault", {**common, "on": {**common["on"], **every}}, []),
            _own("change", of_changes, ["at"]),
        ],
    }


def describe(kind: type[Any]) -> str:
    """The first line of the docstring of a fault or a change."""
    return (kind.__doc__ or "").strip().partition("\n")[0]


def _kind(kinds: Iterable[str], description: str) -> JsonSchema:
    message = f"expected one of {', '.join(kinds)}, or package.module:Class for one of your own"
    known = {"enum": list(kinds), "errorMessage": message}
    own = {"type": "string", "pattern": _OWN, "errorMessage": message, "patternErrorMessage": message}
    return {"description": description, "anyOf": [known, own]}


def _fault(
    name: str, fault_class: type[Any], common: dict[str, JsonSchema], property_of: Property, named: Named
) -> JsonSchema:
    shared = dict(common)
    if not getattr(fault_class, "BY_CALLS", True):
        del shared["on"]
    else:
        only = getattr(fault_class, "ACTS_ON", ())
        targets = _targets(only or patterns(BY_SEAM[fault_class.SEAM]))
        place = f"{name}-target" if only else f"{fault_class.SEAM}-target"
        shared["on"] = {"description": common["on"]["description"], **named(place, targets)}
    return _case("fault", name, fault_class, shared, property_of, [])


def _change(name: str, change: type[Any], common: dict[str, JsonSchema], property_of: Property) -> JsonSchema:
    shared = dict(common)
    if not change.PASSES:
        shared["at"] = property_of(_moment())
    return _case("change", name, change, shared, property_of, ["at"])


def _in_order(key: Key[Any]) -> Key[Any]:
    return replace(key, shape=WINDOW_IN_ORDER) if key.shape is WINDOW else key


def _moment() -> Key[Any]:
    at = next(key for key in COMMON_OF_CHANGES if key.name == "at")
    return replace(at, shape=MOMENT, doc="When it happens, such as 5h; it does not pass.")


def _case(
    chooser: str,
    name: str,
    kind: type[Any],
    shared: dict[str, JsonSchema],
    property_of: Property,
    required: list[str],
) -> JsonSchema:
    settings = {key.name: property_of(key) for key in kind.SETTINGS}
    needed = [key.name for key in kind.SETTINGS if key.is_required]
    return {
        "if": _is(chooser, {"const": name}),
        "then": {
            "description": describe(kind),
            "properties": {**shared, **settings, chooser: {"const": name, "description": describe(kind)}},
            "required": [*required, *needed],
            "additionalProperties": False,
        },
    }


def _own(chooser: str, shared: dict[str, JsonSchema], required: list[str]) -> JsonSchema:
    """One of the user's own, which may have any settings."""
    others = {name: value for name, value in shared.items() if name != chooser}
    return {
        "if": _is(chooser, {"type": "string", "pattern": _OWN}),
        "then": {"properties": others, "required": required},
    }


def _is(chooser: str, value: JsonSchema) -> JsonSchema:
    return {"properties": {chooser: value}, "required": [chooser]}


def _targets(known: Iterable[str]) -> JsonSchema:
    """One pattern, or a list of them."""
    listed = list(known)
    example = next((each for each in listed if each.startswith("erp.order.c")), listed[-1])
    message = f"expected an operation or a notice such as {example}, or a pattern such as {listed[0]}"
    one = {"enum": listed, "errorMessage": message}
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}
