"""Whole runs of integrations that do not call per order: by batch, by file, told by the ERP's own webhooks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from golive import scenario
from golive.candidates.coroutine import InProcess
from golive.candidates.kit import CallFailed, Kit
from golive.candidates.naive import Naive
from golive.candidates.reference import mapping
from golive.candidates.sessions import erp_session
from golive.record.ledger import read
from golive.record.run import BROKEN, HELD, LEDGER_FILE, Scorecard
from golive.runner import Plan, execute

OPEN = tuple(f"erp.channels.{name}=on" for name in ("batch", "files", "changes", "webhooks"))


class Collecting(Naive):
    """Collects the shop's new orders and hands them over together every five minutes."""

    def __init__(
        self, kit: Kit, send: Callable[[Collecting, int, list[dict[str, Any]]], Awaitable[None]]
    ) -> None:
        super().__init__(kit)
        self._send = send
        self._new: list[dict[str, Any]] = []
        self.erp = erp_session(kit.erp, kit.credentials)
        self.kit = kit

    async def _export(self, value: dict[str, Any]) -> None:
        order = (await self._shop.get(f"/rest/V1/orders/{value['entity_id']}")).data
        self._new.append(mapping.order_body(order, await self._guest_account(), "web", True))

    async def run(self) -> None:
        self.kit.on_webhook(self.on_event)
        number = 0
        while True:
            await asyncio.sleep(300)
            rows, self._new = self._new, []
            if rows:
                number += 1
                await self._send(self, number, rows)
            await self.ship_delivered()
            await self.push_stock()


async def by_batch(
    candidate: Collecting, number: int, rows: list[dict[str, Any]], named: bool = True
) -> None:
    body = {"operation": "order.create", "rows": rows} | ({"external_id": f"B{number}"} if named else {})
    for _ in range(5):
        try:
            reply = await candidate.erp.post("/api/v1/batches", body, timeout_s=5)
        except CallFailed:
            continue
        assert reply.ok, reply
        return


async def by_nameless_batch(candidate: Collecting, number: int, rows: list[dict[str, Any]]) -> None:
    await by_batch(candidate, number, rows, named=False)


COLUMNS = (
    "external_reference", "customer", "currency", "ordered_at", "prices_include_tax", "shipping.amount",
    "shipping.method", "payment.method", "payment.amount", "payment.prepaid", "custom.sales_channel", "release",
    "item", "quantity", "unit_price", "discount",
    "ship_to.name", "ship_to.street", "ship_to.city", "ship_to.postcode", "ship_to.country", "ship_to.phone",
    "ship_to.company",
    "bill_to.name", "bill_to.street", "bill_to.city", "bill_to.postcode", "bill_to.country", "bill_to.phone",
)  # fmt: skip


async def by_file(candidate: Collecting, number: int, rows: list[dict[str, Any]]) -> None:
    lines = [";".join(COLUMNS)]
    lines += [";".join(_cell(row, line, name) for name in COLUMNS) for row in rows for line in row["lines"]]
    content = "\n".join(lines) + "\n"
    reply = await candidate.erp.post("/api/v1/files", {"name": f"orders-{number}.csv", "content": content})
    assert reply.ok, reply


def _cell(row: dict[str, Any], line: dict[str, Any], name: str) -> str:
    value: Any = line.get(name) if name in ("item", "quantity", "unit_price", "discount") else row
    if value is row:
        for part in name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def run(folder: Path, integrate: Any, chaos: str = "") -> Scorecard:
    """A calm day on which every way is open."""
    ways = "{batch: on, files: on, changes: on, webhooks: on}"
    file = folder / "day.yaml"
    file.write_text(f"name: day\nbase: calm\nerp:\n  channels: {ways}\n{chaos}")
    return execute(Plan(scenario.load(str(file)), InProcess("made", integrate), str(file), "made"), folder)


def collecting(send: Any) -> Any:
    async def integrate(kit: Kit) -> None:
        await Collecting(kit, send).run()

    return integrate


def entered_by(folder: Path) -> set[str]:
    created = [fact for fact in read(folder / LEDGER_FILE) if fact.kind == "erp.order.created"]
    return {fact.data["by"].partition(":")[0] for fact in created}


