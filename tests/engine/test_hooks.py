"""A checkout that asks the integration: coupled to the ERP it suffers with the ERP, on either clock; else not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from golive import scenario
from golive.candidates.coroutine import InProcess
from golive.candidates.kit import Kit
from golive.candidates.registry import resolve
from golive.record.run import Scorecard
from golive.runner import Plan, execute

from .test_own_life import facts

ASKING = "shop.hooks.before_order.timeout=5s"


def run(folder: Path, candidate: Any, *sets: str, named: str = "coupled-checkout", **plan: Any) -> Scorecard:
    loaded = scenario.load(named, sets)
    return execute(Plan(loaded, candidate, named, candidate.name, **plan), folder)


def answering(handler: Callable[[dict[str, Any]], Any]) -> InProcess:
    """A candidate that does nothing but answer."""

    async def integrate(kit: Kit) -> None:
        kit.on_hook(handler)
        await asyncio.Event().wait()

    return InProcess("answering", integrate)


@pytest.mark.parametrize("seed", [1, 2])
def test_only_the_coupled_checkout_suffers_from_a_slow_erp(seed: int, tmp_path: Path) -> None:
    (tmp_path / "coupled").mkdir()
    (tmp_path / "reference").mkdir()
    coupled = run(tmp_path / "coupled", resolve("coupled"), seed=seed)
    reference = run(tmp_path / "reference", resolve("reference"), seed=seed)
    assert coupled.verdict == "broken"
    assert coupled.checkout["failed"] > 50
    assert coupled.checkout["p95"] >= 2_000
    assert coupled.harm["by_kind"]["checkout_stopped"] > 0
    assert coupled.orders["exact"] == coupled.orders["total"], "what is behind the checkout is the reference"
    assert reference.verdict == "held", reference.reasons
    assert (reference.checkout["failed"], reference.checkout["p95"]) == (0, 0)


def test_with_a_quick_erp_the_coupled_one_holds_and_every_shopper_waits_a_little(tmp_path: Path) -> None:
    card = run(tmp_path, resolve("coupled"), ASKING, named="calm")
    assert card.verdict == "held", card.reasons
    assert card.checkout["p50"] is not None
    assert 0 < card.checkout["p50"] < 1_000


@pytest.mark.slow
def test_on_the_live_clock_the_shopper_waits_as_long(tmp_path: Path) -> None:
    sets = ["clock.duration=5m", "clock.settle=1m", "traffic.orders.base=600/h", ASKING]
    slow = "chaos=[{fault: slow, on: erp.stock.read, latency: 10s}]"
    card = run(tmp_path, resolve("coupled"), *sets, slow, named="calm", clock="live", speed=60.0)
    waited = [fact for fact in facts(tmp_path) if fact["kind"] == "shop.checkout.waited"]
    assert len(waited) > 10
    outcomes = [fact["data"]["outcome"] for fact in waited]
    assert "timeout" in outcomes
    assert "success" not in outcomes
    assert max(fact["data"]["ms"] for fact in waited) == 5_000
    assert card.checkout["failed"] == len(waited)
    assert card.orders["total"] == 0


def test_a_handler_that_fails_is_an_error_and_the_fallback_decides(tmp_path: Path) -> None:
    def broken(question: dict[str, Any]) -> Any:
        raise ValueError("unforeseen")

    sets = [ASKING, "shop.hooks.before_order.fallback=continue", "clock.duration=30m"]
    card = run(tmp_path, answering(broken), *sets, named="calm")
    asked = [fact for fact in facts(tmp_path) if fact["kind"] == "shop.checkout.waited"]
    assert {fact["data"]["outcome"] for fact in asked} == {"error"}
    assert card.orders["total"] == len(asked)
    assert card.checkout["failed"] == 0
    assert "unforeseen" in (tmp_path / "candidate.log").read_text("utf-8")


def test_a_candidate_that_is_gone_cannot_be_reached(tmp_path: Path) -> None:
    async def leaving(kit: Kit) -> None:
        await kit.shop.get("/rest/V1/store/storeViews")
        kit.on_hook(lambda question: {"op": "success"})
        await asyncio.sleep(600)

    card = run(tmp_path, InProcess("leaving", leaving), ASKING, "clock.duration=30m", named="calm")
    asked = [fact["data"]["outcome"] for fact in facts(tmp_path) if fact["kind"] == "shop.checkout.waited"]
    assert set(asked) == {"success", "unreachable"}
    assert asked == sorted(asked), "first it answers, then it is gone"
    assert card.checkout["failed"] == asked.count("unreachable")


def test_the_same_seed_asks_the_same_questions(tmp_path: Path) -> None:
    ledgers = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        run(tmp_path / name, resolve("coupled"), "clock.duration=2h", "chaos=[{fault: slow, latency: 1s}]")
        ledgers.append((tmp_path / name / "ledger.jsonl").read_bytes())
    assert ledgers[0] == ledgers[1]
