"""Clients of the two systems: logins are renewed, temporary failures are repeated, long ones are alerted."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Awaitable, Callable
from typing import Any

from golive.candidates.kit import CallFailed, Client, Kit, NoAnswer, Response
from golive.scenario.model.staff.roles import ERP, TECHNICAL

TEMPORARY = frozenset({401, 408, 425, 429, 500, 502, 503, 504})
TEMPORARY_CODES = frozenset({"locked", "warehouse_frozen"})
TEMPORARY_ROWS = TEMPORARY_CODES | {
    "overloaded",
    "too_many_requests",
    "server_error",
    "unavailable",
    "unauthorized",
}
"""Codes of rows that say nothing about the order."""
LATE_COMMIT_S = 240
"""How long the ERP may still be working on a call that was not answered."""
TROUBLE_S = 4 * 60
_NUMBERS = re.compile(r"/[^/]*\d[^/]*(?<!/V1)(?<!/v1)")

Found = Callable[[], Awaitable[Any]]
"""What an unanswered call left behind, or None."""


class Refused(Exception):
    """A system has answered, and the answer is no."""

    def __init__(self, reply: Response) -> None:
        body = reply.data if isinstance(reply.data, dict) else {}
        error = body.get("error")
        given = error if isinstance(error, dict) else {}
        self.status = reply.status
        self.code = str(given.get("code", ""))
        self.details: dict[str, Any] = given.get("details") or {}
        named = [each.get("parameters") for each in body.get("errors") or ()]
        self.skus = {str(each["sku"]) for each in named if isinstance(each, dict) and "sku" in each}
        """The articles that the shop names."""
        limits = body.get("parameters")
        self.most = int(limits.get("max", 0)) if isinstance(limits, dict) else 0
        """The most items of a call that the shop allows; 0 where it does not say."""
        super().__init__(f"{reply.status} {self.code} {given.get('message') or str(reply.data)[:150]}")


class Api:
    """One system. All calls share one back-off; one that fails for long raises one alert, its end another."""

    def __init__(
        self, kit: Kit, name: str, client: Client, login: Callable[[Client], Awaitable[Response]]
    ) -> None:
        self._kit = kit
        self._name = name
        self._owner = ERP if client is kit.erp else TECHNICAL
        self._client = client
        self._login = login
        self._lock = asyncio.Lock()
        self._headers: dict[str, str] = {}
        self._pause_until_ms = 0
        self._failures: dict[str, int] = {}
        self._trouble: dict[str, Any] = kit.storage.table("trouble")
        self._rng: random.Random = kit.rng

    async def once(self, method: str, path: str, data: Any = None) -> Response:
        """One attempt, after the back-off. Raises CallFailed; every status is a response."""
        await self._pause()
        operation = f"{method} {_NUMBERS.sub('/:id', path.partition('?')[0])}"
        try:
            reply = await self._authorised(method, path, data)
        except CallFailed as failure:
            await self._failed(operation, str(failure), None)
            raise
        if reply.status in TEMPORARY:
            wait = reply.headers.get("retry-after")
            await self._failed(operation, f"answered {reply.status}", wait, reply.status != 500)
        else:
            self._succeeded(operation)
        return reply

    async def _pause(self) -> None:
        """Wait until the system may be called."""
        while (left_ms := self._pause_until_ms - self._kit.now_ms()) > 0:
            await asyncio.sleep(left_ms / 1000 * (1 + 0.3 * self._rng.random()))

    async def get(self, path: str) -> Any:
        """The data at an address, however long it takes. Raises Refused."""
        while True:
            try:
                reply = await self.once("GET", path)
            except CallFailed:
                continue
            if _is_yes(reply):
                return reply.data
            if reply.status not in TEMPORARY:
                raise Refused(reply)

    async def send(
        self, method: str, path: str, data: Any, found: Found | None = None, *, waits_for_locks: bool = True
    ) -> Any:
        """Send until it is answered. After an unanswered attempt look with `found` before the next. Raises Refused.

        Without `found` the call is repeated, so it has to be one that may be. With `waits_for_locks` it is repeated
        also while the ERP refuses it for a lock.
        """
        while True:
            try:
                reply = await self.once(method, path, data)
            except CallFailed as failure:
                there = await _look(found) if isinstance(failure, NoAnswer) else None
                if there is not None:
                    return there
                continue
            if _is_yes(reply):
                return reply.data
            if reply.status in TEMPORARY:
                there = await _look(found) if reply.status == 504 else None
                if there is not None:
                    return there
                continue
            refused = Refused(reply)
            if refused.code not in TEMPORARY_CODES or not waits_for_locks:
                raise refused
            await asyncio.sleep(120)

    async def _authorised(self, method: str, path: str, data: Any) -> Response:
        headers = self._headers
        if not headers:
            reply = await self._renew(headers)
            if not reply.ok:
                return reply
        reply = await self._client.request(method, path, data, self._headers)
        if reply.status == 401:
            login = await self._renew(self._headers)
            if not login.ok:
                return login
            reply = await self._client.request(method, path, data, self._headers)
        return reply

    async def _renew(self, stale: dict[str, str]) -> Response:
        async with self._lock:
            if self._headers is not stale:
                return Response(200, None, {})
            await self._pause()
            reply = await self._login(self._client)
            self._advised(reply.headers.get("retry-after"))
            if reply.ok:
                token = reply.data["access_token"] if isinstance(reply.data, dict) else reply.data
                self._headers = {"authorization": f"Bearer {token}"}
            return reply

    async def _failed(
        self, operation: str, why: str, retry_after: str | None, is_general: bool = True
    ) -> None:
        """Back off by what the system advises, or by the failures of this call in a row.

        `is_general`: whether the failure is one of the whole system, so that all calls wait.
        """
        now_ms = self._kit.now_ms()
        count = self._failures[operation] = self._failures.get(operation, 0) + 1
        seconds = min(60.0, 2.0 ** min(count, 6)) * (0.5 + 0.5 * self._rng.random())
        seconds = self._advised(retry_after) or seconds
        if is_general:
            self._pause_until_ms = max(self._pause_until_ms, now_ms + int(seconds * 1000))
        since_ms, alerted = self._trouble.get(operation, (now_ms, False))
        is_known = any(each[1] for each in self._trouble.values())
        if not is_known and now_ms - since_ms >= TROUBLE_S * 1000:
            minutes = (now_ms - since_ms) // 60_000
            self._kit.desk.alert(
                f"{self._name}: {operation} has failed for {minutes} minutes: {why}", self._owner
            )
            alerted = True
        self._trouble[operation] = (since_ms, alerted)
        await asyncio.sleep(seconds)

    def _advised(self, retry_after: str | None) -> float:
        """Keep to the pause that an answer asks for, in seconds; 0 where it asks for none."""
        if retry_after is None or not retry_after.isdigit():
            return 0.0
        seconds = min(1800.0, float(retry_after))
        self._pause_until_ms = max(self._pause_until_ms, self._kit.now_ms() + int(seconds * 1000))
        return seconds

    def _succeeded(self, operation: str) -> None:
        self._failures.pop(operation, None)
        trouble = self._trouble.pop(operation, None)
        if trouble is not None and trouble[1]:
            self._kit.desk.alert(f"{self._name}: {operation} works again", self._owner)


def _is_yes(reply: Response) -> bool:
    """Whether the answer is yes: an ERP may answer 200 with an error in the body."""
    return reply.ok and not (isinstance(reply.data, dict) and "error" in reply.data)


async def _look(found: Found | None) -> Any:
    """What an unanswered call has left behind, once the ERP must have finished with it."""
    if found is None:
        return None
    await asyncio.sleep(LATE_COMMIT_S)
    return await found()


def shop_of(kit: Kit) -> Api:
    """The shop with the login of an admin."""
    keys = kit.credentials
    body = {"username": keys.shop_user, "password": keys.shop_password}
    return Api(
        kit, "the shop", kit.shop, lambda client: client.post("/rest/V1/integration/admin/token", body)
    )


def erp_of(kit: Kit) -> Api:
    """The ERP with the login of a client."""
    keys = kit.credentials
    body = {"client_id": keys.erp_client_id, "client_secret": keys.erp_client_secret}
    return Api(kit, "the ERP", kit.erp, lambda client: client.post("/api/v1/token", body))


def search(*filters: tuple[str, str, object], page: int = 1, size: int = 100, sort: str = "entity_id") -> str:
    """Search criteria of the shop, all filters combined by and."""
    parts = []
    for at, (field, condition, value) in enumerate(filters):
        where = f"searchCriteria[filter_groups][{at}][filters][0]"
        text = str(value).replace(" ", "%20")
        parts.append(f"{where}[field]={field}&{where}[condition_type]={condition}&{where}[value]={text}")
    parts.append(f"searchCriteria[sortOrders][0][field]={sort}&searchCriteria[sortOrders][0][direction]=ASC")
    return "&".join([*parts, f"searchCriteria[pageSize]={size}&searchCriteria[currentPage]={page}"])
