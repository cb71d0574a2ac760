"""How the machine talks to the ERP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson

from fake_erp import Erp
from fake_erp.errors import ErpError
from tests.erp.world import Client

Act = Callable[[Erp, Client], Any]
"""Something done to an ERP, itself or over its web API; refusals are raised."""


class Refused(ErpError):
    """What was refused over the web API, with its code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def stock_set(client: Client, sku: str, place: str, units: float | None) -> str:
    """The units in the reply. Raises Refused."""
    body = orjson.dumps({"warehouse": place, "on_hand": units})
    reply = client.raw("PUT", f"/api/v1/stock/{sku}", body)
    if reply.status < 300:
        return str(reply.data["on_hand"])
    raise Refused(reply.data["error"]["code"])


def called(client: Client, method: str, path: str, body: dict[str, Any]) -> str:
    """The number in the reply. Raises Refused."""
    reply = client.raw(method, f"/api/v1{path}", orjson.dumps(body))
    if reply.status < 300:
        return str(reply.data["number"])
    assert reply.status < 500, reply
    raise Refused(reply.data["error"]["code"])
