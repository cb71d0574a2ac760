"""Facts about sales orders in Sage 200."""

from __future__ import annotations

from typing import Any

from fake_erp import ErpConfig
from fake_erp.access.config import Service, Window
from fake_erp.config import HOUR_MS
from fake_erp.schedules import daily
from tests.erp.world import World

from ..facts import fact
from ..transport import Answer, Transport
from .speaker import REST, Sage200Speaker

DIALECT = "sage_200"


def logged_in(talk: Transport) -> Sage200Speaker:
    speaker = Sage200Speaker(talk)
    alter, talk.alter = talk.alter, None
    speaker.login()
    talk.alter = alter
    return speaker


def post(talk: Transport, world: World, **changes: Any) -> Answer:
    document = {**logged_in(talk).document(world.order()), **changes}
    return talk.send("POST", f"{REST}/sop_orders", document)


@fact("sage_200-7-01", part="body:lines[0].product_code")
def test_an_order_is_created(talk: Transport, world: World) -> None:
    answer = post(talk, world)
    assert (answer.status, answer.data["lines"][0]["product_code"]) == (201, "A")


@fact("sage_200-7-02", part="status")
def test_site_and_company(talk: Transport) -> None:
    for name in ("x-site", "x-company"):
        logged_in(talk)
        del talk.headers[name]
        assert talk.send("GET", f"{REST}/customers").status == 400


@fact("sage_200-7-03", part="status")
def test_a_token_is_demanded(talk: Transport) -> None:
    logged_in(talk)
    del talk.headers["authorization"]
    assert talk.send("GET", f"{REST}/customers").status == 401


@fact("sage_200-7-04", part="body:access_token")
def test_a_refresh_token(talk: Transport) -> None:
    login = talk.erp.dialect.login("shop", "secret")
    names = ("client_id", "client_secret", "refresh_token")
    form = "&".join(["grant_type=refresh_token", *[f"{name}={login[name]}" for name in names]])
    token = talk.send("POST", "/oauth/token", form).data["access_token"]
    assert talk.erp.sessions.client(token) == "shop"


@fact("sage_200-7-05", part="body:[0].code")
def test_a_refusal(talk: Transport, world: World) -> None:
    answer = post(talk, world, customer={"reference": "C9"})
    assert (answer.status, answer.data[0]["code"]) == (400, "UnknownCustomer")
    assert list(answer.data[0]) == ["code", "message"]


@fact("sage_200-7-06", part="status")
def test_a_reference_is_not_unique(talk: Transport, world: World) -> None:
    world.erp.change_rule("duplicate_reference", mode="accept")
    assert [post(talk, world).status for _ in range(2)] == [201, 201]


@fact("sage_200-7-07", part="status")
def test_the_agent_is_offline(talk: Transport) -> None:
    night = Window(daily(7 * HOUR_MS), HOUR_MS)
    world = World(ErpConfig(service=Service(maintenance=(night,))), dialect=DIALECT)
    away = Transport(world.erp)
    away.alter = talk.alter
    logged_in(away)
    world.now_ms += 2 * HOUR_MS + 1000
    answer = away.send("GET", f"{REST}/customers")
    assert (answer.status, answer.data[0]["code"]) == (503, "SiteOffline")


@fact("sage_200-7-08", part="body:[0].document_no")
def test_filters(talk: Transport, world: World) -> None:
    post(talk, world)
    found = talk.send("GET", f"{REST}/sop_orders?$filter=total_gross_value%20gt%2030&$top=1").data
    assert found[0]["document_no"] == "SO100001"


@fact("sage_200-7-09", part="body:lines[0].product_id")
def test_ids(talk: Transport, world: World) -> None:
    customer = int(world.customer[1:])
    lines = [{"product_id": 2, "line_quantity": 1}]
    answer = post(talk, world, customer=None, customer_id=customer, lines=lines)
    assert (answer.data["customer_id"], answer.data["lines"][0]["product_id"]) == (customer, 2)
    assert answer.data["lines"][0]["product_code"] == "B"


@fact("sage_200-7-10", part="body:document_no")
def test_the_number_comes_from_the_site(talk: Transport, world: World) -> None:
    assert post(talk, world).data["document_no"] == "SO100001"


@fact("sage_200-7-11", part="body:[0].code")
def test_a_list_is_an_array(talk: Transport) -> None:
    logged_in(talk)
    assert [row["code"] for row in talk.send("GET", f"{REST}/products?$orderby=code").data] == ["A", "B", "C"]


def test_an_order_on_hold_is_released(talk: Transport, world: World) -> None:
    number = post(talk, world, document_status="EnumDocumentStatusOnHold").data["id"]
    assert world.erp.orders.get("SO100001").status == "draft"
    talk.send("PUT", f"{REST}/sop_orders/{number}", {"document_status": "EnumDocumentStatusLive"})
    assert world.erp.orders.get("SO100001").status == "released"
