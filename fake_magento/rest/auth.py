"""Who is asking: admin tokens (HS256 JWTs that expire), the integration's token, guests.

Magento treats a wrong, expired or missing token alike: the caller is a guest, and guests may not.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fake_magento.errors import SIGN_IN, UNAUTHORIZED, ShopError

if TYPE_CHECKING:
    from fake_magento.config import Admin
    from fake_magento.shop import Shop


@dataclass(slots=True)
class Failures:
    count: int = 0
    locked_until_ms: int = 0


class Tokens:
    """Issues admin tokens and remembers which are alive."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._secret = shop.rng.randbytes(32)
        self._alive: dict[str, tuple[int, Admin]] = {}
        self._failures: dict[str, Failures] = {}
        self._issued = 0

    def issue(self, username: str, password: str) -> str:
        """A new admin token. Raises Magento's 401 for a wrong password or a locked user alike."""
        shop, now = self._shop, self._shop.now()
        failures = self._failures.setdefault(username, Failures())
        for number, admin in enumerate(shop.config.admins, start=1):
            if admin.username == username and admin.password == password and failures.locked_until_ms <= now:
                failures.count = 0
                return self._make(number, admin, now)
        self._fail(failures, now)
        raise ShopError(SIGN_IN, 401)

    def _fail(self, failures: Failures, now: int) -> None:
        if failures.locked_until_ms > now:
            return
        failures.count += 1
        if failures.count >= self._shop.config.lockout_failures:
            failures.count = 0
            failures.locked_until_ms = now + self._shop.config.lockout_ms

    def _make(self, number: int, admin: Admin, now: int) -> str:
        expires = now + self._shop.config.token_ttl_ms
        self._issued += 1
        claims = {"uid": number, "utypid": 2, "iat": now // 1000, "exp": expires // 1000, "jti": self._issued}
        body = f"{_part({'kid': '1', 'alg': 'HS256'})}.{_part(claims)}"
        signature = hmac.new(self._secret, body.encode(), hashlib.sha256).digest()
        token = f"{body}.{_base64(signature)}"
        self._alive = {text: entry for text, entry in self._alive.items() if entry[0] > now}
        self._alive[token] = (expires, admin)
        return token

    def revoke_all(self) -> None:
        """Every admin token dies at once, as when the key is changed."""
        self._alive.clear()

    def check(self, authorization: str | None, acl: str) -> ShopError | None:
        """None when the bearer may use the resource, else Magento's 401."""
        if authorization is not None:
            scheme, _, token = authorization.partition(" ")
            if scheme.lower() == "bearer" and self._allows(token, acl):
                return None
        return ShopError(UNAUTHORIZED, 401, {"resources": acl})

    def _allows(self, token: str, acl: str) -> bool:
        entry = self._alive.get(token)
        if entry is None:
            return token == self._shop.config.integration_token and token != ""
        expires, admin = entry
        return expires > self._shop.now() and (admin.resources is None or acl in admin.resources)


def _part(claims: Mapping[str, object]) -> str:
    return _base64(json.dumps(claims, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
