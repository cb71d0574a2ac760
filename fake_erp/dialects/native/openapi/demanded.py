"""The fields this installation demands and documents: put into the OpenAPI document. Hidden ones stay hidden."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fake_erp.dialects.native.openapi.schemas import Schema


def demand(document: dict[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    """The document with these dotted fields of a new order required; it is changed and given back."""
    shapes = document["components"]["schemas"]
    for field in fields:
        name, *below = field.split(".")
        order = shapes["NewOrder"]
        if name not in order["required"]:
            order["required"] = [*order["required"], name]
        known = order["properties"].get(name, {})
        if below:
            order["properties"][name] = {"allOf": [known, _with(below, known.get("type") == "array")]}
    return document


def _with(path: list[str], is_list: bool) -> Schema:
    """An object, or a list of objects, that must have what stands at the path."""
    name, *below = path
    wanted = {name: _with(below, False)} if below else {}
    one: Schema = {"type": "object", "required": [name], "properties": wanted}
    return {"type": "array", "items": one} if is_list else one
