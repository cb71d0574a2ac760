"""What hangs on one product, by an address of its own; stock of what has none; transactions."""

from __future__ import annotations

import pytest

from fake_magento.model.price_list import PriceList, TierPrice

from .kinds import furnished
from .world import World, direct

V1 = "/rest/V1"


def test_options_parts_and_links_are_those_inside_the_product() -> None:
    send = direct(furnished())
    hoodie = send("GET", f"{V1}/products/HOODIE").data["extension_attributes"]
    options = send("GET", f"{V1}/configurable-products/HOODIE/options/all").data
    assert options == hoodie["configurable_product_options"]
    box = send("GET", f"{V1}/products/BOX").data["extension_attributes"]["bundle_product_options"]
    assert send("GET", f"{V1}/bundle-products/BOX/options/all").data == box
    children = send("GET", f"{V1}/bundle-products/BOX/children").data
    assert [row["sku"] for row in children] == ["SKU-1", "SKU-3", "SKU-2", "SKU-4"]
    second = send("GET", f"{V1}/bundle-products/BOX/children", query="optionId=2").data
    assert [row["sku"] for row in second] == ["SKU-2", "SKU-4"]
    links = send("GET", f"{V1}/products/SET/links/associated").data
    assert [row["linked_product_sku"] for row in links] == ["SKU-1", "SKU-4"]
    assert send("GET", f"{V1}/products/SET/links/related").data == []
    assert send("GET", f"{V1}/products/SET/links/nothing").status == 400
    assert send("GET", f"{V1}/bundle-products/SKU-1/children").status == 400
    assert {"code": 3, "name": "associated"} in send("GET", f"{V1}/products/links/types").data


def test_tier_prices_are_read_by_group() -> None:
    world = World()
    tiers = [TierPrice(3, discount_hundredths=1000), TierPrice(1, 2, cents=1500)]
    world.shop.catalog.get("SKU-1").prices = PriceList(tiers=tiers)
    send, path = direct(world), f"{V1}/products/SKU-1/group-prices"
    assert send("GET", f"{path}/all/tiers").data == [{"customer_group_id": 32000, "qty": 3, "value": 17.91}]
    assert send("GET", f"{path}/2/tiers").data == [{"customer_group_id": 2, "qty": 1, "value": 15}]
    assert send("GET", f"{path}/9/tiers").status == 404


@pytest.mark.parametrize("sku", ["HOODIE", "BOX", "SET"])
def test_what_is_made_of_others_has_no_salable_quantity_but_is_salable(sku: str) -> None:
    send = direct(furnished())
    refused = send("GET", f"{V1}/inventory/get-product-salable-quantity/{sku}/1")
    wanted = "Can't check requested quantity for products without Source Items support."
    assert (refused.status, refused.data["message"]) == (400, wanted)
    assert send("GET", f"{V1}/inventory/is-product-salable/{sku}/1").data is True
    query = f"skus[]={sku}&stockId=1"
    assert send("GET", f"{V1}/inventory/are-products-salable", query=query).data[0]["salable"] is True


def test_salable_quantities_come_page_by_page_or_all_at_once() -> None:
    send = direct(furnished())
    path, page = "inventory/export-stock-salable-qty/website/base", "searchCriteria[pageSize]=2"
    found = send("GET", f"{V1}/{path}", query=page).data
    assert (found["items"][0], found["total_count"]) == ({"sku": "SKU-1", "qty": 50, "is_salable": True}, 8)
    dumped = send("GET", f"{V1}/inventory/dump-stock-index-data/website/base").data
    assert dumped[:2] == found["items"]
    assert len(dumped) == 8
    assert send("GET", f"{V1}/inventory/dump-stock-index-data/website/moon").status == 404


def test_every_captured_invoice_is_a_transaction() -> None:
    world = World()
    world.order()
    world.paid(method="card")
    world.paid(method="checkmo")
    world.paid(method="card")
    send = direct(world)
    query = "searchCriteria[filter_groups][0][filters][0][field]=order_id&"
    query += "searchCriteria[filter_groups][0][filters][0][value]=4"
    assert send("GET", f"{V1}/transactions", query="searchCriteria=").data["total_count"] == 2
    (found,) = send("GET", f"{V1}/transactions", query=query).data["items"]
    assert found["txn_id"] == send("GET", f"{V1}/invoices/3").data["transaction_id"]
    assert send("GET", f"{V1}/transactions/{found['transaction_id']}").data == found
    assert send("GET", f"{V1}/transactions/9").status == 404
