r"""Tokens of admins and customers: login, expiry, lockout, revocation.

Source: Adobe Commerce developer docs, "Token-based authentication"; Magento source,
Magento\Integration\Model\AdminTokenService and Magento\JwtUserToken (tokens from 2.4.4 on).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fake_magento.access.callers import ADMIN, CUSTOMER, GUEST_CALLER, Caller
from fake_magento.access.comparing import is_secret
from fake_magento.config import Admin, ShopConfig
from fake_magento.customers.accounts import Customers
from fake_magento.errors import NotAuthorized, ShopError

SIGN_IN = (
    "The account sign-in was incorrect or your account is disabled temporarily. "
    "Please wait and try again later."
)
TWO_FACTOR_ELSEWHERE = "Please use the 2fa provider-specific endpoints to obtain a token."
TWO_FACTOR_MISSING = (
    "You are required to configure personal Two-Factor Authorization in order to login. "
    "Please check your email."
)
_OPAQUE_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(slots=True)
class LoginFailures:
    """Failed logins of one user in a row, and the instant until which the account is locked."""

    count: int = 0
    locked_until_ms: int = 0


class Tokens:
    """The issuer of tokens, with a register of the valid ones. Instants are milliseconds since 1970."""

    def __init__(
        self, now: Callable[[], int], rng: random.Random, config: ShopConfig, customers: Customers
    ) -> None:
        self._now = now
        self._config = config
        self._customers = customers
        self._secret = rng.randbytes(32)
        self._valid: dict[str, tuple[int, Caller]] = {}
        self._failures: dict[tuple[int, str], LoginFailures] = {}
        self._issued = 0

    def configure(self, config: ShopConfig) -> None:
        """Issue tokens as another version does; those that were issued stay valid."""
        self._config = config

    def issue(self, username: str, password: str) -> str:
        """A new admin token. Raises NotAuthorized for a wrong password and a locked user alike."""
        admin, number = self._admin(username, password)
        if self._config.two_factor:
            if not admin.otp:
                raise ShopError(TWO_FACTOR_MISSING)
            raise ShopError(TWO_FACTOR_ELSEWHERE, {"active_providers": ["google"]})
        return self._make(Caller(ADMIN, number, admin.resources, admin.author), self._config.token_ttl_ms)

    def issue_with_otp(self, username: str, password: str, otp: str) -> str:
        """A new admin token by way of the two-factor provider. Raises NotAuthorized."""
        admin, number = self._admin(username, password)
        if not admin.otp or not is_secret(otp, admin.otp):
            raise NotAuthorized("Invalid code.")
        return self._make(Caller(ADMIN, number, admin.resources, admin.author), self._config.token_ttl_ms)

    def issue_to_customer(self, email: str, password: str) -> str:
        """A new customer token.

        Raises the same NotAuthorized for an unknown customer, a wrong password and a locked account.
        """
        failures = self._failures.setdefault((CUSTOMER, email.lower()), LoginFailures())
        customer = self._customers.by_email(email)
        is_right = customer is not None and is_secret(password, customer.password)
        if customer is None or not is_right or failures.locked_until_ms > self._now():
            self._fail(failures)
            raise NotAuthorized(SIGN_IN)
        failures.count = 0
        caller = Caller(CUSTOMER, customer.customer_id, ())
        return self._make(caller, self._config.customer_token_ttl_ms)

    def caller(self, token: str) -> Caller | None:
        """The user that a token was issued to; None for a token that was not issued here.

        The bearer of an expired token is a guest.
        """
        entry = self._valid.get(token)
        if entry is None:
            return None
        expires_ms, caller = entry
        return caller if expires_ms > self._now() else GUEST_CALLER

    def revoke(self, caller: Caller) -> None:
        """Invalidate all tokens of one user."""
        self._valid = {text: entry for text, entry in self._valid.items() if entry[1] != caller}

    def _admin(self, username: str, password: str) -> tuple[Admin, int]:
        failures = self._failures.setdefault((ADMIN, username), LoginFailures())
        if failures.locked_until_ms <= self._now():
            for number, admin in enumerate(self._config.admins, start=1):
                if admin.username == username and is_secret(password, admin.password):
                    failures.count = 0
                    return admin, number
        self._fail(failures)
        raise NotAuthorized(SIGN_IN)

    def _fail(self, failures: LoginFailures) -> None:
        now = self._now()
        if failures.locked_until_ms > now:
            return
        failures.count += 1
        if failures.count >= self._config.lockout_failures:
            failures.count = 0
            failures.locked_until_ms = now + self._config.lockout_ms

    def _make(self, caller: Caller, ttl_ms: int) -> str:
        now = self._now()
        expires = now + ttl_ms
        self._issued += 1
        token = self._jwt(caller, now, expires) if self._config.token_form == "jwt" else self._opaque()
        self._valid = {text: entry for text, entry in self._valid.items() if entry[0] > now}
        self._valid[token] = (expires, caller)
        return token

    def _jwt(self, caller: Caller, now: int, expires: int) -> str:
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


def _part(claims: Mapping[str, object]) -> str:
    return _base64(json.dumps(claims, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
