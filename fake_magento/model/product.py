"""Products and their pictures."""

from __future__ import annotations

from dataclasses import dataclass, field

from fake_magento.model.composites import Composite
from fake_magento.model.custom_option import CustomOption
from fake_magento.model.price_list import PriceList


@dataclass(slots=True)
class Picture:
    """A picture of a product. `roles` are its uses, such as `image` and `thumbnail`."""

    picture_id: int
    file: str
    label: str | None
    position: int
    disabled: bool = False
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProductLink:
    """A link to another product; `kind` is related, upsell or crosssell."""

    kind: str
    sku: str
    position: int = 0


@dataclass(slots=True)
class Product:
    """A product.

    `price_cents` is gross for inclusive stores and net for exclusive ones, in base currency. `made_of` and `prices`
    are None for a simple product with one price.
    """

    product_id: int
    sku: str
    name: str
    price_cents: int
    tax_hundredths: int
    """Tax rate in hundredths of a percent: 1900 is 19 %."""
    weight_grams: int
    created_ms: int
    updated_ms: int
    enabled: bool = True
    scale: int = 1
    """The parts that a unit is counted in: 1000 with decimal quantities, the pieces of an article in packs."""
    kind: str = "simple"
    made_of: Composite | None = None
    prices: PriceList | None = None
    attributes: dict[str, object] = field(default_factory=dict)
    """Custom attributes, by code."""
    names: dict[int, str] = field(default_factory=dict)
    """Names that differ in a store view, by store id."""
    website_ids: tuple[int, ...] = (1,)
    category_ids: tuple[int, ...] = (2,)
    pictures: tuple[Picture, ...] = ()
    visibility: int = 4
    options: tuple[CustomOption, ...] = ()
    links: tuple[ProductLink, ...] = ()
    """Related products, up-sells and cross-sells."""
