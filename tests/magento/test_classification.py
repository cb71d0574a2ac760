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


@pytest.mark.parametrize("path", ["salesRules/search", "coupons/search"])
def test_a_shop_opens_without_rules_and_coupons(send: Send, path: str) -> None:
    data = send("GET", f"{V1}/{path}", query="searchCriteria[pageSize]=5").data
    assert (data["items"], data["total_count"]) == ([], 0)


def test_only_the_customer_asks_for_herself() -> None:
    world = World()
    customer = world.shop.customers.add("ann@example.com", "Ann", "Lee")
    customer.password = "Ann-12345"
    send = direct(world)
    token = world.shop.tokens.issue_to_customer("ann@example.com", "Ann-12345")
    assert send("GET", f"{V1}/customers/me", token=token).data["email"] == "ann@example.com"
    refused = send("GET", f"{V1}/customers/me")
    assert (refused.status, refused.data["parameters"]) == (401, {"resources": "self"})


def _ids(rows: list[dict[str, object]]) -> list[object]:
    return [row["id"] for row in rows]


def test_categories_are_made_moved_and_deleted_with_all_below_them(send: Send) -> None:
    home = send("POST", f"{V1}/categories", {"category": {"name": "Home", "is_active": True}}).data
    assert (home["id"], home["parent_id"], home["path"], home["level"]) == (3, 2, "1/2/3", 2)
    kitchen = send("POST", f"{V1}/categories", {"category": {"name": "Kitchen", "parentId": 3}}).data
    sale = send("POST", f"{V1}/categories", {"category": {"name": "Sale"}}).data
    tree = send("GET", f"{V1}/categories").data
    assert _ids(tree["children_data"]) == [3, 5]
    assert _ids(tree["children_data"][0]["children_data"]) == [4]
    assert send("GET", f"{V1}/categories", query="depth=1").data["children_data"][0]["children_data"] == []
    changed = {"category": {"name": "Cooking", "custom_attributes": [{"attribute_code": "x", "value": "1"}]}}
    assert send("PUT", f"{V1}/categories/4", changed).data["name"] == "Cooking"
    assert send("PUT", f"{V1}/categories/4/move", {"parentId": 5}).data is True
    moved = send("GET", f"{V1}/categories/4").data
    assert (moved["path"], moved["parent_id"]) == (f"1/2/{sale['id']}/{kitchen['id']}", sale["id"])
    assert send("PUT", f"{V1}/categories/5/move", {"parentId": 4}).status == 400
    assert send("DELETE", f"{V1}/categories/5").data is True
    assert send("GET", f"{V1}/categories/4").status == 404
    assert send("GET", f"{V1}/categories/2").data["children"] == "3"
    refused = send("DELETE", f"{V1}/categories/2")
    assert (refused.status, refused.data["parameters"]) == (400, [2])
    nameless = send("POST", f"{V1}/categories", {"category": {"parent_id": 2}})
    assert (nameless.status, nameless.data["message"]) == (400, "Could not save category: %1")


def test_products_are_put_into_categories_from_either_side(send: Send) -> None:
    send("POST", f"{V1}/categories", {"category": {"name": "Home"}})
    send("POST", f"{V1}/categories", {"category": {"name": "Sale"}})
    link = {"productLink": {"sku": "SKU-1", "position": 2, "category_id": "3"}}
    assert send("POST", f"{V1}/categories/3/products", link).data is True
    links = {"category_links": [{"category_id": "3", "position": 1}, {"category_id": "4", "position": 0}]}
    saved = send("PUT", f"{V1}/products/SKU-2", {"product": {"extension_attributes": links}}).data
    assert [row["category_id"] for row in saved["extension_attributes"]["category_links"]] == ["3", "4"]
    attribute = {"attribute_code": "category_ids", "value": ["4"]}
    saved = send("PUT", f"{V1}/products/SKU-3", {"product": {"custom_attributes": [attribute]}}).data
    assert saved["extension_attributes"]["category_links"] == [{"position": 0, "category_id": "4"}]
    assert attribute in saved["custom_attributes"]
    found = send("GET", f"{V1}/categories/3/products").data
    assert [(row["sku"], row["position"]) for row in found] == [("SKU-1", 2), ("SKU-2", 1)]
    assert send("DELETE", f"{V1}/categories/3/products/SKU-1").data is True
    assert send("DELETE", f"{V1}/categories/3/products/SKU-1").status == 400
    wrong = {"product": {"extension_attributes": {"category_links": [{"category_id": "99"}]}}}
    assert send("PUT", f"{V1}/products/SKU-2", wrong).status == 404
    assert len(send("GET", f"{V1}/categories/4/products").data) == 2
    assert send("DELETE", f"{V1}/categories/4").data is True
    assert send("GET", f"{V1}/products/SKU-3").data["extension_attributes"]["category_links"] == []


