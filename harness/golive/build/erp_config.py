"""From the `erp` section of a scenario to the configuration of the fake ERP, for runs and for sandboxes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import cast

from fake_erp.access import config as access
from fake_erp.config import ErpConfig
from fake_erp.inventory.warehouses import Policy
from golive.scenario import Scenario
from golive.sim.seeding import stream


def erp_config(scenario: Scenario) -> ErpConfig:
    """The ERP a scenario describes. The sections that the fake declares itself are handed on as they are."""
    erp, fulfilment, sources = scenario.erp, scenario.erp.fulfilment, scenario.shop.stock.sources
    return ErpConfig(
        warehouses=sources,
        shipping_tax_percent=scenario.shop.stores[0].tax_percent,
        rules=dict(erp.rules),
        quirks=dict(erp.quirks),
        variants=dict(each.split("=", 1) for each in erp.variants),
        finance=replace(erp.finance, utc_offset_ms=scenario.clock.start.offset_ms),
        channels=erp.channels,
        limits=erp.limits,
        service=_service(erp.service, reads_wait=fulfilment.locked == "all"),
        token=erp.token,
        wave_every_ms=fulfilment.wave_ms or 0,
        wave_hours=fulfilment.hours,
        lead_ms=fulfilment.lead.low,
        lead_spread_ms=fulfilment.lead.high - fulfilment.lead.low,
        lock_ms=fulfilment.lock_ms,
        invoice_every_ms=fulfilment.invoice_ms,
        partial_deliveries=fulfilment.partial == "on",
        backorders=fulfilment.backorders == "on",
        negative_stock=fulfilment.negative == "on",
        stock_writes=fulfilment.stock_writes == "on",
        delivery_posts=fulfilment.delivery_posts == "on",
        allocation=cast(Policy, fulfilment.allocation),
        warehouse_countries=dict(zip(sources, fulfilment.countries, strict=False)),
        jobs=dict(erp.others),
    )


def _service(given: access.Service, *, reads_wait: bool) -> access.Service:
    """The part of the section that the fake uses; service times belong to the wire."""
    known = {each.name: getattr(given, each.name) for each in fields(access.Service)}
    return access.Service(**{**known, "reads_wait": reads_wait})


def pace(scenario: Scenario, seed: int) -> Callable[[str], int]:
    """How long the ERP works on a call of an operation, in ms, drawn from a random stream of its own."""
    service, chance = scenario.erp.service, stream(seed, "erp.service").random
    usual, own = service.time.sample, {name: time.sample for name, time in service.operations}
    if not own:
        return lambda operation: usual(chance())
    return lambda operation: own.get(operation, usual)(chance())
