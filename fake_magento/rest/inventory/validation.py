r"""Validation of inventory input, as a list of refusals under one message.

Source: magento/inventory, Magento\Inventory\Model\Validators.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fake_magento.errors import ShopError


def empty(field: str) -> ShopError:
    """The refusal of a field without a value."""
    return ShopError('"%field" can not be empty.', {"field": field})


def missing(given: dict[str, Any], *fields: str) -> list[ShopError]:
    """A refusal for each field that is absent or blank."""
    return [empty(field) for field in fields if not str(given.get(field) or "").strip()]


def code_problems(code: str) -> list[ShopError]:
    """The refusals of a source code: empty, or with white space."""
    if not code.strip():
        return [empty("source_code")]
    if len(code.split()) != 1 or code != code.strip():
        return [ShopError('"%field" can not contain whitespaces.', {"field": "source_code"})]
    return []


def refuse(problems: Sequence[ShopError], message: str = "Validation Failed") -> None:
    """Raises ShopError with the problems, if there are any."""
    if problems:
        raise ShopError(message, None, problems)


def nothing_sent() -> ShopError:
    """The refusal of an empty list."""
    return ShopError("Input data is empty")
