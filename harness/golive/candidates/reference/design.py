"""The choices an architect makes for an order integration, as one record of settings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Design:
    """Times in seconds. The defaults are the reference: right under every bundled scenario.

    `answer_within_s` is how long a call may take before its outcome counts as unknown, `unsure_wait_s` how
    long to wait after that before looking whether it was applied after all: longer than the ERP may still be
    working on it. `visible_after_s` is when an order that still cannot be sent is shown to people. `acknowledge` is
    whether the shop is given the number of each order in the ERP where the scenario has a budget for it, `prices`
    whether list prices are carried to the shop unless the shop owns them, and `contacts` whether new contact data of
    customers are carried to the ERP. `accounts` is whether accounts of the shop are read for what has changed without
    an order, where the scenario has a budget for erasures. `deposits` is whether payments are posted by themselves,
    ahead of their orders, and `returns` whether goods that customers send back are taken back where the scenario has a
    budget for it.

    `clocks_differ_s` is how far the clocks of the shop and of this machine may differ: reads by date overlap by that.

    An alert is raised when shipments and stock have not been carried over for `stock_silent_s`, when both systems have
    not been compared for `comparison_silent_s`, when orders wait and none was accepted for `orders_silent_s`, and when
    a login has been refused for `login_refused_s`.
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
    comparison_silent_s: float = 40 * 60
    orders_silent_s: float = 30 * 60
    refunds_silent_s: float = 60 * 60
    login_refused_s: float = 5 * 60
    reconcile_every_s: float = 600
    clocks_differ_s: float = 15 * 60
    confirm_within_s: float = 300
    acknowledge: bool = True
    acknowledge_every_s: float = 30
    acknowledge_tries: int = 4
    refunds: bool = True
    refunds_every_s: float = 300
    refund_retry_s: float = 15 * 60
    refund_visible_after_s: float = 4 * 3600
    deposits: bool = False
    deposits_every_s: float = 60
    returns: bool = True
    returns_every_s: float = 15 * 60
    prices: bool = True
    prices_every_s: float = 600
    prices_silent_s: float = 90 * 60
    contacts: bool = True
    contacts_every_s: float = 300
    contacts_silent_s: float = 60 * 60
    accounts: bool = True
    sales_channel: str = "web"
