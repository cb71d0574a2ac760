"""Undocumented behaviour of an installation, as clients of SAP Business One see it."""

from __future__ import annotations

import pytest

from fake_erp import ErpConfig
from fake_erp.quirks import configured_quirks
from tests.dialects.transport import Transport
from tests.erp.world import World

from .helping import V2, get, log_in, order_body, place


def installation(**quirks: object) -> tuple[World, Transport]:
    world = World(ErpConfig(quirks=configured_quirks(**quirks)), dialect="business_one")
    talk = Transport(world.erp)
    log_in(talk)
    return world, talk


def test_reads_that_lag_behind() -> None:
    world, talk = installation(stale_reads={"share": 1.0, "lag_ms": 60_000})
    entry = place(talk, world).data["DocEntry"]
    assert get(talk, f"Orders({entry})").status == 404
    assert get(talk, "Orders").data["value"] == []
    assert get(talk, "Orders/$count").text == "0"
    world.now_ms += 61_000
    assert get(talk, "Orders/$count").text == "1"
    assert len(get(talk, "Orders").data["value"]) == 1


@pytest.mark.parametrize("name", ["ignore_update"])
def test_a_cancellation_that_is_ignored(name: str) -> None:
    world, talk = installation(**{name: {"share": 1.0}})
    entry = place(talk, world).data["DocEntry"]
    assert talk.send("POST", f"{V2}/Orders({entry})/Cancel").status == 204
    assert get(talk, f"Orders({entry})").data["Cancelled"] == "tNO"


def test_a_refusal_in_a_success_and_a_reply_without_a_number() -> None:
    world, talk = installation(error_in_ok={"share": 1.0})
    answer = talk.send("POST", f"{V2}/Orders", order_body(world, CardCode="x"))
    assert (answer.status, answer.data["error"]["code"]) == (200, "-5002")
    world, talk = installation(no_number={"share": 1.0})
    answer = place(talk, world)
    assert (answer.status, answer.text) == (204, "")
    assert len(world.erp.orders.by_number) == 1


def test_an_order_that_is_dropped() -> None:
    world, talk = installation(drop_order={"share": 1.0})
    answer = place(talk, world)
    assert answer.status == 201
    assert get(talk, f"Orders({answer.data['DocEntry']})").status == 404
