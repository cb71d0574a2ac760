"""The JSON Schemas of the files of runs, made from the declarations of their values. Standard library only.

A field annotated as `Annotated[dict[str, Any], Harm]` has the shape of the TypedDict `Harm`.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterable
from typing import Annotated, Any, NotRequired, Union, get_args, get_origin, get_type_hints

from golive.record.batch import Comparison, Gate
from golive.record.cells import Cell
from golive.record.cells.sweep import Sweep
from golive.record.earlier.past import PastRuns
from golive.record.rows import ExchangeLine, FactLine
from golive.record.run import OrderLine, RunRecord, Scorecard

DRAFT = "https://json-schema.org/draft/2020-12/schema"

LARGEST = 2**63 - 1
"""The largest whole number, that of a seed."""
LATEST_MS = 253_402_300_799_999
"""The end of the year 9999, in milliseconds since the Unix epoch."""

FILES: dict[str, tuple[type, str]] = {
    "fact": (FactLine, "One line of ledger.jsonl, a run's ledger."),
    "order": (OrderLine, "One line of orders.jsonl: an order and its verdict."),
    "exchange": (ExchangeLine, "One line of exchanges.jsonl: a call or a notice with its bodies."),
    "run": (RunRecord, "run.json: the settings, the times and the charts of a run."),
    "scorecard": (Scorecard, "scorecard.json: the judged result of a run."),
    "gate": (Gate, "gate.json: many runs of one candidate with one verdict."),
    "compare": (Comparison, "compare.json: the same days under several variants."),
    "cell": (Cell, "One cell of a sweep: its job and its result."),
    "sweep": (Sweep, "sweep.json: several scenarios under several columns."),
    "history": (PastRuns, "The output of golive history --format json."),
}
"""Name, declaration and description of each schema."""

_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": -LARGEST, "maximum": LARGEST},
    float: {"type": ["number", "null"]},  # null: not a finite number
    type(None): {"type": "null"},
    Any: {},
    object: {},
}
_INSTANT = {"type": "integer", "minimum": 0, "maximum": LATEST_MS}
_INSTANTS = (
    "t",
    "at_ms",
    "start_ms",
    "end_ms",
    "heal_ms",
    "placed_ms",
    "sent_ms",
    "shown_ms",
    "opened_ms",
    "off_ms",
)


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one of FILES. Raises KeyError for another name."""
    declared, about = FILES[name]
    shapes: dict[str, dict[str, Any]] = {}
    whole = _object(declared, shapes)
    return {
        "$schema": DRAFT,
        "title": f"golive {name}",
        "description": about,
        **{key: value for key, value in whole.items() if key != "description"},
        "$defs": shapes,
    }


def _object(declared: Any, shapes: dict[str, dict[str, Any]]) -> dict[str, Any]:
    hints = get_type_hints(declared, include_extras=True)
    about = (declared.__doc__ or "").strip().partition("\n\n")[0]
    return {
        "type": "object",
        "description": " ".join(about.split()),
        "properties": {name: _field(name, hint, shapes) for name, hint in hints.items() if _is_kept(name)},
        "required": sorted(_required(declared)),
    }


def _is_kept(name: str) -> bool:
    return not name.startswith("_")


def _required(declared: Any) -> Iterable[str]:
    """The fields that every version has written: those of a dataclass without a default."""
    if not dataclasses.is_dataclass(declared):
        hints = get_type_hints(declared, include_extras=True)
        return [
            name for name, hint in hints.items() if declared.__total__ and get_origin(hint) is not NotRequired
        ]
    return [
        each.name
        for each in dataclasses.fields(declared)
        if each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING
    ]


def _field(name: str, hint: Any, shapes: dict[str, dict[str, Any]]) -> dict[str, Any]:
    found = _shape(hint, shapes)
    if name not in _INSTANTS:
        return found
    if found == _PLAIN[int]:
        return dict(_INSTANT)
    return {"anyOf": [_INSTANT if each == _PLAIN[int] else each for each in found["anyOf"]]}


def _shape(hint: Any, shapes: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _shape(parts[1], shapes)
    if origin is NotRequired:
        return _shape(parts[0], shapes)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_shape(each, shapes) for each in parts]}
    if origin is list or (origin is tuple and parts[-1] is Ellipsis):
        return {"type": "array", "items": _shape(parts[0], shapes)}
    if origin is tuple:
        items = [_shape(each, shapes) for each in parts]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _shape(parts[1], shapes)}
    return _reference(hint, shapes)


def _reference(declared: Any, shapes: dict[str, dict[str, Any]]) -> dict[str, Any]:
    name = declared.__name__
    if name not in shapes:
        shapes[name] = {}  # in case it refers to itself
        shapes[name] = _object(declared, shapes)
    return {"$ref": f"#/$defs/{name}"}
