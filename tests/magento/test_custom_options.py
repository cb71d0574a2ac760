"""Custom options: what a shopper enters or selects is on the row, with its surcharge and its SKU suffix."""

from __future__ import annotations

from typing import Any

import pytest

from fake_magento.errors import BadCart
from fake_magento.model.composites import Choice

from .kinds import furnished
from .world import Send, World, direct

ALL = "/rest/all/V1/"
ENGRAVING = {
    "product_sku": "SKU-1",
    "title": "Engraving",
    "type": "field",
    "is_require": False,
    "price": 4.5,
    "max_characters": 8,
}
COLOUR = {
    "product_sku": "SKU-1",
    "title": "Colour",
    "type": "drop_down",
    "is_require": True,
    "sort_order": 1,
    "values": [
        {"title": "Red", "price": 10, "price_type": "percent", "sku": "red"},
        {"title": "Plain", "price": 0},
    ],
}


def offer(send: Send) -> tuple[int, int, int]:
    """Ids of the engraving, of the colour and of red."""
    engraving = send("POST", ALL + "products/options", {"option": ENGRAVING}).data
    colour = send("POST", ALL + "products/options", {"option": COLOUR}).data
    return engraving["option_id"], colour["option_id"], colour["values"][0]["option_type_id"]


def test_an_option_is_shown_as_it_was_sent(send: Send) -> None:
    engraving, colour, _ = offer(send)
    shown = send("GET", ALL + "products/SKU-1").data
    assert [option["option_id"] for option in shown["options"]] == [engraving, colour]
    assert {**shown["options"][0], **ENGRAVING} == shown["options"][0]
    assert [value["sku"] for value in shown["options"][1]["values"] if "sku" in value] == ["red"]
    assert shown["options"] == send("GET", ALL + "products/SKU-1/options").data
    flags = {row["attribute_code"]: row["value"] for row in shown["custom_attributes"]}
    assert (flags["has_options"], flags["required_options"]) == ("1", "1")
    assert send("PUT", ALL + "products/SKU-1", {"product": shown}).data["options"] == shown["options"]
    changed = send(
        "PUT", f"{ALL}products/options/{engraving}", {"option": {"product_sku": "SKU-1", "title": "Name"}}
    )
    assert (changed.data["title"], changed.data["price"]) == ("Name", 4.5)
    assert send("DELETE", f"{ALL}products/SKU-1/options/{engraving}").data is True
    assert send("GET", f"{ALL}products/SKU-1/options/{engraving}").status == 404


def test_a_row_has_the_text_the_surcharge_and_the_suffix(world: World, send: Send) -> None:
    engraving, colour, red = offer(send)
    order = world.order(Choice("SKU-1", 2, custom=((engraving, "FOR ANN"), (colour, str(red)))))
    data = send("GET", ALL + "orders/1").data
    row = data["items"][0]
    assert (row["sku"], row["product_type"], row["price_incl_tax"]) == (
        "SKU-1-red",
        "simple",
        26.39,
    )
    assert row["product_option"]["extension_attributes"]["custom_options"] == [
        {"option_id": str(engraving), "option_value": "FOR ANN"},
        {"option_id": str(colour), "option_value": str(red)},
    ]
    assert world.shop.salable("SKU-1") == 48
    assert world.last("shop.order.placed")[1]["lines"][0][:2] == ["SKU-1", 2]
    world.shop.capture(order)
    world.shop.ship(order)
    assert world.shop.stock.quantity("SKU-1", "default") == 48
    assert send("GET", ALL + "invoices/1").data["items"][0]["sku"] == "SKU-1-red"
    world.shop.refund(order)
    assert (order.state, world.shop.salable("SKU-1")) == ("closed", 50)


def test_a_cart_takes_options_and_keeps_rows_apart_by_them(world: World, send: Send) -> None:
    engraving, colour, red = offer(send)
    cart = send("POST", ALL + "guest-carts", token=None).data

    def put(*options: tuple[int, object]) -> Any:
        rows = [{"option_id": str(number), "option_value": str(value)} for number, value in options]
        chosen = {"extension_attributes": {"custom_options": rows}}
        item = {"sku": "SKU-1", "qty": 1, "quote_id": cart, "product_option": chosen}
        return send("POST", f"{ALL}guest-carts/{cart}/items", {"cartItem": item}, token=None)

    refused = put((engraving, "ANN"))
    assert (refused.status, refused.data["message"].startswith("The product's required option(s)")) == (
        400,
        True,
    )
    assert put((engraving, "A TEXT THAT IS TOO LONG"), (colour, red)).status == 400
    assert put((colour, "99")).status == 400
    first = put((colour, red), (engraving, "ANN")).data
    assert (first["price"], first["item_id"]) == (
        26.39,
        put((colour, red), (engraving, "ANN")).data["item_id"],
    )
    assert put((colour, red), (engraving, "BOB")).data["item_id"] != first["item_id"]
    items = send("GET", f"{ALL}guest-carts/{cart}/items", token=None).data
    assert [
        (item["qty"], item["product_option"]["extension_attributes"]["custom_options"][0]) for item in items
    ] == [
        (2, {"option_id": str(engraving), "option_value": "ANN"}),
        (1, {"option_id": str(engraving), "option_value": "BOB"}),
    ]