@pytest.mark.parametrize(("send", "way"), [(by_batch, "batch"), (by_file, "file")])
def test_orders_that_come_together_are_judged_as_any_others(tmp_path: Path, send: Any, way: str) -> None:
    card = run(tmp_path, collecting(send))
    assert card.verdict == HELD, card.reasons
    assert card.findings == []
    assert entered_by(tmp_path) == {way}


LOSSES = """chaos:
  - {fault: lose_reply, on: erp.batch.create, chance: 40%, how: timeout}
"""


def test_a_batch_sent_again_under_its_id_is_worked_off_once_and_without_one_twice(tmp_path: Path) -> None:
    (tmp_path / "named").mkdir()
    (tmp_path / "nameless").mkdir()
    named = run(tmp_path / "named", collecting(by_batch), LOSSES)
    assert (named.verdict, named.orders["duplicated"]) == (HELD, 0)
    nameless = run(tmp_path / "nameless", collecting(by_nameless_batch), LOSSES)
    assert nameless.verdict == BROKEN
    assert nameless.orders["duplicated"] > 0
    assert {each.cause.code for each in nameless.findings if each.oracle == "O2"} == {"handed_over_twice"}


async def without_the_hidden_field(candidate: Collecting, number: int, rows: list[dict[str, Any]]) -> None:
    for row in rows[::2]:
        del row["custom"]
    await by_batch(candidate, number, rows)


def test_rows_refused_in_an_unread_batch_are_lost_orders_with_that_cause(tmp_path: Path) -> None:
    card = run(tmp_path, collecting(without_the_hidden_field))
    assert card.verdict == BROKEN
    assert card.orders["lost"] > 0
    assert {each.cause.code for each in card.findings if each.oracle == "O1"} == {"row_refused"}


class Told(Naive):
    """Asks for deliveries and stock only when the ERP says that they have changed."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._kinds: list[str] = []
        self.erp = erp_session(kit.erp, kit.credentials)
        self.fails = 0

    def on_change(self, event: dict[str, Any]) -> int:
        if self.fails:
            self.fails -= 1
            return 503
        self._kinds.append(event["kind"])
        return 200

    async def run(self, kit: Kit) -> None:
        kit.on_webhook(self.on_event)
        kit.on_erp_webhook(self.on_change)
        wanted = {"url": "http://127.0.0.1/erp", "kinds": ["delivery", "stock"], "secret": "shh"}
        assert (await self.erp.post("/api/v1/subscriptions", wanted)).status == 201
        while True:
            await asyncio.sleep(60)
            kinds, self._kinds = self._kinds, []
            if "delivery" in kinds:
                await self.ship_delivered()
            if "stock" in kinds:
                await self.push_stock()


def test_an_integration_may_live_on_the_webhooks_of_the_erp(tmp_path: Path) -> None:
    async def integrate(kit: Kit) -> None:
        told = Told(kit)
        told.fails = 3
        await told.run(kit)

    card = run(tmp_path, integrate)
    assert card.verdict == HELD, card.reasons
    notices = [fact for fact in read(tmp_path / LEDGER_FILE) if fact.kind == "notice.delivered"]
    told = [fact for fact in notices if fact.data["name"].startswith("erp.")]
    assert {fact.data["name"] for fact in told} == {"erp.delivery.changed", "erp.stock.changed"}
    failed = [fact.data["event"] for fact in told if fact.data["status"] == 503]
    again = [fact.data["event"] for fact in told if fact.data["attempt"] == 2]
    assert sorted(failed) == sorted(again)
    assert len(failed) == 3


@pytest.mark.parametrize("send", [by_batch, by_file])
def test_the_same_seed_gives_the_same_bytes_by_every_way(tmp_path: Path, send: Any) -> None:
    ledgers = []
    for at in ("first", "second"):
        (tmp_path / at).mkdir()
        run(tmp_path / at, collecting(send), LOSSES)
        ledgers.append((tmp_path / at / LEDGER_FILE).read_bytes())
    assert ledgers[0] == ledgers[1]
