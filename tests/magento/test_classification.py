"""Categories, attributes, sets, and the lists that are empty here; the customer who asks for herself."""

from __future__ import annotations

import pytest

from .world import Send, World, direct

V1 = "/rest/V1"


def test_every_product_is_in_the_one_category_below_the_root(world: World, send: Send) -> None:
    tree = send("GET", f"{V1}/categories").data
    assert (tree["id"], tree["product_count"], tree["children_data"]) == (2, 5, [])
    whole = send("GET", f"{V1}/categories", query="rootCategoryId=1").data
    assert [below["id"] for below in whole["children_data"]] == [2]
    listed = send("GET", f"{V1}/categories/list", query="searchCriteria=").data
    assert [row["path"] for row in listed["items"]] == ["1", "1/2"]
    assert send("GET", f"{V1}/categories/2").data["children"] == ""
    assert len(send("GET", f"{V1}/categories/2/products/").data) == 5
    link = {"productLink": {"sku": "SKU-3", "position": 7, "category_id": "2"}}
    assert send("PUT", f"{V1}/categories/2/products", link).data is True
    assert send("GET", f"{V1}/categories/2/products").data[2]["position"] == 7
    missing = send("GET", f"{V1}/categories/9")
    assert (missing.status, missing.data["parameters"]) == (404, {"fieldName": "id", "fieldValue": 9})


def test_attributes_are_found_by_code_by_id_and_by_search(send: Send) -> None:
    assert send("GET", f"{V1}/products/attributes/sku").data["is_unique"] == "1"
    assert send("GET", f"{V1}/products/attributes/74").data["attribute_code"] == "sku"
    assert send("GET", f"{V1}/products/attributes/none").status == 404
    first = "searchCriteria[filter_groups][0][filters][0]"
    query = f"{first}[field]=attribute_code&{first}[value]=price"
    found = send("GET", f"{V1}/products/attributes", query=query).data
    assert [row["attribute_id"] for row in found["items"]] == [77]
    options = send("GET", f"{V1}/products/attributes/status/options").data
    assert {"label": "Enabled", "value": "1"} in options
    sets = send("GET", f"{V1}/products/attribute-sets/sets/list", query="searchCriteria=").data
    assert [row["attribute_set_id"] for row in sets["items"]] == [4]
    assert send("GET", f"{V1}/products/types").data[0] == {"name": "simple", "label": "Simple Product"}


@pytest.mark.parametrize("path", ["taxRates/search", "salesRules/search", "coupons/search", "transactions"])
def test_what_is_not_kept_here_is_an_empty_list_not_a_missing_route(send: Send, path: str) -> None:
    data = send("GET", f"{V1}/{path}", query="searchCriteria[pageSize]=5").data
    assert (data["items"], data["total_count"]) == ([], 0)


def test_a_customer_asks_for_herself_and_nobody_else_does() -> None:
    world = World()
    customer = world.shop.customers.add("ann@example.com", "Ann", "Lee")
    customer.password = "Ann-12345"
    send = direct(world)
    token = world.shop.tokens.issue_to_customer("ann@example.com", "Ann-12345")
    assert send("GET", f"{V1}/customers/me", token=token).data["email"] == "ann@example.com"
    refused = send("GET", f"{V1}/customers/me")
    assert (refused.status, refused.data["parameters"]) == (401, {"resources": "self"})
