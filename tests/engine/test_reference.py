"""How the reference goes about its work: no more notices and calls than an order needs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from golive import scenario
from golive.candidates.registry import resolve
from golive.record.ledger import read
from golive.record.run import HELD, LEDGER_FILE, Scorecard
from golive.runner import Plan, execute

SHORT = ("clock.duration=30m", "clock.settle=1h")


def run(folder: Path, *sets: str) -> Scorecard:
    loaded = scenario.load("calm", [*SHORT, *sets])
    return execute(Plan(loaded, resolve("reference"), "calm", "reference"), folder)


def counted(folder: Path) -> Counter[str]:
    """Notices and answered calls by name."""
    done: Counter[str] = Counter()
    for fact in read(folder / LEDGER_FILE):
        if fact.kind in ("notice.delivered", "exchange.answered"):
            done[fact.data["name"] if fact.kind == "notice.delivered" else fact.data["op"]] += 1
    return done


def test_one_notice_and_one_call_of_each_kind_are_enough_for_an_order(tmp_path: Path) -> None:
    """Paid by card at once: told once, read once, created once, shipped once."""
    card = run(tmp_path)
    assert card.verdict == HELD, card.reasons
    done = counted(tmp_path)
    assert card.orders["total"] > 20
    for name in ("shop.order.placed", "shop.order.read", "erp.order.create", "shop.order.ship"):
        assert done[name] == card.orders["total"], done
    assert not done["shop.order.paid"] + done["shop.order.shipped"], done


@pytest.mark.parametrize("operation", ["shop.event.subscribe", "shop.event.unsubscribe"])
def test_a_shop_that_cannot_be_asked_tells_every_save_and_nothing_is_lost(
    tmp_path: Path, operation: str
) -> None:
    """Refused, or asked in vain."""
    card = run(tmp_path, f"chaos=[{{fault: refuse, on: {operation}, at: 0s..10m}}]")
    assert card.verdict == HELD, card.reasons
    assert counted(tmp_path)["shop.order.shipped"] >= card.orders["total"]
