"""A step of several calls keeps the pause that another caller was told meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from golive.candidates.reference import Parts, erp
from golive.candidates.reference.pace import Pace

from .playing import Played, play

BUSY = ("clock.duration=30m", "clock.settle=30m", "traffic.orders.base=600/h")
BRIEF = "chaos=[{fault: rate_limit, on: erp.*, at: 5m..7m, rate: 30/m, burst: 2}]"
NARROW = "chaos=[{fault: rate_limit, on: erp.*, at: 5m..25m, rate: 30/m, burst: 2}]"


def early_calls(played: Played) -> int:
    """How many calls were sent to the ERP before the end of a pause that it had asked for; there are pauses."""
    until_ms = told_ms = pauses = early = 0
    for fact in played.of_kind("exchange.answered"):
        if not fact.data["op"].startswith("erp."):
            continue
        early += told_ms < fact.data["sent_ms"] < until_ms
        wait_s = fact.data.get("retry_after")
        if wait_s is not None and fact.at_ms + 1000 * wait_s > until_ms:
            told_ms, until_ms = fact.at_ms, fact.at_ms + 1000 * wait_s
            pauses += 1
    assert pauses > 10
    return early


@pytest.mark.parametrize("dialect", sorted(erp.PORTS.keys() - {"native"}))
def test_no_call_is_sent_before_the_retry_after_of_another_has_passed(tmp_path: Path, dialect: str) -> None:
    assert early_calls(play(tmp_path, NARROW, f"erp.dialect={dialect}", short=BUSY)) == 0


class Impatient(Pace):
    """Does not wait."""

    async def wait(self) -> None:
        """Return at once."""


def test_canary_calls_without_a_pause_are_seen(tmp_path: Path) -> None:
    assert early_calls(play(tmp_path, BRIEF, "erp.dialect=odoo", short=BUSY, parts=Parts(Impatient))) > 0
