"""Orders of every kind of product, line by line as the API shows them."""

from __future__ import annotations

from typing import Any

import pytest

from fake_magento import OutOfStock, ShopError, StoreConfig
from fake_magento.model.address import Address
from fake_magento.model.cart import Cart
from fake_magento.model.composites import Choice
from fake_magento.model.price_list import PriceList, SpecialPrice, TierPrice
from fake_magento.sales.orders import comment

from .kinds import furnished
from .world import HOME, World, direct


def shown(world: World, number: int = 1) -> dict[str, Any]:
    data = direct(world)("GET", f"/rest/V1/orders/{number}").data
    assert isinstance(data, dict)
    return data


def test_a_dollar_order_of_a_shop_that_counts_in_euro_to_the_cent() -> None:
    """A variant and a mug, 10 % off, 20 % tax on top, 1.1 dollars to the euro."""
    store = StoreConfig("us", 1, "USD", "exclusive", 1000, 20, base_currency="EUR", rate_millionths=1_100_000)
    world = furnished(stores=(store,))
    world.shop.catalog.get("HOODIE-M").price_cents = 5000
    world.shop.catalog.get("SKU-1").price_cents = 2000
    for sku in ("HOODIE-M", "SKU-1"):
        world.shop.catalog.get(sku).tax_hundredths = 2000
    order = world.order(
        Choice("HOODIE", 2, "HOODIE-M"), ("SKU-1", 1), store="us", coupon_percent=10, coupon_code="TENTH"
    )
    world.shop.capture(order)
    data = shown(world)
    own = ("grand_total", "subtotal", "discount_amount", "tax_amount", "shipping_incl_tax", "total_paid")
    assert [data[key] for key in own] == [155.76, 132, -13.2, 25.96, 13.2, 155.76]
    assert [data["base_" + key] for key in own] == [141.6, 120, -12, 23.6, 12, 141.6]
    assert (data["base_currency_code"], data["order_currency_code"]) == ("EUR", "USD")
    assert (data["base_to_order_rate"], data["total_qty_ordered"], data["total_item_count"]) == (1.1, 3, 2)
    parent, child, mug = data["items"]
    assert (parent["sku"], parent["product_type"], parent["price"], parent["row_total"]) == (
        "HOODIE-M",
        "configurable",
        55,
        99,
    )
    assert (parent["base_row_total_incl_tax"], mug["base_row_total_incl_tax"]) == (108, 21.6)
    assert data["payment"]["base_amount_paid"] == 141.6
    assert data["extension_attributes"]["applied_taxes"][0]["base_amount"] == 23.6
    assert child["parent_item"] == parent


def test_a_variant_is_a_pair_of_rows_with_one_sku() -> None:
    world = furnished()
    world.paid(Choice("HOODIE", 2, "HOODIE-L"))
    parent, child = shown(world)["items"]
    assert parent["sku"] == child["sku"] == "HOODIE-L"
    assert (parent["name"], child["name"]) == ("Hoodie", "Hoodie-L")
    assert "parent_item_id" not in parent
    assert child["parent_item_id"] == parent["item_id"]
    assert (child["price"], child["row_total"], child["original_price"]) == (0, 0, 0)
    for key in ("price_incl_tax", "base_original_price", "discount_tax_compensation_amount"):
        assert key not in child
    assert (parent["qty_invoiced"], child["qty_invoiced"]) == (2, 2)
    option = parent["product_option"]["extension_attributes"]["configurable_item_options"]
    assert option == [{"option_id": "93", "option_value": 53}]
    assert world.shop.salable("HOODIE-L") == 38


