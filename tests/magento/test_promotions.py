"""Cart price rules and coupons: what orders name exists, what is saved acts, several rules act one after the other."""

from __future__ import annotations

from typing import Any

import pytest

from fake_magento.config import CartDiscount, Coupon
from fake_magento.model.composites import Choice

from .kinds import furnished
from .world import Send, World, direct

ALL = "/rest/all/V1/"
TEN = {
    "name": "Ten",
    "is_active": True,
    "simple_action": "by_percent",
    "discount_amount": 10,
    "coupon_type": "NO_COUPON",
}


def shown(send: Send, number: int = 1) -> dict[str, Any]:
    data: dict[str, Any] = send("GET", f"{ALL}orders/{number}").data
    return data


def test_the_rule_that_an_order_names_exists_with_its_coupon(world: World, send: Send) -> None:
    world.order(coupon_percent=10, coupon_code="SPRING10")
    world.order(coupon_cents=500, coupon_code="FIVER")
    for number, code, action, amount in ((1, "SPRING10", "by_percent", 10), (2, "FIVER", "cart_fixed", 5)):
        order = shown(send, number)
        assert order["coupon_code"] == code
        rule = send("GET", f"{ALL}salesRules/{order['applied_rule_ids']}").data
        assert (rule["simple_action"], rule["discount_amount"], rule["times_used"]) == (action, amount, 1)
        assert order["items"][0]["applied_rule_ids"] == order["applied_rule_ids"]
        query = "searchCriteria[filter_groups][0][filters][0][field]=code"
        query += f"&searchCriteria[filter_groups][0][filters][0][value]={code}"
        (coupon,) = send("GET", ALL + "coupons/search", query=query).data["items"]
        assert (coupon["rule_id"], coupon["times_used"]) == (rule["rule_id"], 1)


def test_a_rule_without_a_coupon_acts_on_every_cart(world: World, send: Send) -> None:
    rule = send("POST", ALL + "salesRules", {"rule": TEN}).data
    order = world.order(("SKU-1", 2))
    assert order.ordered.discount == 398
    data = shown(send)
    assert (data["applied_rule_ids"], "coupon_code" in data) == (str(rule["rule_id"]), False)
    assert (data["discount_amount"], data["items"][0]["discount_percent"]) == (-3.98, 10)
    cart = send("POST", ALL + "guest-carts", token=None).data
    item = {"cartItem": {"sku": "SKU-1", "qty": 2, "quote_id": cart}}
    send("POST", f"{ALL}guest-carts/{cart}/items", item, token=None)
    assert send("GET", f"{ALL}guest-carts/{cart}/totals", token=None).data["discount_amount"] == -3.98
    assert send("DELETE", f"{ALL}salesRules/{rule['rule_id']}").data is True
    assert world.order(("SKU-1", 2)).ordered.discount == 0


