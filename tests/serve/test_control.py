"""The control API of `golive serve`: time, installation, state and staff, from outside."""

from __future__ import annotations

from typing import Any

import pytest

from tests.serve.served import Sandbox, an_order, call

pytestmark = pytest.mark.slow


def test_orders_are_related_by_reference(both: Sandbox) -> None:
    """Every order of the ERP's past is an order of the shop, with the same total."""
    rows = both.api("erp", "/api/v1/orders?limit=60").data["rows"]
    found = both.api("shop", "/rest/V1/orders?searchCriteria[pageSize]=100").data["items"]
    totals = {order["increment_id"]: f"{order['grand_total']:.2f}" for order in found}
    assert len(rows) == len(totals) == 60
    assert {row["external_reference"]: row["total"] for row in rows} == totals


def test_the_control_api_wants_its_token(both: Sandbox) -> None:
    entry = both.ready["erp"]
    for token in ("", "wrong", entry["bearer"]):
        answer = call(entry["control_url"] + "/state", token)
        assert answer.status == 401
        assert "control_token" in answer.data["error"]["message"]


def test_every_route_of_the_control_api_says_what_it_does(both: Sandbox) -> None:
    for system in ("erp", "shop"):
        index = both.control("/", system=system).data
        assert len(index) > 10
        assert all(index.values())


def test_going_back_undoes_what_came_after(both: Sandbox) -> None:
    """A snapshot with a name, an order, the snapshot again: the order is gone and its number is given again."""
    assert both.control("/snapshots", "POST", {"name": "here"}).status == 200
    first = both.api("erp", "/api/v1/orders", "POST", an_order(both))
    assert first.status == 201
    number = first.data["number"]
    assert both.control("/snapshots/here/restore", "POST").status == 200
    assert both.api("erp", f"/api/v1/orders/{number}").status == 404
    assert both.api("erp", "/api/v1/orders", "POST", an_order(both)).data["number"] == number
    assert both.control("/reset", "POST").status == 200
    assert both.control("/state").data["orders"] == 60


def test_time_that_is_advanced_makes_happen_what_is_due(both: Sandbox) -> None:
    both.control("/reset", "POST")
    before = both.control("/state").data["orders_by_status"]
    now = both.control("/clock/advance", "POST", {"by": "3h"}).data["now_ms"]
    after = both.control("/state").data["orders_by_status"]
    assert before["released"]
    assert "released" not in after
    assert both.control("/clock", system="shop").data["now_ms"] >= now


def test_the_staff_of_the_company_can_be_asked_to_do_their_work(both: Sandbox) -> None:
    """Goods, prices, substitutes, rejections: done behind the back of the ERP, seen over its interface."""
    both.control("/reset", "POST")
    order = both.api("erp", "/api/v1/orders", "POST", an_order(both)).data
    price = {"price": "9.90", "customer": order["customer"]}
    assert both.control("/items/SKU-00001/price", "POST", price).status == 200
    seen = both.api("erp", f"/api/v1/prices/SKU-00001?customer={order['customer']}").data
    assert seen["price"] == "9.90"
    assert both.control("/stock/SKU-00001/count", "POST", {"counted": 0}).status == 200
    line = both.api("erp", f"/api/v1/orders/{order['number']}").data["lines"][0]
    assert line["state"] == "backordered"
    swapped = both.control(f"/orders/{order['number']}/substitute", "POST", {"line": 1, "sku": "SKU-00002"})
    assert swapped.status == 200
    line = both.api("erp", f"/api/v1/orders/{order['number']}").data["lines"][0]
    assert (line["item"], line["state"]) == ("SKU-00002", "allocated")
    assert both.control("/stock/SKU-00001/receive", "POST", {"quantity": 5}).data["rows"][0]["on_hand"] == 5
    refused = both.control(f"/orders/{order['number']}/reject", "POST")
    assert (refused.status, refused.data["error"]["field"]) == (409, "status")
    for path, body, field in (
        ("/stock/SKU-00001/receive", {"quantity": "ten"}, "quantity"),
        ("/stock/SKU-00001/count", {"counted": 1, "warehouse": "moon"}, "warehouse"),
        ("/items/SKU-00001/price", {"price": "cheap"}, "price"),
        ("/stock/SKU-00001/transfer", {"quantity": 1}, "from"),
    ):
        nonsense = both.control(path, "POST", body)
        assert (nonsense.status, nonsense.data["error"]["field"]) == (400, field)
    both.control("/reset", "POST")


