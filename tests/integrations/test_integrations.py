"""Each integration in every scenario that it can play: no finding, and held."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from golive import scenario
from golive.candidates.coroutine import InProcess
from golive.record.run import HELD, Scorecard
from golive.runner import Plan, execute
from golive.scenario.loading.files import bundled_names

NAMES = ("poll", "inbox", "queue", "batch", "files", "tables", "feed", "idocs")

CHANNELS = {
    "batch": ("erp.channels.batch=on",),
    "files": ("erp.channels.files=on",),
    "tables": ("erp.channels.tables=on",),
    "feed": ("erp.channels.changes=on",),
    "idocs": (
        "erp.dialect=legacy",
        "erp.channels.idocs=on",
        "erp.channels.files_run=2m",
        "erp.channels.stock_file=4m",
    ),
}
"""What each needs of the ERP."""
AGREED_MS = {"batch": 7_200_000, "files": 7_200_000, "tables": 7_200_000, "idocs": 7_200_000}
"""The cadence that was agreed with the owners of those that do not send at once, where the scenario allows less."""

HALF_HOUR = "an order waits up to half an hour for its batch, and the scenario expects p95 within 20 minutes"
MINUTES = "an order waits a quarter of an hour for its file and its acknowledgement, p95 is expected within 20 minutes"
HALF_HOURLY = "a batch every half hour misses the quarter of an hour in which its fault acts"
HELD_UP = (
    "slow and limited rows hold up a batch, the next comes half an hour later, and p95 is expected within 1h"
)
LATE_ALERT = (
    "its first alert comes 34 minutes after the first failed duty, and the scenario expects 30 minutes"
)
TOO_FEW = "a handful of workers take longer than an hour for its peak"
NOTHING_BACK = "it carries no prices and no order numbers to the shop, and this scenario demands both"
SECONDS = "its batches and files do not fall into the moment in which the fault of this scenario acts"
SELLS_OUT = "it sends stock every few minutes, and articles sell out within them"
SHELF = "its stock file has the quantity on the shelf, without what other channels have been promised"
NOT_PLAYED = {
    **{(name, "flash-sale"): SELLS_OUT for name in NAMES},
    **{
        (name, played): SECONDS
        for name in ("batch", "files", "idocs")
        for played in ("few-calls-a-minute", "throttled-without-a-time", "two-minutes-of-errors")
    },
    **{
        ("idocs", played): SHELF
        for played in (
            "fast-tills",
            "open-orders",
            "restocked",
            "sold-out",
            "tills-all-day",
            "two-hours-of-tills",
        )
    },
    **{(name, "price-change"): NOTHING_BACK for name in NAMES},
    ("poll", "black-friday"): TOO_FEW,
    ("inbox", "black-friday"): TOO_FEW,
    ("queue", "black-friday"): TOO_FEW,
    ("batch", "slow-network"): HALF_HOUR,
    ("batch", "error-handling"): HALF_HOURLY,
    ("batch", "black-friday"): HELD_UP,
    ("files", "slow-network"): MINUTES,
    ("idocs", "black-friday-2am"): LATE_ALERT,
}
"""The pairs that are left out, with the reason."""

PAIRS = [
    (name, played) for name in NAMES for played in sorted(bundled_names()) if (name, played) not in NOT_PLAYED
]


def play(name: str, played: str, folder: Path, *sets: str) -> Scorecard:
    """Play a scenario with an integration."""
    found = importlib.import_module(f"tests.integrations.{name}").integrate
    given = (*CHANNELS.get(name, ()), *_agreed(name, played), *sets)
    plan = Plan(scenario.load(played, given), InProcess(name, found), played, name, 1, sets=given)
    return execute(plan, folder)


def _agreed(name: str, played: str) -> tuple[str, ...]:
    """The budgets of an integration in a scenario that allows less."""
    budgets = scenario.load(played).budgets
    least_ms = AGREED_MS.get(name, 0)
    allowed = {"order": budgets.order_ms, "surfacing": budgets.surfacing_ms}
    return tuple(f"budgets.{key}={least_ms // 60_000}m" for key, ms in allowed.items() if ms < least_ms)


@pytest.mark.parametrize("name", NAMES)
def test_each_is_right_on_a_calm_afternoon(tmp_path: Path, name: str) -> None:
    life = "traffic.life={cancelled: 5%, edited: 3%, late_paid: 5%, partly_refunded: 10%}"
    card = play(name, "calm", tmp_path, "clock.duration=40m", "clock.settle=3h", life)
    assert card.verdict == HELD, card.reasons
    assert card.findings == []


@pytest.mark.sample(30)
@pytest.mark.parametrize(("name", "played"), PAIRS)
def test_no_integration_that_is_right_is_accused(tmp_path: Path, name: str, played: str) -> None:
    card = play(name, played, tmp_path)
    assert card.verdict == HELD, card.reasons
    assert card.findings == []


def test_what_is_left_out_exists_and_has_a_reason() -> None:
    known = set(bundled_names())
    assert all(name in NAMES and played in known and reason for (name, played), reason in NOT_PLAYED.items())
