"""Host names that are fixed in a Python program lead to the fakes in simulated time, over TLS too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import trustme

import golive
from golive.candidates.registry import resolve
from golive.errors import UnknownCandidate
from golive.runner import RunResult
from tests.virtual.programs import SHORT, run, times, written

SHOP, ERP = "shop.example.com", "1234567.suitetalk.api.netsuite.com"
HOSTS = {SHOP: "shop", "*.suitetalk.api.netsuite.com": "erp"}
SYSTEM_ROOTS = "/etc/ssl/certs/ca-certificates.crt"


def facts(result: RunResult, kind: str) -> list[dict[str, Any]]:
    return [dict(fact.data) for fact in result.facts if fact.kind == kind]


CLIENTS = f"""
import asyncio, http.client, os, ssl, time, urllib.request
import aiohttp, certifi, httpx, requests
URL = "https://{ERP}/api/v1/health"

def of_requests():
    with requests.Session() as session:
        return [session.get(URL, timeout=5).status_code for _ in range(3)][-1]

def of_requests_without_the_environment():
    with requests.Session() as session:
        session.trust_env = False
        return session.get(URL, timeout=5).status_code

def of_urllib():
    with urllib.request.urlopen(URL, timeout=5) as reply:
        return reply.status

def of_http_client():
    context = ssl.create_default_context(cafile=certifi.where())
    connection = http.client.HTTPSConnection("{ERP}", timeout=5, context=context)
    connection.request("GET", "/api/v1/health")
    return connection.getresponse().status

def of_httpx():
    return httpx.get(URL).status_code

async def of_httpx_async():
    async with httpx.AsyncClient() as client:
        replies = await asyncio.gather(*(client.get(URL) for _ in range(5)))
        return {{reply.status_code for reply in replies}}

async def of_aiohttp():
    async with aiohttp.ClientSession() as session, session.get(URL) as reply:
        return reply.status

async def of_asyncio_streams():
    reader, writer = await asyncio.open_connection("{ERP}", 443, ssl=True)
    writer.write(b"GET /api/v1/health HTTP/1.1\\r\\nHost: {ERP}\\r\\nConnection: close\\r\\n\\r\\n")
    head = await reader.read()
    writer.close()
    await writer.wait_closed()
    return head[:12].decode()

for of in (of_requests, of_requests_without_the_environment, of_urllib, of_http_client, of_httpx):
    print(of.__name__, of())
for of in (of_httpx_async, of_aiohttp, of_asyncio_streams):
    print(of.__name__, asyncio.run(of()))
print("another name of the pattern", requests.get("https://a.b.suitetalk.api.netsuite.com/api/v1/health").status_code)
print("another port", requests.get("https://{ERP}:8443/api/v1/health").status_code)
print("without TLS", requests.get("http://{ERP}/api/v1/health").status_code)
print("the shop", requests.get("https://{SHOP}/rest/V1/store/storeViews").status_code)
print("nothing has passed but the calls", time.time() % 3600 < 5)
"""


def test_unmodified_clients_reach_the_fakes_by_the_names_that_they_have(tmp_path: Path) -> None:
    result = run(tmp_path, CLIENTS, hosts=HOSTS)
    assert written(result) == [
        "of_requests 200",
        "of_requests_without_the_environment 200",
        "of_urllib 200",
        "of_http_client 200",
        "of_httpx 200",
        "of_httpx_async {200}",
        "of_aiohttp 200",
        "of_asyncio_streams HTTP/1.1 200",
        "another name of the pattern 200",
        "another port 200",
        "without TLS 200",
        "the shop 401",
        "nothing has passed but the calls True",
    ]
    assert facts(result, "candidate.address_refused") == []


ADDRESSES = f"""
import socket
print([each[4] for each in socket.getaddrinfo("{SHOP}", 443, type=socket.SOCK_STREAM)])
print(socket.gethostbyname("{ERP}"), socket.gethostbyname("{SHOP.upper()}"), socket.gethostbyname_ex("{ERP}"))
connection = socket.create_connection(("{ERP}", 80))
print(connection.getpeername())
try:
    socket.getaddrinfo("{SHOP}", 443, socket.AF_INET6)
except socket.gaierror:
    print("no address of IPv6")
"""


def test_names_have_addresses_of_the_loopback_network(tmp_path: Path) -> None:
    assert written(run(tmp_path, ADDRESSES, hosts=HOSTS)) == [
        "[('127.1.0.1', 443)]",
        f"127.1.0.2 127.1.0.1 ('{ERP}', [], ['127.1.0.2'])",
        "('127.1.0.2', 80)",
        "no address of IPv6",
    ]


ELSEWHERE = """
import requests
for _ in range(2):
    try:
        requests.get("https://telemetry.example.org/")
    except requests.ConnectionError as error:
        print(error)
