"""The choices an architect makes for an order integration, as one record of settings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Design:
    """Times in seconds. The defaults are the reference: right under every bundled scenario.

    `answer_within_s` is how long a call may take before its outcome counts as unknown, `unsure_wait_s` how
    long to wait after that before looking whether it was applied after all: longer than the ERP may still be
    working on it. `visible_after_s` is when an order that still cannot be sent is shown to people,
    `stock_silent_s` is how long stock updates may be absent before an alert.
    """

    workers: int = 4
    shippers: int = 4
    ship_tries: int = 4
    answer_within_s: float = 20
    unsure_wait_s: float = 120
    retry_first_s: float = 2
    retry_longest_s: float = 60
    visible_after_s: float = 20 * 60
    stock_every_s: float = 300
    stock_silent_s: float = 15 * 60
    reconcile_every_s: float = 600
    confirm_within_s: float = 300
    sales_channel: str = "web"
