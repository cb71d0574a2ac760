r"""Views that change the options of bundles.

Source: Magento source, Magento\Bundle\Api\ProductOptionManagementInterface and ProductLinkManagementInterface.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fake_magento.errors import NotFound, ShopError
from fake_magento.model.composites import Bundle, BundleOption, Selection
from fake_magento.rest.catalog.saving.bundle_input import BUNDLE_OPTION, LINK, bundle_option, selection_of
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import Arguments
from fake_magento.shop import Shop

SAVE = Arguments(option=BUNDLE_OPTION)
ADD_LINK = Arguments(linked_product=LINK)
_TYPES = (
    ("Drop-down", "select"),
    ("Radio Buttons", "radio"),
    ("Checkbox", "checkbox"),
    ("Multiple Select", "multi"),
)
_NOT_A_BUNDLE = 'The product with the "%1" SKU isn\'t a bundle product.'


def types(shop: Shop, call: Call) -> Any:
    """The types of options of bundles, a bare list."""
    return [{"label": label, "code": code} for label, code in _TYPES]


def bundle_of(shop: Shop, sku: str) -> Bundle:
    """The bundle with a SKU. Raises NotFound, and ShopError for another product."""
    product = shop.catalog.get(sku)
    if not isinstance(product.made_of, Bundle):
        raise ShopError(_NOT_A_BUNDLE, [product.sku])
    return product.made_of


def find(bundle: Bundle, option_id: int) -> BundleOption:
    """An option of a bundle. Raises NotFound."""
    for option in bundle.options:
        if option.option_id == option_id:
            return option
    raise NotFound("The option that was requested doesn't exist. Verify the entity and try again.")


def save(shop: Shop, call: Call) -> Any:
    """POST adds an option to the bundle `sku` of the body, PUT changes that of the path; the reply is its id."""
    given = SAVE(call.data).get("option")
    if given is None:
        raise required("option")
    bundle = bundle_of(shop, given.get("sku", ""))
    if "optionId" in call.params:
        held = find(bundle, path_id(call.params["optionId"]))
        made = replace(bundle_option(shop, 0, {**_sent(held), **given}), option_id=held.option_id)
        bundle.options = tuple(made if each is held else each for each in bundle.options)
    else:
        place = max((each.option_id for each in bundle.options), default=0) + 1
        made = replace(bundle_option(shop, place, given), option_id=place)
        bundle.options = (*bundle.options, made)
    return made.option_id


def _sent(option: BundleOption) -> dict[str, Any]:
    links = [{"sku": each.sku, "qty": each.quantity} for each in option.selections]
    return {"title": option.title, "product_links": links}


def delete(shop: Shop, call: Call) -> Any:
    """Delete an option of a bundle. 404 for an unknown id."""
    bundle = bundle_of(shop, call.params["sku"])
    gone = find(bundle, path_id(call.params["optionId"]))
    bundle.options = tuple(each for each in bundle.options if each is not gone)
    return True


def add_link(shop: Shop, call: Call) -> Any:
    """Add a product to an option; the reply is the id of the selection. 400 for one that is there already."""
    given = ADD_LINK(call.data).get("linked_product")
    if given is None:
        raise required("linkedProduct")
    bundle = bundle_of(shop, call.params["sku"])
    option = find(bundle, path_id(call.params["optionId"]))
    taken = [each.selection_id for one in bundle.options for each in one.selections]
    made: Selection = selection_of(shop, max(taken, default=0) + 1, given)
    if any(each.sku == made.sku for each in option.selections):
        raise ShopError(
            'Child with specified sku: "%1" already assigned to product: "%2"', [made.sku, call.params["sku"]]
        )
    changed = replace(option, selections=(*option.selections, made))
    bundle.options = tuple(changed if each is option else each for each in bundle.options)
    return made.selection_id


def remove_link(shop: Shop, call: Call) -> Any:
    """Take a product off an option. 404 for one that is not there, 400 for the last one."""
    bundle = bundle_of(shop, call.params["sku"])
    option = find(bundle, path_id(call.params["optionId"]))
    child = shop.catalog.get(call.params["childSku"]).sku
    kept = tuple(each for each in option.selections if each.sku != child)
    if len(kept) == len(option.selections):
        raise NotFound("The bundle product doesn't exist. Review your request and try again.")
    if not kept:
        raise ShopError("Invalid product data: %1", ["an option needs at least one product link"])
    bundle.options = tuple(
        replace(each, selections=kept) if each is option else each for each in bundle.options
    )
    return True
