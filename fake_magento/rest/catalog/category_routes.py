"""Routes of categories, attributes, attribute sets and pictures.

Source: Magento source, module-catalog/etc/webapi.xml.
"""

from __future__ import annotations

from fake_magento.rest.business_keys import SKU
from fake_magento.rest.catalog import attribute_set_views as views
from fake_magento.rest.catalog import attribute_views, category_attribute_views, category_views, media_views
from fake_magento.rest.framework.http import Row

_CATEGORY = "Magento_Catalog::categories"
_PRODUCT = "Magento_Catalog::products"
_ATTRIBUTE = "Magento_Catalog::attributes_attributes"
_MEDIA = "products/{sku}/media"
_ONE = "products/attributes/{attributeCode}"
_OF_CATEGORY = "categories/attributes/{attributeCode}"
_SET = "Magento_Catalog::sets"

CATEGORY_ROWS: tuple[Row, ...] = (
    # method, pattern, operation, view, business key, ACL resource
    ("GET", "categories", "category.read", category_views.tree, None, _CATEGORY),
    ("POST", "categories", "category.write", category_views.save, None, _CATEGORY),
    ("GET", "categories/list", "category.list", category_views.listing, None, _CATEGORY),
    ("GET", "categories/attributes", "attribute.list", category_attribute_views.listing, None, _CATEGORY),
    ("GET", _OF_CATEGORY, "attribute.read", category_attribute_views.read, None, _CATEGORY),
    ("GET", _OF_CATEGORY + "/options", "attribute.read", category_attribute_views.options, None, _CATEGORY),
    ("GET", "categories/{categoryId}", "category.read", category_views.read, None, _CATEGORY),
    ("PUT", "categories/{categoryId}", "category.write", category_views.save, None, _CATEGORY),
    ("DELETE", "categories/{categoryId}", "category.write", category_views.delete, None, _CATEGORY),
    ("PUT", "categories/{categoryId}/move", "category.write", category_views.move, None, _CATEGORY),
    ("GET", "categories/{categoryId}/products", "category.read", category_views.products, None, _CATEGORY),
    ("POST", "categories/{categoryId}/products", "category.write", category_views.place, None, _CATEGORY),
    ("PUT", "categories/{categoryId}/products", "category.write", category_views.place, None, _CATEGORY),
    (
        "DELETE",
        "categories/{categoryId}/products/{sku}",
        "category.write",
        category_views.take_out,
        SKU,
        _CATEGORY,
    ),
    ("GET", "products/attributes", "attribute.list", attribute_views.listing, None, _ATTRIBUTE),
    ("POST", "products/attributes", "attribute.write", attribute_views.save, None, _ATTRIBUTE),
    ("GET", _ONE, "attribute.read", attribute_views.read, None, _ATTRIBUTE),
    ("PUT", _ONE, "attribute.write", attribute_views.save, None, _ATTRIBUTE),
    ("DELETE", _ONE, "attribute.write", attribute_views.delete, None, _ATTRIBUTE),
    ("GET", _ONE + "/options", "attribute.read", attribute_views.options, None, _ATTRIBUTE),
    ("POST", _ONE + "/options", "attribute.write", attribute_views.add_option, None, _ATTRIBUTE),
    ("PUT", _ONE + "/options/{optionId}", "attribute.write", attribute_views.change_option, None, _ATTRIBUTE),
    (
        "DELETE",
        _ONE + "/options/{optionId}",
        "attribute.write",
        attribute_views.delete_option,
        None,
        _ATTRIBUTE,
    ),
    ("GET", "products/attribute-sets/{attributeSetId}", "attribute.read", views.one_set, None, _SET),
    ("GET", "eav/attribute-sets/{attributeSetId}", "attribute.read", views.one_set, None, _SET),
    ("GET", "products/attribute-sets/sets/list", "attribute.list", views.sets, None, _SET),
    ("GET", "products/attribute-sets/groups/list", "attribute.list", views.groups, None, _SET),
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
    ("GET", _MEDIA, "product.read", media_views.listing, SKU, _PRODUCT),
    ("POST", _MEDIA, "product.write", media_views.add, SKU, _PRODUCT),
    ("GET", _MEDIA + "/{entryId}", "product.read", media_views.read, SKU, _PRODUCT),
    ("PUT", _MEDIA + "/{entryId}", "product.write", media_views.change, SKU, _PRODUCT),
    ("DELETE", _MEDIA + "/{entryId}", "product.write", media_views.delete, SKU, _PRODUCT),
)
