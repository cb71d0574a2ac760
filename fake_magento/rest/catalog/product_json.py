r"""Products as JSON. Source: Magento source, Magento\Catalog\Api\Data\ProductInterface."""

from __future__ import annotations

from typing import Any

from fake_magento.carts.cart_rows import tax_class
from fake_magento.model.composites import Bundle, BundleOption, Configurable, Grouped
from fake_magento.model.price_list import ANY_GROUP, SpecialPrice, TierPrice
from fake_magento.model.product import Product
from fake_magento.money import number, stored
from fake_magento.rest.catalog.media_views import picture_json
from fake_magento.rest.catalog.options.custom_option_input import custom_option_json
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.weights import kilograms
from fake_magento.shop import Shop
from fake_magento.timestamps import stamp


def store_scope(shop: Shop, call: Call) -> int:
    """The id of the store view in the path; 0 is all of them. Without a code it is the first one."""
    if call.store == "all":
        return 0
    return (shop.stores.get(call.store) or shop.config.stores[0]).store_id


def product_in_store(shop: Shop, call: Call, product: Product) -> dict[str, Any]:
    """A product in the store view of the path."""
    store_id = store_scope(shop, call)
    data = product_json(product)
    data["name"] = product.names.get(store_id, product.name)
    _put_tax_class(data["custom_attributes"], str(tax_class(shop, product)))
    data["extension_attributes"]["category_links"] = [
        {"position": category.places.get(product.sku, 0), "category_id": str(category.category_id)}
        for category in shop.categories.of(product)
    ]
    if product.prices is not None:
        data["price"] = number(product.prices.regular.get(store_id, product.price_cents))
        data["tier_prices"] = [_tier(tier) for tier in product.prices.tiers]
        special = product.prices.special.get(store_id) or product.prices.special.get(0)
        if special is not None:
            data["custom_attributes"] += _special(special)
        cost = product.prices.cost.get(store_id, product.prices.cost.get(0))
        if cost is not None:
            data["custom_attributes"].append({"attribute_code": "cost", "value": stored(cost, 6)})
    if product.made_of is not None:
        data["extension_attributes"].update(composite_json(shop, product))
    data["options"] = [custom_option_json(product, option) for option in product.options]
    data["product_links"] = [
        {
            "sku": product.sku,
            "link_type": link.kind,
            "linked_product_sku": link.sku,
            "linked_product_type": shop.catalog.get(link.sku).kind,
            "position": link.position,
        }
        for link in product.links
        if link.sku in shop.catalog
    ]
    if isinstance(product.made_of, Grouped):
        data["product_links"] += [
            {
                "sku": product.sku,
                "link_type": "associated",
                "linked_product_sku": sku,
                "linked_product_type": "simple",
                "position": place,
                "extension_attributes": {"qty": units},
            }
            for place, (sku, units) in enumerate(product.made_of.members.items())
        ]
    return data


def _put_tax_class(attributes: list[dict[str, Any]], class_id: str) -> None:
    row = next(row for row in attributes if row["attribute_code"] == "tax_class_id")
    row["value"] = class_id


def _tier(tier: TierPrice) -> dict[str, Any]:
    data: dict[str, Any] = {
        "customer_group_id": 32000 if tier.group_id == ANY_GROUP else tier.group_id,
        "qty": tier.quantity,
        "value": number(tier.cents or 0),
        "extension_attributes": {"website_id": tier.website_id},
    }
    if tier.cents is None:
        data["extension_attributes"]["percentage_value"] = number(tier.discount_hundredths)
    return data


def _special(special: SpecialPrice) -> list[dict[str, str]]:
    """A special price as custom attributes; numbers are strings there."""
    found = [{"attribute_code": "special_price", "value": stored(special.cents, 6)}]
    if special.from_ms is not None:
        found.append({"attribute_code": "special_from_date", "value": stamp(special.from_ms)})
    if special.until_ms is not None:
        found.append({"attribute_code": "special_to_date", "value": stamp(special.until_ms)})
    return found


def composite_json(shop: Shop, product: Product) -> dict[str, Any]:
    """The options of a configurable or a bundle, as extension attributes."""
    made_of = product.made_of
    if isinstance(made_of, Configurable):
        children = [shop.catalog.find(sku) for sku in made_of.variants]
        return {
            "configurable_product_options": [
                {
                    "id": option.attribute_id,
                    "attribute_id": str(option.attribute_id),
                    "label": option.label,
                    "position": place,
                    "values": [{"value_index": index} for index in option.values],
                    "product_id": product.product_id,
                }
                for place, option in enumerate(made_of.options)
            ],
            "configurable_product_links": [child.product_id for child in children if child],
        }
    if isinstance(made_of, Bundle):
        return {"bundle_product_options": [_bundle_option(product, made_of, row) for row in made_of.options]}
    return {}


def _bundle_option(product: Product, bundle: Bundle, option: BundleOption) -> dict[str, Any]:
    return {
        "option_id": option.option_id,
        "title": option.title,
        "required": True,
        "type": "select",
        "position": option.option_id,
        "sku": product.sku,
        "product_links": [
            {
                "id": str(selection.selection_id),
                "sku": selection.sku,
                "option_id": option.option_id,
                "qty": selection.quantity,
                "position": place,
                "is_default": place == 0,
                "price": None,
                "price_type": None,
                "can_change_quantity": 0,
            }
            for place, selection in enumerate(option.selections)
        ],
    }


def product_json(product: Product) -> dict[str, Any]:
    """A product without the fields of its type and its store view."""
    is_composed = isinstance(product.made_of, (Configurable, Bundle))
    has_options = str(int(is_composed or bool(product.options)))
    is_required = str(int(is_composed or any(option.is_required for option in product.options)))
    attributes: dict[str, Any] = {
        "options_container": "container2",
        "msrp_display_actual_price_type": "0",
        "has_options": has_options,
        "required_options": is_required,
        "url_key": product.sku.lower(),
        "tax_class_id": "0",
        "category_ids": [str(category_id) for category_id in product.category_ids],
        **{role: picture.file for picture in product.pictures for role in picture.roles},
        **product.attributes,
    }
    if isinstance(product.made_of, Bundle):
        fixed, separately = product.made_of.fixed, product.made_of.separately
        attributes.update(price_type=str(int(fixed)), shipment_type=str(int(separately)), sku_type="1")
        attributes.update(price_view="0", weight_type="0")
    data: dict[str, Any] = {
        "id": product.product_id,
        "sku": product.sku,
        "name": product.name,
        "attribute_set_id": 4,
        "price": number(product.price_cents),
        "status": 1 if product.enabled else 2,
        "visibility": product.visibility,
        "type_id": product.kind,
        "created_at": stamp(product.created_ms),
        "updated_at": stamp(product.updated_ms),
        "weight": kilograms(product.weight_grams),
        "extension_attributes": {
            "website_ids": list(product.website_ids),
            "category_links": [
                {"position": 0, "category_id": str(category_id)} for category_id in product.category_ids
            ],
        },
        "product_links": [],
        "options": [],
        "media_gallery_entries": [picture_json(picture) for picture in product.pictures],
        "tier_prices": [],
        "custom_attributes": [{"attribute_code": code, "value": value} for code, value in attributes.items()],
    }
    if product.kind == "virtual" or not product.weight_grams:
        del data["weight"]
    return data
