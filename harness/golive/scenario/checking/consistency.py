"""Contradictions between values that are each valid by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fake_erp.accounting.config import CURRENCIES
from fake_erp.accounting.currencies import Currencies, incomparable
from fake_erp.dialects.about import NEWEST
from fake_erp.dialects.registry import about
from fake_erp.dialects.variants import variants_of
from fake_erp.settings import as_json
from fake_magento.inventory.sources import DEFAULT
from golive.keys.value_kinds import Money, show_duration, show_money
from golive.scenario.checking.place import problem
from golive.scenario.loading.errors import ScenarioError
from golive.scenario.loading.tree import Table
from golive.scenario.model.scenario import Scenario

DECIMAL_DIALECTS = ("native", "legacy")
"""Dialects that carry decimal quantities."""
_LEARNS = "the ERP must learn of it"


def contradictions(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """Every contradiction, with the place of the value that should change."""
    yield from _peaks(scenario, tree)
    yield from _weights(scenario, tree)
    yield from _repeated(tree, "shop.stores", [store.code for store in scenario.shop.stores], "code")
    yield from _repeated(tree, "shop.stock.sources", scenario.shop.stock.sources)
    yield from _sources(scenario, tree)
    yield from _opened(scenario, tree)
    yield from _discounts(scenario, tree)
    yield from _store_shares(scenario, tree)
    yield from _baskets(scenario, tree)
    yield from _kinds(scenario, tree)
    yield from _bases(scenario, tree)
    yield from _currencies(scenario, tree)
    yield from _amounts(scenario, tree)
    yield from _clerks(tree)
    yield from _version(scenario, tree)
    yield from _variants(scenario, tree)
    yield from _unreachable(scenario, tree)
    yield from _wms(scenario, tree)
    yield from _decimals(scenario, tree)
    yield from _pim(scenario, tree)


def _sources(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """Magento links the source `default` to stock 1 alone; several sources are on a stock of their own."""
    sources = scenario.shop.stock.sources
    if len(sources) > 1 and DEFAULT in sources:
        came = f"{DEFAULT} among {len(sources)}"
        yield problem(tree, "shop.stock.sources", f"{DEFAULT} alone, or sources with other codes", came)


def _opened(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """A new source needs a stock that can have several: not that of the source `default`."""
    sources = scenario.shop.stock.sources
    for at, spec in enumerate(scenario.chaos):
        if spec.kind == "open_warehouse" and len(sources) < 2:
            wanted = (
                "two or more codes of sources, because a warehouse opens (chaos[{at}]); such as [main, south]"
            )
            yield problem(tree, "shop.stock.sources", wanted.format(at=at), ", ".join(sources))


def _discounts(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """Magento takes amounts off in the base currency of the website."""
    known = {store.base or store.currency for store in scenario.shop.stores}
    for at, each in enumerate(scenario.shop.discounts):
        for name, money in (("amount", each.amount), ("above", each.above)):
            if money.cents and known != {money.currency}:
                wanted = f"an amount in the base currency of every store ({', '.join(sorted(known))})"
                yield problem(tree, f"shop.discounts[{at}].{name}", wanted, show_money(money))
        last = f"SKU-{scenario.shop.catalog.skus:05d}"
        unknown = [
            sku for sku in each.skus if not re.fullmatch(r"SKU-\d{5,}", sku) or not "SKU-00001" <= sku <= last
        ]
        if unknown:
            yield problem(tree, f"shop.discounts[{at}].skus", f"SKU-00001 to {last}", ", ".join(unknown))


def _peaks(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    lasts_ms = scenario.clock.duration_ms
    for at, peak in enumerate(scenario.traffic.orders.peaks):
        over_ms = peak.at_ms + peak.ramp_ms + peak.hold_ms
        if over_ms > lasts_ms:
            came = f"a peak whose height ends after {show_duration(over_ms)}"
            wanted = f"a peak within the traffic, which lasts {show_duration(lasts_ms)} (clock.duration)"
            yield problem(tree, f"traffic.orders.peaks[{at}]", wanted, came)


def _weights(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """Of a day or a week: one name, or a weight for each part; and some weight must be above nothing."""
    orders, baskets = scenario.traffic.orders, scenario.traffic.baskets
    for path, written, count in (
        ("traffic.orders.day", orders.day, 24),
        ("traffic.orders.week", orders.week, 7),
    ):
        named = [each for each in written if isinstance(each, str)]
        if named and len(written) > 1:
            yield problem(tree, path, "one name alone, or weights only", f"{named[0]} among others")
        elif not named and len(written) != count:
            yield problem(tree, path, f"{count} weights", f"{len(written)}")
    lists = {"orders.day": orders.day, "orders.week": orders.week, "baskets.sizes": baskets.sizes}
    for name, weights in {**lists, "baskets.units": baskets.units}.items():
        if weights and not any(weights):
            yield problem(tree, f"traffic.{name}", "at least one weight above 0", "zeros only")


def _repeated(tree: Table, path: str, names: Sequence[str], key: str = "") -> Iterator[ScenarioError]:
    for at, name in enumerate(names):
        if name in names[:at]:
            place = f"{path}[{at}].{key}" if key else f"{path}[{at}]"
            yield problem(tree, place, "every one once", f"a second {name}")


def _store_shares(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """Store shares must add up, and the ERP has one tax rate per article."""
    first = scenario.shop.stores[0]
    for at, store in enumerate(scenario.shop.stores):
        if store.tax_percent != first.tax_percent:
            wanted = f"{first.tax_percent}%, the rate of the first store: an article has one tax rate"
            yield problem(tree, f"shop.stores[{at}].rate", wanted, f"{store.tax_percent}%")
    shares = [store.share for store in scenario.shop.stores]
    given = [share for share in shares if share is not None]
    total = sum(given)
    if total > 1 + 1e-9 or (len(given) == len(shares) and total < 1 - 1e-9):
        wanted = (
            "shares that come to 100%" if len(given) == len(shares) else "shares that come to 100% at most"
        )
        yield problem(tree, "shop.stores", wanted, f"{round(100 * total)}%")


def _baskets(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    baskets, skus = scenario.traffic.baskets, scenario.shop.catalog.skus
    key, most = ("sizes", len(baskets.sizes)) if baskets.sizes else ("lines", baskets.lines.high)
    if most > skus:
        wanted = f"at most as many lines as there are articles, {skus} (shop.catalog.skus)"
        yield problem(tree, f"traffic.baskets.{key}", wanted, str(most))


def _kinds(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    kinds = scenario.shop.catalog.kinds
    if kinds.composite > 1:
        came = f"{round(100 * kinds.composite)}%"
        yield problem(tree, "shop.catalog.kinds", "shares that come to 100% at most", came)
    elif kinds.simple is not None and abs(kinds.simple + kinds.composite - 1) > 1e-9:
        wanted = f"{round(100 * (1 - kinds.composite))}%, what the other kinds leave"
        yield problem(tree, "shop.catalog.kinds.simple", wanted, f"{round(100 * kinds.simple)}%")


def _bases(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """A website has one base currency, and only another currency has a rate."""
    stores = scenario.shop.stores
    bases = {store.base or store.currency for store in stores if store.base} | {None}
    for at, store in enumerate(stores):
        if store.exchange != 1_000_000 and store.base in (None, store.currency):
            wanted = "a base currency other than that of the orders (base), or no exchange rate"
            yield problem(tree, f"shop.stores[{at}].exchange", wanted, "an exchange rate")
    if len(bases) > 2:
        yield problem(
            tree, "shop.stores", "one base currency for all stores", ", ".join(sorted(b for b in bases if b))
        )


def _currencies(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """The cost of a run is one sum: its prices, and thresholds on it, must be in one currency."""
    costs = scenario.costs
    amounts: dict[str, Money] = {
        f"costs.{name}": getattr(costs, name)
        for name in ("hourly_wage", "oversold_unit", "contact", "late_day", "lost_sale_minute")
    }
    limit = scenario.expect.get("harm.total")
    if limit is not None:
        amounts["expect.harm.total"] = Money(int(limit.value), limit.currency)
    if len({amount.currency for amount in amounts.values()}) > 1:
        came = ", ".join(f"{path} {show_money(amount)}" for path, amount in amounts.items())
        yield problem(tree, "costs", "all amounts in one currency", came)


def _amounts(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """The ERP compares amounts in its home currency, and converts those of currencies that have a rate."""
    currencies = Currencies(CURRENCIES, scenario.erp.finance.rates_micro)
    wanted = f"an amount in {' or '.join(currencies.comparable())}"
    hint = "write it in one of these, or give the currency a rate under erp.finance.rates"
    for section, declared in (("rules", scenario.erp.rules), ("quirks", scenario.erp.quirks)):
        for name, each in declared.items():
            for setting, amount in incomparable(each, currencies):
                yield problem(tree, f"erp.{section}.{name}.{setting.key}", wanted, as_json(amount), hint)


def _version(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """The version is one of the dialect's."""
    if scenario.erp.version == NEWEST:
        return
    spoken = about(scenario.erp.dialect)
    try:
        spoken.version(scenario.erp.version)
    except ValueError:
        wanted = f"a version of {spoken.product}: {', '.join((*spoken.versions, NEWEST))}"
        yield problem(tree, "erp.version", wanted, scenario.erp.version)


