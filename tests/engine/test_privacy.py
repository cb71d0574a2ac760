"""Erasures in the shop, the look at the ERP behind them, and the search of the log."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from fake_erp.builder import new_erp
from fake_erp.erp import Erp
from fake_magento.customers.erasure import can_be_erased, erase
from fake_magento.model.address import Address
from fake_magento.model.cart import Cart
from fake_magento.model.customer import PersonalData
from fake_magento.rest.orders.order_json import order_json
from fake_magento.shop import Shop
from golive import scenario
from golive.candidates.coroutine import InProcess
from golive.candidates.kit import Kit
from golive.privacy.erasures import left_of
from golive.privacy.log import search
from golive.runner import Plan, carry_out
from golive.workloads.customers.personal import personal_data

HOME = Address("Anna", "Renard", ("Long Street 5", "3rd floor"), "Berlin", "10115", "DE", "+49 30 1234567")
DATA = PersonalData("1984-05-17", "tok_4f3a9b", "double opt-in #77aa")


@pytest.fixture
def shop() -> Shop:
    made = Shop(lambda: 0, Random(1), lambda kind, keys, data: None)
    made.catalog.add("A", "Lamp", 1000, 19)
    made.stock.open("A", "default", 10)
    return made


def bought(shop: Shop) -> Any:
    customer = shop.customers.add("anna@example.com", "Anna", "Renard", HOME)
    cart = Cart(
        "default",
        customer.email,
        "Anna",
        "Renard",
        customer.customer_id,
        [("A", 1)],
        ship_to=HOME,
        personal=DATA,
    )
    return customer, shop.checkout(cart)


def test_an_order_shows_personal_data_where_magento_does(shop: Shop) -> None:
    _, order = bought(shop)
    data = order_json(order)
    assert data["customer_dob"] == "1984-05-17 00:00:00"
    assert data["payment"]["extension_attributes"]["vault_payment_token"]["gateway_token"] == "tok_4f3a9b"
    assert data["extension_attributes"]["marketing_consent"] == "double opt-in #77aa"


def test_an_erased_account_and_its_orders_name_no_one(shop: Shop) -> None:
    customer, order = bought(shop)
    assert not can_be_erased(shop, customer), "its order is open"
    shop.cancel(order)
    assert can_be_erased(shop, customer)
    erased = erase(shop, customer)
    assert (erased.email, erased.name) == ("anna@example.com", "Anna Renard")
    shown = str([order_json(order), customer])
    for text in ("Renard", "anna@", "Long Street", "1234567", *DATA):
        assert text not in shown
    assert shop.customers.by_email("anna@example.com") is None


@pytest.fixture
def erp() -> Erp:
    return new_erp(lambda: 0, Random(1), lambda kind, keys, data: None)


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ({}, ["email", "name", "phone", "street"]),
        ({"email": "x@erased.invalid"}, ["name", "phone", "street"]),
        ({"name": "-", "phone": ""}, ["email", "street"]),
        ({"email": "x@erased.invalid", "name": "-", "phone": "-", "address": {"street": "-"}}, []),
    ],
)
def test_what_is_left_in_the_erp(shop: Shop, erp: Erp, change: dict[str, Any], left: list[str]) -> None:
    customer, order = bought(shop)
    shop.cancel(order)
    copy = erp.customers.add(
        "ANNA RENARD", "Anna@example.com", {"street": "Long Street 5, 3rd floor"}, "0049 30 1234567"
    )
    copy.phone = "+49 30 1234567"
    erp.customers.update(copy, change)
    assert left_of(erase(shop, customer), copy) == left


def test_the_log_is_searched_by_line() -> None:
    found: list[dict[str, Any]] = []
    lines = ["starting", "sent anna@example.com", "", "again anna@example.com"]
    search(
        lines,
        {"e-mail address": {"anna@example.com", "DE"}, "secret": {"s3cret-s3cret"}},
        lambda *a: found.append(a[2]),
    )
    assert found == [{"kind": "e-mail address", "line": 2, "lines": 2}]


async def logs_its_password(kit: Kit) -> None:
    await kit.shop.get("/rest/V1/orders")
    kit.log(f"password {kit.credentials.shop_password}")


def played(*sets: str) -> set[str]:
    plan = Plan(
        scenario.load("calm", ["clock.duration=5m", "clock.settle=5m", *sets]),
        InProcess("logs", logs_its_password),
        "calm",
        "logs",
        1,
    )
    return {each.kind for each in carry_out(plan, None).scorecard.findings}


def test_a_secret_in_the_log_is_found_where_it_is_asked_for() -> None:
    assert "private_in_log" in played("judge.privacy.log=clean")
    assert "private_in_log" not in played()


def test_no_two_orders_have_the_same_token() -> None:
    made = [personal_data(1, 1.0, visit) for visit in range(200)]
    assert len({each.payment_token for each in made if each is not None}) == 200
    assert personal_data(1, 0.0, 1) is None
