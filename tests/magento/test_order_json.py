"""The order payload, key by key and in Magento's key order."""

from __future__ import annotations

from typing import Any

import pytest

from fake_magento import Order, Shop
from fake_magento.rest.orders.order_items import ITEM_KEYS

from .world import World, direct

# The key order of a placed, discounted and invoiced order, from the interface's getters.
TOP = [
    "applied_rule_ids",
    "base_currency_code",
    "base_discount_amount",
    "base_discount_invoiced",
    "base_grand_total",
    "base_discount_tax_compensation_amount",
    "base_discount_tax_compensation_invoiced",
    "base_shipping_amount",
    "base_shipping_discount_amount",
    "base_shipping_discount_tax_compensation_amnt",
    "base_shipping_incl_tax",
    "base_shipping_invoiced",
    "base_shipping_tax_amount",
    "base_subtotal",
    "base_subtotal_incl_tax",
    "base_subtotal_invoiced",
    "base_tax_amount",
    "base_tax_invoiced",
    "base_total_due",
    "base_total_invoiced",
    "base_total_invoiced_cost",
    "base_total_paid",
    "base_to_global_rate",
    "base_to_order_rate",
    "billing_address_id",
    "coupon_code",
    "created_at",
    "customer_email",
    "customer_firstname",
    "customer_group_id",
    "customer_id",
    "customer_is_guest",
    "customer_lastname",
    "customer_note_notify",
    "discount_amount",
    "discount_description",
    "discount_invoiced",
    "email_sent",
    "entity_id",
    "global_currency_code",
    "grand_total",
    "discount_tax_compensation_amount",
    "discount_tax_compensation_invoiced",
    "increment_id",
    "is_virtual",
    "order_currency_code",
    "protect_code",
    "quote_id",
    "remote_ip",
    "shipping_amount",
    "shipping_description",
    "shipping_discount_amount",
    "shipping_discount_tax_compensation_amount",
    "shipping_incl_tax",
    "shipping_invoiced",
    "shipping_tax_amount",
    "state",
    "status",
    "store_currency_code",
    "store_id",
    "store_name",
    "store_to_base_rate",
    "store_to_order_rate",
    "subtotal",
    "subtotal_incl_tax",
    "subtotal_invoiced",
    "tax_amount",
    "tax_invoiced",
    "total_due",
    "total_invoiced",
    "total_item_count",
    "total_paid",
    "total_qty_ordered",
    "updated_at",
    "weight",
    "items",
    "billing_address",
    "payment",
    "status_histories",
    "extension_attributes",
]
ITEM = [
    "amount_refunded",
    "applied_rule_ids",
    "base_amount_refunded",
    "base_discount_amount",
    "base_discount_invoiced",
    "base_discount_tax_compensation_amount",
    "base_discount_tax_compensation_invoiced",
    "base_original_price",
    "base_price",
    "base_price_incl_tax",
    "base_row_invoiced",
    "base_row_total",
    "base_row_total_incl_tax",
    "base_tax_amount",
    "base_tax_invoiced",
    "created_at",
    "discount_amount",
    "discount_invoiced",
    "discount_percent",
    "free_shipping",
    "discount_tax_compensation_amount",
    "discount_tax_compensation_invoiced",
    "is_qty_decimal",
    "is_virtual",
    "item_id",
    "name",
    "no_discount",
    "order_id",
    "original_price",
    "price",
    "price_incl_tax",
    "product_id",
    "product_type",
    "qty_canceled",
    "qty_invoiced",
    "qty_ordered",
    "qty_refunded",
    "qty_shipped",
    "quote_item_id",
    "row_invoiced",
    "row_total",
    "row_total_incl_tax",
    "row_weight",
    "sku",
    "store_id",
    "tax_amount",
    "tax_invoiced",
    "tax_percent",
    "updated_at",
    "weight",
]
NOT_YET = (
    "total_paid",
    "total_refunded",
    "total_canceled",
    "subtotal_canceled",
    "discount_canceled",
    "tax_invoiced",
)


