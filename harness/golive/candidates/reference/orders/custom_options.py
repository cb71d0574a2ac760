"""Custom options of products in an order of the shop: the article of the row, and its options in words.

A row has the ids of options and selected values, and its SKU may have the suffixes of those values. The product, which
has its own SKU and the titles, is found by its id.
"""

from __future__ import annotations

from typing import Any

from golive.candidates.kit import Response
from golive.candidates.sessions import Session

Body = dict[str, Any]
LONGEST = 255
"""Characters of a custom field of the ERP."""
_WORDS = "option_words"


class OptionTitles:
    """Reads products with custom options, each once; `known` keeps them by the id of the product."""

    def __init__(self, shop: Session, known: dict[str, Body]) -> None:
        self._shop = shop
        self._known = known

    async def read(self, order: Body) -> Body | Response:
        """The order with articles and words in its rows; the shop's answer where it is refused. Raises CallFailed."""
        rows = []
        for row in order["items"]:
            chosen = _chosen(row)
            if chosen:
                product = self._known.get(str(row["product_id"])) or await self._product(row["product_id"])
                if isinstance(product, Response):
                    return product
                row = {**row, "sku": product["sku"], _WORDS: _words(product, chosen)}
            rows.append(row)
        return {**order, "items": rows}

    async def _product(self, product_id: int) -> Body | Response:
        by_id = "searchCriteria[filter_groups][0][filters][0]"
        query = f"{by_id}[field]=entity_id&{by_id}[value]={product_id}"
        reply = await self._shop.get(f"/rest/all/V1/products?{query}")
        if not reply.ok or not reply.data["items"]:
            return reply
        (product,) = reply.data["items"]
        found: Body = {"sku": product["sku"], "options": {}}
        for option in product["options"]:
            values = {str(value["option_type_id"]): value["title"] for value in option.get("values", ())}
            found["options"][str(option["option_id"])] = [option["title"], values]
        self._known[str(product_id)] = found
        return found


def has_options(order: Body) -> bool:
    """Whether a row of the order has custom options."""
    return any(_chosen(row) for row in order["items"])


def custom_fields(rows: list[Body]) -> dict[str, str]:
    """The options of an order as custom fields of the ERP: as many as the words need."""
    texts = [f"{row['sku']}: {row[_WORDS]}" for row in rows if row.get(_WORDS)]
    fields: list[str] = []
    for text in texts:
        if fields and len(fields[-1]) + len(text) + 2 <= LONGEST:
            fields[-1] += f"; {text}"
        else:
            fields.append(text[:LONGEST])
    return {f"options_{number}" if number > 1 else "options": text for number, text in enumerate(fields, 1)}


def _chosen(row: Body) -> list[Body]:
    chosen: list[Body] = (
        row.get("product_option", {}).get("extension_attributes", {}).get("custom_options", [])
    )
    return chosen


def _words(product: Body, chosen: list[Body]) -> str:
    words = []
    for each in chosen:
        title, values = product["options"].get(each["option_id"], ["", {}])
        shown = (
            [values.get(value, value) for value in each["option_value"].split(",")]
            if values
            else [each["option_value"]]
        )
        words.append(f"{title}: {', '.join(shown)}")
    return ", ".join(words)
