"""The contract of every dialect that the reference speaks, in process and over HTTP, beside the native one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from fake_erp import ErpConfig, configured_rules
from fake_erp.settings import Amount
from golive.candidates.reference.erp import PORTS

from .asking import WAYS, Way
from .company import FakeCompany
from .documents import order, orders

EVERY = [(name, way) for name in PORTS for way in WAYS]
IDS = [f"{name}-{way}" for name, way in EVERY]


@pytest.fixture(params=EVERY, ids=IDS)
def company(request: pytest.FixtureRequest) -> FakeCompany:
    """A company whose ERP is asked in one dialect."""
    dialect, way = request.param
    return FakeCompany(dialect, way=way)


# -- orders --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PORTS)
@given(body=orders())
@settings(max_examples=15)
def test_an_order_is_the_same_in_the_books_whatever_the_dialect(name: str, body: dict[str, Any]) -> None:
    facts = []
    for spoken in (name, "native"):
        company = FakeCompany(spoken)
        made = company.port.create_order({**body, "customer": company.customer})
        assert made.ok, made
        facts.append(company.created())
    assert facts[0] == facts[1]


def test_an_order_reads_the_same_through_both(company: FakeCompany) -> None:
    spoken, native = company.port, company.native
    made = spoken.create_order(order(company.customer))
    assert made.ok, made
    number = made.data["number"]
    own, other = spoken.order(number).data, native.order(number).data
    for name in ("number", "external_reference", "status", "bill_to", "ship_to", "custom", "shipping_method"):
        assert own[name] == other[name], name
    assert float(own["total"]) == float(other["total"])
    assert own["payment"]["method"] == other["payment"]["method"]
    assert [(line["item"], line["quantity"], float(line["unit_price"])) for line in own["lines"]] == [
        (line["item"], line["quantity"], float(line["unit_price"])) for line in other["lines"]
    ]
    (found,) = spoken.orders_of("R1").data["rows"]
    assert (found["number"], found["status"]) == (number, "released")
    assert spoken.orders_of("R2").data["rows"] == []
    assert spoken.order("SO999999").status == 404


def test_a_change_and_a_cancellation_reach_the_books(company: FakeCompany) -> None:
    spoken, native = company.port, company.native
    two = [{"item": sku, "quantity": 2, "unit_price": "5.00", "discount": "0.00"} for sku in "AB"]
    number = spoken.create_order(order(company.customer, lines=two)).data["number"]
    changed = spoken.change_order(number, {"lines": [{"line": 1, "quantity": 1}, {"line": 2, "quantity": 0}]})
    assert changed.ok, changed
    kept = {line["line"]: line["quantity"] - line["cancelled"] for line in changed.data["lines"]}
    assert {at: units for at, units in kept.items() if units} == {1: 1}
    assert native.order(number).data["total"] == f"{float(changed.data['total']):.2f}"
    gone = spoken.cancel_order(number)
    assert gone.ok, gone
    assert native.order(number).data["status"] == "cancelled"
    assert [row["status"] for row in spoken.all_rows("changed_orders") if row["number"] == number][-1:] in (
        [],
        ["cancelled"],
    )


def test_every_change_of_orders_is_listed(company: FakeCompany) -> None:
    spoken = company.port
    numbers = [
        spoken.create_order(order(company.customer, external_reference=f"R{at}")).data["number"]
        for at in range(5)
    ]
    rows = spoken.all_rows("changed_orders")
    assert {(row["number"], row["external_reference"]) for row in rows} >= {
        (number, f"R{at}") for at, number in enumerate(numbers)
    }


# -- goods, invoices, credit notes ---------------------------------------------------------------------------


def test_what_the_warehouse_does_is_listed(company: FakeCompany) -> None:
    spoken, native = company.port, company.native
    number = spoken.create_order(order(company.customer)).data["number"]
    assert company.ship() == 1
    (parcel,), (known,) = spoken.all_rows("deliveries"), native.all_rows("deliveries")
    for name in ("number", "external_reference", "warehouse", "tracking"):
        assert parcel[name] == known[name], name
    assert [(line["item"], line["quantity"]) for line in parcel["lines"]] == [("A", 2)]
    stock = {(row["item"], row["warehouse"]): row for row in spoken.all_rows("stock")}
    for row in native.all_rows("stock"):
        own = stock[row["item"], row["warehouse"]]
        for name in ("on_hand", "safety_stock", "available"):
            assert own[name] == row[name], (row["item"], name)
    (one,) = spoken.stock_of("A").data["rows"]
    assert one["on_hand"] == 98
    assert spoken.stock_of("NOPE").status == 404
    assert company.post_invoices() == 1
    note = {"order": number, "amount": "10.00", "reference": "CM-1", "reason": "damaged"}
    made = spoken.create_credit_note(note)
    assert made.ok, made
    (listed,) = spoken.credit_notes_of(number).data["rows"]
    assert (listed["reference"], float(listed["total"])) == ("CM-1", 10.0)
    assert [float(row["total"]) for row in native.credit_notes_of(number).data["rows"]] == [10.0]


def test_items_and_prices_are_listed(company: FakeCompany) -> None:
    spoken, native = company.port, company.native
    company.set_price("B", 2_500)
    assert {row["sku"]: float(row["price"]) for row in spoken.all_rows("items")} == {
        row["sku"]: float(row["price"]) for row in native.all_rows("items")
    }
    assert float(spoken.price_of("B").data["price"]) == 25.0


# -- customers -----------------------------------------------------------------------------------------------


def test_a_customer_is_created_once_and_changed(company: FakeCompany) -> None:
    spoken = company.port
    body = {
        "external_reference": "M2-7",
        "name": "Bob Jones",
        "email": "bob@example.com",
        "phone": "+1 555 0100",
        "address": {"street": "Main St 1", "city": "Leeds", "postcode": "LS1", "country": "GB"},
    }
    made = spoken.create_customer(body)
    assert made.ok, made
    number = made.data["number"]
    kept = company.world.erp.customers.get(number)
    assert (kept.external_reference, kept.name, kept.email, kept.phone) == (
        "M2-7",
        "Bob Jones",
        "bob@example.com",
        "+1 555 0100",
    )
    assert {name: kept.address[name] for name in body["address"]} == body["address"]
    again = spoken.create_customer(body)
    assert (again.status, again.data["error"]["code"]) == (409, "duplicate_reference")
    assert again.data["error"]["details"]["number"] == number
    changed = spoken.change_customer(number, {"phone": "+1 555 0199"})
    assert changed.ok, changed
    assert kept.phone == "+1 555 0199"


# -- refusals ------------------------------------------------------------------------------------------------


def nothing(company: FakeCompany) -> None:
    """The order itself is wrong."""


ON_ACCOUNT = {"payment": {"method": "purchaseorder", "prepaid": False, "amount": "44.88"}}
NOT_AN_ITEM = {"lines": [{"item": "NOPE", "quantity": 1, "unit_price": "1.00", "discount": "0.00"}]}

REFUSALS: dict[str, tuple[Any, Any, dict[str, Any]]] = {
    "unknown item": ({}, nothing, NOT_AN_ITEM),
    "unknown customer": ({}, nothing, {"customer": "C999999"}),
    "unknown currency": ({}, nothing, {"currency": "XTS"}),
    "blocked item": ({}, lambda company: company.block_item("A"), {}),
    "blocked customer": ({"blocked_customer": {"mode": "refuse"}}, FakeCompany.block_customer, {}),
    "credit limit": (
        {"credit_limit": {"mode": "refuse", "credit": Amount(100, "EUR")}},
        FakeCompany.limit_credit,
        ON_ACCOUNT,
    ),
    "minimum order": ({"minimum_order": {"mode": "refuse", "value": Amount(50_000, "EUR")}}, nothing, {}),
}
"""Settings of rules, what is done before, and what the order says."""


@pytest.mark.parametrize("why", REFUSALS)
@pytest.mark.parametrize(("name", "way"), EVERY, ids=IDS)
def test_refusals_keep_their_meaning_and_leave_no_trace(name: str, way: Way, why: str) -> None:
    rules, prepare, changes = REFUSALS[why]
    seen = []
    for spoken in (name, "native"):
        config = ErpConfig(rules=configured_rules(**rules))
        company = FakeCompany(spoken, config, way=way)
        prepare(company)
        before = company.books()
        reply = company.port.create_order(order(company.customer, **changes))
        assert not reply.ok, reply
        assert reply.data["error"]["message"]
        assert company.books() == before
        seen.append(company.refused())
    assert seen[0] == seen[1]
    assert len(seen[0]) == 1


def test_a_second_order_of_the_same_reference(company: FakeCompany) -> None:
    """Where it is refused, the reply names the order that there is."""
    spoken = company.port
    number = spoken.create_order(order(company.customer)).data["number"]
    again = spoken.create_order(order(company.customer))
    assert again.ok or (again.status, again.data["error"]["details"]["number"]) == (409, number)
