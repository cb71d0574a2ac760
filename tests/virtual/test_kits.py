"""The kit of a plain function, and what both kits have in common."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import golive
from golive_virtual.calls import Headers, named
from tests.virtual.programs import SHORT, times, written

PLAIN = """
import time
from golive import NoAnswer, NotConnected

def integrate(kit):
    starts = kit.storage.table("starts")
    starts[str(len(starts))] = {{"at_ms": kit.now_ms()}}
    kit.log(sorted(starts))
    login = {{"username": kit.credentials.shop_user, "password": kit.credentials.shop_password}}
    token = kit.shop.post("/rest/V1/integration/admin/token", login).data
    reply = kit.shop.get(
        "/rest/V1/orders?fields=items[increment_id]",
        params={{"searchCriteria[pageSize]": 3}}, headers={{"AUTHORIZATION": "Bearer " + token}})
    print(reply.ok, reply.data, reply.headers["Content-Type"], "set-cookie" in reply.headers)
    try:
        kit.erp.get("/api/v1/health", timeout_s=1)
    except NoAnswer as error:
        print(error)
    kit.desk.alert("slow")
    print(kit.erp_dialect, sorted(kit.erp_login), kit.budgets.order_ms, kit.rng.random() < 1, kit.net_price_stores)
    {more}

def main():
    integrate(None)
"""


def run(folder: Path, more: str = "", *sets: str) -> golive.RunResult:
    (folder / "plain.py").write_text(PLAIN.format(more=more))
    (folder / "plain.yaml").write_text(json.dumps({"python": "plain:integrate"}))
    slow = "chaos=[{fault: slow, on: erp.health.read, latency: 5s..5s}, {fault: kill, at: 6m, down: 1m}]"
    return golive.run("calm", str(folder / "plain.yaml"), sets=[*SHORT, slow, *sets])


def test_a_plain_function_gets_a_kit_that_blocks(tmp_path: Path) -> None:
    result = run(tmp_path, "time.sleep(10000)")
    first = [
        "['0']",
        "True {'items': []} application/json; charset=utf-8 True",
        "erp: no answer (timed out)",
        "native ['client_id', 'client_secret'] 900000 True frozenset()",
    ]
    assert written(result)[:4] == first
    assert written(result)[4] == "['0', '1']"
    assert times(result, r"\['0', '1'\]") == ["13:07:00"]
    assert [fact.data["text"] for fact in result.facts if fact.kind == "desk.alert"] == ["slow", "slow"]


def test_a_plain_function_cannot_be_called_while_it_waits(tmp_path: Path) -> None:
    result = run(tmp_path, "kit.on_webhook(print)")
    assert (result.record.ended or "").startswith(
        "RuntimeError: kit.on_webhook: expected `async def integrate(kit)`"
    )


async def cases(kit: golive.Kit) -> None:
    body = {"username": kit.credentials.shop_user, "password": kit.credentials.shop_password}
    token = (await kit.shop.post("/rest/V1/integration/admin/token", body)).data
    for name in ("Authorization", "AUTHORIZATION", "authorization"):
        reply = await kit.shop.get(
            "/rest/V1/orders", headers={name: f"Bearer {token}"}, params={"searchCriteria[pageSize]": 2}
        )
        kit.log(f"{reply.status} {reply.data}")


def test_names_of_headers_have_no_case_and_parameters_join_the_query() -> None:
    result = golive.run("calm", cases, sets=SHORT)
    assert (
        written(result)
        == ["200 {'items': [], 'search_criteria': {'filter_groups': [], 'page_size': 2}, 'total_count': 0}"]
        * 3
    )


def test_headers_of_a_reply_are_found_in_any_case() -> None:
    headers = Headers(named({"Retry-After": "7"}))
    assert (headers["RETRY-AFTER"], headers.get("Retry-after"), "x" in headers) == ("7", "7", False)
    assert dict(headers) == {"retry-after": "7"}


async def wrong(kit: golive.Kit) -> None:
    await kit.shop.get("/rest/V1/orders")
    await kit.shop.post("/rest/V1/orders", object())


def test_an_error_in_a_call_names_the_line_of_the_caller() -> None:
    result = golive.run("calm", wrong, sets=SHORT)
    assert " at wrong line " in result.record.ended


def blocking() -> None:
    import time
    import urllib.error
    import urllib.request
    from os import environ

    time.sleep(60)
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(environ["GOLIVE_SHOP_URL"] + "/rest/V1/orders")
    sys.stdout.write("done\n")


def test_a_function_object_is_a_candidate_too() -> None:
    assert times(golive.run("calm", blocking, sets=SHORT)) == ["13:01:00"]
