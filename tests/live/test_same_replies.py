"""The live server and the WSGI application of a fake answer alike, header by header."""

from __future__ import annotations

import json
from typing import Any

import pytest

import fake_erp.app
import fake_erp.messages
import fake_magento.app
import fake_magento.surface
from fake_magento.rest.framework.sent import SentHeaders
from tests.erp.world import World as ErpWorld
from tests.magento.world import TOKEN
from tests.magento.world import World as ShopWorld
from tests.over_server import OverServer

OF_SERVERS = {"date", "content-length", "connection"}
CALLS: list[tuple[str, str, Any]] = [
    ("GET", "/api/v1/health", None),
    ("GET", "/api/v1/orders?limit=2", None),
    ("POST", "/api/v1/token", {"client_id": "shop", "client_secret": "secret"}),
    ("POST", "/api/v1/token", {"client_id": "shop", "client_secret": 5}),
    ("GET", "/rest/V1/store/storeViews", None),
    ("GET", "/rest/V1/products?searchCriteria[pageSize]=1", None),
    ("POST", "/rest/V1/guest-carts", None),
    ("HEAD", "/api/v1/health", None),
    ("PATCH", "/nowhere%2f%C3%A4", {"ä": [1, 2.5, None]}),
    ("GET", "/", None),
]


def ways(system: str) -> tuple[Any, OverServer]:
    """The WSGI client and the connection, each with a system of its own."""
    if system == "erp":
        made = [ErpWorld().erp.surface.handle for _ in range(2)]
        over = OverServer(made[1], fake_erp.messages.Request, fake_erp.messages.sent_headers)
        return fake_erp.app.create_app(made[0]).test_client(use_cookies=False), over
    shops = [ShopWorld().surface.handle for _ in range(2)]
    over = OverServer(shops[1], fake_magento.surface.Request, SentHeaders())
    return fake_magento.app.create_app(shops[0]).test_client(use_cookies=False), over


def kept(headers: Any) -> list[tuple[str, str]]:
    return sorted((name.lower(), value) for name, value in headers if name.lower() not in OF_SERVERS)


@pytest.mark.parametrize("system", ["erp", "shop"])
def test_the_same_calls_get_the_same_replies(system: str) -> None:
    flask, over = ways(system)
    statuses = set()
    for method, target, data in CALLS:
        body = b"" if data is None else json.dumps(data).encode()
        headers = {"Authorization": f"Bearer {TOKEN}"} | (
            {"Content-Type": "application/json"} if body else {}
        )
        plain = flask.open(target, method=method, headers=headers, data=body)
        served = over.send(method, target, headers, body)
        assert (served.status, served.body) == (plain.status_code, plain.data), target
        assert kept(served.headers) == kept(plain.headers), target
        statuses.add(served.status)
    assert {200, 404} <= statuses
