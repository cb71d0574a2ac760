r"""Views of the metadata of customer fields.

Source: Magento source, Magento\Customer\Api\CustomerMetadataInterface.
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import no_such
from fake_magento.rest.framework.http import Call
from fake_magento.shop import Shop

_FIELDS: tuple[tuple[str, str, str, str, bool], ...] = (
    # code, label, input, column type, required
    ("website_id", "Associate to Website", "select", "static", True),
    ("store_id", "Create In", "select", "static", True),
    ("created_in", "Created From", "text", "static", False),
    ("group_id", "Group", "select", "static", True),
    ("firstname", "First Name", "text", "static", True),
    ("lastname", "Last Name", "text", "static", True),
    ("email", "Email", "text", "static", True),
    ("dob", "Date of Birth", "date", "static", False),
    ("taxvat", "Tax/VAT Number", "text", "static", False),
    ("created_at", "Created At", "date", "static", False),
)


def customer(shop: Shop, call: Call) -> Any:
    """Metadata of all customer fields, a bare list."""
    return [_field(place) for place in range(len(_FIELDS))]


def customer_field(shop: Shop, call: Call) -> Any:
    """Metadata of one customer field. 404 for an unknown `attributeCode`."""
    wanted = call.params["attributeCode"]
    for place, row in enumerate(_FIELDS):
        if row[0] == wanted:
            return _field(place)
    raise no_such("attributeCode", wanted)


def _field(place: int) -> dict[str, Any]:
    code, label, kind, stored, is_required = _FIELDS[place]
    return {
        "frontend_input": kind,
        "input_filter": "date" if kind == "date" else "",
        "store_label": label,
        "validation_rules": [],
        "multiline_count": 0,
        "visible": code not in ("created_in", "created_at"),
        "required": is_required,
        "data_model": "",
        "options": [],
        "frontend_class": " required-entry" if is_required else "",
        "user_defined": False,
        "sort_order": 10 * (place + 1),
        "frontend_label": label,
        "note": "",
        "system": True,
        "backend_type": stored,
        "is_used_in_grid": False,
        "is_visible_in_grid": False,
        "is_filterable_in_grid": False,
        "is_searchable_in_grid": False,
        "attribute_code": code,
    }