def test_a_bundle_that_costs_what_is_in_it_has_its_money_twice() -> None:
    """On its own row as a sum, and on those of its selections; counting both doubles the order."""
    world = furnished()
    world.order(Choice("BOX", 2), coupon_percent=10, coupon_code="TENTH")
    box, first, second = shown(world)["items"]
    assert (box["product_type"], first["qty_ordered"], second["qty_ordered"]) == ("bundle", 2, 6)
    assert box["price_incl_tax"] == 20.05
    assert box["tax_amount"] == round(first["tax_amount"] + second["tax_amount"], 2)
    assert box["discount_amount"] == 0 < first["discount_amount"]
    chosen = box["product_option"]["extension_attributes"]["bundle_options"]
    assert [(row["option_id"], row["option_qty"], row["option_selections"]) for row in chosen] == [
        (1, 1, [1]),
        (2, 3, [3]),
    ]
    assert shown(world)["total_item_count"] == 1


def test_a_bundle_with_a_price_leaves_its_selections_without_money() -> None:
    world = furnished()
    order = world.paid(Choice("HAMPER", 3))
    hamper, first, second = shown(world)["items"]
    assert (hamper["price_incl_tax"], first["price"], second["row_total"]) == (77.77, 0, 0)
    send = direct(world)
    rows = send("GET", "/rest/V1/invoices/1").data["items"]
    assert [row["qty"] for row in rows] == [3, 3, 9]
    assert [row["row_total"] > 0 for row in rows] == [True, False, False]
    body = {"items": [{"order_item_id": hamper["item_id"], "qty": 1}]}
    assert send("POST", f"/rest/V1/order/{order.entity_id}/ship", body).status == 200
    assert world.shop.stock.quantity("SKU-2", "default") == 47
    assert world.last("shop.order.shipped")[1]["lines"] == [["SKU-1", 1], ["SKU-2", 3]]


def test_a_bundle_shipped_in_parts_is_done_when_the_last_part_has_left() -> None:
    world = furnished()
    order = world.paid(Choice("KIT", 1))
    kit, first, second = shown(world)["items"]
    send = direct(world)

    def ship(row: dict[str, Any], quantity: int) -> int:
        body = {"items": [{"order_item_id": row["item_id"], "qty": quantity}]}
        return send("POST", "/rest/V1/order/1/ship", body).status

    assert ship(kit, 1) == 400
    assert (ship(first, 1), ship(second, 2), order.state) == (200, 200, "processing")
    rows = shown(world)["items"]
    assert [row["qty_shipped"] for row in rows] == [0, 1, 2]
    assert ship(second, 2) == 400
    assert (ship(second, 1), order.state) == (200, "complete")
    world.shop.refund(order)
    assert (world.shop.salable("SKU-1"), world.shop.salable("SKU-2")) == (50, 50)


def test_the_parts_of_partial_documents_of_a_bundle_add_up_to_its_row() -> None:
    world = furnished()
    order = world.order(Choice("BOX", 3), coupon_percent=33, coupon_code="ODD")
    send = direct(world)
    for _ in range(3):
        body = {"items": [{"order_item_id": order.lines[0].item_id, "qty": 1}]}
        assert send("POST", "/rest/V1/order/1/invoice", body).status == 200
    for invoice in send("GET", "/rest/V1/invoices", query="searchCriteria=").data["items"]:
        box, *parts = invoice["items"]
        for key in ("row_total", "tax_amount", "discount_amount", "discount_tax_compensation_amount"):
            assert round(sum(part[key] for part in parts), 2) == box[key], key
    assert shown(world)["total_paid"] == shown(world)["grand_total"]


def test_a_group_leaves_nothing_but_the_rows_of_its_members() -> None:
    world = furnished()
    world.order(Choice("SET", 2))
    rows = shown(world)["items"]
    assert [(row["sku"], row["product_type"], row["qty_ordered"]) for row in rows] == [
        ("SKU-1", "grouped", 2),
        ("SKU-4", "grouped", 4),
    ]
    assert not any("parent_item_id" in row for row in rows)


