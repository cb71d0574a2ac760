r"""Attributes of products: those of a new installation and those that the merchant adds, with their values.

Source: Adobe Commerce developer docs, "EAV and extension attributes"; Magento source, module-catalog, the attributes
of Magento\Catalog\Setup\CategorySetup.
"""

from __future__ import annotations

from collections.abc import Iterator

from fake_magento.errors import NotFound, ShopError
from fake_magento.model.attribute import Attribute

FIRST_OWN = 148
"""Id of the first attribute that the merchant adds."""
FIRST_OPTION = 4
_BUILT_IN: tuple[tuple[int, str, str, str, str], ...] = (
    # id, code, label, frontend input, column type
    (73, "name", "Product Name", "text", "varchar"),
    (74, "sku", "SKU", "text", "static"),
    (75, "description", "Description", "textarea", "text"),
    (77, "price", "Price", "price", "decimal"),
    (78, "special_price", "Special Price", "price", "decimal"),
    (79, "special_from_date", "Special Price From Date", "date", "datetime"),
    (80, "special_to_date", "Special Price To Date", "date", "datetime"),
    (81, "cost", "Cost", "price", "decimal"),
    (82, "weight", "Weight", "weight", "decimal"),
    (92, "tier_price", "Tier Price", "text", "decimal"),
    (97, "status", "Enable Product", "select", "int"),
    (99, "visibility", "Visibility", "select", "int"),
    (104, "category_ids", "Categories", "text", "static"),
    (121, "url_key", "URL Key", "text", "varchar"),
    (136, "tax_class_id", "Tax Class", "select", "int"),
)
_OPTIONS = {
    "status": {1: "Enabled", 2: "Disabled"},
    "visibility": {1: "Not Visible Individually", 2: "Catalog", 3: "Search", 4: "Catalog, Search"},
    "tax_class_id": {0: "None", 2: "Taxable Goods"},
}
_REQUIRED = ("name", "sku", "price", "status")
_COLUMN_TYPES = {
    "select": "int",
    "boolean": "int",
    "multiselect": "text",
    "textarea": "text",
    "date": "datetime",
    "datetime": "datetime",
    "price": "decimal",
    "weight": "decimal",
}


class Attributes:
    """Attributes by code. Every refusal is a ShopError."""

    def __init__(self) -> None:
        self._by_code = {
            code: Attribute(
                number, code, label, kind, stored, False, code in _REQUIRED, dict(_OPTIONS.get(code, {}))
            )
            for number, code, label, kind, stored in _BUILT_IN
        }
        self._next_id, self._next_option = FIRST_OWN, FIRST_OPTION

    def get(self, wanted: str) -> Attribute:
        """An attribute by its code, or by its id as text. Raises NotFound."""
        for attribute in self:
            if wanted in (attribute.code, str(attribute.attribute_id)):
                return attribute
        message = (
            'The attribute with a "%1" attributeCode doesn\'t exist. Verify the attribute and try again.'
        )
        raise NotFound(message, [wanted])

    def add(
        self,
        code: str,
        label: str,
        kind: str = "text",
        is_required: bool = False,
        attribute_id: int | None = None,
    ) -> Attribute:
        """Add an attribute; `kind` is its frontend input. Raises ShopError for a code that is taken."""
        if code in self._by_code:
            raise ShopError(f"Attribute with the same code ({code}) already exists.")
        number = self._next_id if attribute_id is None else attribute_id
        self._next_id = max(self._next_id, number + 1)
        attribute = Attribute(
            number, code, label, kind, _COLUMN_TYPES.get(kind, "varchar"), True, is_required
        )
        self._by_code[code] = attribute
        return attribute

    def add_option(self, attribute: Attribute, label: str, option_id: int | None = None) -> int:
        """Add a value; gives its id. Raises ShopError."""
        if attribute.kind not in ("select", "multiselect"):
            raise ShopError("Cannot save attribute %1", [attribute.code])
        if label in attribute.options.values():
            message = "Admin store attribute option label '%1' is already exists."
            raise ShopError(message, [label])
        number = self._next_option if option_id is None else option_id
        self._next_option = max(self._next_option, number + 1)
        attribute.options[number] = label
        return number

    def remove(self, attribute: Attribute) -> None:
        """Delete an attribute. Raises ShopError for one of a new installation."""
        if not attribute.is_own:
            raise ShopError("The attribute cannot be deleted.")
        del self._by_code[attribute.code]

    def __iter__(self) -> Iterator[Attribute]:
        return iter(self._by_code.values())
