"""The OpenAPI document as it was before the installation was changed: see the rule `outdated_documentation`."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from fake_erp.dialects.native.openapi.schemas import Schema
from fake_erp.rules.fields.outdated_documentation import (
    BETWEEN_WORDS,
    DOCUMENTED_TIMES,
    OutdatedDocumentation,
)


def age(document: dict[str, Any], rule: OutdatedDocumentation) -> dict[str, Any]:
    """The document with the fields of a new order as they were; it is changed and given back."""
    shapes = document["components"]["schemas"]
    for path, former in rule.renamed:
        table, _, name = path.rpartition(".")
        properties = _properties(shapes, table)
        if name in properties:
            properties[former] = properties.pop(name)
    for path, most in rule.lengths:
        _change(shapes, path, {"maxLength": most * DOCUMENTED_TIMES})
    for path, words in rule.words:
        _change(shapes, path, {"enum": words.split(BETWEEN_WORDS)})
    return document


def _change(shapes: dict[str, Schema], path: str, change: Schema) -> None:
    """Change the schema of a field; one that the document does not have stays out of it."""
    table, _, name = path.rpartition(".")
    properties = _properties(shapes, table)
    if name in properties:
        properties[name] = {**properties[name], **change}


def _properties(shapes: dict[str, Schema], table: str) -> dict[str, Schema]:
    """The properties of a new order or of a table in it, a copy of its own in the place of a reference."""
    order: dict[str, Schema] = shapes["NewOrder"]["properties"]
    if not table:
        return order
    held = order.get(table, {})
    if "$ref" in held:
        named = held["$ref"].rpartition("/")[2]
        held = order[table] = deepcopy(shapes[named])
    found: dict[str, Schema] = held.setdefault("properties", {}) if table in order else {}
    return found