def test_rules_act_one_after_the_other_on_what_is_left() -> None:
    world = World(
        discounts=(CartDiscount("Ten off", cents=1000), CartDiscount("Half", percent=50, sort_order=1))
    )
    order = world.order(("SKU-1", 2), coupon_percent=10, coupon_code="TENTH")
    left = 3980 - 1000
    left -= left * 10 // 100
    assert order.ordered.discount == 3980 - left // 2
    data = shown(direct(world))
    assert data["applied_rule_ids"] == "1,2,3"
    assert data["items"][0]["discount_percent"] == 60
    assert data["grand_total"] == round(left // 2 / 100 + 4.9, 2)


def test_several_rules_on_a_bundle_add_up_in_order_invoice_and_refund() -> None:
    world = furnished(discounts=(CartDiscount("Five off", cents=500),))
    order = world.order(Choice("BOX", 3), ("SKU-4", 1), coupon_percent=33, coupon_code="ODD")
    send = direct(world)
    for _ in range(3):
        box = {"items": [{"order_item_id": 1, "qty": 1}]}
        assert send("POST", ALL + "order/1/invoice", box).status == 200
    assert send("POST", ALL + "order/1/invoice", {}).status == 200
    invoices = send("GET", ALL + "invoices", query="searchCriteria=").data["items"]
    assert round(sum(row["grand_total"] for row in invoices), 2) == shown(send)["grand_total"]
    assert round(sum(row["discount_amount"] for row in invoices), 2) == shown(send)["discount_amount"]
    world.shop.refund(order)
    assert shown(send)["total_refunded"] == shown(send)["grand_total"]


@pytest.mark.parametrize(
    ("change", "acts"),
    [
        ({}, True),
        ({"is_active": False}, False),
        ({"from_date": "2026-03-02"}, True),
        ({"from_date": "2026-03-03"}, False),
        ({"to_date": "2026-03-02"}, True),
        ({"to_date": "2026-03-01"}, False),
        ({"coupon_type": "SPECIFIC_COUPON"}, False),
    ],
)
def test_a_rule_acts_while_it_is_active_and_in_its_period(
    world: World, send: Send, change: dict[str, Any], acts: bool
) -> None:
    kept = send("POST", ALL + "salesRules", {"rule": {**TEN, **change}}).data
    assert {name: kept[name] for name in change} == change
    assert (world.order(("SKU-1", 2)).ordered.discount > 0) is acts


def test_a_rule_that_stops_skips_those_behind_it(world: World, send: Send) -> None:
    send("POST", ALL + "salesRules", {"rule": {**TEN, "stop_rules_processing": True}})
    send("POST", ALL + "salesRules", {"rule": {**TEN, "discount_amount": 50, "sort_order": 1}})
    world.order(("SKU-1", 2))
    assert shown(send)["applied_rule_ids"] == "1"


def test_a_rule_by_fixed_amount_takes_it_off_each_unit(world: World, send: Send) -> None:
    send("POST", ALL + "salesRules", {"rule": {**TEN, "simple_action": "by_fixed", "discount_amount": 2}})
    assert world.order(("SKU-1", 3)).ordered.discount == 600


def test_a_coupon_is_made_for_a_rule_used_up_and_deleted(world: World, send: Send) -> None:
    rule_id = send("POST", ALL + "salesRules", {"rule": {**TEN, "coupon_type": "SPECIFIC_COUPON"}}).data[
        "rule_id"
    ]
    sent = {"rule_id": rule_id, "code": "ONCE", "usage_limit": 1}
    coupon = send("POST", ALL + "coupons", {"coupon": sent}).data
    assert {name: coupon[name] for name in sent} == sent

    def redeem() -> int:
        cart = send("POST", ALL + "carts").data
        item = {"cartItem": {"sku": "SKU-1", "qty": 1, "quote_id": str(cart)}}
        send("POST", f"{ALL}carts/{cart}/items", item)
        return send("PUT", f"{ALL}carts/{cart}/coupons/once").status

    assert redeem() == 200
    world.order(coupon_percent=10, coupon_code="ONCE")
    assert redeem() == 404
    send("PUT", f"{ALL}coupons/{coupon['coupon_id']}", {"coupon": {"usage_limit": 5}})
    assert redeem() == 200
    assert send("DELETE", f"{ALL}coupons/{coupon['coupon_id']}").data is True
    assert redeem() == 404


def test_codes_are_generated_and_deleted_by_code_and_id(world: World, send: Send) -> None:
    rule_id = send("POST", ALL + "salesRules", {"rule": {**TEN, "coupon_type": "AUTO"}}).data["rule_id"]
    spec = {"rule_id": rule_id, "quantity": 3, "length": 6, "prefix": "X-"}
    codes = send("POST", ALL + "coupons/generate", {"couponSpec": spec}).data
    assert len(set(codes)) == 3
    assert all(code.startswith("X-") and len(code) == 8 for code in codes)
    ids = [
        row["coupon_id"] for row in send("GET", ALL + "coupons/search", query="searchCriteria=").data["items"]
    ]
    gone = send("POST", ALL + "coupons/deleteByCodes", {"codes": [codes[0], "NONE"]}).data
    assert gone == {"failed_items": [], "missing_items": ["NONE"]}
    assert send("POST", ALL + "coupons/deleteByIds", {"ids": ids}).data["missing_items"] == [str(ids[0])]
    assert world.shop.promotions.coupons == {}


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("salesRules", {"rule": {}}, 400),
        ("salesRules", {"rule": {**TEN, "discount_amount": 101}}, 400),
        ("salesRules", {"rule": {**TEN, "simple_action": "gift"}}, 400),
        ("salesRules", {"rule": {**TEN, "coupon_type": "MAGIC"}}, 400),
        ("coupons", {"coupon": {"rule_id": 9, "code": "X"}}, 400),
        ("coupons", {"coupon": {"rule_id": 1, "code": "KNOWN"}}, 400),
        ("coupons/generate", {"couponSpec": {"rule_id": 1, "quantity": 0}}, 400),
    ],
)
def test_what_is_no_rule_or_coupon_is_refused(path: str, body: dict[str, Any], status: int) -> None:
    world = World(coupons=(Coupon("KNOWN", percent=5),))
    assert direct(world)("POST", ALL + path, body).status == status
    assert (len(world.shop.promotions.rules), len(world.shop.promotions.coupons)) == (1, 1)


@pytest.mark.parametrize("version", ["2.4.6", "2.4.7", "2.4.8"])
def test_from_2_4_7_on_the_invoice_of_a_bundle_has_only_the_last_rule(version: str) -> None:
    world = furnished(version=version, discounts=(CartDiscount("Five off", cents=500, sort_order=-1),))
    world.paid(Choice("BOX", 3), coupon_percent=10, coupon_code="TENTH")
    send = direct(world)
    order, invoice = shown(send), send("GET", ALL + "invoices/1").data
    lacking = round(invoice["grand_total"] - order["grand_total"], 2)
    assert lacking == (0 if version == "2.4.6" else 5)
    assert round(invoice["discount_amount"] - order["discount_amount"], 2) == lacking
    assert order["total_paid"] == invoice["grand_total"]
    assert world.shop.surprised == ({} if version == "2.4.6" else {"invoice_drops_a_rule": 1})


def test_one_rule_and_other_products_are_invoiced_in_full_in_every_version() -> None:
    world = furnished(version="2.4.7", discounts=(CartDiscount("Five off", cents=500),))
    world.paid(Choice("BOX", 1))
    world.paid(("SKU-1", 2), Choice("HAMPER", 1), coupon_percent=10, coupon_code="TENTH")
    send = direct(world)
    for number in (1, 2):
        assert (
            send("GET", f"{ALL}invoices/{number}").data["grand_total"] == shown(send, number)["grand_total"]
        )
