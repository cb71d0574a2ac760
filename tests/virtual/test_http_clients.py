"""Published HTTP clients reach the systems of the run, unmodified."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.virtual.programs import run, written

LOGIN = """
import asyncio, http.client, json, os, urllib.request
SHOP, ERP = os.environ["GOLIVE_SHOP_URL"], os.environ["GOLIVE_ERP_URL"]
BODY = {"username": os.environ["GOLIVE_SHOP_USER"], "password": os.environ["GOLIVE_SHOP_PASSWORD"]}
URL = SHOP + "/rest/V1/integration/admin/token"
"""

WAYS = {
    "requests": """
import requests
with requests.Session() as session:
    for _ in range(3):
        reply = session.post(URL, json=BODY, timeout=5)
print(reply.status_code, len(reply.json()) > 20)
""",
    "urllib": """
request = urllib.request.Request(URL, json.dumps(BODY).encode(), {"Content-Type": "application/json"})
with urllib.request.urlopen(request, timeout=5) as reply:
    print(reply.status, len(json.load(reply)) > 20)
""",
    "http.client": """
connection = http.client.HTTPConnection(SHOP.removeprefix("http://"), timeout=5)
connection.request("POST", "/rest/V1/integration/admin/token", json.dumps(BODY), {"Content-Type": "application/json"})
reply = connection.getresponse()
print(reply.status, len(json.load(reply)) > 20)
""",
    "httpx": """
import httpx
reply = httpx.post(URL, json=BODY)
print(reply.status_code, len(reply.json()) > 20)
""",
    "httpx, async": """
import httpx
async def main():
    async with httpx.AsyncClient() as client:
        replies = await asyncio.gather(*(client.post(URL, json=BODY) for _ in range(20)))
        print(replies[-1].status_code, all(len(reply.json()) > 20 for reply in replies))
asyncio.run(main())
""",
    "aiohttp": """
import aiohttp
async def main():
    async with aiohttp.ClientSession() as session, session.post(URL, json=BODY) as reply:
        print(reply.status, len(await reply.json()) > 20)
asyncio.run(main())
""",
    "a chunked body": """
import requests
content = json.dumps(BODY).encode()
reply = requests.post(URL, data=iter([content[:9], content[9:]]), headers={"Content-Type": "application/json"})
print(reply.status_code, len(reply.json()) > 20)
""",
}


@pytest.mark.parametrize("client", WAYS)
def test_a_client_logs_in_at_the_shop(tmp_path: Path, client: str) -> None:
    assert written(run(tmp_path, LOGIN + WAYS[client])) == ["200 True"]


def test_xml_rpc_of_the_standard_library_speaks_to_an_erp_of_odoo(tmp_path: Path) -> None:
    code = """
    import json, os, xmlrpc.client
    login = json.loads(os.environ["GOLIVE_ERP_LOGIN"])
    print(xmlrpc.client.ServerProxy(os.environ["GOLIVE_ERP_URL"] + "/xmlrpc/2/common").version()["server_version"])
    """
    result = run(tmp_path, code, sets=["clock.duration=20m", "clock.settle=5m", "erp.dialect=odoo"])
    assert written(result)[0][:1].isdigit()


def test_a_lost_answer_a_refused_call_and_a_timeout_reach_the_client(tmp_path: Path) -> None:
    code = """
    import os, time, requests
    body = {"client_id": os.environ["GOLIVE_ERP_CLIENT_ID"], "client_secret": os.environ["GOLIVE_ERP_CLIENT_SECRET"]}
    url = os.environ["GOLIVE_ERP_URL"] + "/api/v1/token"
    while True:
        began = time.monotonic()
        try:
            print(requests.post(url, json=body, timeout=5).status_code)
        except requests.RequestException as error:
            print(type(error).__name__, round(time.monotonic() - began))
        time.sleep(60)
    """
    faults = (
        "[{fault: lose_reply, how: reset, on: erp.token.create, chance: 30%},"
        " {fault: slow, on: erp.token.create, latency: 1m..2m, chance: 30%},"
        " {fault: refuse, status: 503, retry_after: 7s, on: erp.token.create, chance: 20%}]"
    )
    result = run(tmp_path, code, sets=["clock.duration=3h", "clock.settle=5m", f"chaos={faults}"])
    assert {"200", "503", "ConnectionError 0", "ReadTimeout 5"} <= set(written(result))
    told = {fact.data["how"] for fact in result.facts if fact.kind == "exchange.answered"}
    assert {"timeout", "reset"} <= told


def test_a_call_that_the_program_has_given_up_is_noted_at_once_and_carried_out(tmp_path: Path) -> None:
    code = """
    import os, requests
    try:
        requests.get(os.environ["GOLIVE_ERP_URL"] + "/api/v1/health", timeout=2)
    except requests.Timeout:
        print("timeout")
    """
    fault = "chaos=[{fault: slow, on: erp.health.read, latency: 1m..1m}]"
    result = run(tmp_path, code, sets=["clock.duration=20m", "clock.settle=5m", fault])
    assert written(result) == ["timeout"]
    calls = [fact for fact in result.facts if fact.data.get("op") == "erp.health.read"]
    (answered,) = [fact for fact in calls if fact.kind == "exchange.answered"]
    assert (answered.data["how"], answered.at_ms - answered.data["sent_ms"]) == ("timeout", 2000)
