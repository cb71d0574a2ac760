"""Whatever a body says, every route answers in Magento's way and the shop's books stay sound."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fake_magento.rest.routes import ROUTES
from tests.depth import examples

from .kinds import furnished
from .world import direct

WORLD = furnished()
WORDS = [
    "entity",
    "entity_id",
    "parent_id",
    "sku",
    "qty",
    "items",
    "product",
    "prices",
    "price",
    "store_id",
    "price_from",
    "customer_group",
    "quantity",
    "price_type",
    "customer",
    "email",
    "firstname",
    "addresses",
    "street",
    "group",
    "code",
    "cartItem",
    "quote_id",
    "product_option",
    "extension_attributes",
    "bundle_options",
    "configurable_item_options",
    "addressInformation",
    "shipping_address",
    "paymentMethod",
    "method",
    "sourceItems",
    "source_code",
    "status",
    "state",
    "stockItem",
    "skus",
    "inventoryRequest",
    "stock_id",
    "track_number",
    "comment",
    "billing_address",
    "type_id",
    "name",
    "attribute_set_id",
    "childSku",
    "option",
]
VALUES = (
    st.sampled_from(
        ["SKU-1", "HOODIE", "BOX", "", "1", "-1", "simple", "bundle", "fixed", "a@b.example", "default"]
    )
    | st.integers(-3, 2000)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.none()
)
BODIES = st.recursive(
    VALUES,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.sampled_from(WORDS), below, max_size=5),
)
PARTS = st.sampled_from(["1", "2", "0", "-1", "99", "SKU-1", "HOODIE", "BOX", "GIFT", "default", "base", "x"])


@settings(max_examples=examples(400), deadline=None)
@given(st.sampled_from(ROUTES), BODIES, st.data())
def test_no_route_breaks_on_any_body(route: Any, body: Any, data: st.DataObject) -> None:
    words = [data.draw(PARTS) if word.startswith("{") else word for word in route.pattern.split("/")]
    reply = direct(WORLD)(route.method, "/rest/all/V1/" + "/".join(words), body, "searchCriteria=")
    assert reply.status in (200, 400, 401, 404, 500)
    if reply.status == 500:
        assert reply.data["message"].startswith("Internal Error.")
    for item in WORLD.shop.stock.items():
        assert item.quantity >= 0
