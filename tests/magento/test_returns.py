"""Returns (RMA) over REST, as Adobe Commerce shows them."""

from __future__ import annotations

from typing import Any

import pytest

from fake_magento import Order, ShopError
from fake_magento.returns.handling import Wanted
from fake_magento.returns.rma import DAMAGED, EXCHANGE, REFUND, Rma

from .world import Send, World

V1 = "/rest/V1"


def shipped(world: World, units: int = 3) -> Order:
    order = world.order(("SKU-1", units), method="card")
    world.shop.capture(order)
    world.shop.ship(order)
    return order


def row(order: Order, units: int, condition: str = "Opened", resolution: str = REFUND) -> Wanted:
    return Wanted(order.lines[0].item_id, units, "Wrong Size", condition, resolution)


def received(world: World, order: Order, *rows: Wanted) -> Rma:
    rma = world.shop.returns.request(order, rows)
    world.shop.returns.authorize(rma)
    world.shop.returns.receive(rma)
    return rma


def read(send: Send, path: str, query: str = "") -> Any:
    return send("GET", f"{V1}/{path}", query=query).data


def test_an_order_row_may_be_in_two_rows_of_a_return(world: World, send: Send) -> None:
    order = shipped(world)
    rma = received(world, order, row(order, 1, DAMAGED), row(order, 1))
    world.shop.returns.close(rma)
    data = read(send, "returns/1")
    items = data["items"]
    assert [item["order_item_id"] for item in items] == [order.lines[0].item_id] * 2
    assert len({item["entity_id"] for item in items}) == 2
    assert {item["status"] for item in items} == {"approved"}
    options = {
        each["value"]: each["label"] for each in read(send, "returnsAttributeMetadata/condition")["options"]
    }
    assert [options[item["condition"]] for item in items] == [DAMAGED, "Opened"]


def test_quantities_are_null_until_they_are_known(world: World, send: Send) -> None:
    order = shipped(world)
    rma = world.shop.returns.request(order, [row(order, 2)])
    names = ("qty_requested", "qty_authorized", "qty_returned", "qty_approved")
    seen = []
    for step in (None, world.shop.returns.authorize, world.shop.returns.receive, world.shop.returns.close):
        if step is not None:
            step(rma)
        [item] = read(send, "returns/1")["items"]
        seen.append([item[name] for name in names])
    assert seen == [[2, None, None, None], [2, 2, None, None], [2, 2, 2, None], [2, 2, 2, 2]]


def test_the_end_of_a_return_pays_back_and_moves_no_goods(world: World, send: Send) -> None:
    order = shipped(world)
    stock = world.shop.salable("SKU-1")
    rma = received(world, order, row(order, 2), row(order, 1, DAMAGED))
    memo = world.shop.returns.close(rma, {rma.items[0].entity_id: 1})
    assert memo is not None
    assert read(send, "creditmemo/1")["items"][0]["qty"] == 2
    assert world.shop.salable("SKU-1") == stock
    assert [item["qty_approved"] for item in read(send, "returns/1")["items"]] == [1, 1]


def test_an_exchange_pays_nothing_back(world: World) -> None:
    order = shipped(world)
    assert world.shop.returns.close(received(world, order, row(order, 1, resolution=EXCHANGE))) is None
    assert order.refunded_cents == 0


def test_a_rejected_row_is_not_paid_back(world: World, send: Send) -> None:
    order = shipped(world)
    rma = received(world, order, row(order, 1))
    assert world.shop.returns.close(rma, {rma.items[0].entity_id: 1}) is None
    assert read(send, "returns/1")["items"][0]["status"] == "rejected"


def test_no_more_comes_back_than_was_shipped(world: World) -> None:
    order = shipped(world)
    world.shop.returns.request(order, [row(order, 2)])
    with pytest.raises(ShopError, match="greater than you can return"):
        world.shop.returns.request(order, [row(order, 1), row(order, 1)])


def test_returns_are_found_by_status_and_date_of_request(world: World, send: Send) -> None:
    order = shipped(world)
    world.shop.returns.request(order, [row(order, 1)])
    rma = received(world, order, row(order, 1))
    world.shop.returns.close(rma)

    def numbers(field: str, value: str, condition: str) -> list[str]:
        group = "searchCriteria[filter_groups][0][filters][0]"
        query = f"{group}[field]={field}&{group}[value]={value}&{group}[condition_type]={condition}"
        return [each["increment_id"] for each in read(send, "returns", query)["items"]]

    assert numbers("status", "processed_closed", "eq") == [rma.increment_id]
    assert len(numbers("date_requested", "2026-01-01", "gteq")) == 2
    assert numbers("date_requested", "2026-01-01", "lt") == []


@pytest.mark.parametrize("path", ["returns/7", "returnsAttributeMetadata/colour"])
def test_what_is_not_there_is_not_found(send: Send, path: str) -> None:
    assert send("GET", f"{V1}/{path}").status == 404