def test_virtual_goods_leave_the_stock_with_the_invoice_and_are_never_shipped() -> None:
    world = furnished()
    order = world.order(Choice("GIFT", 2))
    data = shown(world)
    assert (data["is_virtual"], data["shipping_amount"], data["grand_total"]) == (1, 0, 30)
    assert "address" not in data["extension_attributes"]["shipping_assignments"][0]["shipping"]
    assert (world.shop.stock.quantity("GIFT", "default"), world.shop.salable("GIFT")) == (500, 498)
    reply = direct(world)("POST", "/rest/V1/order/1/ship", {})
    assert "A shipment cannot be created when an order has a status of pending" in reply.data["message"]
    world.shop.capture(order)
    assert order.state == "complete"
    assert (world.shop.stock.quantity("GIFT", "default"), world.shop.salable("GIFT")) == (498, 498)


def test_gift_cards_and_store_credit_pay_before_money_does() -> None:
    world = furnished()
    order = world.order(("SKU-3", 1), gift_cards=(("CARD-1", 5000),), store_credit_cents=1000)
    data = shown(world)
    assert data["grand_total"] == 123.45 + 4.9 - 60
    extension = data["extension_attributes"]
    assert (extension["gift_cards_amount"], extension["customer_balance_amount"]) == (50, 10)
    assert world.last("shop.order.placed")[1]["total_cents"] == 12_835
    world.shop.capture(order)
    assert shown(world)["total_due"] == 0
    world.shop.refund(order)
    assert (order.state, order.gift_left_cents) == ("closed", 0)


def test_a_coupon_for_everything_leaves_an_order_that_costs_nothing() -> None:
    world = furnished()
    order = world.order(
        ("SKU-1", 1), coupon_percent=100, coupon_code="ALL", coupon_on_shipping=True, method="free"
    )
    data = shown(world)
    assert (data["grand_total"], data["shipping_discount_amount"], data["discount_amount"]) == (0, 4.9, -24.8)
    world.shop.capture(order)
    world.shop.ship(order)
    assert order.state == "complete"


def test_the_lowest_price_that_applies_is_the_price() -> None:
    """A special price has a window, a tier needs its quantity and group."""
    world = furnished()
    product = world.shop.catalog.get("SKU-3")
    product.prices = PriceList(
        special={0: SpecialPrice(9000, world.now_ms - 1, world.now_ms + 1000)},
        tiers=[TierPrice(5, cents=8000), TierPrice(1, group_id=2, discount_hundredths=5000)],
    )
    wholesaler = world.shop.customers.add("w@example.com", "W", "W", group_id=2)

    def price(quantity: int, **more: Any) -> tuple[int, float]:
        order = world.order(("SKU-3", quantity), **more)
        return order.lines[0].unit_cents, shown(world, order.entity_id)["items"][0]["original_price"]

    assert price(1) == (9000, 123.45)
    assert price(5) == (8000, 123.45)
    assert price(1, customer_id=wholesaler.customer_id) == (6172, 123.45)
    world.now_ms += 1000
    assert price(1) == (12_345, 123.45)


def test_a_checkout_that_commits_late_shows_up_with_an_older_stamp() -> None:
    """A client that polls with a watermark never sees it unless it looks back."""
    world = furnished()
    order = world.order(("SKU-1", 1), commit_after_ms=3000)
    world.now_ms += 2000
    other = world.order(("SKU-1", 1))
    send = direct(world)
    query = "searchCriteria[sortOrders][0][field]=entity_id&searchCriteria[sortOrders][0][direction]=ASC"
    assert [row["entity_id"] for row in send("GET", "/rest/V1/orders", query=query).data["items"]] == [2]
    assert send("GET", "/rest/V1/orders/1").status == 404
    world.now_ms += 1000
    rows = send("GET", "/rest/V1/orders", query=query).data["items"]
    assert [row["entity_id"] for row in rows] == [1, 2]
    assert rows[0]["updated_at"] < rows[1]["updated_at"]
    assert (order.updated_ms, other.updated_ms) == (world.now_ms - 3000, world.now_ms - 1000)