def _variants(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """Every variant is one of the dialect's, with one of its values."""
    known = {each.name: each.values for each in variants_of(scenario.erp.dialect)}
    offered = ", ".join(f"{name}={'|'.join(values)}" for name, values in known.items()) or "none"
    for each in scenario.erp.variants:
        name, _, value = each.partition("=")
        if value not in known.get(name, ()):
            yield problem(tree, "erp.variants", f"variants of {scenario.erp.dialect}: {offered}", each)


def _unreachable(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """An ERP without an online interface takes orders from files or tables alone."""
    channels = scenario.erp.channels
    if scenario.erp.dialect == "legacy" and not (channels.files or channels.idocs or channels.tables):
        wanted = "a channel beside the dialect legacy, which has no online interface"
        hint = "add erp.channels.files=on, idocs=on or tables=on"
        yield problem(tree, "erp.dialect", wanted, "none", hint)


def _wms(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """What a warehouse system ships and counts, the ERP does not, and learns from the integration."""
    wms, fulfilment, owners = scenario.wms, scenario.erp.fulfilment, scenario.owners
    sources = str(len(scenario.shop.stock.sources))
    wave = "off" if fulfilment.wave_ms is None else show_duration(fulfilment.wave_ms)
    shipper = "erp" if owners.shipments == "erp" else "shop"
    found: list[tuple[str, str, str, str, str]] = []
    if wms.ships:
        found += [
            ("ships", "shop.stock.sources", "1", sources, "it ships from one warehouse"),
            ("ships", "erp.fulfilment.wave", "off", wave, "the ERP would ship the same orders"),
            ("ships", "erp.fulfilment.delivery_posts", "on", fulfilment.delivery_posts, _LEARNS),
            ("ships", "erp.dialect", "native", scenario.erp.dialect, "no other dialect takes deliveries"),
            ("ships", "owners.shipments", "shop", shipper, "it tells the integration which system ships"),
        ]
    if wms.counts.count:
        found += [
            ("counts", "erp.fulfilment.stock_writes", "on", fulfilment.stock_writes, _LEARNS),
            (
                "counts",
                "erp.dialect",
                "native",
                scenario.erp.dialect,
                "no other dialect lets clients set stock",
            ),
            (
                "counts",
                "owners.stock",
                "shop",
                owners.stock,
                "it tells the integration which system owns stock",
            ),
        ]
    for key, path, needed, came, why in found:
        if came != needed:
            yield problem(tree, path, f"{needed} beside wms.{key}, since {why}", came)


def _pim(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """What a PIM writes in the shop, the ERP does not own."""
    if not scenario.pim.is_there:
        return
    owners, fields = scenario.owners, scenario.pim.fields
    content = [each for each in fields if each != "price"]
    owned = (
        ("owners.prices.list", owners.prices.list_prices, "price" if "price" in fields else ""),
        ("owners.products.content", owners.products.content, content[0] if content else ""),
    )
    for path, owner, field in owned:
        if field and owner == "erp":
            yield problem(tree, path, f"shop beside pim.fields {field}: the PIM writes it in the shop", owner)


def _decimals(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """The dialects that write quantities with their fractions are named."""
    dialect = scenario.erp.dialect
    if scenario.shop.catalog.decimal_quantities and dialect not in DECIMAL_DIALECTS:
        wanted = f"0% with the dialect {dialect}, which has whole quantities"
        hint = f"set erp.dialect to {' or '.join(DECIMAL_DIALECTS)}"
        yield problem(tree, "shop.catalog.decimal_quantities", wanted, "articles sold by weight", hint)


def _clerks(tree: Table) -> Iterator[ScenarioError]:
    """Settings of clerks need `desk_every`, without which there are none."""
    people = tree.entries.get("people")
    clerks = people.entries.get("clerks") if isinstance(people, Table) else None
    if isinstance(clerks, Table) and clerks.entries and "desk_every" not in clerks.entries:
        wanted = "how often they look at the desk, such as desk_every: 20m, or desk_every: off"
        yield problem(tree, "people.clerks", wanted, f"only {', '.join(clerks.entries)}")