def test_an_order_with_options_is_edited_with_them(world: World, send: Send) -> None:
    engraving, colour, red = offer(send)
    order = world.order(Choice("SKU-1", 1, custom=((engraving, "ANN"), (colour, str(red)))))
    world.shop.edit(order, order.cart_lines())
    rows = send("GET", ALL + "orders/2").data["items"]
    assert [row["sku"] for row in rows] == ["SKU-1-red"]


def test_a_checkout_without_a_required_option_is_no_cart(world: World, send: Send) -> None:
    offer(send)
    with pytest.raises(BadCart, match="Colour"):
        world.order(("SKU-1", 1))


@pytest.mark.parametrize(
    "change",
    [{"type": "hologram"}, {"title": ""}, {"values": []}, {"product_sku": ""}, {"product_sku": "BOX"}],
)
def test_what_is_no_option_is_refused(change: dict[str, Any]) -> None:
    world = furnished()
    assert direct(world)("POST", ALL + "products/options", {"option": {**COLOUR, **change}}).status == 400
    assert world.shop.catalog.get("SKU-1").options == ()


def test_products_are_linked_to_others(world: World, send: Send) -> None:
    items = [
        {
            "sku": "SKU-1",
            "link_type": kind,
            "linked_product_sku": sku,
            "linked_product_type": "simple",
            "position": place,
        }
        for place, (kind, sku) in enumerate((("related", "SKU-2"), ("upsell", "SKU-3")), 1)
    ]
    assert send("POST", ALL + "products/SKU-1/links", {"items": items}).data is True
    assert send("GET", ALL + "products/SKU-1").data["product_links"] == items
    assert send("GET", ALL + "products/SKU-1/links/upsell").data == items[1:]
    assert send("PUT", ALL + "products/SKU-1/links", {"entity": {**items[0], "position": 9}}).data is True
    assert send("GET", ALL + "products/SKU-1/links/related").data[0]["position"] == 9
    assert send("DELETE", ALL + "products/SKU-1/links/related/SKU-2").data is True
    assert send("DELETE", ALL + "products/SKU-1/links/related/SKU-2").status == 404
    assert (
        send("POST", ALL + "products/SKU-1/links", {"items": [{**items[0], "link_type": "friend"}]}).status
        == 404
    )


def test_the_members_of_a_group_are_links() -> None:
    world = furnished()
    send = direct(world)
    link = {
        "sku": "SET",
        "link_type": "associated",
        "linked_product_sku": "SKU-2",
        "extension_attributes": {"qty": 3},
    }
    assert send("POST", ALL + "products/SET/links", {"items": [link]}).data is True
    assert send("DELETE", ALL + "products/SET/links/associated/SKU-1").data is True
    order = world.order(Choice("SET", 1))
    assert [(line.sku, line.quantity) for line in order.lines] == [("SKU-4", 2), ("SKU-2", 3)]


def test_a_bundle_is_built_option_by_option() -> None:
    world = furnished()
    send = direct(world)
    option = {"sku": "BOX", "title": "Third", "type": "select", "product_links": [{"sku": "SKU-5", "qty": 1}]}
    number = send("POST", ALL + "bundle-products/options/add", {"option": option}).data
    assert number == 3
    added = send(
        "POST", f"{ALL}bundle-products/BOX/links/{number}", {"linkedProduct": {"sku": "SKU-4", "qty": 2}}
    )
    assert isinstance(added.data, int)
    shown = send("GET", f"{ALL}bundle-products/BOX/options/{number}").data
    assert [(link["sku"], link["qty"]) for link in shown["product_links"]] == [("SKU-5", 1), ("SKU-4", 2)]
    assert len(world.order(Choice("BOX", 1)).lines[0].parts) == 3
    assert (
        send(
            "PUT", f"{ALL}bundle-products/options/{number}", {"option": {"sku": "BOX", "title": "Last"}}
        ).data
        == 3
    )
    assert send("GET", f"{ALL}bundle-products/BOX/options/{number}").data["title"] == "Last"
    assert send("DELETE", f"{ALL}bundle-products/BOX/options/{number}/children/SKU-4").data is True
    assert send("DELETE", f"{ALL}bundle-products/BOX/options/{number}/children/SKU-5").status == 400
    assert send("DELETE", f"{ALL}bundle-products/BOX/options/{number}").data is True
    assert send("GET", f"{ALL}bundle-products/BOX/options/{number}").status == 404
    assert (
        send("POST", ALL + "bundle-products/options/add", {"option": {**option, "sku": "SKU-1"}}).status
        == 400
    )


def test_every_kind_of_product_can_be_put_back_as_it_was_read() -> None:
    world = furnished()
    send = direct(world)
    for row in send("GET", ALL + "products", query="searchCriteria=").data["items"]:
        data = send("GET", f"{ALL}products/{row['sku']}").data
        again = send("PUT", f"{ALL}products/{row['sku']}", {"product": data})
        assert again.status == 200, row["sku"]
        for name in ("product_links", "options", "price", "type_id"):
            assert again.data[name] == data[name], (row["sku"], name)
