"""What people can lift in the ERP, what they cannot, and that they know nothing but entry and screens."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fake_erp.errors import ErpError
from fake_erp.settings import Amount
from golive.people.repairs import BEYOND, REPAIRS, NotAllowed, put_right, repair_of, stands_wrongly

from .company import Company


def refused(company: Company) -> str:
    """The ERP's word on the order when the integration sends it; empty when it takes it and lets it go."""
    try:
        order = company.sent(company.bought(), prepaid=False)
    except ErpError as error:
        return error.code
    return order.hold_reason


def over_limit(company: Company) -> None:
    company.erp.customers.set_credit_limit(company.customer.number, 100)


def soft_close(company: Company) -> None:
    company.erp.close_period("2025-11", "sales", soft=True)


CASES: dict[str, tuple[dict[str, object], Callable[[Company], object]]] = {
    "credit_limit": ({"credit_limit": {"mode": "refuse"}}, over_limit),
    "customer_blocked": (
        {},
        lambda company: company.erp.customers.set_blocked(company.customer.number, True),
    ),
    "customer_not_approved": (
        {"approved_customer": "refuse"},
        lambda company: setattr(company.customer, "approval", "pending"),
    ),
    "customer_approval": (
        {"approved_customer": "hold"},
        lambda company: setattr(company.customer, "approval", "pending"),
    ),
    "item_blocked": ({}, lambda company: company.erp.items.set_status("A", "blocked")),
    "period_closed": ({"posting_periods": "monthly"}, soft_close),
}


def test_every_repair_has_a_case_here() -> None:
    assert set(CASES) == set(REPAIRS)


def test_nothing_is_both_repaired_and_beyond_repair() -> None:
    assert not set(REPAIRS) & set(BEYOND)


@pytest.mark.parametrize("code", CASES)
def test_a_repair_stands_until_it_is_made_and_the_erp_takes_the_next_order_after_it(code: str) -> None:
    rules, break_it = CASES[code]
    company = Company(rules)
    why = f"422 {code}: customer {company.customer.number}, item A (field)"
    repair = REPAIRS[code]
    order = company.bought()
    assert not repair.stands(company.erp, company.sight(order.increment_id, why))
    break_it(company)
    assert refused(company) == code
    sight = company.sight(order.increment_id, why)
    assert repair_of(sight) == (code, repair)
    assert repair.stands(company.erp, sight)
    assert repair.lift(company.erp, sight)
    assert not repair.stands(company.erp, company.sight(order.increment_id, why))
    assert refused(company) == ""


@pytest.mark.parametrize("code", BEYOND)
def test_what_is_beyond_people_is_said_so(code: str) -> None:
    with pytest.raises(NotAllowed, match=code):
        repair_of(Company().sight("1", f"422 {code}: no"))


def test_a_month_that_is_closed_for_good_stays_closed() -> None:
    company = Company({"posting_periods": "monthly"})
    company.erp.close_period("2025-11", "sales")
    sight = company.sight(company.bought().increment_id, "422 period_closed: no")
    with pytest.raises(NotAllowed, match="accounting has closed 2025-11 permanently"):
        REPAIRS["period_closed"].lift(company.erp, sight)
    assert company.erp.calendar.states("2025-11")["sales"] == "closed"


def test_a_discontinued_item_is_not_brought_back() -> None:
    company = Company()
    company.erp.items.set_status("A", "discontinued")
    with pytest.raises(NotAllowed):
        REPAIRS["item_blocked"].lift(company.erp, company.sight("1", "item_blocked: A"))


def test_an_entry_that_names_no_cause_leads_to_no_repair_though_the_cause_stands() -> None:
    """Clerks read the entry alone: what is wrong must be written on it."""
    company = Company()
    company.erp.customers.set_blocked(company.customer.number, True)
    assert repair_of(company.sight(company.bought().increment_id, "it failed")) == ("", None)


@pytest.mark.parametrize("state", ["held", "pending_approval", "draft"])
def test_an_order_that_stands_in_the_erp_goes_on(state: str) -> None:
    company = Company(
        {"order_approval": {"mode": "ask", "above": Amount(100, "EUR")}}
        if state == "pending_approval"
        else {}
    )
    shop_order = company.bought()
    draft = company.draft(shop_order)
    draft.release = state != "draft"
    order = company.erp.orders.create(draft, "integration")
    if state == "held":
        company.erp.orders.hold(order)
    assert order.status == state
    sight = company.sight(shop_order.increment_id, "it stands")
    assert stands_wrongly(sight)
    put_right(company.erp, sight, "clerk:1")
    assert order.status == "released"


def test_an_order_cancelled_in_the_shop_is_cancelled_and_never_released() -> None:
    company = Company()
    shop_order = company.bought(paid=False)
    order = company.sent(shop_order)
    company.erp.orders.hold(order, "credit_limit")
    company.shop.cancel(shop_order, "shopper")
    sight = company.sight(shop_order.increment_id, "the ERP holds the order")
    assert repair_of(sight) == ("", None)
    put_right(company.erp, sight, "clerk:1")
    assert order.status == "cancelled"


def test_the_order_is_found_by_any_name_on_the_entry() -> None:
    company = Company()
    shop_order = company.bought()
    order = company.sent(shop_order)
    number = shop_order.increment_id
    for named, why in ((number, ""), (f"WEB-{number}/1", ""), ("?", f"the ERP has it as {order.number}.")):
        assert company.sight(named, why).erp_order is order
    assert company.sight("unknown order", "nothing").erp_order is None


def test_an_order_that_the_entry_only_speaks_of_is_left_alone() -> None:
    """Its reference on the screen says that it is another customer's."""
    company = Company()
    other = company.sent(company.bought())
    shop_order = company.bought(paid=False)
    company.shop.cancel(shop_order, "shopper")
    sight = company.sight(
        shop_order.increment_id, f"cancelled in the shop; the last in the ERP is {other.number}"
    )
    assert sight.erp_order is None
    assert not stands_wrongly(sight)


def test_of_several_items_on_the_entry_the_blocked_one_is_unblocked() -> None:
    company = Company()
    company.erp.items.add("B", "Other thing", 2000, 19)
    company.erp.items.set_status("B", "blocked")
    sight = company.sight(company.bought().increment_id, "A and B were ordered, item_blocked: B")
    assert REPAIRS["item_blocked"].stands(company.erp, sight)
    REPAIRS["item_blocked"].lift(company.erp, sight)
    assert company.erp.items.by_sku["B"].status == "active"


def test_what_an_order_in_another_currency_takes_of_the_limit_is_in_the_home_currency() -> None:
    company = Company(currencies=("SEK", "EUR"), rates_micro={"EUR": 11_000_000})
    company.erp.customers.set_credit_limit(company.customer.number, 0)
    order = company.bought()
    sight = company.sight(order.increment_id, f"credit_limit: {company.customer.number}")
    REPAIRS["credit_limit"].lift(company.erp, sight)
    assert company.customer.credit_limit_cents == 100_000 >= order.value_cents * 11
    company.erp.customers.set_credit_limit(company.customer.number, order.value_cents)
    assert REPAIRS["credit_limit"].stands(company.erp, sight)
