"""Replies of the shop of each kind that was recorded: from a shop of version 2.3.5 with an order of every kind."""

from __future__ import annotations

from typing import Any

from fake_magento import StoreConfig
from fake_magento.model.address import Address
from fake_magento.model.composites import Choice

from ..kinds import furnished
from ..world import Send, World, direct
from .comparison import Fields, fields_of

V1 = "/rest/V1/"
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
HOME = Address(
    "Ann",
    "Lee",
    ("1 Road",),
    "Bonn",
    "53111",
    "DE",
    "1",
    "Lee Ltd",
    "Nordrhein-Westfalen",
    "NRW",
    91,
    address_id=1,
)


def shop() -> World:
    """A shop with products, customers and orders of every kind, in the version of the recordings."""
    stores = (
        StoreConfig("default", 1, "EUR", "inclusive", 490, 19),
        StoreConfig("us", 2, "USD", "exclusive", 500, 8),
    )
    world = furnished(version="2.3.5", stores=stores)
    customer = world.shop.customers.add(
        "ann@example.com", "Ann", "Lee", HOME, Address("Ann", "Lee", ("2 Road",), "Paris", "75001", "FR", "2")
    )
    customer.dob, customer.taxvat = "1980-01-02", "DE1"
    lines: list[Any] = [
        ("SKU-1", 2),
        Choice("HOODIE", 1, "HOODIE-M"),
        Choice("BOX", 1),
        Choice("SET", 1),
        ("GIFT", 1),
    ]
    plain = {"ship_to": HOME, "customer_id": 1, "coupon_percent": 10, "coupon_code": "TENTH"}
    complete = world.order(*lines, **plain)
    world.shop.capture(complete)
    world.shop.ship(complete)
    world.shop.refund(world.paid(*lines, **plain))
    world.shop.cancel(world.order(*lines, **plain))
    world.shop.edit(world.order(("SKU-3", 1), **plain), [("SKU-3", 2)])
    world.order(("SKU-4", 1), store="us")
    for order in world.shop.orders:
        world.shop.comment(order, "checked", order.status)
    return world


def replies(send: Send, world: World) -> dict[str, list[Any]]:
    """The replies by the names of `recorded.json`."""

    def get(*paths: str) -> list[Any]:
        found = [send("GET", V1 + path) for path in paths]
        assert all(reply.status == 200 for reply in found), paths
        return [reply.data for reply in found]

    picture = {
        "media_type": "image",
        "label": "Thing",
        "position": 1,
        "disabled": False,
        "types": ["image", "small_image", "thumbnail"],
        "content": {"base64_encoded_data": PICTURE, "type": "image/png", "name": "thing.png"},
    }
    send("POST", V1 + "products/SKU-1/media", {"entry": picture})
    orders = [f"orders/{number}" for number in range(1, len(world.shop.orders) + 1)]
    products = [f"products/{product.sku}" for product in world.shop.catalog]
    found = {
        "order": get(*orders),
        "product": get(*products),
        "customer": get("customers/1"),
        "customer group": get("customerGroups/0", "customerGroups/1"),
        "category": get("categories/2"),
        "stock item": get("stockItems/SKU-1"),
        "store configuration": get("store/storeConfigs"),
        "store group": get("store/storeGroups"),
        "store view": get("store/storeViews"),
        "website": get("store/websites"),
    }
    home = {"ship_to": HOME, "customer_id": 1, "coupon_percent": 10, "coupon_code": "TENTH"}
    number = world.order(("SKU-1", 1), **home).entity_id
    track = {
        "order_id": number,
        "parent_id": 1,
        "track_number": "1",
        "title": "DHL",
        "carrier_code": "dhl",
        "weight": 1,
        "qty": 1,
        "description": "x",
    }
    saved = {"entity_id": number, "state": "canceled", "status": "canceled"}
    body = {"statusHistory": {"comment": "x", "status": "pending"}}
    found |= {
        "order comment": [send("POST", f"{V1}orders/{number}/comments", body).data],
        "new invoice": [send("POST", f"{V1}order/{number}/invoice", {}).data],
        "new shipment": [send("POST", f"{V1}order/{number}/ship", {}).data],
        "tracking number": [
            send(
                "POST",
                V1 + "shipment/track",
                {"entity": {**track, "weight": 1, "qty": 1, "description": "x"}},
            ).data
        ],
        "order, saved in part": [send("POST", V1 + "orders", {"entity": saved}).data],
        "stock item, written": [
            send(
                "PUT", f"{V1}products/SKU-1/stockItems/1", {"stockItem": {"qty": 5, "is_in_stock": True}}
            ).data
        ],
    }
    return found


def shown() -> dict[str, Fields]:
    """The fields of these replies."""
    world = shop()
    return {name: fields_of(rows) for name, rows in replies(direct(world), world).items()}
