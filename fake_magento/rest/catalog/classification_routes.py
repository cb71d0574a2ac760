"""Routes of categories, attributes and of lists that are empty here."""

from __future__ import annotations

from fake_magento.rest.catalog import attributes, categories, media
from fake_magento.rest.catalog import classification as views
from fake_magento.rest.framework.http import Key, View
from fake_magento.rest.framework.params import sku_key

_CATEGORY = "Magento_Catalog::categories"
_PRODUCT = "Magento_Catalog::products"
_ATTRIBUTE = "Magento_Catalog::attributes_attributes"
_MEDIA = "products/{sku}/media"
_ONE = "products/attributes/{attributeCode}"
_SET = "Magento_Catalog::sets"
_TAX = "Magento_Tax::manage_tax"
_RULE = "Magento_SalesRule::quote"

CLASSIFICATION_ROWS: tuple[tuple[str, str, str, View, Key | None, str | None], ...] = (
    ("GET", "categories", "category.read", categories.tree, None, _CATEGORY),
    ("POST", "categories", "category.write", categories.save, None, _CATEGORY),
    ("GET", "categories/list", "category.list", categories.listing, None, _CATEGORY),
    ("GET", "categories/{categoryId}", "category.read", categories.read, None, _CATEGORY),
    ("PUT", "categories/{categoryId}", "category.write", categories.save, None, _CATEGORY),
    ("DELETE", "categories/{categoryId}", "category.write", categories.delete, None, _CATEGORY),
    ("PUT", "categories/{categoryId}/move", "category.write", categories.move, None, _CATEGORY),
    ("GET", "categories/{categoryId}/products", "category.read", categories.products, None, _CATEGORY),
    ("POST", "categories/{categoryId}/products", "category.write", categories.place, None, _CATEGORY),
    ("PUT", "categories/{categoryId}/products", "category.write", categories.place, None, _CATEGORY),
    (
        "DELETE",
        "categories/{categoryId}/products/{sku}",
        "category.write",
        categories.take_out,
        sku_key,
        _CATEGORY,
    ),
    ("GET", "products/attributes", "attribute.list", attributes.listing, None, _ATTRIBUTE),
    ("POST", "products/attributes", "attribute.write", attributes.save, None, _ATTRIBUTE),
    ("GET", _ONE, "attribute.read", attributes.read, None, _ATTRIBUTE),
    ("PUT", _ONE, "attribute.write", attributes.save, None, _ATTRIBUTE),
    ("DELETE", _ONE, "attribute.write", attributes.delete, None, _ATTRIBUTE),
    ("GET", _ONE + "/options", "attribute.read", attributes.options, None, _ATTRIBUTE),
    ("POST", _ONE + "/options", "attribute.write", attributes.add_option, None, _ATTRIBUTE),
    ("PUT", _ONE + "/options/{optionId}", "attribute.write", attributes.change_option, None, _ATTRIBUTE),
    ("DELETE", _ONE + "/options/{optionId}", "attribute.write", attributes.delete_option, None, _ATTRIBUTE),
    ("GET", "products/attribute-sets/{attributeSetId}", "attribute.read", views.one_set, None, _SET),
    ("GET", "eav/attribute-sets/{attributeSetId}", "attribute.read", views.one_set, None, _SET),
    ("GET", "products/attribute-sets/sets/list", "attribute.list", views.sets, None, _SET),
    (
        "GET",
        "products/attribute-sets/{attributeSetId}/attributes",
        "attribute.list",
        views.set_attributes,
        None,
        _SET,
    ),
    ("GET", "eav/attribute-sets/list", "attribute.list", views.sets, None, _SET),
    ("GET", "products/types", "product.list", views.types, None, _PRODUCT),
    ("GET", _MEDIA, "product.read", media.listing, sku_key, _PRODUCT),
    ("POST", _MEDIA, "product.write", media.add, sku_key, _PRODUCT),
    ("GET", _MEDIA + "/{entryId}", "product.read", media.read, sku_key, _PRODUCT),
    ("PUT", _MEDIA + "/{entryId}", "product.write", media.change, sku_key, _PRODUCT),
    ("DELETE", _MEDIA + "/{entryId}", "product.write", media.delete, sku_key, _PRODUCT),
    ("GET", "taxClasses/search", "tax.list", views.tax_classes, None, _TAX),
    ("GET", "taxRates/search", "tax.list", views.nothing, None, _TAX),
    ("GET", "taxRules/search", "tax.list", views.nothing, None, _TAX),
    ("GET", "salesRules/search", "rule.list", views.nothing, None, _RULE),
    ("GET", "coupons/search", "rule.list", views.nothing, None, _RULE),
)
