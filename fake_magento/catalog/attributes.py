"""Attributes of products: those every shop begins with, and those somebody added, with the values to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from fake_magento.errors import ShopError

FIRST_OWN = 148
"""Id of the first attribute that a shop adds itself."""
FIRST_OPTION = 4


@dataclass(slots=True)
class Attribute:
    """`kind` is the input, `stored` the type of its column. `options`: id to label, in the order they are shown."""

    attribute_id: int
    code: str
    label: str
    kind: str
    stored: str
    is_own: bool = False
    is_required: bool = False
    options: dict[int, str] = field(default_factory=dict)


_BUILT_IN: tuple[tuple[int, str, str, str, str], ...] = (
    # id, code, label, input, how it is stored
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
_CHOICES = {
    "status": {1: "Enabled", 2: "Disabled"},
    "visibility": {1: "Not Visible Individually", 2: "Catalog", 3: "Search", 4: "Catalog, Search"},
    "tax_class_id": {0: "None", 2: "Taxable Goods"},
}
_REQUIRED = ("name", "sku", "price", "status")
_STORED = {
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
    """By code. All refusals are ShopErrors in Magento's words."""

    def __init__(self) -> None:
        self._by_code = {
            code: Attribute(
                number, code, label, kind, stored, False, code in _REQUIRED, dict(_CHOICES.get(code, {}))
            )
            for number, code, label, kind, stored in _BUILT_IN
        }
        self._next_id, self._next_option = FIRST_OWN, FIRST_OPTION

    def get(self, wanted: str) -> Attribute:
        """By code, or by id as Magento also takes it."""
        for attribute in self:
            if wanted in (attribute.code, str(attribute.attribute_id)):
                return attribute
        message = (
            'The attribute with a "%1" attributeCode doesn\'t exist. Verify the attribute and try again.'
        )
        raise ShopError(message, 404, [wanted])

    def add(
        self,
        code: str,
        label: str,
        kind: str = "text",
        is_required: bool = False,
        attribute_id: int | None = None,
    ) -> Attribute:
        if code in self._by_code:
            raise ShopError(f"Attribute with the same code ({code}) already exists.")
        number = self._next_id if attribute_id is None else attribute_id
        self._next_id = max(self._next_id, number + 1)
        attribute = Attribute(number, code, label, kind, _STORED.get(kind, "varchar"), True, is_required)
        self._by_code[code] = attribute
        return attribute

    def add_option(self, attribute: Attribute, label: str, option_id: int | None = None) -> int:
        """The id of the new value, which products carry."""
        if attribute.kind not in ("select", "multiselect"):
            raise ShopError("Cannot save attribute %1", 400, [attribute.code])
        if label in attribute.options.values():
            message = "Admin store attribute option label '%1' is already exists."
            raise ShopError(message, 400, [label])
        number = self._next_option if option_id is None else option_id
        self._next_option = max(self._next_option, number + 1)
        attribute.options[number] = label
        return number

    def remove(self, attribute: Attribute) -> None:
        if not attribute.is_own:
            raise ShopError("The attribute cannot be deleted.")
        del self._by_code[attribute.code]

    def __iter__(self) -> Iterator[Attribute]:
        return iter(self._by_code.values())
