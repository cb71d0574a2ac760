r"""Input limits from 2.4.3 on, off by default: the number of objects in one list of a body.

Source: Adobe Commerce developer docs, "API security"; Magento source,
Magento\Framework\Webapi\Validator\EntityArrayValidator.
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError
from fake_magento.rest.framework.typed_input import Arguments, ListOf, Shape


def check(data: Any, arguments: Arguments | Shape, most: int | None) -> None:
    """Raises ShopError for the first list of objects that is longer than `most` (None: no limit)."""
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
