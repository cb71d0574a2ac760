"""Who is asking: admins and customers by token, integrations by token or signature, guests.

Magento treats a wrong, expired or missing token alike: the caller is a guest, and guests may not. Only a broken
signature is an error by itself.
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
from fake_magento.rest.access.oauth import OAuth, is_signed
from fake_magento.rest.framework.http import Caller

if TYPE_CHECKING:
    from fake_magento.config import Admin
    from fake_magento.rest.framework.http import Request
    from fake_magento.shop import Shop

INTEGRATION, ADMIN, CUSTOMER, GUEST = 1, 2, 3, 4
"""Magento's user types."""
SELF = "self"
"""The resource of what belongs to a customer: `carts/mine`, `customers/me`. Nobody else may."""
TWO_FACTOR_ELSEWHERE = "Please use the 2fa provider-specific endpoints to obtain a token."
TWO_FACTOR_MISSING = (
    "You are required to configure personal Two-Factor Authorization in order to login. "
    "Please check your email."
)
OPEN_TO_ALL = ("Magento_Catalog::products", "Magento_Catalog::categories", "Magento_Backend::store")
"""What anybody may read where the shop allows anonymous access to its catalogue."""
NOBODY = Caller(GUEST, 0, ())
_OPAQUE_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(slots=True)
class Failures:
    count: int = 0
    locked_until_ms: int = 0


class Tokens:
    """Issues tokens of admins and customers, remembers which are alive, and knows the integrations."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._secret = shop.rng.randbytes(32)
        self._alive: dict[str, tuple[int, Caller]] = {}
        self._failures: dict[tuple[int, str], Failures] = {}
        self._issued = 0
        self._oauth = OAuth(shop)
        self._forever = _forever(shop)

    # -- logging in ----------------------------------------

    def issue(self, username: str, password: str) -> str:
        """A new admin token. Raises Magento's 401 for a wrong password or a locked user alike."""
        admin, number = self._admin(username, password)
        if self._shop.config.two_factor:
            if not admin.otp:
                raise ShopError(TWO_FACTOR_MISSING)
            raise ShopError(TWO_FACTOR_ELSEWHERE, 400, {"active_providers": ["google"]})
        return self._make(Caller(ADMIN, number, admin.resources), self._shop.config.token_ttl_ms)

    def issue_with_otp(self, username: str, password: str, otp: str) -> str:
        """A new admin token by way of the two-factor provider."""
        admin, number = self._admin(username, password)
        if not admin.otp or otp != admin.otp:
            raise ShopError("Invalid code.", 401)
        return self._make(Caller(ADMIN, number, admin.resources), self._shop.config.token_ttl_ms)

    def issue_to_customer(self, email: str, password: str) -> str:
        """A new customer token; the same 401 for an unknown customer, a wrong password and a locked account."""
        failures = self._failures.setdefault((CUSTOMER, email.lower()), Failures())
        customer = self._shop.customers.by_email(email)
        is_right = customer is not None and customer.password is not None and customer.password == password
        if customer is None or not is_right or failures.locked_until_ms > self._shop.now():
            self._fail(failures)
            raise ShopError(SIGN_IN, 401)
        failures.count = 0
        caller = Caller(CUSTOMER, customer.customer_id, ())
        return self._make(caller, self._shop.config.customer_token_ttl_ms)

    def _admin(self, username: str, password: str) -> tuple[Admin, int]:
        failures = self._failures.setdefault((ADMIN, username), Failures())
        if failures.locked_until_ms <= self._shop.now():
            for number, admin in enumerate(self._shop.config.admins, start=1):
                if admin.username == username and admin.password == password:
                    failures.count = 0
                    return admin, number
        self._fail(failures)
        raise ShopError(SIGN_IN, 401)

    def _fail(self, failures: Failures) -> None:
        now = self._shop.now()
        if failures.locked_until_ms > now:
            return
        failures.count += 1
        if failures.count >= self._shop.config.lockout_failures:
            failures.count = 0
            failures.locked_until_ms = now + self._shop.config.lockout_ms

    def _make(self, caller: Caller, ttl_ms: int) -> str:
        now = self._shop.now()
        expires = now + ttl_ms
        self._issued += 1
        if self._shop.config.token_form == "jwt":
            token = self._signed(caller, now, expires)
        else:
            token = self._opaque()
        self._alive = {text: entry for text, entry in self._alive.items() if entry[0] > now}
        self._alive[token] = (expires, caller)
        return token

    def _signed(self, caller: Caller, now: int, expires: int) -> str:
        claims = {
            "uid": caller.user_id,
            "utypid": caller.user_type,
            "iat": now // 1000,
            "exp": expires // 1000,
            "jti": self._issued,
        }
        body = f"{_part({'kid': '1', 'alg': 'HS256'})}.{_part(claims)}"
        return f"{body}.{_base64(hmac.new(self._secret, body.encode(), hashlib.sha256).digest())}"

    def _opaque(self) -> str:
        digest = hmac.new(self._secret, str(self._issued).encode(), hashlib.sha256).digest()
        return "".join(_OPAQUE_ALPHABET[byte % len(_OPAQUE_ALPHABET)] for byte in digest)

    def revoke_all(self) -> None:
        """Every token of a login dies at once, as when the key is changed."""
        self._alive.clear()

    def revoke(self, caller: Caller) -> None:
        """All tokens of one caller die."""
        self._alive = {text: entry for text, entry in self._alive.items() if entry[1] != caller}

    # -- being let in ----------------------------------------

    def check(self, request: Request, acl: str) -> ShopError | None:
        """None when the caller may use the resource, else Magento's refusal. `request.caller` says who it is."""
        try:
            caller = request.caller = self._caller(request)
        except ShopError as error:
            return error
        return None if self._may(caller, request, acl) else ShopError(UNAUTHORIZED, 401, {"resources": acl})

    def _may(self, caller: Caller, request: Request, acl: str) -> bool:
        if acl == SELF:
            return caller.user_type == CUSTOMER
        if caller.resources is None or acl in caller.resources:
            return True
        return self._shop.config.anonymous_catalog and request.method == "GET" and acl in OPEN_TO_ALL

    def _caller(self, request: Request) -> Caller:
        authorization = request.headers.get("authorization")
        if is_signed(authorization, request.query):
            number, integration = self._oauth.verify(request, authorization)
            return Caller(INTEGRATION, number, integration.resources)
        if authorization is None:
            return NOBODY
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer":
            return NOBODY
        entry = self._alive.get(token)
        if entry is None:
            return self._forever.get(token, NOBODY)
        return entry[1] if entry[0] > self._shop.now() else NOBODY


def _forever(shop: Shop) -> dict[str, Caller]:
    """Bearer tokens that never expire."""
    config = shop.config
    found = {}
    if config.integration_bearer:
        for number, each in enumerate(config.integrations, start=1):
            found[each.access_token] = Caller(INTEGRATION, number, each.resources)
    if config.integration_token:
        found.setdefault(config.integration_token, Caller(INTEGRATION, len(config.integrations) + 1, None))
    return found


def _part(claims: Mapping[str, object]) -> str:
    return _base64(json.dumps(claims, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
