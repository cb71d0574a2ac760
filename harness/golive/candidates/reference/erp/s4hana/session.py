"""Calls to S/4HANA: Basic authentication, the CSRF token of a session, refusals in the neutral form."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from typing import Any

from golive.candidates.kit import Kit, Response
from golive.candidates.sessions import LoggedIn

SERVICES = "/sap/opu/odata/sap"
TOKEN_AT = f"{SERVICES}/API_SALES_ORDER_SRV/"

MEANINGS: dict[str, tuple[int, str]] = {
    "R1/135": (409, "duplicate_reference"),
    "V4/115": (409, "duplicate_reference"),
    "V1/042": (409, "locked"),
    "V4/219": (409, "invalid_transition"),
    "/IWBEP/CM_MGW_RT/190": (409, "changed_meanwhile"),
    "/IWBEP/CM_MGW_RT/020": (404, "not_found"),
    "/IWBEP/CM_MGW_RT/021": (400, "malformed"),
    "SLS_LORD/005": (422, "unknown_customer"),
    "SLS_LORD/009": (422, "missing_field"),
    "V1/382": (422, "item_not_extended"),
    "V1/028": (422, "item_blocked"),
    "V1/150": (422, "credit_limit"),
    "V1/154": (422, "customer_blocked"),
    "F5/201": (422, "period_closed"),
    "V1/861": (422, "credit_exceeds_invoice"),
    "V1/862": (422, "credit_exceeds_billed"),
}
"""Message class and number to the status and the code that it means."""


class S4Session:
    """Keeps the session cookies and the CSRF token; fetches another one when a change needs it."""

    def __init__(self, kit: Kit) -> None:
        user, password = kit.erp_login["user"], kit.erp_login["password"]
        encoded = b64encode(f"{user}:{password}".encode()).decode()
        self._client = kit.erp
        self._basic = {"authorization": f"Basic {encoded}", "accept": "application/json"}
        self._token: dict[str, str] = {}
        self._fetching = asyncio.Lock()
        self.on_login: LoggedIn | None = None

    async def get(self, path: str, timeout_s: float | None = None) -> Response:
        """Read something; a refusal is in the neutral form. Raises CallFailed."""
        return neutral(await self._client.request("GET", path, None, self._basic, timeout_s))

    async def send(
        self,
        method: str,
        path: str,
        data: Any = None,
        etag: str = "",
        timeout_s: float | None = None,
    ) -> Response:
        """Change something, with the ETag where there is one. Raises CallFailed."""
        refused = await self._fetch({}) if not self._token else None
        if refused is not None:
            return refused
        token = self._token
        reply = await self._send(method, path, data, etag, timeout_s)
        if reply.status == 403 and reply.headers.get("x-csrf-token", "").lower() == "required":
            refused = await self._fetch(token)
            if refused is not None:
                return refused
            reply = await self._send(method, path, data, etag, timeout_s)
        return neutral(reply)

    async def _send(self, method: str, path: str, data: Any, etag: str, timeout_s: float | None) -> Response:
        headers = {**self._basic, **self._token, "content-type": "application/json"}
        if etag:
            headers["if-match"] = etag
        return await self._client.request(method, path, data, headers, timeout_s)

    async def _fetch(self, stale: dict[str, str]) -> Response | None:
        """Fetch a token unless another call has done so; the reply where it is refused."""
        async with self._fetching:
            if self._token and self._token is not stale:
                return None
            reply = await self._client.request(
                "GET", TOKEN_AT, None, {**self._basic, "x-csrf-token": "Fetch"}
            )
            if self.on_login is not None:
                self.on_login(reply.status)
            if not reply.ok:
                return neutral(reply)
            pairs = [line.partition(";")[0] for line in reply.headers.get("set-cookie", "").splitlines()]
            self._token = {
                "x-csrf-token": reply.headers.get("x-csrf-token", ""),
                "cookie": "; ".join([pair for pair in pairs if pair]),
            }
        return None


def neutral(reply: Response) -> Response:
    """A refusal with the status that it means, and with its error in the form of the native interface."""
    if reply.ok:
        return reply
    error = reply.data.get("error") if isinstance(reply.data, dict) else None
    if reply.headers.get("x-csrf-token", "").lower() == "required":
        return _refusal(reply, 401, "unauthorized", "the CSRF token is not accepted", None)
    if not isinstance(error, dict):
        code = "unauthorized" if reply.status == 401 else "unknown"
        text = f"the ERP answered {reply.status}"
        return _refusal(reply, reply.status, code, text, None)
    code = str(error.get("code", ""))
    message = error.get("message")
    text = message.get("value", "") if isinstance(message, dict) else str(message)
    status, meant = MEANINGS.get(code, (reply.status if reply.status != 400 else 422, code))
    return _refusal(reply, status, meant, str(text), _field(error))


def _refusal(reply: Response, status: int, code: str, message: str, field: str | None) -> Response:
    error: dict[str, Any] = {"code": code, "message": message, "field": field, "details": {}}
    return Response(status, {"error": error}, reply.headers)


def _field(error: dict[str, Any]) -> str | None:
    inner = error.get("innererror")
    details = inner.get("errordetails") if isinstance(inner, dict) else None
    if isinstance(details, list) and details and isinstance(details[0], dict):
        return details[0].get("propertyref") or None
    target = error.get("target")
    return target if isinstance(target, str) and target else None
