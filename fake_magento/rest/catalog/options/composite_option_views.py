"""Views of the options and children of configurables and bundles.

Source: Magento source, module-configurable-product/etc/webapi.xml and module-bundle/etc/webapi.xml.
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import NotFound, ShopError, no_such
from fake_magento.model.composites import Bundle, Configurable
from fake_magento.model.product import Product
from fake_magento.rest.catalog.product_json import composite_json, product_json
from fake_magento.rest.catalog.saving.configurable_input import OPTION, variant_option, variant_values
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import Arguments, text
from fake_magento.shop import Shop


def configurable_options(shop: Shop, call: Call) -> Any:
    """Options of a configurable product, a bare list; `[]` for every other product."""
    product = shop.catalog.get(call.params["sku"])
    if not isinstance(product.made_of, Configurable):
        return []
    return composite_json(shop, product)["configurable_product_options"]


def configurable_option(shop: Shop, call: Call) -> Any:
    """One option of a configurable product. 404 for an unknown id."""
    _configurable(shop, call)
    for option in configurable_options(shop, call):
        if option["id"] == path_id(call.params["id"]):
            return option
    raise no_such("id", call.params["id"])


def bundle_options(shop: Shop, call: Call) -> Any:
    """Options of a bundle with their product links. Other products are refused."""
    return _bundle(shop, call)


def bundle_option(shop: Shop, call: Call) -> Any:
    """One option of a bundle. 404 for an unknown id."""
    wanted = path_id(call.params["optionId"])
    for option in _bundle(shop, call):
        if option["option_id"] == wanted:
            return option
    raise NotFound("The option that was requested doesn't exist. Verify the entity and try again.")


def bundle_children(shop: Shop, call: Call) -> Any:
    """The links of all options, or those of `optionId`."""
    wanted = dict(call.query()).get("optionId")
    return [
        {**link, "entity_product_id": shop.catalog.get(link["sku"]).product_id}
        for option in _bundle(shop, call)
        if wanted is None or option["option_id"] == path_id(wanted)
        for link in option["product_links"]
    ]


def _bundle(shop: Shop, call: Call) -> list[dict[str, Any]]:
    product = shop.catalog.get(call.params["sku"])
    if not isinstance(product.made_of, Bundle):
        raise ShopError("This is implemented for bundle products only.")
    found: list[dict[str, Any]] = composite_json(shop, product)["bundle_product_options"]
    return found


_CHILD = Arguments(child_sku=text)
_ADD_OPTION = Arguments(option=OPTION)


def _configurable(shop: Shop, call: Call) -> tuple[Product, Configurable]:
    product = shop.catalog.get(call.params["sku"])
    if not isinstance(product.made_of, Configurable):
        raise ShopError("Product with specified sku: %1 is not a configurable product", [product.sku])
    return product, product.made_of


def children(shop: Shop, call: Call) -> Any:
    """Variants of a configurable product as full products, a bare list."""
    _, made_of = _configurable(shop, call)
    return [product_json(child) for sku in made_of.variants if (child := shop.catalog.find(sku))]


def add_child(shop: Shop, call: Call) -> Any:
    """Attach a variant. 400 when it is attached already or the parent has no options."""
    _, made_of = _configurable(shop, call)
    given = _CHILD(call.data)
    if "child_sku" not in given:
        raise required("childSku")
    child = shop.catalog.get(given["child_sku"])
    if child.sku in made_of.variants:
        raise ShopError("The product is already attached.")
    if not made_of.options:
        raise ShopError("The parent product doesn't have configurable product options.")
    made_of.variants[child.sku] = variant_values(made_of, child)
    return True


def remove_child(shop: Shop, call: Call) -> Any:
    """Detach a variant. 400 when it is not attached."""
    _, made_of = _configurable(shop, call)
    if made_of.variants.pop(shop.catalog.get(call.params["childSku"]).sku, None) is None:
        raise ShopError(
            'The product with the "%1" SKU isn\'t a child of the given product.',
            [call.params["childSku"]],
        )
    return True


def add_option(shop: Shop, call: Call) -> Any:
    """Add an option to a configurable product; the reply is its id as a string."""
    _, made_of = _configurable(shop, call)
    given = _ADD_OPTION(call.data).get("option")
    if given is None:
        raise required("option")
    made_of.options = (*made_of.options, variant_option(shop, given))
    return str(len(made_of.options))
