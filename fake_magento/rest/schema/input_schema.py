r"""Typed input as definitions of a Swagger document, with Magento's names.

Source: Magento source, Magento\Webapi\Model\Rest\Swagger\Generator.
"""

from __future__ import annotations

import re
from typing import Any

from fake_magento.rest.framework.typed_input import (
    Arguments,
    Convert,
    ListOf,
    Shape,
    boolean,
    camel,
    cents,
    decimal,
    integer,
    text,
    units,
)

_SCALARS: tuple[tuple[Convert, str], ...] = (
    (text, "string"),
    (integer, "integer"),
    (boolean, "boolean"),
    (decimal, "number"),
    (cents, "number"),
    (units, "number"),
)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def body(arguments: Arguments, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of a body. Its objects are added to `definitions`."""
    properties = {camel(name): _typed(convert, definitions) for name, convert in arguments.arguments.items()}
    return {"type": "object", "properties": properties}


def _typed(convert: Convert, definitions: dict[str, Any]) -> dict[str, Any]:
    if isinstance(convert, Shape):
        return {"$ref": f"#/definitions/{_defined(convert, definitions)}"}
    if isinstance(convert, ListOf):
        return {"type": "array", "items": _typed(convert.each, definitions)}
    return next(({"type": kind} for known, kind in _SCALARS if convert is known), {})


def _defined(shape: Shape, definitions: dict[str, Any]) -> str:
    name = definition_name(shape.name)
    if name not in definitions:
        definitions[name] = {"type": "object"}
        definitions[name]["properties"] = {
            field: _typed(convert, definitions) for field, convert in shape.properties.items()
        }
    return name


def definition_name(interface: str) -> str:
    r"""Magento's name of the definition of an interface.

    >>> definition_name("Magento\\Sales\\Api\\Data\\OrderInterface")
    'sales-data-order-interface'
    """
    words = [word for word in interface.removeprefix("Magento\\").split("\\") if word != "Api"]
    return "-".join(_HUMP.sub("-", word).lower() for word in words)
