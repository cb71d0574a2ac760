"""Host names that are fixed in a program lead to the fakes, and everything else is refused by name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from golive_virtual.hosts import Hosts
from tests.live.program_runs import candidate, facts, run

pytestmark = pytest.mark.slow

BRIEF = ["clock.duration=1m", "clock.settle=10s"]
ERP = "1234567.suitetalk.api.netsuite.com"
SHOP = "shop.example.com"
HOSTS = {ERP: "erp", SHOP: "shop"}
STAY = "\nimport time\ntime.sleep(60)"


def said(folder: Path, *command: str, hosts: dict[str, str] | None = HOSTS, **more: object) -> list[str]:
    """What a program prints that calls these hosts."""
    program = candidate(
        folder, command=list(command), hosts=hosts, sealed="no", stop="100ms", every="10m", **more
    )
    run(program, folder, BRIEF)
    return (folder / "candidate.log").read_text().splitlines()


def refused(folder: Path) -> list[tuple[str, int]]:
    return [(fact.data["host"], fact.data["port"]) for fact in facts(folder, "candidate.address_refused")]


PYTHON = f"""
import requests
print(requests.get("https://{ERP}/api/v1/health").status_code)
print(requests.get("http://{SHOP}/rest/V1/store/storeConfigs").status_code)
session = requests.Session()
for _ in range(2):
    print(session.get("http://{SHOP}/rest/V1/store/storeViews").status_code)
answer = session.get("http://other.example.com/")
print(answer.status_code, answer.text.strip())
try:
    requests.get("https://api.example.com:8443/secret")
except requests.exceptions.ProxyError as error:
    print("proxy error" if "403" in str(error) else error)
