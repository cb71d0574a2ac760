"""Customers, items, prices and taxes: what an installation stores of them, and what it computes with."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_erp import ErpConfig
from fake_erp.accounting.config import Finance
from fake_erp.accounting.currencies import Currencies, to_home
from fake_erp.accounting.posting_periods import DAY_MS
from fake_erp.errors import NotFound
from fake_erp.sales.totals import tax_of

from .world import ADDRESS, MOUNTS, START_MS, Client, World


def installation(**finance: Any) -> tuple[World, Client]:
    world = World(ErpConfig(finance=Finance(**finance)))
    return world, MOUNTS["in_process"](world.erp).login()


def patch(client: Client, number: str, changes: dict[str, Any]) -> Any:
    path = f"/api/v1/customers/{number}"
    return client.raw("PATCH", path, orjson.dumps(changes), content_type="application/json")


# -- customers ---------------------------------------------------------------------------------------------


def test_a_customer_is_changed_field_by_field(world: World, client: Client) -> None:
    changes = {
        "name": "Ann B",
        "email": "Ann.B@example.com",
        "external_reference": "77",
        "credit_limit": "10.00",
        "terms_days": 14,
        "tax_status": "exempt",
        "price_list": "vip",
        "group": "b2b",
        "blocked_deliveries": True,
        "address": {**ADDRESS, "city": "Bonn"},
    }
    reply = patch(client, world.customer, changes)
    assert reply.status == 200
    assert {name: reply.data[name] for name in changes} == changes
    assert client.get(f"/customers/{world.customer}").data == reply.data
    assert client.get("/customers?email=ann.b@EXAMPLE.com").data["total"] == 1
    assert client.get("/customers?email=ann@example.com").data["total"] == 0
    assert client.get("/customers?external_reference=77").data["total"] == 1
    ((_, _, data),) = world.of_kind("erp.customer.changed")
    assert (data["fields"][:2], data["by"]) == (["name", "email"], "shop")
    assert patch(client, world.customer, {"external_reference": "", "terms_days": None}).status == 200
    assert client.get("/customers?external_reference=77").data["total"] == 0


def test_saying_the_same_again_is_no_change(world: World, client: Client) -> None:
    before = client.get(f"/customers/{world.customer}").data
    world.now_ms += 1000
    assert patch(client, world.customer, {"name": "Ann", "phone": "", "nonsense": 1}).data == before
    assert not world.of_kind("erp.customer.changed")


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"name": ""}, 400, "name"),
        ({"email": "no-at-sign"}, 400, "email"),
        ({"address": {"street": "x"}}, 400, "address.city"),
        ({"terms_days": -1}, 400, "terms_days"),
        ({"terms_days": True}, 400, "terms_days"),
        ({"tax_status": "free"}, 400, "tax_status"),
        ({"blocked": "yes"}, 400, "blocked"),
        ({"credit_limit": -1}, 400, "credit_limit"),
        ({"external_reference": "taken"}, 409, "external_reference"),
        ({"approval": "approved"}, 422, "approval"),
    ],
)
def test_a_change_that_cannot_be_changes_nothing(
    world: World, client: Client, changes: dict[str, Any], status: int, field: str
) -> None:
    world.erp.customers.add("Bob", "bob@example.com", dict(ADDRESS), reference="taken")
    before = client.get(f"/customers/{world.customer}").data
    reply = patch(client, world.customer, {"phone": "1", **changes})
    assert (reply.status, reply.data["error"]["field"]) == (status, field)
    assert client.get(f"/customers/{world.customer}").data == before


def test_new_customers_wait_for_approval_where_people_look_at_them() -> None:
    world, client = installation(customer_approval="people")
    body = {"name": "New", "email": "new@example.com", "address": ADDRESS}
    made = client.post("/customers", body).data
    assert made["approval"] == "pending"
    assert made["number"] in [customer.number for customer in world.erp.customers.pending]
    world.erp.customers.approve(made["number"], "clerk")
    assert client.get(f"/customers/{made['number']}").data["approval"] == "approved"
    world.erp.customers.approve(made["number"], "clerk")
    assert len(world.of_kind("erp.customer.approved")) == 1


# -- items -------------------------------------------------------------------------------------------------


def test_whatever_changes_an_item_appears_in_its_feed(world: World, client: Client) -> None:
    items = world.erp.items
    cursor = client.get("/items").data["cursor"]
    items.set_price("A", 2500)
    items.set_status("B", "blocked")
    items.add("D", "Item D", 1999, 19, group="bulk", units={"box": 12})
    items.set_status("C", "discontinued")
    rows = client.get(f"/items?after={cursor}").data["rows"]
    told = [(row["sku"], row["price"], row["units"], row["group"], row["status"]) for row in rows]
    assert told == [
        ("A", "25.00", {}, "", "active"),
        ("B", "19.99", {}, "", "blocked"),
        ("D", "19.99", {"box": 12}, "bulk", "active"),
        ("C", "19.99", {}, "", "discontinued"),
    ]


@pytest.mark.parametrize(("keeps", "status"), [("alias", 200), ("gone", 404)])
def test_a_renamed_item_takes_its_stock_and_orders_along(keeps: str, status: int) -> None:
    world, client = installation(renamed_items=keeps)
    number = client.post("/orders", world.order()).data["number"]
    world.erp.prices.set_contract_price(world.customer, "A", 1000)
    world.erp.rename_item("A", "A-NEW")
    item = client.get("/items/A-NEW").data
    assert (item["sku"], item["formerly"]) == ("A-NEW", ["A"])
    assert client.get("/items/A").status == status
    assert client.get("/stock/A-NEW").data["rows"][0]["allocated"] == 2
    assert client.get(f"/prices/A-NEW?customer={world.customer}").data["price"] == "10.00"
    again = client.post("/orders", world.order(external_reference="R2"))
    assert again.status == (201 if status == 200 else 422)
    world.now_ms += world.config.lead_ms
    assert world.erp.shipping.wave() == (2 if status == 200 else 1)
    client.login()
    assert client.get("/deliveries").data["rows"][0]["lines"] == [{"line": 1, "item": "A-NEW", "quantity": 2}]
    assert client.get(f"/orders/{number}").data["status"] == "shipped"


def test_a_name_that_is_taken_is_not_given_again() -> None:
    world, _ = installation(renamed_items="alias")
    world.erp.rename_item("A", "A2")
    for taken in ("A", "B", "A2", ""):
        with pytest.raises(ValueError, match="new SKU"):
            world.erp.items.rename("C", taken)


def test_an_item_costs_a_share_of_its_price_unless_it_has_a_cost_of_its_own() -> None:
    world, _ = installation(cost_bp=2500)
    assert world.erp.items.get("A").cost_cents == 499
    assert world.erp.items.add("D", "Item D", 1000, 19, cost_cents=7, units={"box": 6}).cost_cents == 7
    with pytest.raises(ValueError, match="base unit"):
        world.erp.items.add("E", "Item E", 1000, 19, units={"box": 0})


# -- prices ------------------------------------------------------------------------------------------------


def test_the_nearest_price_wins_contract_then_list_then_item() -> None:
    world, client = installation()
    prices, customer = world.erp.prices, world.customer
    patch(client, customer, {"price_list": "vip"})
    expected = [("19.99", "item")]
    prices.set_list_price("standard", "A", 1800)
    expected.append(("18.00", "standard"))
    prices.set_list_price("vip", "A", 1700)
    expected.append(("17.00", "vip"))
    prices.set_contract_price(customer, "A", 1600, to_ms=START_MS + 10)
    expected.append(("16.00", "contract"))
    world.now_ms += 10
    told = [client.get("/prices/A").data, client.get(f"/prices/A?customer={customer}").data]
    assert [(each["price"], each["source"]) for each in told] == [expected[1], expected[2]]
    at = client.get(f"/prices/A?customer={customer}&at=2025-11-28T05:00:00.009Z").data
    assert (at["price"], at["source"]) == expected[3]
    assert client.get("/prices/B").data["source"] == "item"
    assert [row["price"] for row in client.get("/prices").data["rows"]] == ["18.00", "17.00", "16.00"]


def test_more_units_cost_less_from_the_break_on_and_a_later_row_replaces_an_earlier_one() -> None:
    world, client = installation()
    prices = world.erp.prices
    for cents, least, begins_ms in (
        (1000, 1, 0),
        (900, 10, 0),
        (950, 1, START_MS),
        (800, 10, START_MS + DAY_MS),
    ):
        prices.set_list_price("standard", "A", cents, least, begins_ms)
    told = [client.get(f"/prices/A?quantity={units}").data["price"] for units in (1, 9, 10, 11)]
    assert told == ["9.50", "9.50", "9.00", "9.00"]
    ended = prices.set_list_price("standard", "B", 500)
    prices.end(ended, world.now_ms)
    assert prices.price_of("B", None, world.now_ms, 1) == 1999


def test_a_price_in_another_currency_is_that_of_the_list_or_converted() -> None:
    world, client = installation(rates_micro={"CHF": 1_250_000})
    assert client.get("/prices/A?currency=CHF").data["price"] == "15.99"
    world.erp.prices.set_list_price("standard", "A", 2000, currency="CHF")
    assert client.get("/prices/A?currency=CHF").data["price"] == "20.00"
    assert client.get("/prices/A").data["price"] == "19.99"


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ("quantity=0", 400, "quantity"),
        ("at=soon", 400, "at"),
        ("currency=XXX", 400, "currency"),
        ("customer=C1", 404, "customer"),
    ],
)
def test_a_question_for_a_price_is_refused_by_the_parameter(
    client: Client, query: str, status: int, field: str
) -> None:
    reply = client.get(f"/prices/A?{query}")
    assert (reply.status, reply.data["error"]["field"]) == (status, field)


def test_price_rows_are_of_things_that_exist(world: World) -> None:
    with pytest.raises(NotFound):
        world.erp.prices.set_list_price("standard", "NO", 1)
    with pytest.raises(NotFound):
        world.erp.prices.set_contract_price("C1", "A", 1)
    with pytest.raises(ValueError, match="ends after it begins"):
        world.erp.prices.set_list_price("standard", "A", 1, from_ms=5, to_ms=5)


# -- taxes, coins and currencies ---------------------------------------------------------------------------

CENT_LINES = [{"item": sku, "quantity": 1, "unit_price": "0.03"} for sku in ("A", "B", "C")]


@pytest.mark.parametrize(
    ("rounding", "tax", "total"), [("line", "0.03", "0.12"), ("document", "0.02", "0.11")]
)
def test_tax_is_rounded_by_line_or_by_document(rounding: str, tax: str, total: str) -> None:
    world, client = installation(tax_rounding=rounding)
    sent = world.order(lines=CENT_LINES, prices_include_tax=False)
    order = client.post("/orders", sent).data
    assert [line["tax"] for line in order["lines"]] == ["0.01", "0.01", "0.01"]
    assert (order["tax"], order["total"]) == (tax, total)


def test_an_exempt_customer_pays_no_tax_on_goods_nor_on_shipping(world: World, client: Client) -> None:
    patch(client, world.customer, {"tax_status": "exempt"})
    sent = world.order(prices_include_tax=False, shipping={"amount": "10.00"})
    order = client.post("/orders", sent).data
    assert (order["tax"], order["total"]) == ("0.00", "49.98")


def test_a_total_is_rounded_to_the_coins_of_its_currency() -> None:
    world, client = installation(coins_cents={"CHF": 5})
    for currency, total, rounding in (("CHF", "40.00", 2), ("EUR", "39.98", 0)):
        order = client.post("/orders", world.order(currency=currency, external_reference=currency)).data
        assert order["total"] == total
        assert order["rounding"] == f"0.0{rounding}"
    world.now_ms += world.config.lead_ms
    world.erp.shipping.wave()
    world.erp.invoicing.run()
    assert world.erp.journal.balances["rounding"] == -2


def test_exposure_is_in_the_home_currency() -> None:
    world, client = installation(rates_micro={"CHF": 1_100_000})
    client.post("/orders", world.order(currency="CHF", payment=None))
    assert world.erp.customers.get(world.customer).exposure_cents == 4398


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**9))
def test_conversion_is_right_to_half_a_cent_and_the_same_both_ways_of_zero(cents: int, rate: int) -> None:
    assert abs(1_000_000 * to_home(cents, rate) - cents * rate) * 2 <= 1_000_000
    assert to_home(-cents, rate) == -to_home(cents, rate)


@given(
    st.lists(st.integers(0, 10**7), min_size=1, max_size=30),
    st.sampled_from([0, 700, 1900, 2550]),
    st.booleans(),
)
def test_rounding_by_line_is_at_most_half_a_cent_a_line_off_rounding_by_document(
    amounts: list[int], rate_bp: int, included: bool
) -> None:
    by_line = sum(tax_of(amount, rate_bp, included) for amount in amounts)
    assert abs(by_line - tax_of(sum(amounts), rate_bp, included)) * 2 <= len(amounts) + 1


def test_a_rate_is_of_another_currency_that_is_set_up() -> None:
    for name in ("EUR", "XXX"):
        with pytest.raises(ValueError, match="a rate is for one of CHF"):
            Currencies(("EUR", "CHF"), {name: 1})
    with pytest.raises(ValueError, match="at least"):
        Currencies(("EUR", "CHF"), {"CHF": 0})
