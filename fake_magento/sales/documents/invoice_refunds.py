r"""What a refund of one invoice can give back: the goods and the shipping of that invoice.

Source: Magento source, Magento\Sales\Model\Order\CreditmemoFactory, createByInvoice.
"""

from __future__ import annotations

from collections.abc import Mapping

from fake_magento.model.documents import Invoice

Quantities = dict[int, int]


def units_left(invoice: Invoice) -> Quantities:
    """Order item id to the units of an invoice that no credit memo against it has given back."""
    left = {row.line.item_id: row.quantity for row in invoice.lines}
    for memo in invoice.order.creditmemos:
        if memo.invoice_id != invoice.entity_id or memo.state == 3:
            continue
        for row in memo.lines:
            if row.line.item_id in left:
                left[row.line.item_id] -= row.quantity
    return left


def refundable(invoice: Invoice, wanted: Mapping[int, int] | None) -> Quantities:
    """The units that a credit memo against an invoice has: those asked for, at most those left of the invoice.

    `wanted` None is everything. Rows of the order that the invoice does not have are left out. Rows of no order, and
    more than the order has left, are kept as asked, for the refusal that names them.
    """
    on_order = {line.item_id: line.to_refund() for line in invoice.order.lines}
    left = units_left(invoice)
    asked = {item_id: on_order[item_id] for item_id in left} if wanted is None else wanted
    found = {}
    for item_id, units in asked.items():
        most = on_order.get(item_id)
        found[item_id] = units if most is None or units > most else min(units, left.get(item_id, 0))
    return {item_id: units for item_id, units in found.items() if units > 0}
