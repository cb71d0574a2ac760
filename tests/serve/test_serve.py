"""`golive serve`: what it promises to a developer and to the scripts around it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import shlex
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from tests.commands import Golive
from tests.live.alive import eventually
from tests.serve.served import Sandbox, call, served

pytestmark = pytest.mark.slow

WORKING_DAY = "2026-03-25T10:00:00+01:00"
"""A Wednesday: what is due then must not depend on the day the tests are run."""


@pytest.fixture(scope="module")
def both() -> Any:
    with served("both", "--orders", "60", "--start", WORKING_DAY) as sandbox:
        yield sandbox


def _order(sandbox: Sandbox) -> dict[str, Any]:
    customer = sandbox.api("erp", "/api/v1/orders?limit=1").data["rows"][0]["customer"]
    return {
        "external_reference": "SERVE-1",
        "customer": customer,
        "currency": "EUR",
        "ordered_at": "2025-11-28T04:59:00Z",
        "lines": [{"item": "SKU-00001", "quantity": 1, "unit_price": "19.99"}],
        "payment": {"method": "card", "prepaid": True, "amount": "19.99"},
        "custom": {"sales_channel": "web"},
        "release": True,
    }


def test_the_ready_line_says_everything_the_contract_names(both: Sandbox) -> None:
    assert list(both.ready) == ["erp", "shop"]
    control = {"control_url", "control_token", "live_page", "metrics"}
    erp = {"url", "user", "password", "bearer", "dialect", "login", *control}
    assert set(both.ready["erp"]) == erp
    assert both.ready["erp"]["login"] == {
        "client_id": both.ready["erp"]["user"],
        "client_secret": both.ready["erp"]["password"],
    }
    shop = {"url", "admin_user", "admin_password", "bearer", "oauth", *control}
    assert set(both.ready["shop"]) == shop
    oauth = {"consumer_key", "consumer_secret", "access_token", "access_token_secret"}
    assert set(both.ready["shop"]["oauth"]) == oauth


def test_the_ready_token_and_a_fresh_one_both_open_the_erp(both: Sandbox) -> None:
    entry = both.ready["erp"]
    assert both.api("erp", "/api/v1/items").status == 200
    login = {"client_id": entry["user"], "client_secret": entry["password"]}
    token = call(entry["url"] + "/api/v1/token", "", "POST", login).data["access_token"]
    assert call(entry["url"] + "/api/v1/items", token).status == 200
    assert call(entry["url"] + "/api/v1/items", "wrong").status == 401


def test_the_ready_token_outlives_a_day(both: Sandbox) -> None:
    assert both.control("/clock/advance", "POST", {"by": "25h"}).status == 200
    assert both.api("erp", "/api/v1/items").status == 200
    assert both.api("shop", "/rest/V1/store/storeViews").status == 200


def test_bearer_admin_login_and_oauth_open_the_shop(both: Sandbox) -> None:
    entry = both.ready["shop"]
    path = "/rest/V1/store/storeViews"
    assert both.api("shop", path).status == 200
    login = {"username": entry["admin_user"], "password": entry["admin_password"]}
    token = call(entry["url"] + "/rest/V1/integration/admin/token", "", "POST", login).data
    assert call(entry["url"] + path, token).status == 200
    now_s = both.control("/clock", system="shop").data["now_ms"] // 1000
    signed = _signed(entry["url"] + path, entry["oauth"], now_s)
    host = urlsplit(entry["url"])
    with socket.create_connection((host.hostname, host.port)) as line:
        line.sendall(
            f"GET {path} HTTP/1.0\r\nHost: {host.netloc}\r\nAuthorization: {signed}\r\n\r\n".encode()
        )
        assert b" 200 " in line.makefile("rb").readline()


def _signed(url: str, oauth: dict[str, str], now_s: int) -> str:
    """The header of OAuth 1.0a, signed with HMAC-SHA256."""
    values = {
        "oauth_consumer_key": oauth["consumer_key"],
        "oauth_nonce": "0123456789abcdef0123456789abcdef",
        "oauth_signature_method": "HMAC-SHA256",
        "oauth_timestamp": str(now_s),
        "oauth_token": oauth["access_token"],
        "oauth_version": "1.0",
    }
    listed = "&".join(f"{name}={value}" for name, value in sorted(values.items()))
    base = f"GET&{quote(url, safe='')}&{quote(listed, safe='')}"
    key = f"{oauth['consumer_secret']}&{oauth['access_token_secret']}".encode()
    digest = base64.b64encode(hmac.new(key, base.encode(), hashlib.sha256).digest()).decode()
    values["oauth_signature"] = quote(digest, safe="")
    return "OAuth " + ", ".join(f'{name}="{value}"' for name, value in values.items())


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
    first = both.api("erp", "/api/v1/orders", "POST", _order(both))
    assert first.status == 201
    number = first.data["number"]
    assert both.control("/snapshots/here/restore", "POST").status == 200
    assert both.api("erp", f"/api/v1/orders/{number}").status == 404
    assert both.api("erp", "/api/v1/orders", "POST", _order(both)).data["number"] == number
    assert both.control("/reset", "POST").status == 200
    assert both.control("/state").data["orders"] == 60


def test_it_opens_at_the_instant_it_is_told() -> None:
    with served("erp", "--orders", "5", "--start", "2026-03-31T22:00:00+02:00") as sandbox:
        opened_ms = sandbox.control("/clock").data["now_ms"]
        days = {row["ordered_at"][:10] for row in sandbox.api("erp", "/api/v1/orders").data["rows"]}
    assert 0 <= opened_ms - 1_774_987_200_000 < 3_600_000
    assert days
    assert all("2026-02-27" <= day <= "2026-03-31" for day in days)


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
    order = both.api("erp", "/api/v1/orders", "POST", _order(both)).data
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
    order = _order(both)
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


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_with_status_0_and_frees_the_ports(number: int) -> None:
    with served("erp") as sandbox:
        assert list(sandbox.ready) == ["erp"]
        status, said, complained = sandbox.end(number)
    assert (status, said, complained) == (0, "", "")
    for key in ("url", "control_url"):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", urlsplit(sandbox.ready["erp"][key]).port)) != 0


def test_a_signal_while_it_is_being_built_ends_it_too() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "golive", "serve", "both", "--orders", "200000"],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    assert "of 200,000 orders" in process.stderr.readline()
    process.terminate()
    said, complained = process.communicate(timeout=60)
    assert (process.returncode, said) == (0, "")
    assert "Traceback" not in complained


def test_the_port_is_the_one_asked_for_and_the_shop_gets_the_next() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with served("both", "--port", str(port)) as sandbox:
        assert urlsplit(sandbox.ready["erp"]["url"]).port == port
        assert sandbox.api("shop", "/rest/V1/store/storeViews").status == 200


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("erp", "--port", "{taken}"), "0 picks a free one"),
        (("erp", "--profile", "sapp"), "s4hana"),
        (("erp", "--orders", "-1"), "0<=x"),
        (("erp", "--speed", "-2"), "0.01"),
        (("shop", "--webhook", "http://example.com/x"), "this machine"),
        (("shop", "--profile", "netsuite"), "serve erp or both"),
        (("erp", "--webhook", "http://127.0.0.1:9000/"), "serve shop or both"),
        (("erp", "--set", "erp.limit.rate=off"), "limits"),
        (("all",), "both"),
    ],
)
def test_wrong_wishes_are_refused_with_status_3(
    golive: Golive, arguments: tuple[str, ...], says: str
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        words = [word.replace("{taken}", port) for word in arguments]
        refused = golive("serve", *words)
    assert refused.status == 3
    assert says in refused.err.replace("\n", " ")
    assert "Traceback" not in refused.err


def test_the_files_of_the_erp_lie_in_a_real_folder(tmp_path: Path) -> None:
    """A stock list is written when its time has come, before and after going back."""
    with served(
        "erp", "--files", str(tmp_path), "--set", "erp.channels.stock_file=1h", "--speed", "100"
    ) as sandbox:
        for _ in range(2):
            assert sandbox.control("/clock/advance", "POST", {"by": "2h"}).status == 200
            eventually(lambda: any((tmp_path / "out").glob("*.csv")), "a stock file in out")
            for file in (tmp_path / "out").iterdir():
                file.unlink()
            assert sandbox.control("/reset", "POST").status == 200
        assert sandbox.end()[0] == 0


def test_people_get_a_table_with_a_first_call() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "golive", "serve", "shop", "--orders", "9"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    lines = []
    while not lines or "Ctrl-C" not in lines[-1]:
        lines.append(process.stdout.readline())
        assert lines[-1], lines
    *_, header, url = shlex.split(next(line for line in lines if "curl" in line))
    answer = call(url, header.removeprefix("Authorization: Bearer "))
    process.terminate()
    process.communicate(timeout=60)
    assert len(answer.data["items"]) == 5
    assert "control_token" in "".join(lines)


def test_nothing_is_written_where_it_was_started(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "golive", "serve", "both", "--orders", "5", "--ready-json"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    process.terminate()
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert list(tmp_path.iterdir()) == []


BUSY = """
from dataclasses import dataclass
from golive import Rule, erp_setting

