"""Limits of calls, and subscriptions to changes."""

from __future__ import annotations

from fake_erp import ErpConfig, Request
from fake_erp.access.config import CallLimits
from fake_erp.channels.config import Channels
from fake_erp.settings import Rate
from tests.dialects.facts import fact
from tests.dialects.transport import Answer, Transport
from tests.erp.world import World

from .calls import Caller

DIALECT = "business_central"


def configured(talk: Transport, config: ErpConfig) -> Caller:
    """A caller of an ERP with other settings; its replies are altered as those of `talk` are."""
    other = Transport(World(config, dialect=DIALECT).erp)
    other.alter = talk.alter
    return Caller(other)


@fact("business_central-3.4-18", part="body:error.code")
def test_too_many_requests(talk: Transport) -> None:
    caller = configured(talk, ErpConfig(limits=CallLimits(rate=Rate(1, "s"), burst=2, per_client=True)))
    answers = [caller.get("customers") for _ in range(3)]
    assert [each.status for each in answers] == [200, 200, 429]
    assert answers[2].data["error"]["code"] == "Application_TooManyRequests"
    assert "Too many requests reached." in answers[2].text


@fact("business_central-3.6-03", part="status")
def test_a_request_that_waited_too_long(talk: Transport) -> None:
    caller = Caller(talk)
    request = Request("GET", f"{caller.company}/customers", "", dict(talk.headers), turned_away=True)
    reply = talk.surface.call(talk.surface.match(request), request)
    answer = Answer(reply.status, {}, reply.encode().decode())
    if talk.alter is not None:
        talk.alter(answer)
    assert answer.status == 503


@fact("business_central-3.6-07", part="body:clientState")
def test_a_subscription(talk: Transport) -> None:
    caller = configured(talk, ErpConfig(channels=Channels(webhooks=True)))
    resource = f"/api/v2.0/companies({caller.login['company_id']})/salesOrders"
    body = {"notificationUrl": "https://shop.example/hook", "resource": resource, "clientState": "s"}
    where = f"{caller.root}/subscriptions"
    made = caller.talk.send("POST", where, body)
    assert made.status == 201, made.text
    assert (made.data["clientState"], made.data["resource"]) == ("s", resource)
    tag = {"if-match": made.data["@odata.etag"]}
    own = f"{where}('{made.data['subscriptionId']}')"
    assert caller.talk.send("DELETE", own, None, tag).status == 204
    assert caller.talk.send("GET", where).data["value"] == []
    wrong = {"notificationUrl": "nonsense", "resource": resource}
    assert caller.talk.send("POST", where, wrong).status == 400


def test_a_notice_names_the_resource() -> None:
    world = World(dialect=DIALECT)
    body = world.erp.dialect.notice("order", "SO1", "R1", world.now_ms)
    assert "/salesOrders(" in body["value"][0]["resource"]
    assert body["value"][0]["changeType"] == "updated"
