"""Errors of the shop. A `ShopError` carries Magento's own message template, its parameters and the HTTP
status.

All of them are definite: nothing was changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Parameters = Mapping[str, object] | Sequence[object] | None

ENTITY_MISSING = "The entity that was requested doesn't exist. Verify the entity and try again."
PRODUCT_MISSING = "The product that was requested doesn't exist. Verify the product and try again."
NO_SUCH_ENTITY = "No such entity with %fieldName = %fieldValue"
ID_NEEDED = "An ID is needed. Set the ID and try again."
REQUIRED = '"%fieldName" is required. Enter and try again.'
SEVERAL = "One or more input exceptions have occurred."
UNAUTHORIZED = "The consumer isn't authorized to access %resources."
SIGN_IN = (
    "The account sign-in was incorrect or your account is disabled temporarily. "
    "Please wait and try again later."
)
NO_ROUTE = "Request does not match any route."
NOT_PROCESSABLE = "Specified request cannot be processed."


class ShopError(Exception):
    """A refusal in Magento's words: `message` is the raw template, `parameters` fill it."""

    def __init__(
        self,
        message: str,
        status: int = 400,
        parameters: Parameters = None,
        errors: Sequence[ShopError] = (),
    ) -> None:
        super().__init__(message, status, parameters, errors)
        self.message = message
        self.status = status
        self.parameters = parameters
        self.errors = tuple(errors)


class OutOfStock(Exception):
    """A checkout asked for more than can be sold."""

    def __init__(self, sku: str, requested: int, salable: int) -> None:
        super().__init__(sku, requested, salable)
        self.sku = sku
        self.requested = requested
        self.salable = salable

    def __str__(self) -> str:
        return f"{self.sku}: {self.requested} requested, {self.salable} salable"


class CheckoutStopped(Exception):
    """The integration, asked while the shopper waited, said no or gave no good answer (`outcome`)."""

    def __init__(self, outcome: str, said: str) -> None:
        super().__init__(outcome, said)
        self.outcome = outcome


class PlaceFailed(Exception):
    """A checkout broke off after the stock was reserved: there is no order."""


class BadCart(ValueError):
    """A cart no shopper could have: unknown store or SKU, no lines, a quantity below one."""


class NotEditable(Exception):
    """The admin cannot edit this order (shipped, cancelled, closed, on hold)."""

    def __init__(self, increment_id: str, state: str) -> None:
        super().__init__(increment_id, state)

    def __str__(self) -> str:
        return f"order {self.args[0]} is {self.args[1]}: only an open, unshipped order can be edited"


class NotEnoughAtSource(Exception):
    """A source holds fewer units than a document takes from it. Magento logs this and says nothing."""

    def __init__(self, sku: str, source: str, needed: int, held: int) -> None:
        super().__init__(sku, source, needed, held)


def required(*fields: str) -> ShopError:
    """The refusal for missing arguments; several are listed under `errors`."""
    each = [ShopError(REQUIRED, 400, {"fieldName": field}) for field in fields]
    return each[0] if len(each) == 1 else ShopError(SEVERAL, 400, None, each)


def wrong_type(value: object, expected: str) -> ShopError:
    """The refusal of a value that does not convert; Magento renders this one before it throws."""
    shown = "array" if isinstance(value, (dict, list)) else _shown(value)
    return ShopError(
        f'The "{shown}" value\'s type is invalid. The "{expected}" type was expected. Verify and try again.'
    )


def _shown(value: object) -> str:
    if value is True:
        return "1"
    if value is None or value is False:
        return ""
    return str(value)


def entity_missing() -> ShopError:
    return ShopError(ENTITY_MISSING, 404)


def product_missing() -> ShopError:
    return ShopError(PRODUCT_MISSING, 404)


def no_such(field: str, value: object) -> ShopError:
    return ShopError(NO_SUCH_ENTITY, 404, {"fieldName": field, "fieldValue": value})


def document_refused(document: str, lines: Sequence[str]) -> ShopError:
    """Refusal of an invoice, shipment or credit memo: all broken rules, one a line."""
    return ShopError(f"{document} Document Validation Error(s):\n" + "\n".join(lines))
