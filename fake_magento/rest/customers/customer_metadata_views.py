r"""Views of the metadata of the fields of customers and of their addresses.

Source: Magento source, Magento\Customer\Api\CustomerMetadataInterface and AddressMetadataInterface.
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import no_such
from fake_magento.rest.framework.http import Call
from fake_magento.shop import Shop

_Fields = tuple[tuple[str, str, str, str, bool], ...]
_FIELDS: _Fields = (
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


_ADDRESS_FIELDS: _Fields = (
    ("prefix", "Name Prefix", "text", "static", False),
    ("firstname", "First Name", "text", "static", True),
    ("middlename", "Middle Name/Initial", "text", "static", False),
    ("lastname", "Last Name", "text", "static", True),
    ("suffix", "Name Suffix", "text", "static", False),
    ("company", "Company", "text", "static", False),
    ("street", "Street Address", "multiline", "static", True),
    ("city", "City", "text", "static", True),
    ("country_id", "Country", "select", "static", True),
    ("region", "State/Province", "text", "static", False),
    ("region_id", "State/Province", "hidden", "static", False),
    ("postcode", "Zip/Postal Code", "text", "static", False),
    ("telephone", "Phone Number", "text", "static", True),
    ("fax", "Fax", "text", "static", False),
    ("vat_id", "VAT Number", "text", "static", False),
)
_LINES = {"street": 2}
"""Lines of the fields that have several."""


def customer(shop: Shop, call: Call) -> Any:
    """Metadata of all customer fields, a bare list."""
    return [_field(_FIELDS, place) for place in range(len(_FIELDS))]


def customer_field(shop: Shop, call: Call) -> Any:
    """Metadata of one customer field. 404 for an unknown `attributeCode`."""
    return _one(_FIELDS, call)


def address(shop: Shop, call: Call) -> Any:
    """Metadata of all fields of an address, a bare list."""
    return [_field(_ADDRESS_FIELDS, place) for place in range(len(_ADDRESS_FIELDS))]


def address_field(shop: Shop, call: Call) -> Any:
    """Metadata of one field of an address. 404 for an unknown `attributeCode`."""
    return _one(_ADDRESS_FIELDS, call)


def own(shop: Shop, call: Call) -> Any:
    """Metadata of the fields that a merchant has added: none."""
    return []


def _one(fields: _Fields, call: Call) -> dict[str, Any]:
    wanted = call.params["attributeCode"]
    for place, row in enumerate(fields):
        if row[0] == wanted:
            return _field(fields, place)
    raise no_such("attributeCode", wanted)


def _field(fields: _Fields, place: int) -> dict[str, Any]:
    code, label, kind, stored, is_required = fields[place]
    return {
        "frontend_input": kind,
        "input_filter": "date" if kind == "date" else "",
        "store_label": label,
        "validation_rules": [],
        "multiline_count": _LINES.get(code, 0),
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
