"""Oracles: each looks for one kind of harm in a finished run. Pure functions from a case to findings."""

from __future__ import annotations

from collections.abc import Callable

from harness.oracles.case import Budgets, Case
from harness.oracles.o1_completeness import completeness
from harness.oracles.o2_uniqueness import uniqueness
from harness.oracles.o3_money import money
from harness.oracles.o4_lines import lines
from harness.oracles.o5_header import header
from harness.oracles.o6_lifecycle import lifecycle
from harness.oracles.o7_stock_parity import stock_parity
from harness.oracles.o8_stock_run import stock_during_run
from harness.oracles.o10_protection import protection
from harness.oracles.o11_timeliness import timeliness
from harness.oracles.o12_surfacing import surfacing
from harness.record import Finding

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
