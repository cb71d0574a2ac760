"""Idempotency keys: the first reply to a request is kept, and answers every repetition of it with the same key.

As in draft-ietf-httpapi-idempotency-key-header: the same key with other content is refused with 422, and with 409
while the first request is under way. Only replies to requests that were carried out are kept, so a refused request may
be corrected and sent again with its key.
"""

from __future__ import annotations

import hashlib
import json
from collections import deque
from copy import copy
from dataclasses import dataclass
from typing import Any

from fake_erp.errors import ErpError
from fake_erp.messages import Reply, Request
from fake_erp.model import Now

HEADER = "idempotency-key"
REPLAYED = "Idempotency-Replayed"
LONGEST = 255
"""Characters of a key that count; longer keys are refused."""


class KeyInFlight(ErpError):
    """The first request with this key is still under way."""

    code = "idempotency_in_flight"


class KeyReused(ErpError):
    """The key was used for another request, or is no key at all."""

    code = "idempotency_mismatch"


@dataclass(frozen=True, slots=True)
class Kept:
    """A reply, and the request that it is for."""

    digest: str
    reply: Reply
    until_ms: int


class IdempotencyKeys:
    """The replies that are kept, by client and key, for `lifetime_ms`; 0 keeps none and ignores the header."""

    def __init__(self, now: Now, lifetime_ms: int) -> None:
        self._now = now
        self._lifetime_ms = lifetime_ms
        self._kept: dict[tuple[str, str], Kept] = {}
        self._by_age: deque[tuple[int, tuple[str, str]]] = deque()
        self._under_way: dict[tuple[str, str], Request] = {}

    def __getstate__(self) -> dict[str, Any]:
        """Without the requests under way, which are no part of a snapshot."""
        return {**self.__dict__, "_under_way": {}}

    def applies(self, request: Request) -> bool:
        """Whether a request has a key that counts."""
        return bool(self._lifetime_ms) and request.method == "POST" and HEADER in request.headers

    def enter(self, owner: str, request: Request) -> None:
        """A request with a key comes in. Raises KeyInFlight or KeyReused."""
        address = self._address(owner, request)
        if address in self._under_way:
            raise KeyInFlight(
                f"the first request with Idempotency-Key {address[1]!a} is still under way; wait and send it again",
                "idempotency-key",
            )
        kept = self._find(address)
        if kept is not None and kept.digest != _digest(request):
            raise KeyReused(
                f"Idempotency-Key {address[1]!a} was used for another request; give every request a key of its own",
                "idempotency-key",
            )
        self._under_way[address] = request

    def leave(self, owner: str, request: Request) -> None:
        """A request with a key is done."""
        address = (owner, request.headers[HEADER])
        if self._under_way.get(address) is request:
            del self._under_way[address]

    def replay(self, owner: str, request: Request) -> Reply | None:
        """The reply that is kept for a request."""
        kept = self._find((owner, request.headers[HEADER]))
        if kept is None:
            return None
        reply = copy(kept.reply)
        reply.headers = {**reply.headers, REPLAYED: "true"}
        reply.concealed = "refused"
        return reply

    def keep(self, owner: str, request: Request, reply: Reply) -> None:
        """Keep the reply to a request that was carried out."""
        nothing_done = reply.status >= 400 and reply.concealed != "applied"
        if nothing_done or reply.concealed == "refused":
            return
        address, until_ms = (owner, request.headers[HEADER]), self._now() + self._lifetime_ms
        self._kept[address] = Kept(_digest(request), reply, until_ms)
        self._by_age.append((until_ms, address))

    def _address(self, owner: str, request: Request) -> tuple[str, str]:
        key = request.headers[HEADER]
        if not 1 <= len(key) <= LONGEST:
            raise KeyReused(
                f"Idempotency-Key: expected 1 to {LONGEST} characters, got {len(key)}", "idempotency-key"
            )
        return owner, key

    def _find(self, address: tuple[str, str]) -> Kept | None:
        now = self._now()
        while self._by_age and self._by_age[0][0] <= now:
            _, old = self._by_age.popleft()
            kept = self._kept.get(old)
            if kept is not None and kept.until_ms <= now:
                del self._kept[old]
        return self._kept.get(address)


def _digest(request: Request) -> str:
    """What tells one request from another: its address and its body, however it is laid out."""
    body: Any = request.data
    if request.body:
        try:
            body = json.loads(request.body)
        except (ValueError, RecursionError):
            body = request.body.decode("latin-1")
    try:
        text = json.dumps([request.path, request.query, body], sort_keys=True)
    except (ValueError, TypeError, RecursionError):
        text = repr([request.path, request.query])
    return hashlib.sha256(text.encode()).hexdigest()
