# ruff: noqa: E501 - one case a line
"""Runs of small candidates that must not be held, and scenarios that did not exercise what they name."""

from __future__ import annotations

from functools import partial

from tests.verdict import candidates
from tests.verdict.cases import BROKEN, UNKNOWN, Case

SHORT = ("clock.duration=30m", "clock.settle=45m", "traffic.orders.base=60/h")
NO_ORDERS = (*SHORT[:2], "traffic.orders.base=0/h")

run = partial(Case, sets=SHORT)
right = partial(Case, candidate="reference")

CASES = [
    run("crash by gather", BROKEN, candidate=candidates.crash_beside_it, because="crashed at 14:15:00: KeyError: 'items'", finds=("lost", "candidate_crashed")),
    run("crash in a task group", BROKEN, candidate=candidates.crash_in_a_group, because="crashed at 14:15:00: KeyError"),
    run("crash of an awaited task", BROKEN, candidate=candidates.crash_of_an_awaited_task, because="crashed at 14:15:00"),
    run("crash after the last order", BROKEN, candidate=candidates.crash_after_the_last_order, because="crashed at 14:50:00"),
    run("sys.exit with a status in a task", BROKEN, candidate=candidates.exit_with_status_3, because="crashed at 14:15:00: exit status 3"),
    run("sys.exit with a text in a webhook", BROKEN, candidate=candidates.exit_in_the_webhook, because="exit status 1: no configuration"),
    run("it cancels itself", BROKEN, candidate=candidates.cancels_itself, because="cancelled itself"),
    run("it returns with work undone", BROKEN, candidate=candidates.returns_at_half_time, because="ended at 14:15:00: returned", finds=("lost",)),
    run("it exits with 0 and work undone", BROKEN, candidate=candidates.exit_with_status_0, because="ended at 14:15:00: exit status 0"),
    run("one call and then nothing", BROKEN, candidate=candidates.idle, because="orders.lost"),
    run("not a single call", BROKEN, candidate=candidates.silent, because="orders.lost"),
    Case("idle, and no order", UNKNOWN, candidate=candidates.idle, sets=NO_ORDERS, because="was there to move"),
    right("a rule without its record", UNKNOWN, sets=(*SHORT, "erp.rules.return_window=refuse"), because="rule return_window checked nothing: it needs a return"),
    right("a rule about orders on account where all are prepaid", UNKNOWN, sets=(*SHORT, "erp.rules.credit_limit=hold"), because="rule credit_limit checked nothing"),
    right("a rule about payments that are never sent", UNKNOWN, sets=(*SHORT, "erp.rules.payment_reference=refuse"), because="payment_reference"),
    right("a rule for a country without orders", UNKNOWN, sets=(*SHORT, "erp.rules.ship_hold={mode: wait, countries: [IS]}"), because="ship_hold"),
    right("a rule that no order reached", UNKNOWN, sets=(*NO_ORDERS, "erp.rules.minimum_order=hold", "erp.others.corrections=every 10m"), because="minimum_order"),
    right("a quirk without its case", UNKNOWN, sets=(*SHORT, "erp.quirks.merge_lines=100%"), because="quirk merge_lines never acted in"),
    right("a quirk of batches that are not used", UNKNOWN, sets=(*SHORT, "erp.quirks.late_failure=100%"), because="late_failure"),
    right("a job whose time never comes", UNKNOWN, sets=(*SHORT, "erp.others.receipts=daily 23:00"), because="job receipts never acted"),
    right("a surprise that nothing meets", UNKNOWN, sets=(*SHORT, "shop.surprises=[bulk_shuffled]"), because="surprise bulk_shuffled never acted"),
    right("a fault on a call that is not made", UNKNOWN, sets=(*SHORT, "chaos=[{fault: refuse, on: erp.batch.create}]"), because="covered no message of erp.batch.create"),
    right("a fault with too small a chance", UNKNOWN, sets=(*SHORT, "chaos=[{fault: refuse, on: erp.order.create, chance: 0.01%}]"), because="its chance of"),
    right("a change that changes nothing", UNKNOWN, sets=(*SHORT, "chaos=[{change: change_rules, at: 10m, rules: {credit_limit: hold}}]"), because="change_rules"),
]  # fmt: skip
