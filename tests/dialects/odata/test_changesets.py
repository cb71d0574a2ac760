"""Changesets over several orders: all in the books, or none and no trace of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from fake_erp import Erp, configured_rules
from fake_erp.messages import Reply, Request
from tests.erp.world import World

from ..business_central.calls import Caller
from ..business_central.calls import order_body as bc_order
from ..business_one import helping as b1
from ..dynamics_fo.test_orders import header as fo_order
from ..dynamics_fo.test_orders import logged_in as fo_log_in
from ..s4hana import speaking as s4
from ..transport import Answer, Transport

Body = dict[str, Any]


def multipart(path: str, bodies: list[Body]) -> str:
    """A batch with one changeset of creates."""
    parts = [
        f"--c\nContent-Type: application/http\nContent-ID: {at}\n\nPOST {path} HTTP/1.1\n"
        f"Content-Type: application/json\nAccept: application/json\n\n{json.dumps(body)}\n"
        for at, body in enumerate(bodies, 1)
    ]
    return f"--b\nContent-Type: multipart/mixed; boundary=c\n\n{''.join(parts)}--c--\n--b--\n"


def group(url: str, bodies: list[Body]) -> Body:
    """The same as JSON."""
    return {
        "requests": [
            {"id": str(at), "method": "POST", "url": url, "body": body, "atomicityGroup": "g"}
            for at, body in enumerate(bodies, 1)
        ]
    }


@dataclass(frozen=True, slots=True)
class Speaker:
    """How a product takes a changeset of orders: its login, an order by reference, and the changeset."""

    log_in: Callable[[Transport], Any]
    order: Callable[[World, str], Body]
    send: Callable[[Transport, list[Body]], Answer]


MIXED = {"Content-Type": "multipart/mixed; boundary=b"}
SPEAKERS = {
    "s4hana": Speaker(
        s4.log_in,
        lambda world, reference: s4.order_body(PurchaseOrderByCustomer=reference),
        lambda talk, bodies: talk.send(
            "POST", f"{s4.ROOT}/{s4.ORDERS}/$batch", multipart("A_SalesOrder", bodies), MIXED
        ),
    ),
    "business_one": Speaker(
        b1.log_in,
        lambda world, reference: b1.order_body(world, NumAtCard=reference),
        lambda talk, bodies: talk.send("POST", f"{b1.V2}/$batch", multipart("Orders", bodies), MIXED),
    ),
    "dynamics_fo": Speaker(
        fo_log_in,
        lambda world, reference: {**fo_order(world), "CustomersOrderReference": reference},
        lambda talk, bodies: talk.send("POST", "/data/$batch", group("SalesOrderHeadersV2", bodies)),
    ),
    "business_central": Speaker(
        Caller,
        lambda world, reference: bc_order(externalDocumentNumber=reference),
        lambda talk, bodies: talk.send(
            "POST",
            f"{Caller(talk).root}/$batch",
            group(f"companies({Caller(talk).login['company_id']})/salesOrders", bodies),
        ),
    ),
}
WRONG = {"no such field": "x"}


def statuses(answer: Answer) -> list[int]:
    """The statuses within a batch."""
    if answer.data is None:
        return [int(each) for each in re.findall(r"HTTP/1\.1 (\d+)", answer.text)]
    return [each["status"] for each in answer.data["responses"]]


@pytest.fixture(params=SPEAKERS)
def world(request: pytest.FixtureRequest) -> World:
    return World(dialect=request.param)


@pytest.fixture
def speaker(world: World) -> Speaker:
    return SPEAKERS[world.erp.dialect.name]


@pytest.mark.parametrize("at", [0, 1, 2])
def test_one_refusal_keeps_all_orders_out(world: World, speaker: Speaker, talk: Transport, at: int) -> None:
    speaker.log_in(talk)
    bodies = [speaker.order(world, f"M-{number}") for number in range(2)]
    facts = len(world.facts)
    found = statuses(speaker.send(talk, [*bodies[:at], WRONG, *bodies[at:]]))
    assert 400 in found
    assert set(found) <= {400, 424}
    assert not world.erp.orders.by_number
    assert {kind for kind, *_ in world.facts[facts:]} <= {"erp.order.refused"}
    assert len(world.of_kind("erp.order.refused")) == 1
    speaker.send(talk, bodies)
    assert list(world.erp.orders.by_number) == ["SO100001", "SO100002"]  # no number was used


def test_orders_that_are_all_right_are_all_booked(world: World, speaker: Speaker, talk: Transport) -> None:
    speaker.log_in(talk)
    answer = speaker.send(talk, [speaker.order(world, f"M-{number}") for number in range(3)])
    assert statuses(answer) == [201] * 3
    kept = [order.external_reference for order in world.erp.orders.by_number.values()]
    assert kept == ["M-0", "M-1", "M-2"]
    assert len(world.of_kind("erp.order.created")) == 3


def test_a_call_sees_what_the_calls_before_it_in_its_changeset_did(speaker: Speaker, world: World) -> None:
    world.erp.set_rules(configured_rules(duplicate_reference="refuse"))
    talk = Transport(world.erp)
    speaker.log_in(talk)
    speaker.send(talk, [speaker.order(world, "M-1"), speaker.order(world, "M-1")])
    assert not world.erp.orders.by_number


def test_the_record_of_a_run_keeps_that_nothing_was_done(speaker: Speaker, world: World) -> None:
    talk = Recording(world.erp)
    speaker.log_in(talk)
    speaker.send(talk, [speaker.order(world, "M-1"), WRONG])
    refused = talk.replies[-1]
    assert (refused.concealed, refused.meaning >= 400, bool(refused.reason)) == ("refused", True, True)
    speaker.send(talk, [speaker.order(world, "M-1"), speaker.order(world, "M-2")])
    done = talk.replies[-1]
    assert (done.concealed, done.meaning) == ("", 0)


class Recording(Transport):
    """Keeps the replies as the surface gave them."""

    def __init__(self, erp: Erp) -> None:
        super().__init__(erp)
        self.replies: list[Reply] = []
        handle = self.surface.handle

        def recorded(request: Request) -> Reply:
            self.replies.append(handle(request))
            return self.replies[-1]

        self.surface.handle = recorded  # type: ignore[method-assign]
