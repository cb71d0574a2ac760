r"""Views that create, change and delete products.

Source: Magento source, Magento\Catalog\Model\ProductRepository.
"""

from __future__ import annotations

from typing import Any

from fake_magento.catalog.assortment import drop
from fake_magento.errors import ShopError, product_missing
from fake_magento.model.composites import (
    Bundle,
    Composite,
    Configurable,
    Grouped,
)
from fake_magento.model.price_list import PriceList
from fake_magento.model.product import Product
from fake_magento.rest.catalog.options.custom_option_input import CUSTOM_OPTION, option_of
from fake_magento.rest.catalog.price_views import TIER_OF_PRODUCT, tier_of_product
from fake_magento.rest.catalog.product_json import product_in_store, store_scope
from fake_magento.rest.catalog.saving.attribute_values import set_attributes
from fake_magento.rest.catalog.saving.bundle_input import BUNDLE_OPTION, bundle_option
from fake_magento.rest.catalog.saving.configurable_input import OPTION, variant_option, variant_values
from fake_magento.rest.catalog.saving.link_input import PRODUCT_LINK, set_links
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import (
    Arguments,
    Shape,
    anything,
    cents,
    decimal,
    integer,
    list_of,
    text,
)
from fake_magento.rest.inventory.stock_item_views import STOCK_ITEM
from fake_magento.shop import Shop

_API = "Magento\\Catalog\\Api\\Data\\"
_ATTRIBUTE = Shape("Magento\\Framework\\Api\\AttributeInterface", attribute_code=text, value=anything)
_CATEGORY_LINK = Shape(
    _API + "CategoryLinkInterface", position=integer, category_id=text, extension_attributes=anything
)
_EXTENSION = Shape(
    _API + "ProductExtensionInterface",
    website_ids=list_of(integer, "int"),
    category_links=list_of(_CATEGORY_LINK, _CATEGORY_LINK.name),
    stock_item=STOCK_ITEM,
    configurable_product_options=list_of(OPTION, OPTION.name),
    configurable_product_links=list_of(integer, "int"),
    bundle_product_options=list_of(BUNDLE_OPTION, BUNDLE_OPTION.name),
)
_PRODUCT = Shape(
    _API + "ProductInterface",
    id=integer,
    sku=text,
    name=text,
    attribute_set_id=integer,
    price=cents,
    status=integer,
    visibility=integer,
    type_id=text,
    created_at=text,
    updated_at=text,
    weight=decimal,
    extension_attributes=_EXTENSION,
    product_links=list_of(PRODUCT_LINK, PRODUCT_LINK.name),
    options=list_of(CUSTOM_OPTION, CUSTOM_OPTION.name),
    media_gallery_entries=anything,
    tier_prices=list_of(TIER_OF_PRODUCT, TIER_OF_PRODUCT.name),
    custom_attributes=list_of(_ATTRIBUTE, _ATTRIBUTE.name),
)
SAVE = Arguments(product=_PRODUCT, save_options=anything)
_WEBSITE = Arguments(
    product_website_link=Shape(_API + "ProductWebsiteLinkInterface", sku=text, website_id=integer)
)
_EMPTY = 'The "%1" attribute value is empty. Set the attribute and try again.'
_KINDS = ("simple", "virtual", "configurable", "bundle", "grouped")


def save(shop: Shop, call: Call) -> Any:
    """Create or change a product by SKU. In the scope of a store view only its name and price are written."""
    given = SAVE(call.data).get("product")
    if given is None:
        raise required("product")
    sku = given.get("sku") or call.params.get("sku", "")
    if not sku:
        raise ShopError(_EMPTY, ["sku"])
    product = shop.catalog.find(sku)
    if product is None:
        product = _create(shop, sku, given)
    else:
        _change(shop, product, given, store_scope(shop, call))
    _set_options_and_links(shop, product, given)
    _set_extension(shop, product, given)
    shop.catalog.touch(product)
    return product_in_store(shop, call, product)


def _create(shop: Shop, sku: str, given: dict[str, Any]) -> Product:
    kind = given.get("type_id", "simple")
    if not given.get("name"):
        raise ShopError(_EMPTY, ["name"])
    if "attribute_set_id" not in given:
        raise ShopError(_EMPTY, ["attribute_set_id"])
    if kind not in _KINDS:
        raise ShopError("Invalid product data: %1", [f"unknown product type {kind}"])
    if "price" not in given and kind in ("simple", "virtual"):
        raise ShopError(_EMPTY, ["price"])
    if given.get("price", 0) < 0:
        raise ShopError("Invalid product data: %1", ["the price must not be negative"])
    empty: dict[str, Composite] = {
        "configurable": Configurable((), {}),
        "bundle": Bundle(()),
        "grouped": Grouped({}),
    }
    product = shop.catalog.add(
        sku, given["name"], given.get("price", 0), 19, given.get("weight", 0), kind, empty.get(kind)
    )
    product.enabled = given.get("status", 1) == 1
    product.visibility = given.get("visibility", 4)
    set_attributes(shop, product, given, 0)
    return product


