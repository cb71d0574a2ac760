"""Input limits of 2.4.3 and later, off by default: how many objects one list of a body may hold."""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError
from fake_magento.rest.framework.typed_input import Arguments, ListOf, Shape


def check(data: Any, arguments: Arguments | Shape, most: int | None) -> None:
    """Raises Magento's refusal for the first list of objects that is longer than `most` (None: no limit)."""
    if most is None or not isinstance(data, dict):
        return
    for key, value in data.items():
        convert = arguments.convert(key)
        if isinstance(convert, ListOf) and isinstance(convert.each, Shape) and isinstance(value, list):
            if len(value) > most:
                parameters = {"type": convert.name, "max": most}
                raise ShopError('Maximum items of type "%type" is %max', parameters)
            for entry in value:
                check(entry, convert.each, most)
        elif isinstance(convert, Shape):
            check(value, convert, most)
