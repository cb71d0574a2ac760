# ruff: noqa: E501 - one case a line
"""Runs that hold although something unusual happened: ends that are none, rules that never had to refuse."""

from __future__ import annotations

from functools import partial

from tests.verdict import candidates
from tests.verdict.cases import HELD, Case
from tests.verdict.not_held_candidates import SHORT

right = partial(Case, candidate="reference")

CASES = [
    Case("a background task fails beside its duties", HELD, candidate=candidates.background_task_fails, sets=SHORT),
    right("a rule that never had to refuse", HELD, sets=(*SHORT, "erp.rules.minimum_order={mode: refuse, value: 1 EUR}")),
    right("a rule against duplicates that never come", HELD, sets=(*SHORT, "erp.rules.duplicate_reference=refuse")),
    right("rules of a profile that were not exercised", HELD, sets=(*SHORT, "erp.profile=[midmarket, production-like]", "traffic.customers.b2b=0%")),
    right("killed by a fault and started again", HELD, sets=(*SHORT, "chaos=[{fault: kill, at: 10m, down: 30s}]")),
    right("a rule that is named to be off", HELD, sets=(*SHORT, "erp.rules.order_approval=off")),
    right("a job of the ERP that ran", HELD, sets=(*SHORT, "erp.others.sales=60/h")),
]  # fmt: skip
