"""Version switches: each has an effect when on, none when off, and follows the version."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from fake_magento import ShopConfig
from fake_magento.app import create_app
from fake_magento.config import Integration
from fake_magento.version_switches import VERSION_SWITCHES, VERSIONS

from .world import Send, World, direct

ORDERS = "/rest/V1/orders"


def pages(world: World, sort: str = "") -> list[list[int]]:
    """Entity ids, page by page of ten."""
    send = direct(world)
    found = []
    for page in range(1, 5):
        query = (
            f"searchCriteria[pageSize]=10&searchCriteria[currentPage]={page}{sort}&fields=items[entity_id]"
        )
        items = send("GET", ORDERS, query=query).data["items"]
        found.append([item["entity_id"] for item in items])
    return found


def forty(**config: Any) -> World:
    world = World(**config)
    world.shop.stock.put([("SKU-2", "default", 500, True)], "test", "admin")
    for _ in range(40):
        world.order(("SKU-2", 1))
    return world


def test_pages_without_a_sort_overlap_and_skip_only_where_the_shop_is_so() -> None:
    assert list(chain(*pages(forty()))) == list(range(1, 41))
    world = forty(unstable_paging=True)
    seen = list(chain(*pages(world)))
    assert len(seen) == 40
    assert len(set(seen)) < 40
    assert pages(world) == pages(forty(unstable_paging=True))


@pytest.mark.parametrize(
    ("field", "is_whole"), [("entity_id", True), ("created_at", False), ("status", False)]
)
def test_only_a_sort_without_repeated_values_makes_pages_whole(field: str, is_whole: bool) -> None:
    sort = f"&searchCriteria[sortOrders][0][field]={field}&searchCriteria[sortOrders][0][direction]=ASC"
    assert (len(set(chain(*pages(forty(unstable_paging=True), sort)))) == 40) == is_whole


def test_now_and_then_a_whole_list_fails_and_a_repeat_passes() -> None:
    world = forty(same_id_failure=True)
    statuses = []
    for _ in range(200):
        world.now_ms += 1000
        reply = direct(world)("GET", ORDERS, query="searchCriteria[pageSize]=10")
        statuses.append(reply.status)
        if reply.status == 500:
            assert reply.data["message"].startswith("Item (Magento\\Sales\\Model\\Order) with the same ID ")
    assert 0 < statuses.count(500) < 40
    assert set(statuses) == {200, 500}


def test_a_page_past_the_end_is_the_last_one_again_up_to_2_3() -> None:
    query = "searchCriteria[pageSize]=15&searchCriteria[currentPage]=9"
    ids = {}
    for version in ("2.3.5", "2.4.3"):
        data = direct(forty(version=version))("GET", ORDERS, query=query).data
        ids[version] = [item["entity_id"] for item in data["items"]]
        assert data["total_count"] == 40
    assert ids == {"2.3.5": list(range(31, 41)), "2.4.3": []}


@pytest.mark.parametrize(
    ("version", "status", "message"),
    [("2.4.6", 500, "Internal Error."), ("2.4.7", 400, '"%fieldName" is not supported.')],
)
def test_an_unknown_property_is_named_from_2_4_7_on(version: str, status: int, message: str) -> None:
    world = World(version=version)
    world.order()
    reply = direct(world)("POST", f"{ORDERS}/1/comments", {"statusHistory": {"comment": "x", "nice_one": 1}})
    assert reply.status == status
    assert reply.data["message"].startswith(message)
    if status == 400:
        assert reply.data["parameters"] == {"fieldName": "NiceOne"}


@pytest.mark.parametrize(("is_on", "status", "kept"), [(False, 400, None), (True, 200, 7)])
def test_stock_of_a_code_that_no_product_has(is_on: bool, status: int, kept: int | None) -> None:
    world = World(stock_of_unknown_sku=is_on)
    row = {"sku": "GHOST", "source_code": "default", "quantity": 7, "status": 1}
    reply = direct(world)("POST", "/rest/V1/inventory/source-items", {"sourceItems": [row]})
    level = world.shop.stock.level("GHOST")
    assert reply.status == status
    assert (level.total if level else None) == kept
    assert world.shop.surprised.get("stock_of_unknown_sku", 0) == int(is_on)


def test_every_switch_is_a_setting_of_the_shop_and_has_a_value_in_every_version() -> None:
    for name, surprise in VERSION_SWITCHES.items():
        assert surprise.about
        for version in VERSIONS:
            value = getattr(ShopConfig(version=version), name)
            assert value is not None
            assert not surprise.choices or value in surprise.choices


def test_a_wrong_page_size_is_named_as_it_was_written(send: Send) -> None:
    for name in ("pageSize", "page_size", "currentPage"):
        reply = send("GET", ORDERS, query=f"searchCriteria[{name}]=ten")
        assert reply.status == 400
        assert reply.data["message"].startswith(f'Error occurred during "{name}" processing.')


def test_a_caller_without_a_session_is_given_one(world: World) -> None:
    client = create_app(world.surface.handle).test_client(use_cookies=False)
    first, second = (client.get("/rest/V1/directory/currency") for _ in range(2))
    assert first.headers["Set-Cookie"].startswith("PHPSESSID=")
    assert first.headers["Set-Cookie"] != second.headers["Set-Cookie"]
    known = client.get("/rest/V1/directory/currency", headers={"Cookie": "PHPSESSID=abc"})
    assert "Set-Cookie" not in known.headers


def test_the_page_about_the_shop_lists_every_switch_in_its_own_words() -> None:
    page = (Path(__file__).parents[2] / "docs" / "shop.md").read_text()
    for name, surprise in VERSION_SWITCHES.items():
        assert f"| `{name}` | {surprise.about} |" in page
    for version in VERSIONS:
        assert version in page


@pytest.mark.parametrize(("drifts", "ends"), [(False, (0, 0, 0)), (True, (0, 1, 2))])
def test_special_prices_of_one_call_drift_by_seconds(drifts: bool, ends: tuple[int, ...]) -> None:
    world = World(special_prices_drift=drifts)
    send = direct(world)
    skus = ["SKU-1", "SKU-2", "SKU-3"]
    window = {"price_from": "2030-01-01 10:00:00", "price_to": "2030-01-02 10:00:00"}
    rows = [{"sku": sku, "store_id": 0, "price": 1, **window} for sku in skus]
    path = "/rest/all/V1/products/special-price"
    send("POST", path, {"prices": rows})
    held = send("POST", f"{path}-information", {"skus": skus}).data
    assert [(row["price_from"][-2:], row["price_to"][-2:]) for row in held] == [
        (f"{end:02d}", f"{end:02d}") for end in ends
    ]
    assert world.shop.surprised == ({"special_prices_drift": 2} if drifts else {})
    send("POST", path, {"prices": rows[2:]})
    (alone,) = send("POST", f"{path}-information", {"skus": skus[2:]}).data
    assert alone["price_from"] == window["price_from"]


def test_an_upgrade_changes_what_follows_from_the_version_and_keeps_sessions_and_own_settings() -> None:
    keys = Integration("ck", "cs", "at", "ats")
    world = World(
        integrations=(keys,), integration_token=None, version="2.4.3", comment_status_policy="frozen"
    )
    world.order()
    session = world.shop.tokens.issue("integration", "integration-1")

    def statuses() -> list[int]:
        return [direct(world)("GET", f"{ORDERS}/1", token=each).status for each in ("at", session)]

    assert statuses() == [200, 200]
    changed = world.shop.upgrade("2.4.8")
    assert {"integration_bearer", "oauth_sha1", "token_form"} <= set(changed)
    assert "comment_status_policy" not in changed
    assert statuses() == [401, 200]
    fresh = ShopConfig(version="2.4.8")
    for name in VERSION_SWITCHES:
        expected = "frozen" if name == "comment_status_policy" else getattr(fresh, name)
        assert getattr(world.shop.config, name) == expected
    assert world.shop.upgrade("2.4.8") == []
    with pytest.raises(ValueError, match=r"2\.4\.6, 2\.4\.7"):
        world.shop.upgrade("3")
