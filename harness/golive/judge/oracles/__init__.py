"""Oracles: each detects one kind of harm in a finished run. Pure functions from a case to findings.

`ORACLES` is the table that judge, score, harm, metrics and coverage read; the texts of an oracle in reports are in
`golive.record.oracles`.
"""

from __future__ import annotations

from golive.judge.oracles.base import Oracle
from golive.judge.oracles.case import Budgets, Case
from golive.judge.oracles.completeness import completeness
from golive.judge.oracles.content.header import header
from golive.judge.oracles.content.lines import lines
from golive.judge.oracles.content.money import money
from golive.judge.oracles.lifecycle import lifecycle
from golive.judge.oracles.operation.drift import healed_drift
from golive.judge.oracles.operation.kept import kept
from golive.judge.oracles.operation.liveness import liveness
from golive.judge.oracles.operation.load import load
from golive.judge.oracles.operation.overlap import overlaps
from golive.judge.oracles.operation.silence import silence
from golive.judge.oracles.operation.trend import trend
from golive.judge.oracles.owners.bystanders import bystanders
from golive.judge.oracles.owners.ownership import ownership
from golive.judge.oracles.owners.prices import prices
from golive.judge.oracles.pricing import (
    of_captures,
    of_checkouts,
    of_customers,
    of_documents,
    of_orders,
    of_oversales,
    of_phantoms,
    of_prices,
    of_records,
    of_refunds,
    of_returns,
)
from golive.judge.oracles.privacy import privacy
from golive.judge.oracles.protection import protection
from golive.judge.oracles.stock_parity import stock_parity
from golive.judge.oracles.stock_run import stock_during_run
from golive.judge.oracles.surfacing import surfacing
from golive.judge.oracles.timeliness import timeliness
from golive.judge.oracles.uniqueness import uniqueness
from golive.record import oracles as info
from golive.record.run import Finding

__all__ = ["ORACLES", "Budgets", "Case", "Oracle"]


def during_run(case: Case) -> list[Finding]:
    """Return findings of oversales, and of drift that healed before the end."""
    return [*stock_during_run(case), *healed_drift(case)]


def protected(case: Case) -> list[Finding]:
    """Return findings of stopped checkouts, and of load on the systems."""
    return [*protection(case), *load(case), *overlaps(case)]


def level(case: Case) -> list[Finding]:
    """Return findings of what grows, and of what is kept beyond its budget."""
    return [*trend(case), *kept(case)]


ORACLES: tuple[Oracle, ...] = (
    Oracle(
        info.COMPLETENESS,
        completeness,
        {
            "lost": of_orders,
            "refund_missing": of_refunds,
            "refund_differs": of_refunds,
            "return_missing": of_returns,
            "return_differs": of_returns,
        },
    ),
    Oracle(
        info.UNIQUENESS,
        uniqueness,
        {
            "duplicated": of_orders,
            "phantom": of_phantoms,
            "duplicated_document": of_documents,
            "duplicated_customer": of_customers,
            "phantom_document": of_documents,
        },
    ),
    Oracle(info.MONEY, money, {"wrong_content": of_orders, "captured_differs": of_captures}),
    Oracle(info.LINES, lines, {"wrong_content": of_orders}),
    Oracle(info.HEADER, header, {"wrong_content": of_orders}),
    Oracle(info.LIFECYCLE, lifecycle, {"wrong_state": of_orders}),
    Oracle(info.STOCK_PARITY, stock_parity),
    Oracle(info.STOCK_DURING_RUN, during_run, {"oversold": of_oversales}),
    Oracle(info.PRICES, prices, {"wrong_price": of_prices}),
    Oracle(info.PROTECTION, protected, {"checkout_stopped": of_checkouts}),
    Oracle(info.TIMELINESS, timeliness, {"late": of_orders}),
    Oracle(info.SURFACING, surfacing),
    Oracle(info.TREND, level),
    Oracle(info.BYSTANDERS, bystanders, {"bystander_changed": of_records}),
    Oracle(
        info.OWNERSHIP,
        ownership,
        {"against_owner": of_records, "echo_loop": of_records, "lost_update": of_records},
    ),
    Oracle(info.SILENCE, silence),
    Oracle(info.LIVENESS, liveness),
    Oracle(info.PRIVACY, privacy),
)
"""In the order in which their findings stand in the scorecard."""
