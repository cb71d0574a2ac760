"""The status letters of orders."""

from __future__ import annotations

from fake_erp import ErpConfig
from fake_erp.settings import Amount
from tests.dialects.facts import fact
from tests.dialects.netsuite.calls import created, order_of, signed_in
from tests.dialects.transport import Transport
from tests.erp.world import World

DIALECT = "netsuite"
STATUS = "body:orderStatus.id"


def status(talk: Transport, path: str) -> tuple[str, str]:
    found = talk.send("GET", path).data["orderStatus"]
    return found["id"], found["refName"]


def later(talk: Transport, world: World) -> None:
    world.now_ms += 3_600_000
    world.erp.shipping.wave()
    signed_in(talk)


@fact("netsuite-4.5-01", part=STATUS)
@fact("netsuite-4.5-04", part=STATUS)
@fact("netsuite-4.5-05", part=STATUS)
def test_an_order_is_fulfilled_and_billed(talk: Transport, world: World) -> None:
    path = created(signed_in(talk))
    assert status(talk, path) == ("B", "Pending Fulfillment")
    later(talk, world)
    assert status(talk, path) == ("F", "Pending Billing")
    world.erp.invoicing.run()
    assert status(talk, path) == ("G", "Billed")


@fact("netsuite-4.5-02", "netsuite-4.5-03", part=STATUS)
@fact("netsuite-4.5-10", part=STATUS)
def test_an_order_waits_for_approval_where_the_company_wants_it(talk: Transport, world: World) -> None:
    world.erp.change_rule("order_approval", mode="ask", above=Amount(1000, "EUR"))
    path = created(signed_in(talk))
    assert status(talk, path) == ("A", "Pending Approval")
    assert talk.send("PATCH", path, {"orderStatus": {"id": "B"}}).status == 204
    assert status(talk, path) == ("B", "Pending Fulfillment")


def test_an_order_may_be_sent_as_pending_approval(talk: Transport) -> None:
    path = created(signed_in(talk), orderStatus={"id": "A"})
    assert status(talk, path)[0] == "A"
    assert talk.erp.orders.get("SO100001").status == "draft"
    assert talk.send("PATCH", path, {"orderStatus": {"id": "B"}}).status == 204
    assert talk.erp.orders.get("SO100001").status == "released"


@fact("netsuite-4.5-06", part=STATUS)
def test_an_order_is_closed_line_by_line(talk: Transport) -> None:
    path = created(signed_in(talk))
    closed = {"item": {"items": [{"line": 1, "isClosed": True}]}}
    assert talk.send("PATCH", path, closed).status == 204
    assert status(talk, path) == ("H", "Closed")
    assert talk.erp.orders.get("SO100001").status == "cancelled"


@fact("netsuite-4.5-07", part=STATUS)
def test_an_order_is_cancelled_before_it_is_approved(talk: Transport) -> None:
    path = created(signed_in(talk), orderStatus={"id": "A"})
    assert talk.send("PATCH", path, {"orderStatus": {"id": "C"}}).status == 204
    assert status(talk, path) == ("C", "Cancelled")


@fact("netsuite-4.5-08", part=STATUS)
def test_an_order_shipped_in_part(talk: Transport) -> None:
    world = World(ErpConfig(partial_deliveries=True), dialect="netsuite")
    parts = Transport(world.erp)
    parts.alter = talk.alter
    lines = [{"item": {"id": "1"}, "quantity": 1, "rate": 1}, {"item": {"id": "3"}, "quantity": 1, "rate": 1}]
    path = created(signed_in(parts), item={"items": lines})
    later(parts, world)
    assert status(parts, path) == ("D", "Partially Fulfilled")
    assert order_of(parts)