def shown(world: World, number: int = 1) -> dict[str, Any]:
    data = direct(world)("GET", f"/rest/V1/orders/{number}").data
    assert isinstance(data, dict)
    return data


def example() -> World:
    """The worked example: exclusive store, 20 % tax, 10 % coupon, shipping 11.00 net."""
    world = World()
    for sku, price in (("HOODIE", 5500), ("MUG", 2200)):
        world.shop.catalog.add(sku, sku.title(), price, 20, 0.6 if sku == "HOODIE" else 0.35)
        world.shop.stock.open(sku, "default", 10)
    customer = world.shop.customers.add("ines@example.com", "Ines", "Møller")
    order = world.order(
        ("HOODIE", 2),
        ("MUG", 1),
        store="us",
        coupon_percent=10,
        coupon_code="SPRING10",
        customer_id=customer.customer_id,
    )
    world.shop.capture(order)
    return world


def test_keys_come_in_magentos_order() -> None:
    data = shown(example())
    assert list(data) == TOP
    assert list(data["items"][0]) == ITEM
    assert set(ITEM) <= set(ITEM_KEYS)


def test_the_worked_example_to_the_cent() -> None:
    data = shown(example())
    assert data["increment_id"] == "2000000001"
    amounts = {
        key: data[key]
        for key in ("grand_total", "subtotal", "subtotal_incl_tax", "discount_amount", "tax_amount")
    }
    assert amounts == {
        "grand_total": 155.76,
        "subtotal": 132,
        "subtotal_incl_tax": 158.4,
        "discount_amount": -13.2,
        "tax_amount": 25.96,
    }
    hoodie = data["items"][0]
    assert (hoodie["row_total"], hoodie["row_total_incl_tax"], hoodie["row_invoiced"]) == (99, 118.8, 110)
    assert (hoodie["price"], hoodie["price_incl_tax"], hoodie["discount_amount"], hoodie["tax_amount"]) == (
        55,
        66,
        11,
        19.8,
    )
    assert data["weight"] == 1.55
    extension = data["extension_attributes"]
    assert extension["applied_taxes"][0]["amount"] == 25.96
    assert [entry["type"] for entry in extension["item_applied_taxes"]] == ["product", "product", "shipping"]
    assert "item_id" not in extension["item_applied_taxes"][-1]
    assert extension["converting_from_quote"] is True


def test_an_inclusive_store_discounts_gross_and_compensates_the_tax() -> None:
    world = World()
    world.order(("SKU-3", 1), coupon_percent=20, coupon_code="TWENTY")
    item = shown(world)["items"][0]
    # 123.45 gross at 19 %: tax 19.71 before, 15.77 after 24.69 off
    assert (item["price"], item["price_incl_tax"], item["original_price"]) == (103.74, 123.45, 123.45)
    assert (item["tax_amount"], item["discount_amount"]) == (15.77, 24.69)
    assert item["discount_tax_compensation_amount"] == 3.94
    assert item["row_total"] == 79.05
    assert item["row_total_incl_tax"] == 98.76
    assert shown(world)["grand_total"] == 103.66


def test_what_never_happened_is_absent_not_zero() -> None:
    world = World()
    world.order()
    data = shown(world)
    assert not [key for key in NOT_YET if key in data or "base_" + key in data]
    assert "customer_id" not in data
    assert data["customer_is_guest"] == 1
    assert "shipping_address" not in data
    payment = data["payment"]
    assert payment["account_status"] is None
    assert payment["cc_last4"] is None
    assert payment["additional_information"] == ["Check / Money order"]
    assert data["status_histories"] == []


