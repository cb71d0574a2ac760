"""The seam between the ERP and its dialects: a second dialect on the same books, in process and over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from fake_erp import ErpConfig, Request, Surface, configured_rules
from fake_erp.app import create_app
from fake_erp.builder import new_erp
from fake_erp.dialects.native.words import WORDS
from fake_erp.dialects.registry import DIALECTS
from fake_erp.errors import NEUTRAL, Place, RuleRefused, See
from fake_erp.operations import OPERATIONS
from fake_erp.quirks import configured_quirks

from .telegram import ADDRESS, TELEGRAM, VERBS
from .world import MOUNTS, World

Ask = Callable[..., list[str]]


def in_process(world: World) -> Callable[[bytes], str]:
    surface = Surface(world.erp, TELEGRAM)
    return lambda body: surface.handle(Request("POST", ADDRESS, body=body)).text or ""


def over_http(world: World) -> Callable[[bytes], str]:
    flask = create_app(Surface(world.erp, TELEGRAM).handle).test_client()
    return lambda body: flask.post(ADDRESS, data=body).text


def session(world: World, mount: Callable[[World], Callable[[bytes], str]]) -> Ask:
    """Asks with a session; gives the lines of the reply."""
    send = mount(world)
    status, token = send(b"LOGON\nUSER=shop\nPASSWORD=secret").splitlines()
    assert status == "OK"

    def ask(verb: str, *lines: str) -> list[str]:
        return send("\n".join([verb, token, *lines]).encode()).splitlines()

    return ask


BOTH = pytest.mark.parametrize("mount", [in_process, over_http])


@BOTH
def test_an_order_of_one_dialect_is_read_alike_through_the_other(world: World, mount: Any) -> None:
    ask = session(world, mount)
    status, made = ask("ORDER", f"PARTNER={world.customer}", "REF=R1", "POS=A;2;19.99", "POS=B;1;5.00")
    assert status == "OK"
    native = MOUNTS["in_process"](world.erp).login()
    (order,) = native.get("/orders?external_reference=R1").data["rows"]
    assert made == f"NO={order['number']};released;44.98"
    assert [(line["item"], line["quantity"], line["unit_price"]) for line in order["lines"]] == [
        ("A", 2, "19.99"),
        ("B", 1, "5.00"),
    ]
    other = native.post("/orders", world.order(external_reference="R2")).data
    assert ask("STATUS", f"NO={other['number']}") == ["OK", f"NO={other['number']};released;39.98"]
    assert ask("STOCK", "ITEM=A") == ["OK", "ITEM=A;main;96"]


@BOTH
def test_each_dialect_renders_a_refusal_in_its_own_shape(world: World, mount: Any) -> None:
    ask = session(world, mount)
    world.erp.items.set_status("B", "blocked")
    partner = f"PARTNER={world.customer}"
    assert ask("ORDER", partner, "POS=A;1;1.00", "POS=B;1;1.00") == [
        "ERR item_blocked POS#2/1",
        "item B is blocked and cannot be ordered; leave it out",
    ]
    assert ask("ORDER", partner, "POS=X;1;1.00")[0] == "ERR unknown_item POS#1/1"
    assert ask("ORDER", "PARTNER=C0", "POS=A;1;1.00")[0] == "ERR unknown_customer PARTNER"
    assert ask("ORDER", partner, "POS=A;many;1.00") == [
        "ERR malformed POS#1/2",
        "POS#1/2 is a number of units",
    ]
    lines = [{"item": "A", "quantity": 1, "unit_price": "1"}, {"item": "B", "quantity": 1, "unit_price": "1"}]
    native = MOUNTS["in_process"](world.erp).login().post("/orders", world.order(lines=lines))
    assert (native.status, native.data["error"]["field"]) == (422, "lines[1].item")


def test_nothing_is_answered_without_a_session_or_a_known_operation(world: World) -> None:
    send = in_process(world)
    assert send(b"STATUS\nNO=SO100001").splitlines() == [
        "ERR unauthorized",
        "no SESSION; the telegram LOGON gives one",
    ]
    assert send(b"STATUS\nSESSION=guessed").startswith("ERR unauthorized")
    assert send(b"BREW\nSESSION=x").startswith("ERR not_found")


def test_a_session_of_one_dialect_is_good_in_the_other(world: World) -> None:
    token = in_process(world)(b"LOGON\nUSER=shop\nPASSWORD=secret").partition("=")[2]
    native = MOUNTS["in_process"](world.erp)
    native.headers = {"authorization": f"Bearer {token}"}
    assert native.get("/orders").status == 200


def test_rules_about_fields_see_what_any_dialect_sent() -> None:
    rules = configured_rules(
        mandatory_fields={"fields": ("currency",)}, permissions={"fields": ("lines.unit_price",)}
    )
    world = World(ErpConfig(rules=rules))
    ask = session(world, in_process)
    partner = f"PARTNER={world.customer}"
    assert ask("ORDER", partner, "CURR=EUR", "POS=A;1;1.00")[0] == "ERR forbidden LINES.UNIT_PRICE"
    world.erp.change_rule("permissions", fields=())
    assert ask("ORDER", partner, "POS=A;1;1.00")[0] == "ERR missing_field CURR"
    assert ask("ORDER", partner, "CURR=EUR", "POS=A;1;1.00")[0] == "OK"


def test_quirks_act_on_any_dialect() -> None:
    quirks = configured_quirks(
        merge_lines=1.0, error_in_ok=1.0, no_number=1.0, stale_reads={"share": 1.0, "lag_ms": 60_000}
    )
    world = World(ErpConfig(quirks=quirks))
    ask = session(world, in_process)
    partner = f"PARTNER={world.customer}"
    assert ask("ORDER", partner, "REF=R1", "POS=A;1;1.00", "POS=A;2;1.00") == ["OK"]
    (order,) = world.erp.orders.with_reference("R1")
    assert [line.quantity for line in order.lines] == [3]
    assert ask("ORDER", "PARTNER=C0", "POS=A;1;1.00")[:2] == ["OK", "ERR unknown_customer PARTNER"]
    assert ask("STATUS", f"NO={order.number}")[0] == "ERR not_found NO"
    world.now_ms += 61_000
    assert ask("STATUS", f"NO={order.number}")[1].startswith(f"NO={order.number};released")


def test_operations_of_every_dialect_are_in_the_table() -> None:
    names = [operation.name for operation in OPERATIONS]
    assert set(VERBS.values()) <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("place", "neutral", "native"),
    [
        (Place("ship_to.city"), "ship_to.city", "ship_to.city"),
        (Place("item", 2), "line 2, item", "lines[1].item"),
        (Place("item", 0), "each line, item", "lines[].item"),
        (Place(line=1), "line 1", "lines[0]"),
    ],
)
def test_a_place_is_neutral_until_a_dialect_words_it(place: Place, neutral: str, native: str) -> None:
    refused = RuleRefused("rule", "code", (place, " is wrong; see ", See("order.list")), place)
    assert str(refused) == f"{neutral} is wrong; see order.list"
    assert refused.message(WORDS) == f"{native} is wrong; see GET /api/v1/orders"
    assert (refused.field(NEUTRAL), refused.field(WORDS)) == (neutral, native)


@pytest.mark.parametrize("name", DIALECTS)
def test_a_dialect_is_found_by_the_name_in_its_row(name: str) -> None:
    erp = new_erp(lambda: 0, Random(1), lambda kind, keys, data: None, dialect=name)
    assert erp.dialect.name == name


def test_a_dialect_is_given_by_value_too() -> None:
    assert new_erp(lambda: 0, Random(1), lambda kind, keys, data: None, dialect=TELEGRAM).dialect is TELEGRAM


def test_an_unknown_dialect_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"expected one of native.*got 'soap'.*registry\.py"):
        new_erp(lambda: 0, Random(1), lambda kind, keys, data: None, dialect="soap")
