"""Master data of both systems at the start: articles, prices, stock."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import lru_cache

from faker import Faker

from fake_erp.erp import Erp
from fake_magento.quantities import DECIMAL
from fake_magento.shop import Shop
from golive.scenario import Scenario
from golive.scenario.model.shop import Catalog, Stock
from golive.sim.seeding import stream
from golive.workloads.texts.extremes import ARTICLES
from golive.workloads.texts.kinds import EXTREMES

PACKS = (12, 6, 24)
"""Pieces in a pack, one size after the other."""
UNIT = "pack"
"""The unit of the ERP's items that are sold in packs."""
BEYOND = 750
"""Thousandths of a unit in stock at the start beyond whole units, of an article with decimal quantities."""


@dataclass(frozen=True, slots=True)
class Article:
    """Price in cents, gross in inclusive stores and net in exclusive ones. `stock` per source, as it is counted."""

    sku: str
    name: str
    price_cents: int
    tax_percent: float
    stock: tuple[tuple[str, int], ...]
    scale: int = 1
    """The parts that a unit is counted in: 1000 with decimal quantities."""
    pack: int = 1
    """The pieces in the unit of the shop; the ERP counts the pieces, and `stock` is of pieces."""
    loose: int = 0
    """Pieces beyond whole packs in the last source; the shop does not offer them."""

    @property
    def shop_stock(self) -> tuple[tuple[str, int], ...]:
        """The stock that the shop offers."""
        *others, (source, units) = self.stock
        return (*others, (source, units - self.loose))


def articles(scenario: Scenario, seed: int) -> tuple[Article, ...]:
    """The catalogue of a seed, the most popular first and the most deeply stocked."""
    shop, texts = scenario.shop, scenario.traffic.variety
    tax_percent = shop.stores[0].tax_percent
    found = _articles(shop.catalog, shop.stock, tax_percent, seed)
    if not texts.share or EXTREMES not in texts.kinds:
        return found
    source = shop.stock.sources[0]
    return (
        *found,
        *(
            Article(each.sku, each.name, each.price_cents, tax_percent, ((source, each.stock),))
            for each in ARTICLES
        ),
    )


@lru_cache(maxsize=32)
def _articles(catalog: Catalog, stock: Stock, tax_percent: int, seed: int) -> tuple[Article, ...]:
    """Designs are compared in runs of the same seeds, which have the same catalogue."""
    rng = stream(seed, "masterdata")
    words = _words(rng)
    taxes = (tax_percent, *catalog.tax_rates)
    found = []
    depths = sorted(
        (rng.randint(stock.opening.low, stock.opening.high) for _ in range(catalog.skus)), reverse=True
    )
    for number, opening in enumerate(depths, 1):
        whole = rng.randint(catalog.price.low, catalog.price.high)
        price = whole * 100 + rng.choice((0, 49, 90, 95, 99))
        name = f"{rng.choice(words).title()} {rng.choice(words)} {number}"
        spread = _spread(opening, stock.sources, rng)
        tax = taxes[(number - 1) % len(taxes)]
        found.append(Article(f"SKU-{number:05d}", name, price, tax, spread))
    for number in _every(catalog.same_names, len(found)):
        found[number] = replace(found[number], name=found[number - 1].name)
    for place, number in enumerate(_every(catalog.twins, len(found))):
        codes = _twins(number, by_zeros=place % 2 == 0)
        found[number - 1] = replace(found[number - 1], sku=codes[0])
        found[number] = replace(found[number], sku=codes[1])
    for number in _every(catalog.decimal_quantities, len(found)):
        found[number] = _by_weight(found[number])
    for place, number in enumerate(_every(catalog.packs, len(found))):
        if found[number].scale == 1:
            found[number] = _in_packs(found[number], PACKS[place % len(PACKS)])
    return tuple(found)


def _in_packs(article: Article, size: int) -> Article:
    """The article in packs, at a price that is whole cents a piece, with some loose pieces in its last source."""
    price, loose = max(1, article.price_cents // size) * size, size // 2 - 1
    *others, (source, packs) = article.stock
    stock = (*((other, units * size) for other, units in others), (source, packs * size + loose))
    return replace(article, price_cents=price, stock=stock, pack=size, loose=loose)


def _by_weight(article: Article) -> Article:
    """The article with decimal quantities: what was whole in stock has a fraction in its last source."""
    *others, (source, units) = ((source, units * DECIMAL) for source, units in article.stock)
    return replace(article, stock=(*others, (source, units + BEYOND)), scale=DECIMAL)


def _every(share: float, count: int) -> list[int]:
    """The places of a share of articles, evenly spread and with one between two of them, from the second one on."""
    step = max(2.0, 1 / share) if share else float(count)
    return [int(1 + step * each) for each in range(count) if 1 + step * each < count and share]


def _twins(number: int, *, by_zeros: bool) -> tuple[str, str]:
    """Two codes that differ in leading zeros, as `00041` and `41`, or in a blank, as `SKU-00041` and `SKU- 00041`."""
    return (f"{number:05d}", f"{number}") if by_zeros else (f"SKU-{number:05d}", f"SKU- {number:05d}")


def _words(rng: random.Random) -> list[str]:
    faker = Faker("en_US", providers=["faker.providers.lorem"])
    faker.seed_instance(rng.getrandbits(64))
    return [str(word) for word in faker.words(nb=200, unique=True)]


def _spread(quantity: int, sources: tuple[str, ...], rng: random.Random) -> tuple[tuple[str, int], ...]:
    """Divide a quantity over the sources, unevenly, nothing lost."""
    left, shares = quantity, []
    for source in sources[:-1]:
        part = rng.randint(0, left)
        shares.append((source, part))
        left -= part
    return (*shares, (sources[-1], left))


def list_in_shop(shop: Shop, article: Article) -> None:
    """Add an article to the catalogue of the shop."""
    scale = article.scale * article.pack
    shop.catalog.add(article.sku, article.name, article.price_cents, article.tax_percent, scale=scale)


def list_in_erp(erp: Erp, article: Article) -> None:
    """Add an article to the item master of the ERP, which counts and prices the pieces of one in packs."""
    erp.items.add(
        article.sku,
        article.name,
        article.price_cents // article.pack,
        article.tax_percent,
        units={UNIT: article.pack} if article.pack > 1 else None,
        scale=article.scale,
    )


def pack_sizes(scenario: Scenario, seed: int) -> dict[str, int]:
    """The pieces in a pack, of the articles that the shop sells in packs."""
    if not scenario.shop.catalog.packs:
        return {}
    return {article.sku: article.pack for article in articles(scenario, seed) if article.pack > 1}
