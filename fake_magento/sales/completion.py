r"""When an order is done: nothing is left to invoice or to ship.

Source: Magento source, Magento\Sales\Model\ResourceModel\Order\Handler\State; magento/magento2 issues 31063 and 35528.
"""

from __future__ import annotations

from fake_magento.model.order import Order
from fake_magento.model.order_line import OrderLine
from fake_magento.sales.context import SalesContext


def is_done(shop: SalesContext, order: Order) -> bool:
    """Whether Magento counts an order as done. Refunded units that never left do not count as done in old versions."""
    if order.has_open_units:
        return False
    if not shop.config.partial_refund_stays_open or not any(map(_counts_as_unshipped, order.lines)):
        return True
    shop.surprise("partial_refund_stays_open")
    return False


def _counts_as_unshipped(line: OrderLine) -> bool:
    """Whether a partly refunded row has fewer shipped than ordered units."""
    if not 0 < line.refunded < line.quantity:
        return False
    if line.made is not None and (line.made.kind == "virtual" or line.made.separately):
        return False
    return max(line.shipped, line.refunded) < line.quantity - line.canceled
