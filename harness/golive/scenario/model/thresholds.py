"""Metrics of a run and the thresholds on them: `0`, `<= 1%`, `< 15m`, `<= 2 units`, `>= 95`."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from golive.keys.value_kinds import (
    Kind,
    Money,
    parse_duration,
    parse_money,
    parse_share,
    show_duration,
    show_money,
    show_number,
    show_share,
)
from golive.record.run import Scorecard

if TYPE_CHECKING:
    from golive.judge.oracles.case import Case

Unit = Literal["number", "share", "ms", "cents"]
Measure = Literal["orders", "count", "number", "duration", "money", "share", "score"]

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "==": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
}


@dataclass(frozen=True, slots=True)
class Threshold:
    """A condition on a metric. `unit` is that of `value` and of the actual figure.

    A `share` threshold on an orders metric compares with the count divided by all orders.
    """

    op: str
    value: float
    unit: Unit
    word: str = ""
    currency: str = ""

    def holds(self, actual: float) -> bool:
        """Whether a figure in the threshold's unit meets it."""
        return _COMPARE[self.op](actual, self.value)

    @property
    def text(self) -> str:
        """The threshold as written in a scenario; the `==` of a plain figure is left out."""
        return self.figure if self.op == "==" else f"{self.op} {self.figure}"

    @property
    def figure(self) -> str:
        """The value as written in a scenario."""
        if self.unit == "ms":
            return show_duration(int(self.value))
        if self.unit == "share":
            return show_share(self.value)
        if self.unit == "cents":
            return show_money(Money(int(self.value), self.currency))
        number = show_number(self.value)
        return f"{number} {self.word}" if self.word else number


@dataclass(frozen=True, slots=True)
class Result:
    """The input of metrics.

    `drain_ms` is None where orders were in flight at the end, infinite where work was left. `recovery_ms` likewise, and
    None without faults.

    `case` is the finished run as oracles see it; None where only the scorecard is at hand. `load` is the result of
    `--load` as JSON, empty without it.
    """

    card: Scorecard
    drain_ms: float | None = None
    case: Case | None = None
    recovery_ms: float | None = None
    load: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure of a run; `name` is its key in `expect:`.

    `value` returns it in its base unit (count, ms, cents, share), None where nothing was measured; `measure`
    determines how a threshold on it is written, `word` is the optional unit after a plain number.
    """

    name: str
    measure: Measure
    doc: str
    value: Callable[[Result], float | None]
    word: str = ""

    @property
    def kind(self) -> Kind[Threshold]:
        """The value type of thresholds on this metric."""
        expected, pattern = _WRITTEN[self.measure]
        spelled = f"(?: {self.word})?" if self.word else ""
        op = "(?:(?:<=|>=|==|<|>) ?)" + ("?" if self.measure in _EXACT else "")
        schema = {"type": ["string", "number"], "pattern": f"^{op}(?:{pattern}){spelled}$"}
        if self.measure not in _EXACT:
            schema["type"] = "string"
        return Kind("threshold", expected, self.parse, lambda threshold: threshold.text, schema)

    def parse(self, text: str) -> Threshold:
        """Parses a threshold such as `<= 1%`. Raises ValueError with a hint."""
        found = re.fullmatch(r"(<=|>=|==|<|>|) ?(.*)", text)
        op, figure = (found[1], found[2]) if found else ("", text)
        if not op and self.measure not in _EXACT:
            raise ValueError(f"write a comparison: <= {figure}" if figure.isprintable() and figure else "")
        return self._read(op or "==", figure)

    def _read(self, op: str, figure: str) -> Threshold:
        if self.measure == "duration":
            return Threshold(op, parse_duration(figure), "ms")
        if self.measure == "money":
            money = parse_money(figure)
            return Threshold(op, money.cents, "cents", currency=money.currency)
        if self.measure == "share" or (self.measure == "orders" and figure.endswith("%")):
            return Threshold(op, parse_share(figure), "share")
        return self._number(op, figure)

    def _number(self, op: str, figure: str) -> Threshold:
        digits, _, word = figure.partition(" ")
        if word and word != self.word:
            raise ValueError(
                f"the word that may follow is {self.word}" if self.word else "no word may follow"
            )
        pattern = _WHOLE if self.measure in ("orders", "count") else _DECIMAL
        if re.fullmatch(pattern, digits) is None:
            raise ValueError(
                "a share needs its sign: 1%" if self.measure == "orders" and "." in digits else ""
            )
        value = float(digits) if "." in digits else int(digits)
        if self.measure == "score" and value > 100:
            raise ValueError("the maximum is 100")
        return Threshold(op, value, "number", word)


_WHOLE = r"[0-9]{1,12}"
_DECIMAL = r"[0-9]{1,12}(?:\.[0-9]{1,6})?"
_EXACT = ("orders", "count", "number", "money")
"""Measures for which a bare figure means exactly that figure."""

_WRITTEN: dict[Measure, tuple[str, str]] = {
    "orders": ("a number or share of orders such as 0, <= 3 or <= 1%", rf"{_WHOLE}|{_DECIMAL}%"),
    "count": ("a whole number such as 0 or <= 2", _WHOLE),
    "number": ("a number such as 0 or <= 2.5", _DECIMAL),
    "duration": ("a comparison with a duration such as <= 15m", r"[0-9dhms]+"),
    "money": ("an amount such as 0 EUR or <= 100 EUR", r"[0-9]{1,12}(?:\.[0-9]{2})? ?[A-Z]{3}"),
    "share": ('a comparison with a share such as ">= 80%"', rf"{_DECIMAL}%|0|[01]\.[0-9]+"),
    "score": ('a comparison with a score from 0 to 100 such as ">= 95"', _DECIMAL),
}
