r"""Errors of the shop. All of them are definite: nothing was changed.

A `ShopError` is a refusal by a service, in Magento's words. Its class stands for the exception class that Magento
throws; the status of the reply follows from it in `rest/`. Source: Adobe Commerce developer docs, "Web API error
responses"; Magento source, Magento\Framework\Exception.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Parameters = Mapping[str, object] | Sequence[object] | None

ENTITY_MISSING = "The entity that was requested doesn't exist. Verify the entity and try again."
PRODUCT_MISSING = "The product that was requested doesn't exist. Verify the product and try again."
NO_SUCH_ENTITY = "No such entity with %fieldName = %fieldValue"


class ShopError(Exception):
    """A refusal (Magento's LocalizedException and its subclasses).

    `message` is the template, `parameters` are its values: by name (`%fieldName`) or by position (`%1`). `errors` are
    the single refusals where there are several.
    """

    def __init__(self, message: str, parameters: Parameters = None, errors: Sequence[ShopError] = ()) -> None:
        super().__init__(message, parameters, errors)
        self.message = message
        self.parameters = parameters
        self.errors = tuple(errors)


class NotFound(ShopError):
    """There is no such record (Magento's NoSuchEntityException)."""


class NotAuthorized(ShopError):
    """Wrong credentials, or not allowed to (Magento's AuthenticationException and AuthorizationException)."""


class OutOfStock(Exception):
    """A checkout for more than the salable quantity; quantities are in units."""

    def __init__(self, sku: str, requested: int, salable: int) -> None:
        super().__init__(sku, requested, salable)
        self.sku = sku
        self.requested = requested
        self.salable = salable

    def __str__(self) -> str:
        return f"{self.sku}: {self.requested} requested, {self.salable} salable"


class CheckoutStopped(Exception):
    """A checkout hook stopped the order; `outcome` is that of `events.checkout_hooks.judge`."""

    def __init__(self, outcome: str, message: str) -> None:
        super().__init__(outcome, message)
        self.outcome = outcome


class PlaceFailed(Exception):
    """A checkout failed after its stock was reserved: there is no order."""


class BadCart(ValueError):
    """A cart that no storefront accepts: unknown store or SKU, no lines, a quantity below one."""


class NotEditable(Exception):
    """The admin cannot edit this order (shipped, cancelled, closed, on hold)."""

    def __init__(self, increment_id: str, state: str) -> None:
        super().__init__(increment_id, state)

    def __str__(self) -> str:
        return f"order {self.args[0]} is {self.args[1]}: only an open, unshipped order can be edited"


class NotEnoughAtSource(Exception):
    """A source holds fewer units than a document takes from it. Magento logs this and answers a general error."""

    def __init__(self, sku: str, source: str, needed: int, held: int) -> None:
        super().__init__(sku, source, needed, held)


def entity_missing() -> NotFound:
    """The refusal of an id that no record has."""
    return NotFound(ENTITY_MISSING)


def product_missing() -> NotFound:
    """The refusal of a SKU that no product has."""
    return NotFound(PRODUCT_MISSING)


def no_such(field: str, value: object) -> NotFound:
    """The refusal of a value that no record has in a field, by Magento's name of the field."""
    return NotFound(NO_SUCH_ENTITY, {"fieldName": field, "fieldValue": value})


def document_refused(document: str, lines: Sequence[str]) -> ShopError:
    """The refusal of an invoice, shipment or credit memo: every broken rule, one per line."""
    return ShopError(f"{document} Document Validation Error(s):\n" + "\n".join(lines))
