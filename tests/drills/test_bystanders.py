"""Bystanders: an exception for some orders leaves the others as they are, and an integration that leaks is seen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from golive.candidates.reference.export import Exporter
from golive.cli import main
from golive.drills.bystanders import EXCEPTIONS, Moved, find_bystanders

SETS = ("clock.duration=1h", "traffic.orders.base=50/h", "shop.catalog.skus=30")


def found(*names: str) -> dict[str, Moved]:
    wanted = [each for each in EXCEPTIONS if not names or each.name in names]
    played = find_bystanders("calm", "reference", sets=SETS, exceptions=wanted)
    return {each.exception: each for each in played}


def test_an_exception_touches_the_orders_that_it_concerns_and_no_other() -> None:
    moved = found()
    assert list(moved) == [each.name for each in EXCEPTIONS]
    for each in moved.values():
        assert each.is_local
        assert each.bystanders > 0
        assert each.bystanders + each.concerned_orders == each.orders
    assert all(moved[name].touched > 0 for name in ("customer", "region", "article"))


def test_an_integration_that_stops_at_a_refusal_moves_bystanders(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped: set[int] = set()
    send, refused = Exporter._send, Exporter._refused

    async def sends_until_then(self: Exporter, record: object) -> None:
        if id(self) not in stopped:
            await send(self, record)  # type: ignore[arg-type]

    def stops(self: Exporter, *told: object) -> None:
        stopped.add(id(self))
        refused(self, *told)  # type: ignore[arg-type]

    monkeypatch.setattr(Exporter, "_send", sends_until_then)
    monkeypatch.setattr(Exporter, "_refused", stops)
    region = found("region")["region"]
    assert not region.is_local
    assert 0 < len(region.worse) <= region.bystanders


def test_the_command_prints_every_exception(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sets = [word for each in ("traffic.orders.base=20/h", "clock.duration=30m") for word in ("--set", each)]
    with pytest.raises(SystemExit) as ended:
        main.main(["drill", "bystanders", *sets, "--json", "--out", str(tmp_path / "b")])
    assert ended.value.code == 0
    told = json.loads(capsys.readouterr().out)["exceptions"]
    assert [row["exception"] for row in told] == [each.name for each in EXCEPTIONS]