def test_payments_under_review_and_on_the_providers_page() -> None:
    world = furnished()
    good, bad = (world.order(("SKU-1", 1), method="card", under_review=True) for _ in range(2))
    assert (good.state, world.shop.cancel(good)) == ("payment_review", False)
    world.shop.accept(good)
    world.shop.deny(bad)
    assert (good.state, bad.state, world.shop.salable("SKU-1")) == ("processing", "canceled", 49)
    with pytest.raises(ShopError):
        world.shop.deny(good)
    waiting = world.order(("SKU-1", 1), method="redirect")
    assert shown(world, 3)["status"] == "pending_payment"
    world.shop.capture(waiting)
    assert waiting.state == "processing"
    through_api = world.order(("SKU-1", 1), method="redirect")
    assert direct(world)("POST", "/rest/V1/order/4/invoice", {}).status == 200
    assert through_api.state == "new"


def test_an_invoice_gives_back_what_it_took_online() -> None:
    world = furnished()
    order = world.paid(("SKU-3", 2), method="card")
    send = direct(world)
    row = {"order_item_id": order.lines[0].item_id, "qty": 1}
    body = {"items": [row], "isOnline": True, "arguments": {"shipping_amount": 0}}
    assert send("POST", "/rest/V1/invoice/1/refund", body).data == "1"
    data = shown(world)
    assert (data["total_refunded"], data["total_online_refunded"]) == (123.45, 123.45)
    assert "total_offline_refunded" not in data
    assert send("GET", "/rest/V1/creditmemo/1").data["invoice_id"] == 1
    offline = {"items": [row], "arguments": {"adjustment_negative": 1}}
    assert send("POST", "/rest/V1/order/1/refund", offline).status == 200
    assert shown(world)["total_offline_refunded"] == round(123.45 + 4.9 - 1, 2)


def test_tracks_and_comments_come_later_and_leave_the_order_untouched() -> None:
    world = furnished()
    order = world.paid(("SKU-1", 1))
    world.shop.ship(order)
    before = shown(world)["updated_at"]
    world.now_ms += 60_000
    send = direct(world)
    track = {"order_id": "1", "parent_id": "1", "track_number": "T/1", "title": "UPS", "carrier_code": "ups"}
    made = send("POST", "/rest/V1/shipment/track", {"entity": track}).data
    assert (made["parent_id"], made["track_number"]) == (1, "T/1")
    note = {"entity": {"comment": "left at the door", "parent_id": 1}}
    assert send("POST", "/rest/V1/shipment/1/comments", note).data["comment"] == "left at the door"
    parcel = send("GET", "/rest/V1/shipment/1").data
    assert ([row["track_number"] for row in parcel["tracks"]], len(parcel["comments"])) == (["T/1"], 1)
    assert shown(world)["updated_at"] == before
    assert send("DELETE", f"/rest/V1/shipment/track/{made['entity_id']}").data is True


def test_an_order_written_over_the_api_reserves_nothing_and_shipping_it_gives_too_much_back() -> None:
    world = furnished()
    address = {
        "firstname": "E", "lastname": "R", "street": ["1"], "city": "X", "country_id": "DE", "telephone": "0",
    }  # fmt: skip
    entity = {
        "customer_email": "erp@example.com",
        "store_id": 1,
        "increment_id": "E-1",
        "items": [{"sku": "SKU-1", "qty_ordered": 2, "price": 19.9, "row_total": 39.8}],
        "billing_address": address,
        "payment": {"method": "checkmo"},
        "grand_total": 39.8,
    }
    send = direct(world)
    made = send("POST", "/rest/V1/orders", {"entity": entity})
    assert (made.status, made.data["increment_id"], world.shop.salable("SKU-1")) == (200, "E-1", 50)
    assert (
        send("POST", "/rest/V1/orders", {"entity": entity}).data["message"]
        == "Unique constraint violation found"
    )
    assert send("POST", "/rest/V1/order/1/ship", {}).status == 200
    assert (world.shop.stock.quantity("SKU-1", "default"), world.shop.salable("SKU-1")) == (48, 50)


