"""Routes of custom options, options of bundles and configurables, and links between products.

Source: Magento source, etc/webapi.xml of module-catalog, module-configurable-product and module-bundle.
"""

from __future__ import annotations

from fake_magento.rest.business_keys import SKU
from fake_magento.rest.catalog.options import (
    bundle_option_views,
    composite_option_views,
    custom_option_views,
    product_link_views,
)
from fake_magento.rest.framework.http import Row

_PRODUCT = "Magento_Catalog::products"
_CONFIGURABLE = "configurable-products/{sku}"
_BUNDLE = "bundle-products/{sku}/options/{optionId}"

OPTION_ROWS: tuple[Row, ...] = (
    # method, pattern, operation, view, business key, ACL resource
    ("GET", _CONFIGURABLE + "/children", "product.read", composite_option_views.children, SKU, _PRODUCT),
    ("POST", _CONFIGURABLE + "/child", "product.write", composite_option_views.add_child, SKU, _PRODUCT),
    (
        "DELETE",
        _CONFIGURABLE + "/children/{childSku}",
        "product.write",
        composite_option_views.remove_child,
        SKU,
        _PRODUCT,
    ),
    ("POST", _CONFIGURABLE + "/options", "product.write", composite_option_views.add_option, SKU, _PRODUCT),
    (
        "GET",
        _CONFIGURABLE + "/options/all",
        "product.read",
        composite_option_views.configurable_options,
        SKU,
        _PRODUCT,
    ),
    (
        "GET",
        _CONFIGURABLE + "/options/{id}",
        "product.read",
        composite_option_views.configurable_option,
        SKU,
        _PRODUCT,
    ),
    (
        "GET",
        "bundle-products/{sku}/options/all",
        "product.read",
        composite_option_views.bundle_options,
        SKU,
        _PRODUCT,
    ),
    (
        "GET",
        "bundle-products/{sku}/children",
        "product.read",
        composite_option_views.bundle_children,
        SKU,
        _PRODUCT,
    ),
    ("GET", "products/links/types", "product.read", product_link_views.link_types, None, _PRODUCT),
    (
        "GET",
        "products/links/{type}/attributes",
        "product.read",
        product_link_views.link_attributes,
        None,
        _PRODUCT,
    ),
    ("GET", "products/{sku}/links/{type}", "product.read", product_link_views.links, SKU, _PRODUCT),
    ("POST", "products/{sku}/links", "product.write", product_link_views.add, SKU, _PRODUCT),
    ("PUT", "products/{sku}/links", "product.write", product_link_views.save, SKU, _PRODUCT),
    (
        "DELETE",
        "products/{sku}/links/{type}/{linkedProductSku}",
        "product.write",
        product_link_views.delete,
        SKU,
        _PRODUCT,
    ),
    ("GET", "products/options/types", "product.read", custom_option_views.types, None, _PRODUCT),
    ("GET", "products/{sku}/options", "product.read", custom_option_views.options, SKU, _PRODUCT),
    ("GET", "products/{sku}/options/{optionId}", "product.read", custom_option_views.option, SKU, _PRODUCT),
    ("POST", "products/options", "product.write", custom_option_views.save, None, _PRODUCT),
    ("PUT", "products/options/{optionId}", "product.write", custom_option_views.save, None, _PRODUCT),
    (
        "DELETE",
        "products/{sku}/options/{optionId}",
        "product.write",
        custom_option_views.delete,
        SKU,
        _PRODUCT,
    ),
    ("GET", "bundle-products/options/types", "product.read", bundle_option_views.types, None, _PRODUCT),
    ("GET", _BUNDLE, "product.read", composite_option_views.bundle_option, SKU, _PRODUCT),
    ("POST", "bundle-products/options/add", "product.write", bundle_option_views.save, None, _PRODUCT),
    ("PUT", "bundle-products/options/{optionId}", "product.write", bundle_option_views.save, None, _PRODUCT),
    ("DELETE", _BUNDLE, "product.write", bundle_option_views.delete, SKU, _PRODUCT),
    (
        "POST",
        "bundle-products/{sku}/links/{optionId}",
        "product.write",
        bundle_option_views.add_link,
        SKU,
        _PRODUCT,
    ),
    (
        "DELETE",
        _BUNDLE + "/children/{childSku}",
        "product.write",
        bundle_option_views.remove_link,
        SKU,
        _PRODUCT,
    ),
)
