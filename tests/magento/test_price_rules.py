"""Conditions and actions of cart price rules: which rules act on which rows, in which order, and by how much."""

from __future__ import annotations

from typing import Any

import pytest

from fake_magento.model.composites import Choice
from fake_magento.promotions.rule_conditions import ADDRESS, COMBINE, FOUND, PRODUCT, PRODUCTS, SUBSELECT

from .kinds import furnished
from .world import HOME, Send, World, direct

ALL = "/rest/all/V1/"
Condition = dict[str, Any]


def one(kind: str, attribute: str, operator: str, value: Any) -> Condition:
    return {"condition_type": kind, "attribute_name": attribute, "operator": operator, "value": value}


def of(kind: str, *within: Condition, any_of: bool = False, value: str = "1", **more: Any) -> Condition:
    whole = {"condition_type": kind, "aggregator_type": "any" if any_of else "all", "value": value}
    return {**whole, "conditions": list(within), **more}


def cart_is(attribute: str, operator: str, value: Any) -> Condition:
    return of(COMBINE, one(ADDRESS, attribute, operator, value))


def row_is(attribute: str, operator: str, value: Any) -> Condition:
    return of(PRODUCTS, one(PRODUCT, attribute, operator, value))


def rule(send: Send, **fields: Any) -> int:
    """A rule of 10 % without a coupon, but for some fields; its id."""
    percent = {"simple_action": "by_percent", "discount_amount": 10, "coupon_type": "NO_COUPON"}
    body = {"rule": {"name": "Rule", "is_active": True, **percent, **fields}}
    rule_id: int = send("POST", ALL + "salesRules", body).data["rule_id"]
    return rule_id


def discounts(send: Send, number: int = 1) -> dict[str, float]:
    rows = send("GET", f"{ALL}orders/{number}").data["items"]
    return {row["sku"]: row["discount_amount"] for row in rows if row["discount_amount"]}


CART = [("SKU-1", 2), ("SKU-4", 3)]
"""2 x 19.90 and 3 x 3.33 with tax: 41.84 without it, 49.79 with it."""
HOLDS: list[tuple[Condition, bool]] = [
    (of(COMBINE), True),
    (cart_is("base_subtotal", ">=", "41.84"), True),
    (cart_is("base_subtotal", ">", 41.84), False),
    (cart_is("base_subtotal", "<", "41.85"), True),
    (cart_is("base_subtotal_total_incl_tax", "==", "49.79"), True),
    (cart_is("total_qty", "==", "5"), True),
    (cart_is("total_qty", "<=", "4"), False),
    (cart_is("weight", ">", "1.7"), True),
    (cart_is("country_id", "==", "de"), True),
    (cart_is("country_id", "()", ["FR", "DE"]), True),
    (cart_is("country_id", "!()", "FR,DE"), False),
    (cart_is("postcode", "{}", "045"), True),
    (cart_is("postcode", "!{}", "045"), False),
    (cart_is("payment_method", "!=", "checkmo"), False),
    (cart_is("horoscope", "==", "1"), False),
    ({"condition_type": "Vendor\\Module\\Condition"}, False),
    (of(COMBINE, cart_is("total_qty", "==", "5"), cart_is("total_qty", "==", "6")), False),
    (of(COMBINE, cart_is("total_qty", "==", "5"), cart_is("total_qty", "==", "6"), any_of=True), True),
    (of(COMBINE, cart_is("total_qty", "==", "6"), value="0"), True),
    (of(COMBINE, of(FOUND, one(PRODUCT, "sku", "==", "sku-4"))), True),
    (of(COMBINE, of(FOUND, one(PRODUCT, "sku", "==", "SKU-3"))), False),
    (of(COMBINE, of(FOUND, one(PRODUCT, "sku", "==", "SKU-3"), value="0")), True),
    (
        of(COMBINE, of(FOUND, one(PRODUCT, "sku", "==", "SKU-1"), one(PRODUCT, "quote_item_qty", ">", 2))),
        False,
    ),
]


@pytest.mark.parametrize(("condition", "acts"), HOLDS)
def test_a_rule_acts_on_carts_for_which_its_condition_holds(
    world: World, send: Send, condition: Condition, acts: bool
) -> None:
    rule_id = rule(send, condition=condition)
    order = world.order(*CART)
    data = send("GET", ALL + "orders/1").data
    assert (order.ordered.discount, data.get("applied_rule_ids") or "") == (
        (498, str(rule_id)) if acts else (0, "")
    )


@pytest.mark.parametrize(
    ("attribute", "value", "acts"),
    [("qty", "3", True), ("qty", "4", False), ("base_row_total", "8.39", True)],
)
def test_a_subselection_adds_up_the_rows_that_it_is_about(
    world: World, send: Send, attribute: str, value: str, acts: bool
) -> None:
    subselect = of(
        SUBSELECT, one(PRODUCT, "sku", "==", "SKU-4"), attribute_name=attribute, operator=">=", value=value
    )
    rule(send, condition=of(COMBINE, subselect))
    assert (world.order(*CART).ordered.discount > 0) is acts