"""


def test_another_name_is_refused_with_a_sentence_and_noted_once(tmp_path: Path) -> None:
    result = run(tmp_path, ELSEWHERE, hosts=HOSTS)
    assert facts(result, "candidate.address_refused") == [{"host": "telemetry.example.org", "port": 443}]
    assert facts(result, "candidate.refused") == []
    refused, *errors = written(result)
    assert refused.startswith("golive refused: connection to telemetry.example.org:443 (")
    assert (
        "program.py:14): in this run *.suitetalk.api.netsuite.com, shop.example.com can be reached" in refused
    )
    assert "write hosts: {telemetry.example.org: shop} or {telemetry.example.org: erp}" in refused
    assert [refused.removeprefix("golive refused: ") in error for error in errors] == [True, True]


def test_with_an_empty_mapping_every_name_is_refused(tmp_path: Path) -> None:
    result = run(tmp_path, ELSEWHERE, hosts={})
    assert "in this run no name can be reached" in written(result)[0]
    assert facts(result, "candidate.address_refused") == [{"host": "telemetry.example.org", "port": 443}]


INSISTS = f"""
import requests, socket, ssl, urllib.request
for context in (ssl.create_default_context(cafile="{SYSTEM_ROOTS}"), ssl.create_default_context()):
    try:
        print(urllib.request.urlopen("https://{ERP}/api/v1/health", context=context).status)
    except OSError as error:
        print(error.reason.reason)
with socket.create_connection(("{ERP}", 443)) as plain:
    try:
        ssl.create_default_context().wrap_socket(plain, server_hostname="other.example.com")
    except ssl.SSLError as error:
        print(error.reason)
"""


@pytest.mark.skipif(not Path(SYSTEM_ROOTS).exists(), reason="no list of authorities where Debian has it")
def test_a_certificate_for_other_authorities_or_names_is_refused(tmp_path: Path) -> None:
    result = run(tmp_path, INSISTS, hosts=HOSTS)
    said, lines = written(result), ["CERTIFICATE_VERIFY_FAILED", "200", "TLSV1_UNRECOGNIZED_NAME"]
    assert [line for line in said if not line.startswith("golive")] == lines
    why = f"golive: the program broke off TLS to {ERP}: TLSV1_ALERT_UNKNOWN_CA; let it trust the certificate"
    assert [line.startswith(why) for line in said[:2]] == [False, True]
    assert facts(result, "candidate.address_refused") == [{"host": "other.example.com", "port": 443}]


def test_tls_to_a_system_at_its_own_address_is_explained(tmp_path: Path) -> None:
    code = """
    import asyncio, os, httpx, requests
    url = os.environ["GOLIVE_ERP_URL"].replace("http:", "https:") + "/api/v1/health"
    try:
        requests.get(url)
    except requests.ConnectionError as error:
        print(error)
    async def main():
        async with httpx.AsyncClient() as client:
            try:
                await client.get(url)
            except httpx.ConnectError as error:
                print(error)
    asyncio.run(main())
    """
    result = run(tmp_path, code)
    what = (
        "the ERP speaks plain HTTP at its own address; write http://127.0.0.1:8002, or lead a host name there"
    )
    refused = [fact["what"] for fact in facts(result, "candidate.refused")]
    assert [fact.startswith("TLS to 127.0.0.1:8002") and what in fact for fact in refused] == [True, True]
    assert what in written(result)[1]
    assert "WRONG_VERSION_NUMBER" in written(result)[3]


SIGNED = f"""
import os, requests
from oauthlib.oauth1 import Client
keys = [os.environ["GOLIVE_SHOP_OAUTH_" + name] for name in (
    "CONSUMER_KEY", "CONSUMER_SECRET", "ACCESS_TOKEN", "ACCESS_TOKEN_SECRET")]
signer = Client(*keys, signature_method="HMAC-SHA256")
url = "https://{SHOP}/rest/V1/store/storeConfigs"
print(requests.get(url, headers=signer.sign(url)[1]).status_code)
"""


def test_a_signature_over_the_address_of_another_machine_is_right(tmp_path: Path) -> None:
    assert written(run(tmp_path, SIGNED, hosts=HOSTS)) == ["200"]


OWN_SERVER = """
import socket, ssl, sys, threading, time
certificate, authority = sys.argv[1:]
accepting = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
accepting.load_cert_chain(certificate)
listening = socket.create_server(("127.0.0.1", 9443))
server = accepting.wrap_socket(listening, server_side=True)

