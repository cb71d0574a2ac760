"""Token-based authentication of NetSuite: every request is signed with OAuth 1.0 and HMAC-SHA256."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote

from golive.candidates.kit import Kit, Response


def _escaped(text: str) -> str:
    return quote(text, safe="-._~")


def authorization(
    keys: Mapping[str, str], method: str, target: str, timestamp: int, nonce: str
) -> dict[str, str]:
    """The header for a request to a path with its query; the host is that of the account."""
    sent = {
        "oauth_consumer_key": keys["consumer_key"],
        "oauth_nonce": nonce,
        "oauth_signature_method": "HMAC-SHA256",
        "oauth_timestamp": str(timestamp),
        "oauth_token": keys["token_id"],
        "oauth_version": "1.0",
    }
    path, _, query = target.partition("?")
    host = keys["account"].lower().replace("_", "-")
    given = [*sent.items(), *parse_qsl(query, keep_blank_values=True)]
    pairs = sorted((_escaped(name), _escaped(value)) for name, value in given)
    parameters = "&".join([f"{name}={value}" for name, value in pairs])
    address = f"https://{host}.suitetalk.api.netsuite.com{path}"
    text = "&".join([method, _escaped(address), _escaped(parameters)])
    secret = f"{keys['consumer_secret']}&{keys['token_secret']}"
    signature = base64.b64encode(hmac.digest(secret.encode(), text.encode(), "sha256")).decode()
    shown = {"realm": keys["account"], **sent, "oauth_signature": signature}
    return {
        "authorization": "OAuth "
        + ", ".join([f'{name}="{_escaped(value)}"' for name, value in shown.items()])
    }


class SignedClient:
    """A client of the ERP that signs its requests."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def request(
        self,
        method: str,
        target: str,
        data: Any = None,
        headers: Mapping[str, str] | None = None,
        timeout_s: float | None = None,
    ) -> Response:
        """Send a request. Raises CallFailed."""
        now_ms = self._kit.now_ms()
        nonce = f"{now_ms:x}{self._kit.rng.getrandbits(32):08x}"
        signed = authorization(self._kit.erp_login, method, target, now_ms // 1000, nonce)
        return await self._kit.erp.request(method, target, data, {**signed, **(headers or {})}, timeout_s)
