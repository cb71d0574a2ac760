"""Clients and their bearer tokens, which expire."""

from __future__ import annotations

from collections import deque
from random import Random

from fake_erp.errors import Unauthorized
from fake_erp.model import Now


class Sessions:
    def __init__(self, now: Now, rng: Random, lifetime_ms: int) -> None:
        self._now = now
        self._rng = rng
        self.lifetime_ms = lifetime_ms
        self._secrets: dict[str, str] = {}
        self._by_header: dict[str, tuple[str, int]] = {}
        self._issued: deque[tuple[int, str]] = deque()

    def add_client(self, client_id: str, secret: str) -> None:
        """Let a client in, or change its secret. Its tokens stay good until they expire."""
        self._secrets[client_id] = secret

    def login(self, client_id: str, secret: str) -> str:
        """A new token, good for `lifetime_ms`. Raises Unauthorized."""
        if self._secrets.get(client_id) != secret:
            raise Unauthorized("client_id or client_secret is wrong; ask the ERP's administrator for both")
        now = self._now()
        self._forget(now)
        token = f"{self._rng.getrandbits(160):040x}"
        header = f"Bearer {token}"
        expires_at_ms = now + self.lifetime_ms
        self._by_header[header] = (client_id, expires_at_ms)
        self._issued.append((expires_at_ms, header))
        return token

    def client(self, authorization: str | None) -> str:
        """The client behind an Authorization header. Raises Unauthorized."""
        if authorization is None:
            raise Unauthorized("no token: send Authorization: Bearer <token>; POST /api/v1/token gives one")
        session = self._by_header.get(authorization)
        if session is None:
            scheme, _, token = authorization.partition(" ")
            if scheme.lower() == "bearer":
                session = self._by_header.get(f"Bearer {token.strip()}")
        if session is None:
            raise Unauthorized("unknown token; POST /api/v1/token gives a new one")
        if session[1] <= self._now():
            raise Unauthorized("the token has expired; POST /api/v1/token gives a new one")
        return session[0]

    def revoke_all(self) -> None:
        """Forget every token, as a restart of the ERP does."""
        self._by_header.clear()
        self._issued.clear()

    def _forget(self, now: int) -> None:
        """Drop tokens that expired a whole lifetime ago: until then their refusal can say why."""
        while self._issued and self._issued[0][0] + self.lifetime_ms <= now:
            self._by_header.pop(self._issued.popleft()[1], None)