FITS: list[tuple[Condition, set[str]]] = [
    (of(PRODUCTS), {"SKU-1", "SKU-4"}),
    (row_is("sku", "==", "SKU-4"), {"SKU-4"}),
    (row_is("sku", "!=", "SKU-4"), {"SKU-1"}),
    (row_is("sku", "()", "SKU-3, SKU-1"), {"SKU-1"}),
    (row_is("category_ids", "()", "2,7"), {"SKU-1", "SKU-4"}),
    (row_is("category_ids", "==", "7"), {"SKU-4"}),
    (row_is("category_ids", "!()", "7"), {"SKU-1"}),
    (row_is("attribute_set_id", "==", "4"), {"SKU-1", "SKU-4"}),
    (row_is("attribute_set_id", "==", "5"), set()),
    (row_is("quote_item_price", ">", "10"), {"SKU-1"}),
    (row_is("quote_item_qty", ">=", 3), {"SKU-4"}),
    (row_is("quote_item_row_total", "<", "10"), {"SKU-4"}),
    (row_is("colour", "==", "red"), {"SKU-1"}),
]


@pytest.mark.parametrize(("condition", "skus"), FITS)
def test_a_rule_acts_on_rows_that_fit_its_action_condition(
    world: World, send: Send, condition: Condition, skus: set[str]
) -> None:
    world.shop.catalog.get("SKU-4").category_ids = (7,)
    world.shop.catalog.get("SKU-1").attributes["colour"] = "Red"
    rule_id = rule(send, action_condition=condition)
    world.order(*CART)
    assert set(discounts(send)) == skus
    data = send("GET", ALL + "orders/1").data
    named = {row["sku"] for row in data["items"] if row.get("applied_rule_ids") == str(rule_id)}
    percents = {row["sku"] for row in data["items"] if row["discount_percent"] == 10}
    assert (named, percents) == (skus, skus)
    assert (data.get("applied_rule_ids") or "") == (str(rule_id) if skus else "")


def test_rules_act_by_sort_order_each_on_what_is_left_and_rows_name_their_own(
    world: World, send: Send
) -> None:
    half = rule(send, discount_amount=50, sort_order=2)
    five = rule(
        send,
        simple_action="cart_fixed",
        discount_amount=5,
        sort_order=1,
        action_condition=row_is("sku", "==", "SKU-1"),
    )
    never = rule(send, condition=cart_is("base_subtotal", ">", "1000"))
    world.order(*CART)
    data = send("GET", ALL + "orders/1").data
    assert discounts(send) == {"SKU-1": 5 + (39.8 - 5) / 2, "SKU-4": 5}
    assert data["applied_rule_ids"] == f"{half},{five}"
    assert {row["sku"]: row["applied_rule_ids"] for row in data["items"]} == {
        "SKU-1": f"{half},{five}",
        "SKU-4": str(half),
    }
    used = {
        number: send("GET", f"{ALL}salesRules/{number}").data["times_used"] for number in (half, five, never)
    }
    assert list(used.values()) == [1, 1, 0]


def test_a_rule_that_stops_ends_the_rows_that_it_acts_on_and_no_others(world: World, send: Send) -> None:
    first = rule(send, stop_rules_processing=True, action_condition=row_is("sku", "==", "SKU-1"))
    second = rule(send, discount_amount=20)
    world.order(*CART)
    assert discounts(send) == {"SKU-1": 3.98, "SKU-4": 2}
    data = send("GET", ALL + "orders/1").data
    assert data["applied_rule_ids"] == f"{first},{second}"
    assert [row["applied_rule_ids"] for row in data["items"]] == [str(first), str(second)]


@pytest.mark.parametrize(
    ("bought", "free", "units", "cost_nothing"),
    [
        (2, 1, 2, 0),
        (2, 1, 3, 1),
        (2, 1, 5, 1),
        (2, 1, 6, 2),
        (3, 2, 4, 1),
        (3, 2, 9, 3),
        (1, 2, 9, 0),
        (0, 1, 9, 0),
    ],
)
def test_some_units_of_a_row_are_free_where_others_are_bought(
    world: World, send: Send, bought: int, free: int, units: int, cost_nothing: int
) -> None:
    number = rule(send, simple_action="buy_x_get_y", discount_step=bought, discount_amount=free)
    assert world.order(("SKU-1", units)).ordered.discount == 1990 * cost_nothing
    assert send("GET", ALL + "orders/1").data["applied_rule_ids"] == str(number)


