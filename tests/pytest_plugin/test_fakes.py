"""The fixtures `fake_erp` and `fake_shop`: addresses, books, clock, faults, and a fresh state for each test."""

from __future__ import annotations

import json
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from golive.pytest_plugin.choice import Choice
from golive.pytest_plugin.handles import FakeErpHandle, FakeHandle, FakeShopHandle
from golive.pytest_plugin.world import FakeWorld, Openings
from golive.scenario import ScenarioError
from golive.serve.control.desk import Refused

OPENS = "2026-03-25T09:00:00"
ORDERS = {"erp": "/api/v1/orders?limit=5", "shop": "/rest/V1/orders?searchCriteria[pageSize]=5"}


def get(fake: FakeHandle, path: str) -> Any:
    headers = {"Authorization": f"Bearer {fake.bearer}"}
    with urlopen(Request(fake.url + path, headers=headers), timeout=60) as reply:
        return json.load(reply)


def status(fake: FakeHandle, path: str) -> int:
    try:
        get(fake, path)
    except HTTPError as error:
        with error:
            return error.code
    return 200


def test_both_answer_at_their_addresses(fake_erp: FakeErpHandle, fake_shop: FakeShopHandle) -> None:
    assert get(fake_erp, ORDERS["erp"])["rows"] == []
    assert fake_erp.credentials["login"]["client_id"] == fake_erp.credentials["user"]
    placed = fake_shop.place_order({"SKU-00002": 3}, email="a@example.com", paid=True)
    (order,) = get(fake_shop, ORDERS["shop"])["items"]
    assert (order["increment_id"], order["customer_email"]) == (placed["increment_id"], "a@example.com")
    assert (order["total_qty_ordered"], order["total_due"]) == (3, 0)
    assert fake_shop.orders() == [fake_shop.order(placed["increment_id"])]


@pytest.mark.parametrize("number", [1, 2])
def test_each_test_finds_the_opening_state(
    number: int, fake_erp: FakeErpHandle, fake_shop: FakeShopHandle
) -> None:
    assert fake_shop.orders() == []
    assert fake_erp.control("GET", "/limits")["concurrency"] != 1
    assert fake_erp.now.isoformat().startswith(OPENS)
    fake_shop.place_order()
    fake_erp.control("PATCH", "/limits", {"concurrency": 1})
    fake_erp.advance("3d")


@pytest.mark.golive(orders=40, erp={"dialect": "s4hana"})
@pytest.mark.parametrize("number", [1, 2])
def test_each_test_finds_the_past_orders(
    number: int, fake_erp: FakeErpHandle, fake_shop: FakeShopHandle
) -> None:
    assert fake_erp.dialect == "s4hana"
    assert len(fake_erp.orders()) == len(fake_shop.orders()) == 40
    sold = fake_shop.orders()[0]["increment_id"]
    assert [order["external_reference"] for order in fake_erp.orders(sold)] == [sold]
    assert fake_erp.now.isoformat().startswith(OPENS)
    fake_shop.place_order({"MUG": 1})


def test_time_passes_for_both_at_once(fake_erp: FakeErpHandle, fake_shop: FakeShopHandle) -> None:
    before_ms = fake_erp.now_ms
    fake_shop.advance("2h")
    assert fake_erp.now_ms >= before_ms + 7_200_000
    with pytest.raises(ValueError, match="expected a duration such as"):
        fake_erp.advance("soon")


def test_a_fault_acts_on_its_system_until_it_is_off(
    fake_erp: FakeErpHandle, fake_shop: FakeShopHandle
) -> None:
    with fake_erp.fault("refuse", status=503) as fault:
        assert (status(fake_erp, ORDERS["erp"]), fault.hits) == (503, 1)
        assert status(fake_shop, ORDERS["shop"]) == 200
    assert (status(fake_erp, ORDERS["erp"]), fault.hits) == (200, 1)
    kept = fake_shop.fault("refuse", on="shop.order.list", status=502)
    assert (status(fake_shop, ORDERS["shop"]), status(fake_erp, ORDERS["erp"])) == (502, 200)
    kept.off()
    kept.off()
    assert status(fake_shop, ORDERS["shop"]) == 200


def test_reset_restores_one_system_and_ends_the_faults(
    fake_erp: FakeErpHandle, fake_shop: FakeShopHandle
) -> None:
    fake_shop.place_order()
    fake_erp.fault("refuse", status=503)
    fake_shop.control("POST", "/maintenance", {"on": True})
    fake_shop.reset()
    assert (fake_shop.orders(), status(fake_shop, ORDERS["shop"])) == ([], 200)
    assert status(fake_erp, ORDERS["erp"]) == 200


def test_a_fault_that_a_fake_cannot_follow_is_refused(fake_erp: FakeErpHandle) -> None:
    with pytest.raises(ValueError, match="acts on a candidate"):
        fake_erp.fault("kill")
    with pytest.raises(ValueError, match="until it is switched off"):
        fake_erp.fault("slow", at="1h")
    with pytest.raises(ScenarioError, match="one of the faults"):
        fake_erp.fault("slwo")
    assert status(fake_erp, ORDERS["erp"]) == 200


def test_what_happened_can_be_read(fake_erp: FakeErpHandle) -> None:
    get(fake_erp, ORDERS["erp"])
    facts = fake_erp.facts()
    assert "erp.order.list" in [fact["data"].get("op") for fact in facts]
    assert fake_erp.facts(after=facts[-1]["seq"]) == []
    assert fake_erp.on_clock(lambda: fake_erp.system.warehouses) == ["default"]
    with pytest.raises(Refused, match="expected"):
        fake_erp.control("POST", "/clock/advance", {"by": "soon"})


@pytest.mark.golive(start="2026-03-31T22:00:00+02:00", shop={"version": "2.4.3"})
def test_a_marker_chooses_the_instant_and_the_shop(fake_shop: FakeShopHandle) -> None:
    assert fake_shop.now.isoformat().startswith("2026-03-31T20:00:00")
    assert fake_shop.on_clock(lambda: fake_shop.system.config.version) == "2.4.3"


def test_ended_fakes_say_so() -> None:
    world = FakeWorld(Openings(), Choice(), "")
    world.close()
    world.check()
    with pytest.raises(RuntimeError, match="have ended"):
        world.erp.orders()


@pytest.mark.parametrize(
    ("choice", "webhook", "error", "expected"),
    [
        (Choice(start="tomorrow"), "", ValueError, "start: expected 'now' or an instant"),
        (Choice(), "http://shop.example/events", ValueError, "golive_webhook: expected an address on this"),
        (Choice(dialect="cobol"), "", ScenarioError, "expected one of"),
        (Choice(shop=("shop.hooks.before_order.timeout=3s",)), "", ScenarioError, "golive run"),
    ],
)
def test_a_choice_that_no_fake_can_follow_is_refused(
    choice: Choice, webhook: str, error: type[Exception], expected: str
) -> None:
    with pytest.raises(error, match=expected):
        FakeWorld(Openings(), choice, webhook)


def test_an_error_of_golive_on_the_clock_fails_the_test() -> None:
    world = FakeWorld(Openings(), Choice(), "")
    env = world.call(lambda: world.erp.system.now.__self__)  # type: ignore[attr-defined]
    with pytest.raises(ZeroDivisionError):
        world.call(lambda: 1 // 0)
    world.call(lambda: env.process(_broken(env)))
    world.close()
    with pytest.raises(RuntimeError, match="report it"):
        world.check()


def _broken(env: Any) -> Any:
    yield env.timeout(0)
    raise LookupError("a job of the ERP")
