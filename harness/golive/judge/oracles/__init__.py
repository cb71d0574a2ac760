"""Oracles: each looks for one kind of harm in a finished run. Pure functions from a case to findings."""

from __future__ import annotations

from collections.abc import Callable

from golive.judge.oracles.case import Budgets, Case
from golive.judge.oracles.completeness import completeness
from golive.judge.oracles.header import header
from golive.judge.oracles.lifecycle import lifecycle
from golive.judge.oracles.lines import lines
from golive.judge.oracles.money import money
from golive.judge.oracles.protection import protection
from golive.judge.oracles.stock_parity import stock_parity
from golive.judge.oracles.stock_run import stock_during_run
from golive.judge.oracles.surfacing import surfacing
from golive.judge.oracles.timeliness import timeliness
from golive.judge.oracles.uniqueness import uniqueness
from golive.record.run import Finding

__all__ = ["ORACLES", "Budgets", "Case"]

ORACLES: dict[str, Callable[[Case], list[Finding]]] = {
    "O1": completeness,
    "O2": uniqueness,
    "O3": money,
    "O4": lines,
    "O5": header,
    "O6": lifecycle,
    "O7": stock_parity,
    "O8": stock_during_run,
    "O10": protection,
    "O11": timeliness,
    "O12": surfacing,
}