@pytest.mark.parametrize(
    ("fields", "cents"),
    [
        ({"discount_step": 2}, 796),
        ({"discount_qty": 1}, 199),
        ({"discount_qty": 9}, 995),
        ({"simple_action": "by_fixed", "discount_amount": 2, "discount_step": 3}, 600),
        ({"simple_action": "by_fixed", "discount_amount": 2, "discount_qty": 4}, 800),
        ({"simple_action": "by_fixed", "discount_amount": 50}, 9950),
        ({"simple_action": "by_fixed", "discount_amount": 2, "apply_to_shipping": True}, 1200),
        ({"simple_action": "by_fixed", "discount_amount": 9, "apply_to_shipping": True}, 4990),
        ({"apply_to_shipping": True, "action_condition": row_is("sku", "==", "none")}, 49),
    ],
)
def test_steps_the_most_units_and_shipping(
    world: World, send: Send, fields: dict[str, Any], cents: int
) -> None:
    rule(send, **fields)
    assert world.order(("SKU-1", 5)).ordered.discount == cents


def test_a_rule_is_for_groups_of_customers(world: World, send: Send) -> None:
    group = send("POST", ALL + "customerGroups", {"group": {"code": "Trade", "tax_class_id": 3}}).data["id"]
    rule(send, customer_group_ids=[group])
    customer = world.shop.customers.add("t@example.com", "T", "Rader", HOME)
    customer.group_id = group
    assert world.order(*CART).ordered.discount == 0
    assert world.order(*CART, customer_id=customer.customer_id).ordered.discount == 498


def test_a_customer_uses_a_rule_as_often_as_it_says(world: World, send: Send) -> None:
    rule(send, uses_per_customer=1)
    customer = world.shop.customers.add("t@example.com", "T", "Rader", HOME)
    found = [world.order(*CART, customer_id=customer.customer_id).ordered.discount for _ in range(2)]
    assert (found, world.order(*CART).ordered.discount) == ([498, 0], 498)


def test_a_coupon_whose_condition_does_not_hold_is_refused_and_not_on_the_order(
    world: World, send: Send
) -> None:
    number = rule(send, coupon_type="SPECIFIC_COUPON", condition=cart_is("total_qty", ">", "2"))
    send("POST", ALL + "coupons", {"coupon": {"rule_id": number, "code": "MANY"}})
    cart = send("POST", ALL + "carts").data

    def redeem(units: int) -> int:
        item = {"cartItem": {"sku": "SKU-1", "qty": units, "quote_id": str(cart)}}
        send("POST", f"{ALL}carts/{cart}/items", item)
        return send("PUT", f"{ALL}carts/{cart}/coupons/MANY").status

    assert (redeem(1), redeem(2)) == (404, 200)
    small = world.order(("SKU-1", 1), coupon_code="MANY", coupon_percent=10)
    assert (small.coupon_code, small.rule_ids, small.ordered.discount) == ("", "", 0)
    again = world.shop.edit(small, [("SKU-1", 2)])
    assert (again.rule_ids, again.ordered.discount) == ("", 0)
    large = world.order(("SKU-1", 3), coupon_code="MANY", coupon_percent=10)
    assert (large.coupon_code, large.rule_ids, large.ordered.discount) == ("MANY", str(number), 597)


def test_a_rule_for_a_variant_or_for_a_part_of_a_bundle_acts_on_that_row() -> None:
    world = furnished()
    send = direct(world)
    rule(send, action_condition=row_is("sku", "()", "HOODIE-M,SKU-2"))
    world.order(Choice("HOODIE", 1, "HOODIE-M"), Choice("BOX", 2, selections=(("SKU-3", 2), ("SKU-2", 3))))
    rows = send("GET", ALL + "orders/1").data["items"]
    assert [(row["sku"], row["discount_amount"]) for row in rows if row["discount_amount"]] == [
        ("HOODIE-M", 5),
        ("SKU-2", 0.03),
    ]
    rule(send, action_condition=row_is("type_id", "==", "bundle"), discount_amount=50)
    world.order(Choice("BOX", 1, selections=(("SKU-3", 2), ("SKU-2", 3))), ("SKU-3", 1))
    assert [row["sku"] for row in send("GET", ALL + "orders/2").data["items"] if row["discount_amount"]] == [
        "SKU-3",
        "SKU-2",
    ]


def test_rules_on_single_rows_add_up_in_both_currencies_and_through_invoice_and_refund() -> None:
    world = furnished()
    send = direct(world)
    rule(send, simple_action="cart_fixed", discount_amount=7, action_condition=row_is("sku", "!=", "SKU-4"))
    rule(send, discount_amount=33, discount_step=2, condition=cart_is("base_subtotal", ">", "20"))
    for store in ("us", "ch"):
        order = world.paid(("SKU-1", 3), ("SKU-4", 5), Choice("BOX", 2), store=store)
        world.shop.ship(order)
        data = send("GET", f"{ALL}orders/{order.entity_id}").data
        for prefix in ("", "base_"):
            rows = sum(row[prefix + "discount_amount"] for row in data["items"])
            assert round(rows + data[prefix + "discount_amount"], 2) == 0
            assert data[prefix + "total_paid"] == data[prefix + "grand_total"]
        world.shop.refund(order)
        after = send("GET", f"{ALL}orders/{order.entity_id}").data
        assert after["total_refunded"] == after["grand_total"]
