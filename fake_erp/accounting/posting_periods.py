"""Posting periods: the months of the books, open until they are closed, for each module by itself.

`open` takes postings, `soft_closed` takes those of the closing itself, `closed` takes none.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from fake_erp.errors import RuleRefused
from fake_erp.model import Checks, Emit

DAY_MS = 86_400_000
MODULES = ("sales", "stock", "ledger")
_EPOCH = date(1970, 1, 1)


@lru_cache(maxsize=4096)
def _period_of_day(day: int) -> str:
    return (_EPOCH + timedelta(days=day)).isoformat()[:7]


def period_of(instant_ms: int, utc_offset_ms: int = 0) -> str:
    """The posting period an instant falls into, such as `2025-11`: months as clocks at that offset have them."""
    return _period_of_day((instant_ms + utc_offset_ms) // DAY_MS)


def period_before(period: str) -> str:
    """The month before a period.

    >>> period_before("2026-01")
    '2025-12'
    """
    return (_first_day(period) - timedelta(days=1)).isoformat()[:7]


class Calendar:
    """Emits `erp.period.closed` and `erp.period.opened`."""

    def __init__(self, emit: Emit, utc_offset_ms: int = 0, checks: Checks | None = None) -> None:
        self._emit = emit
        self.utc_offset_ms = utc_offset_ms
        self._states: dict[str, dict[str, str]] = {}  # only of periods in which something is not open
        self._checks = checks if checks is not None else Checks()

    def period_of(self, instant_ms: int) -> str:
        """The period of an instant by local clocks."""
        return period_of(instant_ms, self.utc_offset_ms)

    def close(self, period: str, module: str = "all", soft: bool = False) -> None:
        """Nothing more may be posted into `period` (`2025-11`), by any module or by one.

        `soft` still takes postings of the closing itself. Closing what is closed as much changes nothing, and
        nothing closed becomes softly closed.
        """
        modules = _modules(period, module)
        states = self._states.get(period, {})
        target = "soft_closed" if soft else "closed"
        changed = [name for name in modules if states.get(name) not in ("closed", target)]
        if changed:
            self._states.setdefault(period, {}).update(dict.fromkeys(changed, target))
            self._emit("erp.period.closed", {"period": period}, _data_of(module, soft))

    def open(self, period: str, module: str = "all") -> None:
        """Open a closed period again; opening an open one changes nothing."""
        modules = _modules(period, module)
        states = self._states.get(period, {})
        opened = [name for name in modules if states.pop(name, None) is not None]
        if opened:
            if not states:
                del self._states[period]
            self._emit("erp.period.opened", {"period": period}, _data_of(module, False))

    @property
    def closed(self) -> list[str]:
        """Periods in which some module is closed, softly or not, in the order they were first closed."""
        return list(self._states)

    def states(self, period: str) -> dict[str, str]:
        """Module to `open`, `soft_closed` or `closed`."""
        states = self._states.get(period, {})
        return {module: states.get(module, "open") for module in MODULES}

    def refusal(self, instant_ms: int, field: str | None = None) -> RuleRefused:
        """What to raise when the period of an instant is closed."""
        period = self.period_of(instant_ms)
        message = (
            f"posting period {period} is closed; use a date in an open period or ask accounting to open it"
        )
        return RuleRefused("posting_periods", "period_closed", message, field, {"period": period})

    def is_closed(self, instant_ms: int, module: str = "sales", by_closer: bool = False) -> bool:
        """Whether a module takes no posting of that instant. Never, while periods are not enforced.

        `by_closer` is a posting of the closing itself.
        """
        if not self._states or not self._checks.periods_enforced:
            return False
        states = self._states.get(self.period_of(instant_ms))
        if states is None:
            return False
        state = states.get(module)
        return state == "closed" or (state == "soft_closed" and not by_closer)


def _data_of(module: str, soft: bool) -> dict[str, Any]:
    data: dict[str, Any] = {} if module == "all" else {"module": module}
    return {**data, "soft": True} if soft else data


def _modules(period: str, module: str) -> tuple[str, ...]:
    _first_day(period)
    if module == "all":
        return MODULES
    if module not in MODULES:
        raise ValueError(f"a module is one of all, {', '.join(MODULES)}; got {module!r}")
    return (module,)


def _first_day(period: str) -> date:
    try:
        first = date.fromisoformat(f"{period}-01")
    except ValueError:
        first = None
    if first is None or len(period) != 7:
        raise ValueError(f"a posting period is a month such as 2025-11, got {period!r}")
    return first
