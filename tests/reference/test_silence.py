"""A duty that has stopped raises one alert, and one more when it works again; what works raises none."""

from __future__ import annotations

from pathlib import Path

import pytest

from golive.candidates.kit import Desk
from golive.candidates.reference import Parts
from golive.candidates.reference.board import Board
from golive.candidates.reference.design import Design
from golive.candidates.reference.orders.claims import Claims
from golive.candidates.reference.state import State
from golive.candidates.reference.watch import COMPARISON, ERP_LOGIN, ORDERS, PRICES, REFUNDS, STOCK, Watch
from golive.candidates.storage import Storage

from .playing import play

MINUTE_MS = 60_000
LONG = ("clock.duration=2h", "clock.settle=30m", "traffic.orders.base=30/h")


class Minutes:
    """A watch that is asked once a minute, and the alerts it raised."""

    def __init__(self, storage: Storage | None = None) -> None:
        self.storage = storage or Storage(is_kept=True)
        self.alerts: list[str] = []
        self.now_ms = 0
        self._open()

    def _open(self) -> None:
        state = State(self.storage, Claims(self.storage, 1, lambda: self.now_ms))
        desk = Desk(lambda kind, keys, data: self.alerts.append(data["text"]))
        self.watch = Watch(Design(), state, Board(desk, state), lambda: self.now_ms)

    def restart(self) -> None:
        """As after the end of the process."""
        self.storage = self.storage.reopened()
        self._open()

    def pass_by(self, minutes: int, *working: str) -> list[str]:
        """Minutes in which these duties work; returns the alerts raised."""
        before = len(self.alerts)
        for _ in range(minutes):
            self.now_ms += MINUTE_MS
            for duty in working:
                self.watch.worked(duty)
            self.watch.check()
        return self.alerts[before:]


def test_a_recurring_duty_is_silent_once_and_works_again_once() -> None:
    minutes = Minutes()
    assert minutes.pass_by(14, COMPARISON, REFUNDS, PRICES) == []
    minutes.watch.failed(STOCK, "the ERP answered 503")
    (alert,) = minutes.pass_by(120, COMPARISON, REFUNDS, PRICES)
    assert alert == "silent: deliveries and stock for 15 minutes (the ERP answered 503)"
    (again,) = minutes.pass_by(10, COMPARISON, REFUNDS, PRICES, STOCK)
    assert again.startswith("works again: deliveries and stock")


def test_orders_are_silent_while_they_only_fail_and_not_while_there_are_none() -> None:
    minutes = Minutes()
    assert minutes.pass_by(600, COMPARISON, REFUNDS, PRICES, STOCK) == []
    minutes.watch.failed(ORDERS, "no answer")
    assert minutes.pass_by(20, COMPARISON, REFUNDS, PRICES, STOCK) == []
    minutes.watch.worked(ORDERS)
    minutes.watch.failed(ORDERS, "no answer")
    assert minutes.pass_by(29, COMPARISON, REFUNDS, PRICES, STOCK) == []
    assert len(minutes.pass_by(60, COMPARISON, REFUNDS, PRICES, STOCK)) == 1


def test_duties_that_fall_silent_together_share_an_alert() -> None:
    minutes = Minutes()
    for duty in (STOCK, COMPARISON, ORDERS):
        minutes.watch.failed(duty, "no answer")
    assert len(minutes.pass_by(120)) == 5  # after 15, 30, 40, 60 and 90 minutes
    minutes = Minutes()
    minutes.now_ms = 100 * MINUTE_MS
    (alert,) = minutes.pass_by(1)
    assert STOCK in alert
    assert COMPARISON in alert


def test_a_restart_neither_repeats_an_alert_nor_resets_the_silence() -> None:
    minutes = Minutes()
    assert minutes.pass_by(10) == []
    minutes.restart()
    assert len(minutes.pass_by(6)) == 1
    minutes.restart()
    assert minutes.pass_by(20) == []


def test_a_refused_login_is_alerted_soon() -> None:
    minutes = Minutes()
    refused = minutes.watch.login_of(ERP_LOGIN)
    refused(503)
    assert minutes.pass_by(10, STOCK, REFUNDS, COMPARISON) == []
    refused(401)
    (alert,) = minutes.pass_by(10, STOCK, REFUNDS, COMPARISON)
    assert alert == f"silent: {ERP_LOGIN} for 5 minutes (answered 401)"


@pytest.mark.parametrize(
    ("fault", "duty"),
    [
        ("{fault: refuse, on: erp.token.create, at: 30m..100m, status: 401}", "the login to the ERP"),
        ("{fault: refuse, on: shop.stock.write, at: 30m..100m, status: 500}", "deliveries and stock"),
        ("{fault: refuse, on: erp.delivery.list, at: 30m..100m, status: 500}", "deliveries and stock"),
        (
            "{fault: refuse, on: shop.order.list, at: 30m..100m, status: 500}",
            "the comparison of both systems",
        ),
        ("{fault: refuse, on: erp.order.create, at: 30m..100m, status: 500}", "orders to the ERP"),
    ],
)
def test_what_stops_in_a_run_is_alerted_and_cleared(tmp_path: Path, fault: str, duty: str) -> None:
    played = play(tmp_path, f"chaos=[{fault}]", short=LONG)
    assert any(alert.startswith("silent: ") and duty in alert for alert in played.alerts), played.alerts
    assert any(alert.startswith(f"works again: {duty}") for alert in played.alerts), played.alerts
    assert len(played.alerts) <= 8


def test_nothing_is_alerted_where_nothing_has_stopped(tmp_path: Path) -> None:
    assert play(tmp_path, short=LONG).alerts == []


def test_canary_of_the_parts(tmp_path: Path) -> None:
    """A watch that never looks raises no alert."""

    class Asleep(Watch):
        def check(self) -> None:
            return

    chaos = "chaos=[{fault: refuse, on: erp.delivery.list, at: 30m..100m, status: 500}]"
    assert play(tmp_path, chaos, short=LONG, parts=Parts(watch=Asleep)).alerts == []
