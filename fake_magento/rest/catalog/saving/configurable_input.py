r"""Options of configurables as they are sent.

Source: Magento source, Magento\ConfigurableProduct\Api\Data\OptionInterface.
"""

from __future__ import annotations

from typing import Any

from fake_magento.model.composites import Configurable, VariantOption
from fake_magento.model.product import Product
from fake_magento.rest.framework.typed_input import Shape, anything, integer, list_of, text
from fake_magento.shop import Shop

_OPTION_VALUE = Shape(
    "Magento\\ConfigurableProduct\\Api\\Data\\OptionValueInterface",
    value_index=integer,
    extension_attributes=anything,
)
OPTION = Shape(
    "Magento\\ConfigurableProduct\\Api\\Data\\OptionInterface",
    id=integer,
    attribute_id=integer,
    label=text,
    position=integer,
    is_use_default=anything,
    values=list_of(_OPTION_VALUE, _OPTION_VALUE.name),
    extension_attributes=anything,
    product_id=integer,
)


def variant_option(shop: Shop, row: dict[str, Any]) -> VariantOption:
    """The option of a body. Code and labels are those of the attribute, if it exists."""
    attribute_id = row.get("attribute_id", 0)
    known = next((own for own in shop.attributes if own.attribute_id == attribute_id), None)
    labels = {} if known is None else known.options
    indexes = [value.get("value_index", 0) for value in row.get("values", ())]
    values = {index: labels.get(index, str(index)) for index in indexes}
    code = f"attribute_{attribute_id}" if known is None else known.code
    return VariantOption(attribute_id, code, row.get("label") or (known.label if known else ""), values)


def variant_values(made_of: Configurable, child: Product) -> tuple[int, ...]:
    """The value index of a child per option: from its attribute of that code, else the next unused one."""
    taken = len(made_of.variants)
    found = []
    for option in made_of.options:
        own = child.attributes.get(option.code)
        indexes = list(option.values)
        fallback = indexes[min(taken, len(indexes) - 1)] if indexes else 0
        found.append(int(own) if isinstance(own, str) and own.isdigit() else fallback)
    return tuple(found)