def _change(shop: Shop, product: Product, given: dict[str, Any], store_id: int) -> None:
    if given.get("name") == "":
        raise ShopError(_EMPTY, ["name"])
    if given.get("price", 0) < 0:
        raise ShopError("Invalid product data: %1", ["the price must not be negative"])
    if "name" in given and store_id:
        product.names[store_id] = given["name"]
    elif "name" in given:
        product.name = given["name"]
    if "price" in given and store_id and shop.config.price_scope == "website":
        product.prices = product.prices or PriceList()
        product.prices.regular[store_id] = given["price"]
    elif "price" in given:
        product.price_cents = given["price"]
    if "weight" in given:
        product.weight_grams = round(given["weight"] * 1000)
    if "status" in given:
        product.enabled = given["status"] == 1
    product.visibility = given.get("visibility", product.visibility)
    set_attributes(shop, product, given, store_id)


def _set_extension(shop: Shop, product: Product, given: dict[str, Any]) -> None:
    """Set tier prices, categories, websites, the stock of the default source, and parts."""
    if "tier_prices" in given:
        product.prices = product.prices or PriceList()
        product.prices.tiers = [tier_of_product(row) for row in given["tier_prices"]]
    extension = given.get("extension_attributes", {})
    links = [link for link in extension.get("category_links", ()) if link.get("category_id")]
    if "category_links" in extension:
        shop.categories.place(
            product, {path_id(link["category_id"]): link.get("position", 0) for link in links}
        )
    if "website_ids" in extension:
        product.website_ids = tuple(extension["website_ids"])
    stock = extension.get("stock_item")
    if stock is not None and "qty" in stock:
        quantity = max(0, int(stock["qty"]))
        in_stock = bool(stock.get("is_in_stock", quantity > 0)) and quantity > 0
        shop.stock.put([(product.sku, shop.stock.places.default_code, quantity, in_stock)], "api", "api")
    _set_parts(shop, product, extension)


def _set_parts(shop: Shop, product: Product, extension: dict[str, Any]) -> None:
    """Set the options of a configurable or a bundle, and the variants of the former."""
    if isinstance(product.made_of, Configurable):
        options = extension.get("configurable_product_options")
        if options is not None:
            product.made_of.options = tuple(variant_option(shop, row) for row in options)
        for child_id in extension.get("configurable_product_links", ()):
            child = shop.catalog.by_id(child_id)
            if child is None:
                raise product_missing()
            product.made_of.variants[child.sku] = variant_values(product.made_of, child)
    if isinstance(product.made_of, Bundle) and "bundle_product_options" in extension:
        product.made_of.options = tuple(
            bundle_option(shop, place, row)
            for place, row in enumerate(extension["bundle_product_options"], 1)
        )


def _set_options_and_links(shop: Shop, product: Product, given: dict[str, Any]) -> None:
    if "options" in given and product.made_of is None:
        known = {option.option_id: option for option in product.options}
        product.options = tuple(
            option_of(shop, row, known.get(row.get("option_id", 0))) for row in given["options"]
        )
    if "product_links" in given:
        set_links(shop, product, given["product_links"])


def delete(shop: Shop, call: Call) -> Any:
    """Delete a product. Orders keep its SKU and name."""
    drop(shop, shop.catalog.get(call.params["sku"]), "api")
    return True


def add_website(shop: Shop, call: Call) -> Any:
    """Assign a product to a website; POST and PUT are alike. 400 for an unknown website."""
    product = shop.catalog.get(call.params["sku"])
    given = _WEBSITE(call.data).get("product_website_link")
    if given is None:
        raise required("productWebsiteLink")
    if given.get("website_id") not in range(len(shop.config.websites) + 1):
        raise ShopError("Could not assign product to websites")
    product.website_ids = tuple(dict.fromkeys((*product.website_ids, given["website_id"])))
    return True


def remove_website(shop: Shop, call: Call) -> Any:
    """Unassign a product from a website. The reply is `true` even when it was not assigned."""
    product = shop.catalog.get(call.params["sku"])
    product.website_ids = tuple(i for i in product.website_ids if str(i) != call.params["websiteId"])
    return True
