r"""Custom options of products: what a shopper enters or selects, its surcharge, and its SKU suffix.

Source: Magento source, Magento\Catalog\Model\Product\Option.
"""

from __future__ import annotations

from dataclasses import dataclass

from fake_magento.money import percent_of

SELECTED = ("drop_down", "radio", "checkbox", "multiple")
"""Types whose value is the id of one of the option's values, of the last two several between commas."""
ENTERED = ("field", "area", "date", "date_time", "time")


@dataclass(frozen=True, slots=True)
class Surcharge:
    """A surcharge: cents in base currency, or with `is_percent` hundredths of a percent of the price."""

    amount: int = 0
    is_percent: bool = False

    def cents(self, price_cents: int) -> int:
        """The surcharge on a price."""
        return percent_of(price_cents, self.amount) if self.is_percent else self.amount


@dataclass(frozen=True, slots=True)
class OptionValue:
    """A value that can be selected. `sku` is what it adds to the SKU of the row."""

    value_id: int
    title: str
    surcharge: Surcharge = Surcharge()
    sku: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class CustomOption:
    """An option of a product. `surcharge` and `sku` are those of an entered text; values have their own."""

    option_id: int
    title: str
    kind: str
    is_required: bool = False
    position: int = 0
    surcharge: Surcharge = Surcharge()
    sku: str = ""
    longest: int = 0
    values: tuple[OptionValue, ...] = ()

    def chosen(self, text: str) -> list[OptionValue] | None:
        """The values that a text selects; an entered text is a value itself. None for one that does not exist."""
        if self.kind not in SELECTED:
            return [OptionValue(0, text, self.surcharge, self.sku)]
        known = {str(value.value_id): value for value in self.values}
        wanted = [part.strip() for part in text.split(",")]
        return [known[part] for part in wanted] if all(part in known for part in wanted) else None