def test_the_shipping_assignment_repeats_address_and_items() -> None:
    data = shown(example())
    assignment = data["extension_attributes"]["shipping_assignments"][0]
    assert assignment["items"] == data["items"]
    assert assignment["shipping"]["method"] == "flatrate_flatrate"
    assert assignment["shipping"]["address"]["address_type"] == "shipping"
    assert assignment["shipping"]["total"]["shipping_incl_tax"] == data["shipping_incl_tax"]
    assert data["billing_address"]["entity_id"] == data["billing_address_id"]
    assert data["billing_address"]["street"] == ["12 Harbor Way", "Unit 4"]


def test_a_card_order_is_authorised_then_captured() -> None:
    world = World()
    order = world.order(method="card")
    fresh = shown(world)
    assert (fresh["state"], fresh["payment"]["amount_authorized"]) == ("processing", fresh["grand_total"])
    assert "amount_paid" not in fresh["payment"]
    world.shop.capture(order)
    paid = shown(world)
    assert paid["payment"]["amount_paid"] == paid["total_paid"] == paid["grand_total"]
    assert paid["payment"]["last_trans_id"].startswith("txn-")
    assert paid["status_histories"][0]["comment"].startswith("Captured amount of €44.70 online.")


@pytest.mark.parametrize("field", ["created_at", "updated_at"])
def test_time_is_utc_in_whole_seconds(field: str) -> None:
    world = World()
    order = world.order()
    world.now_ms += 61_000
    world.shop.comment(order, "touched", "pending")
    assert (
        shown(world)[field]
        == {"created_at": "2026-03-02 09:41:07", "updated_at": "2026-03-02 09:42:08"}[field]
    )


def test_partial_documents_add_up_to_the_order() -> None:
    world = World()
    order = world.order(("SKU-3", 3), ("SKU-2", 7), coupon_percent=33, coupon_code="ODD")
    send = direct(world)
    for quantities in ((1, 0), (1, 5), (1, 2)):
        rows = [
            {"order_item_id": line.item_id, "qty": qty}
            for line, qty in zip(order.lines, quantities, strict=True)
        ]
        assert send("POST", "/rest/V1/order/1/invoice", {"items": rows}).status == 200
    data = shown(world)
    assert data["total_paid"] == data["grand_total"]
    listed = send("GET", "/rest/V1/invoices", query="searchCriteria=").data["items"]
    assert round(sum(i["grand_total"] for i in listed), 2) == data["grand_total"]
    for row in ("row_total", "tax_amount", "discount_amount"):
        parts = sum(item[row] for invoice in listed for item in invoice["items"])
        whole = sum(item[row] for item in data["items"])
        whole += sum(item["discount_amount"] for item in data["items"]) if row == "row_total" else 0
        assert round(parts, 2) == round(whole, 2), row
    assert [invoice["increment_id"] for invoice in listed] == ["000000001", "000000002", "000000003"]
    refund: Any = {"items": [{"order_item_id": 1, "qty": 1}], "arguments": {"shipping_amount": 0}}
    assert send("POST", "/rest/V1/order/1/refund", refund).status == 200
    assert send("POST", "/rest/V1/order/1/refund", {}).status == 200
    assert shown(world)["total_refunded"] == data["grand_total"]
    assert shown(world)["state"] == "closed"
    check_types(shown(world))


def check_types(data: Any) -> None:
    """No float without a fraction anywhere."""
    if isinstance(data, float):
        assert not data.is_integer()
    for below in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        check_types(below)


def test_a_second_look_at_rare_keys(world: World) -> None:
    """Refunded and cancelled rows carry their keys where Magento puts them."""

    def life(shop: Shop, order: Order) -> None:
        shop.capture(order)
        shop.refund(order)

    order = world.order(("SKU-1", 1))
    life(world.shop, order)
    item = shown(world)["items"][0]
    assert item["tax_refunded"] == item["base_tax_refunded"] == item["tax_amount"]
    assert list(item) == [key for key in ITEM_KEYS if key in item]
    world.shop.cancel(world.order(("SKU-1", 1)))
    assert shown(world, 2)["items"][0]["tax_canceled"] == item["tax_amount"]
