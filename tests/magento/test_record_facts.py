"""Facts about the records of the shop say old and new values, only of what changed."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from fake_magento.catalog.record_facts import LONGEST_TEXT, brief, open_prices
from fake_magento.config import Admin, ShopConfig
from fake_magento.rest.framework.http import Request
from fake_magento.shop import Shop
from fake_magento.surface import Surface

Told = list[tuple[str, dict[str, str], dict[str, Any]]]


class Wired:
    """A shop with one product and one customer, called as an admin."""

    def __init__(self) -> None:
        self.told: Told = []
        config = ShopConfig(admins=(Admin("ann", "secret-123"),))
        self.shop = Shop(lambda: 0, Random(1), lambda *fact: self.told.append(fact), config)
        self.shop.catalog.add("A", "Mug", 1000)
        self.customer = self.shop.customers.add("bob@example.com", "Bob", "Bauer")
        self._surface = Surface(self.shop)
        body = {"username": "ann", "password": "secret-123"}
        self._token = self._surface.handle(
            Request("POST", "/rest/V1/integration/admin/token", data=body)
        ).data

    def call(self, method: str, path: str, data: Any = None, scope: str = "all") -> Any:
        headers = {"authorization": f"Bearer {self._token}"}
        reply = self._surface.handle(Request(method, f"/rest/{scope}/V1/{path}", "", headers, data))
        assert reply.status == 200, reply.data
        return reply.data

    def facts(self, kind: str) -> list[dict[str, Any]]:
        return [data for name, _, data in self.told if name == kind]


@pytest.fixture
def wired() -> Wired:
    return Wired()


def test_a_saved_product_says_what_changed(wired: Wired) -> None:
    wired.call("PUT", "products/A", {"product": {"name": "Cup", "status": 2, "weight": 0.5}})
    change = {"was": {"name": "Mug", "status": 1}, "now": {"name": "Cup", "status": 0}}
    assert wired.facts("shop.product.saved") == [{"by": "api", **change}]


def test_a_save_of_the_same_values_is_no_fact(wired: Wired) -> None:
    wired.call("PUT", "products/A", {"product": {"name": "Mug", "price": 10.0}})
    wired.call("POST", "products/base-prices", {"prices": [{"sku": "A", "price": 10.0, "store_id": 0}]})
    assert wired.told == []


def test_a_name_of_one_store_view_has_its_own_field(wired: Wired) -> None:
    wired.call("PUT", "products/A", {"product": {"name": "Mug"}}, scope="default")
    assert wired.told == []
    wired.call("PUT", "products/A", {"product": {"name": "Becher"}}, scope="default")
    assert wired.facts("shop.product.saved")[0]["now"] == {"name in store 1": "Becher"}


def test_a_price_in_a_product_is_a_price(wired: Wired) -> None:
    wired.call("PUT", "products/A", {"product": {"price": 12.5}})
    (fact,) = wired.facts("shop.price.changed")
    assert fact["rows"] == [["A", "base", 0, 1000, 1250]]
    assert not wired.facts("shop.product.saved")


def test_special_and_tier_prices_say_their_place(wired: Wired) -> None:
    window = {"price_from": "2025-11-28 00:00:00", "price_to": "2025-11-29 00:00:00"}
    wired.call(
        "POST", "products/special-price", {"prices": [{"sku": "A", "price": 8, "store_id": 0, **window}]}
    )
    tier = {"sku": "A", "price": 7, "price_type": "fixed", "quantity": 5, "website_id": 0}
    wired.call("POST", "products/tier-prices", {"prices": [{**tier, "customer_group": "Wholesale"}]})
    wired.call("POST", "products/special-price-delete", {"prices": [{"sku": "A", "price": 8, "store_id": 0}]})
    special = [800, 1_764_288_000_000, 1_764_374_400_000]
    assert [fact["rows"] for fact in wired.facts("shop.price.changed")] == [
        [["A", "special", 0, None, special]],
        [["A", "tier", (5, "Wholesale", 0), None, 700]],
        [["A", "special", 0, special, None]],
    ]


def test_many_prices_are_one_fact(wired: Wired) -> None:
    wired.shop.catalog.add("B", "Pot", 2000)
    rows = [{"sku": sku, "price": 30, "store_id": 0} for sku in ("A", "B")]
    wired.call("POST", "products/base-prices", {"prices": rows})
    (fact,) = wired.facts("shop.price.changed")
    assert [row[0] for row in fact["rows"]] == ["A", "B"]


def test_a_created_and_a_deleted_product(wired: Wired) -> None:
    wired.call(
        "POST", "products", {"product": {"sku": "N", "name": "New", "attribute_set_id": 4, "price": 5}}
    )
    wired.call("DELETE", "products/N")
    (fact,) = wired.facts("shop.product.saved")
    assert fact["created"]
    assert wired.facts("shop.product.deleted")[0]["was"]["name"] == "New"


def test_customers(wired: Wired) -> None:
    number = wired.customer.customer_id
    body = {"email": "bob@example.com", "firstname": "Rob", "lastname": "Bauer"}
    wired.call("PUT", f"customers/{number}", {"customer": {"id": number, **body}})
    wired.call("DELETE", f"customers/{number}")
    (changed,) = wired.facts("shop.customer.changed")
    assert (changed["was"], changed["now"], changed["by"]) == (
        {"firstname": "Bob"},
        {"firstname": "Rob"},
        "api",
    )
    (deleted,) = wired.facts("shop.customer.deleted")
    assert deleted["email"] == "bob@example.com"


def test_categories_and_groups(wired: Wired) -> None:
    number = wired.call("POST", "categories", {"category": {"name": "Mugs"}})["id"]
    wired.call("PUT", f"categories/{number}", {"category": {"name": "Cups"}})
    wired.call("DELETE", "customerGroups/3")
    created, changed, deleted = wired.facts("shop.record.changed")
    assert created["was"] is None
    assert (changed["was"], changed["now"]) == ({"name": "Mugs"}, {"name": "Cups"})
    assert deleted["now"] is None


def test_a_refused_call_is_no_fact(wired: Wired) -> None:
    headers = {"authorization": "Bearer wrong"}
    Surface(wired.shop).handle(Request("DELETE", "/rest/V1/products/A", "", headers))
    assert wired.told == []


def test_the_opening_is_one_fact_with_all_prices(wired: Wired) -> None:
    open_prices(wired.shop)
    (fact,) = wired.facts("shop.price.changed")
    assert fact["rows"] == [["A", "base", 0, None, 1000]]
    assert (fact["why"], fact["stores"]) == ("opening", [[1, "default"]])


def test_long_texts_are_cut_and_still_differ() -> None:
    one, other = "x" * 500, "x" * 499 + "y"
    assert brief(one) != brief(other)
    assert len(brief(one)) < LONGEST_TEXT + 20
    assert brief("short") == "short"
