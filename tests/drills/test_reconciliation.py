"""The reconciliation drill: what is planted is there, and each result is told from both systems themselves."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from golive.build.world import World
from golive.candidates.kit import Kit
from golive.candidates.registry import resolve
from golive.cli import main
from golive.drills.planting import (
    FOREIGN,
    KINDS,
    MISSING,
    QUANTITY,
    STOCK,
    TWICE,
    PlantDifferences,
    planted_of,
)
from golive.drills.reconciliation import MISSED, REPAIRED, REPORTED, Drill, reconcile
from golive.drills.telling import of_reconciliation
from golive.errors import CandidateFailed
from golive.keys.value_kinds import HOUR_MS, MINUTE_MS
from golive.record.studies import STUDY_FILE
from golive.runner import Plan, carry_out
from golive.scenario import load

SETS = ("traffic.orders.base=60/h", "shop.catalog.skus=30")


@cache
def drill(candidate: str) -> Drill:
    return reconcile("calm", candidate, each=2, wait_ms=HOUR_MS, sets=SETS)


def test_every_kind_is_planted_as_often_as_asked() -> None:
    assert [each.kind for each in drill("naive").outcomes] == [kind for kind in KINDS for _ in range(2)]
    assert len({each.key for each in drill("naive").outcomes}) == 10


def test_an_integration_without_reconciliation_misses_what_it_does_not_overwrite() -> None:
    found = drill("naive")
    for kind in (MISSING, TWICE, FOREIGN, QUANTITY):
        assert found.count(MISSED, kind) == 2
    assert found.count(REPAIRED, STOCK) == 2  # it writes all stock every quarter of an hour
    assert found.found == 2


def test_the_reference_reports_and_repairs_more() -> None:
    found = drill("reference")
    assert found.count(REPORTED, MISSING) == 2
    assert found.count(REPAIRED, TWICE) == 2
    assert found.found > drill("naive").found
    assert all(
        each.after_ms is not None and each.after_ms >= 0 for each in found.outcomes if each.result == REPORTED
    )


def test_nothing_else_is_reported_or_spoiled() -> None:
    for name in ("naive", "reference"):
        assert drill(name).false_reports == ()
        assert drill(name).spoiled == ()


async def accuses_everything(kit: Kit) -> None:
    """The naive integration, with an entry at the desk for every order of which it hears later than an hour in."""
    from golive.candidates.naive import integrate

    first_ms = kit.now_ms()

    def on_event(event: dict[str, dict[str, dict[str, str]]]) -> int:
        if kit.now_ms() - first_ms > HOUR_MS:
            kit.desk.exception(event["data"]["value"]["increment_id"], "is it there?", "no idea", "look")
        return 200

    kit.on_webhook(on_event)
    await integrate(kit)


def test_an_integration_that_reports_every_order_reports_falsely() -> None:
    found = reconcile("calm", f"{__name__}:accuses_everything", each=1, wait_ms=HOUR_MS, sets=SETS)
    assert len(found.false_reports) > 20
    assert found.count(MISSED, MISSING) == 1


def test_what_is_planted_changes_both_systems_and_says_so() -> None:
    """A world of its own: the naive integration books for an hour, then the differences are made in it."""
    texts = []

    class Watched:
        def __init__(self, world: World, name: str) -> None:
            self.world = world

        def __enter__(self) -> None:
            self.world.clock.env.after(HOUR_MS, lambda _: self.plant(), None)

        def plant(self) -> None:
            erp, shop = self.world.erp, self.world.shop
            before = {sku: shop.stock.quantity(sku, shop.stock.default_source) for sku in erp.items.by_sku}
            texts.append(PlantDifferences(each=1).begin(erp, shop).what)
            found = {each.kind: each.key for each in planted_of(texts[0])}
            assert {order.status for order in erp.orders.with_reference(found[MISSING])} == {"cancelled"}
            assert len(erp.orders.with_reference(found[TWICE])) == 2
            assert len(erp.orders.with_reference(found[FOREIGN])) == 1
            assert shop.orders.by_number(found[FOREIGN]) is None
            sku = found[STOCK]
            assert shop.stock.quantity(sku, shop.stock.default_source) == before[sku] + 25

        def __exit__(self, *_: object) -> None:
            pass

    scenario = load("calm", (*SETS, "clock.duration=70m", "clock.settle=1m", "erp.fulfilment.wave=10d"))
    carry_out(Plan(scenario, resolve("naive"), "calm", "naive"), None, watch=Watched)  # type: ignore[arg-type]
    assert len(planted_of(texts[0])) == len(KINDS)


def test_an_integration_that_books_nothing_cannot_be_drilled() -> None:
    with pytest.raises(CandidateFailed, match="no difference could be planted"):
        reconcile("calm", f"{__name__}:sleeps", each=1, wait_ms=10 * MINUTE_MS, sets=SETS)


async def sleeps(kit: Kit) -> None:
    """Logs in and does nothing more."""
    await kit.erp.get("/api/v1/health")


def test_the_study_counts_the_kinds() -> None:
    study = of_reconciliation([drill("naive"), drill("reference")], "golive drill reconcile")
    assert study.headline.startswith("naive found 2 of 10")
    assert all(sum(row[2:]) == 2 for row in study.tables[0].rows)  # type: ignore[arg-type]
    assert len(study.tables[2].rows) == 20


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        "drill",
        "reconcile",
        "--candidate",
        "naive",
        "--each",
        "1",
        "--wait",
        "10m",
        "--out",
        str(tmp_path / "d"),
    ]
    with pytest.raises(SystemExit) as ended:
        main.main([*words, "--set", "traffic.orders.base=60/h", "--json"])
    assert ended.value.code == 0
    told = json.loads(capsys.readouterr().out)
    assert told["command"].startswith("golive drill reconcile calm --candidate naive")
    assert len(told["drills"][0]["outcomes"]) == len(KINDS)
    assert json.loads((tmp_path / "d" / STUDY_FILE).read_bytes())["result"]["drills"] == told["drills"]
