"""An order of the shop's past as a draft of the ERP."""

from __future__ import annotations

from fake_erp.model import Draft, DraftLine
from fake_magento.model.order import Order
from fake_magento.model.order_line import OrderLine
from fake_magento.quantities import DECIMAL
from golive.serve.buyers import Buyer
from golive.serve.order_outcomes import Fate


def draft_of(order: Order, buyer: Buyer, fate: Fate) -> Draft:
    """The order of the ERP for an order of the shop.

    A variant has its own SKU. A bundle is split into its parts; a price of its own goes to the first of them.
    """
    amounts, inclusive = order.ordered, order.store.tax == "inclusive"
    shipping = amounts.shipping - amounts.shipping_discount
    if inclusive:
        shipping += amounts.shipping_tax + amounts.shipping_compensation
    return Draft(
        buyer.erp_number,
        order.store.currency,
        order.created_ms,
        lines_of(order),
        order.increment_id,
        "past",
        prices_include_tax=inclusive,
        shipping_cents=shipping,
        shipping_method="" if order.is_virtual else "Flat Rate - Fixed",
        payment_method=order.method,
        payment_cents=amounts.total,
        prepaid=not fate.on_account,
        ship_to={"name": buyer.name, **buyer.place},
        bill_to={"name": buyer.name, **buyer.place},
        custom={"sales_channel": "web"},
        release=fate.erp not in ("draft", "pending_approval"),
    )


def lines_of(order: Order) -> list[DraftLine]:
    """Variants by their own SKU, bundles by their parts."""
    found = []
    for line in order.lines:
        if line.kind != "bundle":
            found.append(_line(line))
        elif line.made is not None and line.made.by_parts:
            found += [
                DraftLine(part.sku, part.quantity, part.unit_cents, part.discount_cents)
                for part in line.parts
            ]
        else:
            first, *others = line.parts
            found.append(DraftLine(first.sku, first.quantity, line.unit_cents, line.discount_cents))
            found += [DraftLine(part.sku, part.quantity, 0) for part in others]
    return found


def _line(line: OrderLine) -> DraftLine:
    """A row by weight with its thousandths, a row of packs as their pieces."""
    if line.scale == DECIMAL:
        units, thousandths = divmod(line.quantity, line.scale)
        return DraftLine(line.stocked, units, line.unit_cents, line.discount_cents, thousandths=thousandths)
    return DraftLine(line.stocked, line.quantity, line.unit_cents // line.scale, line.discount_cents)
