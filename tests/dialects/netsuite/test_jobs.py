"""Asynchronous requests."""

from __future__ import annotations

from tests.dialects.facts import fact
from tests.dialects.netsuite.calls import RECORD, detail, order_of, path_of, signed_in
from tests.dialects.transport import Answer, Transport
from tests.erp.world import World

DIALECT = "netsuite"
ORDERS = f"{RECORD}/salesOrder"
KEY = "X-NetSuite-Idempotency-Key"


def deferred(talk: Transport, key: str = "", **changes: object) -> Answer:
    headers = {"Prefer": "respond-async"} | ({KEY: key} if key else {})
    return talk.send("POST", ORDERS, order_of(talk, **changes), headers)


@fact("netsuite-4.3-04", part="status")
@fact("netsuite-4.3-04", part="header:location")
@fact("netsuite-4.3-05", part="header:preference-applied")
def test_an_asynchronous_request_has_a_job(talk: Transport) -> None:
    answer = deferred(signed_in(talk))
    assert answer.status == 202
    assert answer.headers["preference-applied"] == "respond-async"
    assert path_of(answer) == "/services/rest/async/v1/job/1"


@fact("netsuite-4.3-06", part="body:progress")
@fact("netsuite-4.3-06", part="body:completed")
def test_a_job_holds_the_reply(talk: Transport, world: World) -> None:
    job = path_of(deferred(signed_in(talk)))
    pending = talk.send("GET", job).data
    assert (pending["completed"], pending["progress"]) == (False, "pending")
    assert talk.send("GET", f"{job}/task/1/result").status == 404
    world.now_ms += 2000
    done = talk.send("GET", job).data
    assert (done["completed"], done["progress"]) == (True, "succeeded")
    assert talk.send("GET", f"{job}/task").data["items"][0]["id"] == "1"
    result = talk.send("GET", f"{job}/task/1/result")
    assert (result.status, path_of(result)) == (204, f"{ORDERS}/1000011")


def test_a_job_fails_later(talk: Transport, world: World) -> None:
    job = path_of(deferred(signed_in(talk), entity={"id": "999"}))
    world.now_ms += 2000
    assert talk.send("GET", job).data["progress"] == "failed"
    result = talk.send("GET", f"{job}/task/1/result")
    assert (result.status, detail(result)["o:errorPath"]) == (400, "entity")
    assert not talk.erp.orders.by_number
    assert world.of_kind("erp.order.refused")


@fact("netsuite-4.3-07", part="body:o:errorDetails[0].o:errorCode")
@fact("netsuite-4.3-08", part="body:title")
@fact("netsuite-4.3-09", part="header:location")
def test_a_repeated_key_is_refused(talk: Transport) -> None:
    first = deferred(signed_in(talk), "k1")
    again = deferred(talk, "k1", externalId="M-2")
    assert again.status == 400
    assert again.data["title"] == "Conflict"
    assert detail(again)["o:errorCode"] == "IDEMPOTENCY_ERROR"
    assert path_of(again) == path_of(first)
    assert len(talk.erp.orders.by_number) == 1


@fact("netsuite-4.3-10", part="status")
def test_the_key_counts_for_asynchronous_requests_only(talk: Transport) -> None:
    signed_in(talk)
    for reference in ("M-1", "M-2"):
        body = order_of(talk, externalId=reference)
        assert talk.send("POST", ORDERS, body, {KEY: "k1"}).status == 204