"""


def test_python_reaches_the_fakes_by_the_names_that_it_has(run_dir: Path) -> None:
    lines = said(run_dir, "{python}", "-c", PYTHON)
    assert lines[:4] == ["200", "401", "401", "401"]
    assert lines[4].startswith("403 golive lets nothing out of this machine: other.example.com is refused")
    assert "hosts: {other.example.com: shop}" in lines[4]
    assert lines[5] == "proxy error"
    assert refused(run_dir) == [("other.example.com", 80), ("api.example.com", 8443)]
    assert {fact.data["op"] for fact in facts(run_dir, "exchange.answered")} >= {"erp.health.read"}


SIGNED = """
import requests, sys
from oauthlib.oauth1 import Client
key, secret, token, token_secret, url = sys.argv[1:]
signer = Client(key, secret, token, token_secret, signature_method="HMAC-SHA256")
answer = requests.get(url, headers=signer.sign(url)[1])
print(answer.status_code, answer.text if answer.status_code != 200 else "")
"""


def test_a_signature_over_the_address_of_another_machine_is_right(run_dir: Path) -> None:
    keys = ["consumer_key", "consumer_secret", "access_token", "access_token_secret"]
    url = f"https://{SHOP}/rest/V1/store/storeConfigs"
    lines = said(run_dir, "{python}", "-c", SIGNED, *(f"{{shop.oauth.{key}}}" for key in keys), url)
    assert lines == ["200 "]


UNTUNNELLED = """
import http.client, os, sys, urllib.parse
from oauthlib.oauth1 import Client
key, secret, token, token_secret, url = sys.argv[1:]
signer = Client(key, secret, token, token_secret, signature_method="HMAC-SHA256")
proxy = http.client.HTTPConnection(urllib.parse.urlsplit(os.environ["HTTPS_PROXY"]).netloc)
proxy.request("GET", url, headers={**signer.sign(url)[1], "Host": urllib.parse.urlsplit(url).netloc})
print(proxy.getresponse().status)
"""


def test_an_address_of_https_may_be_asked_of_the_proxy_without_a_tunnel(run_dir: Path) -> None:
    keys = ["consumer_key", "consumer_secret", "access_token", "access_token_secret"]
    url = f"https://{SHOP}/rest/V1/store/storeConfigs"
    lines = said(run_dir, "{python}", "-c", UNTUNNELLED, *(f"{{shop.oauth.{key}}}" for key in keys), url)
    assert lines == ["200"]


def test_a_call_over_tls_makes_a_program_ready(run_dir: Path) -> None:
    code = f"import requests, time; requests.get('https://{ERP}/api/v1/health'); print('up'); time.sleep(60)"
    run(candidate(run_dir, command=["{python}", "-uc", code], hosts=HOSTS, stop="100ms"), run_dir, BRIEF)
    assert (run_dir / "candidate.log").read_text() == "up\n"


def test_patterns_lead_whole_families_of_names(run_dir: Path) -> None:
    code = (
        "import requests\n"
        f"for name in ('{ERP}', 'a.b.suitetalk.api.netsuite.com', 'suitetalk.api.netsuite.com'):\n"
        "    try: print(requests.get(f'https://{name}/api/v1/health').status_code)\n"
        "    except requests.exceptions.ProxyError: print('refused')"
    ).replace("{name}", "{{name}}")
    hosts = {"*.suitetalk.api.netsuite.com": "erp"}
    assert said(run_dir, "{python}", "-c", code, hosts=hosts) == ["200", "200", "refused"]


def test_a_whole_name_counts_before_a_pattern_and_a_longer_pattern_before_a_shorter_one() -> None:
    hosts = Hosts({"*.example.com": 1, "*.api.example.com": 2, "x.api.example.com": 3})
    names = [
        "a.example.com",
        "a.api.example.com",
        "x.api.example.com",
        "b.c.example.com",
        "example.com",
        "com",
        "",
    ]
    assert [hosts.get(name) for name in names] == [1, 2, 3, 1, None, None, None]
    assert hosts.whole == ["x.api.example.com"]


LARGE = f"""
import requests
body = {{"items": ["x" * 1000] * 5000}}
answer = requests.post("https://{ERP}/api/v1/orders", json=body)
print(answer.status_code)
"""


def test_large_bodies_pass(run_dir: Path) -> None:
    assert said(run_dir, "{python}", "-c", LARGE) == ["401"]


def test_curl_is_led_by_its_environment(run_dir: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("needs curl")
    lines = said(
        run_dir, "curl", "-sS", "-w", "%{{http_code}}", "-o", "/dev/null", f"https://{ERP}/api/v1/health"
    )
    assert lines == ["200"]


PHP = f"""
$curl = function_exists('curl_init');
$context = stream_context_create(['http' => ['ignore_errors' => true, 'proxy' => str_replace('http:', 'tcp:',
  getenv('HTTPS_PROXY')), 'request_fulluri' => false]]);
file_get_contents('https://{ERP}/api/v1/health', false, $context);
echo $http_response_header[count($http_response_header) > 0 ? 0 : 0], "\\n";
"""


def test_php_trusts_the_authority_of_the_run(run_dir: Path) -> None:
    if shutil.which("php") is None:
        pytest.skip("needs php")
    assert " 200 " in said(run_dir, "php", "-r", PHP)[0]


JAVA = f"""
import java.net.URI;
import java.net.http.*;
public class Call {{
  public static void main(String[] words) throws Exception {{
    var url = URI.create("https://{ERP}/api/v1/health");
    var connection = (java.net.HttpURLConnection) url.toURL().openConnection();
    System.out.println(connection.getResponseCode());
  }}
}}
"""


@pytest.mark.clients
def test_java_trusts_the_authority_of_the_run(run_dir: Path) -> None:
    if shutil.which("java") is None or shutil.which("keytool") is None:
        pytest.skip("needs java and keytool")
    (run_dir.parent / "Call.java").write_text(JAVA)
    program = candidate(
        run_dir, command=["java", "Call.java"], hosts=HOSTS, sealed="no", every="10m", stop="100ms"
    )
    run(program, run_dir, ["clock.duration=5m", "clock.settle=1m"], speed=20)
    assert "200" in (run_dir / "candidate.log").read_text().splitlines()


def test_without_any_name_everything_is_refused(run_dir: Path) -> None:
    lines = said(run_dir, "{python}", "-c", PYTHON, hosts={})
    assert "403" in "\n".join(lines)
    assert (ERP, 443) in refused(run_dir)
