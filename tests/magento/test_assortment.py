"""Products that get another SKU, are deleted, and come back: what follows to stock, orders and documents."""

from __future__ import annotations

import pytest

from fake_magento.catalog import assortment
from fake_magento.model.composites import Grouped

from .world import World, direct


def sources(world: World) -> dict[str, int]:
    return {item.sku: item.quantity for item in world.shop.stock.items() if item.quantity}


def rename(world: World, sku: str, new: str) -> None:
    assortment.rename(world.shop, world.shop.catalog.get(sku), new)


@pytest.mark.parametrize("follows", [True, False])
def test_stock_and_reservations_follow_only_where_the_shop_is_set_to(follows: bool) -> None:
    world = World(stock_follows_catalog=follows)
    order = world.paid(("SKU-1", 3))
    rename(world, "SKU-1", "NEW")
    assert world.last("shop.product.renamed") == (
        {"sku": "NEW"},
        {"from": "SKU-1", "to": "NEW", "stock": follows, "by": "admin"},
    )
    assert sources(world).get("NEW", 0) == (50 if follows else 0)
    assert sources(world).get("SKU-1", 0) == (0 if follows else 50)
    assert world.shop.salable("NEW") == (47 if follows else 0)
    assert order.lines[0].sku == "SKU-1"


def test_an_open_order_is_shipped_from_the_stock_of_the_present_sku() -> None:
    world = World(stock_follows_catalog=True)
    order = world.paid(("SKU-1", 3))
    rename(world, "SKU-1", "NEW")
    world.shop.ship(order)
    assert world.last("shop.order.shipped")[1]["lines"] == [["NEW", 3]]
    assert sources(world)["NEW"] == 47
    assert world.shop.salable("NEW") == 47
    assert world.shop.orders.get(order.entity_id).lines[0].sku == "SKU-1"


def test_a_cancelled_order_releases_the_reservation_of_the_present_sku() -> None:
    world = World(stock_follows_catalog=True)
    order = world.order(("SKU-1", 3))
    rename(world, "SKU-1", "NEW")
    assert world.shop.cancel(order)
    assert world.shop.salable("NEW") == 50


def test_an_order_of_a_deleted_product_is_shipped_from_what_it_left() -> None:
    world = World()
    order = world.paid(("SKU-1", 3))
    assortment.remove(world.shop, world.shop.catalog.get("SKU-1"))
    assert world.last("shop.product.deleted")[0] == {"sku": "SKU-1"}
    world.shop.ship(order)
    assert sources(world)["SKU-1"] == 47


@pytest.mark.parametrize("follows", [True, False])
def test_a_new_product_starts_with_what_is_left_under_its_sku(follows: bool) -> None:
    world = World(stock_follows_catalog=follows)
    assortment.remove(world.shop, world.shop.catalog.get("SKU-1"))
    product = assortment.add(world.shop, "SKU-1", "Other", 500, 19)
    assert world.shop.catalog.get("SKU-1") is product
    assert world.shop.salable("SKU-1") == (0 if follows else 50)
    assert world.last("shop.product.saved")[1]["created"]


def test_source_items_of_a_sku_without_a_product_can_be_deleted() -> None:
    world = World()
    assert direct(world)("DELETE", "/rest/V1/products/SKU-1").status == 200
    rows = [{"sku": "SKU-1", "source_code": "default", "quantity": 50, "status": 1}]
    assert (
        direct(world)("POST", "/rest/V1/inventory/source-items-delete", {"sourceItems": rows}).status == 200
    )
    assert "SKU-1" not in sources(world)


def test_shoppers_find_an_article_under_its_present_sku_until_another_one_has_the_old() -> None:
    world = World()
    catalog = world.shop.catalog
    rename(world, "SKU-1", "NEW")
    rename(world, "NEW", "NEWER")
    assert [catalog.present(sku) for sku in ("SKU-1", "NEW", "SKU-2")] == ["NEWER", "NEWER", "SKU-2"]
    assortment.add(world.shop, "SKU-1", "Other", 500, 19)
    assert catalog.present("SKU-1") == "SKU-1"
    rename(world, "NEWER", "NEW")
    assert catalog.present("NEWER") == "NEW"


def test_a_sku_that_is_taken_or_empty_and_parts_of_others_are_refused() -> None:
    world = World()
    for taken in ("SKU-2", "sku-2", " "):
        with pytest.raises(ValueError, match="needs a SKU that no product has"):
            rename(world, "SKU-1", taken)
    world.shop.catalog.add("SET", "Set", 0, made_of=Grouped({"SKU-1": 1}))
    with pytest.raises(ValueError, match="part of another product"):
        rename(world, "SKU-1", "NEW")
    assert "shop.product.renamed" not in world.kinds()
