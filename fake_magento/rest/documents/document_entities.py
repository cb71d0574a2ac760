r"""Documents as an API client sends them whole, and as JSON.

Source: Magento source, Magento\Sales\Api\Data\ShipmentInterface, InvoiceInterface and CreditmemoInterface.
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError
from fake_magento.model.amounts import Amounts
from fake_magento.model.documents import Sent
from fake_magento.rest.documents.track_views import TRACK_SHAPE
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import (
    Arguments,
    Convert,
    Shape,
    anything,
    boolean,
    decimal,
    integer,
    list_of,
    text,
)
from fake_magento.sales.documents.saved import Entity
from fake_magento.shop import Shop

_API = "Magento\\Sales\\Api\\Data\\"
_MONEY = (
    "discount_amount discount_tax_compensation_amount grand_total shipping_amount shipping_incl_tax"
    " shipping_tax_amount shipping_discount_tax_compensation_amount subtotal subtotal_incl_tax tax_amount"
)
_RATES = "base_to_global_rate base_to_order_rate store_to_base_rate store_to_order_rate"
_DISCOUNT = "discount_amount discount_tax_compensation_amount"
_ROW_MONEY = f"{_DISCOUNT} price price_incl_tax row_total row_total_incl_tax tax_amount"
_IDS = "billing_address_id email_sent entity_id order_id shipping_address_id store_id"
_TEXTS = "created_at increment_id updated_at"
_CURRENCIES = "base_currency_code global_currency_code store_currency_code order_currency_code"


def _fields(names: str, convert: Convert) -> dict[str, Convert]:
    return dict.fromkeys(names.split(), convert)


def _both(names: str) -> dict[str, Convert]:
    """Amounts in the currency of the order and in base currency."""
    return {**_fields(names, decimal), **{f"base_{name}": decimal for name in names.split()}}


def _items(kind: str, more: dict[str, Convert]) -> Convert:
    shape = Shape(
        f"{_API}{kind}ItemInterface",
        entity_id=integer,
        parent_id=integer,
        order_item_id=integer,
        product_id=integer,
        sku=text,
        name=text,
        description=text,
        additional_data=text,
        qty=decimal,
        extension_attributes=anything,
        **more,
    )
    return list_of(shape, shape.name)


_SHARED: dict[str, Convert] = {
    **_fields(_IDS, integer),
    **_fields(_TEXTS, text),
    "comments": anything,
    "extension_attributes": anything,
}
_PAPER: dict[str, Convert] = {
    **_SHARED,
    **_both(_MONEY),
    **_fields(_RATES, decimal),
    **_fields(_CURRENCIES, text),
    "state": integer,
    "transaction_id": text,
    "discount_description": text,
}
_PARCEL: dict[str, Convert] = {
    **_SHARED,
    "customer_id": integer,
    "shipment_status": integer,
    "shipping_label": text,
    "total_qty": decimal,
    "total_weight": decimal,
    "packages": anything,
    "tracks": list_of(TRACK_SHAPE, TRACK_SHAPE.name),
    "items": _items("Shipment", _fields("price row_total weight", decimal)),
    "extension_attributes": Shape(_API + "ShipmentExtensionInterface", source_code=text),
}
_SHIPMENT = Shape(_API + "ShipmentInterface", **_PARCEL)
_INVOICE = Shape(
    _API + "InvoiceInterface",
    **{
        **_PAPER,
        "total_qty": decimal,
        "base_total_refunded": decimal,
        "can_void_flag": integer,
        "is_used_for_refund": integer,
        "items": _items("Invoice", {"base_cost": decimal, **_both(_ROW_MONEY)}),
    },
)
_MEMO = Shape(
    _API + "CreditmemoInterface",
    **{
        **_PAPER,
        **_both("adjustment adjustment_positive adjustment_negative"),
        "creditmemo_status": integer,
        "invoice_id": integer,
        "items": _items("Creditmemo", {"base_cost": decimal, **_both(_ROW_MONEY)}),
    },
)
SHIPMENT = Arguments(entity=_SHIPMENT)
INVOICE = Arguments(entity=_INVOICE)
CREDITMEMO = Arguments(entity=_MEMO)
REFUND = Arguments(creditmemo=_MEMO, offline_requested=boolean)
_NOT_FLAT = ("items", "tracks", "comments", "packages", "extension_attributes", "entity_id")


def entity_of(shop: Shop, given: dict[str, Any] | None, name: str, failure: str) -> Entity:
    """The document in a body. Raises ShopError without one, and with `failure` for no known order."""
    if given is None:
        raise required(name)
    order = shop.orders.find(given.get("order_id", 0))
    if order is None:
        raise ShopError(failure)
    flat = {key: value for key, value in given.items() if key not in _NOT_FLAT}
    return Entity(
        order,
        Sent(flat, tuple(given.get("items", ()))),
        _amounts(flat, ""),
        _amounts(flat, "base_"),
        flat.get("state"),
        flat.get("invoice_id"),
        _adjustments(flat, ""),
        _adjustments(flat, "base_"),
    )


def _amounts(flat: dict[str, Any], prefix: str) -> Amounts:
    def cents(name: str) -> int:
        amount: float = flat.get(prefix + name, 0)
        return round(amount * 100)

    return Amounts(
        subtotal=cents("subtotal"),
        tax=cents("tax_amount"),
        discount=-cents("discount_amount"),
        compensation=cents("discount_tax_compensation_amount"),
        shipping=cents("shipping_amount"),
        shipping_tax=cents("shipping_tax_amount"),
        total=cents("grand_total"),
    )


def _adjustments(flat: dict[str, Any], prefix: str) -> tuple[int, int]:
    positive, negative = (f"{prefix}adjustment_{side}" for side in ("positive", "negative"))
    return round(flat.get(positive, 0) * 100), round(flat.get(negative, 0) * 100)