@dataclass(frozen=True, slots=True)
class Busy(Rule):
    \"\"\"Never comes to an end.\"\"\"

    on: int = erp_setting("on", "whole", "0 is off.", 0)

    def at_create(self, books):
        return self._check if self.on else None

    def _check(self, order, document):
        while True:
            pass
"""


def test_a_signal_ends_it_while_a_request_is_at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "busy.py").write_text(BUSY)
    monkeypatch.chdir(tmp_path)
    with served("erp", "--orders", "1", "--set", 'erp.rules={"busy:Busy": 1}') as sandbox:
        body = json.dumps(_order(sandbox)).encode()
        url = urlsplit(sandbox.ready["erp"]["url"])
        with socket.create_connection((url.hostname, url.port)) as connection:
            head = f"POST /api/v1/orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
            login = f"Authorization: Bearer {sandbox.ready['erp']['bearer']}\r\n\r\n"
            connection.sendall((head + "Content-Type: application/json\r\n" + login).encode() + body)
            began = _processor_s(sandbox.process.pid)
            eventually(lambda: _processor_s(sandbox.process.pid) > began + 0.5, "the rule is at work")
            status, said, complained = sandbox.end()
    assert (status, said, complained) == (0, "", "")


def _processor_s(pid: int) -> float:
    times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")
