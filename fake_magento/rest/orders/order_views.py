r"""Views of orders: reading, comments, hold, cancel.

Source: Adobe Commerce developer docs, "Order processing"; Magento source,
Magento\Sales\Api\OrderManagementInterface.
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError, entity_missing
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import order_of, path_id
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import Arguments, Shape, anything, integer, text
from fake_magento.rest.orders.order_items import row_json
from fake_magento.rest.orders.order_json import order_json
from fake_magento.rest.orders.order_projection import view_for
from fake_magento.rest.orders.status_history import history_json
from fake_magento.rest.search import columns
from fake_magento.rest.search.list_reply import envelope
from fake_magento.sales import orders as domain
from fake_magento.shop import Shop
from fake_magento.timestamps import stamp

_HISTORY = Shape(
    "Magento\\Sales\\Api\\Data\\OrderStatusHistoryInterface",
    comment=text,
    created_at=text,
    entity_id=integer,
    entity_name=text,
    is_customer_notified=integer,
    is_visible_on_front=integer,
    parent_id=integer,
    status=text,
    extension_attributes=anything,
)
COMMENT = Arguments(status_history=_HISTORY)


def read(shop: Shop, call: Call) -> Any:
    """One order by its entity id, not its number. 404 for an unknown id."""
    return order_json(order_of(shop, call))


def listing(shop: Shop, call: Call) -> Any:
    """Orders that match the search criteria. The store code in the URL does not filter them."""
    return envelope(shop, call, columns.ORDERS, shop.orders, view_for(call), shop.orders)


def status(shop: Shop, call: Call) -> Any:
    """The status of an order, a bare string."""
    return order_of(shop, call).status


def comments(shop: Shop, call: Call) -> Any:
    """The status history of an order in an envelope, newest first."""
    order = order_of(shop, call)
    entries = sorted(order.histories, key=lambda entry: entry.entity_id, reverse=True)
    return envelope(
        shop, call, columns.COMMENTS, entries, lambda entry: history_json(order, entry), criteria_needed=False
    )


def comment(shop: Shop, call: Call) -> Any:
    """Add a comment; the reply is `true`. The state never changes.

    What happens to the status depends on the version, see `ShopConfig.comment_status_policy`: up to 2.4.6 a
    comment without a status sets the order's status to null.
    """
    order = order_of(shop, call)
    arguments = COMMENT(call.data)
    if "status_history" not in arguments:
        raise required("statusHistory")
    entry = arguments["status_history"]
    domain.comment(
        shop,
        order,
        entry.get("comment", ""),
        entry.get("status"),
        "api",
        entry.get("is_customer_notified"),
        entry.get("is_visible_on_front", 0),
    )
    return True


def items(shop: Shop, call: Call) -> Any:
    """Order items of all orders that match the search criteria."""
    rows = ((order, line) for order in shop.orders for line in order.rows())
    return envelope(shop, call, columns.ITEMS, rows, lambda row: _item(*row), shop.orders)


def item(shop: Shop, call: Call) -> Any:
    """One order item. 400 for id 0, 404 for an unknown id."""
    item_id = path_id(call.params["id"])
    if item_id == 0:
        raise ShopError("An ID is needed. Set the ID and try again.")
    order = shop.orders.of_item(item_id)
    for line in order.rows() if order else ():
        if order is not None and line.item_id == item_id:
            return _item(order, line)
    raise entity_missing()


def _item(order: Any, line: Any) -> dict[str, Any]:
    return row_json(order, line, stamp(order.created_ms), stamp(order.updated_ms))


def cancel(shop: Shop, call: Call) -> Any:
    """Cancel an order. An order that cannot be cancelled is `false` with status 200, not an error."""
    return shop.cancel(order_of(shop, call), "api", "api")


def hold(shop: Shop, call: Call) -> Any:
    """Put an order on hold. 400 in a state that does not allow it."""
    shop.hold(order_of(shop, call), "api")
    return True


def unhold(shop: Shop, call: Call) -> Any:
    """Release an order from hold, back to its state and status before. 400 when it is not on hold."""
    shop.unhold(order_of(shop, call), "api")
    return True


def email(shop: Shop, call: Call) -> Any:
    """Send the order e-mail: `true`, nothing is sent. 404 for an unknown id."""
    order_of(shop, call)
    return True
