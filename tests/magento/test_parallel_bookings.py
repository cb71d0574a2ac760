"""Bookings of one order that overlap: in shops before 2.4.5 they do not see one another."""

from __future__ import annotations

from typing import Any

import pytest

from fake_magento.rest.framework.http import Request

from .world import TOKEN, World

V1 = "/rest/V1"
OLD, NEW = "2.4.3", "2.4.6"


def side_by_side(world: World, *bookings: str) -> list[Any]:
    """The replies to bookings of order 1 that begin together and end one after the other."""
    surface, sent = world.surface, []
    for booking in bookings:
        request = Request(
            "POST", f"{V1}/order/1/{booking}", headers={"authorization": f"Bearer {TOKEN}"}, data={}
        )
        match = surface.recognise(request)
        assert surface.admit(request, match) is None
        surface.begin(request, match, 50)
        sent.append((match, request))
    return [surface.call(match, request) for match, request in sent]


@pytest.mark.parametrize(("version", "documents"), [(OLD, 2), (NEW, 1)])
@pytest.mark.parametrize("booking", ["ship", "invoice"])
def test_the_same_document_is_booked_twice_without_a_lock(version: str, documents: int, booking: str) -> None:
    world = World(version=version)
    order = world.paid(("SKU-4", 10)) if booking == "ship" else world.order(("SKU-4", 10))
    replies = side_by_side(world, booking, booking)
    assert len(order.shipments if booking == "ship" else order.invoices) == documents
    assert [reply.status for reply in replies] == [200, 200 if documents == 2 else 400]
    (row,) = order.lines
    assert (row.shipped if booking == "ship" else row.invoiced) == 10
    assert bool(world.shop.surprised) == (documents == 2)


@pytest.mark.parametrize(("version", "state"), [(OLD, "processing"), (NEW, "complete")])
def test_invoice_and_shipment_leave_the_order_in_process_without_a_lock(version: str, state: str) -> None:
    world = World(version=version)
    order = world.order(("SKU-4", 10))
    assert [reply.status for reply in side_by_side(world, "invoice", "ship")] == [200, 200]
    (row,) = order.lines
    assert (row.invoiced, row.shipped, order.state) == (10, 10, state)
    assert order.invoiced_total is not None
    assert order.entity_id in {each.entity_id for each in world.shop.orders}


def test_bookings_one_after_the_other_see_one_another() -> None:
    world = World(version=OLD)
    order = world.paid(("SKU-4", 10))
    assert [side_by_side(world, "ship")[0].status for _ in range(2)] == [200, 400]
    assert len(order.shipments) == 1
    assert not world.shop.surprised
