"""Routes of returns. Source: Adobe Commerce, module-rma/etc/webapi.xml."""

from __future__ import annotations

from fake_magento.rest.framework.http import Row
from fake_magento.rest.returns import return_views

_RMA = "Magento_Rma::rma_manage"

RETURN_ROWS: tuple[Row, ...] = (
    # method, pattern, operation, view, business key, ACL resource
    ("GET", "returns", "return.list", return_views.listing, None, _RMA),
    ("GET", "returns/{id}", "return.read", return_views.read, None, _RMA),
    ("GET", "returnsAttributeMetadata", "return.attributes", return_views.attributes, None, _RMA),
    (
        "GET",
        "returnsAttributeMetadata/{attributeCode}",
        "return.attributes",
        return_views.attribute,
        None,
        _RMA,
    ),
)
