"""Overrides without effect, because another key switches off the feature they configure.

In a file such a key is allowed, as a scenario that inherits it may switch the feature on. An override is meant for
this run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from golive.scenario.checking.place import written
from golive.scenario.loading.errors import ScenarioError
from golive.scenario.loading.tree import Table, Text, describe
from golive.scenario.model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Needed:
    """Keys that have no effect while another one is off; `is_off` reads that one in the scenario."""

    keys: tuple[str, ...]
    by: str
    is_off: Callable[[Scenario], bool]


NEEDED = (
    Needed(("erp.limits.burst",), "erp.limits.rate", lambda s: s.erp.limits.rate is None),
    Needed(
        ("erp.service.queue", "erp.service.queue_status"),
        "erp.service.workers",
        lambda s: not s.erp.service.workers,
    ),
    Needed(("erp.token.full",), "erp.token.sessions", lambda s: not s.erp.token.sessions),
    Needed(
        tuple(f"erp.channels.batch_{each}" for each in ("run", "rows", "rows_per_run", "repeated")),
        "erp.channels.batch",
        lambda s: not s.erp.channels.batch,
    ),
    Needed(
        tuple(f"erp.channels.{each}" for each in ("files_run", "file_marker", "file_repeated")),
        "erp.channels.files",
        lambda s: not (s.erp.channels.files or s.erp.channels.idocs),
    ),
    Needed(
        ("erp.channels.tables_run", "erp.channels.tables_database"),
        "erp.channels.tables",
        lambda s: not s.erp.channels.tables,
    ),
    Needed(("erp.channels.changes_kept",), "erp.channels.changes", lambda s: not s.erp.channels.changes),
    Needed(
        tuple(f"erp.channels.webhook_{each}" for each in ("run", "attempts", "failures")),
        "erp.channels.webhooks",
        lambda s: not s.erp.channels.webhooks,
    ),
    Needed(("shop.events.switch_on",), "shop.events.switch_off", lambda s: not s.shop.events.switch_off),
    Needed(
        ("shop.events.published",),
        "traffic.life.late_committed",
        lambda s: not s.traffic.life.late_committed,
    ),
    Needed(("shop.events.fields",), "shop.events.version", lambda s: not s.shop.events.versions),
    Needed(
        ("shop.hooks.before_order.fallback",),
        "shop.hooks.before_order.timeout",
        lambda s: not s.shop.hooks.before_order.timeout_ms,
    ),
    Needed(
        ("shop.catalog.option_skus",),
        "traffic.baskets.custom_options",
        lambda s: not s.traffic.baskets.custom_options,
    ),
    Needed(
        ("shop.catalog.bundle_choices", "shop.catalog.bundle_items"),
        "shop.catalog.kinds.bundle",
        lambda s: not s.shop.catalog.kinds.bundle,
    ),
    Needed(
        ("traffic.life.refund_parts", "traffic.life.refunds"),
        "traffic.life.partly_refunded",
        lambda s: not s.traffic.life.partly_refunded,
    ),
    Needed(
        tuple(f"traffic.returns.{name}" for name in ("arrive", "split", "damaged", "rejected", "exchanged")),
        "traffic.returns.share",
        lambda s: not s.traffic.returns.share,
    ),
    Needed(
        ("traffic.life.second_thoughts",),
        "traffic.life.cancelled",
        lambda s: not (s.traffic.life.cancelled or s.traffic.life.edited),
    ),
    Needed(("wms.every", "wms.lead", "wms.outages"), "wms.ships", lambda s: not s.wms.is_there),
    Needed(("pim.fields",), "pim.changes", lambda s: not s.pim.is_there),
    Needed(
        ("traffic.customers.businesses", "traffic.customers.new_businesses"),
        "traffic.customers.b2b",
        lambda s: not s.traffic.customers.b2b,
    ),
    Needed(
        ("judge.privacy.never",),
        "traffic.customers.personal",
        lambda s: not s.traffic.customers.personal,
    ),
    Needed(
        ("traffic.variety.kinds", "traffic.variety.fields"),
        "traffic.variety.share",
        lambda s: not s.traffic.variety.share,
    ),
)


def without_effect(scenario: Scenario, tree: Table) -> Iterator[ScenarioError]:
    """Every override of a key that is switched off by another one."""
    for needed in NEEDED:
        if not needed.is_off(scenario):
            continue
        for path in needed.keys:
            node = written(tree, path)
            if node is not None and node.mark.file.startswith("--set "):
                came = node.text if isinstance(node, Text) else describe(node)
                wanted = f"{needed.by} beside it, without which it changes nothing"
                hint = f"add --set {needed.by}=..., or leave it out"
                yield ScenarioError(node.mark.file, None, path, wanted, came, hint)
