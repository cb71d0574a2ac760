"""Stock stays right where the ERP lists deliveries later than it takes them off the stock."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from golive.candidates.reference import Parts
from golive.candidates.reference.fulfilment import Fulfilment
from golive.record.run import HELD

from .playing import play

LONG = ("clock.duration=1h", "clock.settle=1h")
STALE = "erp.quirks.stale_reads={share: 100%, lag: 1m}"


class Trusting(Fulfilment):
    """Takes every list of deliveries for complete."""

    def _correct_stock(self, row: dict[str, Any]) -> None:
        pass


@pytest.mark.parametrize("quirk", [STALE, "erp.quirks.stale_reads={share: 50%, lag: 3m}"])
def test_a_delivery_that_is_listed_late_corrects_the_stock(tmp_path: Path, quirk: str) -> None:
    played = play(tmp_path, quirk, short=LONG)
    assert played.card.verdict == HELD, played.card.reasons
    assert played.card.findings == []


def test_canary_of_late_deliveries(tmp_path: Path) -> None:
    played = play(tmp_path, STALE, short=LONG, parts=Parts(fulfilment=Trusting))
    assert {finding.kind for finding in played.card.findings} == {"residual_stock"}


def test_what_is_listed_in_time_costs_no_more_calls(tmp_path: Path) -> None:
    played = play(tmp_path / "now", short=LONG)
    assert played.calls == play(tmp_path / "before", short=LONG, parts=Parts(fulfilment=Trusting)).calls