def test_a_partial_save_answers_nulls_and_changes_the_protect_code_for_good() -> None:
    world = furnished()
    order = world.order(("SKU-1", 1))
    code = order.protect_code
    body = {"entity": {"entity_id": "1", "status": "picking", "ext_order_id": "SO-7"}}
    data = direct(world)("POST", "/rest/V1/orders", body).data
    assert (data["grand_total"], data["customer_email"], data["total_due"]) == (None, None, 0)
    again = shown(world)
    assert (again["status"], again["ext_order_id"], again["grand_total"]) == ("picking", "SO-7", 24.8)
    assert again["protect_code"] == data["protect_code"] != code


def test_edits_keep_choices_and_vouchers() -> None:
    world = furnished()
    old = world.paid(Choice("HOODIE", 1, "HOODIE-M"), gift_cards=(("CARD-1", 1000),))
    new = world.shop.edit(old, [Choice("HOODIE", 2, "HOODIE-M")])
    assert (new.increment_id, old.state, new.ordered.gift) == ("000000001-1", "closed", 1000)
    assert shown(world, 2)["relation_parent_real_id"] == "000000001"
    comment(world.shop, new, "seen", "pending", "admin")


def test_what_no_shopper_could_choose_is_refused_by_name() -> None:
    world = furnished()
    for choice, word in (
        (Choice("HOODIE", 1, "HOODIE-XXL"), "HOODIE-M"),
        (Choice("BOX", 1, selections=(("SKU-5", 1),)), "BOX"),
        (Choice("SET", 1, selections=(("SKU-5", 1),)), "SKU-5"),
    ):
        with pytest.raises(ValueError, match=word):
            world.order(choice)
    with pytest.raises(OutOfStock, match="SKU-2: 51 requested"):
        world.order(Choice("BOX", 17))


def test_awkward_but_legal_carts_go_through() -> None:
    """A SKU on two lines, a hundred lines, four-byte letters, a street of four lines."""
    world = furnished()
    odd = Address(
        "𝒥𝑜", "O'Brien-Ærø 🦊", ("Haus 7", "3. Hof", "Flügel B", "c/o 渡辺"), "Łódź", "00-001", "PL", "+48"
    )
    world.shop.stock.put([("SKU-2", "default", 500, True)], "test", "api")
    cart = Cart(
        "default", "odd@example.com", "𝒥𝑜", "O'Brien", None, [("SKU-2", 1)] * 100 + [("SKU-1", 1)] * 2,
        ship_to=odd, bill_to=HOME,
    )  # fmt: skip
    order = world.shop.checkout(cart)
    data = shown(world)
    assert (len(data["items"]), data["total_qty_ordered"]) == (102, 102)
    assert (
        data["extension_attributes"]["shipping_assignments"][0]["shipping"]["address"]["street"][3]
        == "c/o 渡辺"
    )
    world.shop.capture(order)
    world.shop.ship(order)
    assert order.state == "complete"


def test_what_is_made_of_others_is_in_stock_while_any_of_them_is() -> None:
    """It has no quantity of its own, and its row of the legacy stock says so."""
    world = furnished()
    send = direct(world)
    for sku in ("HOODIE", "BOX", "SET"):
        item = send("GET", f"/rest/V1/stockItems/{sku}").data
        assert (item["qty"], item["is_in_stock"]) == (0, True)
    for size in ("M", "L"):
        world.shop.stock.put([(f"HOODIE-{size}", "default", 0, False)], "test", "test")
    assert send("GET", "/rest/V1/stockItems/HOODIE").data["is_in_stock"] is False
