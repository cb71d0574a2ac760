"""No secret of a run reaches its folder."""

from __future__ import annotations

import base64
from pathlib import Path
from random import Random
from typing import Any

import pytest

from fake_erp.builder import new_erp
from fake_erp.dialects.registry import DIALECTS
from golive.bodies.masks import MASK, Masks, carried, headers, of_login
from golive.build.world import credentials_of
from golive.candidates.kit import Kit
from golive.candidates.reference import integrate
from golive.runner import RunResult, run

SPOKEN = ("native", "business_central", "business_one", "erpnext", "netsuite", "odoo", "s4hana")
"""Dialects of the reference integration."""
SHORT = ("clock.duration=4m", "clock.settle=2m")


@pytest.mark.parametrize(
    "text",
    [
        '{"access_token":"SECRETVALUE","token_type":"bearer"}',
        '{"Password": "SECRETVALUE", "UserName": "manager"}',
        '{"a":{"SessionId":"SECRETVALUE"}}',
        '{"password":"SECRETVALUE with \\" a quote SECRETVALUE"}',
        '{"api_key":"SECRETVALUE',
        "grant_type=password&password=SECRETVALUE&username=a",
        "client_secret=SECRETVALUE",
        "oauth_token=SECRETVALUE&oauth_signature=SECRETVALUE&oauth_nonce=SECRETVALUE",
        "<login><userid>a</userid><password>SECRETVALUE</password></login>",
        '<ns:sessionid kind="x">SECRETVALUE</ns:sessionid>',
        "the header was Bearer SECRETVALUE, which is unknown",
    ],
)
def test_values_named_as_secrets_are_masked(text: str) -> None:
    masked = Masks(()).text(text)
    assert "SECRETVALUE" not in masked
    assert MASK in masked


def test_what_is_no_secret_stays() -> None:
    text = '{"external_reference":"000000042","token_type":"bearer","lines":[{"item":"SKU-1","quantity":2}]}'
    assert Masks(()).text(text) == text


def test_known_secrets_are_masked_wherever_they_occur() -> None:
    assert Masks(["s3cr3t-word"]).text('["db", 2, "s3cr3t-word", "execute"]') == '["db", 2, "***", "execute"]'


def test_what_a_call_carries_in_its_headers_is_masked_in_its_bodies_too() -> None:
    basic = base64.b64encode(b"manager:pass-word-1").decode()
    given = {
        "authorization": f"Basic {basic}",
        "cookie": "B1SESSION=0123456789; ROUTE=.node1",
        "x-key": "abcdefgh",
    }
    also = carried(given)
    masked = Masks(()).text(f"pass-word-1 0123456789 abcdefgh {basic} 000000042", also)
    assert masked == f"{MASK} {MASK} {MASK} {MASK} 000000042"


def test_headers_keep_their_names_and_harmless_values_only() -> None:
    given = {
        "Authorization": "Bearer abcdefghijk",
        "Content-Type": "application/json",
        "X-Unknown": "v",
        "Host": "erp",
    }
    assert headers(given, Masks(()), ()) == {
        "authorization": f"Bearer {MASK}",
        "content-type": "application/json",
        "x-unknown": MASK,
    }


@pytest.mark.parametrize("dialect", SPOKEN)
def test_a_run_in_a_dialect_leaves_no_secret_in_its_folder(dialect: str, tmp_path: Path) -> None:
    """The logins of the run, and every token, key and cookie that the integration sent."""
    secrets: set[str] = set()

    async def watched(kit: Kit) -> None:
        for client in (kit.shop, kit.erp):
            client.request = _watched(client.request, secrets)  # type: ignore[method-assign]
        await integrate(kit)

    result = run("calm", watched, sets=(f"erp.dialect={dialect}", *SHORT), out=tmp_path / "run", bodies="all")
    assert secrets
    assert result.record.bodies["written"] > 5
    assert secrets
    _check(result, {*secrets, *_logins(dialect)})


@pytest.mark.parametrize("dialect", sorted({*DIALECTS} - {*SPOKEN, "legacy"}))
def test_logins_of_all_other_dialects_are_masked(dialect: str, tmp_path: Path) -> None:
    """They are sent as JSON, in a query and in headers; tokens in replies are secrets too."""
    secrets: set[str] = set()

    async def tries(kit: Kit) -> None:
        login = dict(kit.erp_login)
        path = next((value for name, value in login.items() if name.endswith("_url")), "/login")
        grant = {"grant_type": "client_credentials", **login}
        for options in (
            {},
            {"params": login},
            {"headers": {f"x-{name}": value for name, value in login.items()}},
        ):
            reply = await kit.erp.post(path, grant, **options)
            if isinstance(reply.data, dict):
                secrets.update(
                    str(value) for name, value in reply.data.items() if name.endswith("access_token")
                )

    result = run("calm", tries, sets=(f"erp.dialect={dialect}", *SHORT), out=tmp_path / "run", bodies="all")
    assert result.record.bodies["written"] >= 3
    _check(result, {*secrets, *_logins(dialect)})


def _logins(dialect: str) -> set[str]:
    given = credentials_of(1)
    erp = new_erp(lambda: 0, Random(1), lambda kind, keys, data: None, dialect=dialect)
    return {*given.secrets, *of_login(erp.dialect.login(given.erp_client_id, given.erp_client_secret))}


def _check(result: RunResult, secrets: set[str]) -> None:
    assert result.folder is not None
    for file in result.folder.iterdir():
        content = file.read_bytes()
        assert [each for each in secrets if each.encode() in content] == [], file.name


def _watched(request: Any, secrets: set[str]) -> Any:
    async def send(*words: Any, **options: Any) -> Any:
        secrets.update(
            each
            for each in carried(options.get("headers") or dict(enumerate(words)).get(3) or {})
            if len(each) >= 16
        )
        return await request(*words, **options)

    return send
