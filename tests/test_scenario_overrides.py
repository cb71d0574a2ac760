"""An override that would change nothing is refused; the same key in a file is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from golive.scenario import ScenarioError, load
from golive.scenario.checking.overrides_without_effect import NEEDED

VALUES = {
    "erp.limits.burst": "5",
    "erp.service.queue": "5",
    "erp.service.queue_status": "429",
    "erp.token.full": "end_oldest",
    "erp.channels.batch_run": "5m",
    "erp.channels.batch_rows": "5",
    "erp.channels.batch_rows_per_run": "5",
    "erp.channels.batch_repeated": "again",
    "erp.channels.files_run": "9m",
    "erp.channels.tables_run": "9m",
    "erp.channels.tables_database": "erp.sqlite",
    "erp.channels.file_marker": "on",
    "erp.channels.file_repeated": "again",
    "erp.channels.changes_kept": "5m",
    "erp.channels.webhook_run": "5m",
    "erp.channels.webhook_attempts": "7",
    "erp.channels.webhook_failures": "7",
    "shop.events.switch_on": "5m",
    "shop.events.published": "save",
    "shop.events.fields": "[entity_id]",
    "shop.hooks.before_order.fallback": "continue",
    "shop.catalog.option_skus": "on",
    "shop.catalog.bundle_choices": "3",
    "shop.catalog.bundle_items": "on",
    "traffic.life.refund_parts": "2",
    "traffic.life.refunds": "goodwill",
    "traffic.life.second_thoughts": "5m..6m",
    "wms.every": "7m",
    "wms.lead": "5m..6m",
    "wms.outages": "[{at: 5m, for: 5m}]",
    "pim.fields": "[description]",
    "traffic.returns.arrive": "5m..6m",
    "traffic.returns.split": "20%",
    "traffic.returns.damaged": "20%",
    "traffic.returns.rejected": "20%",
    "traffic.returns.exchanged": "20%",
    "traffic.customers.businesses": "7",
    "traffic.customers.new_businesses": "7%",
    "judge.privacy.never": "[date_of_birth]",
    "traffic.variety.kinds": "[thai]",
    "traffic.variety.fields": "[city]",
}
OFF = (
    "erp.limits.rate=off",
    "traffic.life.cancelled=0%",
    "traffic.life.edited=0%",
    "traffic.customers.b2b=0%",
)
ON = {
    "erp.limits.rate": "5/s",
    "erp.service.workers": "2",
    "erp.token.sessions": "3",
    "erp.channels.batch": "on",
    "erp.channels.files": "on",
    "erp.channels.tables": "on",
    "erp.channels.changes": "on",
    "erp.channels.webhooks": "on",
    "shop.events.switch_off": "3",
    "traffic.life.late_committed": "5%",
    "shop.events.version": "1",
    "shop.hooks.before_order.timeout": "3s",
    "traffic.baskets.custom_options": "5%",
    "shop.catalog.kinds.bundle": "5%",
    "traffic.life.partly_refunded": "5%",
    "traffic.life.cancelled": "5%",
    "traffic.returns.share": "5%",
    "traffic.customers.b2b": "5%",
    "wms.ships": "5%",
    "pim.changes": "5/h",
    "traffic.variety.share": "5%",
    "traffic.customers.personal": "5%",
}
ALSO = {
    "wms.ships": ("owners.shipments=shop", "erp.fulfilment.wave=off", "erp.fulfilment.delivery_posts=on"),
}
"""What a key needs beside it."""
CASES = [(path, needed.by) for needed in NEEDED for path in needed.keys]


@pytest.mark.parametrize(("path", "by"), CASES)
def test_an_override_that_changes_nothing_is_refused(path: str, by: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load("calm", [*OFF, f"{path}={VALUES[path]}"])
    assert str(caught.value).startswith(
        f"--set {path}: expected {by} beside it, without which it changes nothing"
    )


@pytest.mark.parametrize(("path", "by"), CASES)
def test_with_what_it_needs_it_is_taken(path: str, by: str) -> None:
    load("calm", [*OFF, *ALSO.get(by, ()), f"{by}={ON[by]}", f"{path}={VALUES[path]}"])


def test_a_file_may_prepare_what_another_switches_on(tmp_path: Path) -> None:
    file = tmp_path / "it.yaml"
    file.write_text("name: it\nbase: calm\nerp: {channels: {batch_run: 5m}}\n", "utf-8")
    assert load(str(file)).erp.channels.batch_every_ms == 300_000
    assert load(str(file), ["erp.ways.batch=on"]).erp.channels.batch
