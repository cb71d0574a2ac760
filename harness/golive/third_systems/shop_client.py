"""A client of the shop's REST API with an admin user of its own.

Its calls do not pass the wire: no fault meets them.
"""

from __future__ import annotations

from typing import Any

from fake_magento.config import Admin
from fake_magento.rest.framework.http import Reply, Request
from fake_magento.surface import Surface
from golive.sim.seeding import stream


def user_of(seed: int, name: str) -> Admin:
    """The admin user of a system, which facts name as author of what it writes."""
    return Admin(name, f"{stream(seed, f'credentials.{name}').getrandbits(128):032x}", author=name)


class ShopClient:
    """Logs in when the shop answers 401, and repeats the call once."""

    def __init__(self, surface: Surface, user: Admin) -> None:
        self._surface = surface
        self._user = user
        self._token = ""

    def get(self, path: str, query: str = "") -> Reply:
        """The reply to a GET."""
        return self._send("GET", path, query, None)

    def post(self, path: str, data: Any) -> Reply:
        """The reply to a POST."""
        return self._send("POST", path, "", data)

    def put(self, path: str, data: Any) -> Reply:
        """The reply to a PUT."""
        return self._send("PUT", path, "", data)

    def _send(self, method: str, path: str, query: str, data: Any) -> Reply:
        reply = self._call(method, path, query, data)
        if reply.status == 401 and self._login():
            reply = self._call(method, path, query, data)
        return reply

    def _call(self, method: str, path: str, query: str, data: Any) -> Reply:
        headers = {"authorization": f"Bearer {self._token}"} if self._token else {}
        return self._surface.handle(Request(method, f"/rest{path}", query, headers, data))

    def _login(self) -> bool:
        body = {"username": self._user.username, "password": self._user.password}
        reply = self._call("POST", "/V1/integration/admin/token", "", body)
        self._token = reply.data if reply.status == 200 else ""
        return bool(self._token)
