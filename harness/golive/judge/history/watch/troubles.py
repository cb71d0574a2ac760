"""Alerts with the owner whom each concerned, by the calls that had failed shortly before."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from golive.judge.history.watch.errors import content, technical
from golive.record.run import Fact
from golive.scenario.model.staff.roles import BUSINESS, ERP, ROLES, TECHNICAL

WINDOW_MS = 30 * 60_000
"""How long before an alert calls may have failed to be what it is about."""


@dataclass(frozen=True, slots=True)
class Raised:
    """An alert: `to` is the owner that it names, `concerns` the one whose calls had failed; "" for none."""

    seq: int
    at_ms: int
    text: str
    to: str
    concerns: str


class Troubles:
    """Readers of alerts and failed calls, in `readers` by kind of fact.

    A call that the ERP does not answer properly concerns the owner of the ERP, one that the shop does not answer
    properly the technical owner, and a refusal of content the owner of the data. An alert concerns the owner of most
    of the calls that failed in WINDOW_MS before it.
    """

    def __init__(self) -> None:
        self.raised: list[Raised] = []
        self._failed: deque[tuple[int, str]] = deque()
        self.readers: dict[str, Callable[[Fact], None]] = {
            "exchange.answered": self._answered,
            "desk.alert": self._alert,
        }

    def _answered(self, fact: Fact) -> None:
        status = fact.data["status"]
        if status is not None and status < 400:
            return
        if technical(fact.data):
            owner = ERP if fact.data["op"].startswith("erp.") else TECHNICAL
        elif content(fact.data):
            owner = BUSINESS
        else:
            return
        self._failed.append((fact.at_ms, owner))
        self._forget(fact.at_ms)

    def _forget(self, now_ms: int) -> None:
        while self._failed and self._failed[0][0] < now_ms - WINDOW_MS:
            self._failed.popleft()

    def _alert(self, fact: Fact) -> None:
        self._forget(fact.at_ms)
        counts = {name: sum(owner == name for _, owner in self._failed) for name in ROLES}
        most = max(ROLES, key=lambda name: counts[name])
        concerns = most if counts[most] else ""
        self.raised.append(Raised(fact.seq, fact.at_ms, fact.data["text"], fact.data.get("to", ""), concerns))
