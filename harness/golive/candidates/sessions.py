"""Authenticated clients, which keep a token and log in again when it has expired."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from golive.candidates.kit import Client, Credentials, Response

Login = Callable[[Client], Awaitable[str]]

LoggedIn = Callable[[int], None]
"""Is called with the status of the answer to each login."""


class LoginRefused(Exception):
    """The login was answered, but not with a token."""

    def __init__(self, response: Response) -> None:
        super().__init__(response)
        self.response = response


class Session:
    """A client with a bearer token. When the login is refused, calls return the login's own response."""

    def __init__(self, client: Client, login: Login) -> None:
        self._client = client
        self._login = login
        self.on_login: LoggedIn | None = None
        self._headers: dict[str, str] = {}
        self._logging_in = asyncio.Lock()

    async def request(self, method: str, path: str, data: Any = None, **options: Any) -> Response:
        """Send a request; after a 401 log in and send it once more. Raises as `Client.request` does."""
        try:
            headers = self._headers or await self._fresh_headers(self._headers)
            response = await self._client.request(method, path, data, headers, **options)
            if response.status == 401:
                headers = await self._fresh_headers(headers)
                response = await self._client.request(method, path, data, headers, **options)
        except LoginRefused as refused:
            return refused.response
        return response

    async def get(self, path: str, **options: Any) -> Response:
        """Send a GET, as `request` does."""
        return await self.request("GET", path, **options)

    async def post(self, path: str, data: Any = None, **options: Any) -> Response:
        """Send a POST, as `request` does."""
        return await self.request("POST", path, data, **options)

    async def _fresh_headers(self, stale: dict[str, str]) -> dict[str, str]:
        async with self._logging_in:
            if self._headers is stale or not self._headers:
                self._headers = {"authorization": f"Bearer {await self._token()}"}
        return self._headers

    async def _token(self) -> str:
        try:
            token = await self._login(self._client)
        except LoginRefused as refused:
            self._logged_in(refused.response.status)
            raise
        self._logged_in(200)
        return token

    def _logged_in(self, status: int) -> None:
        if self.on_login is not None:
            self.on_login(status)


def shop_session(client: Client, credentials: Credentials) -> Session:
    """A session with an admin token of `POST /rest/V1/integration/admin/token`."""

    async def login(client: Client) -> str:
        body = {"username": credentials.shop_user, "password": credentials.shop_password}
        response = await client.post("/rest/V1/integration/admin/token", body)
        if not response.ok:
            raise LoginRefused(response)
        return str(response.data)

    return Session(client, login)


def erp_session(client: Client, credentials: Credentials) -> Session:
    """A session with an access token of the ERP's `POST /api/v1/token`."""

    async def login(client: Client) -> str:
        body = {"client_id": credentials.erp_client_id, "client_secret": credentials.erp_client_secret}
        response = await client.post("/api/v1/token", body)
        if not response.ok:
            raise LoginRefused(response)
        return str(response.data["access_token"])

    return Session(client, login)