@pytest.mark.parametrize(
    ("condition", "value", "found"),
    [
        ("eq", "3", ["SKU-1", "SKU-2"]),
        ("in", "3,4", ["SKU-1", "SKU-2", "SKU-3"]),
        ("neq", "3", ["SKU-3", "SKU-4", "SKU-5"]),
        ("eq", "9", []),
    ],
)
def test_products_are_searched_by_category(send: Send, condition: str, value: str, found: list[str]) -> None:
    send("POST", f"{V1}/categories", {"category": {"name": "Home"}})
    send("POST", f"{V1}/categories", {"category": {"name": "Sale"}})
    for sku, ids in (("SKU-1", ["3"]), ("SKU-2", ["3", "4"]), ("SKU-3", ["4"])):
        attribute = {"attribute_code": "category_ids", "value": ids}
        send("PUT", f"{V1}/products/{sku}", {"product": {"custom_attributes": [attribute]}})
    first = "searchCriteria[filter_groups][0][filters][0]"
    query = f"{first}[field]=category_id&{first}[value]={value}&{first}[condition_type]={condition}"
    data = send("GET", f"{V1}/products", query=query).data
    assert [row["sku"] for row in data["items"]] == found


def test_an_attribute_is_added_with_values_which_products_can_then_be_told_apart_by(send: Send) -> None:
    wanted = {"attribute_code": "size", "frontend_input": "select", "default_frontend_label": "Size"}
    made = send("POST", f"{V1}/products/attributes", {"attribute": {**wanted, "options": [{"label": "S"}]}})
    number, options = made.data["attribute_id"], f"{V1}/products/attributes/size/options"
    assert (made.data["is_user_defined"], made.data["backend_type"]) == (True, "int")
    large = send("POST", options, {"option": {"label": "L"}}).data
    assert isinstance(large, str)
    assert [row["label"] for row in send("GET", options).data] == [" ", "S", "L"]
    assert send("POST", options, {"option": {"label": "L"}}).status == 400
    assert send("PUT", f"{options}/{large}", {"option": {"label": "Large"}}).data is True
    child = [{"attribute_code": "size", "value": large}]
    send("PUT", f"{V1}/products/SKU-1", {"product": {"custom_attributes": child}})
    option = {"attribute_id": str(number), "label": "", "values": [{"value_index": int(large)}]}
    parent = {"sku": "TEE", "name": "Tee", "type_id": "configurable", "attribute_set_id": 4}
    parent["extension_attributes"] = {"configurable_product_options": [option]}
    send("POST", f"{V1}/products", {"product": parent})
    assert send("POST", f"{V1}/configurable-products/TEE/child", {"childSku": "SKU-1"}).data is True
    shown = send("GET", f"{V1}/products/TEE").data["extension_attributes"]
    assert shown["configurable_product_options"][0]["label"] == "Size"
    assert send("DELETE", f"{options}/{large}").data is True
    assert send("DELETE", f"{options}/{large}").status == 404
    assert send("DELETE", f"{V1}/products/attributes/size").data is True
    assert send("DELETE", f"{V1}/products/attributes/sku").status == 400
    assert send("POST", f"{V1}/products/attributes", {"attribute": {"frontend_input": "text"}}).status == 400


def test_the_one_attribute_set_can_be_read(send: Send) -> None:
    for path in ("products/attribute-sets/4", "eav/attribute-sets/4"):
        assert send("GET", f"{V1}/{path}").data["attribute_set_name"] == "Default"
    assert send("GET", f"{V1}/products/attribute-sets/9").status == 404
