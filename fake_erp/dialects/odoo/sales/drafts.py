"""From a neutral document to a draft of the books."""

from __future__ import annotations

from typing import Any

from fake_erp.accounting.money import cents_of_text
from fake_erp.model import Draft, DraftLine
from fake_erp.times import instant_of_text


def draft_of(document: dict[str, Any]) -> Draft:
    """The draft of a document that `document_of` made."""
    custom = document.get("custom", {})
    channel = custom.get("sales_channel")
    draft = Draft(
        document["customer"],
        document["currency"],
        instant_of_text(document["ordered_at"]) or 0,
        [_line(line) for line in document["lines"]],
        document["external_reference"],
        channel if type(channel) is str else "",
        document["prices_include_tax"],
    )
    shipping, payment = document.get("shipping", {}), document.get("payment", {})
    draft.shipping_cents = cents_of_text(shipping.get("amount", "0")) or 0
    draft.shipping_method = shipping.get("method", "")
    draft.payment_method = payment.get("method", "")
    draft.payment_cents = cents_of_text(payment.get("amount", "0")) or 0
    draft.prepaid = payment.get("prepaid", False)
    draft.ship_to, draft.bill_to = document.get("ship_to"), document.get("bill_to")
    draft.custom = dict(custom)
    draft.release = document.get("release", False)
    draft.document = document
    return draft


def _line(line: dict[str, Any]) -> DraftLine:
    return DraftLine(
        line["item"],
        line["quantity"],
        cents_of_text(line["unit_price"]) or 0,
        cents_of_text(line.get("discount", "0")) or 0,
        line.get("warehouse", ""),
        line.get("unit", ""),
    )
