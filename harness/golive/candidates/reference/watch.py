"""Alerts for silence: a duty that has stopped raises one alert, and one more when it works again.

A recurring duty is silent when it has not succeeded for its time. Any other duty is silent when it has only failed for
its time: without anything to do it is not silent.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from golive.candidates.reference.board import Board
from golive.candidates.reference.design import Design
from golive.candidates.reference.state import Pulse, State
from golive.scenario.model.staff.roles import ERP, TECHNICAL

STOCK = "deliveries and stock"
COMPARISON = "the comparison of both systems"
REFUNDS = "the reading of credit memos"
ORDERS = "orders to the ERP"
SHIPMENTS = "shipments to the shop"
PAYMENTS = "payments to the ERP"
CREDITS = "credit notes to the ERP"
ACKNOWLEDGEMENTS = "acknowledgements to the shop"
RETURNS = "returns to the ERP"
PRICES = "prices to the shop"
ACCOUNTS = "the reading of customer accounts"
CONTACTS = "contact data of customers to the ERP"
SHOP_LOGIN, ERP_LOGIN = "the login to the shop", "the login to the ERP"

AT_THE_ERP = frozenset({ORDERS, PAYMENTS, CREDITS, CONTACTS, ERP_LOGIN})
"""Duties whose calls go to the ERP."""

CHECK_EVERY_S = 60


class Watch:
    """Notes successes and failures of the duties, and compares them with the clock once a minute."""

    def __init__(self, design: Design, state: State, board: Board, now_ms: Callable[[], int]) -> None:
        self._pulses = state.pulses
        self._board = board
        self._now_ms = now_ms
        self._recurring_s = self.recurring_s(design)
        self._limits_s = {**self._recurring_s, **self.others_s(design)}
        for duty in self._recurring_s:
            self._pulses.setdefault(duty, Pulse(now_ms()))

    def recurring_s(self, design: Design) -> dict[str, float]:
        """For each recurring duty how long it may be silent, in seconds."""
        own = {STOCK: design.stock_silent_s, COMPARISON: design.comparison_silent_s}
        if design.refunds:
            own[REFUNDS] = design.refunds_silent_s
        if design.prices:
            own[PRICES] = design.prices_silent_s
        return own

    def others_s(self, design: Design) -> dict[str, float]:
        """For each other duty how long it may fail without a success, in seconds."""
        return {
            ORDERS: design.orders_silent_s,
            SHIPMENTS: design.stock_silent_s,
            CREDITS: design.refunds_silent_s,
            PAYMENTS: design.refunds_silent_s,
            RETURNS: design.refunds_silent_s,
            CONTACTS: design.contacts_silent_s,
            ACCOUNTS: design.contacts_silent_s,
            ACKNOWLEDGEMENTS: design.orders_silent_s,
            SHOP_LOGIN: design.login_refused_s,
            ERP_LOGIN: design.login_refused_s,
        }

    def worked(self, duty: str) -> None:
        """Note a success. An alert about the silence of the duty is followed by an all-clear."""
        pulse = self._pulses.get(duty)
        if pulse is not None and pulse.alerted:
            self._board.alert(f"works again: {duty}, after {self._minutes(pulse)} minutes", pulse.owner)
        if duty in self._recurring_s:
            self._pulses[duty] = Pulse(self._now_ms())
        elif pulse is not None:
            del self._pulses[duty]

    def failed(self, duty: str, why: str) -> None:
        """Note a failure and its reason."""
        if duty not in self._pulses:
            self._pulses[duty] = Pulse(self._now_ms())
        pulse = self._pulses[duty]
        pulse.why, pulse.owner = why, _owner_of(duty, why)

    def login_of(self, duty: str) -> Callable[[int], None]:
        """Notes for the duty what a login was answered with; what says nothing about the credentials is skipped."""

        def answered(status: int) -> None:
            if 200 <= status < 300:
                self.worked(duty)
            elif 400 <= status < 500 and status != 429:
                self.failed(duty, f"answered {status}")

        return answered

    def check(self) -> None:
        """Raise an alert to each owner about the duties that have been silent for their time since the last check."""
        silent = [duty for duty in self._limits_s if self._is_silent(duty)]
        for duty in silent:
            pulse = self._pulses[duty]
            pulse.alerted = True
            self._pulses[duty] = pulse
        by_owner: dict[str, list[str]] = {}
        for duty in silent:
            by_owner.setdefault(self._pulses[duty].owner if self._board.has_roles else "", []).append(duty)
        for owner, duties in by_owner.items():
            self._board.alert("silent: " + "; ".join(map(self._sentence, duties)), owner)

    async def run(self) -> None:
        """Check once a minute until cancelled."""
        while True:
            await asyncio.sleep(CHECK_EVERY_S)
            self.check()

    def _is_silent(self, duty: str) -> bool:
        pulse = self._pulses.get(duty)
        if pulse is None or pulse.alerted:
            return False
        return self._now_ms() - pulse.since_ms >= self._limits_s[duty] * 1000

    def _sentence(self, duty: str) -> str:
        pulse = self._pulses[duty]
        reason = f" ({pulse.why})" if pulse.why else ""
        return f"{duty} for {self._minutes(pulse)} minutes{reason}"

    def _minutes(self, pulse: Pulse) -> int:
        return (self._now_ms() - pulse.since_ms) // 60_000


def _owner_of(duty: str, why: str) -> str:
    """The owner of the system that a reason names, else of the one that the duty calls."""
    if why.startswith(("shop:", "the shop")):
        return TECHNICAL
    return ERP if why.startswith(("erp:", "the ERP")) or duty in AT_THE_ERP else TECHNICAL