def serve():
    connection, _ = server.accept()
    print("accepted", connection.recv(3))
    time.sleep(10)
    connection.sendall(bytes(2_000_000))
    print("the end", connection.recv(1))
    connection.unwrap()

thread = threading.Thread(target=serve)
thread.start()
plain = socket.create_connection(("127.0.0.1", 9443), timeout=4)
client = ssl.create_default_context(cafile=authority).wrap_socket(plain, server_hostname="localhost")
print(client.version(), client.getpeername(), client.gettimeout())
client.sendall(b"abc")
try:
    client.recv(10)
except TimeoutError as error:
    print(error)
client.setblocking(False)
try:
    client.recv(10)
except ssl.SSLWantReadError:
    print("nothing there yet")
client.settimeout(None)
with client.makefile("rb") as file:
    print("received", len(file.read(2_000_000)))
print("unwrapped", client.unwrap().getpeername())
thread.join()
"""


def test_sockets_of_ssl_wait_in_simulated_time(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(
        str(tmp_path / "server.pem")
    )
    arguments = [str(tmp_path / name) for name in ("server.pem", "authority.pem")]
    result = run(tmp_path, OWN_SERVER, arguments=arguments)
    assert written(result) == [
        "TLSv1.3 ('127.0.0.1', 9443) 4.0",
        "accepted b'abc'",
        "The read operation timed out",
        "nothing there yet",
        "received 2000000",
        "the end b''",
        "unwrapped ('127.0.0.1', 9443)",
    ]
    assert times(result, "accepted|timed out|received") == ["13:00:00", "13:00:04", "13:00:10"]


OVER_TLS = f"""
import os, runpy, sys
os.environ["GOLIVE_SHOP_URL"], os.environ["GOLIVE_ERP_URL"] = "https://{SHOP}", "https://{ERP}"
sys.path.insert(0, os.path.dirname(sys.argv[1]))
runpy.run_path(sys.argv[1], run_name="__main__")
"""
POLL = str(Path(__file__).parents[2] / "examples" / "poll_requests.py")
HARD = (
    "clock.duration=16m",
    "clock.settle=10m",
    "chaos=[{fault: kill, at: 8m, down: 2m}, {fault: slow, latency: 1m..2m, on: erp.order.create, chance: 20%},"
    " {fault: lose_reply, how: reset, on: erp.order.create, chance: 20%}]",
)


def test_over_tls_the_same_things_happen_and_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "tls.py").write_text(OVER_TLS)
    said = {"name": "poll_requests", "python": "tls.py", "arguments": [POLL], "hosts": HOSTS}
    (tmp_path / "tls.yaml").write_text(json.dumps(said))
    folders = [tmp_path / name for name in ("plain", "one", "two")]
    for folder, named in zip(folders, (POLL, *[str(tmp_path / "tls.yaml")] * 2), strict=True):
        golive.run("calm", named, sets=HARD, out=folder)
    plain, one, two = folders
    names = sorted(path.relative_to(one).as_posix() for path in one.rglob("*") if path.is_file())
    assert not [name for name in names if "golive-ca" in name]
    for name in ("ledger.jsonl", "orders.jsonl", "candidate.log", "scorecard.json"):
        assert (one / name).read_bytes() == (two / name).read_bytes(), name
    assert (one / "orders.jsonl").read_bytes() == (plain / "orders.jsonl").read_bytes()
    assert (one / "ledger.jsonl").read_bytes() == (plain / "ledger.jsonl").read_bytes()
    log = (one / "candidate.log").read_text()
    assert all(error in log for error in ("Read timed out", "RemoteDisconnected"))


EVERY_MINUTE = f"""
import requests, time
while True:
    print(requests.get("https://{ERP}/api/v1/health").status_code)
    time.sleep(60)
"""


def test_both_instances_of_a_program_reach_the_names(tmp_path: Path) -> None:
    chaos = "chaos=[{fault: overlap, at: 5m, for: 5m}]"
    result = run(tmp_path, EVERY_MINUTE, [*SHORT, chaos], hosts=HOSTS)
    assert {"200", "instance 1: 200", "instance 2: 200"} == set(written(result))
    calls = [fact.data for fact in result.facts if fact.kind == "exchange.answered"]
    assert {fact.get("instance") for fact in calls if fact["op"] == "erp.health.read"} >= {1, 2}


def test_a_coroutine_with_a_kit_has_no_names_to_lead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kitted.py").write_text("async def integrate(kit): pass")
    (tmp_path / "kitted.yaml").write_text(json.dumps({"python": "kitted:integrate", "hosts": {}}))
    with pytest.raises(UnknownCandidate, match="hosts: kitted:integrate calls shop and ERP by its kit"):
        resolve("./kitted.yaml")
