"""What people can lift in the ERP, what they cannot, and that they know nothing but entry and screens."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fake_erp.errors import ErpError
from fake_erp.settings import Amount
from golive.people.repairs import BEYOND, REPAIRS, NotAllowed, put_right, repair_of, stands_wrongly

from .house import House


def refused(house: House) -> str:
    """The ERP's word on the order when the integration sends it; empty when it takes it and lets it go."""
    try:
        order = house.sent(house.bought(), prepaid=False)
    except ErpError as error:
        return error.code
    return order.hold_reason


def over_limit(house: House) -> None:
    house.erp.customers.set_credit_limit(house.customer.number, 100)


def soft_close(house: House) -> None:
    house.erp.close_period("2025-11", "sales", soft=True)


CASES: dict[str, tuple[dict[str, object], Callable[[House], object]]] = {
    "credit_limit": ({"credit_limit": {"mode": "refuse"}}, over_limit),
    "customer_blocked": ({}, lambda house: house.erp.customers.set_blocked(house.customer.number, True)),
    "customer_not_approved": (
        {"approved_customer": "refuse"},
        lambda house: setattr(house.customer, "approval", "pending"),
    ),
    "customer_approval": (
        {"approved_customer": "hold"},
        lambda house: setattr(house.customer, "approval", "pending"),
    ),
    "item_blocked": ({}, lambda house: house.erp.items.set_status("A", "blocked")),
    "period_closed": ({"posting_periods": "monthly"}, soft_close),
}


def test_every_repair_has_a_case_here() -> None:
    assert set(CASES) == set(REPAIRS)


def test_nothing_is_both_repaired_and_beyond_repair() -> None:
    assert not set(REPAIRS) & set(BEYOND)


@pytest.mark.parametrize("code", CASES)
def test_a_repair_stands_until_it_is_made_and_the_erp_takes_the_next_order_after_it(code: str) -> None:
    rules, break_it = CASES[code]
    house = House(rules)
    why = f"422 {code}: customer {house.customer.number}, item A (field)"
    repair = REPAIRS[code]
    order = house.bought()
    assert not repair.stands(house.erp, house.sight(order.increment_id, why))
    break_it(house)
    assert refused(house) == code
    sight = house.sight(order.increment_id, why)
    assert repair_of(sight) == (code, repair)
    assert repair.stands(house.erp, sight)
    assert repair.lift(house.erp, sight)
    assert not repair.stands(house.erp, house.sight(order.increment_id, why))
    assert refused(house) == ""


@pytest.mark.parametrize("code", BEYOND)
def test_what_is_beyond_people_is_said_so(code: str) -> None:
    with pytest.raises(NotAllowed, match=code):
        repair_of(House().sight("1", f"422 {code}: no"))


def test_a_month_that_is_closed_for_good_stays_closed() -> None:
    house = House({"posting_periods": "monthly"})
    house.erp.close_period("2025-11", "sales")
    sight = house.sight(house.bought().increment_id, "422 period_closed: no")
    with pytest.raises(NotAllowed, match="accounting has closed 2025-11 permanently"):
        REPAIRS["period_closed"].lift(house.erp, sight)
    assert house.erp.calendar.states("2025-11")["sales"] == "closed"


def test_a_discontinued_item_is_not_brought_back() -> None:
    house = House()
    house.erp.items.set_status("A", "discontinued")
    with pytest.raises(NotAllowed):
        REPAIRS["item_blocked"].lift(house.erp, house.sight("1", "item_blocked: A"))


def test_an_entry_that_names_no_cause_leads_to_no_repair_though_the_cause_stands() -> None:
    """Clerks read the entry alone: what is wrong must be written on it."""
    house = House()
    house.erp.customers.set_blocked(house.customer.number, True)
    assert repair_of(house.sight(house.bought().increment_id, "it failed")) == ("", None)


@pytest.mark.parametrize("state", ["held", "pending_approval", "draft"])
def test_an_order_that_stands_in_the_erp_goes_on(state: str) -> None:
    house = House(
        {"order_approval": {"mode": "ask", "above": Amount(100, "EUR")}}
        if state == "pending_approval"
        else {}
    )
    shop_order = house.bought()
    draft = house.draft(shop_order)
    draft.release = state != "draft"
    order = house.erp.orders.create(draft, "integration")
    if state == "held":
        house.erp.orders.hold(order)
    assert order.status == state
    sight = house.sight(shop_order.increment_id, "it stands")
    assert stands_wrongly(sight)
    put_right(house.erp, sight, "clerk:1")
    assert order.status == "released"


def test_an_order_cancelled_in_the_shop_is_cancelled_and_never_released() -> None:
    house = House()
    shop_order = house.bought(paid=False)
    order = house.sent(shop_order)
    house.erp.orders.hold(order, "credit_limit")
    house.shop.cancel(shop_order, "shopper")
    sight = house.sight(shop_order.increment_id, "the ERP holds the order")
    assert repair_of(sight) == ("", None)
    put_right(house.erp, sight, "clerk:1")
    assert order.status == "cancelled"


def test_the_order_is_found_by_any_name_on_the_entry() -> None:
    house = House()
    shop_order = house.bought()
    order = house.sent(shop_order)
    number = shop_order.increment_id
    for named, why in ((number, ""), (f"WEB-{number}/1", ""), ("?", f"the ERP has it as {order.number}.")):
        assert house.sight(named, why).erp_order is order
    assert house.sight("nobody knows", "nothing").erp_order is None


def test_an_order_that_the_entry_only_speaks_of_is_left_alone() -> None:
    """Its reference on the screen says that it is another customer's."""
    house = House()
    other = house.sent(house.bought())
    shop_order = house.bought(paid=False)
    house.shop.cancel(shop_order, "shopper")
    sight = house.sight(
        shop_order.increment_id, f"cancelled in the shop; the last in the ERP is {other.number}"
    )
    assert sight.erp_order is None
    assert not stands_wrongly(sight)


def test_of_several_items_on_the_entry_the_blocked_one_is_unblocked() -> None:
    house = House()
    house.erp.items.add("B", "Other thing", 2000, 19)
    house.erp.items.set_status("B", "blocked")
    sight = house.sight(house.bought().increment_id, "A and B were ordered, item_blocked: B")
    assert REPAIRS["item_blocked"].stands(house.erp, sight)
    REPAIRS["item_blocked"].lift(house.erp, sight)
    assert house.erp.items.by_sku["B"].status == "active"


def test_what_an_order_in_another_currency_takes_of_the_limit_is_in_the_home_currency() -> None:
    house = House(currencies=("SEK", "EUR"), rates_micro={"EUR": 11_000_000})
    house.erp.customers.set_credit_limit(house.customer.number, 0)
    order = house.bought()
    sight = house.sight(order.increment_id, f"credit_limit: {house.customer.number}")
    REPAIRS["credit_limit"].lift(house.erp, sight)
    assert house.customer.credit_limit_cents == 100_000 >= order.value_cents * 11
    house.erp.customers.set_credit_limit(house.customer.number, order.value_cents)
    assert REPAIRS["credit_limit"].stands(house.erp, sight)
