"""What waits beside calls (batches, files, notices) is part of the state that a snapshot holds."""

from __future__ import annotations

from typing import Any

from fake_erp import Erp, ErpConfig, snapshot
from fake_erp.channels.config import Channels

from .world import MOUNTS, World

OPEN = Channels(batch=True, files=True, changes=True, webhooks=True)
ROW = "external_reference;customer;currency;ordered_at;item;quantity;unit_price\nF1;{};EUR;2025-11-28;A;1;5\n"


def test_what_waits_is_worked_off_alike_by_the_original_and_the_fork() -> None:
    world = World(ErpConfig(channels=OPEN))
    client = MOUNTS["in_process"](world.erp).login()
    wanted = {"url": "http://127.0.0.1/", "kinds": ["order"], "secret": "shh"}
    client.post("/subscriptions", wanted)
    client.post("/orders", world.order(external_reference="R1"))
    for delivery in world.erp.subscriptions.due():
        world.erp.subscriptions.answered(delivery, 500)
    client.post("/orders", world.order(external_reference="R2"))
    client.post("/batches", {"operation": "order.create", "rows": [world.order(external_reference="R3")]})
    client.post("/files", {"name": "a.csv", "content": ROW.format(world.customer)})
    token = client.get("/changes").data["token"]

    heard: list[Any] = []
    fork = snapshot.restore(snapshot.take(world.erp), lambda: world.now_ms, lambda *fact: heard.append(fact))
    before = len(world.facts)
    world.now_ms += 60_000
    futures = [_future(erp, token) for erp in (world.erp, fork)]
    assert futures[0] == futures[1]
    assert heard == world.facts[before:]
    assert [ref for _, ref in futures[0][0]] == ["R1", "R2", "R3", "F1"]


def _future(erp: Erp, token: str) -> tuple[Any, ...]:
    erp.batches.work()
    erp.filedrop.work()
    told = [(delivery.attempt, delivery.event.increment_id) for delivery in erp.subscriptions.due()]
    changes = [(each.kind, each.id) for each in erp.changes.page(token, ("order", "stock"), 100)[0]]
    written = [file.content for file in erp.filedrop.files.listed("out")]
    return told, changes, written
