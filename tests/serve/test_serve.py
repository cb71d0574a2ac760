"""`golive serve`: what it promises to a developer and to the scripts around it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import shlex
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from tests.commands import Golive
from tests.live.alive import eventually
from tests.serve.served import Sandbox, call, served

pytestmark = pytest.mark.slow


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


def test_it_opens_at_the_instant_it_is_told() -> None:
    with served("erp", "--orders", "5", "--start", "2026-03-31T22:00:00+02:00") as sandbox:
        opened_ms = sandbox.control("/clock").data["now_ms"]
        days = {row["ordered_at"][:10] for row in sandbox.api("erp", "/api/v1/orders").data["rows"]}
    assert 0 <= opened_ms - 1_774_987_200_000 < 3_600_000
    assert days
    assert all("2026-02-27" <= day <= "2026-03-31" for day in days)


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
