"""The ERP a scenario asks for: from its `erp` section to the configuration of the fake."""

from __future__ import annotations

from collections.abc import Callable

from fake_erp.config import ErpConfig
from golive.build.channels_config import ways_of
from golive.build.finance_config import finance_of
from golive.build.load_config import load_of
from golive.scenario import Scenario
from golive.sim.seeding import stream


def erp_config(scenario: Scenario) -> ErpConfig:
    erp = scenario.erp
    start = scenario.clock.start
    return ErpConfig(
        warehouses=scenario.shop.stock.sources,
        shipping_tax_percent=scenario.shop.stores[0].tax_percent,
        rules=dict(erp.rules),
        quirks=dict(erp.quirks),
        finance=finance_of(erp.finance, start.offset_ms),
        ways=ways_of(erp.ways),
        token_lifetime_ms=erp.token.lifetime_ms,
        rate_per_second=0 if erp.limits.rate is None else erp.limits.rate.per_second,
        burst=erp.limits.burst,
        concurrency=erp.limits.concurrency or 0,
        load=load_of(erp),
        wave_every_ms=erp.fulfilment.wave_ms,
        wave_hours=erp.fulfilment.hours,
        lead_ms=erp.fulfilment.lead.low,
        lead_spread_ms=erp.fulfilment.lead.high - erp.fulfilment.lead.low,
        lock_ms=erp.fulfilment.lock_ms,
        invoice_every_ms=erp.fulfilment.invoice_ms,
        partial_deliveries=erp.fulfilment.partial == "on",
        backorders=erp.fulfilment.backorders == "on",
        allocation=erp.fulfilment.allocation,  # type: ignore[arg-type]
        warehouse_countries=dict(zip(scenario.shop.stock.sources, erp.fulfilment.countries, strict=False)),
        life={
            name: job for name, job in erp.others.items() if name != "sales"
        },  # the workload drives the tills
    )


def pace(scenario: Scenario, seed: int) -> Callable[[str], int]:
    """How long the ERP works on a call, drawn from a stream of its own."""
    service, chance = scenario.erp.service, stream(seed, "erp.service").random
    usual, own = service.time.sample, {name: time.sample for name, time in service.operations}
    if not own:
        return lambda operation: usual(chance())
    return lambda operation: own.get(operation, usual)(chance())
