"""The fakes without a run: requests, time, snapshots, and the same thing over WSGI."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

import golive
from fake_magento import Address, Cart
from golive.candidates.reference import mapping

HOUR_MS = 3_600_000
SETS = ("shop.catalog.skus=20",)


def erp_token(erp: golive.FakeErp) -> dict[str, str]:
    keys = {"client_id": erp.credentials.erp_client_id, "client_secret": erp.credentials.erp_client_secret}
    return {"Authorization": f"Bearer {erp.request('POST', '/api/v1/token', keys).data['access_token']}"}


def shop_token(shop: golive.FakeShop) -> dict[str, str]:
    keys = {"username": shop.credentials.shop_user, "password": shop.credentials.shop_password}
    return {"Authorization": f"Bearer {shop.request('POST', '/rest/V1/integration/admin/token', keys).data}"}


def customer(erp: golive.FakeErp, headers: dict[str, str]) -> Any:
    return erp.request("POST", "/api/v1/customers", mapping.GUESTS, headers)


def test_an_erp_answers_and_its_clock_stands_still() -> None:
    erp = golive.FakeErp(sets=SETS)
    headers, at_ms = erp_token(erp), erp.now_ms
    reply = erp.request("get", "/api/v1/items?limit=5", headers=headers)
    assert reply.status == 200
    assert erp.now_ms == at_ms
    erp.advance(HOUR_MS)
    assert erp.now_ms == at_ms + HOUR_MS
    with pytest.raises(ValueError, match="at least 1"):
        erp.advance(0)


def test_an_erp_goes_back_to_a_snapshot() -> None:
    erp = golive.FakeErp(sets=SETS)
    headers, at_ms = erp_token(erp), erp.now_ms
    before = erp.snapshot()
    first = customer(erp, headers)
    assert first.status == 201, first.data
    assert customer(erp, headers).status != 201
    erp.advance(HOUR_MS)
    erp.reset(before)
    assert erp.now_ms == at_ms
    assert customer(erp, headers).status == 201


def test_a_shop_answers_and_goes_back_to_a_snapshot() -> None:
    shop = golive.FakeShop(sets=SETS)
    headers = shop_token(shop)
    before = shop.snapshot()
    product = {
        "product": {"sku": "NEW", "name": "New", "price": 1, "attribute_set_id": 4, "type_id": "simple"}
    }
    assert shop.request("GET", "/rest/V1/products/NEW", headers=headers).status == 404
    assert shop.request("POST", "/rest/V1/products", product, headers).status == 200
    assert shop.request("GET", "/rest/V1/products/NEW", headers=headers).status == 200
    shop.reset(before)
    assert shop.request("GET", "/rest/V1/products/NEW", headers=headers).status == 404


def test_both_start_with_the_same_articles_and_stock() -> None:
    erp, shop = golive.FakeErp(sets=SETS), golive.FakeShop(sets=SETS)
    skus = list(erp.system.items.by_sku)
    assert len(skus) == 20
    assert all(shop.system.catalog.find(sku) is not None for sku in skus)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_seed_gives_the_same_fake(seed: int) -> None:
    one, other = golive.FakeErp(seed=seed, sets=SETS), golive.FakeErp(seed=seed, sets=SETS)
    assert one.credentials == other.credentials
    assert erp_token(one) == erp_token(other)
    assert one.facts == other.facts


def over_wsgi(app: Any, method: str, path: str, body: Any) -> tuple[str, Any]:
    raw, statuses = json.dumps(body).encode(), []
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": "", "SERVER_NAME": "x", "SERVER_PORT": "80",
        "CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(raw)), "wsgi.input": io.BytesIO(raw),
        "wsgi.errors": io.StringIO(), "wsgi.url_scheme": "http", "SERVER_PROTOCOL": "HTTP/1.1",
    }  # fmt: skip
    parts = app(environ, lambda status, headers, exc=None: statuses.append(status))
    return statuses[0], json.loads(b"".join(parts))


def test_each_is_a_wsgi_application_that_follows_a_reset() -> None:
    erp, shop = golive.FakeErp(sets=SETS), golive.FakeShop(sets=SETS)
    keys = {"client_id": erp.credentials.erp_client_id, "client_secret": erp.credentials.erp_client_secret}
    erp.reset(erp.snapshot())
    status, data = over_wsgi(erp.wsgi_app, "POST", "/api/v1/token", keys)
    assert status.startswith("200")
    headers = {"Authorization": f"Bearer {data['access_token']}"}
    assert erp.request("GET", "/api/v1/items", headers=headers).status == 200
    admin = {"username": shop.credentials.shop_user, "password": shop.credentials.shop_password}
    status, token = over_wsgi(shop.wsgi_app, "POST", "/rest/V1/integration/admin/token", admin)
    assert status.startswith("200")
    assert isinstance(token, str)


def test_a_shop_sends_its_notices_as_time_passes() -> None:
    shop = golive.FakeShop(sets=SETS)
    sku = next(iter(shop.system.catalog)).sku
    home = Address("Ines", "M\u00f8ller", ("Kirkegata 1",), "Berlin", "10115", "DE", "1")
    code = next(iter(shop.system.stores))
    cart = Cart(
        code, "ines@example.com", "Ines", "M\u00f8ller", None, [(sku, 1)], ship_to=home, method="checkmo"
    )
    order = shop.system.checkout(cart)
    assert shop.notices == []
    shop.advance(HOUR_MS)
    assert [notice["data"]["value"]["increment_id"] for notice in shop.notices] == [order.increment_id]
