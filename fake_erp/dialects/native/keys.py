"""Finds the business key of a request: an external reference, a number, a SKU or a file name; else None."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from fake_erp.dialects.native.reading import query_of
from fake_erp.errors import ErpError
from fake_erp.messages import Request, decode
from fake_erp.model import Order

if TYPE_CHECKING:
    from fake_erp.erp import Erp

Key: TypeAlias = Callable[["Erp", Request, dict[str, str]], str | None]


def none(erp: Erp, request: Request, params: dict[str, str]) -> str | None:
    """No key: the request is about no single record."""
    return None


def reference_in_body(erp: Erp, request: Request, params: dict[str, str]) -> str | None:
    """The external reference in the body."""
    return _text_in_body(erp, request, "external_reference")


def external_id_in_body(erp: Erp, request: Request, params: dict[str, str]) -> str | None:
    """The client's own id of a batch."""
    return _text_in_body(erp, request, "external_id")


def batch_id(erp: Erp, request: Request, params: dict[str, str]) -> str | None:
    """The client's id of the batch in the path, else its number."""
    batch = erp.batches.by_number.get(params["number"])
    return batch.external_id or batch.number if batch is not None else None


def name_in_body(erp: Erp, request: Request, params: dict[str, str]) -> str | None:
    """The name of a file."""
    return _text_in_body(erp, request, "name")


def file_name(erp: Erp, request: Request, params: dict[str, str]) -> str | None:
    """The file name in the path."""
    return params["name"]


def reference_in_query(erp: Erp, request: Request, params: dict[str, str]) -> str | None:
    """The external reference in the query."""
    return query_of(request.query).get("external_reference")


def order_reference(erp: Erp, request: Request, params: dict[str, str]) -> str | None:
    """The external reference of the order in the path."""
    return _key_of(erp.orders.by_number.get(params["number"]))


def order_in_body(erp: Erp, request: Request, params: dict[str, str]) -> str | None:
    """The order that a payment, a return or a credit note names, itself, by its invoice or by its return."""
    given = _body(erp, request)
    number, invoice_number, return_number = given.get("order"), given.get("invoice"), given.get("return")
    order = erp.orders.by_number.get(number) if type(number) is str else None
    if order is None and type(invoice_number) is str:
        invoice = erp.receivables.by_number.get(invoice_number)
        order = invoice.order if invoice is not None else None
    if order is None and type(return_number) is str:
        goods = erp.returns.by_number.get(return_number)
        order = goods.order if goods is not None else None
    return _key_of(order)


def invoice_reference(erp: Erp, request: Request, params: dict[str, str]) -> str | None:
    """The external reference of the invoice's order."""
    invoice = erp.receivables.by_number.get(params["number"])
    return _key_of(invoice.order if invoice is not None else None)


def payment_reference(erp: Erp, request: Request, params: dict[str, str]) -> str | None:
    """The external reference of the payment's order."""
    payment = erp.payments.by_number.get(params["number"])
    return _key_of(payment.order if payment is not None else None)


def deposit_reference(erp: Erp, request: Request, params: dict[str, str]) -> str | None:
    """The external reference of the order that the deposit in the path is for."""
    deposit = erp.deposits.by_number.get(params["number"])
    return deposit.order_reference if deposit is not None else None


def return_reference(erp: Erp, request: Request, params: dict[str, str]) -> str | None:
    """The external reference of the return's order."""
    goods = erp.returns.by_number.get(params["number"])
    return _key_of(goods.order if goods is not None else None)


def credit_note_reference(erp: Erp, request: Request, params: dict[str, str]) -> str | None:
    """The external reference of the credit note's order."""
    note = erp.credit_notes.by_number.get(params["number"])
    return _key_of(note.order if note is not None else None)


def customer_reference(erp: Erp, request: Request, params: dict[str, str]) -> str | None:
    """The external reference of the customer in the path, else its number."""
    customer = erp.customers.by_number.get(params["number"])
    return customer.external_reference or customer.number if customer is not None else None


def sku(erp: Erp, request: Request, params: dict[str, str]) -> str | None:
    """The SKU in the path."""
    return params["sku"]


def delivery_reference(erp: Erp, request: Request, params: dict[str, str]) -> str | None:
    """The external reference of the delivery's order."""
    delivery = erp.shipping.by_number.get(params["number"])
    return _key_of(delivery.order if delivery is not None else None)


def _body(erp: Erp, request: Request) -> dict[str, Any]:
    """The JSON object sent; an empty one where there is none."""
    try:
        decode(request, erp.config.max_body_bytes)
    except ErpError:
        return {}
    return request.data if type(request.data) is dict else {}


def _text_in_body(erp: Erp, request: Request, name: str) -> str | None:
    given = _body(erp, request).get(name)
    return given if type(given) is str and given else None


def _key_of(order: Order | None) -> str | None:
    return order.external_reference or order.number if order is not None else None
