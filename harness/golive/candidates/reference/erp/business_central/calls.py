"""Calls of Business Central: the login, the two roots, and lists in order of the last change.

Lists have no cursor but the time of the last change, which many records may share. So a cursor is that time and the
ETags of the records that were seen with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

from golive.candidates.kit import Client, Kit, Response
from golive.candidates.reference.erp import Body, Cursor
from golive.candidates.reference.erp.business_central import forms
from golive.candidates.sessions import LoggedIn, LoginRefused, Session

_STAR = {"if-match": "*"}


class BcSession(Session):
    """Sends changes with the ETag that matches every state."""

    async def call(
        self, method: str, path: str, data: Any = None, timeout_s: float | None = None
    ) -> Response:
        """Send a request, as `request` does."""
        return await self.request(method, path, data, timeout_s=timeout_s)

    async def _fresh_headers(self, stale: dict[str, str]) -> dict[str, str]:
        headers = await super()._fresh_headers(stale)
        headers |= _STAR
        return headers


class BusinessCentralCalls:
    """A session, and what every call needs."""

    def __init__(self, kit: Kit) -> None:
        self._now_ms = kit.now_ms
        self._login = dict(kit.erp_login)
        tenant, environment = self._login["tenant"], self._login["environment"]
        root = f"/v2.0/{tenant}/{environment}"
        self._company = f"{root}/api/v2.0/companies({self._login['company_id']})"
        self._pages = f"{root}/ODataV4/Company('{quote(self._login['company'])}')"
        self._session = BcSession(kit.erp, self._token)

    async def _token(self, client: Client) -> str:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._login["client_id"],
            "client_secret": self._login["client_secret"],
            "scope": "https://api.businesscentral.dynamics.com/.default",
        }
        reply = await client.post(urlsplit(self._login["token_url"]).path, form)
        if not reply.ok:
            raise LoginRefused(reply)
        return str(reply.data["access_token"])

    @property
    def on_login(self) -> LoggedIn | None:
        return self._session.on_login

    @on_login.setter
    def on_login(self, noted: LoggedIn | None) -> None:
        self._session.on_login = noted

    async def _call(
        self, method: str, below: str, data: Any = None, timeout_s: float | None = None
    ) -> Response:
        reply = await self._session.call(method, f"{self._company}/{below}", data, timeout_s)
        return forms.translated(reply)

    async def _page(self, below: str) -> Response:
        return forms.translated(await self._session.call("GET", f"{self._pages}/{below}"))

    async def _changed(
        self, what: str, options: str, after: Cursor, limit: int, form: Callable[[Body], Body]
    ) -> Response:
        """A page of a set, or of the page of stock, in order of the last change."""
        name = "lastModifiedDateTime" if what else "SystemModifiedAt"
        seen: list[str] = after["seen"] if after else []
        query = f"$orderby={name}&$top={limit + len(seen)}{'&' if options else ''}{options}"
        if after:
            query += f"&$filter={name}%20ge%20{after['at']}"
        if what:
            reply = await self._call("GET", f"{what}?{query}")
        else:
            reply = await self._page(f"StockkeepingUnits?{query}")
        if not reply.ok:
            return reply
        known = set(seen)
        rows = [row for row in reply.data["value"] if row["@odata.etag"] not in known]
        cursor = after
        if rows:
            last = rows[-1][name]
            of_last = [row["@odata.etag"] for row in rows if row[name] == last]
            kept = seen if after and after["at"] == last else []
            cursor = {"at": last, "seen": [*kept, *of_last]}
        listed = {"rows": [form(row) for row in rows], "cursor": cursor, "more": len(rows) >= limit}
        return Response(200, listed, reply.headers)
