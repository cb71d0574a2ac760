"""Two customers made one: orders, references, addresses and what is owed go over, and one number is gone."""

from __future__ import annotations

import pytest

from fake_erp.errors import NotFound
from fake_erp.sales.customer_merging import merge

from .books import BILL_LATER, exposure_of_documents
from .world import ADDRESS, World, in_process


def _two() -> tuple[World, str, str]:
    world = World()
    bo = world.erp.customers.add("Bo", "bo@example.com", {"country": "DE"}, reference="M-2").number
    client = in_process(world.erp).login()
    for reference, customer in (("R1", world.customer), ("R2", bo)):
        body = world.order(external_reference=reference, customer=customer, **BILL_LATER)
        assert client.post("/orders", body).status == 201
    return world, world.customer, bo


def _merge(world: World, gone: str, into: str) -> None:
    customers = world.erp.customers
    merge(customers, world.erp.orders.by_number.values(), customers.get(gone), customers.get(into), "clerk")


def test_all_of_it_is_the_other_ones() -> None:
    world, ann, bo = _two()
    _merge(world, bo, ann)
    kept = world.erp.customers.get(ann)
    orders = list(world.erp.orders.by_number.values())
    assert [order.customer for order in orders] == [kept, kept]
    assert kept.exposure_cents == exposure_of_documents(kept, orders) > 0
    assert world.erp.customers.with_email("bo@example.com") == [kept]
    assert world.erp.customers.all == [kept]
    assert world.of_kind("erp.customer.merged")[0][2]["into"] == ann
    with pytest.raises(NotFound):
        world.erp.customers.get(bo)


def test_its_number_is_unknown_and_its_reference_names_the_one_that_is_left() -> None:
    world, ann, bo = _two()
    _merge(world, bo, ann)
    client = in_process(world.erp).login()
    refused = client.post("/orders", world.order(external_reference="R3", customer=bo))
    assert refused.data["error"]["code"] == "unknown_customer"
    body = {"name": "Bo", "email": "bo@example.com", "address": ADDRESS, "external_reference": "M-2"}
    again = client.post("/customers", body)
    assert again.status == 409, again.data
    assert again.data["error"]["details"]["number"] == ann