def test_the_installation_can_be_changed_and_calls_are_affected(both: Sandbox) -> None:
    both.control("/reset", "POST")
    order = an_order(both)
    del order["custom"]
    assert both.api("erp", "/api/v1/orders", "POST", order).status == 422
    assert both.control("/rules/hidden_fields", "PATCH", {"fields": []}).status == 200
    assert both.api("erp", "/api/v1/orders", "POST", order).status == 201
    blocked = both.control(f"/customers/{order['customer']}/block", "POST")
    assert blocked.status == 200
    assert both.api("erp", "/api/v1/orders", "POST", order).status == 422
    assert both.control("/limits", "PATCH", {"rate_per_second": 1, "burst": 1}).status == 200
    statuses = [both.api("erp", "/api/v1/items").status for _ in range(3)]
    assert 429 in statuses
    both.control("/reset", "POST")


def test_rules_and_quirks_are_written_as_in_a_scenario(both: Sandbox) -> None:
    """What the control API shows of a rule can be sent back and changes nothing; so can amounts and lists."""
    for noun in ("rules", "quirks"):
        for name, settings in both.control(f"/{noun}").data.items():
            answer = both.control(f"/{noun}/{name}", "PATCH", settings)
            assert (answer.status, answer.data) == (200, {name: settings})
    changed = both.control("/rules/credit_limit", "PATCH", {"credit": "12 EUR", "mode": "refuse"})
    assert changed.data["credit_limit"] == {"mode": "refuse", "credit": "12 EUR"}
    limbo = both.control("/quirks/limbo", "PATCH", {"share": "100%"})
    assert limbo.data["limbo"]["share"] == "100%"
    both.control("/reset", "POST")


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "says"),
    [
        ("PATCH", "/rules/credit_limit", {"credit": 5}, 400, "38 EUR"),
        ("PATCH", "/rules/hidden_fields", {"fields": 5}, 400, "custom.sales_channel"),
        ("PATCH", "/quirks/limbo", {"share": "often"}, 400, "5%"),
        ("PATCH", "/quirks/nonsense", {"share": "5%"}, 404, "limbo"),
        ("GET", "/nothing", None, 404, "GET / lists"),
        ("DELETE", "/state", None, 405, "takes GET"),
        ("POST", "/clock/advance", {"by": "soon"}, 400, "duration"),
        ("POST", "/clock/advance", {"by": "500d"}, 400, "400d"),
        ("POST", "/clock/advance", {}, 400, "by"),
        ("POST", "/clock/advance", {"by": "1h", "to": "x"}, 400, "'to'"),
        ("PATCH", "/rules/nonsense", {"mode": "off"}, 404, "credit_limit"),
        ("PATCH", "/rules/credit_limit", {"moode": "off"}, 400, "mode"),
        ("PATCH", "/limits", {"rate_per_second": -1}, 400, "rate_per_second"),
        ("POST", "/periods/2025-13/close", {}, 400, "2025-11"),
        ("POST", "/warehouses/moon/freeze", {}, 404, "default"),
        ("POST", "/customers/C9/block", {}, 404, "C9"),
        ("POST", "/items/none/block", {}, 404, "none"),
        ("POST", "/snapshots/never/restore", None, 404, "start"),
        ("POST", "/snapshots", {"name": "start"}, 400, "start"),
        ("DELETE", "/snapshots/start", None, 409, "reset"),
        ("GET", "/facts?limit=x", None, 400, "limit"),
        ("GET", "/orders/none", None, 404, "none"),
    ],
)
def test_refusals_of_the_control_api_teach(
    both: Sandbox, method: str, path: str, body: Any, status: int, says: str
) -> None:
    answer = both.control(path, method, body)
    assert answer.status == status
    assert says in answer.data["error"]["message"]
